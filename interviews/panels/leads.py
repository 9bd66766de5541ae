"""What follows when others lead a candidate, or its debrief goes somewhere else: nobody has to ask for it."""

from datetime import datetime

from interviews.loop import Loop
from interviews.panels.messages import News
from interviews.store import Store
from interviews.store.values import new_id


def follow_leads(store: Store, before: Loop, after: Loop, now: datetime) -> None:
    """New leads hear that they are, and of what waits for them; the digest stands where it belongs now."""
    old, new = before.candidate, after.candidate
    for lead in new.leads:
        if lead not in old.leads:
            _catch_up(store, after, lead, now)
    if (set(old.leads), old.digest_channel) != (set(new.leads), new.digest_channel):
        _move_digest(store, before, after, now)


def _catch_up(store: Store, loop: Loop, lead: str, now: datetime) -> None:
    waits = [("panel_news", {"news": News.LEADS.value, "interviewer_id": "", "to": ""})]
    waits += [
        ("guest", {"guest_id": one.interviewer_id})
        for one in loop.interviews
        if not one.confirmed and loop.card_of(one.interviewer_id)
    ]
    for kind, more in waits:
        _add(store, loop, kind, lead, more, now)


def _move_digest(store: Store, before: Loop, after: Loop, now: datetime) -> None:
    """Where the seal opens with this very change, the digest is on its way already."""
    standing = store.messages.starting(
        after.candidate.team_id, after.candidate.id, f"digest:{after.candidate.id}:"
    )
    if standing or not (before.sealed or after.sealed):
        for lead in after.candidate.leads:
            _add(store, after, "digest", lead, {}, now)


def _add(
    store: Store, loop: Loop, kind: str, lead: str, more: dict[str, str], now: datetime
) -> None:
    about = {"candidate_id": loop.candidate.id, "user_id": lead, "change_id": new_id(), **more}
    store.jobs.add(loop.candidate.team_id, kind, about, f"{kind}:{lead}:{new_id()}", now)
