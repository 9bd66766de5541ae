"""The loop: who is missing, when it is sealed, and when others' cards opened to whom."""

import pytest
from pydantic import ValidationError

from interviews.loop import Loop
from interviews.models import SkillRating
from tests.interviews import make
from tests.interviews.people import ADA, BARBARA, GRACE, RADIA


class TestMissing:
    """Whose card is waited for."""

    def test_is_the_panel_in_its_order_at_first(self) -> None:
        assert make.loop([BARBARA, ADA, GRACE]).missing == (BARBARA, ADA, GRACE)

    def test_is_whoever_has_not_scored(self) -> None:
        assert make.loop([ADA, GRACE, BARBARA], [make.card(GRACE)]).missing == (ADA, BARBARA)

    def test_is_nobody_once_all_are_in(self) -> None:
        assert make.loop([ADA, GRACE], [make.card(ADA), make.card(GRACE)]).missing == ()


class TestSeal:
    """Nobody sees another's card until the last one is in."""

    def test_holds_while_nobody_has_scored(self) -> None:
        assert make.loop([ADA, GRACE]).is_sealed

    def test_holds_without_a_panel(self) -> None:
        assert make.loop([]).is_sealed

    def test_holds_for_the_last_one(self) -> None:
        assert make.loop([ADA, GRACE, BARBARA], [make.card(ADA), make.card(GRACE)]).is_sealed

    def test_opens_with_the_last_card(self) -> None:
        assert not make.loop([ADA, GRACE], [make.card(GRACE), make.card(ADA)]).is_sealed

    def test_closes_again_for_somebody_invited_later(self) -> None:
        panel = [make.interview(ADA), make.interview(GRACE, minutes=30)]
        assert make.loop(panel, [make.card(ADA)]).is_sealed

    def test_counts_a_guest_who_scored_like_everybody(self) -> None:
        panel = [make.interview(ADA), make.interview(RADIA, confirmed=False)]
        assert make.loop(panel, [make.card(RADIA)]).is_sealed
        assert not make.loop(panel, [make.card(RADIA), make.card(ADA)]).is_sealed


class TestRatesAgain:
    """Whose next card is a second rating."""

    SENT = (make.card(ADA, minutes=10), make.card(GRACE, minutes=20))

    def test_is_whoever_has_scored_and_can_read_the_others(self) -> None:
        there = make.loop([ADA, GRACE], self.SENT, revealed={ADA: 20, GRACE: 20, RADIA: 20})
        assert [there.rates_again(who) for who in (ADA, GRACE, RADIA)] == [True, True, False]

    def test_is_nobody_to_whom_nothing_was_revealed(self) -> None:
        there = make.loop([ADA, GRACE, BARBARA], self.SENT)
        assert [there.rates_again(who) for who in (ADA, GRACE, BARBARA)] == [False, False, False]

    def test_is_whoever_has_rated_again_already(self) -> None:
        assert make.loop([ADA], [make.card(ADA, revision=2, reason="Swayed.")]).rates_again(ADA)

    def test_is_nobody_who_only_listened(self) -> None:
        there = make.loop([ADA], [make.card(ADA)], revealed={GRACE: 20})
        listened = {"shadows": (make.interview(GRACE),), "shadow_cards": (make.card(GRACE),)}
        assert not there.model_copy(update=listened).rates_again(GRACE)


class TestFrozen:
    """What happened is added to, never edited in place."""

    def test_a_rating_cannot_be_changed(self) -> None:
        with pytest.raises(ValidationError, match="frozen"):
            setattr(make.card(ADA).ratings[0], "rating", None)  # noqa: B010 - mypy knows that it is frozen

    def test_a_rating_is_one_to_five(self) -> None:
        with pytest.raises(ValidationError):
            SkillRating.model_validate({"skill_id": "python", "rating": 0})

    def test_a_misspelt_field_is_refused(self) -> None:
        with pytest.raises(ValidationError, match="extra"):
            Loop.model_validate({"candidate": make.candidate(), "card": ()})
