"""Erases whoever is due by the team's policy, a few at a time, once their leads have had a week to object."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime

from interviews.candidates.erasure import erase_rounds
from interviews.models import Model
from interviews.outbox import ApplyPolicy, WarnOfErasure, enqueue
from interviews.permissions import Person
from interviews.retention.due import (
    PAGE,
    WAIT,
    Record,
    due_at,
    record_of,
    records_after,
    records_of,
)
from interviews.retention.models import BY_RULE, ErasureCause, Policy, subjects_of
from interviews.store import Store

MOST_ERASED = 10  # in one job: others' writes come between


class Erasure(Model):
    """Somebody who is to be erased by rule."""

    record: Record
    at: datetime
    """Not before then."""


def begin(store: Store, now: datetime) -> None:
    """Every team whose policy erases anybody has the walk of this day; asked again, it stays the one."""
    for team_id in store.policies.list_erasing():
        enqueue(store, ApplyPolicy(team_id=team_id, date=now.date(), begun_at=now), now)


def take_step(
    store: Store, job: ApplyPolicy, now: datetime, extend_lease: Callable[[], None]
) -> None:
    """Goes through some people: notes who is due soon, and erases whose leads were told; then comes the next step.

    Done again after a break, it does what is left.
    """
    after = _go_on(store, job, now, extend_lease)
    if after is not None:
        enqueue(store, job.model_copy(update={"after": after}), now)
        return
    for user_id in store.erasure_notices.leads_told(job.team_id, job.begun_at):
        warning = WarnOfErasure(team_id=job.team_id, user_id=user_id, at=job.begun_at)
        enqueue(store, warning, now)


def _go_on(
    store: Store, job: ApplyPolicy, now: datetime, extend_lease: Callable[[], None]
) -> str | None:
    """Behind whom the next step begins; None where this was the last."""
    policy = store.policies.get(job.team_id)
    found = records_after(store, job.team_id, job.after, PAGE) if policy.erases else ()
    told = store.erasure_notices.among(job.team_id, tuple(each.person_id for each in found))
    due = [each for each in found if _may_go(policy, each, told.get(each.person_id), now)]
    rest = due[MOST_ERASED:]
    page = found[: found.index(rest[0])] if rest else found
    _tell(store, job, policy, [each for each in page if each not in due], told, now)
    for record in due[:MOST_ERASED]:
        extend_lease()
        erase_by_rule(store, job.team_id, record.person_id, now)
    return page[-1].person_id if rest or len(found) == PAGE else None


def _may_go(policy: Policy, record: Record, told_at: datetime | None, now: datetime) -> bool:
    """Whether nothing but a hold can keep the person any more."""
    due = due_at(policy, record)
    return due is not None and due <= now and told_at is not None and told_at + WAIT <= now


def _tell(
    store: Store, job: ApplyPolicy, policy: Policy, records: list[Record],
    told: Mapping[str, datetime], now: datetime,
) -> None:  # fmt: skip
    """It is kept that the leads of whoever is due soon are told in this walk; of nobody else it is kept any more."""
    soon = {each.person_id for each in _due_soon(store, policy, records, now)}
    with store.transaction():
        for person_id in sorted(soon - told.keys()):
            store.erasure_notices.add(job.team_id, person_id, job.begun_at)
        for record in records:
            if record.person_id in told.keys() - soon:
                store.erasure_notices.remove(job.team_id, record.person_id)


def _due_soon(
    store: Store, policy: Policy, records: Iterable[Record], now: datetime
) -> Iterator[Record]:
    """Those of these people who are due before long, and on no hold."""
    holds = {(hold.subject, hold.subject_id) for hold in store.legal_holds.all_of(policy.team_id)}
    for record in records:
        due = due_at(policy, record)
        if due is not None and due <= now + WAIT and not holds & subjects_of(record.rounds):
            yield record


def erase_by_rule(store: Store, team_id: str, person_id: str, now: datetime) -> bool:
    """Nothing is left of the person, as after `forget`; False where they may stay after all, or are on hold."""
    with store.transaction():
        store.legal_holds.lock(team_id)
        store.candidates.hold(team_id, person_id)
        record = record_of(store, team_id, person_id)
        if record is None:
            return False
        told_at = store.erasure_notices.among(team_id, (person_id,)).get(person_id)
        if not _may_go(store.policies.get(team_id), record, told_at, now):
            return False
        if store.legal_holds.covering(team_id, record.rounds):
            # Once the hold is lifted, leads are told anew.
            store.erasure_notices.remove(team_id, person_id)
            return False
        actor = Person(team_id=team_id, user_id=BY_RULE)
        erase_rounds(store, actor, record.rounds, now, ErasureCause.RULE)
    return True


def erasures_for_lead(store: Store, person: Person, at: datetime, now: datetime) -> list[Erasure]:
    """Whom this person leads, and is to be told of in the walk that began then; the first to go come first."""
    ids = store.erasure_notices.of_lead(person.team_id, person.user_id, at)
    return _erasures(store, person.team_id, ids, at, now)


def erasures_without_lead(
    store: Store, team_id: str, at: datetime, now: datetime, has_left: Callable[[str], bool]
) -> list[Erasure]:
    """The same of those whose leads have all left the workspace."""
    found = _erasures(store, team_id, store.erasure_notices.of_walk(team_id, at), at, now)
    return [each for each in found if all(map(has_left, each.record.leads))]


def _erasures(
    store: Store, team_id: str, person_ids: tuple[str, ...], at: datetime, now: datetime
) -> list[Erasure]:
    policy = store.policies.get(team_id)
    pages = (person_ids[start : start + PAGE] for start in range(0, len(person_ids), PAGE))
    found = [
        Erasure(record=record, at=max(due, at + WAIT))
        for page in pages
        for record in _due_soon(store, policy, records_of(store, team_id, page), now)
        if (due := due_at(policy, record))
    ]
    return sorted(found, key=lambda each: (each.at, each.record.newest.name))
