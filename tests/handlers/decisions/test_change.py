"""A decision that turns out wrong is changed by a lead, long after it was made; the one before stays on record."""

import pytest

from interviews.decisions import NewDecision, decide
from interviews.errors import AlreadyDecided, DecisionUndone, InterviewError, NotAllowed
from interviews.models import Decision, Outcome
from interviews.permissions import Person
from sandbox.world.records import User
from tests.company import Company
from tests.handlers.debriefs.test_changes import digest_of, replies
from tests.handlers.panels.steps import KATHERINE, plans

OLD, NEW = "Guessed at every figure.", "The figures were ours, and wrong."


@pytest.fixture(autouse=True)
def no_hire(company: Company) -> None:
    """Ada and Edsger lead; Hedy has scored, and three days ago Ada decided against Katherine."""
    plans(company, company.hedy, starts=None)
    company.add_lead(KATHERINE, company.admin)
    company.scores(company.hedy, KATHERINE, ratings={"ml-ops": 4})
    company.deliver()
    company.decides(company.ada, digest_of(company, company.ada), "no_hire", OLD)
    company.deliver()
    company.clock.forward(days=3)
    company.deliver()


def changes(company: Company, outcome: str = "hire", reason: str = NEW) -> str:
    """Ada changes the decision in her digest; what the form said."""
    company.presses(company.ada, digest_of(company, company.ada), "decision.open")
    form = company.modal(company.ada)
    company.chooses(company.ada, "outcome", outcome)
    company.writes(company.ada, "reason", reason)
    company.submits(company.ada)
    assert company.modal(company.ada).title == "Recorded"
    company.deliver()
    return form.text


def standing(company: Company) -> Decision:
    found = company.candidate_named(KATHERINE, "decided")
    decision = company.bot.store.decisions.get_current(found.team_id, found.id)
    assert decision
    return decision


def sends(company: Company, who: User, seen: Decision) -> Decision:
    """What becomes of a form that somebody has open since this decision stood."""
    sent = NewDecision(
        id="sent-late", candidate_id=seen.candidate_id, outcome=Outcome.HOLD, reason="Later.",
        replaces=seen.id,
    )  # fmt: skip
    person = Person(team_id=seen.team_id, user_id=who.id)
    return decide(company.bot.store, person, sent, company.clock())


class TestAChange:
    def test_holds_at_once_and_the_debrief_shows_both_with_their_reasons(
        self, company: Company
    ) -> None:
        form = changes(company)
        assert "Decided: no hire" in form
        assert "stays on record" in form
        for who in (company.ada, company.hedy):
            text = company.answer(who, "debrief Katherine").text
            order = ("Decided: hire", NEW, "Decided: no hire", OLD, "Votes: ")
            places = [text.index(words) for words in order]
            assert places == sorted(places)
        assert "Hire" in company.answer(company.hedy, "candidates decided").text

    def test_is_told_to_everybody_concerned_in_one_line_after_ten_minutes(
        self, company: Company
    ) -> None:
        changes(company, "hold")
        company.clock.forward(minutes=9)
        changes(company, "withdrew")
        company.clock.forward(minutes=9)
        company.deliver()
        said = "takes the place of the decision before"
        assert company.inbox(company.hedy, said) == []
        company.becomes_known()
        for who in (company.hedy, company.admin):
            told = company.message(who, said)
            assert told.words.startswith(f"{KATHERINE} withdrew; recorded by <@{company.ada.id}>.")
            assert NEW not in told.text
        assert company.inbox(company.ada, said) == []

    def test_keeps_every_earlier_one_the_newest_first(self, company: Company) -> None:
        changes(company, "hold", "The budget is gone.")
        changes(company)
        text = company.answer(company.hedy, "debrief Katherine").text
        places = [text.index(reason) for reason in (NEW, "The budget is gone.", OLD)]
        assert places == sorted(places)

    def test_is_said_in_the_thread_and_in_the_log(self, company: Company) -> None:
        changes(company)
        told = replies(company, digest_of(company, company.ada))
        assert told[-1] == f"<@{company.ada.id}> changed the decision: hire."
        assert ": hire, before that no hire" in company.answer(company.ada, "audit").text

    def test_is_changed_again_and_not_undone(self, company: Company) -> None:
        changes(company)
        for page in ("debrief Katherine", "candidates decided"):
            actions = company.answer(company.ada, page).actions
            assert "decision.open" in actions
            assert "decision.undo" not in actions

    def test_to_a_hold_can_be_opened_again(self, company: Company) -> None:
        changes(company, "hold", "Later.")
        digest = digest_of(company, company.ada)
        company.presses(company.ada, digest, "decision.reopen")
        company.deliver()
        company.decides(company.ada, digest_of(company, company.ada), "hire", NEW)
        text = company.answer(company.ada, "debrief Katherine").text
        places = [text.index(reason) for reason in (NEW, "Later.", OLD)]
        assert places == sorted(places)
        before = company.answer(company.hedy, "debrief Katherine").text
        assert not [reason for reason in (NEW, "Later.", OLD) if reason in before]

    def test_is_offered_to_leads_alone(self, company: Company) -> None:
        for page in ("debrief Katherine", "candidates decided"):
            assert "decision.open" not in company.answer(company.hedy, page).actions
            assert "decision.open" in company.answer(company.admin, page).actions


class TestAFormThatComesTooLate:
    """It changes nothing that its sender has not seen."""

    @pytest.mark.parametrize(
        ("happens", "error"), [("changed", AlreadyDecided), ("reopened", DecisionUndone)]
    )
    def test_is_refused(self, company: Company, happens: str, error: type[InterviewError]) -> None:
        seen = standing(company)
        changes(company, "hold")
        if happens == "reopened":
            company.presses(company.ada, digest_of(company, company.ada), "decision.reopen")
        with pytest.raises(error):
            sends(company, company.admin, seen)

    def test_is_refused_while_the_decision_can_be_undone(self, company: Company) -> None:
        changes(company, "hold")
        company.presses(company.ada, digest_of(company, company.ada), "decision.reopen")
        company.deliver()
        company.decides(company.ada, digest_of(company, company.ada), "hire", NEW)
        with pytest.raises(AlreadyDecided):
            sends(company, company.admin, standing(company))

    def test_is_refused_to_the_panel(self, company: Company) -> None:
        with pytest.raises(NotAllowed):
            sends(company, company.hedy, standing(company))


def test_what_was_undone_in_time_is_no_earlier_decision(company: Company) -> None:
    changes(company, "hold")
    digest = digest_of(company, company.ada)
    company.presses(company.ada, digest, "decision.reopen")
    company.deliver()
    company.decides(company.ada, digest_of(company, company.ada), "no_hire", "Pressed in error.")
    company.presses(company.ada, company.modal(company.ada), "decision.undo")
    company.deliver()
    company.decides(company.ada, digest_of(company, company.ada), "hire", "At last.")
    text = company.answer(company.ada, "debrief Katherine").text
    assert "At last." in text
    assert OLD in text
    assert "Pressed in error." not in text
