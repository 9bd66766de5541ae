"""Which listener hears what. The command comes first: Bolt asks listeners one after another."""

import re

from slack_bolt import App

from handlers import (
    debriefs,
    decisions,
    drafts,
    evidence,
    forgetting,
    home,
    leaving,
    my_interviews,
    plans,
    questions,
    reminders,
    scorecards,
    settings,
    submitting,
    weekly,
)
from handlers.commands import interview, run_from_button
from templates.ids import VALUE, Act, Form, Shortcut


def register(app: App, command: str = "/interview") -> None:
    """Puts every listener on the app."""
    app.command(command)(interview)
    app.global_shortcut(Shortcut.SCORE)(scorecards.open_from_shortcut)
    app.message_shortcut(Shortcut.EVIDENCE)(evidence.open_form)
    app.action(Act.EVIDENCE_CANDIDATE)(evidence.choose_candidate)
    app.view(Form.EVIDENCE)(evidence.send)
    app.view(Form.SCORECARD)(submitting.send)
    app.action(VALUE)(drafts.autosave)
    app.action(Act.RESUME)(drafts.resume)
    app.action(Act.SCORE)(scorecards.open_from_button)
    app.action(Act.SCORE_CANDIDATE)(scorecards.choose_candidate)
    app.action(Act.AMEND)(scorecards.amend)
    app.action(Act.QUESTIONS)(questions.open_pages)
    app.action(Act.ALTERNATES)(questions.open_alternates)
    app.action(Act.SKILL_PAGE)(questions.turn_page)
    app.action(Act.QUESTION)(questions.open_question)
    app.action(Act.QUESTION_NEXT)(questions.next_question)
    app.action(Act.QUESTION_OTHER)(questions.other_question)
    app.action(Act.DEBRIEF)(debriefs.open_from_button)
    app.action(Act.OPEN_EARLY)(debriefs.open_early)
    app.action(Act.CONFIRM_GUEST)(debriefs.confirm_guest)
    app.action(Act.PLAN_CHANGED)(plans.change)
    app.view(Form.PLAN)(plans.send)
    app.action(Act.KIT_OF_MINE)(my_interviews.open_kit)
    app.action(Act.DID_NOT_HAPPEN)(my_interviews.did_not_happen)
    app.action(Act.SHADOWED)(my_interviews.shadowed)
    app.action(Act.HAND_OVER)(my_interviews.open_hand_over)
    app.view(Form.HAND_OVER)(my_interviews.send_hand_over)
    app.action(Act.DECIDE)(decisions.open_form)
    app.view(Form.DECISION)(decisions.send)
    app.action(Act.UNDO)(decisions.take_back)
    app.action(Act.SNOOZE)(reminders.in_an_hour)
    app.action(Act.TOMORROW)(reminders.tomorrow)
    app.action(Act.NOT_HELD)(reminders.not_held)
    app.action(Act.REMINDERS_OFF)(reminders.off)
    app.action(Act.WEEKLY_OFF)(weekly.off)
    app.action(Act.NEW_LEADS)(leaving.open_new_leads)
    app.view(Form.NEW_LEADS)(leaving.send_new_leads)
    app.view(Form.SETTINGS)(settings.send)
    app.view(Form.FORGET)(forgetting.send)
    app.action(re.compile(rf"^{Act.RUN}\.\w+$"))(run_from_button)
    app.view_closed(Form.SCORECARD)(drafts.put_down)
    app.event("app_home_opened")(home.opened)
