"""How long a team keeps records: set by an admin, after a look at whom it would erase."""

from datetime import datetime, timedelta
from heapq import nsmallest

from interviews.errors import NotAllowed, PolicyChanged
from interviews.models import Candidate, Model
from interviews.permissions import Person
from interviews.retention.due import WAIT, due_at, every_record
from interviews.retention.models import Policy, subjects_of
from interviews.store import Store
from interviews.store.audit import ChangedPolicy

LOOK_AHEAD = timedelta(days=30)


class Erasure(Model):
    """Somebody whom a policy would erase."""

    candidate: Candidate
    """The last round."""
    at: datetime


class Preview(Model):
    """Whom a policy would erase within thirty days of its beginning."""

    count: int
    first: tuple[Erasure, ...]
    """As many as are named, the earliest first."""
    held: int
    """How many more would be among them, but for a legal hold."""


def require_admin(person: Person) -> None:
    """Returns for an admin; raises `NotAllowed` for anybody else."""
    if not person.is_admin:
        raise NotAllowed("Only an admin can change how long records are kept.")


def preview(store: Store, policy: Policy, now: datetime, most: int) -> Preview:
    """Whom this policy would erase soon, as things are now; so many of them are named."""
    holds = {(hold.subject, hold.subject_id) for hold in store.legal_holds.all_of(policy.team_id)}
    found, held = list[Erasure](), 0
    for record in every_record(store, policy.team_id):
        due = due_at(policy, record)
        if due is None or due > now + LOOK_AHEAD:
            continue
        if holds & subjects_of(record.rounds):
            held += 1
        else:
            found.append(Erasure(candidate=record.newest, at=max(due, now + WAIT)))
    first = nsmallest(most, found, key=lambda each: (each.at, each.candidate.name))
    return Preview(count=len(found), first=tuple(first), held=held)


def change_policy(store: Store, person: Person, sent: Policy, now: datetime) -> Policy:
    """From now on this holds; `sent` has the version that its sender had before their eyes.

    Raises `PolicyChanged` where another admin was quicker, and `NotAllowed` for whoever is none.
    """
    require_admin(person)
    with store.transaction():
        standing = store.policies.get(person.team_id)
        if _limits(standing) == _limits(sent):
            return standing
        after = sent.model_copy(update={"version": sent.version + 1})
        if standing.version != sent.version or not store.policies.keep(after):
            raise PolicyChanged(
                "Another admin changed this meanwhile. What you typed stands here; go on to put it in the place of "
                "theirs, or close this to keep theirs."
            )
        entry = ChangedPolicy(
            team_id=person.team_id, at=now, actor_id=person.user_id, **_limits(after)
        )
        store.audit.add(entry)
    return after


def _limits(policy: Policy) -> dict[str, int]:
    return policy.model_dump(exclude={"team_id", "version"})
