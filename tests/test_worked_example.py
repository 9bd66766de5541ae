"""The worked example of CONTRIBUTING.md, done to a copy of the project: it is short, and it works as it stands."""

import os
import re
import shutil
from pathlib import Path

import pytest

from tests.paths import ROOT, python

CHANGES = re.findall(
    r"^```diff\n# (\S+)\n(.*?)^```",
    (ROOT / "CONTRIBUTING.md").read_text(),
    re.MULTILINE | re.DOTALL,
)
"""Each file of the example, and its lines as a diff shows them."""
LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "docs", "benchmarks")


def change(file: Path, diff: str) -> None:
    """Makes the change to the file; what the diff says of the lines around it must stand there once."""
    lines = diff.splitlines()
    if all(line.startswith("+") for line in lines):
        assert not file.exists(), f"{file.name} is there already"
        file.write_text("".join(f"{line[1:]}\n" for line in lines))
        return
    for hunk in diff.split("@@\n"):
        before = "".join(f"{line[1:]}\n" for line in hunk.splitlines() if line[0] != "+")
        after = "".join(f"{line[1:]}\n" for line in hunk.splitlines() if line[0] != "-")
        text = file.read_text()
        assert text.count(before) == 1, f"{file.name} has other lines by now: {before}"
        file.write_text(text.replace(before, after))


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A copy of the project with the example's changes."""
    copy = tmp_path / "copy"
    shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
    for name, diff in CHANGES:
        change(copy / name, diff)
    return copy


def test_touches_six_files_at_most() -> None:
    assert 0 < len(CHANGES) == len({name for name, _ in CHANGES}) <= 6


def test_works_as_it_stands(example: Path) -> None:
    ended = python(
        *("-m", "pytest", "-q", "-x", "-p", "no:cacheprovider"),
        *("tests/handlers/panels/test_source.py", "tests/handlers/test_forms.py"),
        cwd=example,
        env={key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")},
    )
    assert ended.returncode == 0, ended.stdout
