"""The loop: who is missing, when it is sealed, and when others' cards opened to whom."""

import pytest
from pydantic import ValidationError

from interviews.models import Loop, SkillRating
from tests.interviews.people import (
    ADA,
    BARBARA,
    GRACE,
    RADIA,
    at,
    candidate,
    card,
    interview,
    loop,
    opening,
)


class TestMissing:
    """Whose card is waited for."""

    def test_is_the_panel_in_its_order_at_first(self) -> None:
        assert loop([BARBARA, ADA, GRACE]).missing == (BARBARA, ADA, GRACE)

    def test_is_whoever_has_not_scored(self) -> None:
        assert loop([ADA, GRACE, BARBARA], [card(GRACE)]).missing == (ADA, BARBARA)

    def test_is_nobody_once_all_are_in(self) -> None:
        assert loop([ADA, GRACE], [card(ADA), card(GRACE)]).missing == ()


class TestSeal:
    """Nobody sees another's card until the last one is in."""

    def test_holds_while_nobody_has_scored(self) -> None:
        assert loop([ADA, GRACE]).sealed

    def test_holds_without_a_panel(self) -> None:
        assert loop([]).sealed

    def test_holds_for_the_last_one(self) -> None:
        assert loop([ADA, GRACE, BARBARA], [card(ADA), card(GRACE)]).sealed

    def test_opens_with_the_last_card(self) -> None:
        assert not loop([ADA, GRACE], [card(GRACE), card(ADA)]).sealed

    def test_closes_again_for_somebody_invited_later(self) -> None:
        panel = [interview(ADA), interview(GRACE, minutes=30)]
        assert loop(panel, [card(ADA)]).sealed

    def test_counts_a_guest_who_scored_like_everybody(self) -> None:
        panel = [interview(ADA), interview(RADIA, confirmed=False)]
        assert loop(panel, [card(RADIA)]).sealed
        assert not loop(panel, [card(RADIA), card(ADA)]).sealed


class TestOpenedAt:
    """The moment from which on a card may have been swayed by the others'."""

    def test_is_never_while_the_panel_is_sealed(self) -> None:
        assert loop([ADA, GRACE], [card(ADA)]).opened_at(ADA) is None

    def test_is_when_the_last_first_card_came_in(self) -> None:
        sent = [card(ADA, minutes=10), card(GRACE, minutes=25)]
        assert loop([ADA, GRACE], sent).opened_at(ADA) == at(25)

    def test_is_not_moved_by_an_amendment(self) -> None:
        sent = [card(ADA, minutes=10), card(GRACE, revision=2, minutes=40)]
        assert loop([ADA, GRACE], sent, first_sent={GRACE: 25}).opened_at(GRACE) == at(25)

    def test_is_not_moved_by_a_guest_who_came_after(self) -> None:
        """A guest's late card must not make earlier amendments look unswayed."""
        panel = [interview(ADA), interview(GRACE), interview(RADIA, confirmed=False, minutes=60)]
        sent = [card(ADA, minutes=10), card(GRACE, minutes=25), card(RADIA, minutes=60)]
        assert loop(panel, sent).opened_at(ADA) == at(25)

    def test_is_not_moved_by_somebody_invited_after(self) -> None:
        panel = [interview(ADA), interview(GRACE), interview(BARBARA, minutes=60)]
        sent = [card(ADA, minutes=10), card(GRACE, minutes=25)]
        assert loop(panel, sent).opened_at(ADA) == at(25)

    def test_is_own_last_card_for_somebody_invited_after(self) -> None:
        panel = [interview(ADA), interview(GRACE), interview(BARBARA, minutes=60)]
        sent = [card(ADA, minutes=10), card(GRACE, minutes=25), card(BARBARA, minutes=90)]
        assert loop(panel, sent).opened_at(BARBARA) == at(90)

    def test_is_never_for_somebody_who_is_alone(self) -> None:
        assert loop([ADA], [card(ADA)]).opened_at(ADA) is None

    def test_is_the_first_card_of_another_for_somebody_who_was_alone(self) -> None:
        panel = [interview(ADA), interview(RADIA, confirmed=False, minutes=60)]
        sent = [card(ADA, minutes=10), card(RADIA, minutes=60)]
        assert loop(panel, sent).opened_at(ADA) == at(60)

    def test_is_the_reveal_for_a_lead_who_is_not_on_the_panel(self) -> None:
        sent = [card(GRACE, minutes=10), card(BARBARA, minutes=25)]
        assert loop([GRACE, BARBARA], sent, leads=(ADA,)).opened_at(ADA) == at(25)

    def test_is_never_for_a_stranger(self) -> None:
        assert loop([GRACE], [card(GRACE)], leads=(ADA,)).opened_at(RADIA) is None

    def test_is_earlier_for_a_lead_who_opened_early(self) -> None:
        sent = [card(GRACE, minutes=10)]
        early = [opening(ADA, 15, ADA, BARBARA)]
        there = loop([ADA, GRACE, BARBARA], sent, openings=early)
        assert (there.opened_at(ADA), there.opened_at(GRACE)) == (at(15), None)

    def test_waits_for_a_card_to_read_where_a_lead_opened_early_on_their_own_alone(self) -> None:
        sent = [card(ADA, minutes=10), card(GRACE, minutes=30)]
        early = [opening(ADA, 15, GRACE, BARBARA)]
        assert loop([ADA, GRACE, BARBARA], sent, openings=early).opened_at(ADA) == at(30)


class TestFrozen:
    """What happened is added to, never edited in place."""

    def test_a_rating_cannot_be_changed(self) -> None:
        with pytest.raises(ValidationError, match="frozen"):
            setattr(card(ADA).ratings[0], "rating", None)  # noqa: B010 - mypy knows that it is frozen

    def test_a_rating_is_one_to_five(self) -> None:
        with pytest.raises(ValidationError):
            SkillRating.model_validate({"skill_id": "python", "rating": 0})

    def test_a_misspelt_field_is_refused(self) -> None:
        with pytest.raises(ValidationError, match="extra"):
            Loop.model_validate({"candidate": candidate(), "card": ()})
