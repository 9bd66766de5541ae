"""How the candidates of an opening get on: by stage, what each waits for and since when, and how long it all takes."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median

from interviews.models import Candidate, Decision, Model, Outcome, Status
from interviews.openings.models import Opening
from interviews.permissions import Person, candidate_for
from interviews.retention.models import ErasedRound
from interviews.store import Store
from interviews.store.openings import Seat


class Wait(StrEnum):
    """What a candidate waits for."""

    PANEL = "panel"
    INTERVIEW = "interview"
    CARDS = "cards"
    DECISION = "decision"
    NEXT_ROUND = "next_round"
    ON_HOLD = "on_hold"


class Waiting(Model):
    """A candidate whom nothing final has been decided of."""

    candidate: Candidate
    """The newest round."""
    wait: Wait
    since: datetime
    people: tuple[str, ...] = ()
    """Whose interview or scorecard is waited for; empty where it is the leads who are to act."""


class Ended(Model):
    """A candidate who was hired, turned down or withdrew."""

    candidate: Candidate
    decision: Decision


class Stretch(Model):
    """How long something takes: half of the times counted took this long or less."""

    median: timedelta
    count: int


class Progress(Model):
    """An opening as somebody may know it: names, stages and times, and nothing of what scorecards say."""

    opening: Opening
    stages: tuple[tuple[str, tuple[Waiting, ...]], ...]
    """The opening's stages in order, with who is in each, the longest wait first; then, under their own names or an
    empty one, what is no stage of it."""
    ended: tuple[Ended, ...]
    """The newest decision first."""
    to_card: Stretch | None
    """From the end of an interview to its scorecard; None where there is none yet."""
    to_decision: Stretch | None
    """From somebody's first interview to the decision that ended it."""
    open_for: timedelta
    """Until it was closed, or until now."""
    erased: tuple[ErasedRound, ...] = ()
    """The last round of everybody whose records are gone; they count in how long a decision takes."""

    @property
    def outcomes(self) -> dict[Outcome, int]:
        """How many candidates ended how, those whose records are gone too."""
        every = [
            *(each.decision.outcome for each in self.ended),
            *(each.outcome for each in self.erased if each.outcome in _FINAL),
        ]
        return Counter(outcome for outcome in every if outcome)

    @property
    def erased_undecided(self) -> int:
        """How many were erased before anything final was decided of them."""
        return sum(each.outcome not in _FINAL for each in self.erased)

    @property
    def erased_by_stage(self) -> dict[str, int]:
        """How many of the erased got as far as which stage, by its name (empty for none), stages in order."""
        counts = Counter(each.stage for each in self.erased)
        order = [stage.name for stage in self.opening.stages]
        return {stage: counts[stage] for stage in dict.fromkeys([*order, *counts]) if counts[stage]}

    @property
    def waiting(self) -> tuple[Waiting, ...]:
        """Everybody who is in a stage, in the order of the stages."""
        return tuple(waiting for _, each in self.stages for waiting in each)


_FINAL = {
    Outcome.HIRE, Outcome.NO_HIRE, Outcome.WITHDREW, Outcome.DECLINED_OFFER,
}  # fmt: skip


def progress(store: Store, person: Person, opening: Opening, now: datetime) -> Progress:
    """How its candidates get on, as far as this person may know; they may see the opening."""
    rounds = [
        candidate_for(person.user_id, candidate)
        for candidate in store.candidates.in_opening(opening.team_id, opening.id)
    ]
    newest: dict[str, Candidate] = {}
    for candidate in sorted(rounds, key=lambda candidate: candidate.round):
        newest[candidate.person_id] = candidate
    decided = tuple(each.id for each in newest.values() if each.status is Status.DECIDED)
    decisions = {
        decision.candidate_id: decision
        for decision in store.decisions.list_current(opening.team_id, decided)
    }
    seats = store.openings.seats_of(opening.team_id, opening.id)
    ended = [
        Ended(candidate=each, decision=decision)
        for each in newest.values()
        if (decision := decisions.get(each.id)) and decision.outcome in _FINAL
    ]
    gone = store.erased_rounds.of_opening(opening.team_id, opening.id)
    erased = [each for each in gone if each.is_last]
    over = {each.candidate.id for each in ended}
    waiting = [
        _waiting(each, decisions.get(each.id), seats, now)
        for each in newest.values()
        if each.id not in over
    ]
    return Progress(
        opening=opening,
        stages=_by_stage(opening, waiting),
        ended=tuple(sorted(ended, key=lambda each: each.decision.at, reverse=True)),
        to_card=_stretch(_card_times(seats) + _erased_card_times(gone)),
        to_decision=_stretch(_decision_times(rounds, ended, seats) + _erased_times(erased)),
        erased=tuple(erased),
        open_for=(opening.closed_at or now) - opening.created_at,
    )


