"""The composition root: every collaborator is made here, or passed in, and put together."""

import logging
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from slack_bolt import App, BoltRequest, BoltResponse
from slack_sdk.signature import SignatureVerifier

from bot import logs
from bot.bolt_app import bolt_app
from bot.clock import now
from bot.dispatch import Dispatcher
from bot.metrics import Metrics
from bot.middleware import Collaborators
from bot.server.wsgi import Web
from bot.settings import Settings
from bot.slack.client import Identity, SlackClient
from bot.slack.workspace import Workspace
from bot.worker import Worker
from handlers.commands import COMMANDS
from handlers.context import Context
from handlers.deliveries import DELIVERIES
from handlers.slack.errors import SlackError, SlackUnreachable
from interviews.outbox import Job
from interviews.store import Store, open_store
from question_bank.bank import Bank
from question_bank.load.loader import load
from templates.ids import Act, Form, Shortcut

log = logging.getLogger("bot.composition")

THREADS = 8  # for work that goes on after the answer


@dataclass(frozen=True, slots=True)
class Application:
    """The whole bot, without a way in: a socket calls `dispatch`, a web server `wsgi`."""

    settings: Settings
    bolt: App
    dispatcher: Dispatcher
    slack: SlackClient
    store: Store
    bank: Bank
    metrics: Metrics
    workspace: Workspace
    worker: Worker
    executor: Executor

    @property
    def wsgi(self) -> Web:
        """The bot as a WSGI application; without a signing secret it takes no requests, and has its pages only."""
        has_secret = self.settings.slack_signing_secret is not None
        receive = self.dispatcher.receive if has_secret else None
        return Web(receive, self.problems, self.metrics.page)

    def start(self) -> None:
        """Starts the thread that does the jobs."""
        self.worker.start()

    def close(self) -> None:
        """Finishes what is in hand and gives everything back."""
        self.worker.stop()
        self.executor.shutdown()
        self.slack.close()
        self.store.close()
        log.info("closed")

    def problems(self) -> list[str]:
        """What keeps the bot from answering, a line each; empty when it is ready."""
        problems = (
            [] if self.store.ready() else ["the database does not answer, or waits for migrate"]
        )
        try:
            self.workspace.identity()
        except SlackError as error:
            problems.append(f"Slack has not accepted the bot's token yet ({type(error).__name__})")
        return problems

    def dispatch(self, request: BoltRequest) -> BoltResponse:
        """Bolt's answer to one request, whose sender has been verified."""
        return self.dispatcher.dispatch(request)


def compose(
    settings: Settings,
    *,
    slack: SlackClient | None = None,
    store: Store | None = None,
    bank: Bank | None = None,
    clock: Callable[[], datetime] | None = None,
    executor: Executor | None = None,
    identity: Identity | None = None,
    metrics_folder: Path | None = None,
) -> Application:
    """The bot for these settings; what is not passed in is made from them. The database is brought up to date.

    With a folder for metrics, /metrics adds up over all processes that keep theirs in it.
    """
    clock = clock or now
    token = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else ""
    slack = slack or SlackClient(token, settings.slack_api_url)
    bank = bank or load(settings.question_bank_dir)
    store = store or open_store(settings.database_url.get_secret_value(), clock)
    store.migrate()
    executor = executor or logs.ContextExecutor(THREADS, thread_name_prefix="after")
    workspace = Workspace(slack, token, identity)
    _ask_identity(workspace, settings.slack_api_url)
    collaborators = Collaborators(bank, store, slack, clock, executor, settings.admins)
    metrics = Metrics({*COMMANDS, *bank.names}, Act, Form, Shortcut, folder=metrics_folder)
    metrics.watch_jobs(store.jobs.counts)
    bolt = bolt_app(workspace, collaborators, executor)
    worker = Worker(store, DELIVERIES, partial(_context_of, collaborators), clock)
    secret = settings.slack_signing_secret
    verifier = SignatureVerifier(secret.get_secret_value()) if secret else None
    return Application(
        settings=settings,
        bolt=bolt,
        dispatcher=Dispatcher(bolt, metrics, worker.wake, verifier),
        slack=slack,
        store=store,
        bank=bank,
        metrics=metrics,
        workspace=workspace,
        worker=worker,
        executor=executor,
    )


def _ask_identity(workspace: Workspace, address: str) -> None:
    """Asks Slack who we are; where it is out of reach the bot starts all the same, and is not ready yet."""
    try:
        workspace.identity()
    except SlackUnreachable as error:
        log.warning(
            "Slack cannot be reached yet", extra={"address": address, "error_type": str(error)}
        )


def _context_of(collaborators: Collaborators, job: Job) -> Context:
    return collaborators.context_for(job.team_id, job.user_id)
