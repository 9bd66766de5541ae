"""A bank of one's own in the demo: read again whenever a file is saved, with its faults said in the page."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from slack_bolt import BoltRequest, BoltResponse

from bot.cli.counts import quantity
from bot.composition import Application
from bot.demo.scene import BANK_ROOM
from handlers.slack.errors import SlackError
from handlers.slack.notices import notice
from question_bank.bank import Bank
from question_bank.load.faults import BankFaults
from question_bank.load.files import bank_paths
from question_bank.load.loader import load
from sandbox.page.start import Page

LOOK_AGAIN = 0.5  # seconds between two looks at the files of a bank


class Current:
    """The bot as it is now; a bank that was saved puts a new one in its place between two requests."""

    def __init__(self, application: Application, page: Page, clock: Callable[[], datetime]) -> None:
        self.application, self._page, self._clock = application, page, clock

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        return self.application.wsgi(environ, start_response)

    def dispatch(self, request: BoltRequest) -> BoltResponse:
        """The answer of the bot as it is now."""
        return self.application.dispatch(request)

    def reread(self, directory: Path) -> None:
        """Takes the bank as it was saved, or says in the page what is wrong with it."""
        try:
            bank = load(directory)
        except BankFaults as faults:
            number = quantity(len(faults.faults), "fault")
            self._say(f"The bank has {number}, so the one from before stays in use.")
            for fault in faults.faults:
                self._say(str(fault))
            return
        self._take(bank)
        questions = sum(len(role.questions) for role in bank.archetypes)
        held = f"{quantity(len(bank.archetypes), 'role')}, {quantity(questions, 'question')}"
        drafts = f"; {quantity(bank.drafts, 'draft')} left out" if bank.drafts else ""
        self._say(f"The bank was read again: {held}{drafts}.")

    def _take(self, bank: Bank) -> None:
        before = self.application
        self.application = Application(
            before.settings, slack=before.slack, store=before.store, bank=bank,
            executor=before.executor, identity=before.workspace.identity(), clock=self._clock,
        )  # fmt: skip
        before.worker.stop()  # jobs, too, go by the new bank from now on
        self.application.worker.start()

    def _say(self, line: str) -> None:
        """Says it in the page; where the page has a bad day, which can be switched on there, in the terminal."""
        channels = self._page.workspace.directory.channels
        room = next(channel.id for channel in channels if channel.name == BANK_ROOM)
        message = notice(line)
        try:
            self.application.slack.post(room, text=message["text"], blocks=message["blocks"])
        except SlackError as error:
            click.echo(f"{line} (The page does not show this: {error})")


@contextmanager
def watch(current: Current, directory: Path | None) -> Iterator[None]:
    """Reads a bank of one's own again whenever a file of it is saved, until the block ends."""
    if directory is None:
        yield
        return
    stop = threading.Event()
    watcher = threading.Thread(target=_watch, args=(current, directory, stop), name="bank")
    watcher.start()
    try:
        yield
    finally:
        stop.set()
        watcher.join()


def _watch(current: Current, directory: Path, stop: threading.Event) -> None:
    seen = _stamps(directory)
    while not stop.wait(LOOK_AGAIN):
        now = _stamps(directory)
        if now != seen:
            seen = now
            current.reread(directory)


def _stamps(directory: Path) -> dict[str, float]:
    stamps = {}
    with suppress(OSError):  # a folder that is away for a moment is read when it is back
        for path in bank_paths(directory):
            with suppress(FileNotFoundError):  # an editor is putting another one in its place
                stamps[path.name] = path.stat().st_mtime
    return stamps
