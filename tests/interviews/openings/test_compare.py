"""The comparison of an opening's candidates: what is open to the reader, beside each other, and no order of merit."""

from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from interviews.loop import LaterRound, Loop
from interviews.models import AskedQuestion, Outcome, Scorecard
from interviews.openings.compare import ComparedSkill, Comparison, compare
from question_bank.models import Level
from tests.interviews import make
from tests.interviews.people import ADA, BARBARA, GRACE, KATHERINE, RADIA, person

STAGES = ("Phone screen", "Onsite")


def round_of(
    name: str,
    cards: Mapping[str, make.Points] | Iterable[Scorecard] = (),
    *,
    stage: str = "Onsite",
    panel: Iterable[str] = (ADA, GRACE),
    number: int = 1,
    level: Level = Level.SENIOR,
    later: tuple[LaterRound, ...] = (),
    **about: Any,
) -> Loop:
    """A round of somebody, with the points that each interviewer gave, or with these cards."""
    if isinstance(cards, Mapping):
        cards = [make.card(who, points, level=level) for who, points in cards.items()]
    loop = make.loop(panel, cards, level=level, **about)
    person_id = f"candidate-{name.lower()}"
    ids = {
        "id": person_id if number == 1 else f"{person_id}-{number}",
        "first_id": "" if number == 1 else person_id,
    }
    candidate = loop.candidate.model_copy(
        update={**ids, "name": name, "stage": stage, "round": number}
    )
    return loop.model_copy(update={"candidate": candidate, "later": later})


def by_ada(*loops: Loop, **outcomes: Outcome) -> Comparison:
    return compared(ADA, *loops, **outcomes)


def compared(who: str, *loops: Loop, **outcomes: Outcome) -> Comparison:
    decided = {f"candidate-{name.lower()}": outcome for name, outcome in outcomes.items()}
    return compare(person(who), loops, decided, STAGES)


def both(points: int, other: int | None = None, skill: str = "sql") -> dict[str, make.Points]:
    return {ADA: {skill: points}, GRACE: {skill: points if other is None else other}}


def skill_of(found: Comparison, name: str, stage: int = 0) -> ComparedSkill:
    every = (*found.stages[stage].skills, *found.stages[stage].not_assessed)
    return next(skill for skill in every if skill.name == name)


def names(found: Comparison) -> list[str]:
    return [candidate.name for candidate in found.shown]


def asked(*ids: str) -> list[Scorecard]:
    """A card of Ada's and one of Grace's, with these questions ticked in turn."""
    questions = [AskedQuestion(id=each, skill_id="sql", ask=f"{each}?") for each in ids]
    return [
        make.card(who, {"sql": 3}).model_copy(update={"asked": tuple(questions[turn::2])})
        for turn, who in enumerate((ADA, GRACE))
    ]


class TestQuestionsAsked:
    @pytest.mark.parametrize(
        ("joan", "mary", "radia", "common", "besides", "unknown"),
        [
            ("ab", "bc", "bd", 1, [("Joan", 1), ("Mary", 1), ("Radia", 1)], []),
            ("abc", "ab", "", 2, [("Joan", 1)], ["Radia"]),
            ("a", "b", "", 0, [("Joan", 1), ("Mary", 1)], ["Radia"]),
        ],
    )
    def test_are_told_apart_where_they_differ(
        self, joan: str, mary: str, radia: str, common: int,
        besides: list[tuple[str, int]], unknown: list[str],
    ) -> None:  # fmt: skip
        people = {"Joan": joan, "Mary": mary, "Radia": radia}
        found = by_ada(*(round_of(name, asked(*ids)) for name, ids in people.items())).stages[0]
        assert found.asked
        assert found.asked.common == common
        assert [(who.name, count) for who, count in found.asked.besides] == besides
        assert [who.name for who in found.asked.unknown] == unknown

    @pytest.mark.parametrize(("joan", "mary"), [("ab", "ba"), ("ab", ""), ("", "")])
    def test_are_not_spoken_of_where_they_are_alike_or_unknown(self, joan: str, mary: str) -> None:
        found = by_ada(round_of("Joan", asked(*joan)), round_of("Mary", asked(*mary))).stages[0]
        assert found.asked is None


