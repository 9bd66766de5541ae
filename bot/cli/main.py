"""The command line: each command ends with 0, or with one clear line and 1."""

from importlib.util import find_spec
from pathlib import Path

import click

from bot.cli.audit import audit
from bot.cli.bank import bank, kit
from bot.cli.copies import backup, db, restore
from bot.cli.doctor.database import examine_disk
from bot.cli.doctor.doctor import examine
from bot.cli.doctor.findings import State
from bot.cli.errors import CommandLine
from bot.cli.export import export
from bot.cli.forget import forget_person, forget_team
from bot.cli.import_ import import_file
from bot.cli.jobs import jobs
from bot.cli.paths import FOLDER
from bot.server.preflight import check, database
from bot.settings import Mode, chosen_mode, program_name, read
from bot.settings_faults import WAYS_IN, SettingsFaults, app_link
from bot.version import name_of_release

_NO_WAY_IN = "\n  ".join(["Then one of these two; with both, HTTP is used:", *WAYS_IN])

_HOW_TO_SET = """\
Write them into the file .env in this folder, a line NAME=value for each, and run this again.
To try the bot first, with no Slack at all: {} demo
No Slack app yet? This link creates it; then install it to your workspace.
"""

_NO_DEMO = """\
The demo needs packages that a bot on Slack does without: start it with ./interview demo, or
install them with pip install 'interview-assistant[demo]'."""


def _say_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(name_of_release())
        context.exit()


@click.group(cls=CommandLine, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_say_version,
    help="Show the version and its commit, and exit.",
)  # fmt: skip
def main() -> None:
    """An interview assistant for Slack.

    Settings come from the environment and from the file .env.
    """


@main.command()
def run() -> None:
    """Run the bot on Slack, or say what is missing.

    It is reached over HTTP if SLACK_SIGNING_SECRET is set, else over a socket.
    """
    mode, problems = chosen_mode(), list[str]()
    try:
        read(mode)
    except SettingsFaults as faults:
        problems += faults.faults
    if mode is Mode.EITHER:
        problems.append(_NO_WAY_IN)
    if problems:
        lines = [
            "The bot cannot start yet.",
            *problems,
            _HOW_TO_SET.format(program_name()) + app_link(),
        ]
        raise click.ClickException("\n\n".join(lines))
    _start(mode)


@main.command()
def serve() -> None:
    """Run the bot over HTTP: Slack calls POST /slack/events."""
    _start(Mode.HTTP)


@main.command()
def socket() -> None:
    """Run the bot over Socket Mode: no public address is needed."""
    _start(Mode.SOCKET)


def _start(mode: Mode) -> None:
    preflight = check(mode)
    for remark in preflight.remarks:
        click.echo(f"warning: {remark}", err=True)
    file = preflight.settings.sqlite_file
    for finding in examine_disk(file) if file else ():
        click.echo(f"warning: {finding.text}", err=True)
    if mode is Mode.HTTP:
        port = preflight.settings.port
        click.echo(f"HTTP on port {port}: SLACK_SIGNING_SECRET is set.", err=True)
        from bot.server import http  # noqa: PLC0415 - only one of the two is needed

        http.serve(preflight)
    else:
        click.echo("Socket Mode: SLACK_APP_TOKEN is set.", err=True)
        from bot.server import socket  # noqa: PLC0415 - only one of the two is needed

        socket.run(preflight)


@main.command()
def migrate() -> None:
    """Bring the database up to date.

    That is safe at any time, and from several machines.
    """
    with database(read()) as store:
        steps = store.migrate()
    click.echo(f"Applied: {', '.join(steps)}" if steps else "The database is up to date.")


@main.command()
def doctor() -> None:
    """Say what is missing, and how to get it."""
    states = []
    for finding in examine():
        click.echo(finding)
        states.append(finding.state)
    lacking = sum(state in {State.MISSING, State.WRONG} for state in states)
    if lacking:
        looked_at = len(states) - states.count(State.NOTE)
        raise click.ClickException(f"{lacking} of {looked_at} still to be put right.")


for command in (
    bank, kit, audit, jobs, export, import_file, forget_person, forget_team, backup, restore, db,
):  # fmt: skip
    main.add_command(command)


@main.command()
@click.option(
    "--port",
    type=click.IntRange(1, 65_535),
    default=3100,
    show_default=True,
    help="Taken if free, else the next one.",
)
@click.option(
    "--bank",
    "directory",
    type=FOLDER,
    help="Bank files of your own; saving one reads it again and shows its faults in the page.",
)
@click.option("--fresh", is_flag=True, help="Start over, without what an earlier demo left.")
@click.option(
    "--browser/--no-browser", default=True, help="Open the page, or only say where it is."
)
@click.option("--socket", is_flag=True, help="Connect the bot over Socket Mode, not over HTTP.")
def demo(port: int, directory: Path | None, *, fresh: bool, browser: bool, socket: bool) -> None:
    """Try the whole bot in a browser, with no Slack."""
    if find_spec("aiohttp") is None:
        raise click.ClickException(_NO_DEMO)
    from bot.demo import demo as whole_bot  # noqa: PLC0415 - nobody else needs the stand-in for Slack

    whole_bot.run(port, directory, fresh=fresh, browser=browser, socket=socket)
