"""How a loop ends: one standing decision with its reason, that the leads alone know of while they can take it back."""

from datetime import datetime, timedelta
from typing import Annotated

from pydantic import StringConstraints

from interviews.candidates.queries import loop_for
from interviews.errors import (
    AlreadyDecided,
    DecisionUndone,
    NotAllowed,
    RoundPlanned,
    TooLateToUndo,
)
from interviews.home.refresh import refresh_homes, refresh_homes_of
from interviews.loop import Loop
from interviews.models import (
    TEXT_LENGTH,
    Candidate,
    Decision,
    FormerDecision,
    Model,
    Outcome,
    Status,
)
from interviews.outbox import CloseLoop, News, TellDecision, enqueue
from interviews.panels.messages import refresh_interview, refresh_panel, send_digests, tell_leads
from interviews.permissions import Action, Person, status_for
from interviews.reminders.schedule import plan_reminders
from interviews.store import Store
from interviews.store.audit import ChangedDecision, Decided, Reopened, UndidDecision
from interviews.webhooks import announce_decision, announce_reopening

UNDO_WITHIN = timedelta(minutes=10)
A_MOMENT = timedelta(seconds=1)  # the last of the ten minutes still counts


class NewDecision(Model):
    """What a lead has filled in; `id` is made when the form is opened, so that sending it twice decides once."""

    id: str
    candidate_id: str
    outcome: Outcome
    reason: Annotated[str, StringConstraints(min_length=1, max_length=TEXT_LENGTH)]
    participants: tuple[str, ...] = ()
    replaces: str = ""
    """The id of the standing decision that this one changes."""


class WaysBack(Model):
    """What a lead can still do about a decision."""

    may_undo: bool = False
    may_reopen: bool = False
    changeable: str = ""
    """The id of the decision, where another can take its place."""
    may_advance: bool = False
    """Whether the next round can be planned."""


def decide(store: Store, person: Person, sent: NewDecision, now: datetime) -> Decision:
    """Closes the loop; nobody but its leads sees so before it can no longer be undone.

    A decision that `replaces` a known one holds for everybody at once, and the earlier one stays on record.
    Raises `AlreadyDecided` where another decision stands: the second of two leads sees the first's.
    """
    with store.transaction():
        loop, standing = _as_it_stands(store, person, sent.candidate_id)
        if standing and not _can_be_changed(standing, sent.replaces, now):
            return _same_decision(standing, sent)
        if sent.replaces and not standing:
            raise DecisionUndone("Another lead opened this candidate again. Decide in the debrief.")
        if standing:
            _refuse_after_next_round(loop)
        decision = Decision(
            team_id=person.team_id, actor_id=person.user_id, at=now, **sent.model_dump()
        )
        if standing:
            store.decisions.take_back(standing, now)
        if not store.decisions.add(decision):
            raise DecisionUndone("This decision was undone. To decide again, open the form anew.")
        if standing:
            _change(store, loop, standing, decision, now)
        else:
            entry = Decided(
                **loop.candidate.ids, at=now, actor_id=person.user_id,
                decision_id=decision.id, outcome=decision.outcome,
            )  # fmt: skip
            store.audit.add(entry)
            _close_soon(store, loop, decision, now)
    return decision


def _close_soon(store: Store, loop: Loop, decision: Decision, now: datetime) -> None:
    """The leads know, and the others will when the decision can no longer be undone."""
    store.candidates.set_status(decision.team_id, decision.candidate_id, Status.CLOSING)
    close = CloseLoop(**loop.candidate.ids, user_id=decision.actor_id, decision_id=decision.id)
    enqueue(store, close, now + UNDO_WITHIN + A_MOMENT)
    _show_leads(store, loop, decision.id, now)


def _change(store: Store, loop: Loop, former: Decision, decision: Decision, now: datetime) -> None:
    """It is logged, and shown wherever the former one was; the panel is told of the last change in ten minutes."""
    store.audit.add(
        ChangedDecision(
            **loop.candidate.ids, at=now, actor_id=decision.actor_id,
            decision_id=decision.id, outcome=decision.outcome, former=former.outcome,
        )
    )  # fmt: skip
    store.candidates.set_status(decision.team_id, decision.candidate_id, Status.DECIDED)
    _tell(store, loop, decision, now + UNDO_WITHIN + A_MOMENT)
    announce_decision(store, decision, now)
    whole = store.loop(decision.team_id, decision.candidate_id)
    assert whole is not None, "the caller holds the candidate"
    _show_everybody(store, whole, decision.id, now)


