"""The bot's three steps to a shared file, and its deletion, as each Slack takes them; their addresses are their own."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from bot.cli.doctor.slack import OPTIONAL_SCOPES, SCOPES
from bot.slack.client import SlackClient
from handlers.slack.errors import SlackRefused
from sandbox.driver.driver import StandIn
from tests.another_slack.samples import ADA
from tests.conftest import BOT_TOKEN

CONTENT = b"name,rating\r\nAda,4\r\n"


@pytest.fixture(params=["here", "there"])
def base_url(request: pytest.FixtureRequest, other_url: str, slack: StandIn) -> str:
    """Where one of the two is."""
    return slack.api_url if request.param == "here" else other_url


@pytest.fixture
def client(base_url: str, slack: StandIn, monkeypatch: pytest.MonkeyPatch) -> Iterator[SlackClient]:
    """The bot's client of it."""
    monkeypatch.setattr(slack.settings, "scopes", SCOPES | OPTIONAL_SCOPES)
    slack.add_user(ADA, "Ada Lovelace")
    client = SlackClient(BOT_TOKEN, base_url)
    yield client
    client.close()


@pytest.fixture
def ada(client: SlackClient) -> str:
    """Ada's id there."""
    members = client.call("users.list")["members"]
    return next(str(user["id"]) for user in members if user["real_name"] == "Ada Lovelace")


def announce(client: SlackClient) -> Any:
    return client.call("files.getUploadURLExternal", filename="card.csv", length=len(CONTENT))


def refusal(client: SlackClient, method: str, **params: Any) -> str:
    with pytest.raises(SlackRefused) as refused:
        client.call(method, **params)
    return refused.value.error


def test_a_file_is_shared_and_deleted(client: SlackClient, ada: str, base_url: str) -> None:
    place = announce(client)
    # The other Slack was given a port, and does not know that it listens on another.
    address = urlsplit(place["upload_url"])._replace(netloc=urlsplit(base_url).netloc)
    client.upload(address.geturl(), CONTENT)
    files = [{"id": place["file_id"], "title": "card.csv"}]
    shared = client.call(
        "files.completeUploadExternal",
        files=files, channel_id=client.open_dm(ada), initial_comment="Here",
    )  # fmt: skip
    assert [file["id"] for file in shared["files"]] == [place["file_id"]]
    assert client.call("files.delete", file=place["file_id"])["ok"]
    assert refusal(client, "files.delete", file=place["file_id"]) in {
        "file_deleted", "file_not_found",
    }  # fmt: skip


def test_a_file_whose_bytes_never_came_is_not_shared(client: SlackClient, ada: str) -> None:
    files = [{"id": announce(client)["file_id"], "title": "card.csv"}]
    channel = client.open_dm(ada)
    assert refusal(client, "files.completeUploadExternal", files=files, channel_id=channel)


def test_what_was_never_there_is_not_deleted(client: SlackClient) -> None:
    assert refusal(client, "files.delete", file="F0NONE") == "file_not_found"
