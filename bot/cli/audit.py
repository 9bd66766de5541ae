"""`audit` on the command line: whether the log is what was written there."""

import click

from bot.cli.counts import quantity
from bot.server.preflight import require_current_database
from bot.settings import read


@click.group()
def audit() -> None:
    """Check the log of who did what.

    docs/audit.md says what is in it, and what the check finds.
    """


@audit.command()
@click.option(
    "--head",
    "heads",
    multiple=True,
    metavar="HASH",
    help="One that an earlier check printed: its line must still be there.",
)
def verify(heads: tuple[str, ...]) -> None:
    """Find what was changed in the log.

    Ends with 1 and names the first line that was changed, taken away or added, if there is any.
    Whoever can write the database can make a whole chain anew: keep a hash that this prints
    elsewhere, and give it to --head the next time.
    """
    missing = set(heads)
    with require_current_database(read()) as store:
        for team_id in store.chain.list_teams():
            head = store.chain.verify(team_id, missing)
            click.echo(f"{team_id}: {quantity(head.seq, 'line')}, head {head.hash}")
    if missing:
        raise click.ClickException(
            f"The log is broken: no line has the hash {min(missing)}. "
            "Lines were changed or taken away since it was printed."
        )
    click.echo("The log is whole.")
