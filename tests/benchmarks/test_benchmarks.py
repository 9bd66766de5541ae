"""Every benchmark runs, at a size at which its figures mean nothing, and says how it compares with its floor."""

import math
import socket
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner

import benchmarks.__main__ as command_line
from benchmarks.data import seed
from benchmarks.floor import server
from benchmarks.load.connections import WrongAnswer, drive
from benchmarks.load.page import NotUsable, until_usable
from benchmarks.load.requests import command
from benchmarks.measures import autosave, scorecard
from benchmarks.sizes import Size
from benchmarks.table import Figure, as_text, ratio_at_least, ratio_at_most, under
from bot.demo.scene import scene
from bot.server import http
from sandbox.page.start import running_page
from sandbox.world.workspace import Settings as SlackSettings

TINY = Size(rounds=1, crowd=40, single=4, loops=1, minutes=1, stored=60, reads=3, starts=1)
COMPARED = {
    "kit": "kit, 32 connections, requests/s",
    "scorecard": "scorecard saved, p50, ms",
    "autosave": "autosave, full card, p50, ms",
    "debrief": "debrief of one in 60 scorecards, µs",
    "agreement": "agreement of 12 by 6, 1,000 draws, s",
    "export": "export of 10 candidates, memory, MB",
    "retention": "retention of 10 candidates, p99 of requests, ms",
    "years": "years, lead: candidates, ms",
    "start": "start to first answer, s",
    "demo": "demo, start to usable page, s",
}


class TestEveryBenchmark:
    """Each has a line with ours, the floor and the ratio."""

    @pytest.mark.parametrize("name", command_line.BENCHMARKS)
    def test_compares_with_its_floor(self, name: str, tmp_path: Path) -> None:
        folder = tmp_path / "run"
        folder.mkdir()
        figures = list(command_line.BENCHMARKS[name](TINY, folder))
        lines = as_text(figures).splitlines()
        [line] = [line for line in lines if line.startswith(COMPARED[name])]
        ours, floor, ratio = line.removeprefix(COMPARED[name]).split()[:3]
        assert math.isclose(
            float(ours.replace(",", "")) / float(floor.replace(",", "")), float(ratio), rel_tol=0.05
        )
        assert any(figure.budget for figure in figures)

    def test_measures_the_floor_with_the_threads_of_the_bot(self) -> None:
        assert server.THREADS == http.THREADS


class TestWhatIsNotMeasured:
    """A figure stands for answers that were right and cards that were kept, or there is none."""

    def test_is_an_answer_that_is_none(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:
            refusing = threading.Thread(target=_refuse_one, args=(server,))
            refusing.start()
            with pytest.raises(WrongAnswer, match="401"):
                drive(server.getsockname()[1], [command("help")])
            refusing.join()

    def test_is_a_card_that_was_lost(self, tmp_path: Path) -> None:
        seed.open_loops(tmp_path / "lost.db", 1)
        with pytest.raises(scorecard.Lost, match="6 scorecards were sent, and 0 are in"):
            scorecard.check(tmp_path / "lost.db", 6)

    def test_is_a_draft_that_was_lost(self, tmp_path: Path) -> None:
        seed.open_loops(tmp_path / "lost.db", 1)
        with pytest.raises(autosave.Lost, match="what U0ADA typed last is not in"):
            autosave.check_note(tmp_path / "lost.db", "U0ADA", "Clear on data")

    def test_is_a_page_with_no_bot_behind_it(self) -> None:
        with (
            running_page(scene(), SlackSettings()) as page,
            pytest.raises(NotUsable, match="no bot"),
        ):
            until_usable(int(page.url.rstrip("/").rpartition(":")[2]))


def _refuse_one(server: socket.socket) -> None:
    line, _ = server.accept()
    with line:
        line.recv(65536)
        line.sendall(b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n")


class TestTheCommandLine:
    """`python -m benchmarks`."""

    def test_prints_one_table_and_ends_well_whatever_it_says(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
        monkeypatch.setattr(command_line, "QUICK", TINY)
        done = CliRunner().invoke(command_line.main, ["--quick", "debrief"])
        assert done.exit_code == 0, done.output
        assert "benchmark" in done.stdout.splitlines()[0]
        assert COMPARED["debrief"] in done.stdout

    def test_names_the_benchmarks_there_are(self) -> None:
        answer = CliRunner().invoke(command_line.main, ["--help"])
        assert answer.exit_code == 0
        assert all(name in answer.output for name in command_line.BENCHMARKS)


class TestTheTable:
    """What is within its budget, and what is not."""

    @pytest.mark.parametrize(
        ("figure", "within"),
        [
            (Figure("rate", "1/s", 80, 100, ratio_at_least(0.8)), "yes"),
            (Figure("rate", "1/s", 79, 100, ratio_at_least(0.8)), "NO"),
            (Figure("time", "ms", 2, 1, ratio_at_most(2)), "yes"),
            (Figure("time", "ms", 2.1, 1, ratio_at_most(2)), "NO"),
            (Figure("start", "s", 0.99, 0.2, under(1)), "yes"),
            (Figure("start", "s", 1.0, 0.2, under(1)), "NO"),
            (Figure("to look at", "ms", 5, 1), "-"),
        ],
    )
    def test_says_whether_the_budget_was_kept(self, figure: Figure, within: str) -> None:
        assert as_text([figure]).splitlines()[1].split()[-1] == within
