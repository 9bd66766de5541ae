"""What the bot sends by itself on a day when Slack refuses: nothing is lost, and nothing is sent on for ever."""

from typing import Any

import pytest

from handlers.slack.errors import SLACKS_OWN
from tests.company import Company


@pytest.fixture(autouse=True)
def all_in(company: Company) -> None:
    """Every card of Katherine's is in, so that Ada's digest is due."""
    company.adds(company.ada, "Katherine Johnson", ratings={"ml-ops": 4})


def failing(company: Company) -> list[tuple[str, bool]]:
    """What went wrong with the digest, and whether it was set aside."""
    found = [job for job in company.bot.store.unfinished.all() if job.kind == "digest"]
    return [(job.last_error, job.parked_at is not None) for job in found]


@pytest.mark.parametrize(
    ("fault", "named"),
    [
        ({"status": 503}, "SlackUnreachable"),
        ({"drop": True}, "SlackUnreachable"),
        ({"status": 429, "retry_after": 3600}, "SlackRateLimited"),
        ({"error": "token_revoked"}, "SlackRefused token_revoked"),
        ({"error": "account_inactive"}, "SlackRefused account_inactive"),
        ({"error": "invalid_auth"}, "SlackRefused invalid_auth"),
        *(({"error": error}, f"SlackRefused {error}") for error in sorted(SLACKS_OWN.words)),
    ],
)
def test_a_job_waits_while_slack_or_the_token_is_away_however_long(
    company: Company, fault: dict[str, Any], named: str
) -> None:
    company.slack.fail("conversations.open", **fault, times=None)
    for _ in range(20):
        company.deliver()
        company.clock.forward(hours=1, minutes=1)
    assert failing(company) == [(named, False)]
    company.slack.heal("conversations.open")
    company.deliver()
    assert len(company.inbox(company.ada, "Debrief")) == 1
    assert failing(company) == []


def outage(company: Company, method: str, fault: dict[str, Any]) -> None:
    """Twenty minutes of it, and then another minute."""
    company.slack.fail(method, **fault, times=None)
    for _ in range(20):
        company.deliver()
        company.clock.forward(minutes=1)
    company.deliver()
    company.slack.heal(method)
    company.clock.forward(minutes=1)


@pytest.mark.parametrize("fault", [{"status": 503}, {"drop": True}])
def test_a_job_is_done_within_a_minute_of_the_end_of_an_outage(
    company: Company, fault: dict[str, Any]
) -> None:
    outage(company, "conversations.open", fault)
    company.deliver()
    assert len(company.inbox(company.ada, "Debrief")) == 1


@pytest.mark.parametrize("fault", [{"status": 503}, {"drop": True}])
def test_what_may_have_been_posted_all_the_same_is_posted_again_less_and_less_often(
    company: Company, fault: dict[str, Any]
) -> None:
    outage(company, "chat.postMessage", fault)
    assert len(company.slack.calls("chat.postMessage")) < 11


def test_an_outage_leaves_no_long_pause_behind_for_a_fault_after_it(company: Company) -> None:
    outage(company, "conversations.open", {"status": 503})
    company.slack.fail("chat.postMessage", status=503)
    company.deliver()
    company.clock.forward(seconds=2)
    company.deliver()
    assert len(company.inbox(company.ada, "Debrief")) == 1


@pytest.mark.parametrize(
    "fault", [{"status": 429, "retry_after": 30}, {"error": "internal_error"}, {"drop": True}]
)
def test_a_fault_of_its_own_after_slack_was_away_sets_no_job_aside(
    company: Company, fault: dict[str, Any]
) -> None:
    company.slack.fail("conversations.open", **fault, times=None)
    for _ in range(20):
        company.deliver()
        company.clock.forward(hours=1, minutes=1)
    company.slack.heal("conversations.open")
    company.slack.fail("conversations.open", error="never_heard_of")
    company.deliver()
    assert failing(company) == [("SlackRefused never_heard_of", False)]
    company.clock.forward(minutes=1)
    company.deliver()
    assert len(company.inbox(company.ada, "Debrief")) == 1


def test_a_job_that_fails_by_itself_twelve_times_is_set_aside(company: Company) -> None:
    company.slack.fail("conversations.open", error="never_heard_of", times=None)
    for tries in range(1, 13):
        assert failing(company) == (
            [("SlackRefused never_heard_of", False)] if tries > 1 else [("", False)]
        )
        company.deliver()
        company.clock.forward(hours=1, minutes=1)
    assert failing(company) == [("SlackRefused never_heard_of", True)]


@pytest.mark.parametrize("error", ["is_archived", "not_in_channel", "channel_not_found"])
def test_a_job_for_a_closed_place_is_set_aside_and_can_be_done_again(
    company: Company, error: str
) -> None:
    company.slack.fail("chat.postMessage", error=error)
    company.deliver()
    assert failing(company) == [(f"SlackRefused {error}", True)]
    [parked] = [job for job in company.bot.store.unfinished.all() if job.parked_at]
    company.bot.store.unfinished.retry(parked.id, company.clock())
    company.deliver()
    assert len(company.inbox(company.ada, "Debrief")) == 1


def test_a_job_for_the_last_lead_and_no_admin_to_turn_to_is_set_aside_at_once(
    company: Company,
) -> None:
    for gone in (company.ada, company.admin):
        company.slack.deactivate(gone)
    company.deliver()
    assert failing(company) == [("SlackRefused user_disabled", True)]


def test_a_message_that_can_no_longer_be_changed_is_posted_anew(company: Company) -> None:
    company.deliver()
    company.scores(company.ada, "Katherine Johnson", ratings={"ml-ops": 5})
    company.slack.fail("chat.update", error="is_archived")
    company.deliver()
    assert failing(company) == []
    assert len(company.inbox(company.ada, "Debrief")) == 2


def test_operators_see_how_many_wait_and_how_many_were_set_aside(company: Company) -> None:
    company.slack.fail("chat.postMessage", error="is_archived")
    company.deliver()
    page = company.bot.metrics.page().decode()
    assert 'interview_jobs{state="parked"} 1.0' in page
    assert 'interview_jobs{state="waiting"} 1.0' in page  # the weekly digest
