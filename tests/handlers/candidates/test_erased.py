"""A button or a form that outlives its candidate: whoever uses it reads what happened, whichever it is.

Every id in `templates.ids` stands here, either with the way to it or among those that are about no
candidate: a new one fails the first test until somebody has thought of this.
"""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from interviews.candidates.erasure import forget
from interviews.models import Status
from interviews.permissions import Person
from interviews.retention.models import ErasureCause
from sandbox.client.snapshots import Answer, MessageSnapshot
from sandbox.world.records import User
from templates.ids import Act, Form
from tests.company import Company
from tests.handlers.debriefs.test_asked import questions_of
from tests.handlers.panels.steps import KATHERINE, TOMORROW, leaves, message_of, opens, plans, reads

Late = tuple[User, Callable[[], Answer]]
"""Who acts too late, and what they do."""
CLEAR = re.compile(r"erased|no longer here")

ABOUT_NO_CANDIDATE = {
    Act.QUESTIONS, Act.ALTERNATES, Act.SKILL_PAGE, Act.QUESTION, Act.QUESTION_NEXT,
    Act.QUESTION_OTHER, Act.REMINDERS_OFF_ALL, Act.WEEKLY_OFF, Act.NOTE_BACK,
    Act.LIFT_HOLD, Act.POLICY, Form.POLICY, Form.POLICY_PREVIEW,
    Act.OPENING, Act.OPENING_CHANGED, Act.OPENING_CLOSE, Act.OPENING_REOPEN, Act.PLAN_IN_OPENING,
    Form.QUESTIONS, Form.QUESTION, Form.SETTINGS, Form.OPENING, Form.CALIBRATION,
    Form.CALIBRATION_TEAM, Act.CALIBRATION_CHANGED,
}  # fmt: skip
NEVER_SENT = {Form.KIT, Form.SAVED, Form.NOTICE, Form.NOTE_ADDED, Form.CALIBRATED}
"""Modals without a button to send them."""


def the_last(company: Company, who: User, action: str) -> MessageSnapshot:
    """The newest message to somebody, private answers included, that has this button."""
    seen = [*company.inbox(who), *company.slack.ephemerals(who)]
    return [message for message in seen if action in message.actions][-1]


def presses(company: Company, who: User, action: str) -> Late:
    found = the_last(company, who, action)
    return who, lambda: company.presses(who, found, action)


def of_my_interview(action: str) -> Callable[[Company], Late]:
    def late(company: Company) -> Late:
        return presses(company, company.grace, action)

    return late


def of_my_reminder(action: str) -> Callable[[Company], Late]:
    def late(company: Company) -> Late:
        company.clock.moment = TOMORROW + timedelta(hours=6)  # by day in New York
        company.deliver()
        return presses(company, company.grace, action)

    return late


def has_reminded(company: Company) -> Late:
    company.clock.moment = TOMORROW + timedelta(hours=6)
    company.answer(company.ada, "candidates")
    return presses(company, company.ada, Act.REMIND_NOW)


def stops_reminders(company: Company) -> Late:
    of_my_reminder(Act.REMINDERS_OFF)(company)[1]()
    view = company.modal(company.grace)
    return company.grace, lambda: company.presses(company.grace, view, Act.REMINDERS_OFF_HERE)


def starts_reminders_again(company: Company) -> Late:
    stops_reminders(company)[1]()
    return presses(company, company.grace, Act.REMIND_AGAIN)


def amends(company: Company) -> Late:
    company.scores(company.grace, KATHERINE)
    company.deliver()
    return presses(company, company.grace, Act.AMEND)


def resumes(company: Company) -> Late:
    company.types(company.grace, f"score {KATHERINE}")
    company.writes(company.grace, "note", "Calm and exact.")
    company.slack.close(company.modal(company.grace))
    home = company.home(company.grace)
    return company.grace, lambda: company.presses(company.grace, home, Act.RESUME)


def lists(company: Company) -> Late:
    company.scores(company.grace, KATHERINE)
    listed = company.answer(company.ada, "candidates")
    return company.ada, lambda: company.presses(company.ada, listed, Act.DEBRIEF)


def asks_what_was_asked(company: Company) -> Late:
    asked = questions_of(company, "ml-ops")
    company.scores(company.grace, KATHERINE, ratings={"ml-ops": 4}, asked=asked)
    company.answer(company.ada, f"debrief {KATHERINE}")
    company.presses(company.ada, the_last(company, company.ada, Act.OPEN_EARLY), Act.OPEN_EARLY)
    return presses(company, company.ada, Act.ASKED)


