"""`/interview settings`: what a person wants from the bot by itself, and when."""

from typing import Any

from slack_bolt import Ack

from handlers.context import Desk, Payload
from handlers.slack.fields import chosen
from handlers.slack.request import Asked
from handlers.slack.time_zones import zone_of
from interviews.reminders.preferences import keep
from templates.ids import Field
from templates.render import render


def from_command(desk: Desk, asked: Asked) -> Payload:
    """The form, with what holds now."""
    mine = desk.store.preferences.get(desk.person.team_id, desk.person.user_id)
    view = render("settings", mine=mine, zone=zone_of(desk).key)
    if asked.view_id:
        desk.slack.views_push(asked.trigger_id, view)
    else:
        desk.slack.views_open(asked.trigger_id, view)
    return {}


def send(ack: Ack, view: dict[str, Any], desk: Desk) -> None:
    """From now on these settings hold."""
    values = view["state"]["values"]
    mine = desk.store.preferences.get(desk.person.team_id, desk.person.user_id)
    changed = mine.model_copy(
        update={
            "reminders": chosen(values, Field.REMINDERS) == "on",
            "weekly": chosen(values, Field.WEEKLY) == "on",
            "weekly_day": int(chosen(values, Field.WEEKLY_DAY) or mine.weekly_day),
            "weekly_hour": int(chosen(values, Field.WEEKLY_HOUR) or mine.weekly_hour),
        }
    )
    keep(desk.store, desk.person, changed, desk.now())
    ack(response_action="update", view=render("notice_modal", text="Saved."))
