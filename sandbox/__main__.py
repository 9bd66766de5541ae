"""Runs the stand-in on its own: `python -m sandbox --deliver http://127.0.0.1:3000/slack/events`."""

import asyncio
import signal
import tomllib
import webbrowser
from pathlib import Path

import click
from pydantic import ValidationError

from sandbox.page.scene import Command, Scene, Shortcut
from sandbox.page.start import PORT, Page
from sandbox.world.workspace import Settings

_GUIDE = """\
A stand-in for Slack is listening. Open its page in a browser:

  {page}

Point a bot at it with these settings:

  SLACK_API_URL={base}
  SLACK_BOT_TOKEN={bot}
  SLACK_APP_TOKEN={app}
  SLACK_SIGNING_SECRET={secret}

{people} are in the team.
{delivery}
Stop it with Ctrl+C."""


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    help=f"The port; without it {PORT}, or the next that is free.",
)
@click.option("--deliver", metavar="URL", help="Where the bot takes commands, actions and events.")
@click.option("--socket", is_flag=True, help="Wait for the bot to open sockets instead.")
@click.option("--command", "commands", nargs=2, multiple=True, metavar="/NAME WORDS")
@click.option("--shortcut", "shortcuts", nargs=2, multiple=True, metavar="CALLBACK_ID NAME")
@click.option("--message-shortcut", "on_messages", nargs=2, multiple=True, metavar="ID NAME")
@click.option("--event", "events", multiple=True, help="An event that the app has subscribed to.")
@click.option(
    "--scene",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="People, channels, commands and a guide, as TOML; see sandbox/page/scene.py.",
)
@click.option("--open", "browser", is_flag=True, help="Open the page in a browser.")
def main(
    *,
    port: int | None,
    deliver: str | None,
    socket: bool,
    commands: tuple[tuple[str, str], ...],
    shortcuts: tuple[tuple[str, str], ...],
    on_messages: tuple[tuple[str, str], ...],
    events: tuple[str, ...],
    scene: Path | None,
    browser: bool,
) -> None:
    """A stand-in for Slack on this machine, for trying a bot without a workspace."""
    if (deliver is None) == (not socket):
        raise click.UsageError("say either --deliver URL or --socket")
    try:
        file_scene = Scene.model_validate(tomllib.loads(scene.read_text()) if scene else {})
        whole_scene = _with_options(file_scene, commands, shortcuts, on_messages, events)
    except (ValidationError, tomllib.TOMLDecodeError) as error:
        raise click.ClickException(str(error)) from error
    asyncio.run(_serve(whole_scene, port, deliver, browser=browser))


def _with_options(
    scene: Scene,
    commands: tuple[tuple[str, str], ...],
    shortcuts: tuple[tuple[str, str], ...],
    on_messages: tuple[tuple[str, str], ...],
    events: tuple[str, ...],
) -> Scene:
    """The scene, with what the options add to it."""
    new_commands = [Command(command=name, description=words) for name, words in commands]
    new_shortcuts = [
        Shortcut(callback_id=callback_id, name=words) for callback_id, words in shortcuts
    ]
    new_shortcuts += [
        Shortcut(callback_id=callback_id, name=words, on_messages=True)
        for callback_id, words in on_messages
    ]
    return scene.model_copy(
        update={
            "commands": (*scene.commands, *new_commands),
            "shortcuts": (*scene.shortcuts, *new_shortcuts),
            "events": scene.events | set(events),
        }
    )


async def _serve(scene: Scene, port: int | None, deliver: str | None, *, browser: bool) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    page = Page(scene, Settings())
    await _start(page, port)
    try:
        click.echo(_connect(page, scene, deliver))
        if browser:
            webbrowser.open(page.url)
        await stopped.wait()
    finally:
        await page.stop()


async def _start(page: Page, port: int | None) -> None:
    first = PORT if port is None else port
    try:
        await (page.start_near() if port is None else page.start(port))
    except OSError as error:
        raise click.ClickException(f"port {first} cannot be used: {error.strerror}") from error
    actual = page.url.rsplit(":", 1)[1].strip("/")
    if port is None and actual != str(first):
        click.echo(f"Port {first} is taken; this is port {actual}.")


def _connect(page: Page, scene: Scene, deliver: str | None) -> str:
    if deliver is None:
        page.use_socket_mode()
        delivery = "It waits for the bot to open its sockets."
    else:
        page.deliver_to(deliver)
        delivery = f"It delivers to {deliver}"
    settings = page.workspace.settings
    return _GUIDE.format(
        page=page.url,
        base=page.api_url,
        bot=settings.bot_token,
        app=settings.app_token,
        secret=settings.signing_secret,
        people=", ".join(f"{person.name} ({person.id})" for person in scene.people),
        delivery=delivery,
    )


if __name__ == "__main__":
    main()
