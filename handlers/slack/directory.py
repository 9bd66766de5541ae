"""Asks Slack about people and channels: who can take part, time zones, whether a digest can go to a channel."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple
from zoneinfo import ZoneInfo

from handlers.context import Context, Payload
from handlers.slack.errors import PLACE_GONE, RESTRICTED, UNKNOWN_PERSON, SlackRefused
from interviews.loop import Loop
from interviews.outbox import CheckPeople, enqueue
from interviews.reminders.hours import find_zone
from interviews.store.values import name_key

ABSENT = "this bot is not in it"
PUBLIC = "it is not a private channel, and a debrief never goes anywhere public"
SHARED = "another company is in it or invited, and a debrief stays within yours"
GUESTS_DO_NOT_LEAD = (
    "has a guest account, which leads and coordinates no search. Choose a member of this workspace."
)
SLACKBOT = "USLACKBOT"  # its profile has no is_bot


def participant_fault(ctx: Context, user_ids: Iterable[str]) -> str:
    """A sentence about the first of these who is a bot, of another company, or has left; empty where there is none."""
    return next(filter(None, (_fault(ctx, user_id) for user_id in user_ids)), "")


def lead_fault(ctx: Context, user_ids: Iterable[str]) -> str:
    """The same, or a sentence about the first who has a guest account: who leads or coordinates is of the company."""
    every = tuple(user_ids)
    fault = participant_fault(ctx, every)
    guests = () if fault else guest_accounts(ctx, every)
    return fault or next((f"{name_of(ctx, who)} {GUESTS_DO_NOT_LEAD}" for who in guests), "")


def guest_accounts(ctx: Context, user_ids: Iterable[str]) -> list[str]:
    """Those of these people who have a guest account in the workspace, by id."""
    profiles = ((user_id, ctx.slack.users_info(user_id)) for user_id in user_ids)
    kinds = ("is_restricted", "is_ultra_restricted")
    return [user_id for user_id, profile in profiles if any(map(profile.get, kinds))]


def guest_question(ctx: Context, user_id: str) -> str:
    """What is asked once before somebody with a guest account interviews: contractors do."""
    return (
        f"{name_of(ctx, user_id)} has a guest account in this workspace. If they are to interview, "
        "send this again; if not, choose somebody else."
    )


def with_profile(ctx: Context, user_ids: Iterable[str], *, one_call: bool = True) -> list[str]:
    """Those of these people whose profile is known; of the others, the first is looked up with `one_call`.

    A form is answered after one call to Slack at most; `CheckPeople` looks at the rest of its people.
    """
    people = tuple(user_ids)
    unknown = [user_id for user_id in people if ctx.slack.recent_profile(user_id) is None]
    left_out = set(unknown) - set(unknown[:1] if one_call else ())
    return [user_id for user_id in people if user_id not in left_out]


def look_up(ctx: Context, user_ids: Iterable[str], then: Callable[[], object] = list) -> None:
    """Asks Slack about these people after the answer, so that their profiles are known when a form is sent.

    Where somebody was not known, `then` is called once all are.
    """
    unknown = [who for who in dict.fromkeys(user_ids) if ctx.slack.recent_profile(who) is None]
    if unknown:
        ctx.after_answer(partial(_look_up, ctx, unknown, then))


def _look_up(ctx: Context, user_ids: Iterable[str], then: Callable[[], object]) -> None:
    for user_id in user_ids:
        try:
            ctx.slack.users_info(user_id)
        except SlackRefused as refused:
            if refused.kind is not UNKNOWN_PERSON:
                raise
    then()


def _fault(ctx: Context, user_id: str) -> str:
    try:
        profile = ctx.slack.users_info(user_id)
    except SlackRefused as refused:
        if refused.kind is not UNKNOWN_PERSON:
            raise
        return "One of them is not in this workspace."
    name = name_of(ctx, user_id) or "One of them"
    if profile.get("is_bot") or profile.get("is_workflow_bot") or user_id == SLACKBOT:
        return f"{name} is a bot. Choose people only."
    if _is_stranger(ctx, profile):
        return f"{name} belongs to another company. Choose people of this workspace."
    left = f"{name} has left this workspace. Choose somebody else."
    return left if profile.get("deleted") else ""


def _is_stranger(ctx: Context, profile: Payload) -> bool:
    """Whether it is somebody of another company; one organization's people may have several workspaces."""
    own, home = ctx.person.team_id, profile.get("team_id")
    shared = (profile.get("enterprise_user") or {}).get("teams") or ()
    return bool(profile.get("is_stranger")) or (home not in (None, own) and own not in shared)


