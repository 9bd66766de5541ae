"""What became of the questions: counts, ratings and separation, of enough cards, and only where the seal is open."""

import pytest

from interviews.errors import NotAllowed
from interviews.models import InterviewState, Scorecard
from interviews.question_use import (
    QuestionUse,
    question_use,
    require_reader,
    use_everywhere,
    use_for,
)
from interviews.store import Store
from interviews.store.scorecards import AskedCard
from question_bank.models import Archetype
from tests.interviews import make
from tests.interviews.people import (
    ADA,
    BARBARA,
    GRACE,
    MARGARET,
    OTHER_TEAM,
    RADIA,
    TEAM,
    at,
    person,
)
from tests.interviews.steps import add

GRADED = [1, 2, 3, 4, 5] * 2


def cards(
    role: Archetype,
    own: list[int],
    rest: list[int],
    *,
    interviewers: int = 5,
    people: int = 5,
) -> list[AskedCard]:
    """Cards in which the role's first question was asked, with these ratings of its skill and of two others."""
    question = role.questions[0]
    others = [skill.id for skill in role.skills if skill.id != question.skill][:2]
    return [
        AskedCard(
            interviewer_id=f"U{number % interviewers}",
            person_id=f"candidate-{number % people}",
            asked=(question.id,),
            ratings={question.skill: mine} | dict.fromkeys(others, other),
        )
        for number, (mine, other) in enumerate(zip(own, rest, strict=True))
    ]


def first(role: Archetype, given: list[AskedCard]) -> QuestionUse:
    return question_use(role, given).questions[0]


class TestRatings:
    def test_are_counted_by_rung(self, ml: Archetype) -> None:
        use = first(ml, cards(ml, [2, 2, 2, 3, 3, 4, 4, 4, 4, 5], GRADED))
        assert (use.times, use.ratings) == (10, (0, 3, 2, 4, 1))
        assert use.only_rung is None

    def test_that_are_always_the_same_say_so(self, ml: Archetype) -> None:
        use = first(ml, cards(ml, [3] * 10, GRADED))
        assert (use.only_rung, use.separation) == (3, None)

    def test_of_a_skill_that_was_not_assessed_are_none(self, ml: Archetype) -> None:
        given = [
            card.model_copy(update={"ratings": {"else": 3}}) for card in cards(ml, GRADED, GRADED)
        ]
        use = first(ml, given)
        assert (use.times, use.ratings, use.separation) == (10, None, None)

    def test_of_a_question_that_was_never_asked_are_none(self, ml: Archetype) -> None:
        every = question_use(ml, cards(ml, GRADED, GRADED)).questions
        assert [use.question_id for use in every] == [each.id for each in ml.questions]
        assert {(use.times, use.ratings) for use in every[1:]} == {(0, None)}

    @pytest.mark.parametrize(
        ("count", "interviewers", "people", "said"),
        [(10, 5, 5, True), (9, 5, 5, False), (10, 4, 5, False), (10, 5, 4, False)],
    )
    def test_of_too_few_are_not_said(
        self, ml: Archetype, count: int, interviewers: int, people: int, *, said: bool
    ) -> None:
        given = cards(ml, GRADED[:count], GRADED[:count], interviewers=interviewers, people=people)
        use = first(ml, given)
        assert use.times == count
        assert (use.ratings is not None) is said
        assert (use.separation is not None) is said


class TestSeparation:
    @pytest.mark.parametrize(
        ("own", "rest", "figures"),
        [
            # Worked out by hand: r, then tanh(atanh(r) ± 1.96 / sqrt(n - 3)).
            ([1, 2, 3, 4, 5] * 2, [2, 1, 4, 3, 5] * 2, (0.8, 0.343, 0.951)),
            ([1, 1, 5, 5] * 3, [1, 5, 1, 5] * 3, (0.0, -0.574, 0.574)),
            ([1, 2, 3, 4, 5] * 2, [4, 5, 2, 3, 1] * 2, (-0.8, -0.951, -0.343)),
            (GRADED, GRADED, (1.0, 1.0, 1.0)),
        ],
    )
    def test_is_the_correlation_with_the_rest_of_the_card(
        self, ml: Archetype, own: list[int], rest: list[int], figures: tuple[float, ...]
    ) -> None:
        found = first(ml, cards(ml, own, rest)).separation
        assert found
        assert (found.correlation, found.low, found.high) == pytest.approx(figures, abs=0.001)
        assert found.cards == len(own)

    def test_is_not_said_where_the_rest_never_varies(self, ml: Archetype) -> None:
        assert first(ml, cards(ml, GRADED, [3] * 10)).separation is None

    def test_is_not_said_of_cards_with_nothing_else_on_them(self, ml: Archetype) -> None:
        skill = ml.questions[0].skill
        given = [
            card.model_copy(update={"ratings": {skill: card.ratings[skill]}})
            for card in cards(ml, GRADED, GRADED)
        ]
        use = first(ml, given)
        assert (use.ratings, use.separation) == ((2, 2, 2, 2, 2), None)

    def test_is_the_same_in_any_order(self, ml: Archetype) -> None:
        given = cards(ml, [2, 3, 3, 4, 5, 1, 2, 4, 4, 5], [3, 3, 2, 4, 4, 2, 1, 5, 3, 4])
        forwards, backwards = (first(ml, each) for each in (given, given[::-1]))
        assert forwards.separation
        assert backwards.separation
        assert forwards.separation.model_dump() == pytest.approx(backwards.separation.model_dump())


