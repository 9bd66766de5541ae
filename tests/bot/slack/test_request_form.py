"""What Slack sends arrives as it was typed, and is verified whatever it is."""

import json
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.request_form import bolt_request, form
from tests.company import Company

FORM = {"content-type": "application/x-www-form-urlencoded"}
texts = st.text(st.characters(codec="utf-8"), max_size=40)


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


class TestRequest:
    def test_is_still_to_be_verified_by_its_very_words(self) -> None:
        body = urlencode(
            {"payload": json.dumps({"type": "block_actions", "user": {"id": "U0ADA"}})}
        )
        request = bolt_request(body, FORM)
        assert (request.mode, request.raw_body) == ("http", body)
        assert request.body["type"] == "block_actions"
        assert request.context.user_id == "U0ADA"

    def test_keeps_a_command_in_which_somebody_typed_payload(self) -> None:
        """Bolt's own reader took it for a form without one, and the person got no answer."""
        request = bolt_request(urlencode({"command": "/interview", "text": "term payload"}), FORM)
        assert request.body == {"command": "/interview", "text": "term payload"}

    def test_with_payload_typed_is_answered(self, company: Company) -> None:
        assert "payload" in company.answer(company.ada, "term payload").text

    def test_of_another_kind_is_left_to_bolt(self) -> None:
        event = {"type": "url_verification", "challenge": "tell"}
        request = bolt_request(json.dumps(event), {"content-type": "application/json"})
        assert request.body == event

    @pytest.mark.parametrize("payload", ["no JSON", "[1]", ""])
    def test_that_slack_never_sends_is_refused(self, payload: str) -> None:
        with pytest.raises(ValueError, match=r"."):
            bolt_request(urlencode({"payload": payload}), FORM)
