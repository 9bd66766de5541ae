"""What each person hears of a changed panel: jobs written in the transaction that changes it."""

from datetime import datetime, timedelta

from interviews.debriefs.reveals import record_reveals
from interviews.home.refresh import refresh_homes_of
from interviews.loop import Loop
from interviews.models import Interview
from interviews.outbox import (
    News,
    SendDigest,
    SendKit,
    TellInterviewChange,
    TellPanelNews,
    UpdateInterviewMessage,
    enqueue,
)
from interviews.permissions import Person
from interviews.reminders.schedule import plan_reminders
from interviews.store import Store
from interviews.store.messages import part_name
from interviews.store.values import new_id

KIT_BEFORE = timedelta(minutes=15)


def show_interview(store: Store, loop: Loop, user_id: str, now: datetime) -> None:
    """The interviewer's own message about the interview is posted, or brought up to date."""
    enqueue(store, UpdateInterviewMessage(**loop.candidate.ids, user_id=user_id), now)


def tell_of_interview(
    store: Store, person: Person, loop: Loop, user_id: str, now: datetime
) -> None:
    """An interview of theirs is new, or not as it was: they hear of it once, unless they did it themselves.

    It comes as a message of its own; where that is there already, an edit of it would ping nobody,
    so one line says that the interview is not as it was.
    """
    if has_message(store, loop, user_id) and user_id != person.user_id:
        enqueue(store, TellInterviewChange(**loop.candidate.ids, user_id=user_id), now)
    show_interview(store, loop, user_id, now)


def has_message(store: Store, loop: Loop, user_id: str) -> bool:
    """Whether Slack has a message to this interviewer about the interview."""
    about = part_name(f"interview:{loop.candidate.id}:{user_id}:")
    return store.messages.find(loop.candidate.team_id, about) is not None


def refresh_interview(store: Store, loop: Loop, user_id: str, now: datetime) -> None:
    """The interviewer's message follows, where there is one; nobody gets a first message this way."""
    if has_message(store, loop, user_id):
        show_interview(store, loop, user_id, now)


def refresh_panel(store: Store, loop: Loop, now: datetime) -> None:
    """Everybody's message says what they can do from now on: the seal has opened, or somebody decided."""
    for interview in loop.interviews:
        refresh_interview(store, loop, interview.interviewer_id, now)


def tell_leads(
    store: Store, person: Person, loop: Loop, news: News, interviewer_id: str, now: datetime,
    to: str = "",
) -> None:  # fmt: skip
    """Whoever plans hears what became of an interview, but not who did it, or is told of it as interviewer.

    Of a second rating the leads alone hear.
    """
    ids, candidate = loop.candidate.ids, loop.candidate
    for user_id in candidate.leads if news is News.SECOND_RATING else store.planners(candidate):
        if user_id not in (person.user_id, interviewer_id, to):
            job = TellPanelNews(
                **ids, user_id=user_id, news=news, interviewer_id=interviewer_id, to=to
            )
            enqueue(store, job, now)


def send_digests(store: Store, loop: Loop, at: datetime, change_id: str = "") -> None:
    """Each lead gets the debrief as it stands then, once for each change."""
    change_id = change_id or new_id()
    for lead in loop.candidate.leads:
        job = SendDigest(**loop.candidate.ids, user_id=lead, change_id=change_id)
        enqueue(store, job, at)


def after_change(store: Store, before: Loop, now: datetime) -> Loop:
    """The loop as it is now: reveals, reminders and Home tabs follow the new panel.

    Leads get the debrief where it is open now, or says more.
    """
    after = store.loop(before.candidate.team_id, before.candidate.id)
    assert after is not None, "the caller holds the candidate"
    after = record_reveals(store, before, after, now)
    plan_reminders(store, after, now)
    for interview in after.interviews:
        _send_kit_before(store, interview, now)
    opened = before.is_sealed and not after.is_sealed
    if opened:
        refresh_panel(store, after, now)
    if opened or (not after.is_sealed and _guests(before) != _guests(after)):
        send_digests(store, after, now)
    refresh_homes_of(store, now, before, after)
    return after


def _guests(loop: Loop) -> set[str]:
    return {interview.interviewer_id for interview in loop.interviews if not interview.confirmed}


def _send_kit_before(store: Store, interview: Interview, now: datetime) -> None:
    """The kit comes again when it is needed; for an interview that begins sooner, the first message will do."""
    if interview.starts_at and interview.starts_at - KIT_BEFORE > now:
        job = SendKit(**interview.ids, starts_at=interview.starts_at)
        enqueue(store, job, interview.starts_at - KIT_BEFORE)
