"""A workspace may have no tables or charts yet: whatever shows one comes without it, and says the same in words."""

import pytest

from sandbox.client.snapshots import MessageSnapshot
from tests.company import Company
from tests.handlers.debriefs.test_debrief import rates_again, two_who_differ
from tests.handlers.panels.steps import plans_to_channel

FIGURES = "3.5 (2 ratings)"
LONG = {skill: (5, f"{skill} " + "x" * 2900) for skill in ("ml-ops", "ml-data", "ml-evaluation")}
SHORTER = dict.fromkeys(LONG, (5, "彼" * 1200))


@pytest.fixture(autouse=True, params=["table", "table data_visualization"])
def lacking(company: Company, request: pytest.FixtureRequest) -> None:
    """A new workspace has neither, or charts already."""
    for block in request.param.split():
        company.slack.lack(block)


def types_in(message: MessageSnapshot) -> set[str]:
    return {block["type"] for block in message.blocks}


def test_the_digest(company: Company) -> None:
    two_who_differ(company)
    company.deliver()
    assert FIGURES in company.message(company.ada).text
    rates_again(company)
    company.deliver()
    digest, *_ = company.inbox(company.ada)
    assert "second rating" in digest.text
    assert "table" not in types_in(digest)


def test_the_digest_in_a_channel(company: Company) -> None:
    room = plans_to_channel(company)
    company.scores(company.grace, "Katherine Johnson", ratings={"ml-ops": 4})
    company.deliver()
    [digest] = company.slack.messages(room)
    assert "4 (one rating)" in digest.text
    assert "table" not in types_in(digest)


def test_a_debrief_too_long_for_one_message(company: Company) -> None:
    company.adds(company.ada, "Katherine Johnson", ratings=LONG, note="n" * 3000)
    company.answer(company.ada, "debrief Katherine")
    company.deliver()
    for first in company.inbox(company.ada, "Debrief: "):
        parts = [first, *company.slack.thread(first)]
        assert "5 (one rating)" in "".join(part.text for part in parts)
        assert not any("table" in types_in(part) for part in parts)


def test_the_answer_to_a_button(company: Company) -> None:
    company.adds(company.ada, "Katherine Johnson", panel=(company.grace,), ratings={"ml-ops": 5})
    sealed = company.answer(company.ada, "debrief Katherine")
    company.presses(company.ada, sealed, "debrief.open_early")
    debrief = company.slack.ephemerals(company.ada)[-1]
    assert "5 (one rating)" in debrief.text
    assert "table" not in types_in(debrief)
    company.slack.workspace.replies.clear()  # two calls before the reply: only where there are no tables


def test_a_long_answer_over_a_socket(connected: Company) -> None:
    two_who_differ(connected)
    connected.adds(connected.hedy, "Dorothy Vaughan", ratings=SHORTER)
    debrief = connected.answer(connected.hedy, "debrief Dorothy")
    assert "5 (one rating)" in debrief.text
    assert "table" not in types_in(debrief)
