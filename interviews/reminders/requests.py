"""A lead asks for a reminder of a scorecard that is late: at once, also where none would come by itself."""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum

from interviews.candidates.queries import loop_for
from interviews.loop import Loop
from interviews.models import Interview, Model
from interviews.outbox import RemindNow, enqueue
from interviews.panels.leavers import leavers_by_candidate
from interviews.permissions import Action, Person, require_open
from interviews.reminders.schedule import is_late, is_owed
from interviews.store import Store

AGAIN_AFTER = timedelta(hours=4)
"""From the last reminder of a card, whoever wanted it, to the next that a lead can ask for."""
SERIES = "asked"
"""What these are counted as, apart from the five that come by themselves."""


class Answer(StrEnum):
    """What a lead who asks for a reminder of somebody's card is told."""

    SENT = "sent"
    TOO_SOON = "too_soon"
    """The last one is less than four hours old."""
    NOT_OWED = "not_owed"
    """The card is in, or the interview is not on the plan any more."""
    TO_COME = "to_come"
    """The interview is not over yet."""
    LEFT = "left"
    """The interviewer has left the workspace, or belongs to another company."""


class Wish(Model):
    """A reminder that a lead asked for, and what became of it."""

    interviewer_id: str
    answer: Answer
    last_at: datetime | None = None
    """When the card was reminded of last, before this."""


def late_interviews(loop: Loop, leavers: Collection[str], now: datetime) -> tuple[Interview, ...]:
    """The interviews whose cards are late, without those of people who have left."""
    return tuple(
        interview
        for interview in loop.interviews
        if is_owed(loop, interview)
        and is_late(interview, loop.candidate, now)
        and interview.interviewer_id not in leavers
    )


def ask(
    store: Store, lead: Person, candidate_id: str, interview_id: str, gone: Collection[str],
    now: datetime,
) -> tuple[Wish, ...]:  # fmt: skip
    """Has this interview's card reminded of, or all others' that are late; whom it reaches, and whom not.

    `gone` has the people of whom Slack says that they have left. Raises `UnknownCandidate`, `NotAllowed` or
    `LoopClosed`, with nothing sent.
    """
    with store.transaction():
        store.candidates.hold(lead.team_id, candidate_id)
        loop = loop_for(store, lead, candidate_id, Action.PLAN)
        require_open(lead, loop, "so nobody is reminded any more.")
        left = {*gone, *leavers_by_candidate(store, lead, loop)[candidate_id]}
        every = store.interviews.all_of(lead.team_id, candidate_id)
        named = tuple(interview for interview in every if interview.id == interview_id)
        asked = named if interview_id else late_interviews(loop, (lead.user_id,), now)
        return tuple(_ask(store, lead, loop, interview, left, now) for interview in asked)


def _ask(
    store: Store, lead: Person, loop: Loop, interview: Interview, left: Collection[str],
    now: datetime,
) -> Wish:  # fmt: skip
    sent = store.notices.every_reminder(interview.team_id, interview.id)
    last_at = max((reminder.at for reminder in sent), default=None)
    answer = _answer(loop, interview, left, last_at, now)
    if answer is Answer.SENT:
        number = count_asked(store, interview) + 1
        store.notices.add_reminder(interview.team_id, interview.id, SERIES, number, now)
        enqueue(store, RemindNow(**interview.ids, number=number, asker_id=lead.user_id), now)
    return Wish(interviewer_id=interview.interviewer_id, answer=answer, last_at=last_at)


def _answer(
    loop: Loop, interview: Interview, left: Collection[str], last_at: datetime | None, now: datetime
) -> Answer:
    if not is_owed(loop, interview):
        return Answer.NOT_OWED
    if interview.interviewer_id in left:
        return Answer.LEFT
    if not is_late(interview, loop.candidate, now):
        return Answer.TO_COME
    return Answer.TOO_SOON if last_at and now < last_at + AGAIN_AFTER else Answer.SENT


def count_asked(store: Store, interview: Interview) -> int:
    """How many reminders of this interview leads have asked for."""
    return store.notices.reminders(interview.team_id, interview.id, SERIES)
