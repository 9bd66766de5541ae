"""Candidates whose leads have all left the workspace: an admin hears of it, and chooses new ones."""

from handlers.context import Context, Payload
from handlers.slack.answers import field_errors, next_view, open_view
from handlers.slack.block_ids import values_in
from handlers.slack.directory import check_people, has_left, lead_fault, with_profile
from handlers.slack.fields import values_of
from handlers.slack.notices import notice_view
from handlers.slack.posts import deliver
from handlers.slack.request import Request
from interviews.candidates.queries import loop_for
from interviews.outbox import TellLeaderless
from interviews.panels.leavers import hand_to_leads
from interviews.permissions import Action, may
from templates import forms
from templates.render import render


def leaderless(ctx: Context, job: TellLeaderless) -> None:
    """An admin hears that nobody leads this candidate any more, with a button to choose who does."""
    loop = ctx.store.loop(job.team_id, job.candidate_id)
    if loop is None or not may(ctx.person, Action.HAND_OVER_LEADS, loop):
        return
    if all(has_left(ctx, lead) for lead in loop.candidate.leads):
        message = render("panels/leaderless", candidate=loop.candidate)
        about = f"leaderless:{loop.candidate.id}:{ctx.person.user_id}:"
        deliver(ctx, loop.candidate.id, about, [message])


def open_new_leads(ctx: Context, request: Request) -> None:
    """The admin is asked who leads the candidate from now on."""
    loop = loop_for(ctx.store, ctx.person, request.text, Action.HAND_OVER_LEADS)
    view = render("panels/new_leads", candidate=loop.candidate, metadata=loop.candidate.id)
    open_view(ctx, request, view)


def send_new_leads(ctx: Context, view: Payload) -> Payload:
    """Others lead the candidate; whoever cannot lead is refused at the field."""
    chosen = values_of(values_in(view), (forms.NEW_LEADS,)).get("leads", ())
    leads = tuple(dict.fromkeys(chosen))
    fault = "" if leads else "Choose at least one hiring lead."
    fault = fault or lead_fault(ctx, with_profile(ctx, leads))
    if fault:
        return field_errors({forms.NEW_LEADS.id(): fault}, view)
    with ctx.store.transaction():
        loop = hand_to_leads(ctx.store, ctx.person, view["private_metadata"], leads, ctx.now())
        check_people(ctx, loop, leads)
    return next_view(notice_view("Done. The new leads are told."), view)
