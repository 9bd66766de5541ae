"""The plan as a lead wants it to be, the plan as it stands, and what differs between two of them."""

from datetime import datetime
from hashlib import blake2b

from pydantic import Field

from interviews.loop import Loop
from interviews.models import Candidate, CandidateDetails, Model
from interviews.store.values import name_key
from question_bank.models import Level


class Newcomer(Model):
    """A candidate who is added with the plan."""

    name: str
    archetype_id: str
    target_level: Level
    opening_id: str = ""
    """The opening that the candidate is planned in; empty for none."""
    follows: str = ""
    """The id of the round that the plan's round follows; empty for somebody who is new."""


class Seat(Model):
    """One interviewer of the plan: what they look at, when, and for how long."""

    interviewer_id: str
    focus: tuple[str, ...]
    starts_at: datetime | None = None
    minutes: int


class Plan(CandidateDetails):
    """The whole plan as a lead wants it to be, details and seats; whoever has no seat in it is taken off the panel."""

    candidate_id: str
    """Made when the form was opened, where the candidate is new: sent twice, it is added once."""
    new: Newcomer | None = None
    seats: tuple[Seat, ...]
    marks_before: dict[str, str] = Field(default_factory=dict)
    """The marks of the plan that the lead had before their eyes; empty where there was none."""


def current_plan(loop: Loop) -> Plan:
    """The plan as it is now; guests have no seat in it."""
    seats = tuple(
        Seat(**interview.model_dump(include=set(Seat.model_fields)))
        for interview in loop.interviews
        if interview.confirmed
    )
    return Plan(candidate_id=loop.candidate.id, seats=seats, **loop.candidate.details())


def marks(plan: Plan) -> dict[str, str]:
    """A short mark of each thing that the plan says, so that two plans can be told apart thing by thing.

    Where nobody coordinates, or everybody has their own skills, there is none, as in forms of the release before.
    """
    details = plan.details()
    unsaid = {"leads"} | {name for name in ("coordinators", "shared_skill") if not details[name]}
    return (
        {name: mark(str(value)) for name, value in details.items() if name not in unsaid}
        | {f"lead.{user_id}": "" for user_id in plan.leads}
        | {f"focus.{seat.interviewer_id}": mark(" ".join(seat.focus)) for seat in plan.seats}
        | {f"starts.{seat.interviewer_id}": mark(str(seat.starts_at)) for seat in plan.seats}
        | {f"minutes.{seat.interviewer_id}": mark(str(seat.minutes)) for seat in plan.seats}
    )


def mark(text: str) -> str:
    """A few characters that stand for the text."""
    return blake2b(text.encode(), digest_size=4).hexdigest()


def has_changed(sent: Plan, loop: Loop) -> bool:
    """Whether somebody changed the plan since its sender opened it, and to something other than is sent now."""
    now = marks(current_plan(loop))
    return bool(sent.marks_before) and sent.marks_before != now and marks(sent) != now


def differs(sent: Plan, loop: Loop) -> bool:
    """Whether a plan whose candidate was added by the same form says something else than what stands."""
    new = sent.new and not adds(sent.new, loop.candidate)
    return bool(new) or marks(sent) != marks(current_plan(loop))


def adds(new: Newcomer, candidate: Candidate) -> bool:
    """Whether this is the candidate whom the plan adds, in name, role and level."""
    return (
        name_key(new.name) == name_key(candidate.name)
        and new.archetype_id == candidate.archetype_id
        and new.target_level is candidate.target_level
    )
