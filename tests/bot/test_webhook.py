"""The way to another system: signed so that the code in the docs takes it, and taken by an answer of 2xx alone."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from slack_sdk.signature import SignatureVerifier
from urllib3 import HTTPHeaderDict

import bot.webhook
from bot.webhook import SIGNATURE, TIMESTAMP, Webhook
from handlers.webhooks import ReceiverFailed
from interviews.models import Outcome
from interviews.outbox import Event, TellWebhook
from interviews.webhooks import body_of
from tests.bot.slack.stub_slack import Received, Reply, StubSlack
from tests.paths import ROOT

SECRET = "shared-by-both"
EVENT = {"id": "ping:1", "type": "ping"}
DOCS = (ROOT / "docs/webhooks.md").read_text(encoding="utf-8")
ABOUT = {"team_id": "T0ENGINE", "candidate_id": "0018a1b2c3d4e5f6b1c2d3e4f5"}
CARD = "0018a1b2c3d4e5f6a7b8c9d0e1"


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def webhook(stub: StubSlack) -> Iterator[Webhook]:
    """The way to the stand-in."""
    way = Webhook(f"{stub.base_url}hook", SECRET)
    yield way
    way.close()


@pytest.fixture(scope="module")
def is_from_the_bot() -> Callable[..., bool]:
    """The code of the docs, as it stands there."""
    (code,) = re.findall(r"```python\n(.*?)```", DOCS, re.DOTALL)
    names: dict[str, Any] = {}
    exec(code, names)  # noqa: S102 - it is our own
    found: Callable[..., bool] = names["is_from_the_bot"]
    return found


class TestSignature:
    """What a receiver checks."""

    @pytest.fixture
    def told(self, webhook: Webhook, stub: StubSlack) -> Received:
        """An event as it came."""
        webhook.send(EVENT | {"odd": "é \u2028"}, now())
        return stub.received[0]

    def test_is_taken_by_the_code_of_the_docs(
        self, told: Received, is_from_the_bot: Callable[..., bool]
    ) -> None:
        headers = HTTPHeaderDict(told.headers)
        assert is_from_the_bot(SECRET, headers, told.raw)
        assert not is_from_the_bot("another", headers, told.raw)
        assert not is_from_the_bot(SECRET, headers, told.raw.replace(b"ping", b"pong"))
        assert not is_from_the_bot(SECRET, {}, told.raw)

    def test_is_slacks_own(self, told: Received) -> None:
        headers = HTTPHeaderDict(told.headers)
        signed = {"body": told.raw, "timestamp": headers[TIMESTAMP]}
        assert SignatureVerifier(SECRET).is_valid(signature=headers[SIGNATURE], **signed)
        assert headers[SIGNATURE].startswith("v0=")

    @pytest.mark.parametrize("timestamp", ["1772616600", "9999999999", "²", "", "soon"])
    def test_is_refused_with_another_time(
        self, told: Received, is_from_the_bot: Callable[..., bool], timestamp: str
    ) -> None:
        signed = SignatureVerifier(SECRET).generate_signature(timestamp=timestamp, body=told.raw)
        headers = {TIMESTAMP: timestamp, SIGNATURE: str(signed)}
        assert not is_from_the_bot(SECRET, headers, told.raw)


class TestAnswer:
    @pytest.mark.parametrize("status", [200, 202, 204])
    def test_of_2xx_is_enough(self, webhook: Webhook, stub: StubSlack, status: int) -> None:
        stub.replies["hook"] = [Reply("", status)]
        webhook.send(EVENT, now())
        assert stub.received[0].params == EVENT

    @pytest.mark.parametrize("status", [301, 307, 400, 401, 410, 429, 500])
    def test_of_another_status_is_a_failure_and_a_redirect_is_not_followed(
        self, webhook: Webhook, stub: StubSlack, status: int
    ) -> None:
        elsewhere = {"Location": f"{stub.base_url}elsewhere"}
        stub.replies["hook"] = [Reply("Katherine", status, elsewhere)]
        with pytest.raises(ReceiverFailed, match=f"^HTTP {status}$"):
            webhook.send(EVENT, now())
        assert stub.methods == ["hook"]

    def test_that_does_not_come_is_a_failure(
        self, webhook: Webhook, stub: StubSlack, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(bot.webhook, "WITHIN", 0.1)
        stub.replies["hook"] = [Reply(after=0.5)]
        with pytest.raises(ReceiverFailed, match=r"^ReadTimeoutError"):
            webhook.send(EVENT, now())

    def test_that_breaks_off_is_a_failure(self, webhook: Webhook, stub: StubSlack) -> None:
        stub.replies["hook"] = [Reply(hang_up=True)]
        with pytest.raises(ReceiverFailed, match=r"^ProtocolError"):
            webhook.send(EVENT, now())

    def test_of_nobody_is_a_failure_without_the_address(self) -> None:
        with pytest.raises(ReceiverFailed) as failed:
            Webhook("http://127.0.0.1:1/a-password", SECRET).send(EVENT, now())
        assert str(failed.value) == "NewConnectionError: Connection refused"


class TestDocs:
    def test_name_every_type_and_outcome(self) -> None:
        table = DOCS.partition("```")[0]
        assert set(re.findall(r"^\| `([a-z_.]+)`", table, re.MULTILINE)) == {*Event, "type", "ping"}
        assert all(f"`{outcome}`" in table for outcome in Outcome)

    def test_show_an_event_as_it_is(self) -> None:
        (shown,) = re.findall(r"```json\n(.*?)```", DOCS, re.DOTALL)
        event = TellWebhook(
            event=Event.SCORECARD_SUBMITTED, at=datetime(2026, 3, 4, 9, 30, tzinfo=UTC),
            subject_id=CARD, user_id="U0GRACE", revision=1, remote_id="ats-4711", **ABOUT,
        )  # fmt: skip
        assert json.loads(shown) == body_of(event)
