"""Whatever can be expected to go wrong on the command line, as its one sentence."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import click

from bot.server.address import CannotListen
from bot.server.preflight import CannotStart
from bot.settings_faults import SettingsFaults
from handlers.slack.errors import SlackError
from interviews.errors import InterviewError
from question_bank.load.faults import BankFaults

_EXPECTED = (
    BankFaults,
    CannotListen,
    CannotStart,
    InterviewError,
    SettingsFaults,
    SlackError,
    OSError,
)


@contextmanager
def plainly() -> Iterator[None]:
    """Turns every failure that can be expected into its sentence."""
    # Whatever a library would print by itself is said in that sentence.
    logging.root.addHandler(logging.NullHandler())
    try:
        yield
    except _EXPECTED as error:
        raise click.ClickException(str(error)) from error
