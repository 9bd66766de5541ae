"""`forget-person` and `forget-team` on the command line: who left is made nameless, and a whole team goes."""

import click

from bot.cli.counts import quantity
from bot.clock import now
from bot.server.preflight import require_current_database
from bot.settings import read
from interviews.nameless import make_nameless
from interviews.store import Store

PROGRESS_EVERY = 1000  # rows


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


@click.command("forget-team")
@click.argument("team_id", metavar="TEAM")
@click.option("--yes", is_flag=True, help="Do it without asking for the id once more.")
def forget_team(team_id: str, *, yes: bool) -> None:
    """Erase all that is kept of a workspace, its log too.

    TEAM is its id in Slack. Take the app out of the workspace first, or stop the bot. Messages in
    Slack stay there. It goes on where it was if it is broken off. docs/erasure.md says more.
    """
    with require_current_database(read()) as store:
        if team_id not in store.teams.list_all():
            raise click.ClickException(f"Nothing is kept of {team_id}.")
        holds = store.legal_holds.all_of(team_id)
        if holds:
            raise click.ClickException(
                f"{quantity(len(holds), 'legal hold')} of {team_id} must be lifted first, with "
                "/interview legal-hold."
            )
        if not yes:
            _confirm(team_id, f"All that is kept of {team_id} will be gone.")
        removed = _remove_all(store, team_id)
    click.echo(f"Nothing is kept of {team_id} any more: {quantity(removed, 'row')} were removed.")


def _remove_all(store: Store, team_id: str) -> int:
    """How many rows were removed, which is said now and then; what hangs on a candidate is not counted."""
    removed, said = 0, 0
    while count := store.teams.remove_some(team_id):
        removed += count
        if removed - said >= PROGRESS_EVERY:
            click.echo(f"{removed} rows …", err=True)
            said = removed
    store.leave_no_bytes()
    return removed
