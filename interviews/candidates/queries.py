"""Finds candidates for a person, opens debriefs for those who may read them, and lets leads act on the panel."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from interviews.debriefs.reveals import record_reveals
from interviews.errors import NotAllowed, UnknownCandidate
from interviews.loop import EarlyOpening, Loop
from interviews.models import Candidate, Status
from interviews.panels.messages import after_change, refresh_interview, show_interview
from interviews.permissions import Action, Person, as_seen_by, candidate_for, may, require
from interviews.store import Store
from interviews.store.audit import ConfirmedGuest, OpenedEarly
from interviews.store.readers import Reader
from interviews.store.values import name_key

CLOSE_ENOUGH = 70
MOST_COUNTED = 100  # of those whom a list leaves out


class Older(NamedTuple):
    """How many a list leaves out."""

    number: int
    """Up to `MOST_COUNTED`."""
    is_all: bool = True
    """Whether there are no more than these."""


Page = tuple[tuple[Candidate, ...], Older]
"""The first of a list, and how many are left out."""


def open_candidates(store: Store, person: Person, most: int) -> Page:
    """The first of the open candidates that this person leads, coordinates or interviews, newest first."""
    ids = store.lists.newest(_as_member(person), most + MOST_COUNTED + 1)
    return _page(store, person, ids, most)


def decided_candidates(store: Store, person: Person, most: int) -> Page:
    """The same of those who are decided as far as this person may know, the newest decision first."""
    ids = store.lists.newest_decided(_as_member(person), most + MOST_COUNTED + 1)
    return _page(store, person, ids, most)


def _page(store: Store, person: Person, ids: tuple[str, ...], most: int) -> Page:
    older = len(ids[most:])
    return _in_order(store, person, ids[:most]), Older(
        min(older, MOST_COUNTED), is_all=older <= MOST_COUNTED
    )


def planned_candidates(
    store: Store, person: Person, roles: Iterable[str], most: int
) -> tuple[Candidate, ...]:
    """The newest open candidates in these roles whose panel this person plans."""
    ids = store.lists.newest_planned(_as_member(person), roles, most)
    return _in_order(store, person, ids)


def scorable_candidates(
    store: Store, person: Person, roles: Sequence[str], most: int, chosen: str | None = None
) -> Page:
    """The newest open candidates in these roles whom this person leads or interviews.

    Whoever is `chosen` among them comes first where there would be no room for them.
    """
    reader = _in_person(person)
    ids = store.lists.newest_scorable(reader, roles, most + MOST_COUNTED + 1)
    if chosen and chosen not in ids[:most] and store.lists.is_scorable(reader, roles, chosen):
        ids = (chosen, *(each for each in ids if each != chosen))
    return _page(store, person, ids, most)


def unscored_candidates(
    store: Store, person: Person, roles: Iterable[str], most: int
) -> tuple[Candidate, ...]:
    """The newest open candidates in these roles whom this person interviews and has sent no scorecard of."""
    ids = store.lists.newest_unscored(_in_person(person), roles, most)
    return _in_order(store, person, ids)


def keys_of_scorable(store: Store, person: Person, roles: Iterable[str]) -> dict[str, str]:
    """By id, the names' keys of the open candidates in these roles whom this person is likely to write a note on.

    Those whom they interview or have a draft on; where there is none, all whom they may score.
    """
    return store.lists.keys_of_scorable(_in_person(person), roles)


def _in_person(person: Person) -> Reader:
    """Whoever coordinates everybody scores no more than others do."""
    return Reader(person.team_id, person.user_id, knows_all=False)


def open_among(store: Store, person: Person, ids: Iterable[str]) -> tuple[Candidate, ...]:
    """Those of these ids that are open candidates whom this person leads, coordinates or interviews, newest first."""
    return _in_order(store, person, store.lists.open_among(_as_member(person), ids))


def _in_order(store: Store, person: Person, ids: Sequence[str]) -> tuple[Candidate, ...]:
    """The candidates of these ids, in this order."""
    found = {each.id: each for each in store.candidates.list_of(person.team_id, ids)}
    return _as_known(person, (found[each] for each in ids if each in found))


def _as_member(person: Person) -> Reader:
    """An admin's own lists have only those they work with."""
    return Reader(person.team_id, person.user_id, person.is_coordinator)


