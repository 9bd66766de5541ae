"""Home tabs follow what happens: a job for each person concerned, written in the transaction that changes it."""

from collections.abc import Iterable
from datetime import datetime

from interviews.loop import Loop
from interviews.store import Store
from interviews.store.values import new_id


def refresh_homes(store: Store, team_id: str, user_ids: Iterable[str], now: datetime) -> None:
    """The Home tabs of these people will show what holds now; of those who never opened theirs, nothing is done.

    Called once in a transaction, at its end: two that change the same people's tabs in one
    order never wait for each other.
    """
    for user_id in store.homes.among(team_id, user_ids):
        change = {"user_id": user_id, "change_id": new_id()}
        store.jobs.renew(team_id, "home", change, f"home:{user_id}", now)


def refresh_homes_of(store: Store, now: datetime, *loops: Loop, also: Iterable[str] = ()) -> None:
    """The Home tabs of everybody in these loops follow: give it the loop before a change, and the one after."""
    concerned = {who for loop in loops for who in _people(loop)} | set(also)
    refresh_homes(store, loops[0].candidate.team_id, concerned, now)


def open_home(store: Store, team_id: str, user_id: str, now: datetime) -> None:
    """The person's Home tab will be there in a moment, and follows from now on."""
    with store.transaction():
        store.homes.remember(team_id, user_id)
        refresh_homes(store, team_id, [user_id], now)


def _people(loop: Loop) -> set[str]:
    panel = (one.interviewer_id for one in (*loop.interviews, *loop.shadows))
    return {*loop.candidate.leads, *panel}
