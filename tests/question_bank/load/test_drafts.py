"""Drafts: what lacks guides or anchors stays out of the bank, stops no start, and is listed by the check."""

from pathlib import Path
from typing import Any

import pytest

from bot.cli.bank_limits import misfits
from question_bank.check.check import check
from question_bank.check.findings import Report
from question_bank.load.faults import BankFaults
from question_bank.load.loader import load
from tests.question_bank.banks import Content, extension, question, role, skill, write_files


def draft(question_id: str = "hb-draft", **fields: Any) -> Content:
    """A question as a list has it: its words, and nothing to listen for."""
    return {
        "id": question_id,
        "ask": f"What is the GIL ({question_id})?",
        "skill": "ml-evaluation",
    } | fields


def skill_draft(skill_id: str = "hb-python") -> Content:
    return {"id": skill_id, "name": "Python"}


def report(folder: Path) -> Report:
    return check(folder, misfits)


class TestQuestion:
    @pytest.mark.parametrize("lacking", ["junior", "senior"])
    def test_without_a_guide_is_left_out(self, tmp_path: Path, lacking: str) -> None:
        entry = question()
        del entry[lacking]
        bank = load(write_files(tmp_path, ours=extension(entry, question("hb-tours"))))
        assert bank.question("ml-engineer", "hb-empty-stations") is None
        assert bank.question("ml-engineer", "hb-tours")
        assert bank.drafts == 1

    def test_needs_no_more_than_an_id_and_its_words(self, tmp_path: Path) -> None:
        entry = draft(why="", tags=[], ask="Why? " * 60)
        del entry["skill"]
        result = report(write_files(tmp_path, ours=extension(entry)))
        assert (result.faults, result.warnings) == ((), ())

    def test_leaves_the_one_of_ours_that_it_is_to_replace(self, tmp_path: Path) -> None:
        bank = load(write_files(tmp_path, ours=extension(draft("ml-keep-more-customers"))))
        assert bank.question("ml-engineer", "ml-keep-more-customers")

    def test_has_faults_of_its_own_all_the_same(self, tmp_path: Path) -> None:
        write_files(tmp_path, ours=extension(draft(senoir={}), {"id": "hb-two"}, draft("hb three")))
        with pytest.raises(BankFaults) as error:
            load(tmp_path)
        assert [*map(str, error.value.faults)] == [
            'ours.toml: questions[1] "hb-draft": senoir: is not a key of this place; did you mean senior?',
            'ours.toml: questions[2] "hb-two": ask: is missing',
            (
                'ours.toml: questions[3] "hb three": id: '
                "may hold lower-case letters, digits and hyphens only (3 to 60)"
            ),
        ]

    def test_about_something_that_is_no_skill_is_a_fault(self, tmp_path: Path) -> None:
        ours = extension(question(skill=["hb-python"]), skills=[skill_draft()])
        [fault] = report(write_files(tmp_path, ours=ours)).faults
        assert str(fault).endswith("skill: must be text in quotes")


class TestSkill:
    def test_without_anchors_keeps_its_questions_waiting(self, tmp_path: Path) -> None:
        entries = [question(skill="hb-python"), question("hb-tours")]
        ours = extension(*entries, skills=[skill_draft()])
        bank = load(write_files(tmp_path, ours=ours))
        ml = bank.archetype("ml-engineer")
        assert ml
        assert ml.skill("hb-python") is None
        assert bank.question("ml-engineer", "hb-empty-stations") is None
        assert bank.question("ml-engineer", "hb-tours")

    def test_that_only_drafts_ask_about_is_a_warning(self, tmp_path: Path) -> None:
        ours = extension(draft(skill="hb-vans"), skills=[skill()])
        result = report(write_files(tmp_path, ours=ours))
        assert result.faults == ()
        assert [*map(str, result.warnings)] == [
            'ours.toml: skill "hb-vans": is scored, and no core question asks about it; only drafts do'
        ]


class TestRole:
    @pytest.mark.parametrize(
        "fields", [{"questions": [draft(skill="hb-vans")]}, {"skills": [skill_draft("hb-vans")]}]
    )
    def test_of_which_nothing_is_finished_stays_out_with_what_adds_to_it(
        self, tmp_path: Path, fields: Content
    ) -> None:
        more = extension(question(skill="hb-vans"), extends="van-planner")
        write_files(tmp_path, planner=role(**fields), more=more)
        bank = load(tmp_path)
        assert bank.archetype("van-planner") is None
        assert report(tmp_path).faults == ()

    def test_comes_in_with_the_first_question_that_is_finished(self, tmp_path: Path) -> None:
        entries = [question(skill="hb-vans", core=True), draft(skill="hb-vans")]
        planner = load(write_files(tmp_path, planner=role(questions=entries))).archetype(
            "van-planner"
        )
        assert planner
        assert [entry.id for entry in planner.questions] == ["hb-empty-stations"]

    def test_has_faults_of_its_own_all_the_same(self, tmp_path: Path) -> None:
        write_files(tmp_path, planner=role(questions=[draft()], uses=[]))
        assert [*map(str, report(tmp_path).faults)] == [
            "planner.toml: uses: needs at least 1 entries"
        ]


class TestCheck:
    def test_lists_drafts_briefly_and_not_as_faults(self, tmp_path: Path) -> None:
        entries = [draft(f"hb-{number}", skill="hb-python") for number in range(1, 6)]
        finished = question(skill="hb-python")
        planner = role(skills=[skill_draft()], questions=[*entries, finished])
        result = report(write_files(tmp_path, planner=planner))
        assert (result.faults, result.warnings) == ((), ())
        assert [*map(str, result.drafts)] == [
            'planner.toml: questions that lack guides: 5: "hb-1", "hb-2", "hb-3" and 2 more',
            'planner.toml: skills that lack anchors: 1: "hb-python"',
            'planner.toml: questions that wait for the anchors of their skill: 1: "hb-empty-stations"',
            (
                "planner.toml: van-planner: stays out as a whole until a skill of its own, "
                "and a question about it, are finished"
            ),
        ]

    def test_warns_of_a_draft_that_must_not_be_asked(self, tmp_path: Path) -> None:
        result = report(write_files(tmp_path, ours=extension(draft(ask="Are you married?"))))
        assert result.faults == ()
        [warning] = map(str, result.warnings)
        assert warning.startswith(
            'ours.toml: draft "hb-draft": ask: "Are you married" is about family'
        )
