"""`/interview settings`: what a person wants from the bot by itself, and when."""

from typing import Any

from slack_bolt import Ack

from handlers.context import Context, Payload
from handlers.slack.directory import zone_of
from handlers.slack.fields import chosen
from handlers.slack.notices import notice_view
from handlers.slack.request import Request
from interviews.reminders.preferences import keep
from templates.ids import Field
from templates.render import render


def from_command(ctx: Context, request: Request) -> Payload:
    """The form, with what holds now."""
    mine = ctx.store.preferences.get(ctx.person.team_id, ctx.person.user_id)
    view = render("settings", mine=mine, zone=zone_of(ctx).key)
    if request.view_id:
        ctx.slack.views_push(request.trigger_id, view)
    else:
        ctx.slack.views_open(request.trigger_id, view)
    return {}


def send(ack: Ack, view: dict[str, Any], ctx: Context) -> None:
    """From now on these settings hold."""
    values = view["state"]["values"]
    mine = ctx.store.preferences.get(ctx.person.team_id, ctx.person.user_id)
    changed = mine.model_copy(
        update={
            "reminders": chosen(values, Field.REMINDERS) == "on",
            "weekly": chosen(values, Field.WEEKLY) == "on",
            "weekly_day": int(chosen(values, Field.WEEKLY_DAY) or mine.weekly_day),
            "weekly_hour": int(chosen(values, Field.WEEKLY_HOUR) or mine.weekly_hour),
        }
    )
    keep(ctx.store, ctx.person, changed, ctx.now())
    ack(response_action="update", view=notice_view("Saved."))
