"""`import` on the command line: candidates from files, checked as a whole before anything is kept."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO, TypeVar
from zoneinfo import ZoneInfo

import click

from bot.cli.counts import quantity
from bot.cli.directory import Directory
from bot.cli.paths import FILE
from bot.clock import now
from bot.server.preflight import require_current_database
from bot.settings import read
from interviews.errors import StoreBusy
from interviews.imports.faults import Effect, Fault
from interviews.imports.importing import Importer, Step
from interviews.imports.lists import Terms
from interviews.reminders.hours import find_zone
from interviews.store import Store
from question_bank.bank import Bank
from question_bank.load.loader import load
from question_bank.lookup import closest, find_archetype, find_level, words
from question_bank.models import Archetype
from templates.macros.escaping import one_line

T = TypeVar("T")

PROGRESS_EVERY = 1000  # entries
AT_ONCE = 20  # entries in one transaction: whoever saves something in Slack waits for it
ATTEMPTS = 5  # at one transaction, while others hold what it needs
MOST_FAULTS = 200  # lines of them; nobody mends more before trying again


@click.command("import")
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
@click.option("--team", default="", help="The workspace that it is for, by its id.")
@click.option("--zone", help="The time zone of times without one, such as Europe/Berlin.")
@click.option("--notify", is_flag=True, help="Tell interviewers, and remind them, as after a plan.")
def import_file(file: Path, team: str, zone: str | None, *, dry_run: bool, notify: bool) -> None:
    """Take in openings, candidates and interviews from FILE.

    FILE is a list in CSV or JSON, or what `export` has written with --sealed. The same file again
    adds nobody twice. Where anything in it is wrong, each fault is said with its line and column,
    and nothing is kept. docs/import.md has every column, and a table to copy.
    """
    settings = read()
    bank = load(settings.question_bank_dir)
    with (
        require_current_database(settings) as store,
        closing(Directory(settings, store, bank, team)) as directory,
    ):
        terms = _terms(bank, directory, _zone(zone))
        importer = Importer(store, terms, team, partial(_own_team, store, directory))
        with _text_of(file) as text:
            counts = _check(importer.check(text, now()), say=dry_run)
        if directory.left_out:
            click.echo(directory.left_out, err=True)
        if dry_run:
            click.echo(f"Nothing was changed. This would be: {counts}", err=True)
            return
        with _text_of(file) as text:
            counts = _take_in(store, importer, importer.check(text, now()), notify=notify)
    click.echo(f"Imported: {counts}", err=True)


def _zone(name: str | None) -> ZoneInfo | None:
    """The time zone of this name; raises `ClickException` where there is none."""
    zone = find_zone(name)
    if name and zone.key.casefold() != name.casefold():
        raise click.ClickException(f"{name} is no time zone such as Europe/Berlin or UTC.")
    return zone if name else None


def _terms(bank: Bank, directory: Directory, zone: ZoneInfo | None) -> Terms:
    return Terms(
        clean=one_line,
        find_role=partial(_find_role, bank),
        near_roles=partial(_near_roles, bank),
        find_level=find_level,
        bank_version=bank.version,
        lead_fault=directory.lead_fault,
        interviewer_fault=directory.interviewer_fault,
        zone=zone,
    )


def _find_role(bank: Bank, name: str) -> Archetype | None:
    archetype, rest = find_archetype(bank, words(name))
    return None if rest else archetype


def _near_roles(bank: Bank, name: str) -> Iterable[str]:
    near = closest("-".join(words(name)), bank.names)
    return dict.fromkeys(bank.names[each] for each in near)


def _own_team(store: Store, directory: Directory) -> str:
    """The one team of the database, or, where it has none yet, the token's; raises `ClickException` for several."""
    teams = {*store.candidates.list_teams(), *store.openings.list_teams()}
    if len(teams) > 1:
        raise click.ClickException(
            f"The database has several workspaces: {', '.join(sorted(teams))}. Say which with --team."
        )
    team_id = next(iter(teams), "") or directory.team()
    if not team_id:
        raise click.ClickException(
            "Nothing says for which workspace this is: set SLACK_BOT_TOKEN, or give its id with --team. It begins "
            "with T, and stands in the address of Slack in a browser."
        )
    return team_id


def _check(found: Iterable[Step | Fault], *, say: bool) -> "_Counts":
    """Looks at the whole file; raises `ClickException`, with every fault said before, where it has some."""
    counts, faults = _Counts("checked"), 0
    for step in found:
        if isinstance(step, Fault):
            faults += 1
            if faults <= MOST_FAULTS:
                click.echo(f"fault: {step}")
            continue
        counts.add(step, step.effect)
        if say and not faults:
            click.echo(f"line {step.line}: {step.what}")
    if faults > MOST_FAULTS:
        click.echo(f"… and {faults - MOST_FAULTS} more")
    if faults:
        raise click.ClickException(f"{quantity(faults, 'fault')} to mend; nothing was changed.")
    return counts


def _take_in(
    store: Store, importer: Importer, found: Iterable[Step | Fault], *, notify: bool
) -> "_Counts":
    """Does what the file says, in small transactions: broken off, it goes on where it was when it is run again."""
    counts, steps = _Counts("taken in"), _steps(found)
    while batch := [*islice(steps, AT_ONCE)]:
        effects = _patiently(partial(_take_in_batch, store, importer, batch, notify=notify))
        for step, effect in zip(batch, effects, strict=True):
            counts.add(step, effect)
    return counts


def _take_in_batch(
    store: Store, importer: Importer, batch: list[Step], *, notify: bool
) -> list[Effect]:
    with store.transaction():
        return [importer.take_in(step, now(), notify=notify) for step in batch]


def _patiently(work: Callable[[], T]) -> T:
    """Does the work, which changes all or nothing, and once more where others were in the way."""
    for _ in range(1, ATTEMPTS):
        with suppress(StoreBusy):
            return work()
    return work()


def _steps(found: Iterable[Step | Fault]) -> Iterator[Step]:
    for step in found:
        if isinstance(step, Fault):
            raise click.ClickException(f"{step} The file was whole a moment ago: import it again.")
        yield step


class _Counts:
    """What has become of openings and candidates so far, with a line on stderr where they are many."""

    def __init__(self, done: str) -> None:
        self._done, self._found = done, Counter[tuple[str, Effect]]()

    def add(self, step: Step, effect: Effect) -> None:
        """Counts one more."""
        self._found[step.noun, effect] += 1
        if self._found.total() % PROGRESS_EVERY == 0:
            click.echo(f"{self._found.total()} {self._done} …", err=True)

    def __str__(self) -> str:
        lines = [
            f"{quantity(count, noun)} {effect}"
            for noun in ("opening", "candidate")
            for effect in Effect
            if (count := self._found[noun, effect])
        ]
        return f"{', '.join(lines)}." if lines else "nothing."


@contextmanager
def _text_of(file: Path) -> Iterator[IO[str]]:
    """The file as text; raises `ClickException` where it is in another encoding than UTF-8."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            yield text
    except UnicodeDecodeError as error:
        raise click.ClickException(
            f"{file.name} is not in UTF-8{_where(file)}, perhaps in Latin-1 or UTF-16: names would be spoilt. Save it "
            'anew: in Excel as "CSV UTF-8", in LibreOffice with the character set "Unicode (UTF-8)"; '
            f"or type: iconv -f WINDOWS-1252 -t UTF-8 {file.name} > new-{file.name}"
        ) from error


def _where(file: Path) -> str:
    """The first line that is not in UTF-8."""
    with file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                line.decode()
            except UnicodeDecodeError:
                return f", from line {number} on"
    return ""
