"""`/interview candidates`: open ones with what each waits for, decided ones with what was decided."""

from datetime import timedelta
from typing import Any

import pytest

from sandbox.client.snapshots import MessageSnapshot
from tests.company import Company
from tests.handlers.panels.steps import KATHERINE, TOMORROW, at, begins, leaves, plans


def decide(company: Company, name: str = KATHERINE, outcome: str = "hire") -> None:
    """Ada scores a candidate of hers alone and decides."""
    company.adds(company.ada, name, ratings={"ml-ops": 4})
    company.decides(company.ada, company.home(company.ada), outcome)


def named_in(message: MessageSnapshot) -> list[str]:
    """The people that the message names, in its order."""
    found: list[str] = []

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            found.extend([node["user_id"]] if node.get("type") == "user" else [])
            for child in node.values():
                walk(child)
        elif isinstance(node, list):
            for child in node:
                walk(child)

    walk(message.blocks)
    return found


class TestOpen:
    def test_says_whom_a_candidate_waits_for_and_which_interviews_are_to_come(
        self, company: Company
    ) -> None:
        begins(company, company.grace, company.alan, company.hedy)
        company.chooses(company.ada, f"starts.new.{company.hedy.id}", at(TOMORROW))
        company.submits(company.ada)
        listed = company.answer(company.ada, "candidates")
        assert "0 of 3 scorecards in" in listed.text
        waiting = listed.text.partition("interviews to come")[0]
        assert "waiting for" in waiting
        assert named_in(listed) == [company.grace.id, company.alan.id, company.hedy.id]

    def test_says_you_to_whoever_is_waited_for(self, company: Company) -> None:
        plans(company, company.grace, company.alan, starts=None)
        listed = company.answer(company.alan, "candidates open")
        assert "waiting for \nyou\n and " in listed.text
        assert named_in(listed) == [company.grace.id]

    def test_says_when_it_is_the_leads_decision(self, company: Company) -> None:
        plans(company, company.grace, starts=None)
        company.scores(company.grace, KATHERINE, ratings={"ml-ops": 4})
        assert "your decision" in company.answer(company.ada, "candidates").text
        assert "the hiring lead decides" in company.answer(company.grace, "candidates").text

    def test_says_to_leads_who_has_left_the_workspace(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        leaves(company, company.grace)
        company.clock.moment = TOMORROW + timedelta(days=1)
        company.deliver()
        listed = company.answer(company.ada, "candidates")
        assert named_in(listed) == [company.alan.id, company.grace.id]
        assert "no longer in this workspace: " in listed.text
        assert "no longer" not in company.answer(company.alan, "candidates").text

    def test_offers_the_plan_to_everybody_who_may_read_it(self, company: Company) -> None:
        plans(company, company.grace, starts=None)
        company.adds(company.hedy, KATHERINE)  # as a guest
        for who in (company.grace, company.ada):
            company.presses(who, company.answer(who, "candidates"), "run.plan")
            assert company.modal(who).title == "Plan"
        assert "run.plan" not in company.answer(company.hedy, "candidates").actions

    def test_offers_a_lead_no_scorecard_who_holds_no_interview(self, company: Company) -> None:
        plans(company, company.grace, starts=None)
        assert "score.open" not in company.answer(company.ada, "candidates").actions
        assert "score.open" in company.answer(company.grace, "candidates").actions

    def test_offers_a_new_panel_to_everybody(self, company: Company) -> None:
        company.presses(company.hedy, company.answer(company.hedy, "candidates"), "run.1")
        assert company.modal(company.hedy).title == "Plan the panel"

    def test_says_how_to_reach_those_that_do_not_fit(self, company: Company) -> None:
        for number in range(14):
            company.adds(company.ada, f"Candidate {number}")
        listed = company.answer(company.ada, "candidates")
        assert "2 older ones are not shown. Type /interview debrief and the name." in listed.text
        assert "The one scorecard in" in company.answer(company.ada, "candidates").text


class TestDecided:
    def test_says_what_was_decided_when_and_by_whom(self, company: Company) -> None:
        decide(company, outcome="no_hire")
        listed = company.answer(company.ada, "candidates decided")
        assert f"{KATHERINE}\n · Machine Learning Engineer · senior" in listed.text
        assert "No hire" in listed.text
        assert "Calm" not in listed.text
        assert named_in(listed) == [company.ada.id]
        assert str(int(company.clock().timestamp())) in str(listed.blocks)

    def test_is_behind_a_button_of_the_open_ones_and_leads_back(self, company: Company) -> None:
        decide(company)
        listed = company.answer(company.ada, "candidates")
        company.presses(company.ada, listed, "run.decided")
        decided = company.slack.ephemerals(company.ada)[-1]
        assert "Your decided candidates" in decided.text
        company.presses(company.ada, decided, "run.open")
        assert "Your open candidates" in company.notice(company.ada)

    def test_opens_the_debrief_for_those_who_may_read_it(self, company: Company) -> None:
        plans(company, company.grace, company.alan, starts=None)
        company.scores(company.grace, KATHERINE, ratings={"ml-ops": 4})
        listed = company.answer(company.ada, "debrief Katherine")
        company.presses(company.ada, listed, "debrief.open_early")
        early = company.slack.ephemerals(company.ada)[-1]
        company.decides(company.ada, early, "hold", "Later.")
        assert "debrief.open" not in company.answer(company.grace, "candidates decided").actions
        decided = company.answer(company.ada, "candidates decided")
        company.presses(company.ada, decided, "debrief.open")
        assert "Decided: hold" in company.notice(company.ada)

    def test_tells_no_outcome_to_a_guest(self, company: Company) -> None:
        company.adds(company.ada, KATHERINE, ratings={"ml-ops": 4})
        company.adds(company.grace, KATHERINE, ratings={"ml-ops": 4})
        company.decides(company.ada, company.home(company.ada), "hire", "Calm.")
        company.becomes_known()
        listed = company.answer(company.grace, "candidates decided")
        assert KATHERINE in listed.text
        assert "hire" not in listed.text.casefold().replace("hiring", "")
        assert named_in(listed) == []

    def test_is_nobody_elses(self, company: Company) -> None:
        decide(company)
        listed = company.answer(company.hedy, "candidates decided")
        assert "None of your candidates is decided yet." in listed.text

    def test_puts_the_newest_decision_first_and_says_what_is_left_out(
        self, company: Company
    ) -> None:
        for number in range(13):
            decide(company, f"Candidate {number}")
            company.clock.forward(minutes=1)
        listed = company.answer(company.ada, "candidates decided")
        assert listed.text.index("Candidate 12") < listed.text.index("Candidate 1\n")
        assert "Candidate 0\n" not in listed.text
        assert "1 older ones are not shown" in listed.text


class TestWrongWord:
    @pytest.mark.parametrize(
        ("button", "shown"),
        [
            ("run.1", "Your open candidates"),
            ("run.2", "Your decided candidates"),
            ("run.3", "0 of 1 scorecards are in"),
        ],
    )
    def test_is_told_with_the_ways_on(self, company: Company, button: str, shown: str) -> None:
        plans(company, company.grace, starts=None)
        told = company.answer(company.ada, "candidates katherine")
        assert "“katherine” is neither" in told.text
        company.presses(company.ada, told, button)
        assert shown in company.notice(company.ada)
