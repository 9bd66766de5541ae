"""What was done that somebody may have to answer for: added, never changed, for people to read and for no rule."""

import json
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from interviews.models import InterviewState, Model, Outcome
from interviews.store.engines.engine import Row
from interviews.store.rows import Tables
from interviews.store.values import new_id


class Entry(Model):
    """One line of the log: ids only, no names and nothing that anybody typed."""

    team_id: str
    at: datetime
    actor_id: str
    candidate_id: str


class OpenedEarly(Entry):
    """A lead opened the debrief before the last card was in."""

    action: Literal["opened_early"] = "opened_early"
    missing: tuple[str, ...]


class ConfirmedGuest(Entry):
    """A lead put somebody on the panel who had scored without being named."""

    action: Literal["confirmed_guest"] = "confirmed_guest"
    guest_id: str


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
    user_id: str
    state: InterviewState
    since: datetime | None = None
    """When they had come onto it; None in entries of the first releases."""


class ChangedLeads(Entry):
    """Others lead the candidate from then on."""

    action: Literal["changed_leads"] = "changed_leads"
    leads: tuple[str, ...]
    former: tuple[str, ...] = ()
    """Who led until then; empty in entries of the first releases."""


class PlannedRound(Entry):
    """A lead planned the round that follows the decision to advance; the entry is about the new round."""

    action: Literal["planned_round"] = "planned_round"
    round: int


class ChangedCoordinators(Entry):
    """Others coordinate the candidate from then on."""

    action: Literal["changed_coordinators"] = "changed_coordinators"
    coordinators: tuple[str, ...]
    former: tuple[str, ...] = ()


class Compared(Entry):
    """Somebody read what was rated in this round beside other candidates of the opening."""

    action: Literal["compared"] = "compared"
    opening_id: str


class Exported(Entry):
    """A lead was given what they may read of the candidate, to keep outside of Slack."""

    action: Literal["exported"] = "exported"
    opening_id: str = ""
    """The opening whose candidates were exported together; empty where it was one candidate."""
    people: int = 1
    """How many candidates were exported together, each with however many rounds."""


class ExportedForThem(Entry):
    """Somebody was given all that is held about the person, to hand it to them; the entry is about the last round."""

    action: Literal["exported_for_them"] = "exported_for_them"
    sealed: bool = False
    """Whether something in it was sealed for the panel at that moment."""


class Erased(Entry):
    """The candidate was erased."""

    action: Literal["erased"] = "erased"


AuditEntry = Annotated[
    OpenedEarly
    | ConfirmedGuest
    | UndidDecision
    | Reopened
    | ChangedDecision
    | ChangedPanel
    | ChangedLeads
    | PlannedRound
    | ChangedCoordinators
    | Compared
    | Exported
    | ExportedForThem
    | Erased,
    Field(discriminator="action"),
]
_COLUMNS = {*Entry.model_fields, "action"}  # what is not in one of these stands in `detail`
_ENTRY: TypeAdapter[AuditEntry] = TypeAdapter(AuditEntry)


class Audit(Tables):
    """Adds and reads the log of one team at a time."""

    def add(self, entry: AuditEntry) -> None:
        """Adds an entry."""
        detail = entry.model_dump_json(exclude=_COLUMNS)
        row = entry.model_dump(include=_COLUMNS) | {"id": new_id(), "detail": detail}
        self._insert("audit", row)

    def of_candidate(self, team_id: str, candidate_id: str) -> tuple[AuditEntry, ...]:
        """What was done about one candidate, oldest first."""
        rows = self._rows("audit", "ORDER BY at, id", team_id=team_id, candidate_id=candidate_id)
        return tuple(_entry(row) for row in rows)

    def newest(self, team_id: str, most: int, of_lead: str | None = None) -> tuple[AuditEntry, ...]:
        """The last entries, newest first; where a person is given, about candidates they lead or have erased."""
        led = (
            " AND (candidate_id IN (SELECT candidate_id FROM candidate_leads"
            " WHERE team_id = :team_id AND user_id = :user_id)"
            " OR (action = 'erased' AND actor_id = :user_id))"
        )
        rows = self._query(
            f"SELECT * FROM audit WHERE team_id = :team_id{led if of_lead else ''}"
            " ORDER BY at DESC, id DESC LIMIT :most",
            team_id=team_id, most=most, user_id=of_lead,
        )  # fmt: skip
        return tuple(_entry(row) for row in rows)


def _entry(row: Row) -> AuditEntry:
    fields = {name: row[name] for name in _COLUMNS} | json.loads(row["detail"])
    return _ENTRY.validate_python(fields)
