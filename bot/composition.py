"""The composition root: every collaborator is made here, or taken from whoever asks, and put together."""

import logging
import time
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from slack_bolt import App, BoltRequest, BoltResponse

from bot import logs
from bot.bolt_app import bolt_app
from bot.clock import now
from bot.metrics import OTHER, Metrics
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
# After these, jobs are looked for at once. Typing in a scorecard has no name of its own and can wait a second.
_MAKES_JOBS = frozenset({"view_submission", "view_closed", "block_actions", "event_callback"})


@dataclass(frozen=True, slots=True)
class Application:
    """The whole bot, without a way in: a server or a socket calls `dispatch`."""

    settings: Settings
    bolt: App
    slack: SlackClient
    store: Store
    bank: Bank
    metrics: Metrics
    workspace: Workspace
    worker: Worker
    executor: Executor

    @property
    def wsgi(self) -> Web:
        """The bot as a WSGI application; without a signing secret it takes nothing from outside."""
        signed = self.settings.slack_signing_secret is not None
        return Web(self.dispatch if signed else None, self.troubles, self.metrics.page)

    def start(self) -> None:
        """Begins with the jobs that wait."""
        self.worker.start()

    def close(self) -> None:
        """Finishes what is in hand and gives everything back."""
        self.worker.stop()
        self.executor.shutdown()
        self.slack.close()
        self.store.close()
        log.info("closed")

    def troubles(self) -> list[str]:
        """What keeps the bot from answering, a line each; empty when it is ready."""
        found = [] if self.store.ready() else ["the database does not answer, or waits for migrate"]
        try:
            self.workspace.identity()
        except SlackError as error:
            found.append(f"Slack has not accepted the bot's token yet ({type(error).__name__})")
        return found

    def dispatch(self, request: BoltRequest) -> BoltResponse:
        """Bolt's answer to one request, counted, timed and logged under an id of its own."""
        token = logs.request_id.set(logs.new_request_id())
        started = time.perf_counter()
        try:
            response = self._answer(request)
            self._note(request, response, time.perf_counter() - started)
        finally:
            logs.request_id.reset(token)
        return response

    def _answer(self, request: BoltRequest) -> BoltResponse:
        try:
            return self.bolt.dispatch(request)
        except Exception:  # the error handler itself failed: Slack still gets an answer
            log.exception("no answer")
            request.context["outcome"] = "unexpected"
            return BoltResponse(status=500, body="")

    def _note(self, request: BoltRequest, response: BoltResponse, seconds: float) -> None:
        if response.status == 401:  # not signed by Slack, so nothing in it is worth a label
            kind, what, outcome = "unverified", "", "refused"
        else:
            kind, what = self.metrics.name(request.body)
            outcome = request.context.get(
                "outcome", "answered" if response.status == 200 else "failed"
            )
        if kind in _MAKES_JOBS and what != OTHER:
            self.worker.wake()
        self.metrics.count(kind, what, outcome, seconds)
        log.info(
            "request",
            extra={
                "kind": kind,
                "what": what,
                "outcome": outcome,
                "status": response.status,
                "ms": round(seconds * 1000, 2),
                "user": request.context.user_id if kind != "unverified" else None,
            },
        )


def compose(
    settings: Settings,
    *,
    slack: SlackClient | None = None,
    store: Store | None = None,
    bank: Bank | None = None,
    clock: Callable[[], datetime] | None = None,
    executor: Executor | None = None,
    identity: Identity | None = None,
) -> Application:
    """The bot for these settings; what is not given is made from them. The database is brought up to date."""
    clock = clock or now
    token = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else ""
    slack = slack or SlackClient(token, settings.slack_api_url)
    bank = bank or load(settings.question_bank_dir)
    store = store or open_store(settings.database_url.get_secret_value(), clock)
    store.migrate()
    executor = executor or logs.ContextExecutor(THREADS, thread_name_prefix="after")
    workspace = Workspace(slack, token, identity)
    _warm(workspace, settings.slack_api_url)
    collaborators = Collaborators(bank, store, slack, clock, executor, settings.admins)
    metrics = Metrics({*COMMANDS, *bank.names}, Act, Form, Shortcut)
    metrics.watch_jobs(store.jobs_counts)
    return Application(
        settings=settings,
        bolt=bolt_app(settings, workspace, collaborators, executor),
        slack=slack,
        store=store,
        bank=bank,
        metrics=metrics,
        workspace=workspace,
        worker=Worker(store, DELIVERIES, partial(_context_of, collaborators), clock),
        executor=executor,
    )


def _warm(workspace: Workspace, address: str) -> None:
    """Asks Slack who we are; where it is out of reach the bot starts all the same, and is not ready yet."""
    try:
        workspace.identity()
    except SlackUnreachable as error:
        log.warning(
            "Slack cannot be reached yet", extra={"address": address, "error_type": str(error)}
        )


def _context_of(collaborators: Collaborators, job: Job) -> Context:
    return collaborators.context_for(job.team_id, job.user_id)
