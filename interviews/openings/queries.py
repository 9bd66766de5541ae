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


def titles(
    store: Store, person: Person, action: OpeningAction, part: str = ""
) -> tuple[Title, ...]:
    """What each of them is called, whose title as titles are compared has this part in it."""
    return store.opening_lists.titles(reader_for(person, action), part)


def to_plan_in(store: Store, person: Person, roles: Iterable[str], most: int) -> tuple[Title, ...]:
    """The newest open ones of these roles in which this person may plan a candidate."""
    return store.opening_lists.first_open(reader_for(person, OpeningAction.PLAN_IN), roles, most)


def find(store: Store, person: Person, action: OpeningAction, typed: str) -> tuple[Opening, ...]:
    """Those that answer to this title: open before closed ones, and the whole title before a part of it."""
    key = name_key(typed)
    words = key.replace(",", " ").split()
    known = titles(store, person, action, max(words, key=len, default=""))
    for is_open in (True, False):
        some = [title for title in known if title.is_open == is_open]
        whole = [title.id for title in some if title.name_key == key]
        # Every word that was typed, in any order.
        part = [title.id for title in some if key and all(word in title.name_key for word in words)]
        if whole or part:
            return in_order(store, person, (whole or part)[:MOST_FOUND])
    return ()


def in_order(store: Store, person: Person, ids: Sequence[str]) -> tuple[Opening, ...]:
    """The openings of these ids, in this order."""
    found = {each.id: each for each in store.openings.list_of(person.team_id, ids)}
    return tuple(found[each] for each in ids if each in found)
