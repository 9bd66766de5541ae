"""Answers that Socket Mode cannot take: a short acknowledgement first, and the whole by a call after it."""

import json
import logging
from collections.abc import Callable
from functools import partial
from itertools import accumulate

from slack_bolt import BoltRequest, BoltResponse

from handlers.context import Context, Payload
from handlers.errors import last_input, sentence_of, tell
from handlers.slack.answers import field_errors, next_view, reply
from handlers.slack.errors import SlackError, SlackRefused
from handlers.slack.notices import notice_view
from handlers.slack.request import from_command
from interviews.store.values import new_id

log = logging.getLogger("bot.server.frames")

# Bytes of an answer as JSON; the envelope around it takes about a hundred. Slack hangs up at `SOCKET_FRAME`.
LONGEST_ANSWER = 16_000
COMES_BACK = "One moment: this form has something to ask you. If it does not, please send it again."
ON_ITS_WAY = "One moment: the answer is on its way."

FollowUp = Callable[[], object]


def shorten(request: BoltRequest, answer: BoltResponse) -> tuple[BoltResponse, FollowUp | None]:
    """The answer as it is, or where it is too long a short one, and what brings the whole once that is sent."""
    ctx: Context | None = request.context.get("ctx")
    # Bolt prints ASCII, as the socket does, so that characters are bytes.
    if len(answer.body) <= LONGEST_ANSWER or ctx is None:
        return answer, None
    body, whole = request.body, json.loads(answer.body)
    show: FollowUp
    if "command" in body:
        show = partial(reply, ctx, from_command(body), whole)
        return BoltResponse(status=200, body=""), partial(_follow_up, ctx, body, show)
    if "view" not in whole:
        return _json(_first_errors(whole)), None
    short, place = _wait(body["view"], whole)
    show = partial(ctx.slack.call, "views.update", **place, view=whole["view"])
    return _json(short), partial(_follow_up, ctx, body, show)


def _wait(view: Payload, whole: Payload) -> tuple[Payload, Payload]:
    """What the person sees until the view comes, and by which argument Slack is told where it goes.

    A form that comes back stays open meanwhile, with a sentence at one of its fields: what was
    typed is there even if nothing follows.
    """
    moment = notice_view(ON_ITS_WAY, "One moment")
    if whole["response_action"] == "push":
        place = {"external_id": new_id()}
        return whole | {"view": moment | place}, place
    place, field = {"view_id": view["id"]}, last_input(view)
    if field and whole["view"].get("callback_id") == view.get("callback_id"):
        return field_errors({field: COMES_BACK}, view), place
    return next_view(moment, view), place


def _first_errors(whole: Payload) -> Payload:
    """As many errors as fit; those of the other fields come when the form is sent again."""
    errors = whole["errors"].items()
    sizes = accumulate(len(json.dumps({field: words})) for field, words in errors)
    fits = [error for error, size in zip(errors, sizes, strict=True) if size < LONGEST_ANSWER - 50]
    return whole | {"errors": dict(fits)}


def _follow_up(ctx: Context, body: Payload, show: FollowUp) -> None:
    """Shows the whole answer; where Slack does not take it, the person is told so."""
    try:
        show()
    except SlackError as error:
        if not (isinstance(error, SlackRefused) and error.needs_no_answer):
            log.warning("long answer not shown", extra={"slack_error": str(error)})
            tell(ctx, body, sentence_of(error, ctx.request_id))


def _json(body: Payload) -> BoltResponse:
    return BoltResponse(status=200, body=body)
