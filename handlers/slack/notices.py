"""A sentence for the person, with buttons where they can do something about it."""

from handlers.context import Context, Payload
from handlers.slack.posts import post_to_person
from handlers.slack.request import Request
from templates.macros.escaping import one_line
from templates.render import render

PRIVATELY = {"response_type": "ephemeral"}
BUTTON_TEXT = 75  # what Slack lets a button say

Commands = tuple[tuple[str, str], ...]


def notice(text: str, commands: Commands = ()) -> Payload:
    """A message only this person sees: one sentence, and buttons that run commands."""
    return PRIVATELY | render("notice", text=one_line(text), commands=_labelled(commands))


def notice_view(title: str, text: str, commands: Commands = ()) -> Payload:
    """The same as a modal, for where there is no channel to answer in."""
    return render("notice_modal", title=title, text=text, commands=_labelled(commands))


def _labelled(commands: Commands) -> Commands:
    return tuple((fitting(one_line(label)), command) for label, command in commands)


def below(ctx: Context, request: Request, answer: Payload) -> None:
    """Puts the answer below the message whose button was pressed; the Home tab's goes to the direct messages."""
    if request.response_url:
        ctx.slack.respond(request.response_url, answer | {"replace_original": False})
    else:
        post_to_person(ctx, {key: answer[key] for key in ("text", "blocks")})


def fitting(label: str) -> str:
    """A label short enough for a button or an option; what is left out is marked by an ellipsis."""
    label = label or "…"
    return label if len(label) <= BUTTON_TEXT else label[: BUTTON_TEXT - 1] + "…"
