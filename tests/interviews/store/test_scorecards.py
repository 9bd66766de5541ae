"""Scorecards as they come back: every revision, every word, on the texts they were filled on."""

import sqlite3

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interviews.models import AskedQuestion, Rating, Scorecard, SkillRating
from interviews.store import Store
from tests.interviews import make
from tests.interviews.people import ADA, GRACE, MARGARET, TEAM, at
from tests.interviews.steps import add, change, the_loop

TEXTS = [
    "Plain.",
    "  kept   as typed \t\r\n\n",
    "line\u2028separator\u2029paragraph\u0085next",
    "<@U0ADA> & <!channel> *bold* `code` 50% :note '; DROP TABLE scorecards;--",
    "العربية 日本語 👩🏽‍💻 e\u0301 \ufeff",
    "x" * 3000,
    "👩‍💻" * 1000,
]


@pytest.fixture
def margaret(store: Store) -> Store:
    """Margaret, to be met by Ada and Grace."""
    add(store, make.candidate(), ADA, GRACE)
    return store


def by(store: Store, who: str, **filled: object) -> Scorecard:
    """A card of this person that fits the interview there is."""
    interview = the_loop(store).interview_of(who)
    assert interview is not None
    return make.card(who).model_copy(update={"interview_id": interview.id, **filled})


class TestCard:
    @pytest.mark.parametrize("text", TEXTS)
    def test_comes_back_as_it_was(self, margaret: Store, text: str) -> None:
        ratings = (
            SkillRating(skill_id="sql", rating=Rating.BEYOND_SENIOR, evidence=text),
            SkillRating(skill_id="python", rating=None, evidence=text),
            SkillRating(skill_id="testing", rating=Rating.BELOW_JUNIOR),
        )
        card = by(margaret, ADA, note=text, ratings=ratings)
        margaret.scorecards.add(card)
        assert margaret.scorecards.get(TEAM, card.id) == card
        assert margaret.scorecards.of_candidate(TEAM, MARGARET) == (card,)

    def test_without_ratings_comes_back_too(self, margaret: Store) -> None:
        card = by(margaret, ADA, ratings=())
        margaret.scorecards.add(card)
        assert margaret.scorecards.get(TEAM, card.id) == card

    def test_is_none_where_there_is_none(self, margaret: Store) -> None:
        assert margaret.scorecards.get(TEAM, "card-nobody-sent") is None
        assert margaret.scorecards.of_candidate(TEAM, MARGARET) == ()


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    note=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=300)
)
def test_a_card_keeps_whatever_is_typed(margaret: Store, note: str) -> None:
    margaret.scorecards.add(by(margaret, ADA, note=note))
    [kept] = margaret.scorecards.of_candidate(TEAM, MARGARET)
    assert kept.note == note
    change(margaret, "DELETE FROM scorecards WHERE team_id = :team_id")


class TestRevisions:
    def test_all_stay_and_the_newest_counts(self, margaret: Store) -> None:
        first = by(margaret, ADA, id="card-1", revision=1, submitted_at=at(10))
        second = by(margaret, ADA, id="card-2", revision=2, submitted_at=at(40))
        graces = by(margaret, GRACE, id="card-3", submitted_at=at(20))
        for card in (second, graces, first):
            margaret.scorecards.add(card)
        assert margaret.scorecards.of_candidate(TEAM, MARGARET) == (first, graces, second)
        there = the_loop(margaret)
        assert there.cards == (second, graces)
        assert there.first_sent == {ADA: at(10), GRACE: at(20)}

    def test_cannot_be_the_same_twice(self, margaret: Store) -> None:
        """Even a fault elsewhere cannot overwrite a card."""
        margaret.scorecards.add(by(margaret, ADA, id="card-1"))
        with pytest.raises((sqlite3.IntegrityError, psycopg.errors.UniqueViolation)):
            margaret.scorecards.add(by(margaret, ADA, id="card-2"))
        with pytest.raises((sqlite3.IntegrityError, psycopg.errors.UniqueViolation)):
            margaret.scorecards.add(by(margaret, ADA, id="card-1", revision=2))

    def test_need_an_interview(self, margaret: Store) -> None:
        with pytest.raises((sqlite3.IntegrityError, psycopg.errors.ForeignKeyViolation)):
            margaret.scorecards.add(by(margaret, ADA, interview_id="interview-of-nobody"))


class TestTexts:
    """The words a card was filled on stay as they were, whatever the bank says later."""

    def test_are_those_of_each_card(self, margaret: Store) -> None:
        reworded = make.PYTHON.model_copy(update={"name": "Python, reworded"})
        first = by(margaret, ADA, id="card-1", skills=(make.PYTHON, make.SQL))
        second = by(margaret, GRACE, id="card-2", skills=(reworded, make.SQL))
        for card in (first, second):
            margaret.scorecards.add(card)
        assert [card.skills for card in the_loop(margaret).cards] == [
            (make.PYTHON, make.SQL),
            (reworded, make.SQL),
        ]

    def test_of_questions_that_were_asked_are_those_of_each_card(self, margaret: Store) -> None:
        first = AskedQuestion(id="gil", skill_id="python", ask="What is the GIL?")
        reworded = first.model_copy(update={"ask": "What does the GIL do?"})
        other = AskedQuestion(id="joins", skill_id="sql", ask="What is a join?")
        margaret.scorecards.add(by(margaret, ADA, id="card-1", asked=(other, first)))
        margaret.scorecards.add(by(margaret, GRACE, id="card-2", asked=(reworded,)))
        cards = the_loop(margaret).cards
        assert [card.asked for card in cards] == [(other, first), (reworded,)]

    def test_stand_once_for_all_cards_that_share_them(self, margaret: Store) -> None:
        for revision in range(1, 4):
            margaret.scorecards.add(by(margaret, ADA, id=f"card-{revision}", revision=revision))
        [row] = margaret._engine.query("SELECT COUNT(*) AS texts FROM bank_texts")
        assert row["texts"] == 1
