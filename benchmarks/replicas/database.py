"""The databases of a run: a PostgreSQL of its own that can be stopped and started, and what they hold in the end."""

import json
import os
import shutil
import socket
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.data import rows, seed
from bot.clock import now
from interviews.store.copies.transfer import copy_database
from tests.databases import newest_tools

_SETTINGS = "-c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=100"


class PostgreSQL:
    """One server, on a port of this machine; as root it is run by somebody else, as it wants to be."""

    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = int(free.getsockname()[1])
        self._data = folder / "data"
        self._user = "nobody" if os.geteuid() == 0 else None
        folder.mkdir()
        if self._user:
            shutil.chown(folder, self._user)
        self._run("initdb", "-U", "bot", "-A", "trust", "-E", "UTF8", "--locale=C")

    @property
    def url(self) -> str:
        """Where bots find it."""
        return f"postgresql://bot@127.0.0.1:{self._port}/postgres"

    def start(self) -> None:
        """Returns once it takes connections."""
        log = str(self._data / "log")
        self._run("pg_ctl", "start", "-w", "-l", log, "-o", f"-p {self._port} {_SETTINGS}")

    def stop(self) -> None:
        """Everybody is disconnected, and what was committed is on the disk."""
        self._run("pg_ctl", "stop", "-w", "-m", "fast")

    def _run(self, tool: str, *arguments: str) -> None:
        subprocess.run(
            [newest_tools() / tool, "-D", self._data, *arguments],
            user=self._user, cwd="/", check=True, stdout=subprocess.DEVNULL, timeout=120,
        )  # fmt: skip


def seeded(folder: Path, candidates: int, server: PostgreSQL | None) -> str:
    """The address of a database with so many candidates whose panels have sent no card yet."""
    file = folder / "interviews.db"
    seed.open_loops(file, candidates)
    if server is None:
        return f"sqlite:///{file}"
    copy_database(f"sqlite:///{file}", server.url, now, lambda *_: None)
    return server.url


def query(url: str, sql: str) -> list[tuple[Any, ...]]:
    """The rows of one statement, over a connection of its own."""
    if url.startswith("postgresql"):
        with psycopg.connect(url, connect_timeout=5) as connection:
            return connection.execute(sql.encode()).fetchall()
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"), timeout=10)) as connection:
        return connection.execute(sql).fetchall()


def cards(url: str) -> list[tuple[str, str]]:
    """The candidate and the interviewer of every card."""
    found = query(url, "SELECT candidate_id, interviewer_id FROM scorecards")
    return [(str(candidate), str(user)) for candidate, user in found]


def names(url: str) -> list[str]:
    """The names of all candidates, small."""
    return [str(name) for (name,) in query(url, "SELECT name_key FROM candidates")]


def drafts(url: str) -> dict[tuple[str, str], str]:
    """The note in every draft, by its candidate and who types."""
    found = query(url, "SELECT candidate_id, user_id, form FROM drafts")
    return {
        (str(candidate), str(user)): str(json.loads(form)["note"])
        for candidate, user, form in found
    }


def open_jobs(url: str, due_before: str) -> set[str]:
    """The ids of the team's jobs that wait since then, or were tried and have failed so far."""
    sql = (
        f"SELECT id FROM jobs WHERE team_id = '{rows.TEAM}' AND done_at IS NULL AND failed_at IS NULL"  # noqa: S608
        f" AND (due_at <= '{due_before}' OR last_error <> '')"
    )
    return {str(job) for (job,) in query(url, sql)}
