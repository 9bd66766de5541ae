"""Slack takes 300 ms for each call: whatever people do is acknowledged after one of them at most.

The `company` fixture holds every test in this folder to that; here is what would need most calls.
"""

from collections.abc import Iterator

import pytest

from sandbox.world.faults import EVERY
from sandbox.world.records import User
from tests.company import Company
from tests.handlers.panels.steps import KATHERINE, fills, opens, plans

LATENCY = 0.3
LONG = "Named retries unprompted, and said what happens to the customer meanwhile. " * 39


@pytest.fixture
def slow(company: Company) -> Iterator[Company]:
    """The company, with a Slack that takes its time."""
    company.slack.fail(EVERY, delay=LATENCY, times=None)
    yield company
    assert most_calls(company) == 1


def most_calls(company: Company) -> int:
    """The most calls that came before a reply to anything somebody did."""
    return max(len(calls) for _, calls in company.slack.replies)


def crowd(company: Company, count: int) -> tuple[User, ...]:
    return tuple(company.slack.add_user(f"U0P{n}", f"Person {n}") for n in range(count))


class TestSlowSlack:
    def test_plan_of_twelve(self, slow: Company) -> None:
        opens(slow, slow.ada, KATHERINE)
        fills(slow, slow.ada, crowd(slow, 12))
        slow.slack.submit(slow.modal(slow.ada))
        assert slow.modal(slow.ada).title == "Planned"

    def test_plan_of_twelve_whom_the_bot_does_not_know(self, slow: Company) -> None:
        opens(slow, slow.ada, KATHERINE)
        fills(slow, slow.ada, crowd(slow, 12))
        slow.crashes()
        slow.slack.submit(slow.modal(slow.ada))
        assert slow.modal(slow.ada).title == "Planned"

    def test_scorecard_that_names_eight_colleagues(self, slow: Company) -> None:
        slow.fills(slow.opens_card(slow.ada), name=KATHERINE, panel=crowd(slow, 8))
        slow.slack.submit(slow.modal(slow.ada))
        assert slow.has_saved(slow.ada)

    def test_debrief_in_several_messages(self, slow: Company) -> None:
        slow.fills(slow.opens_card(slow.ada), name=KATHERINE, note=LONG)
        fields = [block.get("block_id", "") for block in slow.modal(slow.ada).blocks]
        for field in fields:
            if field.startswith("evidence."):
                slow.slack.type(slow.modal(slow.ada), field, LONG)
        slow.slack.submit(slow.modal(slow.ada))
        assert "too long for one message" in slow.answer(slow.ada, f"debrief {KATHERINE}").text
        slow.deliver()
        assert any(", part 1 of" in message.text for message in slow.inbox(slow.ada))

    def test_note_that_mentions_people(self, slow: Company) -> None:
        plans(slow, slow.grace, starts=None)
        slow.crashes()
        first, second = crowd(slow, 2)
        note = slow.slack.say(f"Better than <@{first.id}> and <@{second.id}>", user=slow.grace)
        slow.slack.shortcut("add_as_evidence", user=slow.grace, message=note)
        assert "Person 1" in str(slow.modal(slow.grace).values)

    def test_settings_and_a_button_on_the_home_tab(self, slow: Company) -> None:
        slow.types(slow.hedy, "settings")
        assert slow.modal(slow.hedy).title == "Settings"
        slow.home(slow.ada)
        slow.slack.press(slow.home_tab(slow.ada), "run.decided", user=slow.ada)
        assert "None of your candidates is decided yet" in slow.inbox(slow.ada)[-1].text
