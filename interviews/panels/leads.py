"""What follows when others lead a candidate, or its debrief goes somewhere else: nobody has to ask for it."""

from datetime import datetime

from interviews.loop import Loop
from interviews.outbox import AskAboutGuest, News, TellPanelNews, enqueue
from interviews.panels.messages import send_digests
from interviews.permissions import Person
from interviews.store import Store


def follow_leads(store: Store, before: Loop, after: Loop, now: datetime) -> None:
    """New leads hear that they are, and of what waits for them; the digest stands where it belongs now."""
    old, new = before.candidate, after.candidate
    for lead in new.leads:
        if lead not in old.leads:
            _catch_up(store, after, lead, now)
    if (set(old.leads), old.digest_channel) != (set(new.leads), new.digest_channel):
        _move_digest(store, before, after, now)


def tell_named_leads(store: Store, person: Person, new: Loop, now: datetime) -> None:
    """The leads of a candidate whom somebody has planned who is none of them hear that they are."""
    ids, planner, leads = new.candidate.ids, person.user_id, new.candidate.leads
    for lead in leads if planner not in leads else ():
        job = TellPanelNews(**ids, user_id=lead, news=News.PLANNED_AS_LEAD, interviewer_id=planner)
        enqueue(store, job, now)


def _catch_up(store: Store, loop: Loop, lead: str, now: datetime) -> None:
    reader = loop.candidate.ids | {"user_id": lead}
    enqueue(store, TellPanelNews(**reader, news=News.BECAME_LEAD), now)
    for interview in loop.interviews:
        if not interview.confirmed and loop.card_of(interview.interviewer_id):
            enqueue(store, AskAboutGuest(**reader, guest_id=interview.interviewer_id), now)


def _move_digest(store: Store, before: Loop, after: Loop, now: datetime) -> None:
    """Where the seal opens with this very change, the digest is on its way already."""
    standing = store.messages.list_by_prefix(
        after.candidate.team_id, after.candidate.id, f"digest:{after.candidate.id}:"
    )
    if standing or not (before.is_sealed or after.is_sealed):
        send_digests(store, after, now)
