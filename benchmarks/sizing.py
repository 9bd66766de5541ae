"""What workspaces of some sizes need: the rows and bytes of interviews are measured, the rest follows from them."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import NamedTuple

import click

from benchmarks.data import rows, years
from benchmarks.data.seed import skills
from benchmarks.replicas.database import PostgreSQL, query
from interviews.candidates.find_or_add import NewCandidate
from interviews.decisions import NewDecision, close, decide
from interviews.models import Outcome, Rating, Recommendation, SkillRating
from interviews.permissions import Person
from interviews.scorecards.submit import Submission, submit
from interviews.store import Store, open_store
from question_bank.models import Level

# What is supposed of a company; change it here for your own.
HIRED = 0.15
"""Hires a year for each of its people."""
SCREENS, ONSITES, PANEL = 6, 2, 5
"""Rounds for each hire: so many of one interviewer, and so many of a panel."""
CARDS = SCREENS + ONSITES * PANEL
WORKED, BUSIEST = 2_000, 10
"""Hours that people work in a year; how many times the average the busiest hour has."""
TYPED = 200
"""Requests while one card is typed: six minutes of a usual one, a request for each word."""
REQUESTS = TYPED + 10
"""For each card: its kit, its form, saving it, the debrief, a Home tab, buttons."""

PEOPLE = 100  # of the year that is measured


class Taken(NamedTuple):
    """What a year of a hundred people takes in a database."""

    rows: dict[str, int]
    """By table; none of those without any."""
    bytes: int
    cards: int


def measure(url: str) -> Taken:
    """Has a hundred people interview for a year in a new database here."""
    moments = (rows.MORNING + timedelta(minutes=10) * number for number in count())
    now = partial(next, moments)
    with closing(open_store(url, now)) as store:
        store.migrate()
        before = _bytes(url)
        panels = [
            *[1] * round(PEOPLE * HIRED * SCREENS),
            *[PANEL] * round(PEOPLE * HIRED * ONSITES),
        ]
        for number, panel in enumerate(panels):
            _play(store, number, panel, now)
        cards = store.size().scorecards
    names = [str(name) for (name,) in query(url, _TABLES[url.partition(":")[0]])]
    counts = {name: int(query(url, f"SELECT COUNT(*) FROM {name}")[0][0]) for name in names}  # noqa: S608
    kept = {name: number for name, number in counts.items() if number}
    return Taken(kept, _bytes(url) - before, cards)


_TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename",
}


def _bytes(url: str) -> int:
    if url.startswith("postgresql"):
        return int(query(url, "SELECT pg_database_size(current_database())")[0][0])
    query(url, "PRAGMA wal_checkpoint(TRUNCATE)")
    return Path(url.removeprefix("sqlite:///")).stat().st_size


def _play(store: Store, number: int, panel: int, now: Callable[[], datetime]) -> None:
    """One round, from its first card to a decision that can no longer be undone."""
    candidate_id = rows.candidate_id(number)
    people = [
        Person(team_id=rows.TEAM, user_id=rows.interviewer(seat, seat)) for seat in range(panel)
    ]
    ids = tuple(person.user_id for person in people)
    new = NewCandidate(
        id=candidate_id, name=years.name(number), archetype_id=rows.ROLE,
        target_level=Level.SENIOR, panel=ids,
    )  # fmt: skip
    for seat, person in enumerate(people):
        given = zip(skills(), rows.RATINGS, strict=True)
        card = Submission(
            card_id=f"{candidate_id}-{seat}", candidate_id=candidate_id if seat else None, new=None if seat else new,
            bank_version="0123456789ab", skills=skills(),
            ratings=tuple(
                SkillRating(skill_id=skill.id, rating=Rating(rating) if rating else None, evidence=rows.EVIDENCE)
                for skill, rating in given
            ),
            recommendation=Recommendation.YES, note=rows.NOTE,
        )  # fmt: skip
        submit(store, person, card, now())
    decision = NewDecision(
        id=f"{candidate_id}-decision",
        candidate_id=candidate_id,
        outcome=Outcome.NO_HIRE,
        reason=rows.NOTE,
        participants=ids,
    )
    decide(store, people[0], decision, now())
    close(store, rows.TEAM, candidate_id, decision.id, now())


def lines(taken: dict[str, Taken]) -> Iterator[str]:
    """What was measured, and what it comes to for workspaces of some sizes."""
    for database, year in taken.items():
        most = sorted(year.rows.items(), key=lambda item: -item[1])[:6]
        yield (
            f"{database}: {year.cards} scorecards, {sum(year.rows.values())} rows, {year.bytes / 1e6:.2f} MB; "
            f"{year.bytes / year.cards / 1e3:.1f} kB and {sum(year.rows.values()) / year.cards:.0f} rows each; most in "
            + ", ".join(f"{name} {count}" for name, count in most)
        )
    (first, *_) = taken.values()
    yield ""
    yield "people   cards a year   rows a year   MB a year   requests in the busiest hour   a second"
    for people in (100, 1_000, 10_000):
        cards = people * HIRED * CARDS
        many = cards / first.cards
        sizes = " / ".join(f"{year.bytes * many / 1e6:.0f}" for year in taken.values())
        busiest = cards / WORKED * BUSIEST * REQUESTS
        yield (
            f"{people:6,}   {cards:12,.0f}   {sum(first.rows.values()) * many:11,.0f}   {sizes:>9}   "
            f"{busiest:28,.0f}   {busiest / 3600:8.2f}"
        )


@click.command()
def main() -> None:
    """Play a year of a hundred people into SQLite and PostgreSQL, and print what that comes to."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)
        server = PostgreSQL(folder / "postgresql")
        server.start()
        stack.callback(server.stop)
        urls = {"SQLite": f"sqlite:///{folder / 'year.db'}", "PostgreSQL": server.url}
        click.echo("\n".join(lines({name: measure(url) for name, url in urls.items()})))


if __name__ == "__main__":
    main()