def check_people(ctx: Context, loop: Loop, user_ids: Iterable[str]) -> None:
    """Has a job look at the people of this plan, where the profile of one of these is not known yet."""
    others = set(user_ids)
    if len(with_profile(ctx, others, one_call=False)) < len(others):
        job = CheckPeople(user_id=ctx.person.user_id, **loop.candidate.ids)
        enqueue(ctx.store, job, ctx.now())


def namesake_fault(ctx: Context, loop: Loop, user_id: str) -> str:
    """A sentence where an interviewer has the candidate's own name: nobody interviews themselves."""
    name = name_key(loop.candidate.name)
    if loop.interview_of(user_id) and name_key(name_of(ctx, user_id)) == name:
        return "An interviewer has the same name as the candidate. Take them off the plan if they are one person."
    return ""


def name_of(ctx: Context, user_id: str) -> str:
    """A person's name as Slack shows it; empty where it has none."""
    return _name(ctx.slack.users_info(user_id))


def recent_name(ctx: Context, user_id: str) -> str:
    """The same, where it is known without a call to Slack; else empty."""
    return _name(ctx.slack.recent_profile(user_id) or {})


def _name(profile: Payload) -> str:
    return profile.get("real_name") or profile.get("name") or ""


class ChannelState(NamedTuple):
    """Whether a digest can go to a channel, and who reads it there."""

    fault: str = ""
    """Why it cannot, as the end of a sentence; empty where it can."""
    is_org_shared: bool = False
    """People of the company's other workspaces read it too."""


def look_at_channel(ctx: Context, channel_id: str) -> ChannelState:
    """The channel as it is now; nothing is wrong with none at all."""
    if not channel_id:
        return ChannelState()
    try:
        channel = ctx.slack.call("conversations.info", channel=channel_id)["channel"]
    except SlackRefused as refused:
        # The bot may read private channels and no others, so what it lacks the scope for is public.
        if refused.error == "missing_scope":
            return ChannelState(PUBLIC)
        if refused.error not in ("channel_not_found", "access_denied"):
            raise
        return ChannelState(ABSENT)
    return ChannelState(_channel_fault(channel), bool(channel.get("is_org_shared")))


def _channel_fault(channel: Payload) -> str:
    if not channel.get("is_private") or channel.get("is_im") or channel.get("is_mpim"):
        return PUBLIC
    if channel.get("is_archived"):
        return "it is archived"
    if channel.get("is_ext_shared") or channel.get("is_pending_ext_shared"):
        return SHARED
    return "" if channel.get("is_member") else ABSENT


def channel_refusal(refused: SlackRefused) -> str:
    """Why this channel does not take a post, as the end of a sentence; empty where it is not the channel's fault."""
    if refused.kind is PLACE_GONE:
        return "it is archived" if "archived" in refused.error else ABSENT
    return "only some may post there, and this bot may not" if refused.kind is RESTRICTED else ""


def zone_of(ctx: Context) -> ZoneInfo:
    """The person's own time zone; UTC where Slack does not say, or says one that is not known here."""
    return find_zone(ctx.slack.users_info(ctx.person.user_id).get("tz"))


def recent_zone(ctx: Context) -> str:
    """The name of the person's time zone, where it is known without a call to Slack; else empty."""
    profile = ctx.slack.recent_profile(ctx.person.user_id)
    return find_zone(profile.get("tz")).key if profile else ""


def recent_zones(ctx: Context, user_ids: Iterable[str]) -> dict[str, ZoneInfo]:
    """The time zones of those of these people of whom they are known without a call to Slack; none is guessed."""
    profiles = {user_id: ctx.slack.recent_profile(user_id) or {} for user_id in user_ids}
    names = {user_id: profile.get("tz") for user_id, profile in profiles.items()}
    return {who: zone for who, name in names.items() if (zone := find_zone(name)).key == name}


def has_left(ctx: Context, user_id: str = "") -> bool:
    """Whether an account, the person's own if none is named, is closed, hidden or another company's by now.

    Nothing of the company's goes there.
    """
    try:
        profile = ctx.slack.users_info(user_id or ctx.person.user_id)
    except SlackRefused as refused:
        if refused.kind is not UNKNOWN_PERSON:
            raise
        return True
    return bool(profile.get("deleted")) or _is_stranger(ctx, profile)
