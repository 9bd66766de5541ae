"""What somebody lacks of what a role asks: the rule, and what is counted for it on both databases."""

from collections.abc import Iterable

import pytest

from interviews.calibration.models import Part
from interviews.calibration.rounds import own_part, part_of, rate
from interviews.calibration.shared import NewRound, close, start
from interviews.models import Interview, InterviewState, Practice, Rating
from interviews.panels.qualification import Gap, gap, gaps
from interviews.scorecards.submit import submit
from interviews.store import Store
from question_bank.models import Archetype, Qualification
from tests.interviews import make
from tests.interviews.people import ADA, BARBARA, GRACE, NOON, OTHER_TEAM, RADIA, TEAM, at, person
from tests.interviews.store.test_query_plans import plan, queries_of

BACKEND, ML = "backend-developer", "ml-engineer"
ALL = Qualification(shadowed=2, shadowed_by=2, exact=0.5, within_one=0.8, or_held=10)
NEVER = Gap(user_id=GRACE, shadowed=(0, 2), shadowed_by=(0, 2), lacks_round=True)


class TestRule:
    @pytest.mark.parametrize(
        ("asked", "practice", "passed", "missing"),
        [
            (ALL, Practice(), False, NEVER),
            (ALL, Practice(shadowed=1), True, Gap(user_id=GRACE, shadowed=(1, 2), shadowed_by=(0, 2))),
            (ALL, Practice(shadowed=2, shadowed_by=2, held=2), False, Gap(user_id=GRACE, lacks_round=True)),
            (ALL, Practice(shadowed=2, shadowed_by=2, held=2), True, None),
            (ALL, Practice(shadowed=9, shadowed_by=1, held=9), True, Gap(user_id=GRACE, shadowed_by=(1, 2))),
            (ALL, Practice(held=9), False, NEVER),
            (ALL, Practice(held=10), False, None),
            (Qualification(shadowed=1), Practice(held=99), True, Gap(user_id=GRACE, shadowed=(0, 1))),
            (Qualification(shadowed=1), Practice(shadowed=1), False, None),
            (Qualification(shadowed_by=1), Practice(), False, Gap(user_id=GRACE, shadowed_by=(0, 1))),
            (Qualification(exact=0.5), Practice(), False, Gap(user_id=GRACE, lacks_round=True)),
            (Qualification(within_one=0.5), Practice(), True, None),
        ],
    )  # fmt: skip
    def test_says_what_is_missing(
        self, asked: Qualification, practice: Practice, passed: bool, missing: Gap | None
    ) -> None:
        assert gap(asked, GRACE, practice, passed=passed) == missing


def role(ml: Archetype, **asked: float) -> Archetype:
    """The role with what it asks of its interviewers."""
    return ml.model_copy(update={"qualification": Qualification(**asked)})


def meets(
    store: Store,
    number: int,
    scored: Iterable[str] = (),
    listens: Iterable[str] = (),
    times: dict[str, float] | None = None,
    role_id: str = BACKEND,
) -> None:
    """These people have met a candidate of this number: some sent a scorecard, and others only listened."""
    candidate_id = f"candidate-{number}"
    store.candidates.add(make.candidate(candidate_id, f"Candidate {number}", role=role_id))
    for who in (*scored, *listens):
        minutes = (times or {}).get(who)
        store.interviews.plan(
            Interview(
                team_id=TEAM, id=f"{who}-{number}", candidate_id=candidate_id, interviewer_id=who,
                created_at=at(0), starts_at=None if minutes is None else at(minutes), minutes=45,
            )
        )  # fmt: skip
    for who in scored:
        submit(store, person(who), make.form(f"card-{who}-{number}", candidate_id), at(0))
    for who in listens:
        store.interviews.set_state(TEAM, f"{who}-{number}", InterviewState.SHADOWED)


def practice(store: Store, who: str, minutes: float = 60) -> Practice:
    return store.interviews.practice(TEAM, BACKEND, (who,), at(minutes)).get(who, Practice())


