"""The wheel: built here, installed into an empty environment, and used from an empty folder."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings_faults import app_link
from bot.version import VERSION
from tests.made_once import made_once
from tests.paths import ROOT

pytestmark = pytest.mark.once

OF_EXTRAS = ("aiohttp", "psycopg")


def done(*command: str | Path) -> None:
    """Runs a step of the installation; skips where there is no network, which CI has to have."""
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if ended.returncode and not os.environ.get("CI"):
        pytest.skip(f"pip could not install: {ended.stderr.strip().splitlines()[-1]}")
    assert ended.returncode == 0, ended.stderr


def install(folder: Path) -> None:
    """The project's wheel, and an environment in which nothing else was asked for."""
    done(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, ROOT)
    (wheel,) = folder.glob("*.whl")
    venv = folder / "venv"
    done(sys.executable, "-m", "venv", "--without-pip", venv)
    pip = [sys.executable, "-m", "pip", "--python", venv / "bin" / "python", "install"]
    done(*pip, "-q", "--no-compile", wheel)


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The commands of that environment."""
    return made_once(tmp_path_factory, "wheel", install) / "venv" / "bin"


def run(installed: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The command as it is typed in an empty folder, with no variable set at all."""
    command = [str(installed / "interview-assistant"), *words]
    return subprocess.run(
        command, cwd=folder, env={}, capture_output=True, text=True, check=False, timeout=60
    )


class TestWheel:
    """Without the extras `demo` and `postgres`."""

    @pytest.mark.parametrize(
        ("words", "code", "said"),
        [
            ("--help", 0, "Usage: interview-assistant [OPTIONS] COMMAND"),
            ("--version", 0, f"interview-assistant {VERSION}"),
            ("doctor", 1, "missing  SLACK_BOT_TOKEN"),
            ("doctor", 1, app_link()),
            ("run", 1, "with no Slack at all: interview-assistant demo"),
            ("bank check", 0, "No faults"),
            ("bank new tools", 0, "Check it with: interview-assistant bank check"),
            ("kit ml-engineer --minutes 45", 0, "# Interview kit: Machine Learning Engineer"),
            ("migrate", 0, "Applied: "),
            ("jobs", 1, "The first interview-assistant run makes it"),
            ("demo", 1, "pip install 'interview-assistant[demo]'"),
        ],
    )
    def test_has_the_whole_command_line(
        self, installed: Path, tmp_path: Path, words: str, code: int, said: str
    ) -> None:
        ended = run(installed, tmp_path, *words.split())
        assert ended.returncode == code, ended.stderr
        assert said in ended.stdout + ended.stderr
        assert "Traceback" not in ended.stderr

    def test_has_both_servers_and_every_template(self, installed: Path, tmp_path: Path) -> None:
        check = (
            "import bot.server.http, bot.server.socket, bot.composition\n"
            "from pathlib import Path\n"
            "import templates\n"
            "print(len([*Path(templates.__file__).parent.rglob('*.jinja')]))"
        )
        ended = subprocess.run(
            [installed / "python", "-c", check],
            cwd=tmp_path, env={}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert ended.stdout.strip() == str(len([*(ROOT / "templates").rglob("*.jinja")]))

    def test_brings_nothing_of_the_extras_and_no_tests(
        self, installed: Path, tmp_path: Path
    ) -> None:
        check = f"import importlib.util as u; print([n for n in {(*OF_EXTRAS, 'tests')} if u.find_spec(n)])"
        ended = subprocess.run(
            [installed / "python", "-c", check],
            cwd=tmp_path, env={}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert ended.stdout == "[]\n"

    def test_says_how_to_get_the_driver_of_postgresql(
        self, installed: Path, tmp_path: Path
    ) -> None:
        (tmp_path / ".env").write_text("DATABASE_URL=postgresql://nobody@127.0.0.1/none\n")
        ended = run(installed, tmp_path, "migrate")
        assert "interview-assistant[postgres]" in ended.stderr
        assert "Traceback" not in ended.stderr
