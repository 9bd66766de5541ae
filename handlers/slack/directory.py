"""Asks Slack about people and channels: who can take part, time zones, whether a digest can go to a channel."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from handlers.context import Context
from handlers.slack.errors import SlackRefused
from interviews.reminders.hours import zone_named

ABSENT = "this bot is not in it"
PUBLIC = "it is not a private channel, and a debrief never goes anywhere public"
SLACKBOT = "USLACKBOT"  # its profile has no is_bot


def participant_fault(ctx: Context, user_ids: Iterable[str]) -> str:
    """A sentence about the first of these people who is a bot or has left; empty where there is none."""
    for user_id in user_ids:
        fault = _fault(ctx, user_id)
        if fault:
            return fault
    return ""


def _fault(ctx: Context, user_id: str) -> str:
    try:
        profile = ctx.slack.users_info(user_id)
    except SlackRefused as refused:
        if refused.error not in ("user_not_found", "user_not_visible"):
            raise
        return "One of them is not in this workspace."
    name = name_of(ctx, user_id) or "One of them"
    if profile.get("is_bot") or user_id == SLACKBOT:
        return f"{name} is a bot. Choose people only."
    return (
        f"{name} has left this workspace. Choose somebody else." if profile.get("deleted") else ""
    )


def name_of(ctx: Context, user_id: str) -> str:
    """A person's name as Slack shows it; empty where it has none."""
    profile = ctx.slack.users_info(user_id)
    return profile.get("real_name") or profile.get("name") or ""


def channel_fault(ctx: Context, channel_id: str) -> str:
    """Why a digest cannot go to this channel, as the end of a sentence; empty where it can."""
    try:
        channel = ctx.slack.call("conversations.info", channel=channel_id)["channel"]
    except SlackRefused as refused:
        # The bot may read private channels and no others, so what it lacks the scope for is public.
        if refused.error == "missing_scope":
            return PUBLIC
        if refused.error not in ("channel_not_found", "access_denied"):
            raise
        return ABSENT
    if not channel.get("is_private") or channel.get("is_im") or channel.get("is_mpim"):
        return PUBLIC
    if channel.get("is_archived"):
        return "it is archived"
    return "" if channel.get("is_member") else ABSENT


def zone_of(ctx: Context) -> ZoneInfo:
    """The person's own time zone; UTC where Slack does not say, or says one that is not known here."""
    return zone_named(ctx.slack.users_info(ctx.person.user_id).get("tz"))


def has_left(ctx: Context, user_id: str = "") -> bool:
    """Whether an account is deactivated, the person's own if none is named: nobody reads what is sent there."""
    return bool(ctx.slack.users_info(user_id or ctx.person.user_id).get("deleted"))
