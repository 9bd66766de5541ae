"""How the candidates of an opening get on: what each waits for, since when, and how long things took."""

from datetime import datetime, timedelta

import pytest

from interviews.models import Candidate, Decision, Interview, Outcome, Status
from interviews.openings.models import Opening, Stage
from interviews.openings.progress import Progress, Wait, progress
from interviews.scorecards.submit import submit
from interviews.store import Store
from tests.interviews import make
from tests.interviews.people import ADA, BACKEND_BERLIN, BARBARA, GRACE, MARGARET, TEAM, at, person

OPENING = make.opening(stages=(Stage(name="Phone screen"), Stage(name="Onsite")))
HOUR, DAY = 60, 24 * 60


@pytest.fixture
def store(store: Store) -> Store:
    """A store with the opening."""
    store.openings.add(OPENING)
    return store


def adds(store: Store, candidate_id: str = MARGARET, **changed: object) -> Candidate:
    own = {"opening_id": BACKEND_BERLIN, "stage": "Phone screen"} | changed
    candidate = make.candidate(candidate_id, candidate_id).model_copy(update=own)
    store.candidates.add(candidate)
    return candidate


def meets(
    store: Store, candidate: Candidate, who: str, starts: datetime | None, minutes: int = 60
) -> None:
    interview = Interview(
        team_id=TEAM, id=f"{candidate.id}-{who}", candidate_id=candidate.id, interviewer_id=who,
        created_at=at(0), starts_at=starts, minutes=minutes,
    )  # fmt: skip
    store.interviews.plan(interview)


def scored(store: Store, candidate: Candidate, who: str, minutes: float) -> None:
    card = make.form(f"card-{candidate.id}-{who}", candidate_id=candidate.id)
    submit(store, person(who), card, at(minutes))


def decided(
    store: Store,
    candidate: Candidate,
    outcome: Outcome,
    minutes: float,
    status: Status = Status.DECIDED,
) -> None:
    decision = Decision(
        team_id=TEAM, id=f"decision-{candidate.id}", candidate_id=candidate.id, actor_id=ADA,
        outcome=outcome, reason="Calm.", at=at(minutes),
    )  # fmt: skip
    store.decisions.add(decision)
    store.candidates.set_status(TEAM, candidate.id, status)


def found(store: Store, minutes: float, who: str = ADA, opening: Opening = OPENING) -> Progress:
    return progress(store, person(who), opening, at(minutes))


class TestWaits:
    """What one candidate waits for, since when, and whose turn it is."""

    def test_for_a_panel(self, store: Store) -> None:
        margaret = adds(store)
        [waiting] = found(store, DAY).waiting
        assert (waiting.wait, waiting.since) == (Wait.PANEL, margaret.created_at)

    def test_for_interviews_to_come_the_next_one_first(self, store: Store) -> None:
        margaret = adds(store)
        meets(store, margaret, GRACE, at(3 * HOUR))
        meets(store, margaret, BARBARA, at(2 * HOUR))
        [waiting] = found(store, HOUR).waiting
        assert (waiting.wait, waiting.people) == (Wait.INTERVIEW, (BARBARA, GRACE))
        assert waiting.since == at(2 * HOUR)

    def test_for_scorecards_of_those_alone_whose_interview_is_over(self, store: Store) -> None:
        margaret = adds(store)
        meets(store, margaret, GRACE, at(HOUR))
        meets(store, margaret, BARBARA, at(3 * DAY))
        [waiting] = found(store, DAY).waiting
        assert (waiting.wait, waiting.people) == (Wait.CARDS, (GRACE,))
        assert waiting.since == at(2 * HOUR)

    def test_for_a_scorecard_since_the_plan_where_no_time_is_set(self, store: Store) -> None:
        meets(store, adds(store), GRACE, None)
        [waiting] = found(store, DAY).waiting
        assert (waiting.wait, waiting.since) == (Wait.CARDS, at(0))

    def test_for_a_decision_since_the_last_scorecard(self, store: Store) -> None:
        margaret = adds(store)
        for who in (GRACE, BARBARA):
            meets(store, margaret, who, at(HOUR))
        scored(store, margaret, GRACE, 5 * HOUR)
        scored(store, margaret, BARBARA, 4 * HOUR)
        [waiting] = found(store, DAY).waiting
        assert (waiting.wait, waiting.since, waiting.people) == (Wait.DECISION, at(5 * HOUR), ())

    @pytest.mark.parametrize(
        ("outcome", "wait"), [(Outcome.ADVANCE, Wait.NEXT_ROUND), (Outcome.HOLD, Wait.ON_HOLD)]
    )
    def test_for_what_follows_a_decision(self, store: Store, outcome: Outcome, wait: Wait) -> None:
        decided(store, adds(store), outcome, 5 * HOUR)
        [waiting] = found(store, DAY).waiting
        assert (waiting.wait, waiting.since) == (wait, at(5 * HOUR))

    def test_are_those_of_the_newest_round(self, store: Store) -> None:
        decided(store, adds(store), Outcome.ADVANCE, HOUR)
        adds(store, "margaret-2", first_id=MARGARET, round=2, stage="Onsite")
        shown = found(store, DAY)
        assert [(name, len(waiting)) for name, waiting in shown.stages] == [
            ("Phone screen", 0), ("Onsite", 1),
        ]  # fmt: skip

    def test_of_a_decision_that_can_be_undone_are_for_leads_to_know(self, store: Store) -> None:
        decided(store, adds(store), Outcome.HIRE, HOUR, Status.CLOSING)
        assert found(store, DAY, ADA).waiting == ()
        assert [waiting.wait for waiting in found(store, DAY, GRACE).waiting] == [Wait.PANEL]
        assert found(store, DAY, GRACE).ended == ()


