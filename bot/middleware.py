"""First in line for every signed request: puts on Bolt's context what handlers ask for by name."""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime

from slack_bolt import BoltRequest, BoltResponse
from slack_bolt.middleware import Middleware

from bot.logs import request_id
from bot.slack.workspace import Workspace, WrongWorkspace
from handlers.context import Context, Slack
from interviews.permissions import Person
from interviews.store import Store
from question_bank.bank import Bank

# Everything a listener may ask for by name; Bolt gives None, in silence, for any other.
OURS = frozenset({"bank", "store", "slack", "person", "clock", "request_id", "ctx"})


@dataclass(frozen=True, slots=True)
class Collaborators:
    """What requests and jobs are answered with."""

    bank: Bank
    store: Store
    slack: Slack
    clock: Callable[[], datetime]
    executor: Executor
    admins: frozenset[str]

    def context_for(self, team_id: str, user_id: str) -> Context:
        """The context in which this person's request, or a job for them, is handled."""
        person = Person(team_id=team_id, user_id=user_id, is_admin=user_id in self.admins)
        return Context(
            bank=self.bank, store=self.store, slack=self.slack, person=person, clock=self.clock,
            executor=self.executor, request_id=request_id.get(), admins=self.admins,
        )  # fmt: skip


class Reception(Middleware):
    """Lets in requests of this workspace only, each with its handler context."""

    def __init__(self, workspace: Workspace, collaborators: Collaborators) -> None:
        self._workspace, self._collaborators = workspace, collaborators

    def process(
        self, *, req: BoltRequest, resp: BoltResponse, next: Callable[[], BoltResponse]
    ) -> BoltResponse:  # Bolt passes all three by name
        context, body = req.context, req.body
        context["request_id"] = request_id.get()
        if body.get("type") == "url_verification":  # Slack tries the address; nobody is asking
            return next()
        team_id = self._workspace.identity().team_id
        ctx = self._collaborators.context_for(team_id, context.user_id or "")
        context["ctx"], context["person"] = ctx, ctx.person
        context["bank"], context["store"] = ctx.bank, ctx.store
        context["slack"], context["clock"] = ctx.slack, ctx.clock
        try:
            self._workspace.check(context, body)
        except WrongWorkspace:
            if body.get("type") == "event_callback":  # nobody is waiting for a sentence
                return BoltResponse(status=200, body="")
            raise
        return next()