class TestFigures:
    def test_are_those_of_the_debrief_for_each_skill(self) -> None:
        found = by_ada(round_of("Mary", both(4, 3)), round_of("Joan", both(2)))
        assert [
            (candidate.name, skill.mean, skill.count, skill.low, skill.high)
            for candidate, skill in skill_of(found, "Sql").rated
        ] == [("Joan", 2, 2, 2, 2), ("Mary", 3.5, 2, 3, 4)]

    @pytest.mark.parametrize("best", ["Joan", "Mary"])
    def test_stand_by_name_whoever_has_the_higher_ones(self, best: str) -> None:
        loops = [round_of(name, both(5 if name == best else 1)) for name in ("Mary", "Joan")]
        assert names(by_ada(*loops)) == ["Joan", "Mary"]

    def test_count_first_ratings(self) -> None:
        cards = [
            make.card(ADA, {"sql": 2}), make.card(GRACE, {"sql": 4}),
            make.card(GRACE, {"sql": 1}, revision=2, reason="Swayed."),
        ]  # fmt: skip
        [(_, sql)] = skill_of(by_ada(round_of("Mary", cards)), "Sql").rated
        assert sql.mean == 3
        assert [rating.second.rating for rating in sql.ratings if rating.second] == [1]


class TestRounds:
    def test_of_one_person_stay_apart(self) -> None:
        phone = round_of("Mary", {GRACE: {"sql": 4}}, panel=[GRACE], stage="Phone screen")
        onsite = round_of("Mary", {ADA: {"sql": 2}}, panel=[ADA], number=2)
        found = by_ada(phone, onsite)
        assert [stage.candidate.stage for stage in found.stages] == ["Onsite", "Phone screen"]
        means = [stage.skills[0].rated[0][1].mean for stage in found.stages]
        assert means == [2, 4]

    def test_of_one_name_stand_together_however_it_was_typed(self) -> None:
        found = by_ada(
            round_of("Mary", both(4), stage="phone  screen"),
            round_of("Joan", both(4), stage="Phone screen"),
        )
        assert len(found.stages) == 1

    def test_without_a_name_stand_together_by_number(self) -> None:
        found = by_ada(
            round_of("Mary", both(4), stage=""),
            round_of("Mary", both(4), stage="", number=2),
            round_of("Joan", both(4), stage=""),
        )
        assert [len(stage.rounds) for stage in found.stages] == [1, 2]


class TestHoles:
    def test_name_whom_nobody_assessed_and_where_else_somebody_did(self) -> None:
        phone = round_of("Mary", {GRACE: {"python": 4}}, panel=[GRACE], stage="Phone screen")
        onsite = round_of("Mary", both(4), number=2)
        joan = round_of("Joan", both(3, skill="python"))
        python = skill_of(by_ada(phone, onsite, joan), "Python")
        [hole] = python.holes
        assert hole.candidate.name == "Mary"
        assert [candidate.stage for candidate in hole.elsewhere] == ["Phone screen"]
        assert [candidate.name for candidate, _ in python.rated] == ["Joan"]

    def test_in_must_haves_are_whom_nobody_assessed_in_any_round(self) -> None:
        phone = round_of("Mary", {GRACE: {"python": 4}}, panel=[GRACE], stage="Phone screen")
        found = by_ada(phone, round_of("Mary", both(4), number=2), round_of("Joan", both(3)))
        holes = [(name, [each.name for each in candidates]) for name, candidates in found.holes]
        assert holes == [("Python", ["Joan"])]

    def test_of_everybody_stand_apart(self) -> None:
        [stage] = by_ada(round_of("Mary", both(4)), round_of("Joan", both(4))).stages
        assert [skill.name for skill in stage.skills] == ["Sql"]
        assert [skill.name for skill in stage.not_assessed] == ["Python", "Testing"]


