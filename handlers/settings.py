"""`/interview settings`: what a person wants from the bot by itself, and when."""

from handlers.context import Context, Payload
from handlers.slack.answers import next_view, open_view
from handlers.slack.block_ids import values_in
from handlers.slack.directory import look_up, recent_zone
from handlers.slack.fields import values_of
from handlers.slack.notices import notice_view
from handlers.slack.request import Request
from interviews.candidates.queries import open_among
from interviews.models import Candidate
from interviews.reminders.preferences import keep
from interviews.store.people import Preferences
from templates import forms
from templates.render import render

MOST_UNWANTED = 80  # candidates whose reminders are off; Slack shows 100 blocks


def from_command(ctx: Context, request: Request) -> Payload:
    """The form, with what holds now."""
    mine = ctx.store.preferences.get(ctx.person.team_id, ctx.person.user_id)
    unwanted = without_reminders(ctx)[:MOST_UNWANTED]
    view = render(
        "settings",
        mine=mine,
        zone=recent_zone(ctx),
        unwanted=unwanted,
        is_admin=ctx.person.is_admin,
    )
    open_view(ctx, request, view)
    look_up(ctx, [ctx.person.user_id])
    return {}


def without_reminders(ctx: Context) -> tuple[Candidate, ...]:
    """The person's open candidates of whom they want no reminders, newest first."""
    ids = ctx.store.preferences.unwanted_reminders(ctx.person.team_id, ctx.person.user_id)
    return open_among(ctx.store, ctx.person, ids) if ids else ()


def send(ctx: Context, view: Payload) -> Payload:
    """From now on these settings hold."""
    mine = ctx.store.preferences.get(ctx.person.team_id, ctx.person.user_id)
    changes = values_of(values_in(view), forms.SETTINGS)
    changed = Preferences.model_validate(mine.model_dump() | changes)
    keep(ctx.store, ctx.person, changed, ctx.now())
    return next_view(notice_view("Saved."), view)
