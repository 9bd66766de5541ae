"""How a button or a form is answered: below the message, with a modal, or at the fields of the form."""

from collections.abc import Mapping
from functools import partial

from handlers.context import Context, Payload
from handlers.slack.posts import post_to_person
from handlers.slack.request import Request


def reply(ctx: Context, request: Request, answer: Payload) -> None:
    """Posts the answer below the message whose button was pressed.

    A button on the Home tab has no message: its answer comes by direct message, which takes two calls
    to Slack, so it comes after the request is acknowledged.
    """
    if request.response_url:
        ctx.slack.respond(request.response_url, answer | {"replace_original": False})
    else:
        message = {key: answer[key] for key in ("text", "blocks")}
        ctx.after_answer(partial(post_to_person, ctx, message))


def open_view(ctx: Context, request: Request, view: Payload) -> None:
    """Opens the modal, on top of the one whose button was pressed, if there is one."""
    show = ctx.slack.views_push if request.view else ctx.slack.views_open
    show(request.trigger_id, view)


def replace_view(ctx: Context, request: Request, view: Payload) -> None:
    """Puts the modal in place of the one whose button was pressed."""
    ctx.slack.views_update(request.view["id"], view, hash=request.view["hash"])


def field_errors(faults: Mapping[str, str]) -> Payload:
    """The answer to a form that stays open, with a sentence at each of these fields, by block_id."""
    return {"response_action": "errors", "errors": faults}


def next_view(view: Payload) -> Payload:
    """The answer to a form that turns into this modal."""
    return {"response_action": "update", "view": view}
