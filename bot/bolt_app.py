"""The Bolt app: who may come in, which listener answers what, and what happens when one fails."""

import logging
import re
from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any

from slack_bolt import Ack, App, BoltContext, BoltRequest, BoltResponse
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.middleware import Middleware

from bot.logs import request_id
from bot.slack.workspace import Workspace, WrongWorkspace
from handlers import errors
from handlers.context import Context
from handlers.registration import register
from handlers.slack.errors import SlackError
from interviews.errors import InterviewError

ContextFor = Callable[[str, str], Context]
"""The context in which a request of this workspace and this person is handled."""

# What a listener may ask for by name, beside Bolt's own; Bolt gives None, in silence, for any other.
OURS = frozenset({"ctx", "request_id"})
_EXPECTED = (InterviewError, SlackError, BoltUnhandledRequestError)


def bolt_app(workspace: Workspace, context_for: ContextFor, executor: Executor) -> App:
    """Bolt with every listener on it; the middleware of ours stands before Bolt's authorization."""
    # Bolt's lines describe requests in full: costly to make, and not for anybody's eyes.
    logger = logging.getLogger("slack_bolt")
    logger.setLevel(logging.ERROR)
    app = App(
        name="interview-assistant",
        logger=logger,
        # The answer leaves when the handler is done: Bolt's other way polls every 10 ms for the ack.
        process_before_response=True,
        raise_error_for_unhandled_request=True,
        # Signatures are checked before anything is parsed, which Bolt would do first.
        request_verification_enabled=False,
        signing_secret="",
        authorize=workspace,
        before_authorize=Reception(workspace, context_for),
        listener_executor=executor,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
    register(app)
    _acknowledge_the_rest(app)
    app.error(_handle_error)
    return app


def _acknowledge_the_rest(app: App) -> None:
    """What needs no answer: a closed modal, an event nobody handles, a button that only opens a link."""
    anything = re.compile("")
    app.event(anything)(_acknowledge)
    app.view_closed(anything)(_acknowledge)
    app.action(anything, matchers=[_is_link])(_acknowledge)


def _is_link(action: dict[str, Any]) -> bool:
    return "url" in action or str(action.get("action_id")).startswith("link")


def _acknowledge(ack: Ack) -> None:
    ack()


def _handle_error(error: Exception, body: dict[str, Any], context: BoltContext) -> BoltResponse:
    context["outcome"] = "expected" if isinstance(error, _EXPECTED) else "unexpected"
    return errors.handle(error, body, context.get("ctx"), context.get("request_id", ""))


class Reception(Middleware):
    """Lets in requests of this workspace only, each with its handler context."""

    def __init__(self, workspace: Workspace, context_for: ContextFor) -> None:
        self._workspace, self._context_for = workspace, context_for

    def process(
        self, *, req: BoltRequest, resp: BoltResponse, next: Callable[[], BoltResponse]
    ) -> BoltResponse:  # Bolt passes all three by name
        context, body = req.context, req.body
        context["request_id"] = request_id.get()
        if body.get("type") == "url_verification":  # Slack tries the address; nobody is asking
            return next()
        team_id = self._workspace.identity().team_id
        context["ctx"] = self._context_for(team_id, context.user_id or "")
        try:
            self._workspace.check(context, body)
        except WrongWorkspace:
            if body.get("type") == "event_callback":  # nobody is waiting for a sentence
                return BoltResponse(status=200, body="")
            raise
        return next()
