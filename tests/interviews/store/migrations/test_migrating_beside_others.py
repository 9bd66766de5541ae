"""A new release starts while somebody reads the whole database of the old one, as pg_dump does."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from interviews.errors import StoreUnavailable
from interviews.store import Store, open_store
from interviews.store.engines import postgres as engine
from interviews.store.migrations import NEWEST, applied_steps, migrate
from tests.interviews.people import MARGARET, NOON, TEAM

BEFORE_SCORECARDS_CHANGE = "008_leads_by_user"


@pytest.fixture
def store(postgres_url: str) -> Iterator[Store]:
    """A database of an older release."""
    opened = open_store(postgres_url, lambda: NOON)
    migrate(opened._engine, lambda: NOON, upto=BEFORE_SCORECARDS_CHANGE)
    yield opened
    opened.close()


@contextmanager
def read_by_another(url: str) -> Iterator[None]:
    """Somebody has begun to read the scorecards, and does not end."""
    with psycopg.connect(url) as other:
        other.execute("LOCK TABLE scorecards IN ACCESS SHARE MODE")
        yield
        other.rollback()


def test_stops_nobody_and_ends_once_the_reader_has(
    store: Store, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The step waits for the reader, and every request waits behind the step: so it must not wait for long."""
    monkeypatch.setattr(engine, "MIGRATION_PAUSE", 0.1)
    done: list[tuple[str, ...]] = []
    new = threading.Thread(target=lambda: done.append(store.migrate()))
    with read_by_another(postgres_url):
        new.start()
        until = time.monotonic() + 2.5
        while time.monotonic() < until:
            assert store.scorecards.of_candidate(TEAM, MARGARET) == ()
            time.sleep(0.02)
        assert new.is_alive()
        assert NEWEST not in applied_steps(store._engine)
    new.join(20)
    assert done
    assert done[0][-1] == NEWEST
    assert store.is_ready()


def test_gives_up_in_the_end_with_nothing_changed(
    store: Store, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "MIGRATION_WAIT", 0.5)
    with (
        read_by_another(postgres_url),
        pytest.raises(StoreUnavailable, match="busy with something else"),
    ):
        store.migrate()
    assert max(applied_steps(store._engine)) == BEFORE_SCORECARDS_CHANGE
    store.migrate()
    assert store.is_ready()
