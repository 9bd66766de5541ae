"""Shares files in a person's direct messages, so that erasing a candidate whom they are about takes them away."""

from collections.abc import Sequence
from typing import NamedTuple

from handlers.context import Context
from handlers.slack.errors import Retry, SlackRefused
from handlers.slack.posts import remember, take_away
from interviews.store.messages import FILE


class Upload(NamedTuple):
    """A file as it is to be; the name has nobody's in it."""

    name: str
    content: bytes


def share(
    ctx: Context, candidate_ids: Sequence[str], about: str, uploads: Sequence[Upload], comment: str
) -> None:
    """Shares the files with a comment, which stays where they are deleted.

    Those that an earlier attempt at the same matter has left behind go first.
    Raises `SlackRefused`, with none of them left, where Slack takes no files from the bot.
    """
    channel = ctx.slack.open_dm(ctx.person.user_id)
    _take_all_away(ctx, candidate_ids, about)
    try:
        files = [
            {"id": _send(ctx, candidate_ids, about, channel, upload), "title": upload.name}
            for upload in uploads
        ]
        ctx.slack.call(
            "files.completeUploadExternal",
            files=files, channel_id=channel, initial_comment=comment,
        )  # fmt: skip
    except SlackRefused as refused:
        if refused.kind.retry is not Retry.UNTIL_IT_WORKS:
            _take_all_away(ctx, candidate_ids, about)
        raise


def _send(
    ctx: Context, candidate_ids: Sequence[str], about: str, channel: str, upload: Upload
) -> str:
    """The id of the file, which is remembered before Slack has a byte of it."""
    ctx.extend_lease()
    place = ctx.slack.call(
        "files.getUploadURLExternal", filename=upload.name, length=len(upload.content)
    )
    file_id: str = place["file_id"]
    with ctx.store.transaction():
        for candidate_id in candidate_ids:
            name = f"{FILE}{about}{file_id}:{candidate_id}"
            remember(ctx, candidate_id, name, channel, file_id)
    ctx.extend_lease()
    ctx.slack.upload(place["upload_url"], upload.content)
    return file_id


def _take_all_away(ctx: Context, candidate_ids: Sequence[str], about: str) -> None:
    messages, team_id = ctx.store.messages, ctx.person.team_id
    gone = set[str]()
    for candidate_id in candidate_ids:
        for posted in messages.list_by_prefix(team_id, candidate_id, f"{FILE}{about}"):
            if posted.ts in gone:
                messages.forget(team_id, posted.about)
            else:
                take_away(ctx, posted)
                gone.add(posted.ts)
