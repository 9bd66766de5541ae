"""Who may do what with a candidate: one table, checked when something opens and again when it is submitted."""

from enum import StrEnum

from interviews.errors import LoopClosed, NotAllowed
from interviews.loop import Loop
from interviews.models import Candidate, Model, Status


class Person(Model):
    """Somebody in Slack; `is_admin` and `is_coordinator`, of every candidate, come from the settings."""

    team_id: str
    user_id: str
    is_admin: bool = False
    is_coordinator: bool = False


class Role(StrEnum):
    """What a person is to one candidate; one person can be several of these."""

    PANEL = "panel member while cards are missing"
    PANEL_ALL_IN = "panel member, all cards in"
    GUEST = "scored without being on the panel, not confirmed by a lead"
    SHADOW = "listened to an interview without holding it"
    LEAD = "lead, before the seal opens"
    LEAD_OPENED = "lead, after the seal or after opening it early"
    COORDINATOR = "plans and chases without leading"
    ADMIN = "admin"
    NOBODY = "anyone else"


class Action(StrEnum):
    """What a person can do with a candidate; the values end the sentence `You may not …`."""

    READ_BANK = "read the question bank"
    SEE_CANDIDATE = "see this candidate"
    WRITE_OWN_CARD = "score this candidate"
    READ_OWN_CARD = "read this scorecard"
    READ_DEBRIEF = "read this debrief yet"
    OPEN_EARLY = "open this debrief early"
    PLAN = "change this panel"
    CONFIRM_GUEST = "let in somebody who scored without being on the panel"
    CHOOSE_READERS = "change who leads, who coordinates and where the debrief goes"
    DECIDE = "decide on this candidate"
    HAND_OVER_LEADS = "hand this candidate to other leads"
    FORGET = "erase this candidate"
    LEGAL_HOLD = "put this candidate on hold for legal reasons"
    READ_LOG = "read the log on this candidate"
    EXPORT = "export this candidate"
    EXPORT_FOR_THEM = "have what is held about this candidate"
    ADMINISTER = "change the settings"


_OWN = frozenset({Action.READ_BANK, Action.WRITE_OWN_CARD, Action.READ_OWN_CARD})
_PANEL = _OWN | {Action.SEE_CANDIDATE}
_CUSTODY = frozenset(
    {
        Action.HAND_OVER_LEADS, Action.FORGET, Action.LEGAL_HOLD, Action.READ_LOG,
        Action.EXPORT_FOR_THEM,
    }
)  # fmt: skip
_COORDINATOR = frozenset({Action.READ_BANK, Action.SEE_CANDIDATE, Action.PLAN})
# What nobody but a lead may do.
_ALONE = frozenset(
    {
        Action.OPEN_EARLY, Action.CONFIRM_GUEST, Action.CHOOSE_READERS, Action.DECIDE,
        Action.EXPORT,
    }
)  # fmt: skip
_LEAD = _PANEL | _CUSTODY | _COORDINATOR | _ALONE

GRANTS: dict[Role, frozenset[Action]] = {
    Role.PANEL: _PANEL,
    Role.PANEL_ALL_IN: _PANEL | {Action.READ_DEBRIEF},
    Role.GUEST: _OWN,
    Role.SHADOW: _OWN,
    Role.LEAD: _LEAD,
    Role.LEAD_OPENED: _LEAD | {Action.READ_DEBRIEF},
    Role.COORDINATOR: _COORDINATOR,
    Role.ADMIN: _CUSTODY | {Action.READ_BANK, Action.SEE_CANDIDATE, Action.ADMINISTER},
    Role.NOBODY: frozenset({Action.READ_BANK}),
}


