"""A bank's folder as it is on people's disks: what is read, what is passed over, and what is said about the rest."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli.bank_limits import misfits
from question_bank.check.check import check
from question_bank.load.files import MOST_NAMED, read_directory
from tests.question_bank.banks import role, toml, write_files


def seen(folder: Path) -> tuple[list[str], list[str], list[str]]:
    """Names of the files that are read, faults, and what is said of all that is not read."""
    directory = read_directory(folder)
    names = [file.name for file in directory.files]
    return names, [*map(str, directory.faults)], [*map(str, directory.unread)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A bank of a single file."""
    return write_files(tmp_path, role=role())


class TestBesideTheFiles:
    @pytest.mark.parametrize(
        "name",
        [".#role.toml", "._role.toml", "role.toml~", "#role.toml#", ".role.toml.swp", ".git"],
    )
    def test_what_an_editor_leaves_is_passed_over(self, folder: Path, name: str) -> None:
        (folder / name).write_bytes(b"\xff no TOML")
        assert seen(folder) == (["role.toml"], [], [])

    def test_the_lock_of_an_editor_may_be_a_link_to_nowhere(self, folder: Path) -> None:
        (folder / ".#role.toml").symlink_to("ada@laptop.4711")
        assert seen(folder) == (["role.toml"], [], [])

    def test_capitals_make_no_other_file(self, tmp_path: Path) -> None:
        (tmp_path / "ROLE.TOML").write_text(toml(role()))
        assert seen(tmp_path) == (["ROLE.TOML"], [], [])

    @pytest.mark.parametrize(
        ("made", "said"),
        [
            (lambda path: (path / "teams").mkdir(), "teams: is a folder, and is not read; move"),
            (lambda path: (path / "x.toml").mkdir(), "x.toml: is a folder, and is not read; move"),
            (lambda path: os.mkfifo(path / "p.toml"), "p.toml: is no ordinary file, and is not"),
            (lambda path: (path / "role.yaml").touch(), "role.yaml: is not read; the bank's files"),
            (lambda path: (path / "a\x1b[2J.md").touch(), "a�[2J.md: is not"),
        ],
    )
    def test_everything_else_is_named_in_a_warning(
        self, folder: Path, made: Callable[[Path], None], said: str
    ) -> None:
        made(folder)
        report = check(folder, misfits)
        assert report.faults == ()
        [warning] = report.warnings
        assert str(warning).startswith(said)

    def test_of_very_many_the_rest_is_counted(self, folder: Path) -> None:
        for number in range(MOST_NAMED + 3):
            (folder / f"{number}.csv").touch()
        _, _, unread = seen(folder)
        assert len(unread) == MOST_NAMED + 1
        assert unread[-1] == f"{folder}: holds 3 more that are not read"


class TestFiles:
    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"", "has none of the keys id, extends or terms"),
            (b'id = "a\0b"', "is not correct TOML: Illegal character"),
            (b'extends = "a\\u0000b"', "extends: holds the control character U+0000; take it out"),
            (b"a = " + b"[" * 100_000, "is nested too deeply"),
            (b"a = " + b"{a = " * 5_000, "is nested too deeply"),
            (b"a" + b".a" * 5_000 + b" = 1", "is nested too deeply"),
            (b"a = " + b"9" * 5_000, "holds a number of thousands of digits"),
            (b'id = "abc"\n[pay]\nlow = 0x' + b"f" * 9_000, "name: is missing"),
            ('id = "abc"'.encode("utf-16"), "line 1: is not UTF-8"),
            (b"terms = [[1], 2]", "terms[1]: must be a table with its own keys"),
        ],
    )
    def test_that_no_person_would_write_get_a_sentence(
        self, tmp_path: Path, content: bytes, said: str
    ) -> None:
        (tmp_path / "odd.toml").write_bytes(content)
        _, faults, _ = seen(tmp_path)
        assert faults[0].startswith(f"odd.toml: {said}")

    def test_that_are_links_to_nowhere_are_a_fault(self, folder: Path) -> None:
        (folder / "ours.toml").symlink_to(folder / "nowhere")
        (folder / "round.toml").symlink_to(folder / "round.toml")
        assert seen(folder)[1] == [
            "ours.toml: cannot be read (No such file or directory)",
            "round.toml: cannot be read (Too many levels of symbolic links)",
        ]
