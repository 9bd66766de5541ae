"""A request is verified over its raw bytes, then read as it was typed; whatever Slack never sends goes no further."""

import json
import time
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_bolt import BoltRequest
from slack_sdk.signature import SignatureVerifier

from bot.slack.request import Refusal, bolt_request, form, verify_request
from sandbox.delivery.http import signed_headers
from tests.company import Company

SECRET = "a-signing-secret"
FORM = {"content-type": "application/x-www-form-urlencoded"}
JSON = {"content-type": "application/json"}
PRESSED = {
    "type": "block_actions",
    "user": {"id": "U0ADA"},
    "actions": [{"action_id": "score.open"}],
}
NOT_SLACKS = [
    b"",
    b"[]",
    b"null",
    b"1",
    b"no JSON",
    b"\xff\xfe",
    b"{}",
    b"[" * 200_000,
    b'{"a":' * 100_000,
    b'{"type": 1}',
    b'{"type": "event_callback"}',
    b'{"type": "event_callback", "event": "app_home_opened"}',
    b'{"type": "event_callback", "event": {"user": true}}',
    b'{"type": "event_callback", "event": {"type": "message", "user": true}}',
    b'{"type": "event_callback", "event": {"type": "message", "item": {"channel": 1}}}',
    b'{"type": "block_actions", "actions": []}',
    b'{"type": "block_actions", "actions": 1}',
    b'{"type": "view_submission"}',
    b'{"type": "view_submission", "view": {"callback_id": 1}}',
    b'{"type": "view_submission", "user": {"id": "U0ADA"}, "view": {"callback_id": "plan"}}',
    b'{"type": "view_closed", "view": {"id": "V1"}}',
    b'{"type": "message_action", "user": {"id": "U0ADA"}, "message": []}',
    b'{"type": "block_actions", "user": {"id": "U0ADA"}, "actions": [{"action_id": "a", "value": 1}]}',
    b'{"type": "url_verification", "challenge": "\\ud83d"}',
    b'{"command": "/interview", "text": "help"}',
    b'{"command": "/interview", "user_id": "U0ADA", "trigger_id": "1.2", "response_url": "elsewhere"}',
    b'{"type": "shortcut", "user": 1}',
    b'{"type": "shortcut", "response_urls": [1]}',
    b"payload=1",
    b"payload=",
    b"payload=%5B1%5D",
    b"payload=null",
    b"text=help",
]
NAMES = (
    "actions", "channel", "enterprise", "event", "function_data", "id", "is_enterprise_install", "item",
    "message", "previous_message", "response_urls", "team", "type", "user", "view",
)  # fmt: skip
texts = st.text(st.characters(codec="utf-8"), max_size=40)
anything: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | texts | st.sampled_from(["block_actions", "event_callback"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4)
    ),
    max_leaves=12,
)


def signed(body: bytes, kind: dict[str, str], **changes: str) -> BoltRequest:
    """What becomes of a body that Slack has signed, with some headers changed after that."""
    # The stand-in signs text; bytes that are none are signed as what they are not.
    headers = signed_headers(SECRET, body.decode(errors="replace"), int(time.time()))
    headers = {name.lower(): value for name, value in headers.items()}
    return verify_request(SignatureVerifier(SECRET), body, {**headers, **kind, **changes})


def kind_of(body: bytes) -> dict[str, str]:
    return FORM if body.startswith((b"payload", b"text")) else JSON


class TestForm:
    @given(st.dictionaries(texts, texts, max_size=5))
    def test_holds_every_letter_that_was_typed(self, fields: dict[str, str]) -> None:
        assert form(urlencode(fields)) == fields

    @pytest.mark.parametrize(
        "body",
        ["", "&&", "k", "k=", "=", "a=1&a=2", "k=a=b", "k=a+b", "k=%C3", "k=%e4%BD%a0", "k=_ .\t"],
    )
    def test_is_read_as_the_standard_library_reads_it(self, body: str) -> None:
        assert form(body) == dict(parse_qsl(body, keep_blank_values=True))

    @given(texts)
    def test_of_a_stranger_is_read_without_failing(self, body: str) -> None:
        assert all(isinstance(value, str) for value in form(body).values())


