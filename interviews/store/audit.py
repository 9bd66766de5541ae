"""What was done that somebody may have to answer for: added, never changed, for people to read and for no rule."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from interviews.models import InterviewState, Model, Outcome
from interviews.retention.models import ErasureCause

OPERATOR = "operator"
"""Stands for whoever did it at the command line."""
PERSON = "somebody's user id"
PersonId = Annotated[str, PERSON]
"""The type of every field with somebody's user id: it is kept as a token, so that people can be made nameless."""


class Entry(Model):
    """One line of the log: ids only, no names and nothing that anybody typed."""

    team_id: str
    at: datetime
    actor_id: PersonId
    candidate_id: str = ""
    opening_id: str = ""
    """Either is empty where the entry is not about one."""


class AddedCandidate(Entry):
    """Somebody added the candidate, with a plan or with the first scorecard."""

    action: Literal["added_candidate"] = "added_candidate"
    leads: tuple[PersonId, ...]
    panel: tuple[PersonId, ...]


class ChangedPlan(Entry):
    """Whoever plans put people on the panel, or changed what they look at, when, or what else the plan says."""

    action: Literal["changed_plan"] = "changed_plan"
    put_on: tuple[PersonId, ...] = ()
    changed: tuple[PersonId, ...] = ()
    """Who was on the panel, and has other skills or another time."""
    fields: tuple[str, ...] = ()
    """The names of the fields of `CandidateDetails` that say something else now; people have entries of their own."""


class SentCard(Entry):
    """An interviewer sent a scorecard, or an amendment of theirs."""

    action: Literal["sent_card"] = "sent_card"
    revision: int
    second_rating: bool = False
    listened: bool = False
    """The card is kept apart, since its author only listened."""


class ReadDebrief(Entry):
    """Somebody asked for the debrief, and was given it."""

    action: Literal["read_debrief"] = "read_debrief"


class OpenedEarly(Entry):
    """A lead opened the debrief before the last card was in."""

    action: Literal["opened_early"] = "opened_early"
    missing: tuple[PersonId, ...]


class ConfirmedGuest(Entry):
    """A lead put somebody on the panel who had scored without being named."""

    action: Literal["confirmed_guest"] = "confirmed_guest"
    guest_id: PersonId


class Decided(Entry):
    """A lead decided."""

    action: Literal["decided"] = "decided"
    decision_id: str
    outcome: Outcome


class UndidDecision(Entry):
    """A lead took a decision back within the time for second thoughts."""

    action: Literal["undid_decision"] = "undid_decision"
    decision_id: str
    outcome: Outcome | None = None
    """None in entries of the first releases, which did not say."""


class Reopened(Entry):
    """A lead opened the loop again after a decision that leaves it open what becomes of the candidate."""

    action: Literal["reopened"] = "reopened"
    decision_id: str
    outcome: Outcome


class ChangedDecision(Entry):
    """A lead put another decision in the place of one that was known to all."""

    action: Literal["changed_decision"] = "changed_decision"
    decision_id: str
    outcome: Outcome
    former: Outcome


class ChangedPanel(Entry):
    """Somebody was taken off the panel."""

    action: Literal["changed_panel"] = "changed_panel"
    user_id: PersonId
    state: InterviewState
    since: datetime | None = None
    """When they had come onto it; None in entries of the first releases."""
    to: PersonId = ""
    """Who has the interview now; empty where nobody does, and in older entries."""


class ChangedLeads(Entry):
    """Others lead the candidate from then on."""

    action: Literal["changed_leads"] = "changed_leads"
    leads: tuple[PersonId, ...]
    former: tuple[PersonId, ...] = ()
    """Who led until then; empty in entries of the first releases."""


class PlannedRound(Entry):
    """A lead planned the round that follows the decision to advance; the entry is about the new round."""

    action: Literal["planned_round"] = "planned_round"
    round: int


class ChangedCoordinators(Entry):
    """Others coordinate the candidate from then on."""

    action: Literal["changed_coordinators"] = "changed_coordinators"
    coordinators: tuple[PersonId, ...]
    former: tuple[PersonId, ...] = ()


class AddedOpening(Entry):
    """Somebody began an opening."""

    action: Literal["added_opening"] = "added_opening"
    leads: tuple[PersonId, ...]
    coordinators: tuple[PersonId, ...] = ()


