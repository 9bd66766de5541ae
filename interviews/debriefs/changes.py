"""What is new in a debrief since its readers were told last: cards, and a decision made or taken back."""

from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from interviews.loop import Loop
from interviews.models import Decision, Outcome
from interviews.store.audit import AuditEntry, Reopened, UndidDecision


class ChangeKind(StrEnum):
    """What somebody did."""

    SENT = "sent"
    AMENDED = "amended"
    SECOND_RATING = "second_rating"
    DECIDED = "decided"
    CHANGED = "changed"
    TAKEN_BACK = "taken_back"


class Change(NamedTuple):
    """One change that a reader of the debrief can be told of; `id` is the same whenever it is looked for."""

    id: str
    kind: ChangeKind
    user_id: str
    outcome: Outcome | None = None


def changes(
    loop: Loop, decision: Decision | None, log: Iterable[AuditEntry], told: Collection[str]
) -> tuple[Change, ...]:
    """The changes whose ids are not among those told; `decision` and `log` as far as the readers may know.

    What was put right before anybody was told is no change: of several amendments there is the last, and
    of a decision that was made and taken back at once there is none.
    """
    every = (*_cards(loop, told), *_decisions(decision, log, told))
    return tuple(change for change in every if change.id not in told)


def _cards(loop: Loop, told: Collection[str]) -> Iterator[Change]:
    known = {card.interviewer_id for card in loop.earlier if f"card-{card.id}" in told}
    for card in loop.cards:
        kind = ChangeKind.SENT
        if card.interviewer_id in known:
            kind = ChangeKind.SECOND_RATING if card.second_rating else ChangeKind.AMENDED
        yield Change(f"card-{card.id}", kind, card.interviewer_id)


def _decisions(
    decision: Decision | None, log: Iterable[AuditEntry], told: Collection[str]
) -> Iterator[Change]:
    for entry in log:
        if isinstance(entry, UndidDecision | Reopened) and f"decided-{entry.decision_id}" in told:
            yield Change(f"undone-{entry.decision_id}", ChangeKind.TAKEN_BACK, entry.actor_id)
    if decision:
        kind = ChangeKind.CHANGED if decision.replaces else ChangeKind.DECIDED
        yield Change(f"decided-{decision.id}", kind, decision.actor_id, decision.outcome)
