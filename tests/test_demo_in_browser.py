"""The demo as a newcomer uses it, in a real browser: the guided minute, by mouse, by keyboard, on a phone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.demo.demo import open_page
from bot.demo.scene import ALAN, CHARLES
from question_bank.authoring.starter import starter
from sandbox.page.start import Page
from tests.demo_user import becomes, choose, closes, demo_tab, newest_message, plans, saves
from tests.sandbox.browser.page_user import PageUser


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    """The demo, begun afresh."""
    with open_page(0, None, tmp_path / "demo.db") as shown:
        yield shown


@pytest.fixture
def user(browser: Any, page: Page, tmp_path: Path) -> Iterator[PageUser]:
    with demo_tab(browser, page, tmp_path) as user:
        yield user


@pytest.fixture
def phone(browser: Any, page: Page, tmp_path: Path) -> Iterator[PageUser]:
    """Ada's phone, as narrow as they come."""
    with demo_tab(browser, page, tmp_path, width=360) as user:
        yield user


def is_at(user: PageUser, done: int) -> None:
    """So many of the seven steps have ticked themselves off."""
    user.tab.get_by_role("progressbar", name=f"{done} of 7").wait_for()


def typed_for_me(user: PageUser, title: str) -> None:
    """Presses the button of a step, and then Enter."""
    step = user.tab.locator(".step", has_text=title)
    step.get_by_role("button", name="Type it for me").click()
    user.presses("Enter")


class TestTheGuidedMinute:
    def test_ticks_off_all_seven_steps_as_they_are_done(self, user: PageUser) -> None:
        is_at(user, 0)
        typed_for_me(user, "Get a kit")
        kit = newest_message(user, "8 core questions")
        is_at(user, 1)
        kit.get_by_role("button", name="Guides").first.click()
        user.modal.get_by_text("Red flags").wait_for()
        user.presses("Escape")
        user.modal.wait_for(state="detached")
        is_at(user, 2)
        typed_for_me(user, "Score somebody")
        user.modal.wait_for()
        choose(user, "REST API design", "4 · senior answer")
        choose(user, "Recommendation", "Yes")
        saves(user)
        is_at(user, 4)
        typed_for_me(user, "Read a debrief")
        newest_message(user, "Talk about these first")
        is_at(user, 5)
        typed_for_me(user, "See who is where")
        newest_message(user, "3 candidates in progress")
        is_at(user, 6)
        user.becomes(CHARLES)
        is_at(user, 7)
        user.sees("That was the minute.")

    def test_says_what_each_person_is_whom_one_can_be(self, user: PageUser) -> None:
        people = user.tab.get_by_label("I am").locator("option").all_inner_texts()
        assert people[0] == "Ada Lovelace · hiring lead"
        parts = {person.split(" · ")[1] for person in people}
        assert parts == {"hiring lead", "interviewer", "admin", "on no panel"}

    def test_begins_with_a_digest_that_came_by_itself(self, user: PageUser) -> None:
        newest_message(user, "Debrief: Sherlock Holmes")


class TestShortcuts:
    def test_put_a_note_into_the_scorecard(self, user: PageUser) -> None:
        user.sends("Versioned the resource, not the server.")
        note = user.messages.filter(has_text="Versioned the resource")
        note.get_by_text("Versioned the resource").hover()
        note.get_by_role("button", name="Add as evidence").click()
        user.modal.wait_for()
        choose(user, "Candidate", "Pippi Longstocking")
        choose(user, "Skill", "REST API design")
        user.modal.get_by_role("button", name="Add", exact=True).click()
        user.modal.get_by_role("button", name="Resume draft").click()
        user.modal.get_by_text("Score Pippi Longstocking", exact=True).first.wait_for()
        given = "[...document.querySelectorAll('#modal textarea')].map((area) => area.value)"
        assert "Versioned the resource, not the server." in user.tab.evaluate(given)
        is_in_order(user)

    def test_open_the_scorecard_from_anywhere(self, user: PageUser) -> None:
        user.tab.get_by_role("button", name="question-bank").click()
        user.tab.get_by_role("button", name="Shortcuts").click()
        user.tab.get_by_role("menuitem", name="Score an interview").click()
        user.modal.get_by_text("Score Pippi Longstocking", exact=True).first.wait_for()


class TestTheKeyboard:
    def test_leads_from_a_kit_to_a_saved_scorecard(self, user: PageUser) -> None:
        """No mouse: the composer, the buttons of a message, a form, its menus and its answer."""
        user.composer.focus()
        user.tab.keyboard.type("/interview ml-engineer senior")
        user.presses("Enter")
        newest_message(user, "8 core questions")
        tabs_to(user, "Score a candidate", back=True)
        user.presses("Enter")
        user.modal.wait_for()
        tabs_to(user, "Candidate")
        user.presses("Enter")
        user.tab.keyboard.type("Pippi")
        user.presses("Enter")
        user.modal.get_by_role("button", name="Candidate: Pippi").wait_for()
        tabs_to(user, "REST API design")
        user.presses("Enter")
        user.tab.keyboard.type("4")
        user.presses("Enter")
        tabs_to(user, "Evidence")
        user.tab.keyboard.type("Versioned the resource, not the server.")
        tabs_to(user, "Recommendation")
        user.presses("Enter", "ArrowDown", "ArrowDown", "Enter")
        user.presses("Control+Enter")
        user.modal.get_by_text("Saved", exact=True).first.wait_for()
        user.presses("Escape")
        user.modal.wait_for(state="detached")
        user.until("document.activeElement !== document.body")


