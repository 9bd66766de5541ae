"""`backup` and `restore` on the command line: a copy of everything, and the way back from it."""

from pathlib import Path

import click

from bot.cli.counts import quantity
from bot.cli.paths import FILE, NEW_FILE
from bot.clock import now
from bot.server.preflight import require_database
from bot.settings import Settings, read
from interviews.store.copies import Contents, restoration, write_backup


@click.command()
@click.argument("file", type=NEW_FILE)
def backup(file: Path) -> None:
    """Copy the database to FILE, while the bot goes on working.

    FILE is whole, and only you can read it; where it cannot be written, nothing is left of it.
    docs/backup.md says what to run daily.
    """
    settings = read()
    with require_database(settings):
        contents = write_backup(_url(settings), file, now)
    click.echo(f"Written to {file.absolute()}: {_amount(contents)}.")


@click.command()
@click.argument("file", type=FILE)
@click.option(
    "--replace", is_flag=True, help="Where something is in the database: keep that beside it."
)
@click.option("--without-log", is_flag=True, help="Take a bare copy of a database's file, too.")
def restore(file: Path, *, replace: bool, without_log: bool) -> None:
    """Put the backup FILE where DATABASE_URL points.

    Says first what is in FILE, which is read in full and checked; one of an older release is
    brought up to date. Stop the bot before. At any moment there is the old database or the new one.
    """
    settings = read()
    with restoration(file, _url(settings), now, without_log=without_log) as found:
        click.echo(f"{file} holds {_description(found.contents)}.")
        kept = found.put_in_place(replace=replace)
    click.echo("Restored. Start the bot again.")
    if found.added:
        click.echo(f"Brought up to date: {', '.join(found.added)}.")
    if kept:
        click.echo(f"What was there before is kept in {kept}. Remove it once all is well.")


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
