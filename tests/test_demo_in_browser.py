"""The demo as a person uses it, in a real browser: from a kit to a decision, and what an outsider sees."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.demo import showing
from sandbox.page.opening import Page
from tests.sandbox.browser.desk import Desk


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    """The demo, begun afresh."""
    with showing(0, None, tmp_path / "demo.db") as shown:
        yield shown


@pytest.fixture
def desk(browser: Any, page: Page, tmp_path: Path) -> Iterator[Desk]:
    """Ada's tab; at the end nothing may have gone wrong in it."""
    with Desk.opened(browser, page.url, tmp_path) as opened:
        yield opened
        assert opened.troubles == []


def choose(desk: Desk, menu: str, option: str) -> None:
    """Picks an entry of a menu in the form that is open."""
    desk.modal.get_by_role("button", name=menu).first.click()
    desk.option(option).click()


def note(desk: Desk) -> Any:
    """The overall note of the scorecard that is open."""
    return desk.modal.get_by_label(re.compile("^Overall note")).first


def opens_card(desk: Desk, name: str) -> None:
    """Opens the scorecard of a candidate by name."""
    desk.sends(f"/interview score {name}")
    desk.modal.wait_for()


def saves(desk: Desk) -> None:
    """Sends the form, and waits until it says that it is saved."""
    desk.modal.get_by_role("button", name="Save").click()
    desk.modal.get_by_text("Saved", exact=True).first.wait_for()
    desk.presses("Escape")
    desk.modal.wait_for(state="detached")


class TestDemo:
    def test_leads_from_a_kit_to_all_questions(self, desk: Desk) -> None:
        desk.sends("/interview ml-engineer senior")
        desk.sees("8 core questions")
        desk.tab.get_by_role("button", name="All questions").last.click()
        desk.modal.wait_for()
        choose(desk, "PyTorch or TensorFlow in depth", "Statistics and maths")
        desk.modal.get_by_text("Machine Learning Engineer: Statistics and maths").wait_for()
        desk.modal.get_by_role("button", name="Open").first.click()
        desk.modal.get_by_text("Red flags").wait_for()

    def test_keeps_a_draft_and_asks_for_evidence_at_the_field(self, desk: Desk) -> None:
        opens_card(desk, "Pippi Longstocking")
        note(desk).fill("Half a thought")
        choose(desk, "Rating: REST API design", "5 · beyond senior")
        choose(desk, "Recommendation", "Yes")
        desk.modal.get_by_role("button", name="Save").click()
        desk.modal.get_by_text("A 1 or a 5 needs evidence").first.wait_for()
        desk.tab.wait_for_timeout(600)  # what was typed last is on its way
        desk.presses("Escape")
        desk.modal.wait_for(state="detached")
        opens_card(desk, "Pippi Longstocking")
        desk.modal.get_by_text("Your draft is back as you left it.").wait_for()
        assert note(desk).input_value() == "Half a thought"

    def test_opens_the_seal_with_the_last_card_and_ends_in_a_decision(self, desk: Desk) -> None:
        opens_card(desk, "Pippi Longstocking")
        choose(desk, "Rating: REST API design", "4 · senior answer")
        choose(desk, "Recommendation", "Yes")
        saves(desk)
        desk.sends("/interview debrief Pippi")
        desk.messages.filter(has_text="1 of 2 scorecards are in").last.wait_for()

        desk.becomes("U0GRACE")
        desk.composer.wait_for()
        opens_card(desk, "Pippi Longstocking")
        choose(desk, "Rating: REST API design", "2 · junior answer")
        choose(desk, "Recommendation", "Yes")
        saves(desk)

        desk.becomes("U0ADA")
        desk.sees("Debrief: Pippi Longstocking")
        digest = desk.messages.filter(has_text="Debrief: Pippi Longstocking").last
        digest.get_by_text("Talk about these first").wait_for()
        digest.get_by_role("button", name="Record the decision").click()
        desk.modal.get_by_label("Hire", exact=True).check()
        desk.modal.get_by_label(re.compile("^Reason")).first.fill("Strong enough to lift a horse.")
        desk.modal.get_by_role("button", name="Record").click()
        desk.modal.get_by_text("The loop is closed").wait_for()
        desk.presses("Escape")

        desk.tab.get_by_role("button", name="Controls").click()
        desk.tab.get_by_role("button", name="+ 1 hour").click()
        desk.becomes("U0GRACE")
        desk.sees("hire, decided by")

    def test_shows_the_home_tab(self, desk: Desk) -> None:
        desk.tab.get_by_role("button", name="Home").click()
        desk.sees("Waiting for you")
        desk.sees("Sherlock Holmes")

    def test_shows_an_outsider_nothing(self, desk: Desk) -> None:
        desk.becomes("U0CHARLES")
        desk.composer.wait_for()
        desk.sends("/interview debrief Sherlock Holmes")
        desk.sees("You have no open candidate")

    def test_guides_a_newcomer_step_by_step(self, desk: Desk) -> None:
        desk.tab.get_by_role("button", name="Type it for me").first.click()
        desk.presses("Enter")
        desk.tab.get_by_role("progressbar", name="1 of 6").wait_for()


class TestBankAuthors:
    def test_see_a_saved_bank_at_once_and_its_faults_in_the_page(
        self, browser: Any, tmp_path: Path
    ) -> None:
        folder = tmp_path / "bank"
        folder.mkdir()
        own = folder / "own.toml"
        own.write_text('extends = "ml-engineer"\n')
        with (
            showing(0, folder, tmp_path / "demo.db") as page,
            Desk.opened(browser, page.url, tmp_path) as desk,
        ):
            desk.tab.get_by_role("button", name="question-bank").click()
            own.write_text('extends = "ml-enginer"\n')
            desk.sees("The bank has 1 fault, so the one from before stays in use.")
            desk.sees('did you mean "ml-engineer"?')
            own.write_text('extends = "ml-engineer"\nskils = []\nquestoins = []\n')
            desk.sees("The bank has 2 faults")
            own.write_text('extends = "ml-engineer"\nskills = []\n')
            desk.sees("The bank was read again: 4 roles")
