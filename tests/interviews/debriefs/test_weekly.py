"""A lead's week as a pure function: who is waited for and how long, what is ready, how quickly cards came."""

from datetime import timedelta

import pytest

from interviews.debriefs.weekly import OwedCard, week
from interviews.loop import Loop
from interviews.models import Decision, Outcome
from tests.interviews import make
from tests.interviews.people import ADA, BARBARA, GRACE, MARGARET, TEAM, at

DAY = 24 * 60


def timed(who: str, minutes: float) -> Loop:
    """Margaret's loop with one interview of an hour, which begins then."""
    held = make.interview(who).model_copy(update={"starts_at": at(minutes), "minutes": 60})
    return make.loop([held])


class TestWaiting:
    def test_is_counted_for_each_interviewer_from_the_end_of_the_interview(self) -> None:
        panel = [
            *timed(GRACE, 0).interviews,
            *timed(BARBARA, -2 * DAY).interviews,
            make.interview(ADA),
        ]
        [waiting] = week((make.loop(panel, [make.card(ADA)]),), (), at(3 * DAY + 60)).waiting
        assert waiting.owed == (
            OwedCard(interviewer_id=BARBARA, days=5),
            OwedCard(interviewer_id=GRACE, days=3),
        )
        assert (waiting.sent, waiting.panel, waiting.days) == (1, 3, 5)

    def test_is_nobodys_fault_before_the_interview_is_over(self) -> None:
        panel = [*timed(GRACE, 5 * DAY).interviews, *timed(BARBARA, 0).interviews]
        [waiting] = week((make.loop(panel),), (), at(DAY + 60)).waiting
        assert waiting.owed == (
            OwedCard(interviewer_id=BARBARA, days=1),
            OwedCard(interviewer_id=GRACE, days=None),
        )

    def test_puts_the_longest_wait_first_and_what_is_to_come_last(self) -> None:
        loops = (timed(GRACE, 9 * DAY), timed(GRACE, 0), timed(GRACE, -DAY), make.loop([]))
        waiting = week(loops, (), at(2 * DAY)).waiting
        assert [entry.days for entry in waiting] == [2, 1, -1, -1]


class TestReady:
    def test_is_what_has_every_card_and_no_decision(self) -> None:
        whole, half = make.loop([ADA], [make.card(ADA)]), make.loop([ADA, GRACE], [make.card(ADA)])
        found = week((whole, half), (), at(60))
        assert found.ready == (whole.candidate,)
        assert [entry.candidate for entry in found.waiting] == [half.candidate]


class TestMedian:
    @pytest.mark.parametrize(
        ("sent", "expected"),
        [((120, 180, 600), 120), ((120, 180), 90), ((30,), 0)],
        ids=["the middle one", "between two", "written during the interview"],
    )
    def test_is_from_the_end_of_the_interview_to_the_card(
        self, sent: tuple[int, ...], expected: int
    ) -> None:
        loops = tuple(
            make.loop(timed(ADA, 0).interviews, [make.card(ADA, minutes=minutes)])
            for minutes in sent
        )
        found = week(loops, (), at(DAY))
        assert (found.median, found.cards) == (timedelta(minutes=expected), len(sent))

    def test_counts_the_cards_of_seven_days_of_open_and_decided_candidates(self) -> None:
        held = make.loop(timed(ADA, 0).interviews, [make.card(ADA, minutes=120)])
        decision = Decision(
            team_id=TEAM, id="d", candidate_id=MARGARET, actor_id=ADA, outcome=Outcome.HIRE,
            reason="Calm.", at=at(DAY),
        )  # fmt: skip
        assert week((), ((held, decision),), at(2 * DAY)).cards == 1
        assert week((held,), (), at(7 * DAY + 119)).cards == 1
        assert week((held,), (), at(7 * DAY + 121)).median is None
