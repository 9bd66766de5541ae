"""The names by which Slack tells us what a person pressed, filled or sent."""

from enum import StrEnum


class Act(StrEnum):
    """The action_id of every button and of every choice that Slack sends before the form is."""

    RUN = "run"
    """A button that types a command for the person; several in a row are `run.1`, `run.2` …"""
    QUESTIONS = "questions.open"
    ALTERNATES = "questions.alternates"
    SKILL_PAGE = "questions.skill"
    QUESTION = "question.open"
    QUESTION_NEXT = "question.next"
    QUESTION_OTHER = "question.other"
    SCORE = "score.open"
    SCORE_CANDIDATE = "score.candidate"
    SCORE_SKILL = "score.skill"
    RESUME = "score.resume"
    EVIDENCE_CANDIDATE = "evidence.candidate"
    NOTE_BACK = "evidence.take_back"
    AMEND = "score.amend"
    DEBRIEF = "debrief.open"
    OPEN_EARLY = "debrief.open_early"
    CONFIRM_GUEST = "guest.confirm"
    PLAN_CHANGED = "plan.changed"
    CHANGE_PLAN = "plan.open"
    NEXT_ROUND = "plan.next_round"
    OPENING = "opening.open"
    OPENING_CHANGED = "opening.changed"
    OPENING_CLOSE = "opening.close"
    OPENING_REOPEN = "opening.reopen"
    PLAN_IN_OPENING = "opening.plan"
    KIT_OF_MINE = "interview.kit"
    DID_NOT_HAPPEN = "interview.did_not_happen"
    HAND_OVER = "interview.hand_over"
    SHADOWED = "interview.shadowed"
    DECIDE = "decision.open"
    UNDO = "decision.undo"
    REOPEN = "decision.reopen"
    REMIND_NOW = "reminder.now"
    SNOOZE = "reminder.snooze"
    TOMORROW = "reminder.tomorrow"
    NOT_HELD = "reminder.not_held"
    REMINDERS_OFF = "reminder.off"
    REMINDERS_OFF_HERE = "reminder.off_here"
    REMINDERS_OFF_ALL = "reminder.off_all"
    REMIND_AGAIN = "reminder.again"
    WEEKLY_OFF = "weekly.off"
    NEW_LEADS = "leads.open"


class Shortcut(StrEnum):
    """The callback_id of every shortcut; manifest.yaml tells Slack of them."""

    SCORE = "score_interview"
    EVIDENCE = "add_as_evidence"


class Form(StrEnum):
    """The callback_id of every modal."""

    SCORECARD = "scorecard"
    QUESTIONS = "questions"
    QUESTION = "question"
    DECISION = "decision"
    PLAN = "plan"
    OPENING = "opening"
    HAND_OVER = "hand_over"
    KIT = "kit"
    SAVED = "saved"
    NOTICE = "notice"
    SETTINGS = "settings"
    FORGET = "forget"
    NEW_LEADS = "new_leads"
    EVIDENCE = "evidence"
    NOTE_ADDED = "note_added"
    CALIBRATION = "calibration"
    CALIBRATED = "calibrated"


VALUE = "value"
"""The action_id inside a field; in a scorecard, each change of one saves the draft."""
