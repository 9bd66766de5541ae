"""What is checked before a plan is kept: each fault is a sentence that stands at its field."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from handlers.context import Context
from handlers.kits.questions import archetype_of
from handlers.panels.plan.form import hidden_fields, minutes_of
from handlers.panels.plan.model import PlanForm
from handlers.panels.plan.opening import stage_of
from handlers.slack.directory import (
    ChannelState,
    guest_accounts,
    guest_question,
    lead_fault,
    look_at_channel,
    name_of,
    participant_fault,
    with_profile,
)
from interviews.loop import Loop
from interviews.models import is_address
from interviews.panels.split import LEAST_FOCUS, MOST_FOCUS, skills_of
from interviews.permissions import Action, may
from interviews.store.values import name_key
from templates import forms
from templates.forms import LEAST_MINUTES, MOST_INTERVIEWERS, MOST_LEADS, MOST_MINUTES
from templates.macros.escaping import one_line

SAME_NAME = (
    "An interviewer has the same name as the candidate. If they are two people, save again; if "
    "not, take the interviewer out."
)
ORG_SHARED = (
    "The channel for the debrief is shared within your organization, so people of its other "
    "workspaces may read it too. If that is meant, save again; if not, choose another channel."
)
GUEST_IN_PANEL = (
    "Somebody here has scored without being asked. A hiring lead decides whether they are on the "
    "panel; take them out to go on."
)
NO_ADDRESS = "Paste the whole address, beginning with https://, or leave it empty."
PAST = "This is in the past. Choose a later time, or leave it empty."

Faults = Iterator[tuple[str, str]]
"""The block_id of a field, and the sentence that stands there."""


class Findings(NamedTuple):
    """What stands between a form and the plan."""

    faults: Mapping[str, str] = {}
    """A sentence for each field that must be mended, by its block_id."""
    questions: Mapping[str, str] = {}
    """What may well be meant as it is, by what it is about: each is put to the lead once."""


def check(ctx: Context, form: PlanForm, loop: Loop | None) -> Findings:
    """What must be mended, or else what must be confirmed; Slack is consulted only where nothing else is wrong."""
    now = ctx.now()
    skills = skills_of(archetype_of(ctx, form.archetype_id), stage_of(ctx, form))
    found = (
        *(_of_new(form) if loop is None else ()),
        *_people(form),
        *_for_leads(ctx, form, loop),
        *_minutes(form),
        *_cv(form),
        *_due(form, loop, now),
        *_starts(form, loop, now),
        *_focus(form, len(skills)),
    )
    if found:
        return Findings(dict(found))
    channel = look_at_channel(ctx, form.digest_channel)
    faults = dict(_unfit(ctx, form, loop, channel.fault))
    return Findings(faults, {} if faults else dict(_questions(ctx, form, loop, channel)))


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


def _for_leads(ctx: Context, form: PlanForm, loop: Loop | None) -> Faults:
    """What somebody who does not lead the candidate cannot say in a plan."""
    if loop is None:
        if form.digest_channel and ctx.person.user_id not in form.leads:
            yield forms.CHANNEL.id(form.scope), "A hiring lead chooses this. Leave it empty."
    elif not may(ctx.person, Action.CONFIRM_GUEST, loop):
        guests = {held.interviewer_id for held in loop.interviews if not held.confirmed}
        if guests.intersection(form.panel):
            yield forms.PANEL.id(form.scope), GUEST_IN_PANEL


def _minutes(form: PlanForm) -> Faults:
    for who in form.panel[:MOST_INTERVIEWERS]:
        if minutes_of(form, who) is None:
            between = f"{LEAST_MINUTES} to {MOST_MINUTES}"
            yield forms.MINUTES.id(form.scope, who), f"An interview takes {between} minutes."


def _cv(form: PlanForm) -> Faults:
    if form.cv_url and not is_address(form.cv_url):
        yield forms.CV.id(form.scope), NO_ADDRESS


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


def _unfit(ctx: Context, form: PlanForm, loop: Loop | None, channel: str) -> Faults:
    """Whoever was there before may have left since: only who is new to the panel is looked at.

    A form is answered after one call to Slack at most. The channel has it, since a debrief must not
    go anywhere public; people are looked up as soon as they are chosen.
    """
    hidden = hidden_fields(ctx, loop)
    everybody = (*form.leads, *form.coordinators, *_newly_on_panel(form, loop))
    known = with_profile(ctx, everybody, one_call=not form.digest_channel)
    for field, people, fault_in in (
        (forms.LEADS, form.leads, lead_fault),
        (forms.COORDINATORS, form.coordinators, lead_fault),
        (forms.PANEL, _newly_on_panel(form, loop), participant_fault),
    ):
        fault = fault_in(ctx, [user_id for user_id in people if user_id in known])
        if fault and field not in hidden:
            yield field.id(form.scope), fault
    if channel:
        text = f"The debrief cannot go there: {channel}. Choose another, or leave this empty."
        yield forms.CHANNEL.id(form.scope), text


def _questions(
    ctx: Context, form: PlanForm, loop: Loop | None, channel: ChannelState
) -> Iterator[tuple[str, str]]:
    if _has_namesake(ctx, form, loop):
        yield "namesake", SAME_NAME
    for who in guest_accounts(ctx, with_profile(ctx, _newly_on_panel(form, loop), one_call=False)):
        yield who, guest_question(ctx, who)
    is_new = loop is None or loop.candidate.digest_channel != form.digest_channel
    if channel.is_org_shared and is_new:
        yield form.digest_channel, ORG_SHARED


def _has_namesake(ctx: Context, form: PlanForm, loop: Loop | None) -> bool:
    """Whether somebody who is new to the panel has the candidate's own name: nobody interviews themselves."""
    name = name_key(loop.candidate.name if loop else one_line(form.name))
    known = with_profile(ctx, _newly_on_panel(form, loop), one_call=False)
    return any(name_key(name_of(ctx, who)) == name for who in known)


def _newly_on_panel(form: PlanForm, loop: Loop | None) -> list[str]:
    before = {interview.interviewer_id for interview in loop.interviews} if loop else set()
    return [who for who in form.panel if who not in before]
