"""`export` on the command line: what is kept of candidates, for other programs."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import click

from bot.cli.counts import quantity
from bot.cli.paths import NEW_FILE
from bot.clock import now
from bot.server.preflight import require_current_database
from bot.settings import read
from interviews.export.candidate import export_all
from interviews.export.formats import write_csv, write_json
from interviews.export.models import ExportedCandidate
from interviews.export.packet import packet_for_operator
from interviews.openings.models import Opening
from interviews.store import Store
from interviews.store.audit import OPERATOR, Exported
from interviews.store.candidates import CandidateKey
from templates.plain import render_text

PROGRESS_EVERY = 1000  # candidates
OWNER_ONLY = 0o600


@click.command()
@click.argument("candidate", default="")
@click.option("--to", "file", type=NEW_FILE, help="The file to write; only you can read it.")
@click.option("--force", is_flag=True, help="Write the file anew where it is there already.")
@click.option("--csv", "as_csv", is_flag=True, help="CSV with a row for each rating, not JSON.")
@click.option("--sealed", is_flag=True, help="What is sealed, too: ratings, votes and notes.")
@click.option(
    "--subject",
    metavar="CANDIDATE",
    default="",
    help="All that is held about one person, to hand it to them: plain words, or JSON to a .json file.",
)
def export(
    candidate: str, file: Path | None, subject: str, *, force: bool, as_csv: bool, sealed: bool
) -> None:
    """Write all candidates, or one, as JSON or CSV.

    The one is named by name or id. What interviewers wrote is left out while a debrief is sealed.
    docs/export.md explains every field.
    """
    if subject:
        if candidate or as_csv or sealed:
            raise click.UsageError("--subject goes with --to and --force alone.")
        _write_packet(subject, file, force=force)
        return
    with require_current_database(read()) as store:
        keys = _rounds(store, candidate) if candidate else store.candidates.list_keys()
        found = _Counts(export_all(store, keys, with_sealed=sealed))
        try:
            with _new_file(file, force=force) if file else _standard_output() as out:
                if as_csv:
                    write_csv(out, found)
                else:
                    openings = _openings(store, candidate)
                    write_json(out, found, now(), with_sealed=sealed, openings=openings)
        finally:  # what was read before it broke off has left the database, too
            found.log(store, by_name=bool(candidate), sealed=sealed)
    click.echo(f"Written{f' to {file.absolute()}' if file else ''}: {found}", err=True)


def _write_packet(subject: str, file: Path | None, *, force: bool) -> None:
    """All that is held about one person, sealed or not, as text or as JSON."""
    settings = read()
    with require_current_database(settings) as store:
        key = next(_rounds(store, subject))
        with _new_file(file, force=force) if file else _standard_output() as out:
            told = bool(settings.webhook_url)
            packet = packet_for_operator(store, key, now(), events_told=told)
            if file and file.suffix == ".json":
                out.write(packet.model_dump_json(indent=1))
            else:
                out.write(render_text("export/packet", packet=packet))
    place = f" to {file.absolute()}" if file else ""
    click.echo(
        f"Written{place}: {quantity(len(packet.rounds), 'round')}. It is in the log. Read it before it "
        "is handed over.",
        err=True,
    )


def _rounds(store: Store, typed: str) -> Iterator[CandidateKey]:
    """Every round of the one person that this name or id stands for."""
    found = store.candidates.find_everywhere(typed)
    people = {(each.team_id, each.person_id): each for each in reversed(found)}
    if not people:
        raise click.ClickException("There is no candidate with this name or id.")
    if len(people) > 1:
        lines = [f"  {each.id}  {each.archetype_id}" for each in reversed(people.values())]
        raise click.ClickException(
            "\n".join([f"{len(people)} candidates have this name. Give the id of one:", *lines])
        )
    [(team_id, person_id)] = people
    rounds = store.candidates.rounds_of(team_id, person_id)
    return (CandidateKey(each.team_id, each.id) for each in rounds)


def _openings(store: Store, typed: str) -> tuple[Opening, ...]:
    """Every opening, or, where a candidate was named, theirs."""
    if not typed:
        teams = store.openings.list_teams()
        return tuple(opening for team_id in teams for opening in store.openings.all_of(team_id))
    found = store.candidates.find_everywhere(typed)
    openings = (store.openings.get(each.team_id, each.opening_id) for each in found)
    return tuple(dict.fromkeys(filter(None, openings)))


class _Counts:
    """Candidates as they pass by: counted, with a line on stderr where they are many."""

    def __init__(self, candidates: Iterable[ExportedCandidate]) -> None:
        self._candidates = candidates
        self._all = self._cards = self._sealed = 0
        self._people = Counter[str]()
        self._last: ExportedCandidate | None = None

    def __iter__(self) -> Iterator[ExportedCandidate]:
        for candidate in self._candidates:
            self._all += 1
            self._people[candidate.team_id] += not candidate.first_id
            self._last = candidate
            self._cards += sum(card.newest for card in candidate.scorecards)
            self._sealed += candidate.withheld
            if self._all % PROGRESS_EVERY == 0:
                click.echo(f"{self._all} candidates …", err=True)
            yield candidate

    def log(self, store: Store, *, by_name: bool, sealed: bool) -> None:
        """One line for each team, about the candidate where one was named."""
        about = self._last.id if by_name and self._last else ""
        with store.transaction():
            for team_id, people in self._people.items():
                entry = Exported(
                    team_id=team_id, at=now(), actor_id=OPERATOR, candidate_id=about, people=people,
                    sealed=sealed,
                )  # fmt: skip
                store.audit.add(entry)

    def __str__(self) -> str:
        counts = f"{quantity(self._all, 'candidate')}, {quantity(self._cards, 'scorecard')}."
        if not self._sealed:
            return counts
        sealed = quantity(self._sealed, "candidate")
        return f"{counts} What is sealed of {sealed} is left out; --sealed writes it too."


def _standard_output() -> IO[str]:
    return click.open_file("-", "w", encoding="utf-8")


@contextmanager
def _new_file(file: Path, *, force: bool) -> Iterator[IO[str]]:
    """A new file that its owner alone can read, whole or not there at all."""
    if force:
        file.unlink(missing_ok=True)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    except FileExistsError as error:
        raise click.ClickException(f"{file} exists; --force writes it anew.") from error
    try:
        with open(handle, "w", encoding="utf-8", newline="") as out:  # noqa: PTH123 - a handle is no path
            yield out
    except BaseException:
        file.unlink()
        raise
