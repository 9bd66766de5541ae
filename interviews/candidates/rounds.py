"""The rounds of a candidate: each has its panel, seal, debrief and decision; *advance* leads to the next."""

from datetime import datetime

from interviews.candidates.queries import loop_for
from interviews.decisions import close
from interviews.errors import NotAllowed, RoundPlanned
from interviews.loop import Loop
from interviews.models import Candidate, Decision, Model, Outcome
from interviews.permissions import Action, Person, may
from interviews.store import Store
from interviews.store.audit import PlannedRound


class Round(Model):
    """A round of a candidate that is over, as far as somebody may know of it."""

    candidate: Candidate
    decision: Decision | None
    """How it ended; None to whoever owes a card in a later round."""
    may_ask: bool
    """Whether they can read its debrief, or, as a lead, open it early."""


def loop_to_follow(store: Store, person: Person, candidate_id: str) -> Loop:
    """The round that a next one can follow, for a lead of it.

    Raises `NotAllowed` where the candidate has not advanced, `RoundPlanned` where the next round is there
    already, or as `loop_for`.
    """
    loop = loop_for(store, person, candidate_id, Action.DECIDE)
    if loop.later:
        raise RoundPlanned(
            "The next round is planned already, perhaps by another lead in this moment. It is in your list of "
            "open candidates; change its plan there."
        )
    decision = store.decisions.get_current(person.team_id, candidate_id)
    if decision is None or decision.outcome is not Outcome.ADVANCE:
        raise NotAllowed(
            "A next round follows the decision to advance, and there is none, or it was changed. "
            "Record it in the debrief first."
        )
    return loop


def follow(
    store: Store, person: Person, candidate_id: str, new_id: str, now: datetime
) -> Candidate:
    """The candidate in the round after this one, which is logged and not kept yet.

    The decision to advance is final from now on, and known to the panel that took part. Raises as `loop_to_follow`.
    """
    store.candidates.hold(person.team_id, candidate_id)
    before = loop_to_follow(store, person, candidate_id).candidate
    decision = store.decisions.get_current(person.team_id, candidate_id)
    assert decision is not None, "the candidate has advanced"
    close(store, person.team_id, candidate_id, decision.id, now)
    fresh = {
        "id": new_id, "round": before.round + 1, "first_id": before.person_id, "stage": "",
        "created_by": person.user_id, "created_at": now, "due_at": None, "status": "open",
    }  # fmt: skip
    candidate = Candidate.model_validate(before.model_dump() | fresh)
    ids, number = candidate.ids, candidate.round
    store.audit.add(PlannedRound(**ids, at=now, actor_id=person.user_id, round=number))
    return candidate


def earlier_rounds(store: Store, person: Person, loop: Loop) -> tuple[Round, ...]:
    """The rounds before this one, in order, for whoever may decide in this one or has read its debrief."""
    candidate = loop.candidate
    knows = may(person, Action.DECIDE, loop) or may(person, Action.READ_DEBRIEF, loop)
    if not candidate.first_id or not knows:
        return ()
    rounds = store.candidates.rounds_of(candidate.team_id, candidate.person_id)
    loops = (store.loop(each.team_id, each.id) for each in rounds if each.round < candidate.round)
    return tuple(_round(store, person, earlier) for earlier in filter(None, loops))


def _round(store: Store, person: Person, loop: Loop) -> Round:
    decision = store.decisions.get_current(loop.candidate.team_id, loop.candidate.id)
    may_ask = may(person, Action.READ_DEBRIEF, loop) or may(person, Action.OPEN_EARLY, loop)
    owes = loop.owes_later_card(person.user_id)
    return Round(candidate=loop.candidate, decision=None if owes else decision, may_ask=may_ask)