def _waiting(
    candidate: Candidate, decision: Decision | None, seats: Iterable[Seat], now: datetime
) -> Waiting:
    if decision:
        wait = Wait.NEXT_ROUND if decision.outcome is Outcome.ADVANCE else Wait.ON_HOLD
        return Waiting(candidate=candidate, wait=wait, since=decision.at)
    panel = [seat for seat in seats if seat.candidate_id == candidate.id]
    missing = [seat for seat in panel if seat.scored_at is None]
    if not panel:
        return Waiting(candidate=candidate, wait=Wait.PANEL, since=candidate.created_at)
    if not missing:
        since = max(seat.scored_at for seat in panel if seat.scored_at)
        return Waiting(candidate=candidate, wait=Wait.DECISION, since=since)
    late = [seat for seat in missing if _over_at(seat) <= now]
    wait, whose = (Wait.CARDS, late) if late else (Wait.INTERVIEW, missing)
    first = sorted(whose, key=_over_at)
    since = _over_at(first[0]) if late else first[0].starts_at or candidate.created_at
    people = tuple(dict.fromkeys(seat.interviewer_id for seat in first))
    return Waiting(candidate=candidate, wait=wait, since=since, people=people)


def _over_at(seat: Seat) -> datetime:
    """When an interview ends; where it has no time, a scorecard is waited for since it was planned."""
    return seat.starts_at + timedelta(minutes=seat.minutes) if seat.starts_at else seat.created_at


def _by_stage(
    opening: Opening, waiting: list[Waiting]
) -> tuple[tuple[str, tuple[Waiting, ...]], ...]:
    in_order = sorted(waiting, key=lambda each: each.since)
    stages = [stage.name for stage in opening.stages]
    others = sorted({each.candidate.stage for each in waiting} - set(stages))
    return tuple(
        (name, tuple(each for each in in_order if each.candidate.stage == name))
        for name in (*stages, *others)
    )


def _card_times(seats: Iterable[Seat]) -> list[timedelta]:
    return [
        max(seat.scored_at - _over_at(seat), timedelta())
        for seat in seats
        if seat.scored_at and seat.starts_at
    ]


def _decision_times(
    rounds: list[Candidate], ended: list[Ended], seats: Iterable[Seat]
) -> list[timedelta]:
    person_of = {candidate.id: candidate.person_id for candidate in rounds}
    first = dict[str, datetime]()
    for seat in seats:
        if seat.starts_at or seat.scored_at:
            at = seat.starts_at or seat.scored_at or seat.created_at
            of = person_of.get(seat.candidate_id, "")
            first[of] = min(at, first.get(of, at))
    # Whoever withdrew before the first interview has had none.
    return [
        each.decision.at - begun
        for each in ended
        if (begun := first.get(each.candidate.person_id)) and begun <= each.decision.at
    ]


def _erased_times(erased: Iterable[ErasedRound]) -> list[timedelta]:
    return [
        timedelta(days=each.days)
        for each in erased
        if each.outcome in _FINAL and each.days is not None
    ]


def _erased_card_times(erased: Iterable[ErasedRound]) -> list[timedelta]:
    return [timedelta(hours=hours) for each in erased for hours in each.card_hours]


def _stretch(times: list[timedelta]) -> Stretch | None:
    if not times:
        return None
    middle = median(time.total_seconds() for time in times)
    return Stretch(median=timedelta(seconds=middle), count=len(times))
