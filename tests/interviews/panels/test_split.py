"""The split of skills over a panel, the questions each interviewer gets, and what a plan lacks."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.panels.split import Assignment, coverage, deal_questions, propose, remark, warnings
from question_bank.bank import Bank
from question_bank.models import Anchors, Archetype, Skill

ANCHORS = Anchors(below_junior="1", junior="2", between="3", senior="4", beyond_senior="5")


def skills(*must_haves: bool) -> list[Skill]:
    """So many skills, each a must-have or not."""
    return [
        Skill(
            id=f"skill-{number}", name=f"Skill {number}", must_have=must, about="x", anchors=ANCHORS
        )
        for number, must in enumerate(must_haves)
    ]


def people(count: int) -> list[str]:
    return [f"U{number}" for number in range(count)]


ROLES = st.lists(st.booleans(), min_size=1, max_size=12).map(lambda them: skills(*them))
PANELS = st.integers(min_value=1, max_value=8).map(people)


class TestSplit:
    @given(ROLES, PANELS)
    def test_gives_everybody_two_or_three_skills(self, role: list[Skill], panel: list[str]) -> None:
        for focus in propose(role, panel).values():
            assert min(2, len(role)) <= len(focus) <= 3
            assert len(set(focus)) == len(focus)

    @given(ROLES, PANELS)
    def test_covers_must_haves_first_and_where_possible_twice(
        self, role: list[Skill], panel: list[str]
    ) -> None:
        times = Counter(skill_id for focus in propose(role, panel).values() for skill_id in focus)
        must = [skill.id for skill in role if skill.must_have]
        room = min(3, len(role)) * len(panel)
        if room >= len(must):
            assert all(times[skill_id] for skill_id in must)
        if room >= len(must) + len(role):
            assert all(times[skill.id] for skill in role)
            assert all(times[skill_id] >= min(2, len(panel)) for skill_id in must)

    @given(ROLES, PANELS, st.data())
    def test_leaves_what_is_settled(
        self, role: list[Skill], panel: list[str], data: st.DataObject
    ) -> None:
        ids = st.lists(
            st.sampled_from([skill.id for skill in role]), min_size=1, max_size=3, unique=True
        )
        settled = {who: tuple(data.draw(ids)) for who in data.draw(st.sets(st.sampled_from(panel)))}
        found = propose(role, panel, settled)
        assert list(found) == panel
        assert settled.items() <= found.items()
        assert all(found[who] for who in panel)

    def test_fills_the_holes_that_the_settled_leave(self) -> None:
        found = propose(skills(True, True, True, True), people(2), {"U0": ("skill-0", "skill-1")})
        assert set(found["U1"]) >= {"skill-2", "skill-3"}

    def test_of_nobody_is_empty(self) -> None:
        assert propose(skills(True), []) == {}


class TestQuestions:
    @pytest.fixture(params=["backend-developer", "data-engineer", "devops-engineer", "ml-engineer"])
    def role(self, request: pytest.FixtureRequest, bank: Bank) -> Archetype:
        found = bank.archetype(request.param)
        assert found
        return found

    @pytest.mark.parametrize("count", [1, 2, 4, 6])
    def test_differ_for_each_interviewer_and_belong_to_their_skills(
        self, role: Archetype, count: int
    ) -> None:
        split = propose(role.skills, people(count))
        dealt = deal_questions(role, [Assignment(focus=focus) for focus in split.values()])
        everything = [question_id for mine in dealt for question_id in mine]
        assert len(everything) == len(set(everything))
        by_id = {question.id: question for question in role.questions}
        for focus, mine in zip(split.values(), dealt, strict=True):
            assert {by_id[question_id].skill for question_id in mine} == set(focus)

    def test_begin_with_the_core_one(self, role: Archetype) -> None:
        focus = tuple(skill.id for skill in role.skills[:2])
        [mine] = deal_questions(role, [Assignment(focus=focus)])
        by_id = {question.id: question for question in role.questions}
        assert by_id[mine[0]].core
        assert by_id[mine[0]].skill == focus[0]

    def test_stay_with_whoever_has_them(self, role: Archetype) -> None:
        skill = role.skills[0].id
        [core, second] = deal_questions(role, [Assignment(focus=(skill,))])[0]
        newcomer, kept = deal_questions(
            role, [Assignment(focus=(skill,)), Assignment(focus=(skill,), questions=(second, core))]
        )
        assert set(kept) == {core, second}
        assert not set(newcomer) & {core, second}

    def test_of_a_poor_bank_are_asked_twice_rather_than_not_at_all(self, role: Archetype) -> None:
        first = role.skills[0].id
        one_question = next(question for question in role.questions if question.skill == first)
        poor = role.model_copy(update={"questions": (one_question,)})
        dealt = deal_questions(poor, [Assignment(focus=(first,)), Assignment(focus=(first,))])
        assert dealt == ((one_question.id,), (one_question.id,))

    def test_that_the_bank_no_longer_has_are_replaced(self, role: Archetype) -> None:
        skill = role.skills[0].id
        [mine] = deal_questions(role, [Assignment(focus=(skill,), questions=("gone",))])
        assert len(mine) == 2
        assert "gone" not in mine


class TestCoverage:
    def test_names_who_looks_at_what(self) -> None:
        found = coverage(skills(True, True), {"U0": ("skill-0",), "U1": ("skill-0",)})
        assert [skill.interviewers for skill in found] == [("U0", "U1"), ()]

    def test_counts_somebody_without_focus_for_every_skill(self) -> None:
        assert all(
            skill.interviewers == ("U0",) for skill in coverage(skills(True, False), {"U0": ()})
        )

    def test_warns_of_holes_and_large_panels(self) -> None:
        role = skills(True, True, False)
        found = warnings(coverage(role, {"U0": ("skill-0",)}), 5)
        assert found[0] == "Nobody looks at “Skill 1” and “Skill 2”."
        assert found[1].startswith("5 interviewers are many")
        assert len(found) == 2

    @pytest.mark.parametrize("count", [3, 4])
    @pytest.mark.parametrize("must_haves", [5, 6, 8])
    def test_never_warns_of_its_own_proposal(self, must_haves: int, count: int) -> None:
        role = skills(*[True] * must_haves)
        assert warnings(coverage(role, propose(role, people(count))), count) == ()

    @pytest.mark.parametrize(
        ("looked_at", "interviewers", "said"),
        [
            (1, 1, "1 must-have has one interviewer; a second person would cover more."),
            (2, 3, "2 must-haves have one interviewer each; a fourth person would cover more."),
            (2, 4, "2 must-haves have one interviewer each."),
        ],
    )
    def test_remarks_on_what_one_person_alone_looks_at(
        self, looked_at: int, interviewers: int, said: str
    ) -> None:
        role = skills(True, True, False)
        focus = {"U0": tuple(f"skill-{n}" for n in range(looked_at)), "U1": ("skill-2",)}
        assert remark(coverage(role, focus), interviewers) == said

    def test_has_nothing_to_say_of_a_good_panel(self) -> None:
        role = skills(True, True, False)
        assert warnings(coverage(role, propose(role, people(3))), 3) == ()
        assert remark(coverage(role, propose(role, people(3))), 3) == ""


class TestSharedSkill:
    """One skill that everybody rates, so that their ratings can be laid beside each other."""

    @given(ROLES, PANELS)
    def test_is_one_of_the_two_or_three_of_everybody(
        self, role: list[Skill], panel: list[str]
    ) -> None:
        for focus in propose(role, panel, shared="skill-0").values():
            assert "skill-0" in focus
            assert min(2, len(role)) <= len(set(focus)) == len(focus) <= 3

    def test_that_is_none_of_these_skills_is_nobodys(self) -> None:
        role = skills(True, True, False)
        assert propose(role, people(2), shared="gone") == propose(role, people(2))

    def test_leaves_the_others_to_be_covered(self) -> None:
        found = propose(skills(*[True] * 5), people(3), shared="skill-4")
        assert {skill_id for focus in found.values() for skill_id in focus} == {
            f"skill-{number}" for number in range(5)
        }

    @pytest.mark.parametrize(
        ("settled", "then"),
        [
            (("skill-0",), ("skill-0", "skill-9")),
            (("skill-9", "skill-0"), ("skill-9", "skill-0")),
            (("skill-0", "skill-1", "skill-2"), ("skill-0", "skill-2", "skill-9")),
        ],
    )
    def test_takes_the_place_of_what_others_look_at_too(
        self, settled: tuple[str, ...], then: tuple[str, ...]
    ) -> None:
        role, other = skills(*[True] * 10), ("skill-1", "skill-9")
        found = propose(role, people(2), {"U0": settled, "U1": other}, "skill-9")
        assert found == {"U0": then, "U1": other}
