"""A bot on Slack, installed without the packages that only the demo needs."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.paths import ROOT, python

pytestmark = pytest.mark.once

# What is None in `sys.modules` is as good as not installed.
WITHOUT = """
import runpy, sys
missing = ("aiohttp", "aiosignal", "attr", "attrs", "frozenlist", "idna", "multidict", "propcache", "sandbox", "yarl")
sys.modules.update(dict.fromkeys(missing))
{}
"""
RUN = WITHOUT.format("runpy.run_module('bot', run_name='__main__', alter_sys=True)")


def run(code: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs code as in an installation without the demo, in an empty folder."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    return python("-c", code, *arguments, cwd=folder, env=environment)


class TestWithoutTheDemo:
    """The base installation."""

    @pytest.mark.parametrize(
        ("command", "code", "words"),
        [
            (["--help"], 0, "An interview assistant for Slack."),
            (["doctor"], 1, "missing  SLACK_BOT_TOKEN"),
            (["bank", "check"], 0, "No faults"),
            (["migrate"], 0, "Applied: "),
        ],
    )
    def test_runs_what_operators_need(
        self, tmp_path: Path, command: list[str], code: int, words: str
    ) -> None:
        ended = run(RUN, tmp_path, *command)
        assert ended.returncode == code, ended.stderr
        assert words in ended.stdout

    def test_has_both_servers(self, tmp_path: Path) -> None:
        ended = run(WITHOUT.format("import bot.server.http, bot.server.socket"), tmp_path)
        assert ended.returncode == 0, ended.stderr

    def test_says_how_to_get_the_demo(self, tmp_path: Path) -> None:
        ended = run(RUN, tmp_path, "demo")
        assert ended.returncode == 1
        assert "pip install 'interview-assistant[demo]'" in ended.stderr
        assert "Traceback" not in ended.stderr
