"""Rounds on both databases: they begin, go on, are rated once, and close."""

from datetime import timedelta
from functools import partial

import pytest

from interviews.calibration.models import LATELY, Part
from interviews.calibration.rounds import own_part, part_of, rate, waiting_parts
from interviews.errors import RoundClosed, UnknownRound
from interviews.models import Rating
from interviews.permissions import Person
from interviews.store import Store
from question_bank.bank import Bank
from question_bank.models import Archetype
from tests.interviews.people import ADA, GRACE, OTHER_TEAM, TEAM, at, person
from tests.threads import at_once


def plays(store: Store, who: Person, part: Part, moment: float = 1) -> Part:
    """Somebody rates all that is left, each with a 3."""
    while part.next_number:
        part = rate(store, who, part.round.id, part.next_number, Rating.BETWEEN, "", at(moment))
    return part


class TestOwnRound:
    def test_comes_back_as_it_was_made(self, store: Store, ml: Archetype) -> None:
        made = own_part(store, person(ADA), ml, at(0))
        assert part_of(store, person(ADA), made.round.id) == made
        assert not made.round.is_shared

    def test_goes_on_until_it_is_rated(self, store: Store, ml: Archetype) -> None:
        begun = own_part(store, person(ADA), ml, at(0))
        rate(store, person(ADA), begun.round.id, 1, Rating.SENIOR, "Named a number.", at(1))
        again = own_part(store, person(ADA), ml, at(2))
        assert (again.round.id, again.next_number) == (begun.round.id, 2)
        assert (again.ratings[0].rating, again.ratings[0].evidence) == (4, "Named a number.")
        over = plays(store, person(ADA), again, 3)
        assert (over.round.closed_at, over.next_number) == (at(3), 0)
        assert own_part(store, person(ADA), ml, at(4)).round.id != begun.round.id

    def test_of_another_role_is_another(self, store: Store, bank: Bank) -> None:
        ids = {own_part(store, person(ADA), role, at(0)).round.id for role in bank.archetypes}
        assert len(ids) == len(bank.archetypes)
        waiting = waiting_parts(store, person(ADA))
        assert {part.round.id for part in waiting} == ids

    def test_repeats_an_answer_once_half_a_year_is_over(self, store: Store, ml: Archetype) -> None:
        seen = set()
        for _ in range(3):  # 24 of 25 answers
            part = plays(store, person(ADA), own_part(store, person(ADA), ml, at(0)), 0)
            ids = {answer.id for answer in part.round.answers}
            assert not ids & seen
            seen |= ids
        later = at(0) + LATELY + timedelta(minutes=1)
        fresh = own_part(store, person(ADA), ml, later)
        assert len({answer.id for answer in fresh.round.answers} & seen) >= 7

    def test_is_chosen_for_each_person_apart(self, store: Store, ml: Archetype) -> None:
        plays(store, person(ADA), own_part(store, person(ADA), ml, at(0)))
        assert store.calibration.rated(TEAM, (GRACE,), at(0)) == ({}, {})
        lately, before = store.calibration.rated(TEAM, (ADA, GRACE), at(0))
        assert (len(lately), before) == (8, {})
        assert store.calibration.rated(TEAM, (ADA,), at(2)) == (
            {},
            dict.fromkeys(lately, (-1, f"{at(0):%Y-%m-%d}")),
        )


class TestRating:
    def test_of_the_same_answer_keeps_the_first(self, store: Store, ml: Archetype) -> None:
        round_id = own_part(store, person(ADA), ml, at(0)).round.id
        for rating in (Rating.SENIOR, Rating.JUNIOR):
            part = rate(store, person(ADA), round_id, 1, rating, "", at(1))
        assert [given.rating for given in part.ratings] == [Rating.SENIOR]

    def test_sent_many_times_at_once_is_there_once(self, store: Store, ml: Archetype) -> None:
        round_id = own_part(store, person(ADA), ml, at(0)).round.id
        sent = partial(rate, store, person(ADA), round_id, 1, Rating.SENIOR, "", at(1))
        at_once(*[sent] * 6)
        assert len(part_of(store, person(ADA), round_id).ratings) == 1

    def test_after_the_end_is_refused(self, store: Store, ml: Archetype) -> None:
        part = own_part(store, person(ADA), ml, at(0))
        store.calibration.close(TEAM, part.round.id, at(1))
        with pytest.raises(RoundClosed, match="This round is over"):
            rate(store, person(ADA), part.round.id, 1, Rating.SENIOR, "", at(2))

    @pytest.mark.parametrize("who", [person(GRACE), person(ADA, team=OTHER_TEAM)])
    def test_by_somebody_else_is_refused(self, store: Store, ml: Archetype, who: Person) -> None:
        part = own_part(store, person(ADA), ml, at(0))
        with pytest.raises(UnknownRound):
            rate(store, who, part.round.id, 1, Rating.SENIOR, "", at(1))
        assert store.calibration.ratings(TEAM, part.round.id) == ()
