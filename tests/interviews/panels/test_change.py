"""The panel as a service: one transaction, only what differs is told, and the seal follows who is left."""

import json
from collections import Counter
from collections.abc import Callable
from datetime import datetime

import pytest

from interviews.errors import CardIsIn, InterviewOver, NameTaken, NotAllowed, OnPanelAlready
from interviews.loop import Loop
from interviews.models import InterviewState
from interviews.panels.change import Newcomer, Plan, Seat, plan
from interviews.panels.seats import cancel_interview, hand_over, record_shadow
from interviews.permissions import Person
from interviews.scorecards.submit import submit
from interviews.store import Store
from interviews.store.audit import ChangedPanel
from interviews.store.messages import Posted
from question_bank.models import Archetype, Level
from tests.interviews import make
from tests.interviews.people import ADA, BARBARA, GRACE, MARGARET, RADIA, TEAM, at, person
from tests.interviews.steps import logged, the_loop

SOON = at(60 * 24)


def has_message(store: Store, user_id: str) -> None:
    """The message about this person's interview stands in Slack."""
    about = f"interview:{MARGARET}:{user_id}:000"
    posted = Posted(team_id=TEAM, about=about, candidate_id=MARGARET, channel=f"D{user_id}", ts="1")
    store.messages.remember(posted, at(0))


def seat(user_id: str, *focus: str) -> Seat:
    return Seat(
        interviewer_id=user_id, focus=focus or ("be-sql", "be-testing"), starts_at=SOON, minutes=45
    )


def margaret(*seats: Seat, new: bool = True) -> Plan:
    """Ada's plan for Margaret."""
    newcomer = Newcomer(
        name="Margaret Hamilton", archetype_id="backend-developer", target_level=Level.SENIOR
    )
    return Plan(candidate_id=MARGARET, new=newcomer if new else None, leads=(ADA,), seats=seats)


@pytest.fixture
def panel(store: Store, role: Archetype) -> Loop:
    """Grace and Barbara are on the panel, and have their messages."""
    loop = plan(store, person(ADA), margaret(seat(GRACE), seat(BARBARA)), role, at(0))
    for who in (GRACE, BARBARA):
        has_message(store, who)
    return loop


def jobs(store: Store) -> Counter[tuple[str, str]]:
    """What waits to be told, and to whom."""
    ours = ("interview", "interview_changed", "panel_news", "digest")
    rows = store._engine.query("SELECT kind, payload FROM jobs")
    return Counter(
        (row["kind"], json.loads(row["payload"])["user_id"]) for row in rows if row["kind"] in ours
    )


def own(loop: Loop, user_id: str) -> str:
    """The id of somebody's interview."""
    found = loop.interview_of(user_id)
    assert found
    return found.id


def hands_to_radia(store: Store, who: Person, interview_id: str, now: datetime) -> object:
    """Radia holds the interview from now on."""
    return hand_over(store, who, interview_id, RADIA, now)


class TestPlan:
    def test_tells_each_interviewer_once(self, store: Store, panel: Loop) -> None:
        assert jobs(store) == {("interview", GRACE): 1, ("interview", BARBARA): 1}

    def test_sent_twice_is_told_once(self, store: Store, panel: Loop, role: Archetype) -> None:
        plan(store, person(ADA), margaret(seat(GRACE), seat(BARBARA)), role, at(1))
        assert jobs(store).total() == 2

    def test_gives_different_questions(self, panel: Loop) -> None:
        grace, barbara = panel.interviews
        assert len(grace.questions) == len(barbara.questions) == 4
        assert not set(grace.questions) & set(barbara.questions)

    def test_leaves_the_questions_of_whoever_stays(
        self, store: Store, panel: Loop, role: Archetype
    ) -> None:
        changed = plan(
            store, person(ADA), margaret(seat(RADIA), seat(BARBARA), new=False), role, at(1)
        )
        before, after = (loop.interview_of(BARBARA) for loop in (panel, changed))
        assert before == after
        assert jobs(store)["interview_changed", GRACE] == 1
        assert jobs(store)["interview_changed", BARBARA] == 0

    def test_logs_who_was_taken_off(self, store: Store, panel: Loop, role: Archetype) -> None:
        plan(store, person(ADA), margaret(seat(GRACE), new=False), role, at(1))
        [entry] = logged(store, ChangedPanel)
        assert (entry.user_id, entry.state.value, entry.since) == (BARBARA, "cancelled", at(0))

    def test_is_refused_to_the_panel(self, store: Store, panel: Loop, role: Archetype) -> None:
        with pytest.raises(NotAllowed):
            plan(store, person(GRACE), margaret(seat(GRACE), new=False), role, at(1))

    def test_does_not_take_a_name_twice(self, store: Store, panel: Loop, role: Archetype) -> None:
        other = margaret(seat(GRACE)).model_copy(update={"candidate_id": "another"})
        with pytest.raises(NameTaken):
            plan(store, person(ADA), other, role, at(1))
        assert store.candidates.get(TEAM, "another") is None

    def test_takes_over_no_candidate_of_others(
        self, store: Store, panel: Loop, role: Archetype
    ) -> None:
        with pytest.raises(NotAllowed):
            plan(store, person(RADIA), margaret(seat(RADIA)), role, at(1))
        assert the_loop(store) == panel

    def test_keeps_all_or_nothing(self, store: Store, panel: Loop, role: Archetype) -> None:
        submit(store, person(GRACE), make.form("card-1"), at(1))
        with pytest.raises(CardIsIn):
            plan(store, person(ADA), margaret(seat(RADIA), new=False), role, at(2))
        assert the_loop(store).interviews == panel.interviews


