"""The log: added to, never changed; ids and no words."""

import json
from typing import get_args

import pytest

from interviews.models import InterviewState, Outcome
from interviews.retention.models import ErasureCause
from interviews.store import Store
from interviews.store.audit import (
    AddedCandidate,
    AddedOpening,
    AuditEntry,
    ChangedCoordinators,
    ChangedDecision,
    ChangedLeads,
    ChangedOpening,
    ChangedPanel,
    ChangedPlan,
    ChangedPolicy,
    ChangedSettings,
    CheckedErasure,
    ClosedOpening,
    Compared,
    ConfirmedGuest,
    Decided,
    Erased,
    Exported,
    ExportedForThem,
    Imported,
    LiftedLegalHold,
    MadeNameless,
    OpenedEarly,
    PlacedLegalHold,
    PlannedRound,
    ReadDebrief,
    Reopened,
    ReopenedOpening,
    SentCard,
    UndidDecision,
)
from interviews.store.audit_log import Wanted, fields_with_people
from tests.interviews.people import ADA, BARBARA, GRACE, MARGARET, TEAM, at

BY_ADA = {"team_id": TEAM, "at": at(5), "actor_id": ADA, "candidate_id": MARGARET}
ENTRIES = (
    AddedCandidate(**BY_ADA, leads=(ADA,), panel=(ADA, GRACE)),
    ChangedPlan(**BY_ADA, put_on=(GRACE,), changed=(BARBARA,), fields=("due_at",)),
    SentCard(**BY_ADA, revision=2, second_rating=True),
    ReadDebrief(**BY_ADA),
    Decided(**BY_ADA, decision_id="d1", outcome=Outcome.HIRE),
    AddedOpening(**BY_ADA, leads=(ADA,)),
    ChangedOpening(**BY_ADA, fields=("title", "leads"), leads=(GRACE,), coordinators=(ADA,)),
    ClosedOpening(**BY_ADA, opening_id="opening-1"),
    ReopenedOpening(**BY_ADA, opening_id="opening-1"),
    Imported(**BY_ADA, new=True, leads=(ADA,), interviewers=(GRACE,)),
    OpenedEarly(**BY_ADA, missing=(GRACE, BARBARA)),
    ConfirmedGuest(**BY_ADA, guest_id=GRACE),
    UndidDecision(**BY_ADA, decision_id="d1", outcome=Outcome.HIRE),
    UndidDecision(**BY_ADA, decision_id="d0"),
    Reopened(**BY_ADA, decision_id="d1", outcome=Outcome.HOLD),
    ChangedDecision(**BY_ADA, decision_id="d2", outcome=Outcome.HIRE, former=Outcome.NO_HIRE),
    ChangedPanel(**BY_ADA, user_id=GRACE, state=InterviewState.HANDED_OVER, since=at(1)),
    ChangedPanel(**BY_ADA, user_id=GRACE, state=InterviewState.HANDED_OVER, to=BARBARA),
    ChangedLeads(**BY_ADA, leads=(GRACE,), former=(ADA, BARBARA)),
    PlannedRound(**BY_ADA, round=2),
    ChangedCoordinators(**BY_ADA, coordinators=(GRACE,), former=(BARBARA,)),
    Compared(**BY_ADA, opening_id="opening-1"),
    Exported(**BY_ADA),
    Exported(**BY_ADA, opening_id="opening-1", people=7),
    ExportedForThem(**BY_ADA, sealed=True),
    PlacedLegalHold(**BY_ADA, hold_id="hold-1"),
    LiftedLegalHold(**BY_ADA, hold_id="hold-1", opening_id="opening-1"),
    ChangedPolicy(**BY_ADA, months_decided=12, months_inactive=0, days_before_forget=90),
    ChangedSettings(**BY_ADA, fields=("reminders", "weekly_day")),
    Erased(**BY_ADA),
    CheckedErasure(**BY_ADA, counts={"notes": 2}, left=("drafts",), receiver="told"),
    MadeNameless(**BY_ADA),
    Erased(**BY_ADA, cause=ErasureCause.ASKED),
)


class TestAudit:
    @pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.action)
    def test_gives_every_kind_of_entry_as_it_was(self, store: Store, entry: AuditEntry) -> None:
        store.audit.add(entry)
        assert store.audit.of_candidate(TEAM, MARGARET) == (entry,)

    def test_has_an_entry_of_every_kind_here(self) -> None:
        kinds, _ = get_args(AuditEntry)
        assert {type(entry) for entry in ENTRIES} == set(get_args(kinds))

    def test_says_of_every_text_whether_it_is_a_person(self) -> None:
        """A field with a user id that is not of the type `PersonId` would keep somebody's name for ever."""
        others = {"team_id", "candidate_id", "opening_id", "decision_id", "fields", "hold_id"}
        others |= {"left", "receiver"}
        for kind in get_args(get_args(AuditEntry)[0]):
            texts = {
                name
                for name, field in kind.model_fields.items()
                if field.annotation in (str, tuple[str, ...]) and name not in others
            }
            assert texts <= set(fields_with_people(kind)), kind

    def test_gives_the_oldest_first_and_the_newest_first(self, store: Store) -> None:
        late = OpenedEarly(**BY_ADA | {"at": at(20)}, missing=(GRACE,))
        early = OpenedEarly(**BY_ADA | {"at": at(10)}, missing=(GRACE,))
        store.audit.add(late)
        store.audit.add(early)
        assert store.audit.of_candidate(TEAM, MARGARET) == (early, late)
        [line] = store.audit.find(TEAM, Wanted(), 1)
        assert line.entry == late

    def test_keeps_the_fields_of_an_entry_by_name(self, store: Store) -> None:
        store.audit.add(OpenedEarly(**BY_ADA, missing=(GRACE, BARBARA)))
        store.audit.add(UndidDecision(**BY_ADA, decision_id="d1", outcome=Outcome.HIRE))
        [early, undid] = store._engine.query("SELECT action, detail FROM audit_lines ORDER BY seq")
        assert early["action"] == "opened_early"
        assert list(json.loads(early["detail"])) == ["missing"]
        assert json.loads(undid["detail"]) == {"decision_id": "d1", "outcome": "hire"}
