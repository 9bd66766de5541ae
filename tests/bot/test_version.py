"""The release and its commit: said by the command line, the first line of the log, and /metrics."""

import json
import subprocess
import tarfile
from io import BytesIO
from pathlib import Path

import pytest

from bot import version
from bot.metrics import Metrics
from sandbox.driver.driver import StandIn
from tests.bot_process import bot_process
from tests.paths import ROOT, python

pytestmark = pytest.mark.once

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def git(*arguments: str) -> bytes:
    """What git says of the checkout that is tested."""
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, check=True).stdout


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that `git archive` fills in, of a project that is no checkout."""
    monkeypatch.setattr(version, "_WRITTEN", tmp_path / "commit.txt")
    monkeypatch.setattr(version, "_PROJECT", tmp_path)
    version.commit.cache_clear()
    monkeypatch.setattr(version, "commit", version.commit.__wrapped__)
    return tmp_path / "commit.txt"


class TestCommit:
    def test_is_what_an_archive_was_made_from(self, written: Path) -> None:
        written.write_text(f"{COMMIT}\n")
        assert version.name_of_release() == f"interview-assistant {version.VERSION} (0123456789ab)"

    def test_is_unknown_where_nothing_says_it(self, written: Path) -> None:
        written.write_text("$Format:%H$\n")
        assert version.name_of_release() == f"interview-assistant {version.VERSION}"

    def test_is_unknown_without_git(self, written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        written.write_text("$Format:%H$\n")
        (written.parent / ".git").mkdir()
        monkeypatch.setenv("PATH", "")
        assert version.release()["commit"] == ""


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="only a checkout has commits")
class TestCheckout:
    def test_says_what_is_checked_out(self) -> None:
        shown = python("-m", "bot", "--version").stdout
        assert (
            shown
            == f"interview-assistant {version.VERSION} ({git('rev-parse', 'HEAD').decode()[:12]})\n"
        )

    def test_is_written_into_what_releases_are_built_from(self) -> None:
        archive = BytesIO(git("archive", "HEAD", "bot/commit.txt"))
        with tarfile.open(fileobj=archive) as files:
            written = files.extractfile("bot/commit.txt")
            assert written
            assert written.read() == git("rev-parse", "HEAD")


@pytest.mark.parametrize("mode", ["serve", "socket"])
def test_the_first_line_of_the_log_says_both(mode: str, slack: StandIn, tmp_path: Path) -> None:
    with bot_process(mode, slack, f"sqlite:///{tmp_path}/interviews.db") as bot:
        first = next(line for line in bot.output().splitlines() if line.startswith("{"))
    line = json.loads(first)
    assert line["event"] == "starting"
    assert {key: line[key] for key in ("version", "commit")} == version.release()


def test_metrics_say_both() -> None:
    labels = 'commit="{commit}",version="{version}"'.format_map(version.release())
    assert f"interview_build_info{{{labels}}} 1.0" in Metrics(()).page().decode()
