"""Who may do what with an opening: one table, checked when a page or form opens and again when it is sent."""

from collections.abc import Collection
from enum import StrEnum

from interviews.errors import NotAllowed, UnknownOpening
from interviews.openings.models import Opening
from interviews.permissions import Person
from interviews.store import Store


class OpeningRole(StrEnum):
    """What a person is to one opening; one person can be several of these."""

    LEAD = "leads the opening"
    COORDINATOR = "coordinates the opening, or every candidate"
    CANDIDATE_LEAD = "leads a candidate in it"
    ADMIN = "admin"
    NOBODY = "anyone else"


class OpeningAction(StrEnum):
    """What a person can do with an opening; the values end the sentence `You may not …`."""

    SEE = "see this opening"
    PLAN_IN = "plan a candidate in this opening"
    CHANGE = "change this opening"
    CHOOSE_PEOPLE = "change who leads or coordinates this opening"
    CLOSE = "close this opening, or open it again"


_MEMBER = frozenset({OpeningAction.SEE, OpeningAction.PLAN_IN})

GRANTS: dict[OpeningRole, frozenset[OpeningAction]] = {
    OpeningRole.LEAD: frozenset(OpeningAction),
    OpeningRole.COORDINATOR: _MEMBER | {OpeningAction.CHANGE},
    OpeningRole.CANDIDATE_LEAD: _MEMBER,
    # An opening whose leads have all left must find new ones.
    OpeningRole.ADMIN: frozenset(OpeningAction) - {OpeningAction.PLAN_IN},
    OpeningRole.NOBODY: frozenset(),
}


def roles(person: Person, opening: Opening, with_own: Collection[str]) -> frozenset[OpeningRole]:
    """Everything this person is to this opening; `with_own` has the ids of the openings they lead a candidate in."""
    if person.team_id != opening.team_id:
        return frozenset({OpeningRole.NOBODY})
    found = {
        OpeningRole.LEAD: person.user_id in opening.leads,
        OpeningRole.COORDINATOR: person.is_coordinator or person.user_id in opening.coordinators,
        OpeningRole.CANDIDATE_LEAD: opening.id in with_own,
        OpeningRole.ADMIN: person.is_admin,
    }
    return frozenset(role for role, holds in found.items() if holds) or frozenset(
        {OpeningRole.NOBODY}
    )


def may(person: Person, action: OpeningAction, opening: Opening, with_own: Collection[str]) -> bool:
    """Whether this person may do this with this opening."""
    return any(action in GRANTS[role] for role in roles(person, opening, with_own))


def openings_for(store: Store, person: Person, action: OpeningAction) -> tuple[Opening, ...]:
    """The openings with which this person may do this, open ones first, each newest first."""
    with_own = store.openings.with_candidates_of(person.team_id, person.user_id)
    every = store.openings.all_of(person.team_id)
    return tuple(opening for opening in every if may(person, action, opening, with_own))


def opening_for(
    store: Store, person: Person, opening_id: str, action: OpeningAction = OpeningAction.SEE
) -> Opening:
    """The opening, where this person may do this with it.

    Raises `UnknownOpening` where there is none that they may see, and `NotAllowed` where they may do less with it.
    """
    opening = store.openings.get(person.team_id, opening_id)
    with_own = store.openings.with_candidates_of(person.team_id, person.user_id)
    if opening is None or not may(person, OpeningAction.SEE, opening, with_own):
        raise UnknownOpening(
            "You have no such opening. Those who lead or coordinate it can name you there."
        )
    if not may(person, action, opening, with_own):
        raise NotAllowed(f"You may not {action.value}. Whoever leads it can help you.")
    return opening
