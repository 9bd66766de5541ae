"""requirements*.txt: what pyproject.toml asks for, pinned and hashed, and nothing about any machine."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.paths import ROOT

FILES = ("requirements.txt", "requirements-dev.txt")


def pinned(name: str) -> dict[str, Requirement]:
    """Every package of a file by name; continuation lines joined, comments left out."""
    text = (ROOT / name).read_text(encoding="utf-8")
    joined = re.sub(r"\s*\\\n\s*", " ", re.sub(r"(?m)^\s*#.*\n", "", text))
    found = [Requirement(line.partition(" --hash")[0]) for line in joined.splitlines() if line]
    return {canonicalize_name(one.name): one for one in found}


def asked_for(name: str) -> list[Requirement]:
    """What pyproject.toml asks for; the PostgreSQL driver is always installed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = (
        project["project"]["dependencies"] + project["project"]["optional-dependencies"]["postgres"]
    )
    if name == "requirements-dev.txt":
        lines += project["dependency-groups"]["dev"]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("name", FILES)
class TestFile:
    """Each of the two files."""

    def test_pins_what_pyproject_asks_for_within_its_range(self, name: str) -> None:
        pins = pinned(name)
        for wanted in asked_for(name):
            (exact,) = pins[canonicalize_name(wanted.name)].specifier
            assert exact.operator == "=="
            assert wanted.specifier.contains(exact.version), wanted

    def test_has_hashes_for_every_package(self, name: str) -> None:
        text = (ROOT / name).read_text(encoding="utf-8")
        entries = re.findall(
            r"(?m)^[a-z0-9][^\n]*==[^\n]*\\\n(?:    --hash=sha256:[0-9a-f]{64}[ \\]*\n)+", text
        )
        assert len(entries) == len(pinned(name)) > 20

    def test_names_no_address_and_no_folder(self, name: str) -> None:
        text = (ROOT / name).read_text(encoding="utf-8")
        assert not re.search(r"://|index|find-links|(^|\s)/", text)


def test_the_development_file_has_the_same_versions() -> None:
    development = pinned("requirements-dev.txt")
    assert {name: str(one) for name, one in pinned("requirements.txt").items()}.items() <= {
        name: str(one) for name, one in development.items()
    }.items()


def test_every_dependency_says_why_it_is_there() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lists = re.findall(r"(?ms)^(?:dependencies|dev) = \[\n(.*?)^\]", text)
    for line, before in ((two[1], two[0]) for one in lists for two in _pairs(one.splitlines())):
        if line.strip().startswith('"'):
            assert before.strip().startswith("#"), line


def _pairs(lines: list[str]) -> list[tuple[str, str]]:
    return list(zip(["", *lines], lines, strict=False))
