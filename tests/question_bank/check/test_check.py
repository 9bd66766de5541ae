"""`bank check`: each rule with a bank that breaks it, and the built-in bank, which breaks none."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.cli.bank_limits import misfits
from question_bank.bank import Bank
from question_bank.check.check import Misfit, check
from question_bank.check.findings import Report
from tests.question_bank.banks import extension, question, role, skill, term, write_files


def no_misfits(_: Bank) -> Iterable[Misfit]:
    """Where a test is not about Slack's limits."""
    return ()


def report(folder: Path) -> Report:
    return check(folder, no_misfits)


def warnings(folder: Path) -> list[str]:
    result = report(folder)
    assert result.faults == ()
    return [str(place) for place in result.warnings]


def faults(folder: Path) -> list[str]:
    return [str(place) for place in report(folder).faults]


class TestBuiltInBank:
    def test_has_no_fault_and_no_warning(self) -> None:
        assert check(None, misfits) == Report(faults=(), warnings=())


class TestSmallBank:
    def test_that_breaks_no_rule_has_nothing_said_about_it(self, tmp_path: Path) -> None:
        folder = write_files(
            tmp_path,
            planner=role(),
            ours=extension(question()),
            words={"terms": [term("Empty station")]},
        )
        assert check(folder, misfits) == Report(faults=(), warnings=())


class TestLoader:
    def test_faults_of_files_and_of_words_are_said_together(self, tmp_path: Path) -> None:
        (tmp_path / "broken.toml").write_text("id =")
        write_files(tmp_path, ours=extension(question(ask="Are you married?")))
        broken, entry = faults(tmp_path)
        assert broken.startswith("broken.toml: is not correct TOML")
        assert entry.startswith(
            'ours.toml: questions[1] "hb-empty-stations": ask: "Are you married"'
        )


class TestQuestions:
    def test_with_the_same_words_are_a_fault(self, tmp_path: Path) -> None:
        words = "How do you find out which stations will be empty?"
        folder = write_files(
            tmp_path,
            ours=extension(question("hb-one", ask=words), question("hb-two", ask=words.upper())),
        )
        assert faults(folder) == [
            'ours.toml: questions[2] "hb-two": ask: has the words of "hb-one"'
        ]

    def test_with_the_words_of_one_of_ours_are_a_fault(self, tmp_path: Path, bank: Bank) -> None:
        ours = bank.question("backend-developer", "be-charged-once")
        assert ours
        folder = write_files(tmp_path, ours=extension(question(ask=ours.ask)))
        assert faults(folder) == [
            'ours.toml: questions[1] "hb-empty-stations": ask: has the words of "be-charged-once"'
        ]

    def test_that_nearly_repeat_one_of_ours_are_a_warning(self, tmp_path: Path, bank: Bank) -> None:
        ours = bank.question("ml-engineer", "ml-keep-more-customers")
        assert ours
        near = ours.ask.replace("sales director", "head of rentals")
        [warning] = warnings(write_files(tmp_path, ours=extension(question(ask=near))))
        assert 'asks nearly the same as "ml-keep-more-customers"' in warning
        assert ours.ask in warning

    def test_that_replace_one_of_ours_are_not_compared_with_it(
        self, tmp_path: Path, bank: Bank
    ) -> None:
        ours = bank.question("ml-engineer", "ml-keep-more-customers")
        assert ours
        changed = question("ml-keep-more-customers", ask=ours.ask)
        assert warnings(write_files(tmp_path, ours=extension(changed))) == []


class TestGuides:
    def test_that_say_the_same_at_both_levels_are_a_fault(self, tmp_path: Path) -> None:
        same = "Splits the errors by weather and compares them with a plain guess"
        guide = {"good": f"{same}!", "unprompted": "Asks what the drivers do today."}
        assert faults(write_files(tmp_path, ours=extension(question(senior=guide)))) == [
            (
                'ours.toml: questions[1] "hb-empty-stations": senior.good: '
                "says what junior.good says, so the answer tells nothing apart"
            )
        ]

    def test_that_nearly_say_the_same_are_a_warning(self, tmp_path: Path) -> None:
        nearly = "Splits the errors by weather and compares them with a simple guess."
        guide = question()["senior"] | {"good": nearly}
        [warning] = warnings(write_files(tmp_path, ours=extension(question(senior=guide))))
        assert "what does a senior add?" in warning


class TestSkills:
    def test_must_have_without_a_core_question_is_a_fault(self, tmp_path: Path) -> None:
        folder = write_files(tmp_path, ours=extension(question(skill="hb-vans"), skills=[skill()]))
        assert faults(folder) == [
            'ours.toml: skill "hb-vans": is scored, and no core question asks about it'
        ]

    def test_other_without_a_core_question_is_a_warning(self, tmp_path: Path) -> None:
        folder = write_files(tmp_path, ours=extension(skills=[skill(must_have=False)]))
        assert warnings(folder) == [
            'ours.toml: skill "hb-vans": is scored, and no core question asks about it'
        ]

    def test_of_ours_that_loses_its_core_question_is_a_fault(self, tmp_path: Path) -> None:
        no_longer_core = question("ml-test-like-the-future", skill="ml-evaluation")
        assert faults(write_files(tmp_path, ours=extension(no_longer_core))) == [
            'ours.toml: skill "ml-evaluation": is scored, and no core question asks about it'
        ]

    def test_shared_that_no_role_uses_is_a_warning(self, tmp_path: Path) -> None:
        shared = {
            "skills": [skill("hb-shared")],
            "questions": [question(skill="hb-shared", core=True)],
        }
        assert warnings(write_files(tmp_path, ours=shared)) == [
            'ours.toml: skill "hb-shared": is in the shared_skills of no role, so nobody is asked about it'
        ]

    def test_shared_and_used_needs_a_core_question_too(self, tmp_path: Path) -> None:
        shared = {"skills": [skill("hb-shared")], "questions": [question(skill="hb-shared")]}
        folder = write_files(tmp_path, shared=shared, planner=role(shared_skills=["hb-shared"]))
        assert faults(folder) == [
            'shared.toml: skill "hb-shared": is scored, and no core question asks about it'
        ]


