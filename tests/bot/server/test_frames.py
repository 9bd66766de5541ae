"""Over a socket an answer has 16,000 bytes at most: what is longer follows a short acknowledgement."""

import logging

import pytest

from bot.server import frames
from handlers.slack.notices import notice_view
from sandbox.world.faults import EVERY
from tests.company import Company
from tests.handlers.panels.steps import KATHERINE, fills, opens

pytestmark = pytest.mark.once

KIT = "ml-engineer senior"
NOTE = "彼女は再試行を自分から挙げた。" * 190
PATIENCE = "Slack did not answer in time. Nothing is lost; please try again in a moment."


@pytest.fixture
def terse(connected: Company, monkeypatch: pytest.MonkeyPatch) -> Company:
    """The same, where hardly any answer is short enough."""
    monkeypatch.setattr(frames, "LONGEST_ANSWER", 250)
    return connected


def is_asked_about_her_vote(company: Company) -> None:
    """Ada sends a long card whose vote does not fit its ratings, which brings the form back with a question."""
    company.fills(
        company.opens_card(company.ada),
        name=KATHERINE,
        ratings={"ml-framework": 4, "ml-evaluation": 4},
        vote="no",
        note=NOTE,
    )
    company.submits(company.ada)


class TestALongAnswerToACommand:
    def test_comes_by_the_address_that_came_with_the_command(self, terse: Company) -> None:
        answer = terse.types(terse.ada, KIT)
        assert (answer.message, answer.failure) == (None, None)
        [kit] = terse.slack.ephemerals(terse.ada)
        assert "Ask everybody in these words" in kit.text

    def test_which_slack_does_not_take_leaves_a_sentence(self, terse: Company) -> None:
        terse.slack.fail("response_url", status=503)
        terse.types(terse.ada, KIT)
        assert terse.notice(terse.ada) == PATIENCE

    def test_whose_address_does_not_work_leaves_a_sentence_in_the_direct_messages(
        self, terse: Company
    ) -> None:
        terse.slack.fail("response_url", status=503, times=None)
        terse.types(terse.ada, KIT)
        assert terse.message(terse.ada).text == PATIENCE

    def test_which_nothing_can_bring_is_noted_for_operators(
        self, terse: Company, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.WARNING)
        terse.slack.fail(EVERY, status=503, times=None)
        terse.types(terse.ada, KIT)
        assert caplog.messages == [
            "long answer not shown", "slack in the way", "not told", "not told",
        ]  # fmt: skip


class TestAFormThatComesBack:
    def test_has_its_question_and_all_that_was_typed(self, connected: Company) -> None:
        is_asked_about_her_vote(connected)
        form = connected.modal(connected.ada)
        assert "Change what you like" in form.text
        assert form.errors == {}
        assert form.values["note"]["value"]["value"] == NOTE
        connected.submits(connected.ada)
        assert connected.has_saved(connected.ada)
        [card] = connected.loop(KATHERINE).cards
        assert card.note == NOTE

    @pytest.mark.parametrize("fault", [{"status": 503}, {"drop": True}, {"error": "fatal_error"}])
    def test_stays_open_as_it_was_where_slack_does_not_take_it(
        self, connected: Company, fault: dict[str, object]
    ) -> None:
        connected.slack.fail("views.update", **fault)
        is_asked_about_her_vote(connected)
        notice = connected.modal(connected.ada)
        assert "Nothing is lost" in notice.text
        connected.slack.close(notice)
        form = connected.modal(connected.ada)
        assert list(form.errors.values()) == [frames.COMES_BACK]
        assert form.values["note"]["value"]["value"] == NOTE
        connected.submits(connected.ada)
        assert "Change what you like" in connected.modal(connected.ada).text

    def test_is_not_told_of_where_the_person_has_closed_it(self, connected: Company) -> None:
        connected.slack.fail("views.update", error="not_found")
        is_asked_about_her_vote(connected)
        assert connected.modal(connected.ada).callback_id == "scorecard"
        assert connected.inbox(connected.ada) == []


class TestAResult:
    def test_takes_the_place_of_the_form(self, terse: Company) -> None:
        opens(terse, terse.ada, KATHERINE)
        fills(terse, terse.ada, (terse.grace,))
        terse.submits(terse.ada)
        assert terse.modal(terse.ada).title == "Planned"

    def test_which_slack_does_not_take_leaves_a_sentence(self, terse: Company) -> None:
        opens(terse, terse.ada, KATHERINE)
        fills(terse, terse.ada, (terse.grace,))
        terse.slack.fail("views.update", status=503)
        terse.submits(terse.ada)
        assert terse.modal(terse.ada).text == PATIENCE
        terse.slack.close(terse.modal(terse.ada))
        assert terse.modal(terse.ada).text == frames.ON_ITS_WAY
        assert terse.loop(KATHERINE).interviews


class TestAViewOnTop:
    def test_fills_once_it_is_there(self, terse: Company) -> None:
        """A form of an older release without a field is answered with a view on top of it."""
        trigger = terse.slack.workspace.triggers.issue(terse.ada.id)
        form = notice_view("Shall it be so?") | {
            "callback_id": "of_an_older_release",
            "submit": {"type": "plain_text", "text": "Send"},
        }
        terse.bot.slack.views_open(trigger, form)
        terse.submits(terse.ada)
        assert "older version of the bot" in terse.modal(terse.ada).text
        terse.slack.close(terse.modal(terse.ada))
        assert terse.modal(terse.ada).text == "Shall it be so?"


class TestErrorsAtFields:
    def test_are_as_many_as_fit_and_then_the_others(self, terse: Company) -> None:
        view = terse.opens_card(terse.ada)
        skills = [field for field in view.values if field.startswith("rating.")][:4]
        bare = {skill.removeprefix("rating."): (1, "") for skill in skills}
        terse.fills(view, name=KATHERINE, ratings=bare, vote="no")
        told: list[str] = []
        while found := terse.submits(terse.ada).errors:
            told += found
            for field in found:
                terse.writes(terse.ada, field, "Named none.")
        assert terse.has_saved(terse.ada)
        assert told == [f"evidence.{skill}" for skill in bare]
