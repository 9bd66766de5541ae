"""The mirror once a month: by direct message to whoever wants it, on their own clock, and to nobody else."""

import pytest

from sandbox.client.snapshots import MessageSnapshot
from sandbox.world.records import User
from tests.company import Company
from tests.handlers.calibration.test_mirror import plays
from tests.handlers.debriefs.test_weekly import moves
from tests.handlers.panels.steps import leaves
from tests.handlers.reminders.test_reminders import advance
from tests.handlers.test_two_workers import both_work

WORDS = "How you rate"


def mirrors(company: Company, who: User) -> list[MessageSnapshot]:
    """The mirrors in somebody's messages."""
    return company.inbox(who, WORDS)


@pytest.fixture
def rated(company: Company) -> Company:
    """It is the 4th of March; Grace, on UTC, has rated a round and wants her mirror."""
    moves(company, company.grace, "UTC")
    plays(company, 1)
    company.sets(company.grace, mirror="on")
    return company


def test_is_off_by_default(company: Company) -> None:
    plays(company, 1)
    advance(company, "2026-04-01 09:00")
    advance(company, "2026-05-01 09:00")
    assert mirrors(company, company.grace) == []


def test_comes_once_a_month_on_the_first_working_morning(rated: Company) -> None:
    for moment, count in [
        ("2026-03-31 23:00", 0), ("2026-04-01 08:59", 0), ("2026-04-01 09:00", 1),
        ("2026-04-30 09:00", 1), ("2026-05-01 09:00", 2), ("2026-08-01 09:00", 2),
        ("2026-08-03 09:00", 3),
    ]:  # fmt: skip
        advance(rated, moment)
        assert len(mirrors(rated, rated.grace)) == count, moment


def test_is_what_the_command_shows(rated: Company) -> None:
    advance(rated, "2026-04-01 09:00")
    [sent] = mirrors(rated, rated.grace)
    assert sent.text == rated.answer(rated.grace, "mirror").text


def test_reaches_nobody_else(rated: Company) -> None:
    advance(rated, "2026-04-01 09:00")
    users = rated.slack.workspace.directory.users
    others = [who for who in users if who.id != rated.grace.id]
    assert len(others) > 3
    assert not [who.id for who in others if mirrors(rated, who)]
    assert len(mirrors(rated, rated.grace)) == 1


def test_is_not_sent_while_it_has_nothing_to_say(company: Company) -> None:
    moves(company, company.grace, "UTC")
    company.sets(company.grace, mirror="on")
    advance(company, "2026-04-01 09:00")
    assert mirrors(company, company.grace) == []
    plays(company, 0)
    advance(company, "2026-05-01 09:00")
    assert len(mirrors(company, company.grace)) == 1


@pytest.mark.parametrize(
    ("zone", "before", "then"),
    [
        ("Asia/Tokyo", "2026-03-31 23:59", "2026-04-01 00:00"),
        ("America/Los_Angeles", "2026-04-01 15:59", "2026-04-01 16:00"),
    ],
)
def test_comes_on_its_readers_own_clock(rated: Company, zone: str, before: str, then: str) -> None:
    moves(rated, rated.grace, zone)
    advance(rated, before)
    assert mirrors(rated, rated.grace) == []
    advance(rated, then)
    assert len(mirrors(rated, rated.grace)) == 1


def test_waits_for_the_morning_where_the_bot_was_down(rated: Company) -> None:
    advance(rated, "2026-04-01 23:00")
    assert mirrors(rated, rated.grace) == []
    advance(rated, "2026-04-02 08:00")
    assert len(mirrors(rated, rated.grace)) == 1


def test_comes_once_where_the_bot_was_down_for_months(rated: Company) -> None:
    advance(rated, "2026-06-30 23:00")
    advance(rated, "2026-07-01 08:30")
    assert mirrors(rated, rated.grace) == []
    advance(rated, "2026-07-01 09:00")
    advance(rated, "2026-07-31 09:00")
    assert len(mirrors(rated, rated.grace)) == 1


def test_ends_when_it_is_switched_off(rated: Company) -> None:
    advance(rated, "2026-04-01 09:00")
    rated.sets(rated.grace, mirror="off")
    advance(rated, "2026-05-01 09:00")
    assert len(mirrors(rated, rated.grace)) == 1


def test_ends_with_somebody_who_has_left(rated: Company) -> None:
    leaves(rated, rated.grace)
    advance(rated, "2026-04-01 09:00")
    rated.slack.workspace.directory.change_user(rated.grace, deleted=False)
    rated.bot.slack._people._answers.clear()
    advance(rated, "2026-05-01 09:00")
    assert mirrors(rated, rated.grace) == []
    team = rated.slack.workspace.identity.team_id
    assert not rated.bot.store.preferences.get(team, rated.grace.id).mirror


def test_of_two_bots_sends_one(rated: Company) -> None:
    rated.clock.moment = rated.clock.moment.replace(month=4, day=1, hour=9, minute=0)
    rated.slack.fail("chat.postMessage", delay=0.5, times=None)
    both_work(rated)
    rated.slack.heal("chat.postMessage")
    rated.deliver()
    assert len(mirrors(rated, rated.grace)) == 1


def test_a_repeat_brings_the_message_up_to_date_in_its_place(rated: Company) -> None:
    advance(rated, "2026-04-01 09:00")
    rated.changes("UPDATE jobs SET done_at = NULL, lease = NULL WHERE kind = 'mirror'")
    rated.deliver()
    assert len(mirrors(rated, rated.grace)) == 1


def test_waits_as_a_job_of_ids_alone(rated: Company) -> None:
    [row] = rated.bot.store._engine.query("SELECT payload FROM jobs WHERE kind = 'mirror'")
    assert row["payload"] == f'{{"user_id":"{rated.grace.id}","month":"2026-04-01"}}'
