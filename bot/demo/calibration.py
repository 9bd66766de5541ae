"""Calibration rounds that the demo's company has played: who rated how, and what became of it."""

from datetime import datetime, timedelta

from bot.demo.scene import ADA, ALAN, CHARLES, EDSGER, GRACE, HEDY
from interviews.calibration.models import Round
from interviews.calibration.rounds import make_round, part_of, rate
from interviews.calibration.shared import NewRound, close, start
from interviews.models import Rating
from interviews.outbox import TellCalibration, TellStanding, withdraw
from interviews.permissions import Person
from interviews.store import Store
from question_bank.bank import Bank

OWN, OWN_AGAIN, ROUND = "demo-own-0a1b2c3", "demo-own-1b2c3d4", "demo-calibration-0a1b2c3"
ADA_BEFORE, ADA_LATELY = (1, 1, 1, 0, 1, 0, 1, 0), (0, 0, 0, -1, 0, 0, 1, 0)
OFF_THE_KEY = {
    ADA: (0, 0, 1, 0, 0, -1, 0, 0),
    GRACE: (-1, -1, 0, -1, 0, -1, -2, -1),
    ALAN: (1, 2, 0, 1, 1, 0, 1, 2),
    HEDY: (0, 1, 0, 0, -1, 0, 1, 0),
    EDSGER: (-1, 0, -1, -2, 0),
    CHARLES: (2, 0, 1, 1, -1, 2, 0, 1),
}
"""By how many rungs each of them was off the key, answer by answer; Edsger left in the middle."""


def play(store: Store, bank: Bank, team_id: str, today: datetime) -> None:
    """Ada has rated alone, eight months ago and lately, and had six people rate two weeks ago."""
    role = bank.archetype("ml-engineer")
    assert role is not None, "the demo needs the role ml-engineer"
    ada, before = Person(team_id=team_id, user_id=ADA), today - timedelta(days=240)
    _rate_alone(store, make_round(store, ada, role, [ADA], before, OWN), ADA_BEFORE, before)

    begun, over = today - timedelta(days=16), today - timedelta(days=13)
    new = NewRound(id=ROUND, raters=tuple(OFF_THE_KEY), due_at=over)
    made = start(store, ada, role, new, begun)
    for user_id, differences in OFF_THE_KEY.items():
        _give(store, made, user_id, differences, begun + timedelta(days=1))
    close(store, team_id, ROUND, over)
    lately = today - timedelta(days=8)
    _rate_alone(store, make_round(store, ada, role, [ADA], lately, OWN_AGAIN), ADA_LATELY, lately)
    _tell_nobody(store, team_id)


def _rate_alone(store: Store, own: Round, differences: tuple[int, ...], now: datetime) -> None:
    store.calibration.add(own, [ADA])
    _give(store, own, ADA, differences, now)


def _give(
    store: Store, made: Round, user_id: str, differences: tuple[int, ...], now: datetime
) -> None:
    person = Person(team_id=made.team_id, user_id=user_id)
    for answer, off in zip(made.answers, differences, strict=False):
        number = part_of(store, person, made.id).next_number
        rating = Rating(min(5, max(1, answer.key + off)))
        rate(store, person, made.id, number, rating, "", now)


def _tell_nobody(store: Store, team_id: str) -> None:
    """It was over two weeks ago; no message of it is due today."""
    for user_id in OFF_THE_KEY:
        withdraw(store, TellStanding(team_id=team_id, user_id=user_id, round_id=ROUND))
    withdraw(store, TellCalibration(team_id=team_id, user_id=ADA, round_id=ROUND))