class TestLeaving:
    def test_of_the_last_one_missing_brings_the_debrief(
        self, store: Store, panel: Loop, role: Archetype
    ) -> None:
        submit(store, person(GRACE), make.form("card-1"), at(1))
        assert the_loop(store).is_sealed
        cancel_interview(store, person(BARBARA), own(panel, BARBARA), at(2))
        assert not the_loop(store).is_sealed
        assert jobs(store)["digest", ADA] == 1

    @pytest.mark.parametrize("change", [cancel_interview, record_shadow, hands_to_radia])
    def test_lets_home_tabs_follow_last_of_all(
        self, store: Store, panel: Loop, change: Callable[..., object]
    ) -> None:
        """Two changes at once would else wait for each other, each holding what the other needs."""
        for who in (ADA, GRACE, RADIA):
            store.homes.remember(TEAM, who)
        change(store, person(BARBARA), own(panel, BARBARA), now=at(1))
        kinds = [row["kind"] for row in store._engine.query("SELECT kind FROM jobs ORDER BY id")]
        assert kinds.count("panel_news") == 1
        assert set(kinds[kinds.index("home") :]) == {"home"}

    def test_is_said_once(self, store: Store, panel: Loop) -> None:
        cancel_interview(store, person(BARBARA), own(panel, BARBARA), at(1))
        with pytest.raises(InterviewOver):
            cancel_interview(store, person(BARBARA), own(panel, BARBARA), at(2))
        assert jobs(store)["panel_news", ADA] == 1

    def test_is_not_for_others_on_the_panel(self, store: Store, panel: Loop) -> None:
        for change in (cancel_interview, record_shadow):
            with pytest.raises(NotAllowed):
                change(store, person(GRACE), own(panel, BARBARA), at(1))
        with pytest.raises(NotAllowed):
            hand_over(store, person(GRACE), own(panel, BARBARA), RADIA, at(1))

    def test_is_not_for_whoever_has_scored(self, store: Store, panel: Loop) -> None:
        submit(store, person(GRACE), make.form("card-1"), at(1))
        with pytest.raises(CardIsIn):
            cancel_interview(store, person(GRACE), own(panel, GRACE), at(2))
        with pytest.raises(CardIsIn):
            hand_over(store, person(GRACE), own(panel, GRACE), RADIA, at(2))

    def test_by_a_lead_is_told_to_the_interviewer(self, store: Store, panel: Loop) -> None:
        hand_over(store, person(ADA), own(panel, BARBARA), RADIA, at(1))
        assert jobs(store)["interview_changed", BARBARA] == 1
        assert jobs(store)["interview", RADIA] == 1
        assert jobs(store)["panel_news", ADA] == 0

    def test_to_somebody_on_the_panel_is_refused(self, store: Store, panel: Loop) -> None:
        with pytest.raises(OnPanelAlready):
            hand_over(store, person(BARBARA), own(panel, BARBARA), GRACE, at(1))
        assert the_loop(store).interviews == panel.interviews


class TestShadow:
    def test_leaves_the_seal_to_the_others(self, store: Store, panel: Loop) -> None:
        record_shadow(store, person(BARBARA), own(panel, BARBARA), at(1))
        submit(store, person(BARBARA), make.form("card-1"), at(2))
        loop = the_loop(store)
        assert loop.cards == ()
        assert loop.missing == (GRACE,)
        assert [card.interviewer_id for card in loop.shadow_cards] == [BARBARA]
        assert loop.first_sent == {}

    def test_card_sent_before_is_taken_apart(self, store: Store, panel: Loop) -> None:
        submit(store, person(BARBARA), make.form("card-1"), at(1))
        record_shadow(store, person(BARBARA), own(panel, BARBARA), at(2))
        assert the_loop(store).cards == ()
        found = store.interviews.get(TEAM, own(panel, BARBARA))
        assert found
        assert found.state is InterviewState.SHADOWED

    def test_of_the_last_one_missing_brings_the_debrief(self, store: Store, panel: Loop) -> None:
        submit(store, person(GRACE), make.form("card-1"), at(1))
        record_shadow(store, person(BARBARA), own(panel, BARBARA), at(2))
        assert jobs(store)["digest", ADA] == 1
