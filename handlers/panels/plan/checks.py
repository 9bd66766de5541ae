"""What is checked before a plan is kept: each fault is a sentence that stands at its field."""

from collections.abc import Iterator
from datetime import datetime

from handlers.context import Context
from handlers.kits.questions import archetype_of
from handlers.panels.plan.form import MOST_INTERVIEWERS
from handlers.panels.plan.state import PlanForm
from handlers.slack.directory import channel_fault, name_of, participant_fault
from interviews.loop import Loop
from interviews.panels.split import LEAST_FOCUS, MOST_FOCUS
from interviews.store.values import name_key
from templates.ids import Field
from templates.macros.escaping import one_line

LEAST_MINUTES, MOST_MINUTES = 10, 480
MOST_LEADS = 12  # the form remembers each of them, and Slack lets it remember 3,000 characters
PAST = "This is in the past. Choose a later time, or leave it empty."


def faults_in(ctx: Context, form: PlanForm, loop: Loop | None) -> dict[str, str]:
    """A sentence for each field that must be mended; Slack is asked only where nothing else is wrong."""
    now, scope = ctx.now(), form.scope
    found = dict(_of_new(form)) if loop is None else {}
    found |= {
        f"{field}.{scope}": says
        for field, says in (*_people(form), *_times(form), *_due(form, loop, now))
    }
    found |= dict(_starts(form, loop, now))
    found |= dict(_focus(form, len(archetype_of(ctx, form.archetype_id).skills)))
    return found or {f"{field}.{scope}": says for field, says in _asked_of_slack(ctx, form, loop)}


def _of_new(form: PlanForm) -> Iterator[tuple[str, str]]:
    if not one_line(form.name):
        yield Field.NAME, "Write the candidate's name."
    if form.level is None:
        yield Field.LEVEL, "Choose the level this search is for."


def _people(form: PlanForm) -> Iterator[tuple[str, str]]:
    if not form.leads:
        yield Field.LEADS, "Choose at least one hiring lead."
    elif len(form.leads) > MOST_LEADS:
        yield Field.LEADS, f"{MOST_LEADS} hiring leads at most; these are {len(form.leads)}."
    if not form.panel:
        yield Field.PANEL, "Choose at least one interviewer."
    elif len(set(form.panel)) < len(form.panel):
        yield Field.PANEL, "Somebody is here twice. Each interviewer has one interview."
    elif len(form.panel) > MOST_INTERVIEWERS:
        yield (
            Field.PANEL,
            f"A plan has room for {MOST_INTERVIEWERS} interviewers; these are {len(form.panel)}.",
        )


def _times(form: PlanForm) -> Iterator[tuple[str, str]]:
    if minutes_of(form) is None:
        yield (
            Field.MINUTES,
            f"An interview ends after its start: {LEAST_MINUTES} to {MOST_MINUTES} minutes later.",
        )


def minutes_of(form: PlanForm) -> int | None:
    """How long each interview takes; None where that is no length an interview can have."""
    try:
        minutes = int(form.minutes)
    except ValueError:
        return None
    return minutes if LEAST_MINUTES <= minutes <= MOST_MINUTES else None


def _due(form: PlanForm, loop: Loop | None, now: datetime) -> Iterator[tuple[str, str]]:
    if form.due_at is None:
        return
    if form.due_at <= now and form.due_at != (loop.candidate.due_at if loop else None):
        yield Field.DUE, PAST
    elif any(form.due_at <= at for who, at in form.starts.items() if who in form.panel):
        yield Field.DUE, "An interview begins only after this. Choose a later time."


def _starts(form: PlanForm, loop: Loop | None, now: datetime) -> Iterator[tuple[str, str]]:
    for who in form.panel:
        held = loop.interview_of(who) if loop else None
        at = form.starts.get(who)
        if at and at <= now and at != (held.starts_at if held else None):
            yield f"{Field.STARTS}.{form.scope}.{who}", PAST


def _focus(form: PlanForm, skills: int) -> Iterator[tuple[str, str]]:
    """Two or three each; fewer only where the role has no more."""
    for who in form.panel[:MOST_INTERVIEWERS]:
        field = f"{Field.FOCUS}.{form.archetype_id}.{form.scope}.{who}"
        count = len(form.focus.get(who, ()))
        if count > MOST_FOCUS:
            yield field, f"{MOST_FOCUS} skills at most: fewer are rated better."
        elif count < min(LEAST_FOCUS, skills):
            yield (
                field,
                f"Choose {LEAST_FOCUS} or {MOST_FOCUS} skills: one alone leaves too much unseen.",
            )


def _asked_of_slack(ctx: Context, form: PlanForm, loop: Loop | None) -> Iterator[tuple[str, str]]:
    """Whoever was there before may have left since: only who is new to the panel is looked up."""
    leads = participant_fault(ctx, form.leads)
    panel = participant_fault(ctx, _newly_seated(form, loop))
    if leads:
        yield Field.LEADS, leads
    if panel:
        yield Field.PANEL, panel
    channel = channel_fault(ctx, form.channel) if form.channel else ""
    if channel:
        yield (
            Field.CHANNEL,
            f"The debrief cannot go there: {channel}. Choose another, or leave this empty.",
        )


def has_namesake(ctx: Context, form: PlanForm, loop: Loop | None) -> bool:
    """Whether somebody who is new to the panel has the candidate's own name: nobody interviews themselves."""
    name = name_key(loop.candidate.name if loop else one_line(form.name))
    return any(name_key(name_of(ctx, who)) == name for who in _newly_seated(form, loop))


def _newly_seated(form: PlanForm, loop: Loop | None) -> list[str]:
    held = {one.interviewer_id for one in loop.interviews} if loop else set()
    return [one for one in form.panel if one not in held]