class TestStages:
    def test_that_the_opening_no_longer_has_come_last(self, store: Store) -> None:
        adds(store, "a", stage="Dinner")
        adds(store, "b", stage="")
        names = [name for name, _ in found(store, DAY).stages]
        assert names == ["Phone screen", "Onsite", "", "Dinner"]

    def test_have_the_longest_wait_first(self, store: Store) -> None:
        for name, minutes in (("late", 2 * HOUR), ("later", HOUR)):
            meets(store, adds(store, name), GRACE, at(minutes))
        waiting = [each.candidate.id for each in found(store, DAY).waiting]
        assert waiting == ["later", "late"]


class TestTimes:
    def test_from_interview_to_card_leave_out_interviews_without_a_time(self, store: Store) -> None:
        for name, starts, card in (("a", at(0), 3 * HOUR), ("b", at(0), 6 * HOUR), ("c", None, 9)):
            candidate = adds(store, name)
            meets(store, candidate, GRACE, starts)
            scored(store, candidate, GRACE, card)
        to_card = found(store, DAY).to_card
        assert to_card
        assert (to_card.median, to_card.count) == (timedelta(hours=3.5), 2)

    def test_of_a_card_that_came_early_are_none(self, store: Store) -> None:
        margaret = adds(store)
        meets(store, margaret, GRACE, at(0))
        scored(store, margaret, GRACE, 30)
        to_card = found(store, DAY).to_card
        assert to_card
        assert to_card.median == timedelta(0)

    def test_to_a_decision_begin_with_the_first_round(self, store: Store) -> None:
        first = adds(store)
        meets(store, first, GRACE, at(HOUR))
        decided(store, first, Outcome.ADVANCE, 5 * HOUR)
        second = adds(store, "margaret-2", first_id=MARGARET, round=2, stage="Onsite")
        meets(store, second, BARBARA, at(DAY))
        decided(store, second, Outcome.HIRE, 2 * DAY + HOUR)
        to_decision = found(store, 3 * DAY).to_decision
        assert to_decision
        assert (to_decision.median, to_decision.count) == (timedelta(days=2), 1)

    def test_to_a_decision_are_none_where_no_interview_took_place(self, store: Store) -> None:
        margaret = adds(store)
        meets(store, margaret, GRACE, at(2 * DAY))
        decided(store, margaret, Outcome.WITHDREW, DAY)
        assert found(store, 3 * DAY).to_decision is None

    def test_that_it_is_open_end_when_it_is_closed(self, store: Store) -> None:
        assert found(store, 3 * DAY).open_for == timedelta(days=3)
        closed = OPENING.model_copy(update={"closed_at": at(DAY)})
        assert found(store, 3 * DAY, opening=closed).open_for == timedelta(days=1)
