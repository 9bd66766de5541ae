"""What the demo's company has been through: enough that every page has something to show."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.demo.scene import ADA, HEDY
from bot.demo.story import seed
from interviews.calibration.mirror import mirror_of
from interviews.debriefs.debrief import debrief
from interviews.permissions import Person
from interviews.question_use import use_for
from interviews.store import Store, open_store
from question_bank.bank import Bank
from tests.interviews.people import NOON, TEAM

pytestmark = pytest.mark.once


@pytest.fixture
def company_store(tmp_path: Path, bank: Bank) -> Iterator[Store]:
    """The demo's database, as it begins."""
    with closing(open_store(f"sqlite:///{tmp_path / 'demo.db'}", lambda: NOON)) as store:
        store.migrate()
        seed(store, bank, TEAM, lambda: NOON)
        yield store


def person(user_id: str) -> Person:
    return Person(team_id=TEAM, user_id=user_id)


def test_tells_apart_by_questions_of_data_engineers(company_store: Store, bank: Bank) -> None:
    role = bank.archetype("data-engineer")
    assert role
    use = use_for(company_store, person(HEDY), role)
    assert [question.times for question in use.questions if question.separation] == [11, 11, 11]


def test_has_questions_that_two_interviewers_asked(company_store: Store) -> None:
    loop = company_store.loop(TEAM, "demo-sherlock-holmes")
    assert loop
    assert {len(group.interviewers) for group in debrief(loop).asked} == {1, 2, 3}


def test_has_a_mirror_that_shows_drift(company_store: Store) -> None:
    found = mirror_of(company_store, person(ADA), NOON)
    assert found.repeats
    assert found.key_change


def test_tells_nobody_of_what_is_long_past(company_store: Store) -> None:
    rows = company_store._engine.query("SELECT DISTINCT lane FROM jobs WHERE done_at IS NULL")
    lanes = {row["lane"] for row in rows}
    assert "demo-sherlock-holmes" in lanes
    assert not lanes & {"demo-sinbad", "demo-mowgli", "demo-momo"}
