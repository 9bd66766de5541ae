"""The rules for cues: each with a bank that breaks it, and the built-in cues, which break none."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from question_bank.bank import Bank
from question_bank.check.check import check
from question_bank.models import CUE_WORDS, Question
from tests.question_bank.banks import extension, question, write_files

ENTRY = 'ours.toml: questions[1] "hb-empty-stations"'
JUNIOR, SENIOR = question()["junior"], question()["senior"]


def findings(folder: Path, **guides: dict[str, str]) -> tuple[list[str], list[str]]:
    """The faults and the warnings about a question with these guides."""
    report = check(write_files(folder, ours=extension(question(**guides))), lambda _: ())
    return [str(place) for place in report.faults], [str(place) for place in report.warnings]


class TestCues:
    def test_that_are_missing_are_one_warning(self, tmp_path: Path) -> None:
        guides = {
            level: {key: words for key, words in guide.items() if key != "cue"}
            for level, guide in (("junior", JUNIOR), ("senior", SENIOR))
        }
        problem = "is missing; say in at most 12 words what to listen for"
        assert findings(tmp_path, **guides) == (
            [],
            [f"{ENTRY}: junior.cue and senior.cue: {problem}"],
        )
        assert findings(tmp_path, junior=guides["junior"]) == (
            [],
            [f"{ENTRY}: junior.cue: {problem}"],
        )

    def test_that_are_too_long_are_a_fault(self, tmp_path: Path) -> None:
        faults, warnings = findings(tmp_path, senior=SENIOR | {"cue": "asks " * (CUE_WORDS + 1)})
        assert warnings == []
        assert faults == [f"{ENTRY}: senior.cue: has 13 words; at most 12 fit, in one short clause"]

    def test_that_are_the_same_at_both_levels_are_a_fault(self, tmp_path: Path) -> None:
        same = SENIOR | {"cue": f"{JUNIOR['cue'].upper()}!"}
        assert findings(tmp_path, senior=same) == (
            [
                f"{ENTRY}: senior.cue: says what junior.cue says; name what only a senior does or asks"
            ],
            [],
        )

    def test_that_are_nearly_the_same_at_both_levels_are_a_warning(self, tmp_path: Path) -> None:
        near = SENIOR | {"cue": JUNIOR["cue"].replace("anything", "a thing")}
        assert findings(tmp_path, senior=near) == (
            [],
            [f"{ENTRY}: senior.cue: says nearly what junior.cue says; what does only a senior do?"],
        )

    @pytest.mark.parametrize(
        "cue", ["splits the errors by weather", "splits all errors by weather and compares them"]
    )
    def test_that_begin_like_the_guide_are_a_warning(self, tmp_path: Path, cue: str) -> None:
        assert findings(tmp_path, junior=JUNIOR | {"cue": cue}) == (
            [],
            [
                (
                    f"{ENTRY}: junior.cue: repeats the first words of junior.good; "
                    "name the act that tells this level"
                )
            ],
        )

    def test_that_nobody_can_hear_are_a_warning(self, tmp_path: Path) -> None:
        vague = SENIOR | {"cue": "has a good understanding of errors"}
        [warning] = findings(tmp_path, senior=vague)[1]
        assert warning.startswith(f'{ENTRY}: senior.cue: "good understanding" cannot be heard')


def _built_in(bank: Bank) -> Iterator[Question]:
    for role in bank.archetypes:
        yield from role.questions


class TestBuiltInCues:
    def test_stand_at_both_levels_of_every_question_and_differ(self, bank: Bank) -> None:
        for entry in _built_in(bank):
            assert entry.junior.cue, entry.id
            assert entry.senior.cue, entry.id
            assert entry.junior.cue != entry.senior.cue, entry.id

    def test_are_one_short_clause_and_no_copy_of_the_guide(self, bank: Bank) -> None:
        for entry in _built_in(bank):
            for guide in (entry.junior, entry.senior):
                assert len(guide.cue.split()) <= CUE_WORDS, entry.id
                assert guide.cue[0].islower(), entry.id
                assert not guide.cue.endswith("."), entry.id
                assert not guide.good.casefold().startswith(guide.cue.casefold()), entry.id

    def test_stand_once_in_the_bank(self, bank: Bank) -> None:
        questions = {entry.id: entry for entry in _built_in(bank)}
        cues = [guide.cue for entry in questions.values() for guide in (entry.junior, entry.senior)]
        assert len(set(cues)) == len(cues) == 2 * len(questions)
