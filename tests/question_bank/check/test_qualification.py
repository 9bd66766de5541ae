"""`[qualification]`: what a role asks of its interviewers, as its file says it, and what is wrong with it."""

from pathlib import Path

import pytest

from question_bank.authoring.diff import Change, Difference, difference
from question_bank.bank import Bank
from question_bank.check.check import check
from question_bank.load.loader import load
from question_bank.models import Qualification
from tests.question_bank.banks import Content, extension, question, role, write_files

TWICE: Content = {"shadowed": 2, "shadowed_by": 2}


def findings(folder: Path) -> tuple[list[str], list[str]]:
    report = check(folder, lambda _: ())
    return [str(place) for place in report.faults], [str(place) for place in report.warnings]


def asked(folder: Path, role_id: str) -> Qualification | None:
    found = load(folder).archetype(role_id)
    assert found
    return found.qualification


class TestLoading:
    def test_no_built_in_role_asks_for_anything(self, bank: Bank) -> None:
        assert not any(role.qualification for role in bank.archetypes)

    def test_comes_with_a_role_and_with_what_extends_one(self, tmp_path: Path) -> None:
        ours = extension(question(), qualification=TWICE | {"within_one": 0.8})
        folder = write_files(tmp_path, planner=role(qualification=TWICE), ours=ours)
        assert asked(folder, "van-planner") == Qualification(shadowed=2, shadowed_by=2)
        found = asked(folder, "ml-engineer")
        assert found == Qualification(shadowed=2, shadowed_by=2, within_one=0.8)
        assert asked(folder, "data-engineer") is None

    def test_of_an_extension_takes_the_place_of_the_one_before(self, tmp_path: Path) -> None:
        later = extension(qualification={"shadowed": 1}) | {"extends": "van-planner"}
        more = extension() | {"extends": "van-planner"}
        folder = write_files(tmp_path, a=role(qualification=TWICE), b=later, c=more)
        assert asked(folder, "van-planner") == Qualification(shadowed=1)


class TestCheck:
    @pytest.mark.parametrize(
        ("table", "fault"),
        [
            ({}, "qualification: asks for nothing; give it a number, or take the table out"),
            ({"or_held": 5}, "qualification: asks for nothing; give it a number, or take the table out"),
            ({"exact": 0.9, "within_one": 0.5},
             "qualification: exact is above within_one, and who meets the key is within a rung"),
            ({"shadowed": -1}, "qualification.shadowed: must be at least 0"),
            ({"shadowed": "twice"}, "qualification.shadowed: must be a whole number"),
            ({"within_one": 80}, "qualification.within_one: must be at most 1.0"),
            ({"within_one": "most"}, "qualification.within_one: must be a number"),
            ({"shadowd": 2}, "qualification.shadowd: is not a key of this place; did you mean shadowed?"),
        ],
    )  # fmt: skip
    def test_says_what_does_not_fit(self, tmp_path: Path, table: Content, fault: str) -> None:
        folder = write_files(tmp_path, ours=extension(question(), qualification=table))
        assert findings(folder) == ([f"ours.toml: {fault}"], [])

    def test_warns_of_a_round_that_nobody_can_pass(self, tmp_path: Path) -> None:
        wanted = role(qualification={"within_one": 0.8})
        warning = (
            "planner.toml: qualification: asks for a calibration round, and the role has no "
            "sample answers"
        )
        assert findings(write_files(tmp_path, planner=wanted)) == ([], [warning])

    def test_has_nothing_to_say_of_what_can_be_met(self, tmp_path: Path) -> None:
        wanted = {"exact": 0.5, "within_one": 0.8, "or_held": 10}
        folder = write_files(
            tmp_path, planner=role(qualification=TWICE), ours=extension(qualification=wanted)
        )
        assert findings(folder) == ([], [])


def test_what_is_asked_for_now_is_a_difference(tmp_path: Path) -> None:
    for name, content in (("old", role()), ("new", role(qualification={"shadowed": 2}))):
        (tmp_path / name).mkdir()
        write_files(tmp_path / name, planner=content)
    [found] = difference(tmp_path / "old", tmp_path / "new")
    assert isinstance(found, Difference)
    assert found.changes[0] == Change("qualification.shadowed", (), ("2",))
