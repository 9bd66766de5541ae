"""The composition root: every collaborator is made here, or passed in, and put together."""

import logging
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import datetime, timedelta
from pathlib import Path

from slack_bolt import BoltRequest, BoltResponse
from slack_sdk.signature import SignatureVerifier

from bot import logs
from bot.bolt_app import bolt_app
from bot.clock import now
from bot.dispatch import Dispatcher
from bot.metrics import Metrics
from bot.presence import Presence
from bot.reports import begin_reports
from bot.server.wsgi import Web
from bot.settings import Settings
from bot.slack.client import Identity, SlackClient
from bot.slack.workspace import Workspace
from bot.traces import traces_of
from bot.webhook import webhook_of
from bot.worker import Worker
from handlers.commands import COMMANDS
from handlers.context import Context
from handlers.deliveries import DELIVERIES
from handlers.slack.errors import SlackError
from handlers.slack.turns import Turns
from interviews.outbox import TellWebhook
from interviews.permissions import Person
from interviews.store import Store, open_store
from question_bank.bank import Bank
from question_bank.load.loader import load

log = logging.getLogger("bot.composition")

LAST_HOUR = timedelta(hours=1)
THREADS = 8  # for work that goes on after the answer


class Application:
    """The whole bot, without a way in: a socket calls `dispatch`, a web server `wsgi`."""

    def __init__(
        self,
        settings: Settings,
        *,
        slack: SlackClient | None = None,
        store: Store | None = None,
        bank: Bank | None = None,
        clock: Callable[[], datetime] = now,
        executor: Executor | None = None,
        identity: Identity | None = None,
        metrics_folder: Path | None = None,
    ) -> None:
        """Makes what is not passed in from the settings, and brings the database up to date.

        With a folder for metrics, /metrics adds up over all processes that keep theirs in it.
        """
        token, secret = settings.slack_bot_token.get_secret_value(), settings.slack_signing_secret
        self.settings, self.clock = settings, clock
        self.reports = begin_reports(settings)
        self.traces = traces_of(settings)
        self.slack = slack or SlackClient(
            token, settings.slack_api_url, proxy=settings.proxy, traces=self.traces
        )
        self.bank = bank or load(settings.question_bank_dir)
        if self.bank.drafts:
            log.warning("drafts are left out of the bank", extra={"count": self.bank.drafts})
        self.webhook = webhook_of(settings)
        self.store = store or open_store(
            settings.database_url.get_secret_value(),
            clock,
            has_webhook=self.webhook is not None,
            coordinators=settings.interview_coordinators,
        )
        self.store.migrate()
        self.executor = executor or logs.ContextExecutor(THREADS, thread_name_prefix="after")
        self.workspace = Workspace(self.slack, token, identity)
        self._find_identity()
        self.metrics = Metrics({*COMMANDS, *self.bank.names}, metrics_folder)
        jobs = self.store.jobs
        self.metrics.watch_jobs(lambda: jobs.counts(clock() - LAST_HOUR) | jobs.troubles(clock()))
        self.turns = Turns()
        self.bolt = bolt_app(self.workspace, self.context_for, self.executor)
        apart = TellWebhook if self.webhook else None
        self.worker = Worker(
            self.store, DELIVERIES, self.context_for, clock, apart,
            Presence(self.store, clock), self.traces,
        )  # fmt: skip
        verifier = SignatureVerifier(secret.get_secret_value()) if secret else None
        self.dispatcher = Dispatcher(
            self.bolt, self.metrics, self.worker.wake, verifier, self.traces
        )

    def context_for(self, team_id: str, user_id: str) -> Context:
        """The context in which this person's request, or a job for them, is handled."""
        admins = frozenset(self.settings.interview_admins)
        person = Person(
            team_id=team_id, user_id=user_id, is_admin=user_id in admins,
            is_coordinator=user_id in self.settings.interview_coordinators,
        )  # fmt: skip
        return Context(
            bank=self.bank, store=self.store, slack=self.slack, person=person, clock=self.clock,
            executor=self.executor, request_id=logs.request_id.get(), admins=admins,
            turns=self.turns, receiver=self.webhook,
        )  # fmt: skip

    @property
    def wsgi(self) -> Web:
        """The bot as a WSGI application; without a signing secret it takes no requests, and has its pages only."""
        receive = self.dispatcher.receive if self.settings.slack_signing_secret else None
        return Web(receive, self.problems, self.metrics.page)

    def dispatch(self, request: BoltRequest) -> BoltResponse:
        """Bolt's answer to one request, whose sender has been verified."""
        return self.dispatcher.dispatch(request)

    def close(self) -> None:
        """Finishes what is in hand and gives everything back."""
        self.worker.stop()
        self.executor.shutdown()
        self.slack.close()
        if self.webhook:
            self.webhook.close()
        self.store.close()
        self.traces.close()
        if self.reports:
            self.reports.close()
        log.info("closed")

    def problems(self) -> list[str]:
        """What keeps the bot from answering, a line each; empty when it is ready."""
        problem = self.store.problem()
        problems = [problem] if problem else []
        try:
            self.workspace.identity()
        except SlackError as error:
            problems.append(f"Slack has not accepted the bot's token yet ({error})")
        return problems

    def _find_identity(self) -> None:
        """Asks Slack who we are; where it does not say, the bot starts all the same, and is not ready yet."""
        try:
            self.workspace.identity()
        except SlackError as error:
            extra = {"address": self.settings.slack_api_url, **logs.why(error)}
            log.warning("Slack does not say yet who the bot is", extra=extra)
