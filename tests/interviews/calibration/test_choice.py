"""Which answers make a round: a rule that the seed alone decides, over rungs and skills, without repeats."""

from collections import Counter
from datetime import timedelta

import pytest

from interviews.calibration.choice import ANSWERS, REPEATS, choose, counts_by_skill
from interviews.calibration.drift import KeyedRating, repeats
from interviews.calibration.mirror import REPEATS_LOOKED_BACK
from interviews.calibration.models import LATELY
from question_bank.bank import Bank
from question_bank.models import Archetype
from tests.interviews.people import at

SEEDS = range(40)


def test_is_decided_by_the_seed_alone(ml: Archetype) -> None:
    assert choose(ml, 7, {}) == choose(ml, 7, {})
    assert len({tuple(answer.id for answer in choose(ml, seed, {})) for seed in SEEDS}) > 30


@pytest.mark.parametrize("seed", SEEDS)
class TestRound:
    """Every role and seed."""

    def test_has_every_rung_and_no_rung_three_times(self, bank: Bank, seed: int) -> None:
        for role in bank.archetypes:
            rungs = Counter(answer.key for answer in choose(role, seed, {}))
            assert len(rungs) == 5
            assert max(rungs.values()) <= 2
            assert sum(rungs.values()) == ANSWERS

    def test_is_spread_over_the_skills(self, bank: Bank, seed: int) -> None:
        for role in bank.archetypes:
            skills = Counter(answer.skill_id for answer in choose(role, seed, {}))
            assert len(skills) >= 4
            assert max(skills.values()) <= 3

    def test_begins_with_what_was_not_rated_lately(self, ml: Archetype, seed: int) -> None:
        first = {answer.id: 1 for answer in choose(ml, seed, {})}
        second = choose(ml, seed + 1, first)
        assert not first.keys() & {answer.id for answer in second}

    def test_ends_with_what_is_in_an_open_round(self, ml: Archetype, seed: int) -> None:
        """Rather what all have rated lately than what is before one of them."""
        every = {answer.id: 9 for answer in ml.answers}
        still_open = {answer.id: 1 for answer in choose(ml, seed, {})}
        second = choose(ml, seed + 1, every, still_open=still_open)
        assert not still_open.keys() & {answer.id for answer in second}
        assert len(second) == ANSWERS

    def test_has_four_that_most_rated_long_before_and_then_new_ones(
        self, ml: Archetype, seed: int
    ) -> None:
        old = {answer.id: (-2, "2026-01-05") for answer in choose(ml, seed, {})}
        lately = dict.fromkeys(list(old)[:1], 1)
        few = {each.id: (-1, "2026-01-01") for each in ml.answers[:9] if each.id not in old}
        second = [each.id for each in choose(ml, seed + 1, lately, before={**few, **old})]
        assert sum(each in old for each in second) == REPEATS
        assert not (lately.keys() | few.keys()) & set(second)

    def test_gives_what_there_is_where_all_were_rated(self, ml: Archetype, seed: int) -> None:
        every = {answer.id: 1 for answer in ml.answers}
        assert len(choose(ml, seed, every)) == ANSWERS

    def test_of_one_skill_has_its_answers_alone(self, ml: Archetype, seed: int) -> None:
        chosen = choose(ml, seed, {}, "ml-ops")
        assert {answer.skill_id for answer in chosen} == {"ml-ops"}
        assert len(chosen) == counts_by_skill(ml)["ml-ops"] < ANSWERS


def test_order_does_not_tell_the_rungs(ml: Archetype) -> None:
    """Each rung comes first, and last, in some rounds, and the first five are not always of five rungs."""
    rounds = [choose(ml, seed, {}) for seed in range(100)]
    assert {len({answer.key for answer in answers[:5]}) for answers in rounds} > {5}
    assert {answers[0].key for answers in rounds} == {answers[-1].key for answers in rounds}
    assert len({answers[0].key for answers in rounds}) == 5


def test_holds_the_texts_of_the_bank(ml: Archetype) -> None:
    answer = choose(ml, 1, {})[0]
    [source] = [each for each in ml.answers if each.id == answer.id]
    assert (answer.text, answer.key, answer.why) == (source.text, source.key, source.why)
    assert len(answer.anchors) == 5


def test_is_nothing_for_a_role_without_answers(ml: Archetype) -> None:
    bare = ml.model_copy(update={"answers": ()})
    assert (choose(bare, 1, {}), counts_by_skill(bare)) == ((), {})


@pytest.mark.parametrize(("days", "shown_after"), [(30, 270), (91, 364), (183, 366), (365, 730)])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_drift_shows_within_a_year_of_two_rounds_a_year(
    ml: Archetype, days: int, shown_after: int, seed: int
) -> None:
    """So many days after the first of rounds that are so many days apart, the mirror has enough repeats."""
    given = list[KeyedRating]()
    for number in range(30):
        now = at(0) + timedelta(days=days * number)
        lately = Counter(each.answer_id for each in given if each.rated_at >= now - LATELY)
        before = {
            each.answer_id: (-1, f"{each.rated_at:%Y-%m-%d}")
            for each in given
            if each.answer_id not in lately
        }
        chosen = choose(ml, seed * 100 + number, lately, before=before)
        assert len({each.key for each in chosen}) >= 4
        given += [KeyedRating(answer_id=each.id, rating=3, key=3, rated_at=now) for each in chosen]
        if repeats(given, now - REPEATS_LOOKED_BACK):
            break
    assert days * number <= shown_after
