"""The table of listeners. The command comes first, since Bolt tries listeners one after another."""

import re
from collections.abc import Callable, Mapping

from slack_bolt import App

from handlers import decisions, home, reminders, settings
from handlers.candidates import erasure
from handlers.commands import interview, run_from_button
from handlers.debriefs import debrief, weekly
from handlers.kits import questions
from handlers.panels import leavers, my_interviews
from handlers.panels.plan import plan
from handlers.scorecards import drafts, evidence, scorecard, submit
from templates.ids import VALUE, Act, Form, Shortcut

Listener = Callable[..., object]

ACTIONS: Mapping[str, Listener] = {
    VALUE: drafts.autosave,  # the most frequent by far, and Bolt tries one after another
    Act.RESUME: drafts.resume,
    Act.SCORE: scorecard.open_from_button,
    Act.SCORE_CANDIDATE: scorecard.choose_candidate,
    Act.AMEND: scorecard.amend,
    Act.QUESTIONS: questions.open_pages,
    Act.ALTERNATES: questions.open_alternates,
    Act.SKILL_PAGE: questions.turn_page,
    Act.QUESTION: questions.open_question,
    Act.QUESTION_NEXT: questions.next_question,
    Act.QUESTION_OTHER: questions.other_question,
    Act.DEBRIEF: debrief.open_from_button,
    Act.OPEN_EARLY: debrief.open_early,
    Act.CONFIRM_GUEST: debrief.confirm_guest,
    Act.PLAN_CHANGED: plan.change,
    Act.KIT_OF_MINE: my_interviews.open_kit,
    Act.DID_NOT_HAPPEN: my_interviews.did_not_happen,
    Act.SHADOWED: my_interviews.shadowed,
    Act.HAND_OVER: my_interviews.open_hand_over,
    Act.DECIDE: decisions.open_form,
    Act.UNDO: decisions.take_back,
    Act.REOPEN: decisions.open_again,
    Act.SNOOZE: reminders.in_an_hour,
    Act.TOMORROW: reminders.tomorrow,
    Act.NOT_HELD: reminders.not_held,
    Act.REMINDERS_OFF: reminders.off,
    Act.WEEKLY_OFF: weekly.off,
    Act.NEW_LEADS: leavers.open_new_leads,
    Act.EVIDENCE_CANDIDATE: evidence.choose_candidate,
}
"""Listeners for buttons and choices, by action_id."""

FORMS: Mapping[str, Listener] = {
    Form.EVIDENCE: evidence.send,
    Form.SCORECARD: submit.send,
    Form.PLAN: plan.send,
    Form.HAND_OVER: my_interviews.send_hand_over,
    Form.DECISION: decisions.send,
    Form.NEW_LEADS: leavers.send_new_leads,
    Form.SETTINGS: settings.send,
    Form.FORGET: erasure.send,
}
"""Listeners for submitted modals, by callback_id."""


def register(app: App, command: str = "/interview") -> None:
    """Puts every listener on the app."""
    app.command(command)(interview)
    for action, listener in ACTIONS.items():
        app.action(action)(listener)
    app.action(re.compile(rf"^{Act.RUN}\.\w+$"))(run_from_button)
    for form, listener in FORMS.items():
        app.view(form)(listener)
    app.view_closed(Form.SCORECARD)(drafts.close_form)
    app.global_shortcut(Shortcut.SCORE)(scorecard.open_from_shortcut)
    app.message_shortcut(Shortcut.EVIDENCE)(evidence.open_form)
    app.event("app_home_opened")(home.open_tab)