class TestSignature:
    """Nothing of a body is read before it is known to be Slack's."""

    @pytest.mark.parametrize("body", NOT_SLACKS)
    def test_is_asked_for_whatever_the_body_is(self, body: bytes) -> None:
        with pytest.raises(Refusal) as refused:
            verify_request(SignatureVerifier(SECRET), body, kind_of(body))
        assert (refused.value.kind, refused.value.status) == ("unverified", 401)

    @pytest.mark.parametrize("minutes", [-10, 10])
    def test_of_another_time_is_known_as_slacks(self, minutes: int) -> None:
        """Where every request is late, the clock of this machine is wrong."""
        then = int(time.time()) + minutes * 60
        headers = signed_headers(SECRET, "{}", then)
        with pytest.raises(Refusal) as refused:
            verify_request(
                SignatureVerifier(SECRET), b"{}", {key.lower(): headers[key] for key in headers}
            )
        assert (refused.value.kind, refused.value.status) == ("late", 401)
        assert "which clock is wrong?" in str(refused.value)

    @pytest.mark.parametrize(
        "changes",
        [
            {"x-slack-signature": "v0=0"},
            {"x-slack-signature": "v0=é"},
            {"x-slack-request-timestamp": "soon"},
            {"x-slack-request-timestamp": "9" * 5_000},
            {"x-slack-request-timestamp": str(int(time.time()) - 3_600)},
        ],
    )
    def test_that_is_wrong_or_old_is_none(self, changes: dict[str, str]) -> None:
        with pytest.raises(Refusal) as refused:
            signed(b'{"type": "url_verification"}', JSON, **changes)
        assert refused.value.status == 401

    def test_of_six_minutes_ago_is_too_old(self) -> None:
        body = '{"type": "url_verification"}'
        headers = signed_headers(SECRET, body, int(time.time()) - 360)
        small = {name.lower(): value for name, value in headers.items()} | JSON
        with pytest.raises(Refusal) as refused:
            verify_request(SignatureVerifier(SECRET), body.encode(), small)
        assert refused.value.status == 401


class TestRequest:
    def test_is_what_was_pressed(self) -> None:
        request = signed(urlencode({"payload": json.dumps(PRESSED)}).encode(), FORM)
        assert request.body == PRESSED
        assert request.context.user_id == "U0ADA"

    def test_keeps_a_command_in_which_somebody_typed_payload(self) -> None:
        """Bolt's own reader took it for a form without one, and the person got no answer."""
        fields = {
            "command": "/interview", "text": "term payload", "user_id": "U0ADA", "trigger_id": "1.2",
        }  # fmt: skip
        assert signed(urlencode(fields).encode(), FORM).body == fields

    def test_with_payload_typed_is_answered(self, company: Company) -> None:
        assert "payload" in company.answer(company.ada, "term payload").text

    def test_of_an_event_is_json(self) -> None:
        event = {"type": "url_verification", "challenge": "tell"}
        assert signed(json.dumps(event).encode(), JSON).body == event

    @pytest.mark.parametrize("body", [body for body in NOT_SLACKS if body != b"\xff\xfe"])
    def test_that_slack_never_sends_is_refused_though_it_is_signed(self, body: bytes) -> None:
        with pytest.raises(Refusal) as refused:
            signed(body, kind_of(body))
        assert (refused.value.kind, refused.value.status) == ("unreadable", 400)

    @given(anything)
    def test_is_read_or_refused_whatever_it_is(self, body: Any) -> None:
        try:
            read = bolt_request(body, {}).body
        except Refusal:
            return
        assert read == body
