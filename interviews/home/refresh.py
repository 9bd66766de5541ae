"""Keeps Home tabs current: a job for each person concerned, added in the transaction of a change."""

from collections.abc import Iterable
from datetime import datetime

from interviews.loop import Loop
from interviews.outbox import OnRepeat, RefreshHome, enqueue
from interviews.store import Store


def refresh_homes(store: Store, team_id: str, user_ids: Iterable[str], now: datetime) -> None:
    """Adds a job for each of these people who has ever opened their Home tab, to publish it anew.

    Called once in a transaction, at its end: two that change the same people's tabs in one
    order never wait for each other.
    """
    for user_id in store.homes.among(team_id, user_ids):
        enqueue(store, RefreshHome(team_id=team_id, user_id=user_id), now, OnRepeat.RENEW)


def refresh_homes_of(store: Store, now: datetime, *loops: Loop, also: Iterable[str] = ()) -> None:
    """The same for everybody in these loops: give it the loop as it was before a change, and as it is after."""
    user_ids = {user_id for loop in loops for user_id in _people(store, loop)} | set(also)
    refresh_homes(store, loops[0].candidate.team_id, user_ids, now)


def open_home(store: Store, team_id: str, user_id: str, now: datetime) -> None:
    """Remembers that the person uses the Home tab, and adds the job that publishes it."""
    with store.transaction():
        store.homes.remember(team_id, user_id)
        refresh_homes(store, team_id, [user_id], now)


def _people(store: Store, loop: Loop) -> set[str]:
    panel = (interview.interviewer_id for interview in (*loop.interviews, *loop.shadows))
    return {*store.planners(loop.candidate), *panel}
