"""The plan as a lead wants it to be, the plan as it stands, and what differs between two of them."""

from datetime import datetime
from hashlib import blake2b

from pydantic import Field

from interviews.loop import Loop
from interviews.models import Candidate, Model
from interviews.store.values import name_key
from question_bank.models import Level

FRAME = ("leads", "due_at", "digest_channel", "reminders")
"""What a plan says of the candidate; the rest of it is seats."""


class Newcomer(Model):
    """A candidate who is added with the plan."""

    name: str
    archetype_id: str
    target_level: Level


class Seat(Model):
    """One interviewer of the plan: what they look at, and when."""

    interviewer_id: str
    focus: tuple[str, ...]
    starts_at: datetime | None = None
    minutes: int


class Plan(Model):
    """The whole plan as a lead wants it to be; whoever has no seat in it is taken off the panel."""

    candidate_id: str
    """Made when the form was opened, where the candidate is new: sent twice, it is added once."""
    new: Newcomer | None = None
    leads: tuple[str, ...]
    seats: tuple[Seat, ...]
    due_at: datetime | None = None
    digest_channel: str = ""
    reminders: bool = True
    seen: dict[str, str] = Field(default_factory=dict)
    """The marks of the plan that the lead had before their eyes; empty where there was none."""


def standing_plan(loop: Loop) -> Plan:
    """The plan as it is now; guests have no seat in it."""
    return Plan(
        candidate_id=loop.candidate.id,
        seats=tuple(
            Seat(
                interviewer_id=one.interviewer_id, focus=one.focus, starts_at=one.starts_at,
                minutes=one.minutes,
            )
            for one in loop.interviews
            if one.confirmed
        ),
        **{key: getattr(loop.candidate, key) for key in FRAME},
    )  # fmt: skip


def marks(plan: Plan) -> dict[str, str]:
    """A short mark of each thing that the plan says, so that two plans can be told apart thing by thing."""
    frame = {key: str(getattr(plan, key)) for key in FRAME if key != "leads"}
    minutes = max((one.minutes for one in plan.seats), default=0)
    return (
        {key: _mark(said) for key, said in frame.items()}
        | {"minutes": _mark(str(minutes))}
        | {f"lead.{one}": "" for one in plan.leads}
        | {f"focus.{one.interviewer_id}": _mark(" ".join(one.focus)) for one in plan.seats}
        | {f"starts.{one.interviewer_id}": _mark(str(one.starts_at)) for one in plan.seats}
    )


def _mark(said: str) -> str:
    return blake2b(said.encode(), digest_size=4).hexdigest()


def changed_meanwhile(sent: Plan, loop: Loop) -> bool:
    """Whether somebody changed the plan since its sender saw it, and to something other than is sent now."""
    now = marks(standing_plan(loop))
    return bool(sent.seen) and sent.seen != now and marks(sent) != now


def says_otherwise(sent: Plan, loop: Loop) -> bool:
    """Whether a plan whose candidate was added by the same form says something else than what stands."""
    new = sent.new and not adds(sent.new, loop.candidate)
    return bool(new) or marks(sent) != marks(standing_plan(loop))


def adds(new: Newcomer, candidate: Candidate) -> bool:
    """Whether this is the candidate whom the plan adds, in name, role and level."""
    return (
        name_key(new.name) == name_key(candidate.name)
        and new.archetype_id == candidate.archetype_id
        and new.target_level is candidate.target_level
    )
