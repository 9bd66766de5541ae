"""Reminders end, for a candidate or for all, and come again, by the buttons below them."""

from functools import partial

from handlers.context import Context
from handlers.reminders.messages import end_note, replace_message, standing_reminders
from handlers.slack.answers import open_view, replace_view
from handlers.slack.notices import notice_view
from handlers.slack.posts import try_update
from handlers.slack.request import Request
from interviews.reminders import schedule
from interviews.reminders.preferences import keep
from templates.render import render

ALL = "all"  # a button's value, where it is about all reminders of a person


def ask_which(ctx: Context, request: Request) -> None:
    """The person is asked which reminders are to stop: those of this candidate, or all of theirs."""
    interview_id = request.text.partition(" ")[0]
    interview = schedule.own_interview(ctx.store, ctx.person, interview_id)
    candidate = ctx.store.candidates.get(ctx.person.team_id, interview.candidate_id)
    open_view(ctx, request, render("reminders/stop", candidate=candidate, interview=interview))


def stop_for_candidate(ctx: Context, request: Request) -> None:
    """The person gets no reminders of this candidate any more."""
    schedule.stop_for_candidate(ctx.store, ctx.person, request.text, ctx.now())
    _say_stopped(ctx, request, schedule.Off.OWN_CANDIDATE)


def stop(ctx: Context, request: Request) -> None:
    """The person gets no reminders any more, of this card or another."""
    schedule.stop(ctx.store, ctx.person, ctx.now())
    _say_stopped(ctx, request, schedule.Off.OWN)


def _say_stopped(ctx: Context, request: Request, why: schedule.Off) -> None:
    """In the modal that asked; the reminder it was asked from says so too, if its candidate is still there."""
    found = ctx.store.interviews.get(ctx.person.team_id, request.text)
    own = found if found and found.interviewer_id == ctx.person.user_id else None
    candidate = ctx.store.candidates.get(own.team_id, own.candidate_id) if own else None
    ended = render("reminders/ended", why=why.value, candidate=candidate, as_modal=True)
    replace_view(ctx, request, ended)
    for standing in standing_reminders(ctx, own) if own else ():
        ctx.after_answer(partial(try_update, ctx, standing, end_note(why.value, candidate)))


def start_again(ctx: Context, request: Request) -> None:
    """Reminders come again: of the candidate that the button names, or all that the person had stopped."""
    if request.text != ALL:
        schedule.resume_for_candidate(ctx.store, ctx.person, request.text, ctx.now())
    else:
        mine = ctx.store.preferences.get(ctx.person.team_id, ctx.person.user_id)
        keep(ctx.store, ctx.person, mine.model_copy(update={"reminders": True}), ctx.now())
    if request.response_url:
        replace_message(ctx, request, end_note("again"))
    else:
        open_view(ctx, request, notice_view("Reminders come again.", "Reminders"))
