"""Each process says in the database that it works on it, and takes that back when it ends."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import now
from bot.presence import EVERY, KEPT, Presence
from bot.version import release
from interviews.store import Store, open_store
from sandbox.driver.driver import StandIn
from tests.bot_process import PATIENCE, bot_process
from tests.company import Clock

pytestmark = pytest.mark.once


@pytest.fixture
def kept(tmp_path: Path) -> Store:
    store = open_store(f"sqlite:///{tmp_path}/interviews.db", now)
    store.migrate()
    return store


def test_is_said_once_a_minute_and_kept_for_a_day(kept: Store) -> None:
    clock = Clock()
    first, second = Presence(kept, clock), Presence(kept, clock)
    assert [first.say(), first.say(), second.say()] == [True, False, True]
    began = clock()
    clock.moment += EVERY
    assert first.say()
    assert len(kept.processes.seen_since(began)) == 2
    assert len(kept.processes.seen_since(clock())) == 1
    clock.moment += KEPT
    assert first.say()
    assert len(kept.processes.seen_since(began)) == 1
    assert first.end()
    assert kept.processes.seen_since(began) == ()
    kept.close()


def test_of_one_that_never_said_it_has_nothing_to_take_back(kept: Store) -> None:
    assert not Presence(kept, Clock()).end()
    kept.close()


@pytest.mark.parametrize(("mode", "workers"), [("serve", 2), ("socket", 1)])
def test_every_worker_is_there_until_it_ends(
    mode: str, workers: int, slack: StandIn, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path}/interviews.db"
    with bot_process(mode, slack, url, WEB_CONCURRENCY=str(workers)) as bot:
        store = open_store(url, now)
        bot.wait_for('"listening"' if mode == "serve" else '"socket open"', workers)
        long_ago = now() - timedelta(minutes=5)
        slack.wait_for(
            lambda: len(store.processes.seen_since(long_ago)) == workers, seconds=PATIENCE
        )
        there = store.processes.seen_since(long_ago)
        assert {(process.version, process.build) for process in there} == {
            tuple(release().values())
        }
        assert bot.stop() == 0
        assert store.processes.seen_since(long_ago) == ()
        store.close()
