"""Somebody whom a job is for has left the workspace: whoever can do something about it hears of it, once."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack

from handlers.context import Context
from handlers.panels.plan.checks import MOST_LEADS
from handlers.slack.directory import has_left, participant_fault
from handlers.slack.fields import users
from handlers.slack.notices import notice_view
from handlers.slack.posts import deliver
from handlers.slack.request import from_button
from interviews.candidates.queries import loop_for
from interviews.panels.leavers import hand_to_leads, is_back, tell_admin, tell_of_leaver
from interviews.permissions import Action, may
from interviews.store.jobs import Job
from templates.ids import Field
from templates.render import render

Deliver = Callable[[Context, Job], None]


def for_anybody(delivery: Deliver) -> Deliver:
    """The delivery; for somebody who has left it falls away."""

    def delivered(ctx: Context, job: Job) -> None:
        if has_left(ctx):
            ctx.store.jobs.drop(job)
        else:
            delivery(ctx, job)

    return delivered


def for_interviewer(delivery: Deliver) -> Deliver:
    """The delivery; where the interviewer has left, leads hear that the scorecard will not come."""

    def delivered(ctx: Context, job: Job) -> None:
        if not has_left(ctx):
            is_back(ctx.store, ctx.person, ctx.now())
            delivery(ctx, job)
            return
        loop = ctx.store.loop(job.team_id, job.payload["candidate_id"])
        interview = loop.interview_of(ctx.person.user_id) if loop else None
        if loop and interview:
            tell_of_leaver(ctx.store, loop, interview, ctx.now())
        ctx.store.jobs.drop(job)

    return delivered


def for_lead(delivery: Deliver) -> Deliver:
    """The delivery; where the lead has left, the other leads have theirs, and where all have, admins hear.

    With nobody left to hear of it Slack refuses the delivery, and an operator sees the job.
    """

    def delivered(ctx: Context, job: Job) -> None:
        if not passed_on(ctx, job):
            delivery(ctx, job)

    return delivered


def passed_on(ctx: Context, job: Job) -> bool:
    """Whether the lead of this job has left, and others see to it."""
    return has_left(ctx) and _others_see_to_it(ctx, job) and ctx.store.jobs.drop(job)


def _others_see_to_it(ctx: Context, job: Job) -> bool:
    loop = ctx.store.loop(job.team_id, job.payload["candidate_id"])
    if loop is None or not all(has_left(ctx, one) for one in loop.candidate.leads):
        return True
    admins = [one for one in sorted(ctx.admins) if not participant_fault(ctx, [one])]
    for one in admins:
        tell_admin(ctx.store, loop, one, ctx.now())
    return bool(admins)


def leaderless(ctx: Context, job: Job) -> None:
    """An admin hears that nobody leads this candidate any more, with a button to choose who does."""
    loop = ctx.store.loop(job.team_id, job.payload["candidate_id"])
    if loop is None or not may(ctx.person, Action.HAND_OVER_LEADS, loop):
        return
    if not all(has_left(ctx, one) for one in loop.candidate.leads):
        return
    message = render("panels/leaderless", candidate=loop.candidate)
    deliver(
        ctx, loop.candidate.id, f"leaderless:{loop.candidate.id}:{ctx.person.user_id}:", [message]
    )


def open_new_leads(ack: Ack, body: dict[str, Any], ctx: Context) -> None:
    """The admin is asked who leads the candidate from now on."""
    request = from_button(body)
    loop = loop_for(ctx.store, ctx.person, request.text, Action.HAND_OVER_LEADS)
    view = render(
        "panels/new_leads", candidate=loop.candidate, metadata=loop.candidate.id, most=MOST_LEADS
    )
    ctx.slack.views_open(request.trigger_id, view)
    ack()


def send_new_leads(ack: Ack, view: dict[str, Any], ctx: Context) -> None:
    """Others lead the candidate; a bot, or somebody who has left, is refused at the field."""
    leads = tuple(dict.fromkeys(users(view["state"]["values"], Field.LEADS)))
    fault = participant_fault(ctx, leads) if leads else "Choose at least one hiring lead."
    if fault:
        ack(response_action="errors", errors={Field.LEADS: fault})
        return
    hand_to_leads(ctx.store, ctx.person, view["private_metadata"], leads, ctx.now())
    ack(response_action="update", view=notice_view("Done. The new leads are told."))
