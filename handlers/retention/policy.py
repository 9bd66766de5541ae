"""Data and retention: how long the team keeps records, which an admin sets after a look at whom it would erase."""

from functools import partial

from pydantic import BaseModel

from handlers.candidates.labels import names
from handlers.context import Context, Payload
from handlers.errors import fill_modal
from handlers.slack.answers import field_errors, next_view, open_view, replace_view
from handlers.slack.block_ids import values_in
from handlers.slack.fields import Stored, values_of
from handlers.slack.notices import notice_view
from handlers.slack.request import Request
from interviews.errors import PolicyChanged
from interviews.retention.models import MOST_DAYS, MOST_MONTHS, Policy
from interviews.retention.policy import change_policy, preview, require_admin
from templates import forms
from templates.ids import Form
from templates.render import render

MOST_NAMED = 10


class PolicyForm(BaseModel):
    """The form as it is filled right now; a number as it was typed."""

    decided: str = "0"
    own: str = ""
    inactive: str = ""
    forget: str = ""

    def policy(self, team_id: str, version: int) -> Policy:
        """What it says, once it has been checked."""
        return Policy(
            team_id=team_id,
            version=version,
            months_decided=int(self.own if self.decided == forms.OWN else self.decided),
            months_inactive=int(self.inactive or 0),
            days_before_forget=int(self.forget or 0),
        )


class Metadata(Stored):
    """What the modal itself remembers: the version that the admin has seen, and in the preview what they typed."""

    version: int
    form: PolicyForm = PolicyForm()


def open_form(ctx: Context, request: Request) -> None:
    """The form with what holds; from the preview of it, with what was typed."""
    require_admin(ctx.person)
    if request.view.get("callback_id") == Form.POLICY_PREVIEW:
        metadata = Metadata.model_validate_json(request.view["private_metadata"])
        replace_view(ctx, request, _form(ctx, metadata))
        return
    open_view(ctx, request, _form(ctx, _standing(ctx)))


def _standing(ctx: Context) -> Metadata:
    standing = ctx.store.policies.get(ctx.person.team_id)
    months = str(standing.months_decided)
    offered = months in (forms.POLICY_DECIDED.choices or {})
    form = PolicyForm(
        decided=months if offered else forms.OWN,
        own="" if offered else months,
        inactive=_typed(standing.months_inactive),
        forget=_typed(standing.days_before_forget),
    )
    return Metadata(version=standing.version, form=form)


def _typed(number: int) -> str:
    return str(number) if number else ""


def _form(ctx: Context, metadata: Metadata, warning: str = "") -> Payload:
    return render(
        "retention/policy",
        form=metadata.form,
        metadata=metadata.model_dump_json(),
        warning=warning,
        standing=ctx.store.policies.get(ctx.person.team_id),
    )


def send(ctx: Context, view: Payload) -> Payload:
    """Whom this would erase, before it holds; in a large team that takes a moment, so it comes after the answer."""
    require_admin(ctx.person)
    before = Metadata.model_validate_json(view["private_metadata"])
    form = PolicyForm(**values_of(values_in(view), forms.POLICY))
    faults = _faults(form)
    if faults:
        return field_errors(faults, view)
    metadata = before.model_copy(update={"form": form})
    ctx.after_answer(partial(fill_modal, ctx, view["id"], partial(_preview, ctx, metadata)))
    return next_view(render("retention/counting"), view)


def _preview(ctx: Context, metadata: Metadata) -> Payload:
    policy = metadata.form.policy(ctx.person.team_id, metadata.version)
    with ctx.store.read_session():
        found = preview(ctx.store, policy, ctx.now(), MOST_NAMED)
    return render(
        "retention/preview",
        policy=policy,
        preview=found,
        names=names(ctx, (each.candidate for each in found.first)),
        metadata=metadata.model_dump_json(),
    )


def _faults(form: PolicyForm) -> dict[str, str]:
    own, faults = form.decided == forms.OWN, dict[str, str]()
    months = (
        f"Write a whole number of months, 1 to {MOST_MONTHS}. Less than one would erase what the weekly digest still "
        "shows, and leads are told a week before."
    )
    if own and not _is_number(form.own, MOST_MONTHS):
        faults[forms.POLICY_OWN.id()] = months
    elif form.own and not own:
        faults[forms.POLICY_OWN.id()] = (
            "Choose “After another number of months” above, or empty this."
        )
    if form.inactive and not _is_number(form.inactive, MOST_MONTHS):
        faults[forms.POLICY_INACTIVE.id()] = months
    if form.forget and not _is_number(form.forget, MOST_DAYS):
        between = f"1 to {MOST_DAYS:,}"
        faults[forms.POLICY_FORGET.id()] = f"Write a whole number of days, {between}, or nothing."
    return faults


def _is_number(typed: str, most: int) -> bool:
    return typed.isdecimal() and 1 <= int(typed) <= most


def keep(ctx: Context, view: Payload) -> Payload:
    """From now on the policy holds; where another admin was quicker, what was typed stands in the form again."""
    metadata = Metadata.model_validate_json(view["private_metadata"])
    sent = metadata.form.policy(ctx.person.team_id, metadata.version)
    try:
        kept = change_policy(ctx.store, ctx.person, sent, ctx.now())
    except PolicyChanged as changed:
        newer = metadata.model_copy(update={"version": _standing(ctx).version})
        return next_view(_form(ctx, newer, str(changed)), view)
    ends = (
        "Leads are told a week before anybody goes."
        if kept.erases
        else "Nobody is erased by itself."
    )
    return next_view(notice_view(f"Saved. {ends}", "Data and retention"), view)
