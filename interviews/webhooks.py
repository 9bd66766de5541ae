"""What another system hears of, where the settings name one: that something happened, in ids, and never what was said.

Each event is kept in the transaction that causes it. Nothing in it is under the seal.
"""

from datetime import datetime
from typing import Any

from interviews.models import Candidate, Decision, Scorecard
from interviews.outbox import Event, TellWebhook, enqueue
from interviews.permissions import Person
from interviews.store import Store
from interviews.store.values import stored_time


def announce_card(store: Store, card: Scorecard) -> None:
    """A scorecard, an amendment or a second rating is in; of somebody who only listened nothing is told."""
    job = TellWebhook(
        event=Event.SCORECARD_SUBMITTED, at=card.submitted_at, subject_id=card.id,
        team_id=card.team_id, candidate_id=card.candidate_id, user_id=card.interviewer_id,
        revision=card.revision,
    )  # fmt: skip
    _announce(store, job, card.submitted_at)


def announce_debrief(store: Store, candidate: Candidate, now: datetime) -> None:
    """No scorecard is missing any more; it happens again where somebody joins the panel later, and scores."""
    job = TellWebhook(event=Event.DEBRIEF_READY, at=now, user_id="", **candidate.ids)
    _announce(store, job, now)


def announce_decision(store: Store, decision: Decision, now: datetime) -> None:
    """A decision holds that can no longer be undone."""
    _announce_decision(store, decision, Event.DECISION_RECORDED, decision.actor_id, now)


def announce_reopening(store: Store, person: Person, decision: Decision, now: datetime) -> None:
    """A decision that was announced holds no longer, and the candidate is open again."""
    _announce_decision(store, decision, Event.DECISION_TAKEN_BACK, person.user_id, now)


def _announce_decision(
    store: Store, decision: Decision, event: Event, user_id: str, now: datetime
) -> None:
    job = TellWebhook(
        event=event, at=now, subject_id=decision.id, outcome=decision.outcome,
        team_id=decision.team_id, candidate_id=decision.candidate_id, user_id=user_id,
    )  # fmt: skip
    _announce(store, job, now)


def announce_erasure(store: Store, person: Person, candidate_id: str, now: datetime) -> None:
    """A candidate is about to be erased, so that the other system can erase what it has of ours."""
    job = TellWebhook(
        event=Event.CANDIDATE_ERASED, at=now, subject_id=candidate_id,
        team_id=person.team_id, candidate_id=candidate_id, user_id=person.user_id,
    )  # fmt: skip
    _announce(store, job, now)


def _announce(store: Store, job: TellWebhook, now: datetime) -> None:
    candidate = store.has_webhook and store.candidates.get(job.team_id, job.candidate_id)
    if candidate:
        of_round = {
            "person_id": candidate.person_id, "round": candidate.round,
            "remote_id": candidate.remote_id, "opening_id": candidate.opening_id,
        }  # fmt: skip
        enqueue(store, job.model_copy(update=of_round), now)


def body_of(job: TellWebhook) -> dict[str, Any]:
    """The event as the other system reads it; `id` is the same however often it is sent."""
    return {
        "id": f"{job.event}:{job.subject_id}",
        "type": job.event.value,
        "at": stored_time(job.at),
        "team_id": job.team_id,
        "candidate_id": job.candidate_id,
        "person_id": job.person_id or job.candidate_id,
        "round": job.round,
        "remote_id": job.remote_id,
        "opening_id": job.opening_id,
        **_details(job),
    }


def ping(event_id: str, now: datetime) -> dict[str, Any]:
    """What tries the way to the other system, and says nothing else."""
    return {"id": f"ping:{event_id}", "type": "ping", "at": stored_time(now)}


def _details(job: TellWebhook) -> dict[str, Any]:
    match job.event:
        case Event.SCORECARD_SUBMITTED:
            return {
                "scorecard_id": job.subject_id,
                "interviewer_id": job.user_id,
                "revision": job.revision,
            }
        case Event.DECISION_RECORDED:
            return {"decision_id": job.subject_id, "outcome": job.outcome}
        case Event.DECISION_TAKEN_BACK:
            return {"decision_id": job.subject_id}
        case _:
            return {}
