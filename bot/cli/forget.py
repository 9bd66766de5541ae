"""`forget-person` on the command line: an interviewer who left is made nameless."""

import click

from bot.cli.counts import quantity
from bot.clock import now
from bot.server.preflight import require_current_database
from bot.settings import read
from interviews.nameless import make_nameless
from interviews.store import Store


@click.command("forget-person")
@click.argument("user_id", metavar="USER")
@click.option("--team", "team_id", default="", help="The workspace's id, where there are several.")
@click.option("--yes", is_flag=True, help="Do it without asking for the id once more.")
def forget_person(user_id: str, team_id: str, *, yes: bool) -> None:
    """Make an interviewer nameless who has left.

    USER is their id in Slack. A random token takes its place everywhere: their scorecards stay, as
    those of somebody who left, and their drafts, notes and settings go. It cannot be undone.
    docs/erasure.md says more.
    """
    settings = read()
    if user_id in (*settings.interview_admins, *settings.interview_coordinators):
        raise click.ClickException(
            f"{user_id} is in INTERVIEW_ADMINS or INTERVIEW_COORDINATORS. Take them out there first."
        )
    with require_current_database(settings) as store:
        team = _team_of(store, user_id, team_id)
        if not yes:
            _confirm(user_id, "Nobody can tell afterwards whose scorecards these were.")
        rows = make_nameless(store, team, user_id, now())
    click.echo(f"{user_id} is nameless now, in {quantity(rows, 'row')} and in the log.")


def _team_of(store: Store, user_id: str, team_id: str) -> str:
    """The team in which the person did anything; of several, the one that is named."""
    teams = store.nameless.teams_of(user_id)
    if team_id in teams or (len(teams) == 1 and not team_id):
        return team_id or teams[0]
    if not teams:
        raise click.ClickException(f"{user_id} has done nothing here.")
    raise click.ClickException(f"Say in which workspace with --team: {', '.join(teams)}.")


def _confirm(wanted: str, what: str) -> None:
    typed = click.prompt(f"{what} Type {wanted} once more to go on", default="", show_default=False)
    if typed.strip() != wanted:
        raise click.ClickException("That is not the same. Nothing was changed.")
