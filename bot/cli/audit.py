"""`audit` on the command line: the log as JSON lines, and whether it is what was written there."""

import json
from datetime import UTC, datetime

import click

from bot.cli.counts import quantity
from bot.server.preflight import require_current_database
from bot.settings import read
from interviews.store import Store
from interviews.store.audit_log import Line, Wanted

_DAY = click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"])


@click.group(invoke_without_command=True)
@click.option("--team", default="", metavar="ID", help="One workspace alone.")
@click.option("--candidate", default="", help="About one candidate, by name or id.")
@click.option("--person", default="", metavar="ID", help="By or about somebody, by their Slack id.")
@click.option("--since", type=_DAY, help="From this day on, in UTC.")
@click.option("--until", type=_DAY, help="Before this day.")
@click.pass_context
def audit(
    context: click.Context,
    team: str,
    candidate: str,
    person: str,
    since: datetime | None,
    until: datetime | None,
) -> None:
    """Print the log as JSON lines, the oldest first.

    Each line says who did what, whom it is about and when, in ids. docs/audit.md says more.
    """
    if context.invoked_subcommand is not None:
        return
    wanted = Wanted(person=person, since=_in_utc(since), until=_in_utc(until))
    with require_current_database(read()) as store:
        rounds = _rounds(store, candidate) if candidate else {}
        for team_id in rounds or store.chain.list_teams():
            if team in ("", team_id):
                about = wanted.model_copy(update={"candidate_ids": rounds.get(team_id, ())})
                for line in store.audit.all(team_id, about):
                    click.echo(_as_json(line))


def _in_utc(day: datetime | None) -> datetime | None:
    return day.replace(tzinfo=UTC) if day else None


def _rounds(store: Store, typed: str) -> dict[str, tuple[str, ...]]:
    """By team, the ids of everybody of this name or id, each with every round; the id itself where there is nobody.

    Somebody who was erased has no name any more, and their lines are found by their id.
    """
    found = dict[str, tuple[str, ...]]()
    for each in store.candidates.find_everywhere(typed):
        rounds = store.candidates.rounds_of(each.team_id, each.person_id)
        ids = (*found.get(each.team_id, ()), *(each.id for each in rounds))
        found[each.team_id] = tuple(dict.fromkeys(ids))
    return found or dict.fromkeys(store.chain.list_teams(), (typed,))


def _as_json(line: Line) -> str:
    fields = line.entry.model_dump(mode="json")
    return json.dumps({"line": line.seq, **fields, "hash": line.hash})


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