def opens_early(company: Company) -> Late:
    company.scores(company.grace, KATHERINE)
    company.answer(company.ada, f"debrief {KATHERINE}")
    return presses(company, company.ada, Act.OPEN_EARLY)


def confirms(company: Company) -> Late:
    company.adds(company.hedy, KATHERINE)
    company.deliver()
    return presses(company, company.ada, Act.CONFIRM_GUEST)


def all_in(company: Company) -> None:
    for who in (company.grace, company.alan):
        company.scores(who, KATHERINE)
    company.deliver()


def decides(company: Company) -> Late:
    all_in(company)
    return presses(company, company.ada, Act.DECIDE)


def sends_decision(company: Company) -> Late:
    all_in(company)
    digest = the_last(company, company.ada, Act.DECIDE)
    company.presses(company.ada, digest, Act.DECIDE)
    company.chooses(company.ada, "outcome", "hire")
    company.writes(company.ada, "reason", "Calm and exact.")
    return sends(company, company.ada)


def undoes(company: Company) -> Late:
    sends_decision(company)[1]()
    view = company.modal(company.ada)
    return company.ada, lambda: company.presses(company.ada, view, Act.UNDO)


def advances(company: Company) -> Late:
    all_in(company)
    company.decides(company.ada, the_last(company, company.ada, Act.DECIDE), "advance")
    view = company.modal(company.ada)
    return company.ada, lambda: company.presses(company.ada, view, Act.NEXT_ROUND)


def opens_again(company: Company) -> Late:
    all_in(company)
    company.presses(company.ada, the_last(company, company.ada, Act.DECIDE), Act.DECIDE)
    company.chooses(company.ada, "outcome", "hold")
    company.writes(company.ada, "reason", "The search is paused.")
    company.submits(company.ada)
    company.clock.forward(minutes=11)
    company.deliver()
    return presses(company, company.ada, Act.REOPEN)


def turns_a_scorecard(company: Company) -> Late:
    view = company.opens_card(company.grace)
    scope = company.candidate(KATHERINE).id
    return company.grace, lambda: company.slack.choose(view, "candidate", scope)


def adds_a_skill(company: Company) -> Late:
    view = company.opens(company.grace, f"score {KATHERINE}")
    return company.grace, lambda: company.slack.choose(view, "score.skill", "ml-statistics")


def changes_a_plan(company: Company) -> Late:
    view = opens(company, company.ada, KATHERINE)
    panel = f"panel.{company.candidate(KATHERINE).id}"
    return company.ada, lambda: company.slack.choose(view, panel, [company.hedy.id])


def types_what_a_button_types(company: Company) -> Late:
    listed = company.answer(company.ada, "candidates")
    return company.ada, lambda: company.presses(company.ada, listed, f"{Act.RUN}.plan")


def opens_a_plan(company: Company) -> Late:
    shown = reads(company, company.ada)
    return company.ada, lambda: company.presses(company.ada, shown, Act.CHANGE_PLAN)


def sends(company: Company, who: User) -> Late:
    view = company.modal(who)
    return who, lambda: company.slack.submit(view)


def sends_scorecard(company: Company) -> Late:
    company.fills(company.opens(company.grace, f"score {KATHERINE}"))
    return sends(company, company.grace)


def sends_plan(company: Company) -> Late:
    opens(company, company.ada, KATHERINE)
    return sends(company, company.ada)


def forgets_too(company: Company) -> Late:
    company.types(company.ada, f"forget {KATHERINE}")
    company.writes(company.ada, "name", KATHERINE)
    return sends(company, company.ada)


def holds(company: Company) -> Late:
    company.opens(company.ada, f"legal-hold {KATHERINE}")
    company.writes(company.ada, "reason", "A letter has come.")
    return sends(company, company.ada)


def nobody_leads(company: Company) -> None:
    leaves(company, company.ada)
    all_in(company)


def chooses_leads(company: Company) -> Late:
    nobody_leads(company)
    return presses(company, company.admin, Act.NEW_LEADS)


def sends_leads(company: Company) -> Late:
    chooses_leads(company)[1]()
    company.chooses(company.admin, "leads", [company.hedy.id])
    return sends(company, company.admin)


def hands_over(company: Company) -> Late:
    company.presses(company.grace, message_of(company, company.grace), Act.HAND_OVER)
    company.chooses(company.grace, "to", company.hedy.id)
    return sends(company, company.grace)


def adds_evidence(company: Company) -> Late:
    said = company.slack.say("Named retries unprompted.", user=company.grace)
    company.slack.shortcut("add_as_evidence", user=company.grace, message=said)
    scope = company.candidate(KATHERINE).id
    company.chooses(company.grace, f"skill.{scope}", "ml-ops")
    return sends(company, company.grace)


