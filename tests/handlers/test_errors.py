"""When something goes wrong the person gets a sentence where they are, and keeps what they typed."""

import logging
import re
from typing import Any

import pytest

from handlers.slack.errors import ANSWER_OVER
from handlers.slack.notices import notice_view
from question_bank.models import Archetype
from tests.company import Company


class TestUnexpectedFailures:
    def test_give_an_id_that_the_log_has_too(
        self, company: Company, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        company.adds(company.ada, "Katherine Johnson")

        def broken(*_: object) -> None:
            raise RuntimeError("Katherine Johnson's secret note")

        monkeypatch.setattr(type(company.bot.store.names), "find", broken)
        with caplog.at_level(logging.ERROR):
            text = company.answer(company.ada, "score Katherine").text
        number = text.split("the number ")[1].rstrip(".")
        assert number in {getattr(record, "request_id", "") for record in caplog.records}

    def test_in_a_form_stand_at_a_field_and_the_form_stays(
        self, company: Company, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        view = company.opens_card(company.ada)
        company.fills(view, name="Katherine Johnson", note="Three hours of notes.")

        def broken(*_: object) -> None:
            raise RuntimeError("Katherine Johnson's secret")

        monkeypatch.setattr(type(company.bot.store.scorecards), "add", broken)
        with caplog.at_level(logging.ERROR):
            errors = company.errors(company.ada)
        assert "nothing is kept twice" in errors["note"]
        number = errors["note"].split("the number ")[1].rstrip(".")
        assert any(getattr(record, "request_id", "") == number for record in caplog.records)
        view = company.modal(company.ada)
        assert view.values["note"]["value"]["value"] == "Three hours of notes."


class TestOldMessages:
    def test_an_unknown_button_leads_to_the_help(self, company: Company) -> None:
        pressed = company.presses(
            company.ada, company.answer(company.ada, "ml-engineer"), "questions.open"
        )
        action = pressed.payload["actions"][0] | {"action_id": "kit.from.last.year"}
        status, _ = company.forge(pressed, actions=[action])
        assert status == 200
        assert "older version of the bot" in company.notice(company.ada)

    @pytest.mark.parametrize("below", range(3))
    def test_a_form_without_a_field_is_answered_on_top_or_where_that_is_full_in_its_place(
        self, company: Company, below: int
    ) -> None:
        slack = company.bot.slack
        triggers, ada = company.slack.workspace.triggers, company.ada.id
        form = notice_view("Shall it be so?") | {
            "callback_id": "of.last.year",
            "submit": {"type": "plain_text", "text": "Send"},
        }
        slack.views_open(triggers.issue(ada), form)
        for _ in range(below):
            slack.views_push(triggers.issue(ada, in_modal=True), form)
        company.submits(company.ada)
        assert "older version of the bot" in company.modal(company.ada).text

    @pytest.mark.parametrize(
        ("action", "value", "says"),
        [
            ("questions.open", "cobol-wizard", "no longer has this role"),
            ("question.open", "ml-engineer gone-question", "no longer has this question"),
            ("score.open", "candidate 0123", "no such candidate"),
            ("score.amend", "0123", "no such candidate"),
            ("debrief.open", "0123", "no such candidate"),
            ("debrief.asked", "0123", "no such candidate"),
        ],
    )
    def test_a_button_for_what_is_gone_says_so(
        self, company: Company, action: str, value: str, says: str
    ) -> None:
        pressed = company.presses(
            company.ada, company.answer(company.ada, "ml-engineer"), "questions.open"
        )
        changed = pressed.payload["actions"][0] | {"action_id": action, "value": value}
        company.forge(pressed, actions=[changed])
        assert says in company.notice(company.ada)


@pytest.mark.parametrize("metadata", ["", "{}", "[1]", '{"candidate": 1}'])
def test_a_form_of_another_release_says_so_with_a_number(company: Company, metadata: str) -> None:
    sent = company.adds(company.ada, "Katherine Johnson", ratings={"ml-ops": 4})
    _, answer = company.forge(sent, view=sent.payload["view"] | {"private_metadata": metadata})
    (sentence,) = answer["errors"].values()
    assert sentence.startswith("This does not fit this version of the bot any more.")
    assert re.search(r"the number [0-9a-f]{8}\.$", sentence)


class TestSlackInTheWay:
    def test_a_trigger_that_came_too_late_says_press_again(self, company: Company) -> None:
        kit = company.answer(company.ada, "ml-engineer")
        company.slack.fail("views.open", error="expired_trigger_id")
        company.presses(company.ada, kit, "score.open")
        assert "please press it again" in company.notice(company.ada)
        company.presses(company.ada, kit, "score.open")
        assert company.modal(company.ada).title == "Score a candidate"

    def test_a_late_trigger_that_is_called_an_argument_says_press_again(
        self, company: Company
    ) -> None:
        kit = company.answer(company.ada, "ml-engineer")
        company.slack.fail(
            "views.open", error="invalid_arguments",
            messages=("[ERROR] invalid `trigger_id` [json-pointer:/trigger_id]",),
        )  # fmt: skip
        company.presses(company.ada, kit, "score.open")
        assert "please press it again" in company.notice(company.ada)

    def test_a_modal_that_was_closed_meanwhile_is_no_fault(
        self, company: Company, backend: Archetype, caplog: pytest.LogCaptureFixture
    ) -> None:
        company.presses(company.ada, company.answer(company.ada, "backend"), "questions.open")
        company.slack.fail("views.update", error="not_found")
        page, heard = company.modal(company.ada), len(company.slack.messages(company.ada))
        with caplog.at_level(logging.WARNING):
            company.chooses(company.ada, "questions.skill", backend.skills[1].id)
        assert company.slack.calls("views.update")[-1].answer["error"] == "not_found"
        assert company.modal(company.ada).text == page.text
        assert len(company.slack.messages(company.ada)) == heard
        assert not caplog.records

    def test_a_modal_that_slack_cannot_open_for_a_command_says_so_in_the_answer(
        self, company: Company
    ) -> None:
        company.adds(company.ada, "Katherine Johnson")
        company.slack.fail("views.open", error="expired_trigger_id")
        assert "press it again" in company.answer(company.ada, "score Katherine").text

    @pytest.mark.parametrize(
        ("fault", "says"),
        [
            ({"status": 429, "retry_after": 20}, "Slack asks this bot to slow down"),
            ({"error": "ratelimited"}, "Slack asks this bot to slow down"),
            ({"error": "internal_error"}, "Slack has trouble of its own"),
            ({"error": "token_revoked"}, "Slack no longer lets this bot in"),
            ({"status": 503}, "Slack did not answer in time"),
        ],
    )
    def test_a_fault_of_slacks_is_not_called_ours(
        self, company: Company, fault: dict[str, Any], says: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        company.adds(company.ada, "Katherine Johnson")
        kit = company.answer(company.ada, "ml-engineer")
        company.slack.fail("views.open", **fault, times=2)
        with caplog.at_level(logging.WARNING):
            typed = company.answer(company.ada, "score Katherine").text
            company.presses(company.ada, kit, "score.open")
        for told in (typed, company.notice(company.ada)):
            assert told.startswith(says)
            assert "Nothing is lost" in told
        logged = [record for record in caplog.records if record.name == "interview.errors"]
        assert [(record.levelname, record.exc_info) for record in logged] == [("WARNING", None)] * 2

    @pytest.mark.parametrize("error", sorted(ANSWER_OVER.words))
    def test_an_answer_that_has_no_place_any_more_comes_by_direct_message(
        self, company: Company, error: str
    ) -> None:
        company.adds(company.ada, "Katherine Johnson")
        listed = company.answer(company.ada, "candidates")
        company.slack.fail("response_url", error=error)
        company.presses(company.ada, listed, "debrief.open")
        assert "Debrief: Katherine Johnson" in company.message(company.ada).text

    def test_a_repeated_request_acts_once(self, company: Company) -> None:
        kit = company.answer(company.ada, "ml-engineer")
        pressed = company.presses(company.ada, kit, "score.open")
        before = len(company.slack.ephemerals(company.ada))
        assert company.slack.repeat(pressed).status == 200
        assert len(company.slack.ephemerals(company.ada)) == before
        assert company.modal(company.ada).title == "Score a candidate"


class TestStrangers:
    def test_from_another_workspace_get_a_sentence_and_nothing_else(self, company: Company) -> None:
        kit = company.answer(company.ada, "ml-engineer")
        pressed = company.presses(company.ada, kit, "questions.open")
        opened = len(company.slack.calls("views.open"))
        status, _ = company.forge(pressed, team=pressed.payload["team"] | {"id": "T0OTHER"})
        assert status == 200
        assert len(company.slack.calls("views.open")) == opened
        assert "belongs to another workspace" in company.notice(company.ada)