class TestWords:
    @pytest.mark.parametrize("place", ["ask", "why"])
    def test_about_the_person_are_a_fault_wherever_they_stand(
        self, tmp_path: Path, place: str
    ) -> None:
        entry = question(**{place: "Do you have children, and who looks after them?"})
        [fault] = faults(write_files(tmp_path, ours=extension(entry)))
        assert fault.startswith(f'ours.toml: questions[1] "hb-empty-stations": {place}: ')
        assert '"Do you have children" is about family' in fault

    def test_about_the_person_may_stand_where_it_says_what_to_leave_out(
        self, tmp_path: Path
    ) -> None:
        brief = {"say": ["How many vans there are"], "leave_out": ["'Are you married?'"]}
        folder = write_files(tmp_path, ours=role(brief=brief, not_screened=["Your age"]))
        assert warnings(folder) == []

    def test_that_leave_people_out_are_a_warning_with_what_to_write_instead(
        self, tmp_path: Path
    ) -> None:
        entry = question(why="He should save manpower.")
        assert warnings(write_files(tmp_path, ours=extension(entry))) == [
            (
                'ours.toml: questions[1] "hb-empty-stations": why: '
                '"He" leaves people out; write they, them or themselves'
            ),
            (
                'ours.toml: questions[1] "hb-empty-stations": why: '
                '"manpower" leaves people out; write people or staff'
            ),
        ]

    def test_that_nobody_can_hear_are_a_warning_in_guides_anchors_and_red_flags(
        self, tmp_path: Path
    ) -> None:
        guide = question()["junior"] | {"good": "Has a good understanding of time series."}
        anchors = skill()["anchors"] | {"senior": "Is familiar with tours."}
        folder = write_files(
            tmp_path,
            ours=extension(
                question(junior=guide, red_flags=["No team player."]),
                question("hb-tours", skill="hb-vans", core=True, ask="Which tour went wrong?"),
                skills=[skill(anchors=anchors)],
            ),
        )
        lines = warnings(folder)
        assert len(lines) == 3
        for words in ("good understanding", "familiar with", "team player"):
            assert any(f'"{words}" cannot be heard in an answer' in line for line in lines)

    def test_that_nobody_can_hear_may_stand_in_what_the_interviewer_says(
        self, tmp_path: Path
    ) -> None:
        entry = question(ask="Which part of our forecasts are you most familiar with, and why?")
        assert warnings(write_files(tmp_path, ours=extension(entry))) == []


class TestGlossary:
    def test_name_that_leads_to_two_entries_is_a_warning(self, tmp_path: Path) -> None:
        folder = write_files(tmp_path, ours={"terms": [term("Empty station", aliases=["mypy"])]})
        assert warnings(folder) == [
            'ours.toml: terms[1] "Empty station": "mypy" also leads to "mypy"; only one of them is found'
        ]

    def test_role_that_nobody_has_is_a_warning(self, tmp_path: Path) -> None:
        folder = write_files(tmp_path, ours={"terms": [term("Empty station", fields=["rental"])]})
        assert warnings(folder) == [
            'ours.toml: terms[1] "Empty station": fields: no role has the id "rental"'
        ]


class TestSlackLimits:
    def test_more_skills_than_a_scorecard_has_room_for_are_a_fault(self, tmp_path: Path) -> None:
        skills = [skill(f"hb-skill-{n}", must_have=False) for n in range(40)]
        entry = question("hb-first", skill="hb-skill-0", core=True)
        result = check(write_files(tmp_path, ours=role(skills=skills, questions=[entry])), misfits)
        assert any("the scorecard: Slack would refuse it" in str(place) for place in result.faults)

    def test_a_role_of_the_longest_names_fits_wherever_people_see_it(self, tmp_path: Path) -> None:
        longest = role(builds=["w" * 160] * 6, uses=["w" * 60] * 12, must_haves=["w" * 160] * 10)
        assert check(write_files(tmp_path, ours=longest), misfits).faults == ()

    def test_a_kit_that_needs_more_than_one_screen_is_a_warning(self, tmp_path: Path) -> None:
        long = {"good": "w" * 300, "fine_to_miss": "w"}, {"good": "w" * 300, "unprompted": "w"}
        entry = [
            question(f"hb-{n}", skill="hb-vans", core=True, junior=long[0], senior=long[1])
            for n in range(15)
        ]
        result = check(write_files(tmp_path, ours=role(questions=entry)), misfits)
        screens = [str(place) for place in result.warnings if "on one screen" in str(place)]
        assert len(screens) == 4  # the short kit, and the full one of each level
        assert "of 15 core questions on one screen" in screens[0]
