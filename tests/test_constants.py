"""Figures that stand in two rooms which may not import each other are the same in both."""

import re
import runpy
import tomllib

from bot.settings import Settings
from bot.settings_faults import WHERE
from interviews.imports import lists
from interviews.models import NAME_LENGTH, TEXT_LENGTH
from interviews.openings.models import Stage
from slack_limits.numbers import INPUT_TEXT
from templates import forms
from templates.macros.inputs import Text
from tests.paths import ROOT

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
OLDEST_PYTHON = (3, 11)
OLDEST = ".".join(map(str, OLDEST_PYTHON))
NAMED = re.findall(r":: Python :: (3\.\d+)", "\n".join(PYPROJECT["project"]["classifiers"]))


class TestPythons:
    """Those that pyproject.toml names."""

    def test_begin_with_the_oldest_that_everything_is_checked_for(self) -> None:
        assert NAMED[0] == OLDEST
        assert PYPROJECT["project"]["requires-python"] == f">={OLDEST}"
        assert PYPROJECT["tool"]["mypy"]["python_version"] == OLDEST
        assert PYPROJECT["tool"]["ruff"]["target-version"] == f"py{OLDEST.replace('.', '')}"
        assert f"Python {OLDEST} or newer" in (ROOT / "README.md").read_text(encoding="utf-8")

    def test_are_those_that_the_script_looks_for(self) -> None:
        script = runpy.run_path(str(ROOT / "interview"))
        assert script["NEWER_PYTHONS"] == tuple(f"python{version}" for version in NAMED[::-1])
        assert f"sys.version_info >= {OLDEST_PYTHON}" in (ROOT / "interview").read_text()

    def test_are_those_that_ci_runs_on(self) -> None:
        assert f"for version in {' '.join(NAMED)}; do" in (ROOT / ".ci" / "run").read_text()
        guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
        assert f"from {NAMED[0]} to {NAMED[-1]}" in " ".join(guide.split())


def test_nothing_is_skipped_where_everything_must_run() -> None:
    """Three places look at this variable: without it a test without its database, browser or Node passes unrun."""
    assert "\nexport CI=true" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


class TestTexts:
    """What people may type."""

    def test_are_as_long_as_slack_lets_a_field_be(self) -> None:
        assert TEXT_LENGTH == INPUT_TEXT

    def test_in_a_file_have_the_limits_of_the_forms(self) -> None:
        texts = {
            field.name: field.most
            for field in (*forms.PLAN_NEW, *forms.PLAN_VALUES)
            if isinstance(field, Text)
        }
        names = ("MOST_LEADS", "MOST_INTERVIEWERS", "LEAST_MINUTES", "MOST_MINUTES")
        for name in (*names, "MOST_STAGES", "MOST_STAGE_FOCUS"):
            assert getattr(lists, name) == getattr(forms, name), name
        assert (texts["stage"], texts["cv_url"]) == (lists.STAGE_LENGTH, lists.ADDRESS_LENGTH)
        assert Stage.model_fields["name"].metadata[0].max_length == lists.STAGE_LENGTH

    def test_of_a_name_are_as_long_in_the_forms_as_in_the_models(self) -> None:
        assert forms.NAME_LENGTH == NAME_LENGTH


def test_the_port_that_a_fault_names_is_the_one_it_has_by_itself() -> None:
    assert WHERE["PORT"] == f"Leave it out for {Settings.model_fields['port'].default}."
