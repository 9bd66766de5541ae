"""Names of older databases are compared as today's are: two that fall together stay two candidates."""

import pytest

from interviews.candidates.queries import find
from tests.interviews import make
from tests.interviews.conftest import Database
from tests.interviews.people import ADA, MARGARET, TEAM, person
from tests.interviews.store.migrations.test_migrations import brought_to

TWIN = "candidate-twin"
UNSEEN = "Margaret\u200b Hamilton"


@pytest.mark.parametrize("step", ["013_erasing", "017_audit_entries"])
def test_two_of_one_name_are_two_candidates_of_that_name(
    empty_database: Database, step: str
) -> None:
    store = empty_database.opened()
    brought_to(store, step)
    old = {"team": TEAM, "twin": TWIN, "name": UNSEEN, "key": UNSEEN.casefold()}
    store._engine.execute(
        "INSERT INTO candidates (team_id, id, name, name_key, archetype_id, target_level, status,"
        " created_by, created_at) SELECT team_id, :twin, :name, :key, archetype_id, target_level,"
        " status, created_by, created_at FROM candidates WHERE team_id = :team",
        old,
    )
    store._engine.execute("INSERT INTO candidate_leads VALUES (:team, :twin, 'U0ADA')", old)
    store._engine.execute(
        "UPDATE drafts SET candidate_id = '', name_key = :key, archetype_id = 'backend-developer'",
        old,
    )
    store.migrate()
    both = {MARGARET, TWIN}
    for name in (UNSEEN, "margaret hamilton"):
        found = store.candidates.open_by_name(TEAM, name, "backend-developer")
        assert {candidate.id for candidate in found} == both
        assert {candidate.id for candidate in find(store, person(ADA), name)} == both
    assert {candidate.name for candidate in found} == {UNSEEN, "Margaret Hamilton"}
    assert store.drafts.remove_named(make.candidate()) == ("U0GRACE",)
    store.close()
