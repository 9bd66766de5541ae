"""What stays of somebody who is erased: a row for each round, from which nobody can tell who it was."""

from datetime import datetime, timedelta

from interviews.loop import Loop
from interviews.models import Candidate, Decision
from interviews.retention.due import Age, records_of
from interviews.retention.models import ErasedRound
from interviews.store import Store

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def what_stays(store: Store, rounds: tuple[Candidate, ...]) -> tuple[ErasedRound, ...]:
    """A row for each of these rounds, which are all of one person; read before they go."""
    team_id = rounds[0].team_id
    loops = {each.id: loop for each in rounds if (loop := store.loop(team_id, each.id))}
    begun = min((at for loop in loops.values() for at in _begun(loop)), default=None)
    decisions = {
        each.candidate_id: each
        for each in store.decisions.list_current(team_id, tuple(each.id for each in rounds))
    }
    return tuple(
        _what_stays(
            age, decisions.get(age.candidate.id), begun,
            _card_hours(loops[age.candidate.id]), is_last=age is record.ages[-1],
        )
        for record in records_of(store, team_id, (rounds[0].person_id,))
        for age in record.ages
    )  # fmt: skip


def _begun(loop: Loop) -> list[datetime]:
    """When each interview of the panel began, or its scorecard came in, as far as either is known."""
    times = (
        interview.starts_at or loop.first_sent.get(interview.interviewer_id)
        for interview in loop.interviews
        if interview.confirmed
    )
    return [at for at in times if at]


def _card_hours(loop: Loop) -> tuple[int, ...]:
    times = (
        (interview.ends_at, loop.first_sent.get(interview.interviewer_id))
        for interview in loop.interviews
        if interview.confirmed
    )
    return tuple(
        round(max(sent - ended, timedelta()) / HOUR) for ended, sent in times if ended and sent
    )


def _what_stays(
    age: Age,
    decision: Decision | None,
    begun: datetime | None,
    card_hours: tuple[int, ...],
    *,
    is_last: bool,
) -> ErasedRound:
    candidate, days = age.candidate, None
    if decision and begun and begun <= decision.at:
        days = round((decision.at - begun) / DAY)
    return ErasedRound(
        opening_id=candidate.opening_id, stage=candidate.stage, archetype_id=candidate.archetype_id,
        target_level=candidate.target_level, outcome=decision.outcome if decision else None,
        days=days, card_hours=card_hours, month=f"{age.since:%Y-%m}", is_last=is_last,
    )  # fmt: skip