class TestWhoIsCompared:
    def test_is_whose_debrief_is_open_and_the_rest_stand_by_what_is_missing(self) -> None:
        found = by_ada(
            round_of("Mary", both(4)),
            round_of("Joan", {ADA: {"sql": 4}}),
            round_of("Nina", {GRACE: {"sql": 4}}),
            round_of("Olga", panel=[]),
        )
        assert names(found) == ["Mary"]
        assert [(each.candidate.name, each.missing, each.has_panel) for each in found.closed] == [
            ("Joan", (GRACE,), True), ("Nina", (ADA,), True), ("Olga", (), False),
        ]  # fmt: skip

    def test_is_nobody_of_an_earlier_round_while_the_reader_owes_a_later_card(self) -> None:
        later = LaterRound(
            candidate_id="candidate-mary-2", is_open=True, interviewers=(ADA,), missing=(ADA,)
        )
        phone = round_of("Mary", both(4), stage="Phone screen", later=(later,))
        found = by_ada(phone, round_of("Mary", panel=[ADA], number=2))
        assert found.stages == ()
        assert [(each.candidate.round, each.owes_later) for each in found.closed] == [
            (1, True), (2, False),
        ]  # fmt: skip

    def test_is_whoever_was_opened_early_by_the_reader_alone(self) -> None:
        mary = round_of(
            "Mary",
            {ADA: {"sql": 4}},
            leads=(ADA, RADIA),
            early_openings=[make.early_opening(ADA, 20, GRACE)],
        )
        [stage] = by_ada(mary).stages
        assert stage.rounds[0].debrief.missing == (GRACE,)
        assert compared(RADIA, mary).stages == ()

    def test_is_nobody_whom_the_reader_may_not_know(self) -> None:
        loops = [round_of("Mary", both(4)), round_of("Joan", both(4), panel=[ADA, GRACE])]
        assert compared(BARBARA, *loops).candidates == ()
        found = compare(person(BARBARA), loops, {}, sees_all=True)
        assert (len(found.candidates), found.shown) == (2, ())

    def test_is_nobody_for_coordinators_and_admins(self) -> None:
        mary = round_of("Mary", both(4), coordinators=(RADIA,))
        for who in (
            person(RADIA),
            person(BARBARA, coordinator=True),
            person(KATHERINE, admin=True),
        ):
            found = compare(who, [mary], {}, STAGES)
            assert found.shown == ()
            assert [candidate.name for candidate in found.candidates] == ["Mary"]

    def test_is_nobody_who_withdrew(self) -> None:
        found = by_ada(
            round_of("Mary", both(4)), round_of("Joan", both(5)), Joan=Outcome.DECLINED_OFFER
        )
        assert names(found) == ["Mary"]
        assert [(who.name, why) for who, why in found.withdrawn] == [
            ("Joan", Outcome.DECLINED_OFFER)
        ]

    def test_may_be_decided(self) -> None:
        [stage] = by_ada(round_of("Mary", both(4)), Mary=Outcome.NO_HIRE).stages
        assert stage.rounds[0].outcome is Outcome.NO_HIRE


class TestAskedAlike:
    def test_says_nothing_where_all_were(self) -> None:
        [stage] = by_ada(round_of("Mary", both(4)), round_of("Joan", both(3))).stages
        assert (stage.roles, stage.levels, stage.bank_versions, stage.texts) == ((), (), (), ())

    def test_names_who_aims_at_which_level(self) -> None:
        mary, joan = round_of("Mary", both(4)), round_of("Joan", both(3), level=Level.MID)
        [stage] = by_ada(mary, joan).stages
        assert stage.levels == (("mid (3)", (joan.candidate,)), ("senior (4)", (mary.candidate,)))

    def test_names_who_was_asked_from_which_bank(self) -> None:
        newer = [
            card.model_copy(update={"bank_version": "bank-2"}) for card in round_of("M", both(4)).cards
        ]  # fmt: skip
        mary, joan = round_of("Mary", newer), round_of("Joan", both(4))
        [stage] = by_ada(mary, joan).stages
        assert stage.bank_versions == (
            ("bank-1", (joan.candidate,)), ("bank-2", (mary.candidate,)),
        )  # fmt: skip
        assert stage.texts == ()

    @pytest.mark.parametrize("changed", ["questions", "anchors"])
    def test_names_whose_questions_or_anchors_were_others(self, changed: str) -> None:
        words = make.SQL.model_copy(update={changed: ("Another one.",) * 5})
        cards = [make.card(who, {"sql": 4}, skills=(make.PYTHON, words)) for who in (ADA, GRACE)]
        mary, joan = round_of("Mary", cards), round_of("Joan", both(4))
        [stage] = by_ada(mary, joan).stages
        assert [(texts.skills, texts.groups) for texts in stage.texts] == [
            (("Sql",), ((joan.candidate,), (mary.candidate,)))
        ]

    def test_does_not_ask_it_of_what_nobody_rated(self) -> None:
        words = make.PYTHON.model_copy(update={"questions": ("Another one.",)})
        cards = [make.card(who, {"sql": 4}, skills=(words, make.SQL)) for who in (ADA, GRACE)]
        [stage] = by_ada(round_of("Mary", cards), round_of("Joan", both(4))).stages
        assert stage.texts == ()
