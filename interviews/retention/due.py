"""When somebody's time is over: every round of a person goes together, once the last of them is due."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import datetime, timedelta

from interviews.models import Candidate, Model
from interviews.retention.models import Policy
from interviews.store import Store

PAGE = 100  # people who are looked at together
WAIT = timedelta(days=10)
"""From the walk in which leads are to be told to the erasure: a week at least, though nobody is written to at night."""
MARGIN = timedelta(days=1)
"""Nobody goes on the very day: the clock of whatever wrote or reads a time may be wrong by some hours."""


class Age(Model):
    """One round, and since when nothing has happened in it."""

    candidate: Candidate
    decided_at: datetime | None
    """When the decision was made that holds; None where none does."""
    active_at: datetime
    """The last thing that happened, or is planned to."""

    @property
    def since(self) -> datetime:
        """What the time of the round is counted from."""
        return self.decided_at or self.active_at


class Record(Model):
    """All rounds of one person, in order."""

    ages: tuple[Age, ...]

    @property
    def person_id(self) -> str:
        """The id that the rounds share."""
        return self.newest.person_id

    @property
    def newest(self) -> Candidate:
        """The last round."""
        return self.ages[-1].candidate

    @property
    def rounds(self) -> tuple[Candidate, ...]:
        """The rounds alone."""
        return tuple(age.candidate for age in self.ages)

    @property
    def since(self) -> datetime:
        """What the person's time is counted from: the last round's decision or activity, whichever is latest."""
        return max(age.since for age in self.ages)

    @property
    def leads(self) -> tuple[str, ...]:
        """Everybody who leads any of the rounds."""
        return tuple(dict.fromkeys(lead for each in self.rounds for lead in each.leads))


def due_at(policy: Policy, record: Record) -> datetime | None:
    """From when on the policy erases the person; None where it never does."""
    moments = [_due_at(policy, age) for age in record.ages]
    found = [moment for moment in moments if moment]
    return max(found) + MARGIN if len(found) == len(moments) else None


def _due_at(policy: Policy, age: Age) -> datetime | None:
    months = policy.months_decided if age.decided_at else policy.months_inactive
    return add_months(age.since, months) if months else None


def forgettable_at(policy: Policy, record: Record) -> datetime | None:
    """From when on a hiring lead can erase the person by hand; None where they can at any time."""
    days = policy.days_before_forget
    return record.since + timedelta(days=days) if days else None


def add_months(moment: datetime, months: int) -> datetime:
    """The same day of a later month, or its last where it has no such day."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    day = min(moment.day, monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


def record_of(store: Store, team_id: str, person_id: str) -> Record | None:
    """The person's record, or None where there is none any more."""
    return next(iter(records_of(store, team_id, (person_id,))), None)


def records_after(store: Store, team_id: str, after: str, most: int) -> tuple[Record, ...]:
    """Up to so many records in the order of the people's ids, from behind this one on."""
    return records_of(store, team_id, store.candidates.list_people(team_id, after, most))


def every_record(store: Store, team_id: str) -> Iterator[Record]:
    """Every record of the team, read in pages."""
    after = ""
    while page := records_after(store, team_id, after, PAGE):
        yield from page
        after = page[-1].person_id


def records_of(store: Store, team_id: str, person_ids: tuple[str, ...]) -> tuple[Record, ...]:
    """The records of these people, as far as they are there, in the order of their ids."""
    rounds = store.candidates.rounds_of_people(team_id, person_ids) if person_ids else ()
    ids = tuple(each.id for each in rounds)
    decided = {each.candidate_id: each.at for each in store.decisions.list_current(team_id, ids)}
    active = store.ages.last_activity(team_id, ids) if ids else {}
    people = dict[str, list[Age]]()
    for each in sorted(rounds, key=lambda candidate: (candidate.person_id, candidate.round)):
        age = Age(
            candidate=each, decided_at=decided.get(each.id),
            active_at=max(each.created_at, active.get(each.id, each.created_at)),
        )  # fmt: skip
        people.setdefault(each.person_id, []).append(age)
    return tuple(Record(ages=tuple(ages)) for ages in people.values())
