"""What a model says is in the database, field by field: none can be forgotten by the store."""

from typing import Any

import pytest

from interviews.models import Candidate, CandidateDetails, Decision, Interview, Model
from interviews.openings.models import Opening, OpeningDetails
from interviews.store import Store
from interviews.store.people import Preferences
from interviews.store.rows import columns, model_of, row_of
from tests.interviews import make
from tests.interviews.people import ADA, BACKEND_BERLIN, MARGARET, TEAM
from tests.other_values import other_values

# Names that the foreign keys check, or that the store chooses rows by.
KEYS = {"team_id": TEAM, "id": MARGARET, "candidate_id": MARGARET, "user_id": ADA}


def filled(model: type[Model]) -> dict[str, Any]:
    """Every field of the model with something in it that is not its default."""
    own_keys = {name: key for name, key in KEYS.items() if name in model.model_fields}
    return other_values(model) | own_keys


@pytest.mark.parametrize("model", [Candidate, Interview, Decision, Opening, Preferences])
def test_a_row_makes_the_model_it_was_made_of(model: type[Model]) -> None:
    full = model.model_validate(filled(model))
    assert model_of(model, row_of(full)) == full


TABLES: dict[type[Model], tuple[str, set[str], set[str]]] = {
    # the model: its table, what it has no column for, and what the store adds
    Candidate: ("candidates", {"leads", "coordinators"}, {"name_key"}),
    Interview: ("interviews", set(), set()),
    Decision: ("decisions", set(), {"undone_at"}),
    Opening: ("job_openings", {"leads", "coordinators"}, {"name_key"}),
    Preferences: ("preferences", set(), set()),
}


@pytest.mark.parametrize("model", TABLES)
def test_a_table_has_a_column_for_each_field(store: Store, model: type[Model]) -> None:
    table, without, more = TABLES[model]
    found = store._engine.query(
        f"SELECT * FROM (SELECT 1 AS row_wanted) AS r LEFT JOIN {table} ON 1 = 1"  # noqa: S608 - ours
    )
    assert set(found[0]) - {"row_wanted"} == {*columns(model, without), *more}


def test_a_new_candidate_is_kept_with_every_field(store: Store) -> None:
    full = Candidate.model_validate(filled(Candidate))
    store.candidates.add(full)
    assert store.candidates.get(TEAM, MARGARET) == full


@pytest.mark.parametrize("name", CandidateDetails.model_fields)
def test_a_detail_of_a_candidate_can_be_changed(store: Store, name: str) -> None:
    store.candidates.add(make.candidate())
    changed = make.candidate().model_copy(update={name: filled(CandidateDetails)[name]})
    store.candidates.set_details(changed)
    assert store.candidates.get(TEAM, MARGARET) == changed


def test_a_new_opening_is_kept_with_every_field(store: Store) -> None:
    full = Opening.model_validate(filled(Opening))
    store.openings.add(full)
    assert store.openings.get(TEAM, MARGARET) == full


@pytest.mark.parametrize("name", [*OpeningDetails.model_fields, "bank_version"])
def test_a_detail_of_an_opening_can_be_changed(store: Store, name: str) -> None:
    store.openings.add(make.opening())
    changed = make.opening().model_copy(update={name: filled(Opening)[name]})
    store.openings.set_details(changed)
    assert store.openings.get(TEAM, BACKEND_BERLIN) == changed


def test_what_a_person_has_set_is_kept_with_every_field(store: Store) -> None:
    store.preferences.keep(Preferences(team_id=TEAM, user_id=ADA))
    full = Preferences.model_validate(filled(Preferences))
    store.preferences.keep(full)
    assert store.preferences.get(TEAM, ADA) == full


def test_a_decision_is_kept_with_every_field(store: Store) -> None:
    store.candidates.add(make.candidate())
    full = Decision.model_validate(filled(Decision))
    store.decisions.add(full)
    assert store.decisions.get_current(TEAM, MARGARET) == full


def test_an_interview_is_kept_with_every_field(store: Store) -> None:
    store.candidates.add(make.candidate())
    full = Interview.model_validate(filled(Interview))
    store.interviews.plan(full.model_copy(update={"focus": (), "starts_at": None}))
    store.interviews.plan(full)
    assert store.interviews.get(TEAM, MARGARET) == full
