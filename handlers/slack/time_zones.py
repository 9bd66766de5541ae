"""Where a person is on the clock, and whether they still work here, as Slack knows it."""

from zoneinfo import ZoneInfo

from handlers.context import Desk
from interviews.reminders.hours import zone_named


def zone_of(desk: Desk) -> ZoneInfo:
    """The person's own time zone; UTC where Slack does not say, or says one that is not known here."""
    return zone_named(desk.slack.users_info(desk.person.user_id).get("tz"))


def has_left(desk: Desk, user_id: str = "") -> bool:
    """Whether an account is deactivated, the person's own if none is named: nobody reads what is sent there."""
    return bool(desk.slack.users_info(user_id or desk.person.user_id).get("deleted"))
