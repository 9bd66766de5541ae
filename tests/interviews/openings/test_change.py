"""Openings are made once, changed by one person at a time, and keep what candidates are in."""

import pytest

from interviews.errors import NotAllowed, OpeningChanged, StageInUse, TitleTaken
from interviews.openings.change import add, change, close, mark_of, reopen
from interviews.openings.models import Opening, OpeningDetails, Stage
from interviews.store import Store
from tests.interviews import make
from tests.interviews.people import ADA, BACKEND_BERLIN, BARBARA, GRACE, TEAM, at, person

PHONE, ONSITE = Stage(name="Phone screen"), Stage(name="Onsite")
OPENING = make.opening(stages=(PHONE, ONSITE))


@pytest.fixture
def store(store: Store) -> Store:
    """A store with an opening of two stages."""
    add(store, person(ADA), OPENING)
    return store


def changes(store: Store, who: str = ADA, seen: Opening = OPENING, **changed: object) -> Opening:
    details = OpeningDetails.model_validate(seen.details() | changed)
    return change(
        store, person(who), BACKEND_BERLIN, details,
        mark_before=mark_of(seen), bank_version="bank-2", now=at(5),
    )  # fmt: skip


def kept(store: Store) -> Opening:
    found = store.openings.get(TEAM, BACKEND_BERLIN)
    assert found
    return found


def put_in(store: Store, stage: str) -> None:
    in_it = {"opening_id": BACKEND_BERLIN, "stage": stage}
    store.candidates.add(make.candidate().model_copy(update=in_it))


class TestChange:
    def test_is_kept_with_the_version_of_the_bank(self, store: Store) -> None:
        changes(store, title="Backend, Bern")
        assert (kept(store).title, kept(store).bank_version) == ("Backend, Bern", "bank-2")

    def test_sent_twice_is_made_once(self, store: Store) -> None:
        changes(store, title="Backend, Bern")
        changes(store, title="Backend, Bern")
        assert kept(store).title == "Backend, Bern"

    def test_of_whoever_is_second_is_refused(self, store: Store) -> None:
        changes(store, title="Backend, Bern")
        with pytest.raises(OpeningChanged):
            changes(store, title="Backend, Basel")
        assert kept(store).title == "Backend, Bern"

    def test_of_a_stage_that_candidates_are_in_is_refused(self, store: Store) -> None:
        put_in(store, PHONE.name)
        changes(store, stages=(ONSITE, PHONE))
        with pytest.raises(StageInUse, match="Phone screen"):
            changes(store, seen=kept(store), stages=(ONSITE,))

    def test_of_the_role_is_refused_once_there_are_candidates(self, store: Store) -> None:
        changes(store, archetype_id="data-engineer")
        put_in(store, PHONE.name)
        with pytest.raises(StageInUse, match="role stays"):
            changes(store, seen=kept(store), archetype_id="ml-engineer")

    def test_to_a_title_that_another_open_one_has_is_refused(self, store: Store) -> None:
        add(store, person(ADA), make.opening("opening-2", "Backend, Bern"))
        with pytest.raises(TitleTaken):
            changes(store, title="backend,  BERN")

    def test_of_people_is_for_leads(self, store: Store) -> None:
        changes(store, coordinators=(GRACE,))
        with pytest.raises(NotAllowed):
            changes(store, GRACE, kept(store), leads=(ADA, GRACE))
        with pytest.raises(NotAllowed, match="at least one hiring lead"):
            changes(store, ADA, kept(store), leads=())


class TestClosing:
    def test_frees_the_title_until_it_is_opened_again(self, store: Store) -> None:
        close(store, person(ADA), BACKEND_BERLIN, at(5))
        assert kept(store).closed_at == at(5)
        second = make.opening("opening-2")
        add(store, person(ADA), second)
        with pytest.raises(TitleTaken):
            reopen(store, person(ADA), BACKEND_BERLIN, at(9))
        close(store, person(ADA), second.id, at(6))
        assert reopen(store, person(ADA), BACKEND_BERLIN, at(9)).is_open

    def test_twice_keeps_the_first_time(self, store: Store) -> None:
        close(store, person(ADA), BACKEND_BERLIN, at(5))
        close(store, person(ADA), BACKEND_BERLIN, at(50))
        assert kept(store).closed_at == at(5)

    def test_is_for_leads(self, store: Store) -> None:
        changes(store, coordinators=(GRACE,))
        with pytest.raises(NotAllowed):
            close(store, person(GRACE), BACKEND_BERLIN, at(5))


def test_a_title_of_somebody_elses_new_opening_is_taken(store: Store) -> None:
    with pytest.raises(TitleTaken):
        add(store, person(BARBARA), make.opening("opening-2"))
