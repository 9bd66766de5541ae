"""All or nothing, on both databases."""

import threading
from functools import partial

import pytest

from interviews.store import Store
from tests.interviews import make
from tests.interviews.conftest import Database
from tests.interviews.people import ADA, TEAM, at
from tests.interviews.steps import PowerCutError, broken_off
from tests.threads import at_once

pytestmark = pytest.mark.pooled


def adds(store: Store, *names: str) -> None:
    for name in names:
        store.candidates.add(make.candidate(name, name))


def there(store: Store) -> list[str]:
    return sorted(candidate.id for candidate in store.candidates.all_of(TEAM))


class TestTransaction:
    def test_keeps_all_of_it(self, store: Store) -> None:
        with store.transaction():
            adds(store, "margaret", "dorothy")
        assert there(store) == ["dorothy", "margaret"]

    def test_keeps_nothing_of_what_failed(self, store: Store) -> None:
        broken_off(store, lambda: adds(store, "margaret", "dorothy"))
        assert there(store) == []

    def test_lets_the_failure_through(self, store: Store) -> None:
        with pytest.raises(PowerCutError), store.transaction():
            raise PowerCutError

    def test_sees_its_own_writes(self, store: Store) -> None:
        with store.transaction():
            adds(store, "margaret")
            assert there(store) == ["margaret"]

    def test_is_not_seen_by_others_before_it_ends(self, store: Store, database: Database) -> None:
        other = database.opened()
        with store.transaction():
            adds(store, "margaret")
            assert there(other) == []
        assert there(other) == ["margaret"]
        other.close()

    def test_can_be_followed_by_another_after_a_failure(self, store: Store) -> None:
        broken_off(store, lambda: adds(store, "margaret"))
        with store.transaction():
            adds(store, "dorothy")
        assert there(store) == ["dorothy"]

    def test_belongs_to_its_thread(self, store: Store) -> None:
        """What another thread does meanwhile is not drawn into it, and is not lost with it."""
        begun, done = threading.Event(), threading.Event()

        def reads() -> None:
            begun.wait()
            assert there(store) == []
            done.set()

        other = threading.Thread(target=reads)
        other.start()
        with store.transaction():
            adds(store, "margaret")
            begun.set()
            other.join()
        assert done.is_set()


class TestNested:
    """A transaction within a transaction is a savepoint."""

    def test_is_kept_with_the_outer_one(self, store: Store) -> None:
        with store.transaction():
            adds(store, "margaret")
            with store.transaction():
                adds(store, "dorothy")
        assert there(store) == ["dorothy", "margaret"]

    def test_can_fail_alone(self, store: Store) -> None:
        with store.transaction():
            adds(store, "margaret")
            broken_off(store, lambda: adds(store, "dorothy"))
            adds(store, "katherine")
        assert there(store) == ["katherine", "margaret"]

    def test_goes_with_the_outer_one(self, store: Store) -> None:
        def nested() -> None:
            with store.transaction():
                adds(store, "margaret")

        broken_off(store, nested)
        assert there(store) == []

    def test_can_be_two_deep(self, store: Store) -> None:
        def middle() -> None:
            adds(store, "middle")
            with store.transaction():
                adds(store, "inner")

        with store.transaction():
            adds(store, "outer")
            broken_off(store, middle)
        assert there(store) == ["outer"]


class TestManyThreads:
    """More threads than connections, all at once."""

    def test_all_have_their_turn(self, store: Store) -> None:
        adds(store, "margaret")

        def invites(number: int) -> None:
            for turn in range(5):
                with store.transaction():
                    store.candidates.hold(TEAM, "margaret")
                    who = f"U{number}-{turn}"
                    store.interviews.invite(make.candidate("margaret"), who, at(0), confirmed=True)

        at_once(*[partial(invites, number) for number in range(12)])
        assert len(store.interviews.all_of(TEAM, "margaret")) == 60
        assert store.candidates.of_person(TEAM, ADA) != ()
