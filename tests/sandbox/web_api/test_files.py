"""The bot uploads files in three steps, and deletes them."""

from typing import Any

import pytest
import urllib3

from tests.sandbox.office import Office
from tests.sandbox.pieces import error_of

BYTES = b"name,rating\r\nAda,4\r\n"


def announce(slack: Office, length: int = len(BYTES)) -> dict[str, Any]:
    answer = slack.client.files_getUploadURLExternal(filename="card.csv", length=length)
    return dict(answer.data)  # type: ignore[arg-type]


def send(url: str, content: bytes = BYTES) -> tuple[int, str]:
    answer = urllib3.request("POST", url, body=content)
    return answer.status, answer.data.decode()


def share(slack: Office, file_id: str, channel: str = "D0ADA", **more: Any) -> str:
    slack.client.conversations_open(users=slack.ada.id)
    files = [{"id": file_id, "title": "A card"}]
    call = slack.client.files_completeUploadExternal
    return error_of(call, files=files, channel_id=channel, **more)


def shared(slack: Office) -> str:
    """The id of a file that Ada has."""
    file = announce(slack)
    send(file["upload_url"])
    slack.client.conversations_open(users=slack.ada.id)
    slack.client.files_completeUploadExternal(
        files=[{"id": file["file_id"], "title": "A card"}], channel_id="D0ADA"
    )
    return str(file["file_id"])


class TestUpload:
    def test_as_the_sdk_does_it_gives_a_message_with_the_file(self, slack: Office) -> None:
        direct = slack.client.conversations_open(users=slack.ada.id)["channel"]["id"]
        answer = slack.client.files_upload_v2(
            filename="card.csv",
            title="A card",
            content=BYTES,
            channel=direct,
            initial_comment="Here",
        )
        assert [set(file) for file in answer["files"]] == [{"id", "title"}]
        [message] = slack.messages(slack.ada)
        [file] = message.files
        assert (message.words, file.name, file.title, file.content) == (
            "Here", "card.csv", "A card", BYTES,
        )  # fmt: skip

    def test_says_how_many_bytes_were_taken(self, slack: Office) -> None:
        assert send(announce(slack)["upload_url"]) == (200, f"OK - {len(BYTES)}")

    @pytest.mark.parametrize("content", [BYTES[1:], BYTES + b" ", b""])
    def test_takes_neither_more_bytes_nor_fewer(self, slack: Office, content: bytes) -> None:
        file = announce(slack)
        assert send(file["upload_url"], content)[0] == 400
        assert share(slack, file["file_id"]) == "file_not_found"

    def test_takes_nothing_at_an_address_of_no_file_or_of_one_that_is_shared(
        self, slack: Office
    ) -> None:
        file = announce(slack)
        send(file["upload_url"])
        assert send(file["upload_url"] + "0")[0] == 400
        slack.client.files_completeUploadExternal(files=[{"id": file["file_id"]}])
        assert send(file["upload_url"])[0] == 400
        assert share(slack, file["file_id"]) == "file_not_found"

    def test_without_a_channel_nobody_sees_the_file(self, slack: Office) -> None:
        file = announce(slack)
        send(file["upload_url"])
        slack.client.files_completeUploadExternal(files=[{"id": file["file_id"]}])
        assert slack.messages(slack.ada) == []

    @pytest.mark.parametrize(
        ("arguments", "error"),
        [
            ({"filename": "", "length": 3}, "missing_argument"),
            ({"filename": "card.csv", "length": 0}, "missing_argument"),
            ({"filename": "card.csv", "length": "three"}, "invalid_arguments"),
        ],
    )
    def test_needs_a_name_and_a_length(
        self, slack: Office, arguments: dict[str, Any], error: str
    ) -> None:
        assert error_of(slack.client.files_getUploadURLExternal, **arguments) == error

    @pytest.mark.parametrize(
        ("channel", "error"),
        [
            ("U0ADA", "invalid_arguments"),
            ("general", "invalid_arguments"),
            ("D0NOBODY", "invalid_channel"),
            ("C0GENERAL", "posting_to_channel_denied"),
        ],
    )
    def test_goes_to_a_channel_by_its_id_where_the_bot_may_post(
        self, slack: Office, channel: str, error: str
    ) -> None:
        file = announce(slack)
        send(file["upload_url"])
        assert share(slack, file["file_id"], channel) == error


class TestDeletion:
    def test_takes_the_file_from_everybody(self, slack: Office) -> None:
        slack.client.files_delete(file=shared(slack))
        [message] = slack.messages(slack.ada)
        assert message.files == ()

    def test_is_refused_of_what_is_gone_or_never_was(self, slack: Office) -> None:
        file = shared(slack)
        slack.client.files_delete(file=file)
        assert error_of(slack.client.files_delete, file=file) == "file_deleted"
        assert error_of(slack.client.files_delete, file="F0NONE") == "file_not_found"


def test_every_step_needs_its_scope(slack: Office) -> None:
    slack.settings.scopes = frozenset({"chat:write", "im:write"})
    for call, arguments in (
        (slack.client.files_getUploadURLExternal, {"filename": "card.csv", "length": 3}),
        (slack.client.files_completeUploadExternal, {"files": [{"id": "F0NONE"}]}),
        (slack.client.files_delete, {"file": "F0NONE"}),
    ):
        assert error_of(call, **arguments) == "missing_scope"  # type: ignore[arg-type]


def test_an_upload_can_be_made_to_fail(slack: Office) -> None:
    slack.fail("upload_url", status=503)
    assert send(announce(slack)["upload_url"])[0] == 503
