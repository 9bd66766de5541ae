"""requirements*.txt: what pyproject.toml asks for, pinned and hashed, and nothing about any machine."""

import re
import tomllib
from itertools import pairwise

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.paths import ROOT

FILES = ("requirements.txt", "requirements-demo.txt", "requirements-dev.txt")


def pinned(name: str) -> dict[str, Requirement]:
    """Every package of a file by name; continuation lines joined, comments left out."""
    text = (ROOT / name).read_text(encoding="utf-8")
    joined = re.sub(r"\s*\\\n\s*", " ", re.sub(r"(?m)^\s*#.*\n", "", text))
    found = [Requirement(line.partition(" --hash")[0]) for line in joined.splitlines() if line]
    return {canonicalize_name(requirement.name): requirement for requirement in found}


def asked_for(name: str) -> list[Requirement]:
    """What pyproject.toml asks for; what any server may need always is."""
    file = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = file["project"]["optional-dependencies"]
    lists = [
        file["project"]["dependencies"] + extras["postgres"] + extras["sentry"] + extras["otel"],
        extras["demo"],
        file["dependency-groups"]["dev"],
    ]
    return [Requirement(line) for lines in lists[: FILES.index(name) + 1] for line in lines]


@pytest.mark.parametrize("name", FILES)
class TestFile:
    """Each of the three files."""

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


@pytest.mark.parametrize(("smaller", "larger"), list(pairwise(FILES)))
def test_each_file_holds_the_one_before_it(smaller: str, larger: str) -> None:
    versions = {name: str(requirement) for name, requirement in pinned(larger).items()}
    for name, requirement in pinned(smaller).items():
        assert versions.get(name) == str(requirement)


def test_a_bot_on_slack_has_nothing_that_only_the_demo_needs() -> None:
    assert not pinned("requirements.txt").keys() & {"aiohttp", "yarl", "multidict"}


def test_every_dependency_says_why_it_is_there() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lists = re.findall(r"(?ms)^(?:dependencies|demo|dev) = \[\n(.*?)^\]", text)
    assert len(lists) == len(FILES)
    for lines in lists:
        for before, line in pairwise(["", *lines.splitlines()]):
            if line.strip().startswith('"'):
                assert before.strip().startswith("#"), line
