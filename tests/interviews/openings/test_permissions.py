"""Who may do what with an opening, row by row."""

import pytest

from interviews.candidates.queries import Older
from interviews.errors import NotAllowed, UnknownOpening
from interviews.openings.permissions import (
    GRANTS,
    OpeningAction,
    OpeningRole,
    Own,
    may,
    opening_for,
    own_of,
    reader_for,
    roles,
)
from interviews.openings.queries import first
from interviews.permissions import Person
from interviews.store import Store, opening_lists
from tests.interviews import make
from tests.interviews.people import (
    ADA,
    BACKEND_BERLIN,
    BARBARA,
    GRACE,
    KATHERINE,
    OTHER_TEAM,
    RADIA,
    TEAM,
    at,
    person,
)
from tests.interviews.steps import add

OPENING = make.opening(leads=(ADA,)).model_copy(update={"coordinators": (GRACE,)})
PEOPLE = {
    OpeningRole.LEAD: person(ADA),
    OpeningRole.COORDINATOR: person(GRACE),
    OpeningRole.CANDIDATE_LEAD: person(BARBARA),
    OpeningRole.PANEL: person(KATHERINE),
    OpeningRole.ADMIN: Person(team_id=TEAM, user_id=RADIA, is_admin=True),
    OpeningRole.NOBODY: person(RADIA),
}
"""Somebody for each row; Barbara leads a candidate in the opening, and Katherine interviews."""
OWN = {
    OpeningRole.CANDIDATE_LEAD: Own(leads=True),
    OpeningRole.PANEL: Own(interviews=True),
}
SEES = {OpeningAction.SEE, OpeningAction.COMPARE}
TABLE = {
    OpeningRole.LEAD: {*OpeningAction},
    OpeningRole.COORDINATOR: SEES | {OpeningAction.PLAN_IN, OpeningAction.CHANGE},
    OpeningRole.CANDIDATE_LEAD: SEES | {OpeningAction.PLAN_IN, OpeningAction.EXPORT},
    OpeningRole.PANEL: {OpeningAction.COMPARE},
    OpeningRole.ADMIN: {*OpeningAction} - {OpeningAction.PLAN_IN, OpeningAction.EXPORT},
    OpeningRole.NOBODY: set[OpeningAction](),
}


@pytest.mark.parametrize("action", OpeningAction)
@pytest.mark.parametrize("role", OpeningRole)
def test_each_may_do_what_the_table_says(role: OpeningRole, action: OpeningAction) -> None:
    own = OWN.get(role, Own())
    assert roles(PEOPLE[role], OPENING, own) == {role}
    assert may(PEOPLE[role], action, OPENING, own) == (action in TABLE[role])


def test_the_table_has_every_role() -> None:
    assert GRANTS.keys() == set(OpeningRole)


def test_who_coordinates_every_candidate_coordinates_every_opening() -> None:
    everywhere = Person(team_id=TEAM, user_id=RADIA, is_coordinator=True)
    assert roles(everywhere, OPENING, Own()) == {OpeningRole.COORDINATOR}


def test_an_opening_of_another_team_is_nobodys(store: Store) -> None:
    store.openings.add(OPENING)
    outsider = Person(team_id=OTHER_TEAM, user_id=ADA, is_admin=True, is_coordinator=True)
    assert roles(outsider, OPENING, OWN[OpeningRole.CANDIDATE_LEAD]) == {OpeningRole.NOBODY}
    assert store.opening_lists.first(reader_for(outsider, OpeningAction.SEE), 9) == ()
    with pytest.raises(UnknownOpening):
        opening_for(store, outsider, BACKEND_BERLIN)


def test_whoever_leads_a_candidate_in_it_sees_it_and_changes_nothing(store: Store) -> None:
    store.openings.add(OPENING)
    in_it = make.candidate(leads=(BARBARA,)).model_copy(update={"opening_id": BACKEND_BERLIN})
    store.candidates.add(in_it)
    with pytest.raises(NotAllowed):
        opening_for(store, person(BARBARA), BACKEND_BERLIN, OpeningAction.CHANGE)


def test_whoever_is_on_a_panel_in_it_may_compare_and_sees_no_opening(store: Store) -> None:
    store.openings.add(OPENING)
    add(store, make.candidate().model_copy(update={"opening_id": BACKEND_BERLIN}), KATHERINE)
    assert opening_for(store, person(KATHERINE), BACKEND_BERLIN, OpeningAction.COMPARE) == OPENING
    with pytest.raises(UnknownOpening):
        opening_for(store, person(KATHERINE), BACKEND_BERLIN)


@pytest.mark.parametrize("few", [0, 1000])
@pytest.mark.parametrize(
    "who", [*PEOPLE.values(), Person(team_id=TEAM, user_id=RADIA, is_coordinator=True)]
)
def test_lists_have_the_openings_with_which_each_may_do_what_the_table_says(
    store: Store, monkeypatch: pytest.MonkeyPatch, who: Person, few: int
) -> None:
    """From the person or from the openings: one that all have to do with, one that nobody has, and a closed one."""
    monkeypatch.setattr(opening_lists, "FEW", few)
    closed = make.opening("opening-closed", leads=(ADA,)).model_copy(update={"closed_at": at(9)})
    newer = make.opening("opening-nobodys", leads=("U0DOROTHY",)).model_copy(
        update={"created_at": at(5)}
    )
    every = (newer, OPENING, closed)
    for opening in every:
        store.openings.add(opening)
    in_it = make.candidate(leads=(BARBARA,)).model_copy(update={"opening_id": BACKEND_BERLIN})
    add(store, in_it, KATHERINE)
    for action in OpeningAction:
        allowed = [each for each in every if may(who, action, each, own_of(store, who, each.id))]
        assert first(store, who, action, 9) == (tuple(allowed), Older(0))
        assert first(store, who, action, 1) == (tuple(allowed[:1]), Older(len(allowed[1:])))


def test_a_stranger_is_told_what_is_told_where_there_is_none(store: Store) -> None:
    store.openings.add(OPENING)
    for opening_id in (BACKEND_BERLIN, "opening-nowhere"):
        with pytest.raises(UnknownOpening, match="You have no such opening"):
            opening_for(store, person(RADIA), opening_id)
