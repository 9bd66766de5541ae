"""Openings are found by title, as among all in turn, without reading all."""

import pytest

from interviews.openings import queries
from interviews.openings.permissions import OpeningAction
from interviews.openings.queries import find, newest
from interviews.store import Store
from interviews.store.engines.engine import Params, Row
from interviews.store.values import name_key
from tests.interviews import make
from tests.interviews.people import ADA, at, person

TITLES = (
    "Backend", "Backend, Berlin", "Backend, Berlin", "Berlin backend", "Backend 100%", "a_b", "Front", "Straße",
)  # fmt: skip


def add(store: Store, title: str, number: int, *, closed: bool) -> str:
    own = make.opening(f"opening-{number}").model_copy(
        update={"title": title, "created_at": at(number), "closed_at": at(99) if closed else None}
    )
    store.openings.add(own)
    return own.id


def found(store: Store, typed: str) -> list[str]:
    return [each.id for each in find(store, person(ADA), OpeningAction.SEE, typed)]


@pytest.mark.parametrize(
    "typed",
    [*TITLES, "berlin", "berlin backend", "100%", "%", "_", "b", "strasse", "backend,", "Remote", "", " "],
)  # fmt: skip
@pytest.mark.parametrize("closed", [(), (0, 1, 3), (1, 2), range(8)], ids=str)
def test_open_ones_come_before_closed_ones_and_the_whole_title_before_a_part(
    store: Store, typed: str, closed: tuple[int, ...]
) -> None:
    key, kinds = name_key(typed), dict[tuple[bool, bool], list[str]]()
    for number, title in enumerate(TITLES):
        own_id, words = add(store, title, number, closed=number in closed), name_key(title)
        if key and all(word in words for word in key.replace(",", " ").split()):
            kinds.setdefault((number in closed, words != key), []).insert(0, own_id)
    assert found(store, typed) == (kinds[min(kinds)] if kinds else [])


def test_a_title_of_very_many_words_is_looked_for(store: Store) -> None:
    add(store, "Backend", 0, closed=False)
    assert found(store, " ".join(f"{number} backend" for number in range(1500))) == []


def test_no_more_are_read_than_are_offered(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Among 400 with a word in common, each was read to find one, and six times too many to choose from."""
    monkeypatch.setattr(queries, "MOST_FOUND", 3)
    for number in range(30):
        add(store, f"Backend {number}", number, closed=number > 20)
    most, query = list[int](), store._engine.query

    def count(sql: str, params: Params | None = None) -> list[Row]:
        rows = query(sql, params)
        most.append(len(rows))
        return rows

    monkeypatch.setattr(store._engine, "query", count)
    assert found(store, "Backend") == ["opening-20", "opening-19", "opening-18"]
    assert found(store, "backend 7") == ["opening-7"]
    assert len(newest(store, person(ADA), OpeningAction.COMPARE, 3)) == 3
    assert max(most) == 3
