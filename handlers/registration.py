"""The table of listeners. The command comes first, since Bolt tries listeners one after another."""

import re
from collections.abc import Callable, Mapping

from slack_bolt import Ack, App

from handlers import decisions, home, settings, teams
from handlers.calibration import answer as calibration_answer
from handlers.calibration import team as calibration_team
from handlers.candidates import erasure
from handlers.commands import interview, run
from handlers.context import Context, Payload
from handlers.debriefs import debrief, weekly
from handlers.kits import questions
from handlers.openings import opening
from handlers.panels import leavers, my_interviews
from handlers.panels.plan import plan
from handlers.reminders import preferences, requests, schedule
from handlers.retention import legal_hold, policy
from handlers.scorecards import drafts, evidence, scorecard, submit
from handlers.slack.answers import reply
from handlers.slack.request import Request, from_button
from templates.ids import VALUE, Act, Form, Shortcut

OnButton = Callable[[Context, Request], Payload | None]
"""Does what a button or choice stands for; what comes back, if anything, is posted below the message it is on."""
OnForm = Callable[[Context, Payload], Payload]
"""Takes the modal as it was submitted; what comes back is the answer to Slack."""

ACTIONS: Mapping[str, OnButton] = {
    VALUE: drafts.autosave,  # the most frequent by far, and Bolt tries one after another
    Act.RESUME: drafts.resume,
    Act.SCORE: scorecard.open_from_button,
    Act.SCORE_CANDIDATE: scorecard.choose_candidate,
    Act.SCORE_SKILL: scorecard.add_skill,
    Act.AMEND: scorecard.amend,
    Act.QUESTIONS: questions.open_pages,
    Act.ALTERNATES: questions.open_alternates,
    Act.SKILL_PAGE: questions.turn_page,
    Act.QUESTION: questions.open_question,
    Act.QUESTION_NEXT: questions.next_question,
    Act.QUESTION_OTHER: questions.other_question,
    Act.DEBRIEF: debrief.open_from_button,
    Act.ASKED: debrief.open_asked,
    Act.OPEN_EARLY: debrief.open_early,
    Act.CONFIRM_GUEST: debrief.confirm_guest,
    Act.PLAN_CHANGED: plan.change,
    Act.CHANGE_PLAN: plan.open_standing,
    Act.NEXT_ROUND: plan.open_next_round,
    Act.OPENING: opening.open_form,
    Act.OPENING_CHANGED: opening.change,
    Act.OPENING_CLOSE: opening.close,
    Act.OPENING_REOPEN: opening.reopen,
    Act.PLAN_IN_OPENING: opening.plan_candidate,
    Act.CALIBRATION_CHANGED: calibration_team.change,
    Act.KIT_OF_MINE: my_interviews.open_kit,
    Act.DID_NOT_HAPPEN: my_interviews.cancel_interview,
    Act.SHADOWED: my_interviews.record_shadow,
    Act.HAND_OVER: my_interviews.open_hand_over,
    Act.DECIDE: decisions.open_form,
    Act.UNDO: decisions.take_back,
    Act.REOPEN: decisions.open_again,
    Act.REMIND_NOW: requests.ask_now,
    Act.SNOOZE: schedule.in_an_hour,
    Act.TOMORROW: schedule.tomorrow,
    Act.NOT_HELD: schedule.not_held,
    Act.REMINDERS_OFF: preferences.ask_which,
    Act.REMINDERS_OFF_HERE: preferences.stop_for_candidate,
    Act.REMINDERS_OFF_ALL: preferences.stop,
    Act.REMIND_AGAIN: preferences.start_again,
    Act.WEEKLY_OFF: weekly.off,
    Act.NEW_LEADS: leavers.open_new_leads,
    Act.EVIDENCE_CANDIDATE: evidence.choose_candidate,
    Act.NOTE_BACK: evidence.take_back,
    Act.LIFT_HOLD: legal_hold.lift_hold,
    Act.POLICY: policy.open_form,
}
"""For buttons and choices, by action_id."""

FORMS: Mapping[str, OnForm] = {
    Form.EVIDENCE: evidence.send,
    Form.SCORECARD: submit.send,
    Form.PLAN: plan.send,
    Form.OPENING: opening.send,
    Form.HAND_OVER: my_interviews.send_hand_over,
    Form.DECISION: decisions.send,
    Form.NEW_LEADS: leavers.send_new_leads,
    Form.SETTINGS: settings.send,
    Form.FORGET: erasure.send,
    Form.CALIBRATION: calibration_answer.send,
    Form.CALIBRATION_TEAM: calibration_team.send,
    Form.LEGAL_HOLD: legal_hold.send,
    Form.POLICY: policy.send,
    Form.POLICY_PREVIEW: policy.keep,
}
"""For submitted modals, by callback_id."""


IN_MODAL = frozenset(
    {
        VALUE, Act.PLAN_CHANGED, Act.OPENING_CHANGED, Act.SKILL_PAGE, Act.SCORE_CANDIDATE, Act.SCORE_SKILL,
        Act.EVIDENCE_CANDIDATE, Act.REMINDERS_OFF_HERE, Act.REMINDERS_OFF_ALL, Act.LIFT_HOLD,
        Act.POLICY, Act.CALIBRATION_CHANGED,
    }
)  # fmt: skip
"""What is chosen or pressed in a modal, and means nothing anywhere else."""


def register(app: App, command: str = "/interview") -> None:
    """Puts every listener on the app."""
    app.command(command)(interview)
    for action, on_button in ACTIONS.items():
        where = [_is_in_modal] if action in IN_MODAL else []
        app.action(action, matchers=where)(_button_listener(on_button))
    app.action(re.compile(rf"^{Act.RUN}\.\w+$"))(_button_listener(run))
    for form, on_form in FORMS.items():
        app.view(form)(_form_listener(on_form))
    app.view_closed(Form.SCORECARD)(drafts.close_form)
    app.global_shortcut(Shortcut.SCORE)(scorecard.open_from_shortcut)
    app.message_shortcut(Shortcut.EVIDENCE)(evidence.open_form)
    app.event("app_home_opened")(home.open_tab)
    for event in teams.UNINSTALLED:
        app.event(event)(teams.uninstalled)


def _is_in_modal(body: Payload) -> bool:
    return bool((body.get("view") or {}).get("type") == "modal")


def _button_listener(on_button: OnButton) -> Callable[[Ack, Payload, Context], None]:
    def listener(ack: Ack, body: Payload, ctx: Context) -> None:
        request = from_button(body)
        answer = on_button(ctx, request)
        ack()
        if answer:
            reply(ctx, request, answer)

    return listener


def _form_listener(on_form: OnForm) -> Callable[[Ack, Payload, Context], None]:
    def listener(ack: Ack, view: Payload, ctx: Context) -> None:
        answer = on_form(ctx, view)
        if answer["response_action"] != "errors":
            ctx.turns.end(view)
        ack(**answer)

    return listener