def _as_known(person: Person, candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    return tuple(candidate_for(person.user_id, candidate) for candidate in candidates)


def find(store: Store, person: Person, typed: str) -> tuple[Candidate, ...]:
    """The candidates this person may see that answer to what was typed; open before decided ones, newest first.

    Empty where none does. The whole name wins over a part of it; a typing slip finds nothing here (see `close_to`).
    """
    found = store.names.find(_reader(person), name_key(typed))
    return _in_order(store, person, found) if found else ()


def close_to(store: Store, person: Person, typed: str) -> tuple[Candidate, ...]:
    """Up to three candidates of this person, open or decided, whose names look like what was typed."""
    key = name_key(typed)
    names = store.names.near(_reader(person), key)
    # Compiled code of 3 MB: in memory only once somebody has mistyped something.
    from rapidfuzz import fuzz, process  # noqa: PLC0415

    close = process.extract(key, names, scorer=fuzz.WRatio, score_cutoff=CLOSE_ENOUGH, limit=3)
    return _in_order(store, person, [candidate_id for _, _, candidate_id in close])


def _reader(person: Person) -> Reader:
    everybody = person.is_admin or person.is_coordinator
    return Reader(person.team_id, person.user_id, everybody)


def names_in(store: Store, person: Person, text: str) -> dict[str, str]:
    """By id, the name of every candidate that this person may know of who may be named in this text."""
    return store.names.in_text(_reader(person), name_key(text))


def loop_for(store: Store, person: Person, candidate_id: str, action: Action) -> Loop:
    """The loop as this person may know it, where they may do this with it.

    A stranger is told what somebody is told who asks at random.
    """
    loop = store.loop(person.team_id, candidate_id)
    if loop is None or not (may(person, Action.SEE_CANDIDATE, loop) or may(person, action, loop)):
        raise UnknownCandidate(
            "You have no such candidate: their data was erased, or you are not on the panel. The "
            "hiring lead can put you on it."
        )
    require(person, action, loop)
    return as_seen_by(person, loop)


def open_early(store: Store, person: Person, candidate_id: str, now: datetime) -> Loop:
    """The loop before the last card is in, for a lead to read; it is logged once, with who was missing."""
    with store.transaction():
        store.candidates.hold(person.team_id, candidate_id)
        loop = loop_for(store, person, candidate_id, Action.OPEN_EARLY)
        if not loop.cards:
            raise NotAllowed("No scorecard is in yet, so there is nothing to open.")
        if not may(person, Action.READ_DEBRIEF, loop):
            _record_early_opening(store, person, loop, now)
            refresh_interview(store, loop, person.user_id, now)
    return loop_for(store, person, candidate_id, Action.READ_DEBRIEF)


def _record_early_opening(store: Store, person: Person, loop: Loop, now: datetime) -> None:
    ids = loop.candidate.ids
    opening = EarlyOpening(user_id=person.user_id, at=now, missing=loop.missing)
    store.reveals.add_early_opening(**ids, opening=opening)
    store.audit.add(OpenedEarly(**ids, at=now, actor_id=person.user_id, missing=loop.missing))
    after = loop.model_copy(update={"early_openings": (*loop.early_openings, opening)})
    record_reveals(store, loop, after, now)


def confirm_guest(
    store: Store, person: Person, candidate_id: str, guest_id: str, now: datetime
) -> bool:
    """Puts somebody who scored unasked on the panel, who hears of it; False where that was done before."""
    with store.transaction():
        store.candidates.hold(person.team_id, candidate_id)
        loop = loop_for(store, person, candidate_id, Action.CONFIRM_GUEST)
        confirmed = store.interviews.confirm(person.team_id, candidate_id, guest_id)
        if confirmed:
            ids, actor_id = loop.candidate.ids, person.user_id
            store.audit.add(ConfirmedGuest(**ids, at=now, actor_id=actor_id, guest_id=guest_id))
            after_change(store, loop, now)
            if loop.candidate.status is Status.OPEN:
                show_interview(store, loop, guest_id, now)
    return confirmed
