"""Who may do what with an opening: one table, checked when a page or form opens and again when it is sent."""

from enum import StrEnum

from interviews.errors import NotAllowed, UnknownOpening
from interviews.models import Model
from interviews.openings.models import Opening
from interviews.permissions import Person
from interviews.store import Store


class OpeningRole(StrEnum):
    """What a person is to one opening; one person can be several of these."""

    LEAD = "leads the opening"
    COORDINATOR = "coordinates the opening, or every candidate"
    CANDIDATE_LEAD = "leads a candidate in it"
    PANEL = "is on the panel of a candidate in it"
    ADMIN = "admin"
    NOBODY = "anyone else"


class OpeningAction(StrEnum):
    """What a person can do with an opening; the values end the sentence `You may not …`."""

    SEE = "see this opening"
    COMPARE = "compare candidates of this opening"
    """Those whose debriefs are open to them; nobody else is named to whoever may not see the opening."""
    EXPORT = "export candidates of this opening"
    """Those whom they lead."""
    PLAN_IN = "plan a candidate in this opening"
    CHANGE = "change this opening"
    CHOOSE_PEOPLE = "change who leads or coordinates this opening"
    CLOSE = "close this opening, or open it again"
    READ_LOG = "read the log on this opening"
    LEGAL_HOLD = "put this opening on hold for legal reasons"


_MEMBER = frozenset({OpeningAction.SEE, OpeningAction.COMPARE, OpeningAction.PLAN_IN})

GRANTS: dict[OpeningRole, frozenset[OpeningAction]] = {
    OpeningRole.LEAD: frozenset(OpeningAction),
    OpeningRole.COORDINATOR: _MEMBER | {OpeningAction.CHANGE},
    OpeningRole.CANDIDATE_LEAD: _MEMBER | {OpeningAction.EXPORT},
    OpeningRole.PANEL: frozenset({OpeningAction.COMPARE}),
    # An opening whose leads have all left must find new ones.
    OpeningRole.ADMIN: frozenset(OpeningAction) - {OpeningAction.PLAN_IN, OpeningAction.EXPORT},
    OpeningRole.NOBODY: frozenset(),
}


class Own(Model):
    """The ids of the openings that somebody has to do with through candidates."""

    led: frozenset[str] = frozenset()
    """Those with a candidate whom they lead."""
    interviewed: frozenset[str] = frozenset()
    """Those with a candidate on whose panel they are."""


def own_openings(store: Store, person: Person) -> Own:
    """The openings with candidates of this person."""
    ids = person.team_id, person.user_id
    return Own(
        led=store.openings.with_candidates_of(*ids), interviewed=store.openings.interviewed_by(*ids)
    )


def roles(person: Person, opening: Opening, own: Own) -> frozenset[OpeningRole]:
    """Everything this person is to this opening."""
    if person.team_id != opening.team_id:
        return frozenset({OpeningRole.NOBODY})
    found = {
        OpeningRole.LEAD: person.user_id in opening.leads,
        OpeningRole.COORDINATOR: person.is_coordinator or person.user_id in opening.coordinators,
        OpeningRole.CANDIDATE_LEAD: opening.id in own.led,
        OpeningRole.PANEL: opening.id in own.interviewed,
        OpeningRole.ADMIN: person.is_admin,
    }
    return frozenset(role for role, holds in found.items() if holds) or frozenset(
        {OpeningRole.NOBODY}
    )


def may(person: Person, action: OpeningAction, opening: Opening, own: Own) -> bool:
    """Whether this person may do this with this opening."""
    return any(action in GRANTS[role] for role in roles(person, opening, own))


def openings_for(store: Store, person: Person, action: OpeningAction) -> tuple[Opening, ...]:
    """The openings with which this person may do this, open ones first, each newest first."""
    own = own_openings(store, person)
    every = store.openings.all_of(person.team_id)
    return tuple(opening for opening in every if may(person, action, opening, own))


def opening_for(
    store: Store, person: Person, opening_id: str, action: OpeningAction = OpeningAction.SEE
) -> Opening:
    """The opening, where this person may do this with it.

    Raises `UnknownOpening` where there is none that they may see, and `NotAllowed` where they may do less with it.
    """
    opening = store.openings.get(person.team_id, opening_id)
    own = own_openings(store, person)
    known = {action, OpeningAction.SEE}
    if opening is None or not any(may(person, each, opening, own) for each in known):
        raise UnknownOpening(
            "You have no such opening. Those who lead or coordinate it can name you there."
        )
    if not may(person, action, opening, own):
        raise NotAllowed(f"You may not {action.value}. Whoever leads it can help you.")
    return opening
