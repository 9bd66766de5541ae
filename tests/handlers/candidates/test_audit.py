"""The log: leads read what was done about their candidates, admins about all, nobody else anything."""

from typing import Any

import pytest

from interviews.models import InterviewState
from interviews.panels.log import record_departure
from interviews.permissions import Person
from interviews.store.audit import Compared, OpenedEarly
from tests.company import Company
from tests.interviews.steps import logged

KATHERINE = "Katherine Johnson"


def rich_words(blocks: list[dict[str, Any]]) -> str:
    """What the rich text of a message says, a line a block, with people as their ids in angle brackets."""
    lines = (
        "".join(
            element.get("text") or f"<{element.get('user_id')}>" for element in part["elements"]
        )
        for block in blocks
        if block["type"] == "rich_text"
        for part in block["elements"]
    )
    return "\n".join(lines)


@pytest.fixture(autouse=True)
def katherine(company: Company) -> None:
    """Ada leads, has scored, and has opened the debrief before Grace sent hers."""
    company.adds(company.ada, KATHERINE, panel=(company.grace,))
    sealed = company.answer(company.ada, f"debrief {KATHERINE}")
    company.presses(company.ada, sealed, "debrief.open_early")


class TestAudit:
    @pytest.mark.parametrize("command", ["audit", f"audit {KATHERINE}"])
    def test_says_who_did_what_to_the_lead_and_to_admins(
        self, company: Company, command: str
    ) -> None:
        for who in (company.ada, company.admin):
            blocks = str(company.answer(who, command).blocks)
            for said in (company.ada.id, "opened the debrief of", KATHERINE, company.grace.id):
                assert said in blocks

    def test_says_nothing_to_others(self, company: Company) -> None:
        for who in (company.grace, company.alan):
            assert "Nothing is logged yet" in company.answer(who, "audit").text
        refused = company.answer(company.grace, f"audit {KATHERINE}").text
        assert "You may not read the log on this candidate" in refused
        assert "You have no candidate" in company.answer(company.alan, f"audit {KATHERINE}").text

    def test_names_nobody_who_was_erased(self, company: Company) -> None:
        company.erases(company.ada, KATHERINE)
        text = company.answer(company.admin, "audit").text
        assert "early" in text
        assert "an erased candidate" in text
        assert "Katherine" not in text

    def test_shows_a_person_what_they_have_erased_themselves(self, company: Company) -> None:
        company.erases(company.ada, KATHERINE)
        assert "erased a candidate" in company.answer(company.ada, "audit").text
        assert "Nothing is logged" in company.answer(company.grace, "audit").text

    @pytest.mark.parametrize(
        ("state", "said"),
        [
            (InterviewState.CANCELLED, f"said that their interview with {KATHERINE} did not happen"),
            (InterviewState.HANDED_OVER, f"handed their interview with {KATHERINE} over"),
            (InterviewState.SHADOWED, f"said that they only listened to the interview with {KATHERINE}"),
        ],
    )  # fmt: skip
    def test_says_in_words_of_their_own_who_took_themselves_off(
        self, company: Company, state: InterviewState, said: str
    ) -> None:
        store, loop, who = company.bot.store, company.loop(KATHERINE), company.grace.id
        person = Person(team_id=loop.candidate.team_id, user_id=who)
        record_departure(store, person, loop, who, state, company.clock())
        company.clock.forward(minutes=1)
        lead = person.model_copy(update={"user_id": company.ada.id})
        record_departure(store, lead, loop, who, state, company.clock())
        words = rich_words(company.answer(company.ada, "audit").blocks)
        assert f"<{who}> {said}" in words
        assert f"<{company.ada.id}> took <{who}> off the panel of {KATHERINE}" in words

    def test_has_a_comparison_as_one_deed_of_however_many_candidates(
        self, company: Company
    ) -> None:
        store, found = company.bot.store, company.candidate(KATHERINE)
        for _ in range(2):
            company.clock.forward(minutes=1)
            about = {"team_id": found.team_id, "actor_id": company.ada.id, "at": company.clock()}
            for number in range(30):
                erased = Compared(**about, candidate_id=f"gone-{number}", opening_id="opening-1")
                store.audit.add(erased)
            store.audit.add(Compared(**about, candidate_id=found.id, opening_id="opening-1"))
        words = rich_words(company.answer(company.admin, "audit").blocks)
        assert words.count(f"<{company.ada.id}> compared an erased candidate · {KATHERINE}") == 2
        assert "opened the debrief of" in words

    def test_shows_the_newest_first_and_says_how_to_see_the_rest(self, company: Company) -> None:
        store, found = company.bot.store, company.candidate(KATHERINE)
        [entry] = logged(store, OpenedEarly, found.team_id, found.id)
        for number in range(30):
            company.clock.forward(minutes=1)
            later = {"missing": (f"U0N{number:03}",), "at": company.clock()}
            store.audit.add(entry.model_copy(update=later))
        told = company.answer(company.ada, "audit")
        blocks = str(told.blocks)
        assert blocks.index("U0N029") < blocks.index("U0N028")
        assert "U0N004" not in blocks
        assert "The newest 25." in told.text
