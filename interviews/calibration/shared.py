"""Rounds of several people: who may start one, and how it ends: once all are in, or at its date."""

from datetime import datetime, timedelta

from interviews.calibration.models import Round
from interviews.calibration.rounds import close_if_all_are_in, closing_job, make_round
from interviews.calibration.standing import Summary, summary
from interviews.errors import NotAllowed, UnknownRound
from interviews.models import Model
from interviews.outbox import (
    AskToCalibrate,
    TellCalibration,
    TellStanding,
    enqueue,
)
from interviews.permissions import Person
from interviews.store import Store
from question_bank.models import Archetype

LONGEST = timedelta(days=60)
"""How long a round may wait for its raters."""


class NewRound(Model):
    """What the form of a round says."""

    id: str
    """Made when the form was opened: sent twice, it is one round."""
    raters: tuple[str, ...]
    due_at: datetime
    skill_id: str = ""
    """The skill that all answers are about; empty for all skills of the role."""


def may_start(store: Store, person: Person) -> bool:
    """Whether this person is an admin, or leads a candidate or an opening."""
    return person.is_admin or store.candidates.has_led(person.team_id, person.user_id)


def require_start(store: Store, person: Person) -> None:
    """Raises `NotAllowed` where this person may not start a round for others."""
    if not may_start(store, person):
        raise NotAllowed(
            "Hiring leads and admins start rounds for a team. You can rate for yourself: /interview calibrate"
        )


def start(store: Store, person: Person, role: Archetype, new: NewRound, now: datetime) -> Round:
    """The round has begun, and each of its raters is asked, once. Raises `NotAllowed`."""
    require_start(store, person)
    made = make_round(
        store, person, role, new.raters, now,
        round_id=new.id, due_at=new.due_at, skill_id=new.skill_id,
    )  # fmt: skip
    with store.transaction():
        if not store.calibration.add(made, new.raters):
            return started_by(store, person, new.id)
        for user_id in dict.fromkeys(new.raters):
            job = AskToCalibrate(team_id=made.team_id, user_id=user_id, round_id=made.id)
            enqueue(store, job, now)
        enqueue(store, closing_job(made), new.due_at)
    return made


def started_by(store: Store, person: Person, round_id: str) -> Round:
    """The round of several people that this person has started; raises `UnknownRound`."""
    found = store.calibration.get(person.team_id, round_id)
    if found is None or not found.is_shared or found.created_by != person.user_id:
        raise UnknownRound(
            "Only who started a round sees what it came to, and you have started no such round."
        )
    return found


def require_look(store: Store, person: Person, round_id: str) -> Round:
    """The round of several people that this person has started, or as an admin may end; raises `UnknownRound`."""
    found = store.calibration.get(person.team_id, round_id)
    if found and found.is_shared and not found.closed_at and person.is_admin:
        return found
    return started_by(store, person, round_id)


def end(store: Store, person: Person, round_id: str, now: datetime) -> None:
    """The round is over before its date, and counts whoever rated. Raises `UnknownRound`."""
    close(store, person.team_id, require_look(store, person, round_id).id, now)


def summary_of(store: Store, found: Round) -> Summary:
    """What its raters gave together."""
    ids = found.team_id, found.id
    return summary(
        found, store.calibration.raters(*ids), store.calibration.ratings(*ids),
        repeats=store.calibration.repeats(found),
    )  # fmt: skip


def excuse(store: Store, found: Round, user_id: str, now: datetime) -> None:
    """Nobody waits any more for somebody who cannot take part; what they have rated stays."""
    with store.transaction():
        store.calibration.hold(found.team_id, found.id)
        store.calibration.remove_rater(found.team_id, found.id, user_id)
        close_if_all_are_in(store, found, now)


def close(store: Store, team_id: str, round_id: str, now: datetime) -> None:
    """The key is open: whoever rated hears where they stand, and who started it what it came to; once."""
    with store.transaction():
        store.calibration.hold(team_id, round_id)
        found = store.calibration.get(team_id, round_id)
        if found is None or found.closed_at:
            return
        store.calibration.close(team_id, round_id, now)
        ratings = store.calibration.ratings(team_id, round_id)
        for user_id in dict.fromkeys(rating.user_id for rating in ratings):
            job = TellStanding(team_id=team_id, user_id=user_id, round_id=round_id)
            enqueue(store, job, now)
        told = TellCalibration(team_id=team_id, user_id=found.created_by, round_id=round_id)
        enqueue(store, told, now)