def loop_to_decide_on(
    store: Store, person: Person, candidate_id: str, replaces: str, now: datetime
) -> tuple[Loop, Decision | None]:
    """The loop, and the decision to be changed, if any, for somebody who is about to decide.

    Raises `AlreadyDecided` where another decision stands, or as `loop_for`.
    """
    loop, standing = _as_it_stands(store, person, candidate_id)
    if standing and not _can_be_changed(standing, replaces, now):
        raise _decided_before(standing)
    _refuse_after_next_round(loop)
    return loop, standing


def _refuse_after_next_round(loop: Loop) -> None:
    if loop.later:
        raise RoundPlanned(
            "The next round is planned, so this decision stands. Decide about the candidate in the "
            "debrief of the next round."
        )


def _can_be_changed(standing: Decision, replaces: str, now: datetime) -> bool:
    """Whether the person has seen this decision, and it can no longer be undone."""
    return standing.id == replaces and not can_be_undone(standing, now)


def close(store: Store, team_id: str, candidate_id: str, decision_id: str, now: datetime) -> None:
    """The decision can no longer be undone: from now on everybody concerned sees it, and the panel hears of it.

    Nothing changes where it was undone meanwhile.
    """
    with store.transaction():
        store.candidates.hold(team_id, candidate_id)
        loop, decision = (
            store.loop(team_id, candidate_id),
            store.decisions.get_current(team_id, candidate_id),
        )
        if loop and decision and decision.id == decision_id:
            store.candidates.set_status(team_id, candidate_id, Status.DECIDED)
            _tell(store, loop, decision, now)
            announce_decision(store, decision, now)
            _show_everybody(store, loop, f"{decision.id}:final", now)


def decision_for(store: Store, user_id: str, candidate: Candidate) -> Decision | None:
    """The decision that holds, as far as this person may know, or everybody in a channel, where it is nobody's id."""
    if status_for(user_id, candidate) is Status.OPEN:
        return None
    return store.decisions.get_current(candidate.team_id, candidate.id)


def _as_it_stands(store: Store, person: Person, candidate_id: str) -> tuple[Loop, Decision | None]:
    """The loop, for somebody who may decide on it, and the decision that holds; others wait from now on."""
    store.candidates.hold(person.team_id, candidate_id)
    loop = loop_for(store, person, candidate_id, Action.DECIDE)
    return loop, store.decisions.get_current(person.team_id, candidate_id)


def _same_decision(standing: Decision, sent: NewDecision) -> Decision:
    """The standing decision, where it is what was sent; raises `AlreadyDecided` otherwise."""
    if standing.id != sent.id:
        raise _decided_before(standing)
    if standing.model_dump(include=set(NewDecision.model_fields)) != sent.model_dump():
        raise AlreadyDecided(
            f"This form was sent before, as: {standing.outcome.words}, and that is recorded. What it "
            "says now is not. The debrief has the buttons to undo the decision or to change it."
        )
    return standing


def _decided_before(standing: Decision) -> AlreadyDecided:
    return AlreadyDecided(
        f"Somebody decided before you: {standing.outcome.words}, on "
        f"{standing.at:%d %B %Y at %H:%M} UTC. Read the debrief to see who and why."
    )


def undo(store: Store, person: Person, candidate_id: str, now: datetime) -> bool:
    """Opens the loop again; False where nothing stands to be undone, `TooLateToUndo` after ten minutes."""
    with store.transaction():
        loop, standing = _as_it_stands(store, person, candidate_id)
        if standing is None:
            return False
        _refuse_after_next_round(loop)
        if not can_be_undone(standing, now):
            raise TooLateToUndo(
                "A decision can be undone for ten minutes, and the panel has been told by now."
            )
        _take_back(store, person, loop, standing, UndidDecision, now)
    return True


