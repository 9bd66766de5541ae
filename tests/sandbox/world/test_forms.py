"""What a form sends, and what the client refuses to send."""

from typing import Any

import pytest

from tests.sandbox.office import Office
from tests.sandbox.pieces import Json, field, option, plain


def field_state(answer: Any) -> Json:
    """What the submission said about the field."""
    values: Json = answer.payload["view"]["state"]["values"]["it-block"]["it"]
    return values


LOW, HIGH = OPTIONS = [option("low"), option("high")]
# A field | the key of its value | the value before anybody chose | a choice | the value after it
CHOICES: list[tuple[Json, str, Any, Any, Any]] = [
    (field("plain_text_input"), "value", None, None, None),
    (field("number_input", is_decimal_allowed=False), "value", None, None, None),
    (field("rich_text_input"), "rich_text_value", None, None, None),
    (field("static_select", options=OPTIONS), "selected_option", None, "high", HIGH),
    (field("radio_buttons", options=OPTIONS), "selected_option", None, "Low", LOW),
    (field("checkboxes", options=OPTIONS), "selected_options", [], ["low", "high"], OPTIONS),
    (field("multi_static_select", options=OPTIONS), "selected_options", [], ["high"], [HIGH]),
    (field("users_select"), "selected_user", None, "U0ADA", "U0ADA"),
    (field("multi_users_select"), "selected_users", [], ["U0ADA", "U0BOT"], ["U0ADA", "U0BOT"]),
    (field("channels_select"), "selected_channel", None, "C0GENERAL", "C0GENERAL"),
    (field("conversations_select"), "selected_conversation", None, "C0GENERAL", "C0GENERAL"),
    (
        field("multi_conversations_select"),
        "selected_conversations",
        [],
        ["C0GENERAL"],
        ["C0GENERAL"],
    ),
    (field("datepicker"), "selected_date", None, "2026-03-01", "2026-03-01"),
    (field("timepicker"), "selected_time", None, "09:30", "09:30"),
    (field("datetimepicker"), "selected_date_time", None, 1770000000, 1770000000),
]
KINDS = [case[0]["element"]["type"] for case in CHOICES]


class TestShapes:
    @pytest.mark.parametrize(("block", "key", "empty"), [c[:3] for c in CHOICES], ids=KINDS)
    def test_of_an_empty_field(self, slack: Office, block: Json, key: str, empty: Any) -> None:
        answer = slack.submit(slack.open_form(block))
        assert field_state(answer) == {"type": block["element"]["type"], key: empty}

    @pytest.mark.parametrize(
        ("block", "key", "_empty", "choice", "value"), CHOICES[3:], ids=KINDS[3:]
    )
    def test_of_a_choice(
        self, slack: Office, block: Json, key: str, _empty: Any, choice: Any, value: Any
    ) -> None:
        view = slack.open_form(block)
        slack.choose(view, "it", choice)
        assert field_state(slack.submit(view)) == {"type": block["element"]["type"], key: value}

    def test_of_words(self, slack: Office) -> None:
        view = slack.open_form(field("plain_text_input"))
        slack.type(view, "it", "a\nb")
        assert field_state(slack.submit(view)) == {"type": "plain_text_input", "value": "a\nb"}

    def test_of_words_taken_back(self, slack: Office) -> None:
        view = slack.open_form(field("plain_text_input", initial_value="draft"))
        slack.type(view, "it", "")
        assert field_state(slack.submit(view)) == {"type": "plain_text_input", "value": None}

    def test_of_initial_values(self, slack: Office) -> None:
        view = slack.open_form(
            field("static_select", options=OPTIONS, initial_option=option("low"))
        )
        assert field_state(slack.submit(view))["selected_option"] == option("low")

    def test_include_fields_outside_input_blocks(self, slack: Office) -> None:
        menu = {"type": "static_select", "action_id": "it", "options": OPTIONS}
        section = {
            "type": "section",
            "block_id": "it-block",
            "text": plain("Pick"),
            "accessory": menu,
        }
        view = slack.open_form(section)
        slack.choose(view, "it", "low")
        assert field_state(slack.submit(view))["selected_option"] == option("low")


class TestTheClientRefuses:
    @pytest.mark.parametrize(
        ("block", "text", "words"),
        [
            (field("plain_text_input", optional=False), "", "fill in"),
            (field("plain_text_input", min_length=3), "ab", "at least 3"),
            (field("plain_text_input", max_length=3), "abcd", "at most 3"),
            (field("plain_text_input"), "x" * 3001, "at most 3000"),
            (field("number_input", is_decimal_allowed=False), "1.5", "whole number"),
            (field("number_input", is_decimal_allowed=True), "one", "a number"),
            (field("number_input", is_decimal_allowed=True), "NaN", "a number"),
            (field("number_input", is_decimal_allowed=True, min_value="2"), "1.5", "2 or more"),
            (field("number_input", is_decimal_allowed=True, max_value="2"), "2.5", "2 or less"),
            (field("email_text_input"), "ada", "email"),
            (field("url_text_input"), "ada.org", "address"),
        ],
    )
    def test_what_slack_would_refuse(
        self, slack: Office, block: Json, text: str, words: str
    ) -> None:
        view = slack.open_form(block)
        slack.type(view, "it", text)
        answer = slack.submit(view)
        assert answer.sent is False
        assert answer.errors is not None
        assert words in answer.errors["it-block"]
        assert slack.view().errors == answer.errors

    @pytest.mark.parametrize(
        "block",
        [
            field("static_select", options=OPTIONS, optional=False),
            field("checkboxes", options=OPTIONS, optional=False),
            field("multi_users_select", optional=False),
        ],
    )
    def test_a_required_choice_that_was_not_made(self, slack: Office, block: Json) -> None:
        assert list(slack.submit(slack.open_form(block)).errors or {}) == ["it-block"]

    @pytest.mark.parametrize(
        ("block", "text"),
        [
            (field("plain_text_input", min_length=3, max_length=3), "abc"),
            (field("plain_text_input", min_length=3), ""),
            (field("number_input", is_decimal_allowed=False), "0"),
            (field("email_text_input"), "ada@example.org"),
            (field("url_text_input"), "https://example.org"),
        ],
    )
    def test_nothing_else(self, slack: Office, block: Json, text: str) -> None:
        view = slack.open_form(block)
        slack.type(view, "it", text)
        assert slack.submit(view).status == 200
        assert slack.view_of(slack.ada) is None
