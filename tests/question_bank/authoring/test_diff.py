"""What differs between two banks, in old and new words."""

from pathlib import Path

import pytest

from question_bank.authoring.diff import Change, Difference, difference
from question_bank.load.faults import BankFaults
from question_bank.load.loader import BUILT_IN
from tests.question_bank.banks import (
    Content,
    answer,
    extension,
    question,
    role,
    skill,
    term,
    write_files,
)


@pytest.fixture
def before(tmp_path: Path) -> Path:
    return _folder(tmp_path, "before")


@pytest.fixture
def after(tmp_path: Path) -> Path:
    return _folder(tmp_path, "after")


def _folder(parent: Path, name: str) -> Path:
    folder = parent / name
    folder.mkdir()
    return folder


def compare(before: Path, old: Content, after: Path, new: Content) -> tuple[Difference, ...]:
    write_files(before, ours=old)
    write_files(after, ours=new)
    return difference(before, after)


QUESTION = 'added to ml-engineer: question "hb-empty-stations"'


class TestDifference:
    def test_of_a_bank_and_itself_is_none(self) -> None:
        assert difference(BUILT_IN, BUILT_IN) == ()

    def test_of_a_changed_question_has_old_and_new_words(self, before: Path, after: Path) -> None:
        old, new = extension(question(why="Old.")), extension(question(why="New."))
        assert compare(before, old, after, new) == (
            Difference(QUESTION, "changed", (Change("why", ("Old.",), ("New.",)),)),
        )

    def test_of_a_changed_cue_has_old_and_new_words(self, before: Path, after: Path) -> None:
        guide = question()["senior"]
        old = extension(question(senior=guide | {"cue": "asks who drives"}))
        new = extension(question(senior=guide | {"cue": "asks what the vans cost"}))
        change = Change("senior.cue", ("asks who drives",), ("asks what the vans cost",))
        assert compare(before, old, after, new) == (Difference(QUESTION, "changed", (change,)),)

    def test_of_two_answers_to_a_question_names_the_one_that_changed(
        self, before: Path, after: Path
    ) -> None:
        first, second = answer(2), answer(3)
        old = extension(question(), answers=[first, second])
        new = extension(question(), answers=[first, second | {"key": 4}])
        [entry] = compare(before, old, after, new)
        assert entry.entry.startswith('added to ml-engineer: answer "hb-empty-stations-')
        assert entry.changes == (Change("key", ("3",), ("4",)),)

    def test_of_a_changed_anchor_has_old_and_new_words(self, before: Path, after: Path) -> None:
        anchors = skill()["anchors"] | {"senior": "Tells what a wrong tour cost."}
        [entry] = compare(before, role(), after, role(skills=[skill(anchors=anchors)]))
        assert entry.entry == 'van-planner: skill "hb-vans"'
        [change] = entry.changes
        assert change.field == "anchors.senior"
        assert change.old == ("Tells what a wrong tour cost, and how that became rarer.",)
        assert change.new == ("Tells what a wrong tour cost.",)

    def test_of_a_list_has_only_the_lines_that_differ(self, before: Path, after: Path) -> None:
        old, new = question(tags=["maps", "rain"]), question(tags=["bikes", "maps"])
        [entry] = compare(before, extension(old), after, extension(new))
        assert entry.changes == (Change("tags", ("rain",), ("bikes",)),)

    def test_of_a_list_in_another_order_has_it_in_full(self, before: Path, after: Path) -> None:
        old, new = question(tags=["maps", "rain"]), question(tags=["rain", "maps"])
        [entry] = compare(before, extension(old), after, extension(new))
        assert entry.changes == (Change("tags", ("maps", "rain"), ("rain", "maps")),)

    def test_tells_that_a_question_became_core_or_longer(self, before: Path, after: Path) -> None:
        [entry] = compare(
            before, extension(question()), after, extension(question(core=True, minutes=9))
        )
        assert entry.changes == (
            Change("core", ("false",), ("true",)),
            Change("minutes", ("8",), ("9",)),
        )

    def test_names_what_was_added_and_what_is_gone(self, before: Path, after: Path) -> None:
        old, new = extension(question()), extension(question("hb-tours"))
        assert compare(before, old, after, new) == (
            Difference(QUESTION, "gone"),
            Difference('added to ml-engineer: question "hb-tours"', "added"),
        )

    def test_tells_changes_of_a_role_and_of_the_glossary(self, before: Path, after: Path) -> None:
        write_files(before, ours=role(), words={"terms": [term("Empty station")]})
        write_files(
            after,
            ours=role(pay={"low": 5, "high": 10}),
            words={"terms": [term("Empty station", what="No bike.")]},
        )
        assert difference(before, after) == (
            Difference("van-planner", "changed", (Change("pay.low", ("0",), ("5",)),)),
            Difference(
                'glossary: term "Empty station"',
                "changed",
                (Change("what", ("A station without bikes.",), ("No bike.",)),),
            ),
        )

    def test_of_a_file_that_only_got_another_name_is_none(self, before: Path, after: Path) -> None:
        write_files(before, ours=role())
        write_files(after, theirs=role())
        assert difference(before, after) == ()

    def test_of_two_files_needs_no_folder(self, before: Path, after: Path) -> None:
        write_files(before, ours=role())
        write_files(after, theirs=role(summary="Plans tours."))
        [entry] = difference(before / "ours.toml", after / "theirs.toml")
        assert entry.changes[0].field == "summary"

    def test_of_a_file_that_cannot_be_read_is_a_fault(self, before: Path, after: Path) -> None:
        write_files(before, ours=role())
        (after / "ours.toml").write_text("id =")
        with pytest.raises(BankFaults, match=r"ours\.toml: is not correct TOML"):
            difference(before, after)
        with pytest.raises(BankFaults, match=r"ours\.toml: is not correct TOML"):
            difference(before, after / "ours.toml")
