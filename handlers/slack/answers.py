"""How a button or a form is answered: below the message, with a modal, or at the fields of the form."""

import logging
from collections.abc import Mapping
from functools import partial

from handlers.context import Context, Payload
from handlers.slack.block_ids import ids_in, with_new_ids
from handlers.slack.errors import ANSWER_OVER, SlackError, SlackRefused
from handlers.slack.posts import post_to_person
from handlers.slack.request import Request
from templates.ids import Form

log = logging.getLogger("interview.answers")


def reply(ctx: Context, request: Request, answer: Payload) -> None:
    """Posts the answer below the message whose button was pressed.

    A button on the Home tab has no message, and some messages take no more answers: then it comes by direct
    message, which takes two calls to Slack, so it comes after the request is acknowledged.
    """
    if not (request.response_url and _respond(ctx, request.response_url, answer)):
        ctx.after_answer(partial(post_answer, ctx, answer))


def post_answer(ctx: Context, answer: Payload) -> None:
    """Posts the answer to the direct messages of whoever asked; two calls to Slack."""
    post_to_person(ctx, {key: answer[key] for key in ("text", "blocks")})


def _respond(ctx: Context, response_url: str, answer: Payload) -> bool:
    """False where the address takes no more answers."""
    try:
        ctx.slack.respond(response_url, answer | {"replace_original": False})
    except SlackRefused as refused:
        if refused.kind is not ANSWER_OVER:
            raise
        return False
    return True


def open_view(ctx: Context, request: Request, view: Payload) -> Payload:
    """Opens the modal, on top of the one whose button was pressed, if there is one; gives back what is shown.

    It takes the place of a notice, which has asked its question, and of whatever nothing fits above.
    """
    if request.view.get("callback_id") == Form.NOTICE or not has_room_above(request.view):
        return replace_view(ctx, request, view)
    return open_on_top(ctx, request, view)


def has_room_above(view: Payload) -> bool:
    """Whether Slack takes one more modal above this one: it has three at most."""
    return view.get("previous_view_id") in {None, "", view.get("root_view_id")}


def open_on_top(ctx: Context, request: Request, view: Payload) -> Payload:
    """Opens the modal so that whatever is open stays below it; gives back what is shown."""
    show = ctx.slack.views_push if request.view else ctx.slack.views_open
    return show(request.trigger_id, view)


def replace_view(ctx: Context, request: Request, view: Payload) -> Payload:
    """Puts the modal in place of the one whose button was pressed; gives back what is shown, where it is at once.

    Where that has changed meanwhile, it was pressed or chosen in twice in quick succession, and the later
    answer stays.
    """
    shown = with_new_ids(view, request.view)
    ctx.turns.take(request.view, request.pressed_at, request.pressed)
    try:
        return ctx.slack.views_update(request.view["id"], shown, hash=request.view["hash"])
    except SlackRefused as refused:
        if refused.error != "hash_conflict":
            raise
        ctx.after_answer(partial(_replace_late, ctx, request, shown))
        return {}


def _replace_late(ctx: Context, request: Request, view: Payload) -> None:
    if ctx.turns.is_last(request.view, request.pressed_at):
        show_late(ctx, request.view["id"], view)


def show_late(ctx: Context, view_id: str, view: Payload, *, hash: str | None = None) -> None:
    """Changes the modal, with a hash only if it is still as it was; the person may have closed it."""
    try:
        ctx.slack.views_update(view_id, view, hash=hash)
    except SlackError as failure:
        log.warning("not shown", extra={"slack_error": str(failure)})


def field_errors(faults: Mapping[str, str], form: Payload) -> Payload:
    """The answer to a form that stays open, with a sentence at each of these fields, by the id they are declared by."""
    shown = ids_in(form)
    errors = {shown.get(declared, declared): words for declared, words in faults.items()}
    return {"response_action": "errors", "errors": errors}


def next_view(view: Payload, form: Payload) -> Payload:
    """The answer to a form that turns into this modal."""
    return {"response_action": "update", "view": with_new_ids(view, form)}
