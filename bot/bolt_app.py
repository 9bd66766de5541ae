"""The Bolt app: who may come in, which listener answers what, and what happens when one fails."""

import logging
import re
from concurrent.futures import Executor
from typing import Any

from slack_bolt import Ack, App, BoltContext, BoltResponse
from slack_bolt.error import BoltUnhandledRequestError

from bot.middleware import Collaborators, Reception
from bot.slack.workspace import Workspace
from handlers import errors
from handlers.registration import register
from handlers.slack.errors import SlackError
from interviews.errors import InterviewError

_EXPECTED = (InterviewError, SlackError, BoltUnhandledRequestError)


def bolt_app(workspace: Workspace, collaborators: Collaborators, executor: Executor) -> App:
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
        before_authorize=Reception(workspace, collaborators),
        listener_executor=executor,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
    register(app)
    _acknowledge_the_rest(app)
    app.error(_failed)
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


def _failed(error: Exception, body: dict[str, Any], context: BoltContext) -> BoltResponse:
    context["outcome"] = "expected" if isinstance(error, _EXPECTED) else "unexpected"
    return errors.handle(error, body, context.get("ctx"), context.get("request_id", ""))
