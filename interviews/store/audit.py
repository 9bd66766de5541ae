"""What was done that somebody may have to answer for: added, never changed."""

import json
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from interviews.loop import Departure, LeadChange, Opening
from interviews.models import InterviewState, Model
from interviews.store.engines.engine import Engine, Row
from interviews.store.values import read_time, stored_time

_COLUMNS = "team_id, at, actor_id, action, candidate_id, detail"
SINCE = 3  # where the detail of a changed panel says since when somebody had been on it
BEFORE = "before"  # stands between who leads from then on and who led until then


class AuditAction(StrEnum):
    """The kinds of entry."""

    OPENED_EARLY = "opened_early"
    CONFIRMED_GUEST = "confirmed_guest"
    UNDID_DECISION = "undid_decision"
    CHANGED_PANEL = "changed_panel"
    ERASED = "erased"
    CHANGED_LEADS = "changed_leads"
    REOPENED = "reopened"


class AuditEntry(Model):
    """One line of the log: ids only, no names and nothing that anybody typed."""

    team_id: str
    at: datetime
    actor_id: str
    action: AuditAction
    candidate_id: str
    detail: tuple[str, ...] = ()

    @property
    def leads_after(self) -> tuple[str, ...]:
        """Who leads from then on, of an entry on changed leads."""
        return self.detail[: self.detail.index(BEFORE) if BEFORE in self.detail else -1]

    @property
    def leads_before(self) -> tuple[str, ...]:
        """Who led until then; empty in an entry of the first releases, which did not say."""
        return self.detail[self.detail.index(BEFORE) + 1 : -1] if BEFORE in self.detail else ()


class Audit:
    """Adds and reads the log of one team at a time."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, entry: AuditEntry) -> bool:
        """Adds an entry once: the same actor, action, candidate and detail again gives False."""
        detail = json.dumps(entry.detail)
        key = f"{entry.action.value}:{entry.candidate_id}:{entry.actor_id}:{detail}"
        added = self._engine.execute(
            """INSERT INTO audit (team_id, id, at, actor_id, action, candidate_id, detail)
               VALUES (:team_id, :id, :at, :actor_id, :action, :candidate_id, :detail)
               ON CONFLICT (team_id, id) DO NOTHING""",
            {
                **entry.model_dump(mode="json", exclude={"at", "detail"}),
                "id": key, "at": stored_time(entry.at), "detail": detail,
            },
        )  # fmt: skip
        return bool(added)

    def of_candidate(self, team_id: str, candidate_id: str) -> tuple[AuditEntry, ...]:
        """What was done about one candidate, oldest first."""
        rows = self._engine.query(
            f"SELECT {_COLUMNS} FROM audit"
            " WHERE team_id = :team_id AND candidate_id = :candidate_id ORDER BY at, id",
            {"team_id": team_id, "candidate_id": candidate_id},
        )
        return tuple(_entry(row) for row in rows)

    def erased(self, team_id: str, candidate_id: str) -> bool:
        """Whether a candidate of this id was erased."""
        rows = self._engine.query(
            "SELECT id FROM audit WHERE team_id = :team_id AND candidate_id = :candidate_id"
            " AND action = :erased LIMIT 1",
            {
                "team_id": team_id, "candidate_id": candidate_id,
                "erased": AuditAction.ERASED.value,
            },
        )  # fmt: skip
        return bool(rows)

    def newest(self, team_id: str, most: int, of_lead: str | None = None) -> tuple[AuditEntry, ...]:
        """The last entries, newest first; where a person is given, about candidates they lead or have erased."""
        led = (
            " AND (candidate_id IN (SELECT candidate_id FROM candidate_leads"
            " WHERE team_id = :team_id AND user_id = :user_id)"
            f" OR (action = '{AuditAction.ERASED.value}' AND actor_id = :user_id))"
        )
        rows = self._engine.query(
            f"SELECT {_COLUMNS} FROM audit WHERE team_id = :team_id{led if of_lead else ''}"
            " ORDER BY at DESC, id DESC LIMIT :most",
            {"team_id": team_id, "most": most, "user_id": of_lead},
        )
        return tuple(_entry(row) for row in rows)


def openings(entries: Sequence[AuditEntry]) -> tuple[Opening, ...]:
    """Who opened the debrief early, in order."""
    return tuple(
        Opening(user_id=one.actor_id, at=one.at, missing=one.detail)
        for one in entries
        if one.action is AuditAction.OPENED_EARLY
    )


def departures(entries: Sequence[AuditEntry]) -> tuple[Departure, ...]:
    """Who was taken off the panel, in order; entries of the first releases do not say since when they were on it."""
    return tuple(
        Departure(
            user_id=one.detail[0], state=InterviewState(one.detail[1]), by=one.actor_id, at=one.at,
            since=read_time(one.detail[SINCE]) if len(one.detail) > SINCE else None,
        )
        for one in entries
        if one.action is AuditAction.CHANGED_PANEL
    )  # fmt: skip


def lead_changes(entries: Sequence[AuditEntry]) -> tuple[LeadChange, ...]:
    """Who led until when, in order; those of the first releases are left out."""
    return tuple(
        LeadChange(at=one.at, before=one.leads_before)
        for one in entries
        if one.action is AuditAction.CHANGED_LEADS and one.leads_before
    )


def confirmations(entries: Sequence[AuditEntry]) -> dict[str, datetime]:
    """When each guest was confirmed."""
    confirmed = (one for one in entries if one.action is AuditAction.CONFIRMED_GUEST)
    return {one.detail[0]: one.at for one in confirmed}


def _entry(row: Row) -> AuditEntry:
    return AuditEntry(
        **row | {"at": read_time(row["at"]), "detail": tuple(json.loads(row["detail"]))}
    )