class TestPractice:
    """What somebody has done for a role, whoever's candidates they were."""

    def test_counts_what_was_heard_held_and_held_before_a_listener(self, store: Store) -> None:
        meets(store, 1, scored=[GRACE, ADA], listens=[BARBARA])
        meets(store, 2, scored=[GRACE], listens=[BARBARA, RADIA])
        meets(store, 3, scored=[GRACE])
        assert practice(store, GRACE) == Practice(held=3, shadowed_by=2)
        assert practice(store, ADA) == Practice(held=1, shadowed_by=1)
        assert practice(store, BARBARA) == Practice(shadowed=2)

    def test_of_several_people_comes_at_once(self, store: Store) -> None:
        meets(store, 1, scored=[GRACE, ADA], listens=[BARBARA])
        found = store.interviews.practice(TEAM, BACKEND, (GRACE, BARBARA, RADIA), at(60))
        assert found == {GRACE: Practice(held=1, shadowed_by=1), BARBARA: Practice(shadowed=1)}

    def test_leaves_out_what_is_not_that(self, store: Store) -> None:
        meets(store, 1, scored=[GRACE], listens=[BARBARA], role_id="data-engineer")
        meets(store, 2)
        store.interviews.invite(make.candidate("candidate-2"), GRACE, at(0), confirmed=True)
        assert practice(store, GRACE) == practice(store, BARBARA) == Practice()
        meets(store, 3, scored=[GRACE])
        assert store.interviews.practice(OTHER_TEAM, BACKEND, (GRACE,), at(60)) == {}

    def test_counts_an_amended_scorecard_once(self, store: Store) -> None:
        meets(store, 1, scored=[GRACE], listens=[BARBARA])
        submit(store, person(GRACE), make.form("again", "candidate-1", seen=1), at(1))
        assert practice(store, GRACE) == Practice(held=1, shadowed_by=1)

    def test_counts_a_listener_once_the_interview_has_begun(self, store: Store) -> None:
        meets(store, 1, listens=[BARBARA], times={BARBARA: 30})
        assert practice(store, BARBARA, 29) == Practice()
        assert practice(store, BARBARA, 30) == Practice(shadowed=1)

    @pytest.mark.parametrize(
        ("times", "counts"),
        [
            ({}, 1),
            ({GRACE: 0}, 1),
            ({BARBARA: 0}, 1),
            ({GRACE: 0, BARBARA: 0}, 1),
            ({GRACE: 0, BARBARA: 45}, 0),
        ],
        ids=["no time", "no time of the listener", "theirs alone", "the same time", "another time"],
    )
    def test_goes_by_the_time_where_both_have_one(
        self, store: Store, times: dict[str, float], counts: int
    ) -> None:
        meets(store, 1, scored=[GRACE], listens=[BARBARA], times=times)
        assert practice(store, GRACE).shadowed_by == counts

    def test_of_whoever_listened_and_then_interviewed_is_the_interview(self, store: Store) -> None:
        meets(store, 1, listens=[GRACE])
        store.interviews.invite(make.candidate("candidate-1"), GRACE, at(1), confirmed=True)
        submit(store, person(GRACE), make.form("card", "candidate-1"), at(2))
        assert practice(store, GRACE) == Practice(held=1)

    def test_goes_with_what_was_erased(self, store: Store) -> None:
        meets(store, 1, scored=[GRACE], listens=[BARBARA])
        store.candidates.erase(TEAM, "candidate-1", ADA, at(1))
        assert practice(store, GRACE) == practice(store, BARBARA) == Practice()

    def test_is_found_by_the_people_alone(
        self, store: Store, ml: Archetype, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """One statement for all of a panel, and another for their rounds."""
        meets(store, 1, scored=[GRACE], listens=[BARBARA])
        asking = role(ml, exact=0.5)
        queries = queries_of(store, monkeypatch)
        gaps(store, TEAM, asking, (GRACE, BARBARA, ADA), at(60))
        monkeypatch.undo()
        assert len(queries) == 2
        if store._engine.dialect == "sqlite":
            steps = "\n".join(plan(store, sql, params) for sql, params in queries)
            assert "interviews_by_user (team_id=? AND interviewer_id=?)" in steps
            assert (
                "calibration_rounds_passed (team_id=? AND created_by=? AND archetype_id=?)" in steps
            )
            assert "(team_id=?)" not in steps
            assert "SCAN i" not in steps


def plays(store: Store, who: str, part: Part, *off: int) -> Part:
    """Somebody rates all that is left, each so many rungs off the key; the last figure holds for the rest."""
    for number, answer in enumerate(part.round.answers, 1):
        away = off[min(number, len(off)) - 1]
        rating = Rating(
            answer.key + away if answer.key + away <= Rating.BEYOND_SENIOR else answer.key - away
        )
        part = rate(store, person(who), part.round.id, number, rating, "", at(number))
    return part


def lacks_round(store: Store, asking: Archetype, *people: str) -> list[str]:
    return [each.user_id for each in gaps(store, TEAM, asking, people, at(60))]


class TestRound:
    """Passed or not is all that is known of a round beyond its rater, and that only where they were told."""

    @pytest.mark.parametrize(
        ("asked", "off", "passed"),
        [
            ({"exact": 1}, (0,), True),
            ({"exact": 1}, (1, 0), False),
            ({"exact": 0.5}, (0, 0, 0, 0, 2), True),
            ({"exact": 0.5}, (0, 0, 0, 2), False),
            ({"within_one": 1}, (1,), True),
            ({"within_one": 0.9}, (2, 1), False),
            ({"within_one": 0.8}, (2, 0), True),
            ({"within_one": 0.8}, (2, 2, 0), False),
            ({"within_one": 0.8, "exact": 0.5}, (1,), False),
            ({"within_one": 0.8, "exact": 0.5}, (0, 0, 0, 0, 1), True),
        ],
    )  # fmt: skip
    def test_is_passed_as_the_role_asks(
        self,
        store: Store,
        ml: Archetype,
        asked: dict[str, float],
        off: tuple[int, ...],
        passed: bool,
    ) -> None:
        asking = role(ml, **asked)
        over = plays(store, ADA, own_part(store, person(ADA), asking, at(0)), *off)
        assert over.round.passed == passed
        assert lacks_round(store, asking, ADA, GRACE) == ([GRACE] if passed else [ADA, GRACE])

    def test_that_is_not_passed_is_as_one_that_nobody_began(
        self, store: Store, ml: Archetype
    ) -> None:
        asking = role(ml, within_one=0.8)
        plays(store, ADA, own_part(store, person(ADA), asking, at(0)), 2)
        begun = own_part(store, person(BARBARA), asking, at(0))
        rate(store, person(BARBARA), begun.round.id, 1, Rating.BETWEEN, "", at(1))
        found = gaps(store, TEAM, asking, (ADA, BARBARA, RADIA), at(60))
        assert len({each.model_copy(update={"user_id": ""}) for each in found}) == 1
        assert len(found) == 3

    def test_stays_passed_after_another_that_is_not(self, store: Store, ml: Archetype) -> None:
        """Or a warning that comes back would tell of it."""
        asking = role(ml, within_one=0.8)
        plays(store, ADA, own_part(store, person(ADA), asking, at(0)), 0)
        plays(store, ADA, own_part(store, person(ADA), asking, at(20)), 2)
        assert lacks_round(store, asking, ADA) == []

    def test_of_several_people_is_passed_by_nobody(self, store: Store, ml: Archetype) -> None:
        """Who took part is known, so that somebody did not pass would be known too."""
        asking = role(ml, within_one=0.8)
        store.openings.add(make.opening())
        new = NewRound(id="round-0123456789abcdef", raters=(ADA, GRACE), due_at=at(40))
        begun = start(store, person(ADA), asking, new, at(0))
        for who in (ADA, GRACE):
            plays(store, who, part_of(store, person(who), begun.id), 0)
        close(store, TEAM, begun.id, at(50))
        assert lacks_round(store, asking, ADA, GRACE) == [ADA, GRACE]

    def test_counts_where_its_rater_was_told_before_it_began(
        self, store: Store, ml: Archetype
    ) -> None:
        begun = own_part(store, person(ADA), ml, at(0))
        asking = role(ml, within_one=0.8)
        assert not plays(store, ADA, begun, 0).round.passed
        assert lacks_round(store, asking, ADA) == [ADA]

    def test_is_held_against_what_was_asked_when_it_began(
        self, store: Store, ml: Archetype
    ) -> None:
        begun = own_part(store, person(ADA), role(ml, exact=0.5), at(0))
        stricter = role(ml, exact=1)
        assert own_part(store, person(ADA), stricter, at(1)).round == begun.round
        plays(store, ADA, begun, 0, 0, 0, 0, 2)
        assert lacks_round(store, stricter, ADA) == []

    def test_is_one_of_the_same_role_and_team(self, store: Store, ml: Archetype) -> None:
        asking = role(ml, within_one=0.8)
        plays(store, ADA, own_part(store, person(ADA), asking, at(0)), 0)
        other = asking.model_copy(update={"id": "data-engineer"})
        assert lacks_round(store, other, ADA) == [ADA]
        assert store.calibration.list_passed(OTHER_TEAM, ML, (ADA,)) == frozenset()


class TestGaps:
    def test_are_none_where_the_role_asks_for_nothing(self, store: Store, ml: Archetype) -> None:
        assert gaps(store, TEAM, ml, (GRACE,), NOON) == ()
        assert gaps(store, TEAM, None, (GRACE,), NOON) == ()
        assert gaps(store, TEAM, role(ml, shadowed=1), (), NOON) == ()

    def test_come_in_the_order_of_the_panel_each_person_once(
        self, store: Store, ml: Archetype
    ) -> None:
        found = gaps(store, TEAM, role(ml, shadowed=1), (GRACE, "person-1a2b", ADA, GRACE), NOON)
        assert [each.user_id for each in found] == [GRACE, "person-1a2b", ADA]
