"""Puts the bot's own messages into Slack so that a repeat updates them in place, and takes them away."""

import json
from collections.abc import Sequence

from handlers.desk import Desk, Payload
from handlers.slack_errors import SlackRefused
from interviews.models import Status
from interviews.reading import visible
from interviews.store.messages import Posted, numbered
from templates.typed import one_line

# Where a message cannot be changed any more: it, or the place it stood in, is gone or closed.
GONE = frozenset(
    {
        "message_not_found", "channel_not_found", "cant_update_message", "cant_delete_message",
        "is_archived", "not_in_channel", "edit_window_closed",
    }
)  # fmt: skip


def deliver(
    desk: Desk, candidate_id: str, about: str, messages: Sequence[Payload], channel: str = ""
) -> None:
    """Posts the messages to the channel, or by direct message; the later ones go into the thread of the first.

    What stands already is updated in place. Slack offers nothing against posting twice: where the
    answer to a first post is lost on the way, the repeat posts again, and is what is updated then.
    """
    channel = channel or desk.slack.open_dm(desk.person.user_id)
    thread: str | None = None
    for number, message in enumerate(messages):
        posted = _put(desk, candidate_id, numbered(about, number), channel, thread, message)
        thread = thread or posted.ts
    for surplus in reversed(_numbered_from(desk, about, len(messages))):
        take_away(desk, surplus)


def post_to_person(desk: Desk, message: Payload) -> None:
    """Posts an answer to the person's direct messages, to be found by every candidate it names."""
    channel = desk.slack.open_dm(desk.person.user_id)
    sent = desk.slack.post(channel, **message)
    says = json.dumps(message)
    for status in Status:
        for candidate in visible(desk.store, desk.person, status):
            if json.dumps(one_line(candidate.name))[1:-1] in says:
                posted = Posted(
                    team_id=desk.person.team_id, about=f"answer:{sent['ts']}:{candidate.id}",
                    candidate_id=candidate.id, channel=channel, ts=sent["ts"],
                )  # fmt: skip
                desk.store.messages.remember(posted, desk.now())


def _numbered_from(desk: Desk, about: str, first: int) -> list[Posted]:
    """The parts from this number on: taken away last first, they have no gap if that is broken off."""
    found: list[Posted] = []
    team_id = desk.person.team_id
    while part := desk.store.messages.find(team_id, numbered(about, first + len(found))):
        found.append(part)
    return found


def take_all_away(desk: Desk, about: str) -> None:
    """Every message of this matter is gone from Slack and no longer remembered."""
    for standing in reversed(_numbered_from(desk, about, 0)):
        take_away(desk, standing)


def _put(
    desk: Desk, candidate_id: str, about: str, channel: str, thread: str | None, message: Payload
) -> Posted:
    standing = desk.store.messages.find(desk.person.team_id, about)
    if standing and updated(desk, standing, message):
        return standing
    sent = desk.slack.post(channel, **message | ({"thread_ts": thread} if thread else {}))
    posted = Posted(
        team_id=desk.person.team_id, about=about, candidate_id=candidate_id,
        channel=channel, ts=sent["ts"],
    )  # fmt: skip
    desk.store.messages.remember(posted, desk.now())
    return posted


def updated(desk: Desk, standing: Posted, message: Payload) -> bool:
    """Whether the message says this now; False where it is gone from Slack, or can no longer be changed."""
    try:
        desk.slack.update(standing.channel, standing.ts, **message)
    except SlackRefused as refused:
        if refused.error in GONE:
            return False
        raise
    return True


def take_away(desk: Desk, surplus: Posted) -> None:
    """The message is gone from Slack and no longer remembered."""
    try:
        desk.slack.delete(surplus.channel, surplus.ts)
    except SlackRefused as refused:
        if refused.error not in GONE:
            raise
    desk.store.messages.forget(surplus.team_id, surplus.about)
