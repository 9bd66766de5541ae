"""The log: added to, never changed; ids and no words."""

import pytest

from interviews.store import Store
from interviews.store.audit import (
    BEFORE,
    AuditAction,
    AuditEntry,
    confirmations,
    departures,
    lead_changes,
    openings,
)
from tests.interviews.people import ADA, BARBARA, GRACE, MARGARET, TEAM, at


def entry(
    actor: str = ADA,
    *detail: str,
    minutes: float = 0,
    action: AuditAction = AuditAction.OPENED_EARLY,
    about: str = MARGARET,
) -> AuditEntry:
    return AuditEntry(
        team_id=TEAM,
        at=at(minutes),
        actor_id=actor,
        action=action,
        candidate_id=about,
        detail=detail,
    )


class TestAudit:
    def test_gives_entries_as_they_were_oldest_first(self, store: Store) -> None:
        late, early = entry(ADA, GRACE, BARBARA, minutes=20), entry(GRACE, minutes=10)
        assert store.audit.add(late)
        assert store.audit.add(early)
        assert store.audit.of_candidate(TEAM, MARGARET) == (early, late)

    def test_keeps_the_first_of_the_same_thing(self, store: Store) -> None:
        first = entry(ADA, GRACE, minutes=10)
        store.audit.add(first)
        assert not store.audit.add(entry(ADA, GRACE, minutes=99))
        assert store.audit.of_candidate(TEAM, MARGARET) == (first,)

    @pytest.mark.parametrize(
        "other",
        [
            entry(GRACE, GRACE),
            entry(ADA, BARBARA),
            entry(ADA, GRACE, action=AuditAction.CONFIRMED_GUEST),
            entry(ADA, GRACE, about="candidate-2"),
        ],
        ids=["actor", "detail", "action", "candidate"],
    )
    def test_knows_different_things_apart(self, store: Store, other: AuditEntry) -> None:
        store.audit.add(entry(ADA, GRACE))
        assert store.audit.add(other)

    def test_has_the_openings_alone_for_the_loop(self, store: Store) -> None:
        store.audit.add(entry(ADA, GRACE, minutes=10))
        store.audit.add(entry(ADA, GRACE, minutes=5, action=AuditAction.CONFIRMED_GUEST))
        entries = store.audit.of_candidate(TEAM, MARGARET)
        [opening] = openings(entries)
        assert confirmations(entries) == {GRACE: at(5)}
        assert departures(entries) == ()
        assert (opening.user_id, opening.at, opening.missing) == (ADA, at(10), (GRACE,))

    def test_says_who_led_until_the_leads_changed(self, store: Store) -> None:
        for minutes, detail in ((5, (GRACE, "1")), (9, (ADA, BARBARA, BEFORE, GRACE, "2"))):
            changed = AuditAction.CHANGED_LEADS
            store.audit.add(entry(ADA, *detail, minutes=minutes, action=changed))
        first, second = store.audit.of_candidate(TEAM, MARGARET)
        assert (first.leads_after, first.leads_before) == ((GRACE,), ())
        assert (second.leads_after, second.leads_before) == ((ADA, BARBARA), (GRACE,))
        [change] = lead_changes([first, second])
        assert (change.at, change.before) == (at(9), (GRACE,))