def takes_a_note_back(company: Company) -> Late:
    adds_evidence(company)[1]()
    added = company.modal(company.grace)
    return company.grace, lambda: company.presses(company.grace, added, Act.NOTE_BACK)


def chooses_whom_evidence_is_about(company: Company) -> Late:
    said = company.slack.say("Named retries unprompted.", user=company.grace)
    company.slack.shortcut("add_as_evidence", user=company.grace, message=said)
    view, scope = company.modal(company.grace), company.candidate(KATHERINE).id
    return company.grace, lambda: company.slack.choose(view, "candidate", scope)


LATE: dict[str, Callable[[Company], Late]] = {
    Act.RUN: types_what_a_button_types,
    Act.SCORE: of_my_interview(Act.SCORE),
    Act.SCORE_CANDIDATE: turns_a_scorecard,
    Act.SCORE_SKILL: adds_a_skill,
    Act.RESUME: resumes,
    Act.AMEND: amends,
    Act.EVIDENCE_CANDIDATE: chooses_whom_evidence_is_about,
    Form.EVIDENCE: adds_evidence,
    Act.NOTE_BACK: takes_a_note_back,
    Act.DEBRIEF: lists,
    Act.ASKED: asks_what_was_asked,
    Act.OPEN_EARLY: opens_early,
    Act.CONFIRM_GUEST: confirms,
    Act.PLAN_CHANGED: changes_a_plan,
    Act.CHANGE_PLAN: opens_a_plan,
    Act.KIT_OF_MINE: of_my_interview(Act.KIT_OF_MINE),
    Act.DID_NOT_HAPPEN: of_my_interview(Act.DID_NOT_HAPPEN),
    Act.HAND_OVER: of_my_interview(Act.HAND_OVER),
    Act.SHADOWED: of_my_interview(Act.SHADOWED),
    Act.DECIDE: decides,
    Act.UNDO: undoes,
    Act.REOPEN: opens_again,
    Act.NEXT_ROUND: advances,
    Act.SNOOZE: of_my_reminder(Act.SNOOZE),
    Act.TOMORROW: of_my_reminder(Act.TOMORROW),
    Act.NOT_HELD: of_my_reminder(Act.NOT_HELD),
    Act.REMIND_NOW: has_reminded,
    Act.REMINDERS_OFF: of_my_reminder(Act.REMINDERS_OFF),
    Act.REMINDERS_OFF_HERE: stops_reminders,
    Act.REMIND_AGAIN: starts_reminders_again,
    Form.SCORECARD: sends_scorecard,
    Form.DECISION: sends_decision,
    Form.PLAN: sends_plan,
    Form.HAND_OVER: hands_over,
    Form.FORGET: forgets_too,
    Form.LEGAL_HOLD: holds,
    Act.NEW_LEADS: chooses_leads,
    Form.NEW_LEADS: sends_leads,
}


def test_every_button_and_every_form_stands_here() -> None:
    assert {*LATE, *ABOUT_NO_CANDIDATE, *NEVER_SENT} == {*Act, *Form}


@pytest.mark.parametrize("which", LATE)
def test_says_that_the_candidate_is_gone(company: Company, which: str) -> None:
    plans(company, company.grace, company.alan)
    who, acts = LATE[which](company)
    is_forgotten(company)
    before = read_by(company, who)
    answer = acts()
    assert answer.failure is None
    said = " ".join(str(error) for error in (answer.errors or {}).values())
    said += "".join(message for message in read_by(company, who) if message not in before)
    assert CLEAR.search(said), f"{which}: {said!r}"
    assert "went wrong" not in said


def is_forgotten(company: Company) -> None:
    """Katherine is erased; the messages about her still stand in Slack for a moment."""
    store, team = company.bot.store, company.slack.workspace.identity.team_id
    admin = Person(team_id=team, user_id=company.admin.id, is_admin=True)
    [found] = [
        candidate for status in Status for candidate in store.candidates.all_of(team, status)
    ]
    forget(store, admin, found.id, company.clock(), ErasureCause.ASKED)
    assert store.loop(team, found.id) is None


def read_by(company: Company, who: User) -> list[str]:
    """Everything that somebody can read: messages, private answers and the modal on top."""
    view = company.slack.view_of(who)
    shown = [
        message.text for message in (*company.slack.messages(who), *company.slack.ephemerals(who))
    ]
    return [*shown, *([view.text] if view else [])]