class ChangedOpening(Entry):
    """Somebody changed what an opening says, or whose it is."""

    action: Literal["changed_opening"] = "changed_opening"
    fields: tuple[str, ...]
    """The names of the fields of `OpeningDetails` that say something else now."""
    leads: tuple[PersonId, ...]
    coordinators: tuple[PersonId, ...] = ()
    """Who leads and coordinates it from then on."""


class ClosedOpening(Entry):
    """Nobody can be planned in the opening from then on."""

    action: Literal["closed_opening"] = "closed_opening"


class ReopenedOpening(Entry):
    """Candidates can be planned in the opening again."""

    action: Literal["reopened_opening"] = "reopened_opening"


class Imported(Entry):
    """The candidate, or the opening, came from a file, or was changed to what stands in one."""

    action: Literal["imported"] = "imported"
    new: bool
    leads: tuple[PersonId, ...]
    """Who leads from then on."""
    interviewers: tuple[PersonId, ...] = ()
    """Whose interviews with the candidate came from there."""


class Compared(Entry):
    """Somebody read what was rated in this round beside other candidates of the opening."""

    action: Literal["compared"] = "compared"


class Exported(Entry):
    """Somebody was given what they may read of the candidate, to keep outside of Slack.

    It names the opening where candidates were exported together; an operator's export of everybody names nobody.
    """

    action: Literal["exported"] = "exported"
    people: int = 1
    """How many candidates were exported together, each with however many rounds."""
    sealed: bool = False
    """Whether what was sealed was in it, too."""


class ExportedForThem(Entry):
    """Somebody was given all that is held about the person, to hand it to them; the entry is about the last round."""

    action: Literal["exported_for_them"] = "exported_for_them"
    sealed: bool = False
    """Whether something in it was sealed for the panel at that moment."""


class PlacedLegalHold(Entry):
    """Somebody put a candidate, or an opening, on hold for legal reasons; the id of the other one is empty."""

    action: Literal["placed_legal_hold"] = "placed_legal_hold"
    hold_id: str


class LiftedLegalHold(Entry):
    """Somebody lifted such a hold."""

    action: Literal["lifted_legal_hold"] = "lifted_legal_hold"
    hold_id: str


class ChangedPolicy(Entry):
    """An admin changed how long the team keeps records; 0 is no limit."""

    action: Literal["changed_policy"] = "changed_policy"
    months_decided: int
    months_inactive: int
    days_before_forget: int


class ChangedSettings(Entry):
    """Somebody changed what the bot sends by itself to them, or to the interviewers of candidates whom they lead."""

    action: Literal["changed_settings"] = "changed_settings"
    fields: tuple[str, ...]
    """The names of the fields of `Preferences` that say something else now."""


class Erased(Entry):
    """The candidate was erased."""

    action: Literal["erased"] = "erased"
    cause: ErasureCause | None = None
    """None where a lead did as leads may, and in entries of the first releases."""


class MadeNameless(Entry):
    """Somebody who left was made nameless, and the entry does not say who."""

    action: Literal["made_nameless"] = "made_nameless"


class CheckedErasure(Entry):
    """The bot has searched the database for what was erased of a candidate."""

    action: Literal["checked_erasure"] = "checked_erasure"
    counts: dict[str, int]
    """How much of what was erased, messages in Slack among it."""
    left: tuple[str, ...] = ()
    """Where something was found that says the same; empty where nothing was."""
    receiver: str = ""
    """Whether another system was told: `told`, `not_told`, or empty where there is none."""


AuditEntry = Annotated[
    AddedCandidate
    | ChangedPlan
    | SentCard
    | ReadDebrief
    | OpenedEarly
    | ConfirmedGuest
    | Decided
    | UndidDecision
    | Reopened
    | ChangedDecision
    | ChangedPanel
    | ChangedLeads
    | PlannedRound
    | ChangedCoordinators
    | AddedOpening
    | ChangedOpening
    | ClosedOpening
    | ReopenedOpening
    | Imported
    | Compared
    | Exported
    | ExportedForThem
    | PlacedLegalHold
    | LiftedLegalHold
    | ChangedPolicy
    | ChangedSettings
    | Erased
    | CheckedErasure
    | MadeNameless,
    Field(discriminator="action"),
]
