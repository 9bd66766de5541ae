"""Rounds begin, are rated, and close: one's own once all is rated, a shared one when all are in or at its date."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from math import ceil

from interviews.calibration.choice import choose
from interviews.calibration.models import LATELY, GivenRating, Part, Rater, Round, SampleAnswer
from interviews.calibration.standing import passes
from interviews.errors import RoundClosed, UnknownRound
from interviews.models import Rating
from interviews.outbox import CloseCalibration, OnRepeat, enqueue
from interviews.permissions import Person
from interviews.store import Store
from interviews.store.values import new_id
from question_bank.models import Archetype


def own_part(
    store: Store, person: Person, role: Archetype, now: datetime, *, alone: bool = False
) -> Part:
    """The person's part in a round of this role that they have not finished, or in a new one of their own.

    `alone` passes over rounds of several people, and those of their own that can pass nobody any more.
    """
    waiting = [part for part in waiting_parts(store, person) if part.round.archetype_id == role.id]
    if alone:
        waiting = [
            part
            for part in waiting
            if not (part.round.is_shared or passes_nobody(part.round, role))
        ]
    return waiting[0] if waiting else _begin(store, person, role, now)


def passes_nobody(found: Round, role: Archetype | None) -> bool:
    """Whether the role asks for a round, and this one does not count: it is of several people, or older than that."""
    asked = role.qualification if role else None
    return bool(asked and asked.asks_round and not found.can_be_passed)


def waiting_parts(store: Store, person: Person) -> tuple[Part, ...]:
    """The person's part in each round that waits for their ratings: shared ones first, then newest first."""
    every = store.calibration.of_person(person.team_id, person.user_id)
    open_parts = [part for part in every if part.round.closed_at is None and part.next_number]
    return tuple(sorted(open_parts, key=lambda part: not part.round.is_shared))


def _begin(store: Store, person: Person, role: Archetype, now: datetime) -> Part:
    made = make_round(store, person, role, [person.user_id], now)
    with store.transaction():
        store.calibration.add(made, [person.user_id])
    return Part(round=made)


def make_round(
    store: Store, person: Person, role: Archetype, raters: Iterable[str], now: datetime,
    round_id: str = "", due_at: datetime | None = None, skill_id: str = "",
) -> Round:  # fmt: skip
    """A round of these raters, which nobody has yet: answers that they rate elsewhere, or rated lately, come last."""
    round_id = round_id or new_id()
    seed = int(round_id[-7:], 16)  # the end of an id is drawn by chance
    people = tuple(raters)
    rated, before = store.calibration.rated(person.team_id, people, now - LATELY)
    still_open = Counter(
        answer.id
        for each in store.calibration.open_rounds(person.team_id, people)
        for answer in each.answers
    )
    answers = choose(role, seed, rated, skill_id, still_open, before)
    # Who took part in a round of several people is known: that somebody did not pass it would be known too.
    asked = None if due_at else role.qualification
    return Round(
        team_id=person.team_id, id=round_id, archetype_id=role.id, role=role.name, seed=seed,
        answers=answers, created_by=person.user_id, created_at=now, due_at=due_at,
        pass_exact=_at_least(asked.exact, answers) if asked else 0,
        pass_within_one=_at_least(asked.within_one, answers) if asked else 0,
    )  # fmt: skip


def _at_least(share: float, answers: Sequence[SampleAnswer]) -> int:
    """How many answers are this share of them, rounded up: 0.8 of eight is seven."""
    return ceil(Decimal(str(share)) * len(answers))


def sealed_answers(store: Store, person: Person) -> dict[str, datetime]:
    """The ids of the answers whose key this person may not see yet, each with when it opens at the latest.

    They are in a round of several people, the person among them, that has not ended.
    """
    found = dict[str, datetime]()
    for each in store.calibration.open_rounds(person.team_id, (person.user_id,)):
        if each.due_at:
            until = dict.fromkeys((answer.id for answer in each.answers), each.due_at)
            found |= {id_: max(at, found.get(id_, at)) for id_, at in until.items()}
    return found


def part_of(store: Store, person: Person, round_id: str) -> Part:
    """The person's part in this round; raises `UnknownRound` where they have none."""
    part = store.calibration.part(
        Rater(team_id=person.team_id, round_id=round_id, user_id=person.user_id)
    )
    if part is None:
        raise UnknownRound(
            "You are not among those who rate in this round. Start one of your own: /interview calibrate"
        )
    return part


def rate(
    store: Store, person: Person, round_id: str, number: int, rating: Rating, evidence: str, now: datetime
) -> Part:  # fmt: skip
    """The rating is kept, and the person's part as it is then; the same answer rated twice keeps the first.

    The last of a round of one's own closes it. Raises `UnknownRound`, or `RoundClosed` with nothing kept.
    """
    with store.transaction():
        store.calibration.hold(person.team_id, round_id)
        part = part_of(store, person, round_id)
        if part.round.closed_at and part.next_number:
            raise RoundClosed("This round is over. What you rated in time counts.")
        if number == part.next_number:
            store.calibration.rate(
                GivenRating(
                    team_id=person.team_id, round_id=round_id, user_id=person.user_id, number=number,
                    answer_id=part.round.answers[number - 1].id, rating=rating, evidence=evidence, rated_at=now,
                )
            )  # fmt: skip
            part = part_of(store, person, round_id)
            if not part.next_number:
                part = _finish(store, person, part, now)
    return part


def _finish(store: Store, person: Person, part: Part, now: datetime) -> Part:
    """Closes a round of one's own; a shared one is closed by a job, once nobody is waited for."""
    if part.round.is_shared:
        close_if_all_are_in(store, part.round, now)
        return part
    store.calibration.close(person.team_id, part.round.id, now, passed=passes(part))
    return part_of(store, person, part.round.id)


def who_finished(found: Round, ratings: Sequence[GivenRating]) -> frozenset[str]:
    """The ids of those who have rated every answer."""
    given = [rating.user_id for rating in ratings]
    return frozenset(who for who in given if given.count(who) == len(found.answers))


def close_if_all_are_in(store: Store, found: Round, now: datetime) -> None:
    """Has the round closed as soon as nobody is waited for any more; callers hold it."""
    ids = found.team_id, found.id
    finished = who_finished(found, store.calibration.ratings(*ids))
    if finished.issuperset(store.calibration.raters(*ids)):
        enqueue(store, closing_job(found), now, OnRepeat.MOVE)


def closing_job(found: Round) -> CloseCalibration:
    """The job that ends this round of several people."""
    return CloseCalibration(team_id=found.team_id, user_id=found.created_by, round_id=found.id)
