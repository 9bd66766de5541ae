"""Two candidates of one name, role and level, as older releases could keep them, are told apart wherever both stand."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.company import Company
from tests.handlers.reminders.test_reminders import advance

DAYS = {"since 04 Mar 2026", "since 05 Mar 2026"}
NUMBERS = {"since 04 Mar 2026, no. 1", "since 04 Mar 2026, no. 2"}


def evidence_form(company: Company) -> Any:
    note = company.slack.say("Named retries.", user=company.ada)
    company.slack.shortcut("add_as_evidence", user=company.ada, message=note)
    return company.modal(company.ada).blocks


def drafts_on_home(company: Company) -> Any:
    for candidate_id in ids(company):
        company.types(company.grace, f"score id:{candidate_id}")
        company.writes(company.grace, "note", "Half a thought")
        company.slack.close(company.modal(company.grace))
    return company.home(company.grace).blocks[:5]


def weekly(company: Company) -> Any:
    advance(company, "2026-03-09 09:00")
    return company.message(company.ada, "Your candidates this week").blocks


def weekly_of_decided(company: Company) -> Any:
    decide(company)
    return weekly(company)


def decided(company: Company) -> Any:
    decide(company)
    return company.answer(company.ada, "candidates decided").blocks


def log(company: Company) -> Any:
    for candidate_id in ids(company):
        page = company.answer(company.ada, f"debrief id:{candidate_id}")
        company.presses(company.ada, page, "debrief.open_early")
    return company.answer(company.ada, "audit").blocks


def decide(company: Company) -> None:
    for candidate_id in ids(company):
        company.decides(company.ada, company.answer(company.ada, f"debrief id:{candidate_id}"))


def ids(company: Company) -> list[str]:
    rows = company.bot.store._engine.query("SELECT id FROM candidates ORDER BY id")
    return [row["id"] for row in rows]


LISTS: dict[str, Callable[[Company], Any]] = {
    "the open candidates": lambda company: company.answer(company.ada, "candidates").blocks,
    "the decided candidates": decided,
    "the question which one": lambda company: company.answer(company.ada, "debrief Kay").blocks,
    "the question whom": lambda company: company.answer(company.ada, "debrief Kaye").blocks,
    "the name alone": lambda company: company.answer(company.ada, "Kay").blocks,
    "Home": lambda company: company.home(company.ada).blocks,
    "what waits on Home": lambda company: company.home(company.grace).blocks[:5],
    "drafts on Home": drafts_on_home,
    "the scorecard": lambda company: company.opens_card(company.ada).blocks,
    "the plan": lambda company: company.opens(company.ada, "plan").blocks,
    "the form for evidence": evidence_form,
    "the weekly digest": weekly,
    "the weekly digest, decided": weekly_of_decided,
    "the log": log,
}


@pytest.mark.parametrize("place", LISTS)
@pytest.mark.parametrize("days", [1, 0])
def test_two_of_one_name_are_told_apart(company: Company, place: str, days: int) -> None:
    company.adds(company.ada, "Kay", panel=(company.grace,))
    company.clock.forward(days=days)
    company.adds(company.ada, "Kim", panel=(company.grace,))
    company.changes("UPDATE candidates SET name = 'Kay', name_key = 'kay' WHERE name = 'Kim'")
    company.deliver()
    shown = json.dumps(LISTS[place](company), ensure_ascii=False)
    found = set(re.findall(r"since \d\d Mar 2026(?:, no\. \d)?", shown))
    assert found == (DAYS if days else NUMBERS)


@pytest.mark.parametrize("place", ["the log", "the weekly digest, decided", "the name alone"])
def test_a_name_alone_comes_with_the_role_where_that_tells_them_apart(
    company: Company, place: str
) -> None:
    company.adds(company.ada, "Kay", panel=(company.grace,))
    company.adds(company.ada, "KAY", "backend-developer", panel=(company.grace,))
    company.deliver()
    shown = json.dumps(LISTS[place](company), ensure_ascii=False)
    assert "Kay · Machine Learning Engineer · senior" in shown
    assert "KAY · Backend Web Developer · senior" in shown
    assert "(since" not in shown


@pytest.mark.parametrize("place", LISTS)
def test_nothing_is_said_of_a_name_that_stands_once(company: Company, place: str) -> None:
    company.adds(company.ada, "Kay", panel=(company.grace,))
    company.adds(company.ada, "Kim", panel=(company.grace,))
    company.deliver()
    assert "(since" not in json.dumps(LISTS[place](company))
