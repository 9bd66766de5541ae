"""Finds the openings with which a person may do something: the first of a list, or by title."""

from collections.abc import Iterable, Sequence

from interviews.candidates.queries import MOST_COUNTED, Older
from interviews.openings.models import Opening
from interviews.openings.permissions import OpeningAction, reader_for
from interviews.permissions import Person
from interviews.store import Store
from interviews.store.opening_lists import Title
from interviews.store.values import name_key

MOST_FOUND = 20
"""Openings of one title, or with a part like it."""


def first(
    store: Store, person: Person, action: OpeningAction, most: int
) -> tuple[tuple[Opening, ...], Older]:
    """Up to so many, open ones first, each newest first, and how many are left out."""
    ids = store.opening_lists.first(reader_for(person, action), most + MOST_COUNTED + 1)
    older = len(ids[most:])
    return in_order(store, person, ids[:most]), Older(
        min(older, MOST_COUNTED), is_all=older <= MOST_COUNTED
    )


def newest(store: Store, person: Person, action: OpeningAction, most: int) -> tuple[Opening, ...]:
    """The same of whoever need not know how many are left out."""
    ids = store.opening_lists.first(reader_for(person, action), most)
    return in_order(store, person, ids)


def titles(store: Store, person: Person, action: OpeningAction) -> tuple[Title, ...]:
    """What each of them is called."""
    return store.opening_lists.titles(reader_for(person, action))


def to_plan_in(store: Store, person: Person, roles: Iterable[str], most: int) -> tuple[Title, ...]:
    """The newest open ones of these roles in which this person may plan a candidate."""
    return store.opening_lists.first_open(reader_for(person, OpeningAction.PLAN_IN), roles, most)


def find(store: Store, person: Person, action: OpeningAction, typed: str) -> tuple[Opening, ...]:
    """Those that answer to this title: open before closed ones, and the whole title before a part of it."""
    key = name_key(typed)
    if not key:
        return ()
    # Every word that was typed, in any order.
    words = key.replace(",", " ").split()
    found = store.opening_lists.named(reader_for(person, action), key, words, MOST_FOUND)
    kinds = [(title.is_open, title.name_key == key) for title in found]
    # They are in the order of these: those of the first kind win over all others.
    best = found[: kinds.count(kinds[0])] if kinds else ()
    return in_order(store, person, [title.id for title in best])


def in_order(store: Store, person: Person, ids: Sequence[str]) -> tuple[Opening, ...]:
    """The openings of these ids, in this order."""
    found = {each.id: each for each in store.openings.list_of(person.team_id, ids)}
    return tuple(found[each] for each in ids if each in found)
