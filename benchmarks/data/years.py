"""A database as it is after years: made once and kept, with names like people's, and one lead of a quarter of them."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

from benchmarks.data import rows, seed
from benchmarks.data.rows import Row
from interviews.store.migrations import NEWEST
from interviews.store.values import grams, name_key, stored_time

ADMIN, LEAD, INTERVIEWER, COORDINATOR = "U0ADMIN", "U0LEAD", "U0PANEL", "U0COORD"
LED, MOST_INTERVIEWED = (
    4,
    500,
)  # of so many candidates one is the lead's; candidates of the interviewer
IN_OPENING = 50  # candidates of one opening
KEPT = timedelta(days=29)  # for as long as jobs done are kept, all but a day
OPEN_ONES = 20  # openings, the lead's

_GIVEN = (
    "Ada", "Alan", "Amélie", "Andrés", "Anna", "Barbara", "Björn", "Carlos", "Chiara", "Claude", "Dieter", "Dorothy",
    "Edsger", "Eleni", "Emmy", "Fatima", "Frances", "George", "Grace", "Hedy", "Hiroshi", "Ingrid", "Ivan", "Jean",
    "José", "Karen", "Katherine", "Lin", "Łukasz", "Margaret", "Maria", "Mary", "Mehmet", "Mohammed", "Niels", "Noor",
    "Olga", "Pedro", "Priya", "Radia", "Rózsa", "Shafi", "Sofia", "Stephen", "Tatiana", "Tim", "Vera", "Wei", "Yukio",
    "Zoë",
)  # fmt: skip
_STEMS = (
    "Ander", "Berg", "Carl", "Dahl", "Eriks", "Feld", "Grün", "Hamil", "Ivan", "Johan", "Kowal", "Lind", "Matt",
    "Nowak", "Ols", "Peter", "Rosen", "Schäf", "Tanak", "Wilk",
)  # fmt: skip
_ENDS = (
    "son", "sen", "sson", "ton", "man", "mann", "stein", "ski", "ska", "ov", "ova", "er", "ers", "ez", "ini", "ström",
    "feldt", "wala", "aki", "ić",
)  # fmt: skip

_JOB = """INSERT INTO jobs (team_id, id, kind, payload, lane, dedupe_key, due_at, attempts, done_at, last_error)
    VALUES (?, ?, 'send_digest', '{}', ?, ?, ?, 1, ?, '')"""
_OPENING = (
    """INSERT INTO job_openings VALUES (?, ?, ?, ?, ?, 'senior', ?, '0123456789ab', '', ?, ?, ?)"""
)
_OPENING_LEAD = "INSERT INTO opening_leads VALUES (?, ?, ?)"
_CANDIDATE = """UPDATE candidates SET name = ?, name_key = ?, created_at = ?, opening_id = ?, stage = 'Onsite'
    WHERE team_id = ? AND id = ?"""
_DECIDED = """INSERT INTO candidates (team_id, id, name, name_key, archetype_id, target_level, status,
    created_by, created_at) VALUES (?, ?, ?, ?, ?, 'senior', 'decided', ?, ?)"""
_DECISION = """INSERT INTO decisions (team_id, id, candidate_id, actor_id, outcome, reason, participants, at)
    VALUES (?, ?, ?, ?, 'no_hire', 'Not yet.', '[]', ?)"""


def name(number: int) -> str:
    """The name of a candidate; 20,000 differ."""
    families = [stem + end for stem, end in product(_STEMS, _ENDS)]
    given, family = number % len(_GIVEN), number // len(_GIVEN) % len(families)
    return f"{_GIVEN[given]} {families[family]}"


def title(opening: int) -> str:
    """The title of an opening."""
    return f"Machine learning engineer {opening}"


def database(folder: Path, kept_in: Path, count: int, jobs: int) -> Path:
    """A database of this run with so many open candidates, six cards of each, as many decided ones, and jobs done."""
    kept = kept_in / f"benchmarks-{NEWEST}-years-{count}.db"
    if not kept.exists():
        part = kept.with_name(f"{kept.name}.part")
        part.unlink(missing_ok=True)
        seed.full_loops(part, count * rows.PANEL)
        with closing(sqlite3.connect(part)) as connection, connection:
            _fill(connection, count)
        part.replace(kept)
    path = folder / f"years-{count}.db"
    with closing(sqlite3.connect(kept)) as connection, closing(sqlite3.connect(path)) as copy:
        connection.backup(copy)
        copy.execute("PRAGMA synchronous = OFF")
        with copy:  # what was done long ago would be removed while others are measured
            copy.executemany(_JOB, _jobs(jobs))
    return path


def _fill(connection: sqlite3.Connection, count: int) -> None:
    connection.executemany(_OPENING, _openings(max(-(-count // IN_OPENING), 2 * OPEN_ONES)))
    connection.executemany(_OPENING_LEAD, _opening_leads())
    connection.executemany(_CANDIDATE, _candidates(count))
    connection.executemany(_DECIDED, _decided(count))
    connection.executemany(_DECISION, _decisions(count))
    connection.executemany("INSERT INTO name_grams VALUES (?, ?, ?)", _grams(2 * count))
    for number in range(0, count, LED):
        lead = (LEAD, rows.TEAM, rows.candidate_id(number))
        connection.execute(
            "UPDATE candidate_leads SET user_id = ? WHERE team_id = ? AND candidate_id = ?", lead
        )
        connection.execute(rows.LEAD, (rows.TEAM, rows.candidate_id(count + number), LEAD))
    for seat_number, number in enumerate(range(0, count, max(count // MOST_INTERVIEWED, LED))):
        seat = (INTERVIEWER, rows.TEAM, rows.candidate_id(number), rows.interviewer(number, 5))
        for table in ("interviews", "scorecards"):
            connection.execute(
                f"UPDATE {table} SET interviewer_id = ?"  # noqa: S608 - one of the two
                " WHERE team_id = ? AND candidate_id = ? AND interviewer_id = ?",
                seat,
            )
        if seat_number % 2:  # half of them wait for this card
            connection.execute(
                "DELETE FROM scorecards WHERE interviewer_id = ? AND team_id = ? AND candidate_id = ?",
                seat[:3],
            )


def _openings(count: int) -> Iterator[Row]:
    """As many at least as fill the list, the newest first."""
    stages = json.dumps([{"name": "Onsite", "minutes": 45, "focus": []}])
    for number in range(count):
        words, at = title(number), _at(count - number)
        yield (
            rows.TEAM, f"opening-{number}", words, name_key(words), rows.ROLE, stages, ADMIN,
            at, at if number >= OPEN_ONES else None,
        )  # fmt: skip


def _opening_leads() -> Iterator[Row]:
    for number in range(OPEN_ONES):
        yield rows.TEAM, f"opening-{number}", LEAD


def _candidates(count: int) -> Iterator[Row]:
    for number in range(count):
        words, opening = name(number), f"opening-{number // IN_OPENING}"
        yield (
            words, name_key(words), _at(number), opening, rows.TEAM, rows.candidate_id(number),
        )  # fmt: skip


def _decided(count: int) -> Iterator[Row]:
    """The same people, years ago."""
    for number in range(count):
        words, at = name(number), _at(number - count)
        key = rows.TEAM, rows.candidate_id(count + number)
        yield (*key, words, name_key(words), rows.ROLE, LEAD, at)


def _grams(count: int) -> Iterator[Row]:
    for number in range(count):
        for gram in grams(name_key(name(number))):
            yield rows.TEAM, gram, rows.candidate_id(number)


def _decisions(count: int) -> Iterator[Row]:
    for number in range(count):
        candidate = rows.candidate_id(count + number)
        yield rows.TEAM, f"decision-{number}", candidate, LEAD, _at(number - count)


def _jobs(count: int) -> Iterator[Row]:
    now = datetime.now(UTC)
    for number in range(count):
        job, at = f"job-{number:022d}", stored_time(now - number / count * KEPT)
        yield rows.TEAM, job, rows.candidate_id(number), job, at, at


def _at(number: int) -> str:
    return stored_time(rows.MORNING + timedelta(minutes=number))
