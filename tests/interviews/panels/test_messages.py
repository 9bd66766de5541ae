"""Whatever is done to a panel, in whatever order: each one concerned hears of it once, and nobody else at all."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interviews.errors import InterviewError
from interviews.models import Interview
from interviews.panels.change import Newcomer, Plan, Seat, plan
from interviews.panels.seats import cancel_interview, hand_over, record_shadow
from interviews.store import Store
from interviews.store.messages import Posted
from question_bank.models import Archetype, Level
from tests.interviews.people import ADA, BARBARA, GRACE, RADIA, TEAM, at, person

LEADS = (ADA, GRACE)
"""Ada and Grace lead; Grace may interview as well."""
EVERYBODY = (ADA, GRACE, BARBARA, RADIA)
ONE = st.sampled_from(EVERYBODY)
FOCUS = st.sampled_from(
    [("be-sql", "be-testing"), ("be-apis", "be-sql"), ("be-testing", "be-apis")]
)
SEAT = st.builds(
    lambda who, focus, hour: Seat(
        interviewer_id=who, focus=focus, starts_at=at(hour * 60) if hour else None,
        minutes=45 if hour else 0,
    ),
    ONE, FOCUS, st.sampled_from([0, 30, 60]),
)  # fmt: skip
SEATS = st.lists(SEAT, min_size=1, max_size=4, unique_by=lambda seat: seat.interviewer_id).map(
    tuple
)
STEPS = st.lists(
    st.tuples(st.just("plans"), st.sampled_from(LEADS), SEATS)
    | st.tuples(st.just("hands over"), ONE, st.tuples(ONE, ONE))
    | st.tuples(st.sampled_from(["did not happen", "shadowed"]), ONE, ONE),
    min_size=1, max_size=10,
)  # fmt: skip
numbers = count()


class Panel:
    """One candidate's panel, and what people are told of it."""

    def __init__(self, store: Store, role: Archetype) -> None:
        self.store, self.role, self.id = store, role, f"candidate-{next(numbers)}"
        self.is_new, self.minute, self.heard = True, count(1), set[str]()

    def rows(self) -> dict[str, Interview]:
        """Every interview there ever was, by interviewer."""
        return {
            interview.interviewer_id: interview
            for interview in self.store.interviews.all_of(TEAM, self.id)
        }

    def happens(self, done: str, who: str, about: Any) -> None:
        """What is refused changes nothing."""
        now = at(next(self.minute))
        own = {user: row.id for user, row in self.rows().items()}
        with suppress(InterviewError):
            match done:
                case "plans":
                    plan(self.store, person(who), self.plan(about), self.role, now)
                    self.is_new = False
                case "hands over" if about[0] in own:
                    hand_over(self.store, person(who), own[about[0]], about[1], now)
                case "did not happen" if about in own:
                    cancel_interview(self.store, person(who), own[about], now)
                case "shadowed" if about in own:
                    record_shadow(self.store, person(who), own[about], now)

    def plan(self, seats: tuple[Seat, ...]) -> Plan:
        new = Newcomer(
            name=f"Margaret {self.id}", archetype_id=self.role.id, target_level=Level.SENIOR
        )
        return Plan(
            candidate_id=self.id, new=new if self.is_new else None, leads=LEADS, seats=seats
        )

    def new_messages(self) -> Counter[str]:
        """How many new messages each person gets since the last time; an edit of a message is none."""
        found = Counter[str]()
        for kind, user_id in self._jobs():
            first = not self.store.messages.list_by_prefix(
                TEAM, self.id, f"interview:{self.id}:{user_id}:"
            )
            found[user_id] += kind != "interview" or first
            if kind == "interview":
                self._delivered(user_id)
        return found

    def _jobs(self) -> Iterator[tuple[str, str]]:
        rows = self.store._engine.query("SELECT id, kind, payload FROM jobs ORDER BY id")
        for row in rows:
            about = json.loads(row["payload"])
            fresh = row["id"] not in self.heard and about.get("candidate_id") == self.id
            self.heard.add(row["id"])
            if fresh and row["kind"] in ("interview", "interview_changed", "panel_news"):
                yield row["kind"], about["user_id"]

    def _delivered(self, user_id: str) -> None:
        about = f"interview:{self.id}:{user_id}:000"
        posted = Posted(team_id=TEAM, about=about, candidate_id=self.id, channel="D1", ts="1")
        self.store.messages.remember(posted, at(0))


def concerned(
    done: str, who: str, before: dict[str, Interview], after: dict[str, Interview]
) -> set[str]:
    """Everybody whose interview is new or not as it was, and the leads where an interviewer did it.

    Whoever did it knows already, unless this is the first they hear of their own interview.
    """
    moved = {user for user, row in after.items() if before.get(user) != row}
    news = set(LEADS) if moved and done != "plans" else set[str]()
    return (moved | news) - ({who} if who in before or who not in moved else set())


@pytest.fixture
def quick(sqlite_store: Store) -> Store:
    """A store that does not wait for the disk: this is about who is told, not about power cuts."""
    sqlite_store._engine.execute("PRAGMA synchronous = OFF")
    return sqlite_store


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_each_change_is_told_once_to_whom_it_concerns(
    quick: Store, role: Archetype, steps: list[tuple[str, str, Any]]
) -> None:
    panel = Panel(quick, role)
    for done, who, about in steps:
        before = panel.rows()
        panel.happens(done, who, about)
        expected = concerned(done, who, before, panel.rows())
        assert panel.new_messages() == Counter(dict.fromkeys(expected, 1)), (done, who, about)
