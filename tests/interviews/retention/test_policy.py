"""A team's policy: changed by admins, seen before it holds, and heeded by whoever erases by hand; on both databases."""

from datetime import timedelta
from functools import partial

import pytest

from interviews.candidates.erasure import forget, must_say_why
from interviews.errors import (
    CauseMissing,
    InterviewError,
    NotAllowed,
    PolicyChanged,
    TooEarlyToForget,
)
from interviews.models import Decision, Outcome, Status
from interviews.retention.legal_holds import place
from interviews.retention.models import ErasureCause, HoldSubject, NewHold, Policy
from interviews.retention.policy import change_policy, preview
from interviews.store import Store
from interviews.store.audit import ChangedPolicy, Erased
from interviews.store.audit_log import Wanted
from tests.interviews import make
from tests.interviews.people import ADA, KATHERINE, MARGARET, NOON, OTHER_TEAM, TEAM, at, person
from tests.interviews.steps import add
from tests.threads import at_once

ADMIN = person(KATHERINE, admin=True)
DAY = timedelta(days=1)
YEAR = Policy(team_id=TEAM, months_decided=12)


def decided(store: Store, candidate_id: str, days_ago: int) -> None:
    """Somebody who was hired so many days before noon."""
    add(store, make.candidate(candidate_id, name=candidate_id.title(), status=Status.DECIDED))
    decision = Decision(
        team_id=TEAM, id=f"decision-{candidate_id}", candidate_id=candidate_id, actor_id=ADA,
        outcome=Outcome.HIRE, reason="Calm.", at=NOON - days_ago * DAY,
    )  # fmt: skip
    store.decisions.add(decision)


class TestChange:
    def test_holds_and_is_logged(self, store: Store) -> None:
        assert store.policies.get(TEAM) == Policy(team_id=TEAM)
        first = change_policy(store, ADMIN, YEAR, at(1))
        assert store.policies.get(TEAM) == first == YEAR.model_copy(update={"version": 1})
        change_policy(store, ADMIN, Policy(team_id=TEAM, version=1), at(2))
        assert not store.policies.get(TEAM).erases
        assert store.policies.get(OTHER_TEAM) == Policy(team_id=OTHER_TEAM)
        entries = [line.entry for line in store.audit.find(TEAM, Wanted(), 9)]
        assert [each.months_decided for each in entries if isinstance(each, ChangedPolicy)] == [
            0,
            12,
        ]

    def test_is_for_admins(self, store: Store) -> None:
        with pytest.raises(NotAllowed):
            change_policy(store, person(ADA), YEAR, at(1))

    def test_of_a_second_admin_meets_the_first_ones(self, store: Store) -> None:
        change_policy(store, ADMIN, YEAR, at(1))
        with pytest.raises(PolicyChanged, match="Another admin"):
            change_policy(store, ADMIN, Policy(team_id=TEAM, months_decided=6), at(2))
        assert store.policies.get(TEAM).months_decided == 12

    def test_sent_twice_is_once(self, store: Store) -> None:
        assert change_policy(store, ADMIN, YEAR, at(1)) == change_policy(store, ADMIN, YEAR, at(1))
        assert len(store.audit.find(TEAM, Wanted(), 9)) == 1

    @pytest.mark.pooled
    def test_of_two_at_one_moment_one_holds(self, stores: tuple[Store, Store]) -> None:
        def sends(store: Store, months: int) -> object:
            sent = Policy(team_id=TEAM, months_decided=months)
            try:
                return change_policy(store, ADMIN, sent, at(1))
            except InterviewError as error:
                return error

        results = at_once(
            *(partial(sends, store, months) for store, months in zip(stores, (6, 12), strict=True))
        )
        [kept] = [each for each in results if isinstance(each, Policy)]
        assert stores[0].policies.get(TEAM) == kept
        assert [type(each) for each in results if each is not kept] == [PolicyChanged]


class TestPreview:
    def test_names_the_first_and_counts_the_rest(self, store: Store) -> None:
        for name, days_ago in (("grace", 360), ("alan", 400), ("hedy", 370), ("ada", 300)):
            decided(store, name, days_ago)
        add(store, make.candidate("open", name="Open"))
        found = preview(store, YEAR, NOON, 2)
        assert (found.count, found.held) == (3, 0)
        assert [(each.candidate.id, (each.at - NOON).days) for each in found.first] == [
            ("alan", 10), ("grace", 10),
        ]  # fmt: skip
        assert preview(store, Policy(team_id=TEAM), NOON, 2).count == 0

    def test_counts_apart_who_is_on_hold(self, store: Store) -> None:
        decided(store, "grace", 400)
        decided(store, "alan", 400)
        new = NewHold(id="h", subject=HoldSubject.CANDIDATE, named_id="grace", reason="A letter.")
        place(store, ADMIN, new, at(1))
        found = preview(store, YEAR, NOON, 9)
        assert (found.count, found.held) == (1, 1)
        assert [each.candidate.id for each in found.first] == ["alan"]


class TestByHand:
    @pytest.fixture(autouse=True)
    def margaret(self, store: Store) -> None:
        """Decided ten days ago, by a team that keeps records for thirty."""
        decided(store, MARGARET, 10)
        change_policy(store, ADMIN, Policy(team_id=TEAM, days_before_forget=30), at(0))

    def test_a_lead_waits_and_reads_until_when_and_who_can(self, store: Store) -> None:
        with pytest.raises(TooEarlyToForget, match=r"from 22 March 2026 on.*admin"):
            forget(store, person(ADA), MARGARET, NOON)
        assert forget(store, person(ADA), MARGARET, NOON + 20 * DAY) == (MARGARET,)

    def test_an_admin_says_why(self, store: Store) -> None:
        with pytest.raises(CauseMissing):
            forget(store, ADMIN, MARGARET, NOON)
        assert forget(store, ADMIN, MARGARET, NOON, ErasureCause.MISTAKE) == (MARGARET,)
        [entry] = [
            each for each in store.audit.of_candidate(TEAM, MARGARET) if isinstance(each, Erased)
        ]
        assert entry.cause is ErasureCause.MISTAKE

    def test_an_admin_who_leads_says_why_only_before_the_time(self, store: Store) -> None:
        leads, there = person(ADA, admin=True), make.candidate()
        assert must_say_why(store, leads, there, NOON)
        assert not must_say_why(store, leads, there, NOON + 20 * DAY)
        assert must_say_why(store, ADMIN, there, NOON + 20 * DAY)
        assert not must_say_why(store, person(ADA), there, NOON + 20 * DAY)
