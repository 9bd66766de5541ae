"""What is checked before a plan is kept: each fault is a sentence that stands at its field."""

from collections.abc import Iterator
from datetime import datetime

from handlers.context import Context
from handlers.kits.questions import archetype_of
from handlers.panels.plan.form import PlanForm
from handlers.slack.directory import channel_fault, name_of, participant_fault, with_profile
from interviews.loop import Loop
from interviews.panels.split import LEAST_FOCUS, MOST_FOCUS
from interviews.store.values import name_key
from templates import forms
from templates.forms import LEAST_MINUTES, MOST_INTERVIEWERS, MOST_LEADS, MOST_MINUTES
from templates.macros.escaping import one_line

PAST = "This is in the past. Choose a later time, or leave it empty."

Faults = Iterator[tuple[str, str]]
"""The block_id of a field, and the sentence that stands there."""


def faults_in(ctx: Context, form: PlanForm, loop: Loop | None) -> dict[str, str]:
    """A sentence for each field that must be mended; Slack is consulted only where nothing else is wrong."""
    now, skills = ctx.now(), archetype_of(ctx, form.archetype_id).skills
    found = (
        *(_of_new(form) if loop is None else ()),
        *_people(form),
        *_times(form),
        *_due(form, loop, now),
        *_starts(form, loop, now),
        *_focus(form, len(skills)),
    )
    return dict(found or _unfit(ctx, form, loop))


def _of_new(form: PlanForm) -> Faults:
    if not one_line(form.name):
        yield forms.NAME.id(), "Write the candidate's name."
    if form.level is None:
        yield forms.LEVEL.id(), "Choose the level this search is for."


def _people(form: PlanForm) -> Faults:
    leads, panel = forms.LEADS.id(form.scope), forms.PANEL.id(form.scope)
    if not form.leads:
        yield leads, "Choose at least one hiring lead."
    elif len(form.leads) > MOST_LEADS:
        yield leads, f"{MOST_LEADS} hiring leads at most; these are {len(form.leads)}."
    if not form.panel:
        yield panel, "Choose at least one interviewer."
    elif len(set(form.panel)) < len(form.panel):
        yield panel, "Somebody is here twice. Each interviewer has one interview."
    elif len(form.panel) > MOST_INTERVIEWERS:
        count = len(form.panel)
        yield panel, f"A plan has room for {MOST_INTERVIEWERS} interviewers; these are {count}."


def _times(form: PlanForm) -> Faults:
    if minutes_of(form) is None:
        between = f"{LEAST_MINUTES} to {MOST_MINUTES} minutes later"
        yield forms.MINUTES.id(form.scope), f"An interview ends after its start: {between}."


def minutes_of(form: PlanForm) -> int | None:
    """How long each interview takes; None where that is no length an interview can have."""
    try:
        minutes = int(form.minutes)
    except ValueError:
        return None
    return minutes if LEAST_MINUTES <= minutes <= MOST_MINUTES else None


def _due(form: PlanForm, loop: Loop | None, now: datetime) -> Faults:
    if form.due_at is None:
        return
    if form.due_at <= now and form.due_at != (loop.candidate.due_at if loop else None):
        yield forms.DUE.id(form.scope), PAST
    elif any(form.due_at <= at for who, at in form.starts.items() if who in form.panel):
        yield forms.DUE.id(form.scope), "An interview begins only after this. Choose a later time."


def _starts(form: PlanForm, loop: Loop | None, now: datetime) -> Faults:
    for who in form.panel:
        interview = loop.interview_of(who) if loop else None
        at = form.starts.get(who)
        if at and at <= now and at != (interview.starts_at if interview else None):
            yield forms.STARTS.id(form.scope, who), PAST


def _focus(form: PlanForm, skills: int) -> Faults:
    """Two or three each; fewer only where the role has no more."""
    for who in form.panel[:MOST_INTERVIEWERS]:
        block = forms.FOCUS.id(form.archetype_id, form.scope, who)
        count = len(form.focus.get(who, ()))
        if count > MOST_FOCUS:
            yield block, f"{MOST_FOCUS} skills at most: fewer are rated better."
        elif count < min(LEAST_FOCUS, skills):
            wanted = f"{LEAST_FOCUS} or {MOST_FOCUS} skills"
            yield block, f"Choose {wanted}: one alone leaves too much unseen."


def _unfit(ctx: Context, form: PlanForm, loop: Loop | None) -> Faults:
    """Whoever was there before may have left since: only who is new to the panel is looked at.

    A form is answered after one call to Slack at most. The channel has it, since a debrief must not
    go anywhere public; people are looked up as soon as they are chosen.
    """
    channel = channel_fault(ctx, form.digest_channel) if form.digest_channel else ""
    everybody = (*form.leads, *_newly_on_panel(form, loop))
    known = with_profile(ctx, everybody, one_call=not form.digest_channel)
    for field, people in ((forms.LEADS, form.leads), (forms.PANEL, _newly_on_panel(form, loop))):
        fault = participant_fault(ctx, [user_id for user_id in people if user_id in known])
        if fault:
            yield field.id(form.scope), fault
    if channel:
        text = f"The debrief cannot go there: {channel}. Choose another, or leave this empty."
        yield forms.CHANNEL.id(form.scope), text


def has_namesake(ctx: Context, form: PlanForm, loop: Loop | None) -> bool:
    """Whether somebody who is new to the panel has the candidate's own name: nobody interviews themselves."""
    name = name_key(loop.candidate.name if loop else one_line(form.name))
    known = with_profile(ctx, _newly_on_panel(form, loop), one_call=False)
    return any(name_key(name_of(ctx, who)) == name for who in known)


def _newly_on_panel(form: PlanForm, loop: Loop | None) -> list[str]:
    before = {interview.interviewer_id for interview in loop.interviews} if loop else set()
    return [who for who in form.panel if who not in before]