def reopen(store: Store, person: Person, candidate_id: str, now: datetime) -> bool:
    """Opens a loop again that was put on hold, or advanced; False where it is open already.

    The decision stays on record. Other leads hear of it, and nobody else; while it can be undone,
    it is. Raises `NotAllowed` of any other.
    """
    with store.transaction():
        loop, standing = _as_it_stands(store, person, candidate_id)
        if standing is None:
            return False
        _refuse_after_next_round(loop)
        if not can_be_reopened(standing):
            raise NotAllowed(
                f"The decision is {standing.outcome.words}, and it stands: only a hold or an "
                "advance can be opened again."
            )
        if can_be_undone(standing, now):
            _take_back(store, person, loop, standing, UndidDecision, now)
        else:
            _take_back(store, person, loop, standing, Reopened, now)
            tell_leads(store, person, loop, News.REOPENED, person.user_id, now)
    return True


def _take_back(
    store: Store, person: Person, loop: Loop, standing: Decision,
    entry: type[UndidDecision | Reopened], now: datetime,
) -> None:  # fmt: skip
    """The loop is as it was before the decision, and the log has an entry of this type."""
    whole = store.loop(person.team_id, loop.candidate.id)
    assert whole is not None, "the caller holds the candidate"
    store.decisions.take_back(standing, now)
    store.audit.add(
        entry(
            **loop.candidate.ids, at=now, actor_id=person.user_id,
            decision_id=standing.id, outcome=standing.outcome,
        )
    )  # fmt: skip
    store.candidates.set_status(loop.candidate.team_id, loop.candidate.id, Status.OPEN)
    reopened = loop.candidate.model_copy(update={"status": Status.OPEN})
    plan_reminders(store, loop.model_copy(update={"candidate": reopened}), now)
    if whole.candidate.status is Status.CLOSING:
        _show_leads(store, whole, f"{standing.id}:undone", now)
    else:
        announce_reopening(store, person, standing, now)
        _show_everybody(store, whole, f"{standing.id}:undone", now)


def can_be_undone(decision: Decision, now: datetime) -> bool:
    """Whether the time for second thoughts is not over yet; a change is known at once, and only changed again."""
    return not decision.replaces and now - decision.at <= UNDO_WITHIN


def can_be_reopened(decision: Decision) -> bool:
    """Whether the decision has left open what becomes of the candidate."""
    return decision.outcome in (Outcome.HOLD, Outcome.ADVANCE)


def ways_back(decision: Decision | None, loop: Loop | None, leads: bool, now: datetime) -> WaysBack:
    """What can be done about this decision by a lead; nothing by anybody else, or where another round follows."""
    if decision is None or loop is None or loop.later or not leads:
        return WaysBack()
    may_advance = decision.outcome is Outcome.ADVANCE
    if can_be_undone(decision, now):
        return WaysBack(may_undo=True, may_advance=may_advance)
    return WaysBack(
        may_reopen=can_be_reopened(decision), changeable=decision.id, may_advance=may_advance
    )


def former_decisions(store: Store, standing: Decision) -> tuple[FormerDecision, ...]:
    """The decisions before this one that everybody knew of, the newest first; one that was undone is none."""
    return tuple(
        former
        for former in store.decisions.list_former(standing.team_id, standing.candidate_id)
        if former.replaces or former.undone_at - former.at > UNDO_WITHIN
    )


def _tell(store: Store, loop: Loop, decision: Decision, due_at: datetime) -> None:
    """One line to everybody concerned but the one who decided."""
    panel = [interview.interviewer_id for interview in loop.interviews if interview.confirmed]
    for user_id in dict.fromkeys((*loop.candidate.leads, *panel)):
        if user_id != decision.actor_id:
            job = TellDecision(**loop.candidate.ids, user_id=user_id, decision_id=decision.id)
            enqueue(store, job, due_at)


def _show_leads(store: Store, loop: Loop, cause: str, now: datetime) -> None:
    """What the leads have in Slack says what was decided, or that it was undone."""
    leads = loop.candidate.leads
    for lead in leads:
        refresh_interview(store, loop, lead, now)
    send_digests(store, loop, now, cause)
    refresh_homes(store, loop.candidate.team_id, leads, now)


def _show_everybody(store: Store, loop: Loop, cause: str, now: datetime) -> None:
    """The same for everybody in the loop; the loop is whole, with those who only listened."""
    refresh_panel(store, loop, now)
    send_digests(store, loop, now, cause)
    refresh_homes_of(store, now, loop)
