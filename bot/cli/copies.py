"""`backup`, `restore` and `db copy`: a copy of everything, the way back from it, and to another kind of database."""

import sys
from pathlib import Path

import click

from bot.cli.counts import quantity
from bot.cli.paths import FILE, NEW_FILE
from bot.clock import now
from bot.server.preflight import require_database
from bot.settings import Settings, environment, read, settings_of
from interviews.errors import PlaceTaken
from interviews.store import database_address
from interviews.store.copies import Contents, copy_database, restoration, write_backup


@click.command()
@click.argument("file", type=NEW_FILE)
def backup(file: Path) -> None:
    """Copy the database to FILE, while the bot goes on working.

    Of PostgreSQL it is what pg_dump writes. FILE is read again in full, and only you can read it;
    where it cannot be written, nothing is left of it.
    docs/backup.md says what to run daily.
    """
    settings = read()
    with require_database(settings):
        contents = write_backup(_url(settings), file, now, environment(), _Progress())
    click.echo(f"Written to {file.absolute()}: {_amount(contents)}.")


@click.command()
@click.argument("file", type=FILE)
@click.option(
    "--replace", is_flag=True, help="Where something is in the database: keep that beside it."
)
@click.option("--bare-copy", is_flag=True, help="Take a bare copy of a database's file, too.")
@click.option(
    "--broken-log", is_flag=True, help="Take a backup with changed lines of its log, too."
)
def restore(file: Path, *, replace: bool, bare_copy: bool, broken_log: bool) -> None:
    """Put the backup FILE where DATABASE_URL points.

    Says first what is in FILE, which is read in full and checked; one of an older release is
    brought up to date. Stop the bot before. At any moment there is the old database or the new one.
    """
    settings = read()
    options = {"bare_copy": bare_copy, "broken_log": broken_log}
    with restoration(file, _url(settings), now, **options) as found:
        click.echo(f"{file} holds {_description(found.contents)}.")
        try:
            kept = found.put_in_place(_Progress(), replace=replace)
        except PlaceTaken as error:
            hint = "--replace puts the backup in its place, and keeps what was there."
            raise click.ClickException(f"{error} {hint}") from error
    click.echo("Restored. Start the bot again.")
    if found.added:
        click.echo(f"Brought up to date: {', '.join(found.added)}.")
    if kept:
        click.echo(f"What was there before is kept in {kept}. Remove it once all is well.")
        if again := found.erased_since(kept):
            candidates = quantity(len(again), "candidate")
            click.echo(f"Erased since, and there again: {candidates}. Erase them once more:")
            for candidate_id in again:
                click.echo(f"  {candidate_id}")


@click.group()
def db() -> None:
    """Move the database to another kind of database.

    `db copy` goes from SQLite to PostgreSQL, and back.
    """


@db.command("copy")
@click.option("--to", "target", metavar="URL", required=True, help="The database to copy to.")
@click.option("--from", "source", metavar="URL", help="Another than DATABASE_URL says.")
def copy(target: str, source: str | None) -> None:
    """Copy everything from DATABASE_URL to another database.

    URL is sqlite:///path/to/file.db or postgresql://user@host/name, with the password in PGPASSWORD.
    What is there must be empty. Stop the bot before, and set DATABASE_URL to URL after. A copy that
    was broken off leaves nothing behind: run it again, and it begins afresh.
    """
    settings = settings_of(database_url=source) if source else read()
    try:
        address = database_address(target)
    except ValueError as error:
        raise click.ClickException(f"The address behind --to {error}.") from error
    progress = _Progress()
    with require_database(settings):
        contents = copy_database(_url(settings), address, now, progress)
    click.echo(f"Copied: {_description(contents)}.")
    if progress.tables:
        rows = quantity(sum(progress.tables.values()), "row")
        tables = quantity(len(progress.tables), "table")
        click.echo(f"{tables}, {rows}: each table has the same rows on both sides.")


class _Progress:
    """How far a copy is, in one line of a terminal; and in the end the rows of each table."""

    def __init__(self) -> None:
        self.tables: dict[str, int] = {}

    def __call__(self, table: str, rows: int) -> None:
        self.tables[table] = rows
        if sys.stderr.isatty():
            click.echo(f"\r\033[K{table}: {quantity(rows, 'row')}\r", err=True, nl=False)


def _url(settings: Settings) -> str:
    return settings.database_url.get_secret_value()


def _description(contents: Contents) -> str:
    when = contents.changed_at
    changed = f"{when:last changed on %-d %B %Y at %H:%M UTC}" if when else "nothing yet"
    steps = f"schema {contents.steps[-1]} ({quantity(len(contents.steps), 'step')})"
    return f"{_amount(contents)}; {changed}; {steps}"


def _amount(contents: Contents) -> str:
    candidates = quantity(contents.candidates, "candidate")
    return f"{candidates}, {quantity(contents.scorecards, 'scorecard')}"
