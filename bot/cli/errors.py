"""Whatever can be expected to go wrong on the command line, as its one sentence."""

import logging

import click

from bot.server.preflight import CannotListen, CannotStart
from bot.settings_faults import SettingsFaults
from handlers.slack.errors import SlackError
from interviews.errors import InterviewError, StoreUnavailable
from question_bank.authoring.lists.entries import CannotImport
from question_bank.authoring.starter import NoName
from question_bank.load.faults import BankFaults

_EXPECTED = (
    BankFaults,
    CannotImport,
    CannotListen,
    CannotStart,
    InterviewError,
    NoName,
    SettingsFaults,
    SlackError,
    OSError,
)


class CommandLine(click.Group):
    """Commands, each of which ends with one sentence whatever can be expected to go wrong in it."""

    def invoke(self, ctx: click.Context) -> object:
        """What the command gives back; raises `ClickException` with the sentence of its failure."""
        # Whatever a library would print by itself is in that sentence.
        logging.root.addHandler(logging.NullHandler())
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # nobody reads on: click ends in silence
            raise
        except StoreUnavailable as error:
            raise click.ClickException(error.for_operators) from error
        except _EXPECTED as error:
            raise click.ClickException(str(error)) from error