def tabs_to(user: PageUser, name: str, *, back: bool = False) -> None:
    """Goes on with the Tab key until something with this name has the focus."""
    for _ in range(80):
        if user.focused().startswith(name):
            return
        user.presses("Shift+Tab" if back else "Tab")
    raise AssertionError(f"Tab never comes to {name}; the last was {user.focused()}")


_TOO_WIDE = """() => {
  const end = document.documentElement.clientWidth + 1;
  const scrolls = (node) =>
    node && (/auto|scroll/.test(getComputedStyle(node).overflowX) || scrolls(node.parentElement));
  return [...document.querySelectorAll('body *')]
    .filter((node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
    .filter((node) => node.getBoundingClientRect().right > end && !scrolls(node.parentElement))
    .map((node) => node.outerHTML.slice(0, 200));
}"""
_NAMELESS = """() => [...document.querySelectorAll('button, a, input, select, textarea, [role=option], dialog[open]')]
  .filter((node) => node.checkVisibility())
  .filter((node) => ![node.innerText, node.getAttribute('aria-label'), node.labels?.[0]?.innerText, node.title,
    document.getElementById(node.getAttribute('aria-labelledby'))?.innerText].some((name) => name?.trim()))
  .map((node) => node.outerHTML.slice(0, 200))"""


def is_in_order(user: PageUser) -> None:
    """Nothing is cut off at the right, nothing scrolls sideways, and whatever can be used has a name."""
    assert not user.is_wider_than_the_window()
    assert user.tab.evaluate(_TOO_WIDE) == []
    assert user.tab.evaluate(_NAMELESS) == []


SCREENS = ("help", "ml-engineer senior", "roles", "debrief Sherlock Holmes", "candidates", "cv")
FORMS = ("score Pippi", "plan", "settings")


class TestDebrief:
    def test_shows_mean_and_target_of_every_skill_on_a_phone(self, phone: PageUser) -> None:
        phone.sends("/interview debrief Sherlock Holmes")
        phone.sees("Only visible to you")
        table = phone.messages.last.locator("table")
        ends = table.evaluate(
            "table => [...table.rows].map(row => row.cells[2].getBoundingClientRect().right)"
        )
        assert table.locator("thead th").all_inner_texts()[:3] == ["Skill", "Mean", "Target"]
        assert len(ends) == 1 + 1 + 5
        assert max(ends) <= phone.tab.viewport_size["width"]


class TestEveryScreen:
    def test_fits_a_phone_and_names_what_can_be_used(self, phone: PageUser) -> None:
        for command in SCREENS:
            before = phone.messages.count()
            phone.sends(f"/interview {command}")
            phone.until(f"document.querySelectorAll('#stream .message').length > {before}")
            is_in_order(phone)
        for command in FORMS:
            phone.sends(f"/interview {command}")
            phone.modal.wait_for()
            is_in_order(phone)
            phone.presses("Escape")
            phone.modal.wait_for(state="detached")
        phone.tab.get_by_role("button", name="Home").click()
        phone.sees("Waiting for you")
        is_in_order(phone)
        for panel in ("guide", "traffic", "controls"):
            phone.tab.locator(f"[data-dock={panel}]").click()
            is_in_order(phone)
            phone.presses("Escape")


@pytest.fixture
def own_bank(tmp_path: Path) -> Path:
    """A folder with one file, which adds nothing yet."""
    folder = tmp_path / "bank"
    folder.mkdir()
    (folder / "own.toml").write_text('extends = "ml-engineer"\n')
    return folder


@pytest.fixture
def author(browser: Any, own_bank: Path, tmp_path: Path) -> Iterator[PageUser]:
    """The demo of that bank, at the channel in which it is spoken of."""
    with (
        open_page(0, own_bank, tmp_path / "demo.db") as page,
        demo_tab(browser, page, tmp_path) as user,
    ):
        user.tab.get_by_role("button", name="question-bank").click()
        yield user


class TestBankAuthors:
    def test_see_a_saved_bank_at_once_and_its_faults_in_the_page(
        self, author: PageUser, own_bank: Path
    ) -> None:
        own = own_bank / "own.toml"
        own.write_text('extends = "ml-enginer"\n')
        author.sees("The bank has 1 fault, so the one from before stays in use.")
        author.sees('did you mean "ml-engineer"?')
        own.write_text('extends = "ml-engineer"\nskils = []\nquestoins = []\n')
        author.sees("The bank has 2 faults")
        own.write_text('extends = "ml-engineer"\nskills = []\n')
        author.sees("The bank was read again: 4 roles")

    def test_can_plan_a_panel_for_a_role_that_they_have_just_written(
        self, author: PageUser, own_bank: Path
    ) -> None:
        """What came later than the answer still knew the bank from before."""
        name, text = starter("Test Automation", [])
        (own_bank / name).write_text(text)
        author.sees("The bank was read again: 5 roles")
        plans(author, "Nellie Bly", "Test Automation", "Alan Turing")
        closes(author)
        becomes(author, ALAN)
        assert "Test Automation" in newest_message(author, "Nellie Bly").inner_text()
