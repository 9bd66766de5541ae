"""A lead's week: what waits and for how long, what is ready, what was decided, how quickly cards came in."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from interviews.home.refresh import refresh_homes
from interviews.loop import Loop
from interviews.models import Candidate, Decision, Interview, Model
from interviews.outbox import OnRepeat, SendWeekly, enqueue, withdraw_all
from interviews.permissions import Person
from interviews.store import Store

WEEK = timedelta(days=7)


class OwedCard(Model):
    """A card that is not in."""

    interviewer_id: str
    days: int | None
    """For how many whole days it has been owed; None where the interview is not over."""


class WaitingCandidate(Model):
    """An open candidate whose panel is not complete."""

    candidate: Candidate
    sent: int
    panel: int
    owed: tuple[OwedCard, ...]
    """The longest wait first, and last the interviews to come."""

    @property
    def days(self) -> int:
        """How long the longest of these cards has been owed; -1 where none is owed yet."""
        return max((card.days for card in self.owed if card.days is not None), default=-1)


class DecidedCandidate(Model):
    """A candidate and what was decided."""

    candidate: Candidate
    decision: Decision


class Week(Model):
    """What one lead's weekly digest says."""

    waiting: tuple[WaitingCandidate, ...] = ()
    """The longest wait first."""
    ready: tuple[Candidate, ...] = ()
    """Every card is in, and nothing is decided."""
    decided: tuple[DecidedCandidate, ...] = ()
    cards: int = 0
    """How many cards came in, of the candidates named here."""
    median: timedelta | None = None
    """From the end of an interview, or from being put on the panel, to its card."""

    @property
    def withdrawals(self) -> int:
        """How many of the decided are so by their own choice."""
        return sum(entry.decision.outcome.is_withdrawal for entry in self.decided)

    @property
    def quiet(self) -> bool:
        """Whether there is nothing to say."""
        return not (self.waiting or self.ready or self.decided)

    def listed_candidates(self, most: int) -> tuple[Candidate, ...]:
        """The candidates that a digest names which lists so many of each kind."""
        waiting, decided = self.waiting[:most], self.decided[:most]
        return (
            *(entry.candidate for entry in waiting), *self.ready[:most],
            *(entry.candidate for entry in decided),
        )  # fmt: skip


def week_of(store: Store, person: Person, now: datetime) -> Week:
    """The week of this lead, read anew."""
    return week(_open(store, person), _decisions(store, person, now), now)


def week(loops: tuple[Loop, ...], closed: tuple[tuple[Loop, Decision], ...], now: datetime) -> Week:
    """What there is to say of these open candidates and of those decided in the last seven days."""
    waits = [_waiting_candidate(loop, now) for loop in loops if loop.is_sealed]
    seconds_taken = [
        seconds
        for loop in (*loops, *(loop for loop, _ in closed))
        for seconds in _seconds_taken(loop, now)
    ]
    return Week(
        waiting=tuple(sorted(waits, key=lambda entry: (-entry.days, entry.candidate.id))),
        ready=tuple(loop.candidate for loop in loops if not loop.is_sealed),
        decided=tuple(
            DecidedCandidate(candidate=loop.candidate, decision=decision)
            for loop, decision in closed
        ),
        cards=len(seconds_taken),
        median=timedelta(seconds=median(seconds_taken)) if seconds_taken else None,
    )


def _waiting_candidate(loop: Loop, now: datetime) -> WaitingCandidate:
    owed = [
        _owed_card(interview, now)
        for interview in loop.interviews
        if interview.interviewer_id in loop.missing
    ]
    return WaitingCandidate(
        candidate=loop.candidate, sent=len(loop.cards), panel=len(loop.interviews),
        owed=tuple(sorted(owed, key=lambda card: -1 if card.days is None else card.days, reverse=True)),
    )  # fmt: skip


def _owed_card(interview: Interview, now: datetime) -> OwedCard:
    at = interview.ends_at or interview.created_at
    days = (now - at).days if at <= now else None
    return OwedCard(interviewer_id=interview.interviewer_id, days=days)


def _seconds_taken(loop: Loop, now: datetime) -> list[float]:
    """How many seconds each card of the last seven days took; one written during the interview took no time."""
    return [
        max((sent - (interview.ends_at or interview.created_at)).total_seconds(), 0.0)
        for interview in loop.interviews
        for who, sent in loop.first_sent.items()
        if who == interview.interviewer_id and now - WEEK < sent <= now
    ]


def _open(store: Store, person: Person) -> tuple[Loop, ...]:
    candidates = store.candidates.of_person(person.team_id, person.user_id)
    led = [candidate.id for candidate in candidates if person.user_id in candidate.leads]
    return store.loops(person.team_id, led, contents=False)


def _decisions(store: Store, person: Person, now: datetime) -> tuple[tuple[Loop, Decision], ...]:
    decisions = {
        decision.candidate_id: decision
        for decision in store.decisions.list_led(person.team_id, person.user_id, now - WEEK)
    }
    loops = store.loops(person.team_id, tuple(decisions), contents=False)
    return tuple((loop, decisions[loop.candidate.id]) for loop in loops)


def plan_week(
    store: Store,
    person: Person,
    following: Callable[[datetime], datetime],
    zone: ZoneInfo,
    now: datetime,
    served: date | None = None,
) -> None:
    """The next digest waits; on a day that has had its digest, or has it now, it is the week after.

    `served` is the day of the digest in hand: for whoever moved west, its hour comes again.
    """
    with store.transaction():
        if served:
            store.notices.set_digest_day(person.team_id, person.user_id, served)
        moment = following(now)
        job = _digest(person, moment, zone)
        if job.date == store.notices.digest_day(person.team_id, person.user_id):
            moment = following(moment)
            job = _digest(person, moment, zone)
        enqueue(store, job, moment, OnRepeat.MOVE)


def end_weekly(store: Store, person: Person, now: datetime) -> None:
    """The lead gets no weekly digest any more, until they want it again."""
    with store.transaction():
        before = store.preferences.get(person.team_id, person.user_id)
        store.preferences.keep(before.model_copy(update={"weekly": False}))
        withdraw_all(store, SendWeekly, person.team_id, person.user_id)
        refresh_homes(store, person.team_id, [person.user_id], now)


def _digest(person: Person, moment: datetime, zone: ZoneInfo) -> SendWeekly:
    there = moment.astimezone(zone).date()
    return SendWeekly(team_id=person.team_id, user_id=person.user_id, date=there)
