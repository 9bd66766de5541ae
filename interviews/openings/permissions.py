"""Who may do what with an opening: one table, checked when a page or form opens and again when it is sent."""

from enum import StrEnum

from interviews.errors import NotAllowed, UnknownOpening
from interviews.models import Model
from interviews.openings.models import Opening
from interviews.permissions import Person
from interviews.store import Store
from interviews.store.opening_lists import OpeningReader, Tie


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
    """What somebody has to do with an opening through its candidates."""

    leads: bool = False
    """Whether they lead one of them."""
    interviews: bool = False
    """Whether they are on the panel of one of them."""


_TIES = {
    OpeningRole.LEAD: Tie.LEADS,
    OpeningRole.COORDINATOR: Tie.COORDINATES,
    OpeningRole.CANDIDATE_LEAD: Tie.LEADS_CANDIDATE,
    OpeningRole.PANEL: Tie.INTERVIEWS,
}


def own_of(store: Store, person: Person, opening_id: str) -> Own:
    """What this person has to do with this opening through its candidates."""
    leads, interviews = (
        store.opening_lists.is_tied(_reader(person, tie), opening_id)
        for tie in (Tie.LEADS_CANDIDATE, Tie.INTERVIEWS)
    )
    return Own(leads=leads, interviews=interviews)


def reader_for(person: Person, action: OpeningAction) -> OpeningReader:
    """Asks for the openings with which this person may do this."""
    granting = {role for role, actions in GRANTS.items() if action in actions}
    everywhere = {
        OpeningRole.ADMIN: person.is_admin,
        OpeningRole.COORDINATOR: person.is_coordinator,
    }
    if any(everywhere.get(role) for role in granting):
        return _reader(person, Tie.NONE)
    return _reader(person, *(_TIES[role] for role in granting if role in _TIES))


def _reader(person: Person, *ties: Tie) -> OpeningReader:
    return OpeningReader(person.team_id, person.user_id, frozenset(ties))


def roles(person: Person, opening: Opening, own: Own) -> frozenset[OpeningRole]:
    """Everything this person is to this opening."""
    if person.team_id != opening.team_id:
        return frozenset({OpeningRole.NOBODY})
    found = {
        OpeningRole.LEAD: person.user_id in opening.leads,
        OpeningRole.COORDINATOR: person.is_coordinator or person.user_id in opening.coordinators,
        OpeningRole.CANDIDATE_LEAD: own.leads,
        OpeningRole.PANEL: own.interviews,
        OpeningRole.ADMIN: person.is_admin,
    }
    return frozenset(role for role, holds in found.items() if holds) or frozenset(
        {OpeningRole.NOBODY}
    )


def may(person: Person, action: OpeningAction, opening: Opening, own: Own) -> bool:
    """Whether this person may do this with this opening."""
    return any(action in GRANTS[role] for role in roles(person, opening, own))


def opening_for(
    store: Store, person: Person, opening_id: str, action: OpeningAction = OpeningAction.SEE
) -> Opening:
    """The opening, where this person may do this with it.

    Raises `UnknownOpening` where there is none that they may see, and `NotAllowed` where they may do less with it.
    """
    opening = store.openings.get(person.team_id, opening_id)
    own = own_of(store, person, opening_id)
    known = {action, OpeningAction.SEE}
    if opening is None or not any(may(person, each, opening, own) for each in known):
        raise UnknownOpening(
            "You have no such opening. Those who lead or coordinate it can name you there."
        )
    if not may(person, action, opening, own):
        raise NotAllowed(f"You may not {action.value}. Whoever leads it can help you.")
    return opening
