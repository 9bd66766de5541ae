"""What Slack says of the people in a file, each asked about once."""

import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

import click

from bot.clock import now
from bot.settings import Settings
from bot.slack.client import SlackClient
from handlers.context import Context
from handlers.slack.directory import lead_fault, participant_fault
from handlers.slack.errors import SlackRateLimited
from interviews.permissions import Person
from interviews.store import Store
from question_bank.bank import Bank


class Directory:
    """The people of the workspace whose token is set; where none is, nothing is wrong with anybody."""

    def __init__(self, settings: Settings, store: Store, bank: Bank, team_id: str = "") -> None:
        """With a `team_id`, only people of that team are looked up."""
        self._settings, self._store, self._bank, self._wanted = settings, store, bank, team_id
        token = settings.slack_bot_token.get_secret_value()
        self._slack = SlackClient(token, settings.slack_api_url, proxy=settings.proxy)
        self._has_token = bool(token)
        self._context: Context | None = None
        self._faults: dict[tuple[str, str], str] = {}
        self.left_out = ""
        """Why people were not looked up; empty where they were."""

    def team(self) -> str:
        """The workspace of the token; empty where there is no token."""
        return self._slack.auth_test().team_id if self._has_token else ""

    def lead_fault(self, user_id: str) -> str:
        """A sentence where this person cannot lead or coordinate; empty where they can, or were not looked up."""
        return self._fault("lead", lead_fault, user_id)

    def interviewer_fault(self, user_id: str) -> str:
        """The same where they cannot interview."""
        return self._fault("interviewer", participant_fault, user_id)

    def _fault(
        self, part: str, fault_in: Callable[[Context, Iterable[str]], str], user_id: str
    ) -> str:
        if (part, user_id) not in self._faults:
            context = self._context or self._connect()
            self._faults[part, user_id] = self._ask(context, fault_in, user_id) if context else ""
        return self._faults[part, user_id]

    def _connect(self) -> Context | None:
        if not self._has_token:
            self.left_out = "SLACK_BOT_TOKEN is not set, so nobody was looked up in Slack."
            return None
        team_id = self.team()
        if self._wanted not in ("", team_id):
            self.left_out = f"SLACK_BOT_TOKEN is of workspace {team_id}, so nobody was looked up."
            return None
        self._context = Context(
            bank=self._bank, store=self._store, slack=self._slack, clock=now,
            person=Person(team_id=team_id, user_id=""), executor=ThreadPoolExecutor(1),
        )  # fmt: skip
        return self._context

    @staticmethod
    def _ask(
        context: Context, fault_in: Callable[[Context, Iterable[str]], str], user_id: str
    ) -> str:
        while True:
            try:
                return fault_in(context, (user_id,))
            except SlackRateLimited as limit:
                click.echo(f"Slack asks for {limit.retry_after:.0f} seconds …", err=True)
                time.sleep(limit.retry_after)

    def close(self) -> None:
        """Gives back the connections."""
        self._slack.close()