def roles(person: Person, loop: Loop) -> frozenset[Role]:
    """Everything this person is to this candidate; `NOBODY` alone for a stranger or another workspace."""
    if person.team_id != loop.candidate.team_id:
        return frozenset({Role.NOBODY})
    found = {Role.ADMIN} if person.is_admin else set()
    if person.user_id in loop.candidate.leads:
        found.add(Role.LEAD_OPENED if _open_to_lead(person, loop) else Role.LEAD)
    if coordinates(person, loop.candidate):
        found.add(Role.COORDINATOR)
    interview = loop.interview_of(person.user_id)
    if interview and not interview.confirmed:
        found.add(Role.GUEST)
    elif interview or loop.scored_later(person.user_id):
        closed = loop.is_sealed or loop.owes_later_card(person.user_id)
        found.add(Role.PANEL if closed else Role.PANEL_ALL_IN)
    elif loop.shadow_of(person.user_id):
        found.add(Role.SHADOW)
    return frozenset(found) or frozenset({Role.NOBODY})


def coordinates(person: Person, candidate: Candidate) -> bool:
    """Whether this person coordinates the candidate, or every candidate of the team."""
    return person.is_coordinator or person.user_id in candidate.coordinators


def plans(person: Person, candidate: Candidate) -> bool:
    """Whether this person plans the panel of this candidate of their team, and has scorecards reminded of."""
    return person.user_id in candidate.leads or coordinates(person, candidate)


def _open_to_lead(person: Person, loop: Loop) -> bool:
    early = any(opening.user_id == person.user_id for opening in loop.early_openings)
    closed = loop.is_sealed or loop.owes_later_card(person.user_id)
    return bool(loop.cards) and (not closed or early)


def may(person: Person, action: Action, loop: Loop) -> bool:
    """Whether this person may do this with this candidate, now."""
    return any(action in GRANTS[role] for role in roles(person, loop))


def status_for(user_id: str, candidate: Candidate) -> Status:
    """Where the loop stands as far as this person may know, or everybody in a channel, where it is nobody's id."""
    if candidate.status is not Status.CLOSING:
        return candidate.status
    return Status.DECIDED if user_id in candidate.leads else Status.OPEN


def candidate_for(user_id: str, candidate: Candidate) -> Candidate:
    """The candidate with the status that this person may know."""
    return candidate.model_copy(update={"status": status_for(user_id, candidate)})


def require_open(person: Person, loop: Loop, closed: str) -> None:
    """Returns while the loop is open; raises `LoopClosed`, with what follows for the person in the words of `closed`.

    They stand behind "This candidate is decided now, "; whoever may not know of that yet reads nothing of it.
    """
    if status_for(person.user_id, loop.candidate) is not Status.OPEN:
        raise LoopClosed(f"This candidate is decided now, {closed}")
    if loop.candidate.status is not Status.OPEN:
        raise LoopClosed(
            "Nothing can be changed about this candidate just now. What you typed is kept; please "
            "try again in ten minutes, or ask the hiring lead."
        )


def as_seen_by(person: Person, loop: Loop) -> Loop:
    """The loop without what this person may not see: for a guest, everybody else; for everybody, others' shadowing.

    A decision that can still be undone is nothing that anybody but a lead sees.
    """
    own = person.user_id
    candidate = candidate_for(own, loop.candidate)
    own_shadows = {
        "shadows": tuple(shadow for shadow in loop.shadows if shadow.interviewer_id == own),
        "shadow_cards": tuple(card for card in loop.shadow_cards if card.interviewer_id == own),
    }
    if may(person, Action.SEE_CANDIDATE, loop):
        return loop.model_copy(update={"candidate": candidate, **own_shadows})
    return Loop(
        candidate=candidate.model_copy(update={"leads": (), "coordinators": (), "created_by": ""}),
        interviews=tuple(
            interview for interview in loop.interviews if interview.interviewer_id == own
        ),
        cards=tuple(card for card in loop.cards if card.interviewer_id == own),
        first_sent={user_id: at for user_id, at in loop.first_sent.items() if user_id == own},
        reveals=tuple(reveal for reveal in loop.reveals if reveal.user_id == own),
        **own_shadows,
    )


def require(person: Person, action: Action, loop: Loop) -> None:
    """Raises `NotAllowed`, with a sentence for the person, where they may not do this."""
    if not may(person, action, loop):
        raise NotAllowed(f"You may not {action.value}. The hiring lead can help you.")
