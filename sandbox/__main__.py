"""Runs the stand-in on its own: `python -m sandbox --deliver http://127.0.0.1:3000/slack/events`."""

import asyncio
import signal

import click

from sandbox.server import Server
from sandbox.team import Team
from sandbox.workspace import Settings, Workspace

_PEOPLE = {"U0ADA": "Ada Lovelace", "U0GRACE": "Grace Hopper", "U0ALAN": "Alan Turing"}
_GUIDE = """\
A stand-in for Slack is listening. Point a bot at it with these settings:

  SLACK_API_URL={base}/api/
  SLACK_BOT_TOKEN={bot}
  SLACK_APP_TOKEN={app}
  SLACK_SIGNING_SECRET={secret}

{people} are in the team.
{delivery}
Stop it with Ctrl+C."""


@click.command()
@click.option("--port", default=3100, show_default=True, help="The port to listen on; 0 for any.")
@click.option("--deliver", metavar="URL", help="Where the bot takes commands, actions and events.")
@click.option("--socket", is_flag=True, help="Wait for the bot to open sockets instead.")
def main(*, port: int, deliver: str | None, socket: bool) -> None:
    """A stand-in for Slack on this machine, for trying a bot without a workspace."""
    if (deliver is None) == (not socket):
        raise click.UsageError("say either --deliver URL or --socket")
    asyncio.run(_serve(Server(Workspace(Settings())), port, deliver))


async def _serve(server: Server, port: int, deliver: str | None) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    for user_id, name in _PEOPLE.items():
        Team(server.workspace).add_user(user_id, name)
    try:
        await server.start(port)
    except OSError as error:
        raise click.ClickException(f"port {port} cannot be used: {error.strerror}") from error
    try:
        click.echo(_connected(server, deliver))
        await stopped.wait()
    finally:
        await server.stop()


def _connected(server: Server, deliver: str | None) -> str:
    if deliver is None:
        server.use_socket_mode()
        delivery = "It waits for the bot to open its sockets."
    else:
        server.deliver_to(deliver)
        delivery = f"It delivers to {deliver}"
    settings = server.workspace.settings
    return _GUIDE.format(
        base=server.workspace.base_url,
        bot=settings.bot_token,
        app=settings.app_token,
        secret=settings.signing_secret,
        people=", ".join(f"{name} ({user_id})" for user_id, name in _PEOPLE.items()),
        delivery=delivery,
    )


if __name__ == "__main__":
    main()
