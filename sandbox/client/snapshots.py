"""Snapshots of messages, views and answers, which do not change later.

Blocks and values are shared with the workspace, which replaces them and never changes them in place.
"""

from dataclasses import dataclass, field, replace
from typing import Any

from sandbox.client.client import Step
from sandbox.world.blocks import spots, visible_text
from sandbox.world.records import File, Json, Message
from sandbox.world.views import View


@dataclass(frozen=True, slots=True)
class MessageSnapshot:
    """A message at one moment."""

    ts: str
    channel: str
    user: str
    words: str
    blocks: list[Json]
    thread_ts: str | None
    only_for: str | None
    edited: bool
    metadata: Json | None
    files: tuple[File, ...]
    """Without those that were deleted."""

    @property
    def text(self) -> str:
        """All that can be read: the blocks, or the plain words when there are none."""
        return visible_text(self.blocks or self.words)

    @property
    def actions(self) -> list[str]:
        """The action ids of everything that can be acted on, from the top down."""
        return [spot.key[1] for spot in spots(self.blocks)]


@dataclass(frozen=True, slots=True)
class ViewSnapshot:
    """A modal or Home tab at one moment."""

    id: str
    user: str
    type: str
    callback_id: str
    title: str
    blocks: list[Json]
    private_metadata: str
    hash: str
    values: Json
    errors: dict[str, str]
    failure: str | None
    submit: str | None

    @property
    def text(self) -> str:
        """All that can be read in the blocks."""
        return visible_text(self.blocks)

    @property
    def actions(self) -> list[str]:
        """The action ids of everything that can be acted on, from the top down."""
        return [spot.key[1] for spot in spots(self.blocks)]


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of one step: the bot's status and body, and what the person sees.

    `failure` is Slack's name for what went wrong (`operation_timeout`, `dispatch_failed`, …);
    `sent` is False when the client sent nothing to the bot.
    """

    status: int | None
    body: Any
    message: MessageSnapshot | None
    errors: dict[str, str] | None
    failure: str | None
    sent: bool
    payload: Json = field(repr=False)
    step: Step = field(repr=False)


def message_snapshot(message: Message) -> MessageSnapshot:
    """The message as it is now."""
    return MessageSnapshot(
        message.ts,
        message.channel,
        message.user,
        message.text,
        message.blocks,
        message.thread_ts,
        message.only_for,
        message.is_edited,
        message.metadata,
        tuple(replace(file) for file in message.files if not file.deleted),
    )


def view_snapshot(view: View) -> ViewSnapshot:
    """The view as it is now."""
    body = view.body
    return ViewSnapshot(
        id=view.id,
        user=view.user,
        type=body["type"],
        callback_id=body.get("callback_id") or "",
        title=visible_text(body.get("title")),
        blocks=view.blocks,
        private_metadata=body.get("private_metadata") or "",
        hash=view.hash,
        values=view.form.values(),
        errors=dict(view.errors),
        failure=view.failure,
        submit=visible_text(body.get("submit")) or None,
    )


def answer_snapshot(step: Step) -> Answer:
    """The result of the step."""
    message = step.outcome.message
    return Answer(
        status=step.reply.status,
        body=step.reply.body,
        message=message_snapshot(message) if message is not None else None,
        errors=step.outcome.errors or None,
        failure=step.outcome.failure,
        sent=step.request is not None,
        payload=step.request.payload if step.request else {},
        step=step,
    )
