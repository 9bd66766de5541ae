"""Two leads at one plan: whoever sends second gets the plan as it is by then, with their own changes in it."""

from handlers.panels.plan.checks import minutes_of
from handlers.panels.plan.state import PlanForm, standing
from interviews.loop import Loop
from interviews.panels.plan import Newcomer, Plan, Seat, marks, standing_plan
from templates.macros.escaping import one_line

CHANGED_MEANWHILE = (
    "Somebody else changed this plan meanwhile. Their changes and yours are both here now; where "
    "you both changed the same thing, theirs stands. Look it over and save again."
)
SENT_BEFORE = (
    "This plan was sent before, and its candidate added. Save again to change the plan to what "
    "stands here, or cancel to leave it as it was."
)
STAYS_AS_ADDED = " Name, role and level stay."


def plan_of(form: PlanForm) -> Plan:
    """The plan that the form stands for."""
    return Plan(
        candidate_id=form.candidate_id or form.kept.new_id,
        new=None if form.candidate_id else _newcomer(form),
        leads=tuple(dict.fromkeys(form.leads)),
        seats=tuple(_seat(form, who) for who in form.panel),
        due_at=form.due_at,
        digest_channel=form.channel,
        reminders=form.reminders,
        seen=form.kept.seen,
    )


def _newcomer(form: PlanForm) -> Newcomer:
    assert form.level is not None, "the form has been checked"
    return Newcomer(
        name=one_line(form.name), archetype_id=form.archetype_id, target_level=form.level
    )


def _seat(form: PlanForm, who: str) -> Seat:
    at = form.starts.get(who)
    return Seat(
        interviewer_id=who,
        focus=form.focus.get(who, ()),
        starts_at=at,
        minutes=(minutes_of(form) or 0) if at else 0,
    )


def going_on(form: PlanForm, loop: Loop) -> PlanForm:
    """The form that added this candidate, as a change of their plan: with all that was typed."""
    theirs = standing(loop, form.kept)
    kept = theirs.kept.model_copy(update={"proposed": {}, "shown": form.kept.shown + 1})
    return form.model_copy(
        update={
            "kept": kept,
            "candidate_id": loop.candidate.id,
            "archetype_id": loop.candidate.archetype_id,
        }
    )


def merged(form: PlanForm, loop: Loop) -> PlanForm:
    """The plan as it stands, and in it whatever this lead changed and nobody else did."""
    seen, mine, now = form.kept.seen, marks(plan_of(form)), marks(standing_plan(loop))
    moved = {key for key in mine.keys() | seen.keys() if mine.get(key) != seen.get(key)}
    own = {key for key in moved if now.get(key) == seen.get(key)}
    theirs = standing(loop)
    panel = _people(theirs.panel, form.panel, own, "focus", "starts")
    whose = {who: form if who not in theirs.panel else theirs for who in panel}
    focus = {who: form if f"focus.{who}" in own else whose[who] for who in panel}
    starts = {who: form if f"starts.{who}" in own else whose[who] for who in panel}
    changes = {
        "leads": _people(theirs.leads, form.leads, own, "lead"),
        "panel": panel,
        "focus": {who: one.focus[who] for who, one in focus.items() if who in one.focus},
        "starts": {who: one.starts[who] for who, one in starts.items() if who in one.starts},
        "minutes": form.minutes if "minutes" in own else theirs.minutes,
        "due_at": form.due_at if "due_at" in own else theirs.due_at,
        "reminders": form.reminders if "reminders" in own else theirs.reminders,
        "channel": form.channel if "digest_channel" in own else theirs.channel,
        "kept": form.kept.model_copy(
            update={"seen": now, "proposed": {}, "shown": form.kept.shown + 1}
        ),
    }
    return theirs.model_copy(update=changes)


def _people(
    theirs: tuple[str, ...], mine: tuple[str, ...], own: set[str], *marked: str
) -> tuple[str, ...]:
    """Theirs, less whom this lead took out, and then whom this lead put in."""
    own_keys = [{f"{kind}.{who}" for kind in marked} for who in theirs]
    stay = [
        who for who, keys in zip(theirs, own_keys, strict=True) if who in mine or not keys <= own
    ]
    come = [who for who in mine if who not in theirs and f"{marked[0]}.{who}" in own]
    return (*stay, *come)
