"""The whole bot in a browser, with no Slack: a stand-in with a page, a small company, and the bot itself."""

import fcntl
import signal
import tempfile
import threading
import time
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

import click

from bot.composition import Application
from bot.demo.bank import Current, watch
from bot.demo.scene import EDSGER, scene
from bot.demo.story import seed
from bot.server.health import health_pages
from bot.settings import Settings, program_name, settings_of
from interviews.errors import StoreTooNew
from question_bank.bank import Bank
from question_bank.load.loader import read
from sandbox.page.start import Page, running_page
from sandbox.world.workspace import Settings as SlackSettings

FOLDER = Path("data")
# Browsers that take over the terminal they are started in.
IN_THE_TERMINAL = {"www-browser", "links", "elinks", "lynx", "w3m"}

_GOING_ON = """\
Going on with what an earlier demo left: candidates, scorecards and drafts. Its messages are gone.
For the guided minute as it was meant: {} demo --fresh"""


def run(port: int, directory: Path | None, *, fresh: bool, browser: bool, socket: bool) -> None:
    """Shows the demo until somebody stops it; raises `BankFaults` where the bank cannot be read at the start."""
    with (
        _database(fresh=fresh) as database,
        open_page(port, directory, database.absolute(), socket=socket) as page,
    ):
        _say_where(page, port)
        if browser and not _open_browser(page.url):
            click.echo("No browser was found here; open the address in one.")
        _wait_for_stop()


@contextmanager
def open_page(
    port: int, directory: Path | None, database: Path, *, socket: bool = False
) -> Iterator[Page]:
    """The page, with the bot at work behind it, on this port or the next free one."""
    sources = read(directory)
    bank = sources.bank()
    for place in sources.unread:
        click.echo(f"warning: {place}", err=True)
    secrets = SlackSettings()
    with (
        running_page(scene(), secrets, port=port) as page,
        _bot(page, secrets, bank, database, socket=socket) as current,
        watch(current, directory),
    ):
        yield page


@contextmanager
def _bot(
    page: Page, secrets: SlackSettings, bank: Bank, database: Path, *, socket: bool
) -> Iterator[Current]:
    """The bot at work on the page's Slack, at the page's time."""

    def clock() -> datetime:
        return datetime.fromtimestamp(page.clock(), UTC)

    try:
        application = Application(_settings(page, secrets, database), bank=bank, clock=clock)
    except StoreTooNew as error:
        raise click.ClickException(
            f"{error} Or start over: {program_name()} demo --fresh"
        ) from error
    current = Current(application, page, clock)
    try:
        seed(application.store, bank, application.workspace.identity().team_id, clock)
        with _over_socket(current, page) if socket else _over_http(current, page):
            application.worker.start()
            yield current
    finally:
        current.application.close()


@contextmanager
def _over_http(current: Current, page: Page) -> Iterator[None]:
    """The page posts signed requests to the bot until the block ends."""
    with health_pages(current, "127.0.0.1", 0) as port:
        page.deliver_to(f"http://127.0.0.1:{port}/slack/events")
        yield


@contextmanager
def _over_socket(current: Current, page: Page) -> Iterator[None]:
    """The bot keeps a socket to the page open until the block ends."""
    from bot.server.socket import SlackSocket  # noqa: PLC0415 - who uses HTTP need not wait for it

    page.use_socket_mode()
    connection = SlackSocket(current.dispatch, current.application.settings)
    try:
        connection.open(threading.Event())
        yield
    finally:
        connection.close()


def _settings(page: Page, secrets: SlackSettings, database: Path) -> Settings:
    return settings_of(
        slack_bot_token=secrets.bot_token,
        slack_signing_secret=secrets.signing_secret,
        slack_app_token=secrets.app_token,
        slack_api_url=page.api_url,
        database_url=f"sqlite:///{database}",
        question_bank_dir=None,
        interview_admins=EDSGER,
        allow_ephemeral_sqlite=True,
        _env_file=None,
    )


@contextmanager
def _database(*, fresh: bool) -> Iterator[Path]:
    """The demo's own file; a second demo at the same time gets one of its own that is thrown away."""
    FOLDER.mkdir(exist_ok=True)
    with (FOLDER / "demo.lock").open("w") as lock:
        if not _try_lock(lock):
            click.echo("Another demo is running, so this one starts with data of its own.")
            with tempfile.TemporaryDirectory() as folder:
                yield Path(folder) / "demo.db"
            return
        if fresh:
            for old in FOLDER.glob("demo.db*"):
                old.unlink()
        database = FOLDER / "demo.db"
        if database.exists():
            click.echo(_GOING_ON.format(program_name()))
        yield database


def _try_lock(lock: TextIO) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _say_where(page: Page, wanted: int) -> None:
    moved = f" (port {wanted} is taken)" if f":{wanted}/" not in page.url else ""
    click.echo(f"The demo is at {page.url}{moved}")
    click.echo(f"Press Ctrl+C to stop it; {program_name()} demo --fresh starts over.")


def _open_browser(url: str) -> bool:
    """Whether a browser with a window of its own was asked to show the page."""
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    return Path(browser.name).name not in IN_THE_TERMINAL and browser.open(url)


def _wait_for_stop(sleep: Callable[[float], None] = time.sleep) -> None:
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        while True:
            sleep(3600)
    except KeyboardInterrupt:
        click.echo("\nStopped.")
