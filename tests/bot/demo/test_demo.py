"""`demo` on the command line: its port, its browser, its data, and how it stops."""

import signal
import socket
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import urllib3

from interviews.store.engines.sqlite import SQLiteEngine
from interviews.store.migrations import STEPS, migrate
from tests.bot.demo.demos import PATIENCE, Demo
from tests.interviews.people import NOON

pytestmark = pytest.mark.once


@pytest.fixture
def demos() -> Iterator[list[Demo]]:
    """What a test starts, stopped at its end."""
    started: list[Demo] = []
    yield started
    for demo in started:
        demo.stop()


def start(demos: list[Demo], folder: Path, *arguments: str, **environment: str) -> Demo:
    """A demo without a browser, unless the test says otherwise."""
    demos.append(Demo(folder, *(arguments or ["--no-browser"]), **environment))
    return demos[-1]


class TestAPort:
    def test_that_is_taken_is_left_for_the_next_and_that_is_said(
        self, demos: list[Demo], tmp_path: Path
    ) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            demo = start(demos, tmp_path, "--no-browser", "--port", str(port))
            assert f"(port {port} is taken)" in demo.output_with("Press Ctrl+C")
            assert urllib3.request("GET", demo.address()).status == 200


def stand_in_for_a_browser(path: Path, script: str) -> None:
    """A program of this name that does this."""
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


class TestABrowser:
    @pytest.mark.parametrize("wanted", ["firefox", "wslview"])
    def test_is_opened_at_the_address(self, demos: list[Demo], tmp_path: Path, wanted: str) -> None:
        asked = tmp_path / "asked.txt"
        stand_in_for_a_browser(tmp_path / wanted, f'echo "$@" >> {asked}')
        demo = start(
            demos, tmp_path, "--port", "3190", PATH=str(tmp_path), BROWSER=str(tmp_path / wanted)
        )
        address = demo.address()
        end = time.monotonic() + PATIENCE
        while not asked.exists() or address not in asked.read_text():
            assert time.monotonic() < end
            time.sleep(0.05)
        assert "No browser" not in demo.output()

    @pytest.mark.parametrize("there", ["nothing", "lynx"])
    def test_that_is_not_there_is_for_the_person_to_open(
        self, demos: list[Demo], tmp_path: Path, there: str
    ) -> None:
        """One that would take over the terminal is none."""
        stand_in_for_a_browser(tmp_path / there, "exec sleep 60")
        demo = start(demos, tmp_path, "--port", "3190", PATH=str(tmp_path), TERM="xterm")
        demo.output_with("No browser was found here; open the address in one.")
        assert urllib3.request("GET", demo.address()).status == 200


class TestStopping:
    @pytest.mark.parametrize(
        ("by", "way"), [(signal.SIGINT, "--no-browser"), (signal.SIGTERM, "--socket")]
    )
    def test_leaves_nothing_running_while_a_page_is_open(
        self, demos: list[Demo], tmp_path: Path, by: signal.Signals, way: str
    ) -> None:
        demo = start(demos, tmp_path, "--no-browser", way)
        url = demo.address()
        live = f"{url}sandbox/live?user=U0ADA"
        page = urllib3.request("GET", live, preload_content=False, retries=False)
        assert page.status == 200
        assert demo.stop(by) == 0
        assert demo.output().endswith("Stopped.\n")
        assert not demo.left_something_running()
        with pytest.raises(urllib3.exceptions.HTTPError):
            urllib3.request("GET", url, retries=False, timeout=2)
        page.close()


GOING_ON = "Its messages are gone.\nFor the guided minute"


class TestTwoDemosAtOnce:
    def test_have_data_of_their_own(self, demos: list[Demo], tmp_path: Path) -> None:
        first = start(demos, tmp_path)
        address = first.address()
        assert GOING_ON not in first.output()
        second = start(demos, tmp_path)
        assert "starts with data of its own" in second.output_with("Press Ctrl+C")
        assert second.address() != address
        assert second.stop() == 0
        assert urllib3.request("GET", address).status == 200


def rows(database: Path, sql: str) -> list[str]:
    """The first column of what a query finds."""
    with closing(sqlite3.connect(database)) as connection:
        return [row[0] for row in connection.execute(sql)]


def written_by_an_older_version(database: Path) -> None:
    """A database with the first of all schemas, and somebody who had applied then."""
    database.parent.mkdir()
    engine = SQLiteEngine(database)
    migrate(engine, lambda: NOON, upto=STEPS[0].name)
    engine.execute(
        "INSERT INTO candidates VALUES ('T0TEAM', 'old', 'Margaret Hamilton', 'margaret hamilton',"
        " 'backend-developer', 'senior', 'open', 'U0ADA', '2026-03-02T12:00:00.000000Z')"
    )
    engine.close()


class TestData:
    NAMES = "SELECT name FROM candidates ORDER BY name"

    def test_of_an_older_version_are_brought_up_to_date_and_stay_until_one_starts_over_which_is_said(
        self, demos: list[Demo], tmp_path: Path
    ) -> None:
        database = tmp_path / "data" / "demo.db"
        written_by_an_older_version(database)
        for arguments in (["--no-browser"], ["--no-browser", "--fresh"]):
            demo = start(demos, tmp_path, *arguments)
            going_on = GOING_ON in demo.output_with("Press Ctrl+C")
            assert rows(database, "SELECT name FROM schema_steps") == [step.name for step in STEPS]
            kept = "Margaret Hamilton" in rows(database, self.NAMES)
            assert kept == going_on == ("--fresh" not in arguments)
            assert ("Pippi Longstocking" in rows(database, self.NAMES)) != kept
            demo.stop()

    def test_of_a_newer_version_are_refused_with_a_word_about_starting_over(
        self, demos: list[Demo], tmp_path: Path
    ) -> None:
        database = tmp_path / "data" / "demo.db"
        written_by_an_older_version(database)
        with closing(sqlite3.connect(database)) as connection, connection:
            connection.execute("INSERT INTO schema_steps VALUES ('999_later', '')")
        demo = start(demos, tmp_path)
        assert demo.process.wait(PATIENCE) == 1
        assert "--fresh" in demo.output()
        assert "Traceback" not in demo.output()


class TestAFaultyBank:
    def test_is_refused_with_its_faults(self, demos: list[Demo], tmp_path: Path) -> None:
        (tmp_path / "own.toml").write_text('extends = "ml-enginer"\n')
        demo = start(demos, tmp_path, "--no-browser", "--bank", str(tmp_path))
        assert demo.process.wait(PATIENCE) == 1
        assert 'did you mean "ml-engineer"?' in demo.output()
