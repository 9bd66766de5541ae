"""What was done that somebody may have to answer for: added, never changed, for people to read and for no rule."""

import json
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from interviews.models import InterviewState, Model
from interviews.store.decisions import Outcome
from interviews.store.engines.engine import Engine, Row
from interviews.store.values import new_id, read_time, stored_time

_COLUMNS = "team_id, at, actor_id, action, candidate_id, detail"


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


class Erased(Entry):
    """The candidate was erased."""

    action: Literal["erased"] = "erased"


AuditEntry = Annotated[
    OpenedEarly | ConfirmedGuest | UndidDecision | Reopened | ChangedPanel | ChangedLeads | Erased,
    Field(discriminator="action"),
]
_ENTRY: TypeAdapter[AuditEntry] = TypeAdapter(AuditEntry)


class Audit:
    """Adds and reads the log of one team at a time."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, entry: AuditEntry) -> None:
        """Adds an entry."""
        self._engine.execute(
            """INSERT INTO audit (team_id, id, at, actor_id, action, candidate_id, detail)
               VALUES (:team_id, :id, :at, :actor_id, :action, :candidate_id, :detail)""",
            {
                "team_id": entry.team_id, "id": new_id(), "at": stored_time(entry.at),
                "actor_id": entry.actor_id, "action": entry.action,
                "candidate_id": entry.candidate_id,
                "detail": entry.model_dump_json(exclude={*Entry.model_fields, "action"}),
            },
        )  # fmt: skip

    def of_candidate(self, team_id: str, candidate_id: str) -> tuple[AuditEntry, ...]:
        """What was done about one candidate, oldest first."""
        rows = self._engine.query(
            f"SELECT {_COLUMNS} FROM audit"
            " WHERE team_id = :team_id AND candidate_id = :candidate_id ORDER BY at, id",
            {"team_id": team_id, "candidate_id": candidate_id},
        )
        return tuple(_entry(row) for row in rows)

    def newest(self, team_id: str, most: int, of_lead: str | None = None) -> tuple[AuditEntry, ...]:
        """The last entries, newest first; where a person is given, about candidates they lead or have erased."""
        led = (
            " AND (candidate_id IN (SELECT candidate_id FROM candidate_leads"
            " WHERE team_id = :team_id AND user_id = :user_id)"
            " OR (action = 'erased' AND actor_id = :user_id))"
        )
        rows = self._engine.query(
            f"SELECT {_COLUMNS} FROM audit WHERE team_id = :team_id{led if of_lead else ''}"
            " ORDER BY at DESC, id DESC LIMIT :most",
            {"team_id": team_id, "most": most, "user_id": of_lead},
        )
        return tuple(_entry(row) for row in rows)


def _entry(row: Row) -> AuditEntry:
    detail = json.loads(row.pop("detail"))
    return _ENTRY.validate_python(row | detail | {"at": read_time(row["at"])})
