"""The one error handler: an expected failure shows its sentence where the person is, any other an id to quote."""

import json
import logging
from collections.abc import Callable, Iterator
from functools import partial

from pydantic import ValidationError
from slack_bolt import BoltResponse
from slack_bolt.error import BoltUnhandledRequestError

from handlers.context import Context, Payload
from handlers.slack.answers import (
    field_errors,
    has_room_above,
    open_on_top,
    post_answer,
    reply,
    show_late,
)
from handlers.slack.block_ids import declared_id
from handlers.slack.errors import Retry, SlackError, SlackRefused
from handlers.slack.notices import notice, notice_view
from handlers.slack.request import Request, from_button, from_command
from interviews.errors import CardIsIn, CauseMissing, InterviewError, NameTaken, ReasonMissing
from templates import forms

log = logging.getLogger("interview.errors")

_MISFIT = (
    "This does not fit this version of the bot any more. What was saved is still there: please close "
    "it and open it anew."
)
_SHORTCUTS = frozenset({"shortcut", "message_action"})
_FIELDS: dict[type[Exception], str] = {
    NameTaken: forms.NAME.id(),
    CardIsIn: forms.PANEL.id(),
    ReasonMissing: forms.CHANGE_OF_MIND.id(),
    CauseMissing: forms.ERASURE_CAUSE.id(),
}


def handle(error: Exception, body: Payload, ctx: Context | None, request_id: str) -> BoltResponse:
    """The answer to a request that failed: the sentence of an expected error, or an id to quote."""
    if isinstance(error, SlackRefused) and error.needs_no_answer:
        return BoltResponse(status=200, body="")
    sentence = sentence_of(error, request_id)
    if body.get("type") == "view_submission":
        return _field_error(error, body["view"], sentence)
    if "command" in body:
        return _json(notice(sentence))
    # The call that failed may have been the one that may come before the answer.
    if ctx is not None and (body.get("actions") or body.get("type") in _SHORTCUTS):
        ctx.after_answer(partial(tell, ctx, body, sentence))
    return BoltResponse(status=200, body="")


def fill_modal(ctx: Context, view_id: str, make_view: Callable[[], Payload]) -> None:
    """Puts this view in place of one that says to wait; where it cannot be made, the sentence of the failure."""
    try:
        view = make_view()
    except Exception as error:  # noqa: BLE001 - whatever it was, the person must not wait for ever
        view = notice_view(sentence_of(error, ctx.request_id))
    show_late(ctx, view_id, view)


def sentence_of(error: Exception, request_id: str) -> str:
    """What the person reads of a failure: an expected one says what it is, any other gives an id to quote."""
    if isinstance(error, InterviewError):
        return str(error)
    if isinstance(error, BoltUnhandledRequestError):
        return "This is from an older version of the bot. Type /interview help to start afresh."
    if isinstance(error, ValidationError):
        extra = {"request_id": request_id, "what": error.title, "count": error.error_count()}
        log.warning("does not fit", extra=extra)
        return _MISFIT + _quote(request_id)
    if isinstance(error, SlackError) and error.sentence:
        extra = {"request_id": request_id, "slack_error": str(error)}
        if isinstance(error, SlackRefused) and error.kind.retry is Retry.NEVER:
            log.error("slack refuses", exc_info=error, extra=extra)
            return error.sentence + _quote(request_id)
        log.warning("slack in the way", extra=extra)
        return error.sentence
    log.error("unexpected", exc_info=error, extra={"request_id": request_id})
    return "Something went wrong on our side. Please try again: nothing is kept twice." + _quote(
        request_id
    )


def _quote(request_id: str) -> str:
    return f" If it happens again, tell whoever runs this bot the number {request_id}."


def _field_error(error: Exception, view: Payload, sentence: str) -> BoltResponse:
    """The form stays open; the sentence is shown at the field it is about, or at the last."""
    wanted = _FIELDS.get(type(error), forms.NOTE.id())
    matches = [block_id for block_id in _inputs(view) if block_id.partition(".")[0] == wanted]
    field = next(iter(matches), None) or last_input(view)
    if field is None:
        action = "push" if has_room_above(view) else "update"
        return _json({"response_action": action, "view": notice_view(sentence)})
    return _json(field_errors({field: sentence}, view))


def last_input(view: Payload) -> str | None:
    """The id by which the last field of a form is declared; None where it has none."""
    return next(reversed(_inputs(view)), None)


def _inputs(view: Payload) -> list[str]:
    blocks = view.get("blocks", ())
    return [declared_id(block["block_id"]) for block in blocks if block.get("type") == "input"]


def tell(ctx: Context, body: Payload, sentence: str) -> None:
    """Shows the sentence in a modal after a shortcut or something in a modal.

    Otherwise, and where that fails, posts it below the message or the command, or by direct message.
    """
    request = from_button(body) if body.get("actions") else from_command(body)
    for show in _ways_to_tell(ctx, body, request, sentence):
        try:
            show()
        except SlackError as failure:
            log.warning("not told", extra={"slack_error": str(failure)})
        else:
            return


def _ways_to_tell(
    ctx: Context, body: Payload, request: Request, sentence: str
) -> Iterator[Callable[[], object]]:
    """From what is nearest to what was done; a modal may be full or its trigger used up, a message gone."""
    in_modal = bool(request.view) or body.get("type") in _SHORTCUTS
    if in_modal and has_room_above(request.view):
        yield partial(open_on_top, ctx, request, notice_view(sentence))
    if request.response_url:
        yield partial(reply, ctx, request, notice(sentence))
    yield partial(post_answer, ctx, notice(sentence))


def _json(body: Payload) -> BoltResponse:
    return BoltResponse(
        status=200, body=json.dumps(body), headers={"content-type": ["application/json"]}
    )
