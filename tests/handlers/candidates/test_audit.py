"""The log: leads read what was done about their candidates, admins about all, nobody else anything."""

import re
from typing import Any

import pytest

from interviews.models import InterviewState
from interviews.panels.log import record_departure
from interviews.permissions import Person
from interviews.store.audit import AuditEntry, Compared, OpenedEarly
from sandbox.client.snapshots import MessageSnapshot
from sandbox.world.records import User
from tests.company import Company
from tests.handlers.openings.steps import BERLIN, makes_opening
from tests.interviews.steps import logged
from tests.interviews.store.test_audit import ENTRIES

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

    @pytest.fixture
    def thirty(self, company: Company) -> list[str]:
        """Ada did one thing more a minute, thirty times; the people whom these lines name."""
        store, found = company.bot.store, company.candidate(KATHERINE)
        [entry] = logged(store, OpenedEarly, found.team_id, found.id)
        people = [f"U0N{number:03}" for number in range(30)]
        for user_id in people:
            company.clock.forward(minutes=1)
            later = {"missing": (user_id,), "at": company.clock()}
            store.audit.add(entry.model_copy(update=later))
        return people

    def test_shows_the_newest_first_and_all_others_page_by_page(
        self, company: Company, thirty: list[str]
    ) -> None:
        def named(page: MessageSnapshot) -> list[str]:
            return re.findall(r"U0N\d\d\d", rich_words(page.blocks))

        first = company.answer(company.ada, "audit")
        assert named(first) == thirty[:4:-1]
        assert button_of(first, "Newer") is None
        second = follows(company, company.ada, first, "Older")
        assert named(second) == thirty[4::-1]
        assert "added" in second.text
        assert button_of(second, "Older") is None
        back = follows(company, company.ada, second, "Newer")
        assert named(back) == named(first)
        assert button_of(back, "Newer") is None

    @pytest.mark.parametrize("typed", ["{}", "{} last week", f"{KATHERINE} {{}}"])
    def test_finds_what_somebody_did_and_what_names_them(
        self, company: Company, thirty: list[str], typed: str
    ) -> None:
        asked = typed.format(company.grace.mention)
        words = rich_words(company.answer(company.ada, f"audit {asked}").blocks)
        assert f"by or about <{company.grace.id}>" in words
        assert f"early, without <{company.grace.id}>" in words
        assert words.count("opened the debrief of") == 1

    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            ("today", True), ("since 1 March", True), ("until 2026-03-02", False),
            ("last month until 1 March", False), (f"{KATHERINE} since yesterday", False),
        ],
    )  # fmt: skip
    def test_finds_what_was_done_at_a_time(self, company: Company, typed: str, found: bool) -> None:
        text = company.answer(company.ada, f"audit {typed}").text
        assert ("opened the debrief of" in text.replace("\n", "")) is found

    def test_offers_the_last_days_and_the_whole_log(self, company: Company) -> None:
        page = company.answer(company.ada, f"audit {KATHERINE}")
        week = follows(company, company.ada, page, "Last 7 days")
        assert KATHERINE in rich_words(week.blocks).splitlines()[0]
        assert "since 25 February 2026" in rich_words(week.blocks)
        whole = follows(company, company.ada, week, "Whole log")
        assert "opened the debrief of" in whole.text

    def test_has_a_page_of_an_opening_for_whoever_leads_it(self, company: Company) -> None:
        makes_opening(company, company.hedy)
        for who, typed in (
            (company.hedy, BERLIN),
            (company.admin, BERLIN),
            (company.hedy, "berlin"),
        ):
            assert "began the opening" in company.answer(who, f"audit {typed}").text
        assert (
            "You have no candidate or opening"
            in company.answer(company.ada, f"audit {BERLIN}").text
        )
        assert "began the opening" not in company.answer(company.ada, "audit").text
        assert "began the opening" in company.answer(company.hedy, "audit").text

    @pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.action)
    def test_has_words_of_its_own_for_every_kind_of_entry(
        self, company: Company, entry: AuditEntry
    ) -> None:
        here = {"team_id": company.candidate(KATHERINE).team_id, "actor_id": company.ada.id}
        company.clock.forward(minutes=1)
        company.bot.store.audit.add(entry.model_copy(update=here | {"at": company.clock()}))
        newest = rich_words(company.answer(company.admin, "audit").blocks).splitlines()[0]
        assert ("erased a candidate" in newest) is (entry.action == "erased")

    def test_says_whoever_left_has_no_name(self, company: Company) -> None:
        team_id = company.candidate(KATHERINE).team_id
        assert company.bot.store.audit.make_nameless(team_id, company.grace.id)
        words = rich_words(company.answer(company.ada, "audit").blocks)
        assert "early, without somebody who left" in words
        assert company.grace.id not in words


def button_of(page: MessageSnapshot, words: str) -> dict[str, Any] | None:
    """The button that says this, or None."""
    every = (
        each for block in page.blocks if block["type"] == "actions" for each in block["elements"]
    )
    return next((each for each in every if each["text"]["text"] == words), None)


def follows(company: Company, who: User, page: MessageSnapshot, words: str) -> MessageSnapshot:
    """The page to which the button that says this leads."""
    button = button_of(page, words)
    assert button, f"{words} is not offered"
    company.presses(who, page, button["action_id"])
    return company.slack.ephemerals(who)[-1]