def scores(store: Store, who: str, *, revision: int = 1, **filled: object) -> None:
    """A card of somebody on Margaret's panel, in which a question is ticked."""
    [mine] = [
        each for each in store.interviews.all_of(TEAM, MARGARET) if each.interviewer_id == who
    ]
    card: Scorecard = make.card(who, make.UNTESTED, revision=revision)
    store.scorecards.add(
        card.model_copy(update={"interview_id": mine.id, "asked": (make.ASKED,), **filled})
    )


def counted(
    store: Store, team: str = TEAM, role: str = "backend-developer"
) -> list[tuple[str, dict[str, int]]]:
    found = store.scorecards.with_questions(team, role)
    assert {card.person_id for card in found} <= {MARGARET}
    assert {card.asked for card in found} <= {("gil",)}
    return sorted((card.interviewer_id, card.ratings) for card in found)


RATED = {"python": 4, "sql": 3}


class TestCards:
    @pytest.fixture
    def panel(self, store: Store) -> Store:
        add(store, make.candidate(), ADA, GRACE)
        scores(store, ADA)
        return store

    def test_count_once_nobodys_is_missing(self, panel: Store) -> None:
        assert counted(panel) == []
        scores(panel, GRACE)
        assert counted(panel) == [(ADA, RATED), (GRACE, RATED)]

    def test_count_no_more_when_somebody_joins_the_panel(self, panel: Store) -> None:
        scores(panel, GRACE)
        add_to = panel.loop(TEAM, MARGARET)
        assert add_to
        panel.interviews.invite(add_to.candidate, BARBARA, at(20), confirmed=True)
        assert counted(panel) == []

    def test_count_as_amended_and_never_as_rated_again(self, panel: Store) -> None:
        scores(panel, ADA, revision=2, ratings=make.ratings({"python": 2}))
        scores(panel, GRACE)
        scores(panel, ADA, revision=3, ratings=make.ratings({"python": 5}), after_reveal=True)
        assert counted(panel) == [(ADA, {"python": 2}), (GRACE, RATED)]

    def test_of_somebody_who_only_listened_do_not_count(self, panel: Store) -> None:
        scores(panel, GRACE)
        [mine] = [
            each for each in panel.interviews.all_of(TEAM, MARGARET) if each.interviewer_id == GRACE
        ]
        panel.interviews.set_state(TEAM, mine.id, InterviewState.SHADOWED)
        assert counted(panel) == [(ADA, RATED)]

    def test_without_ticked_questions_do_not_count(self, panel: Store) -> None:
        scores(panel, GRACE, asked=())
        assert counted(panel) == [(ADA, RATED)]

    def test_of_another_role_or_team_do_not_count(self, panel: Store) -> None:
        scores(panel, GRACE)
        assert counted(panel, role="ml-engineer") == []
        assert counted(panel, team=OTHER_TEAM) == []

    def test_of_every_team_are_the_operators(self, panel: Store, role: Archetype) -> None:
        scores(panel, GRACE)
        assert use_everywhere(panel, role).cards == 2


class TestReaders:
    """Whoever leads somebody, or an opening, and admins."""

    def test_are_leads_and_admins(self, store: Store, role: Archetype) -> None:
        store.candidates.add(make.candidate())
        store.openings.add(make.opening(leads=(BARBARA,)))
        for reader in (person(ADA), person(BARBARA), person(RADIA, admin=True)):
            assert use_for(store, reader, role).cards == 0

    @pytest.mark.parametrize(
        "stranger",
        [person(GRACE), person(RADIA, coordinator=True), person(ADA, team=OTHER_TEAM)],
    )
    def test_are_nobody_else(self, store: Store, stranger: object, role: Archetype) -> None:
        add(store, make.candidate(), GRACE)
        with pytest.raises(NotAllowed, match="Only hiring leads and admins"):
            require_reader(store, stranger)  # type: ignore[arg-type]
