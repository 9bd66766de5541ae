"""What somebody has not done yet of what a role asks of its interviewers; it is said, and stops nobody."""

from collections.abc import Iterable
from datetime import datetime

from interviews.models import Model, Practice
from interviews.store import Store
from question_bank.models import Archetype, Qualification

Short = tuple[int, int]
"""How many there are, of how many that are asked for."""


class Gap(Model):
    """What is missing of one person; at least one thing is."""

    user_id: str
    shadowed: Short | None = None
    """Interviews that they have listened to; None where they are enough, or not asked for."""
    shadowed_by: Short | None = None
    """Interviews that they have held while somebody listened."""
    lacks_round: bool = False
    """Whether they have passed no calibration round: none begun, none finished and none passed look the same."""


def gap(asked: Qualification, user_id: str, practice: Practice, *, passed: bool) -> Gap | None:
    """What this person lacks of what is asked; None where nothing is missing."""
    if asked.or_held and practice.held >= asked.or_held:
        return None
    found = Gap(
        user_id=user_id,
        shadowed=_short(practice.shadowed, asked.shadowed),
        shadowed_by=_short(practice.shadowed_by, asked.shadowed_by),
        lacks_round=asked.asks_round and not passed,
    )
    return found if found.shadowed or found.shadowed_by or found.lacks_round else None


def _short(count: int, asked: int) -> Short | None:
    return (count, asked) if count < asked else None


def gaps(
    store: Store, team_id: str, role: Archetype | None, user_ids: Iterable[str], now: datetime
) -> tuple[Gap, ...]:
    """What each of these people lacks, in their order and each once; nothing where the role asks for nothing."""
    people = tuple(dict.fromkeys(user_ids))
    asked = role.qualification if role else None
    if role is None or asked is None or not people:
        return ()
    practice = store.interviews.practice(team_id, role.id, people, now)
    passed = store.calibration.list_passed(team_id, role.id, people) if asked.asks_round else ()
    found = (gap(asked, who, practice.get(who, Practice()), passed=who in passed) for who in people)
    return tuple(each for each in found if each)
