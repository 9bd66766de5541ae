"""Whatever people and banks write is read in the page as it was written, and never becomes a part of the page."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.demo.demo import open_page
from bot.demo.scene import ADA, ALAN
from sandbox.page.start import Page
from tests.demo_user import (
    becomes,
    begin_on_a_wednesday_at_ten,
    choose,
    closes,
    demo_tab,
    moves_on,
    newest_message,
    plans,
    saves,
    text_field,
)
from tests.sandbox.browser.page_user import PageUser

NASTY = "<img src=x onerror=alert(1)> <script>alert(2)</script> &lt; <!channel> <@U0GRACE> *b*"
# A name is one line of at most 120 characters; right-to-left marks and what has no width stay in it.
NAME = f"Zq {NASTY} \u202elived\u202c\u200b \u0645\u0631"
NOTE = f"{NASTY}\n[a](javascript:alert(3)) <javascript:alert(4)|b> :constructor: `</pre><b>x</b>`"
IN_BANK = (
    "<img src=y onerror=alert(5)> <script>alert(6)</script> &lt; <!here> <javascript:alert(7)|c>"
)
BANK = f"""
extends = "ml-engineer"

[[questions]]
id = "zq-nasty"
skill = "ml-ops"
core = true
ask = {json.dumps(IN_BANK)}
why = {json.dumps(IN_BANK)}
minutes = 2
deeper = [{json.dumps(IN_BANK)}]
rescue = [{json.dumps(IN_BANK)}]
red_flags = [{json.dumps(IN_BANK)}]
tags = ["nasty"]
[questions.junior]
cue = {json.dumps(IN_BANK)}
good = {json.dumps(IN_BANK)}
fine_to_miss = {json.dumps(IN_BANK)}
[questions.senior]
cue = {json.dumps(IN_BANK)}
good = {json.dumps(IN_BANK)}
unprompted = {json.dumps(IN_BANK)}
"""
_MARKUP = """() => [...document.querySelectorAll(
  'img:not([src="/page/icon.svg"]), script:not([src^="/page/"]), iframe, object, embed, base, style, b, '
  + 'a[href^="javascript" i], [onerror], [onload], [onclick], .mention.loud')]
  .map((node) => node.outerHTML)"""


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    """The demo with a bank of one's own."""
    bank = tmp_path / "bank"
    bank.mkdir()
    (bank / "own.toml").write_text(BANK)
    with open_page(0, bank, tmp_path / "demo.db") as shown:
        begin_on_a_wednesday_at_ten(shown)
        yield shown


@pytest.fixture
def user(browser: Any, page: Page, tmp_path: Path) -> Iterator[PageUser]:
    """Ada's tab; no script that she did not write may have run in it."""
    with demo_tab(browser, page, tmp_path) as user:
        asked: list[str] = []
        user.tab.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
        yield user
        assert asked == []


def reads(user: PageUser, words: str, where: str = "#main") -> None:
    """The words stand there letter by letter, and nothing in the whole page is made of them."""
    user.tab.locator(where).get_by_text(words).last.wait_for()
    assert user.tab.evaluate(_MARKUP) == []


def asks(user: PageUser, command: str, words: str) -> None:
    """Types a command and reads its answer."""
    before = user.messages.count()
    user.sends(f"/interview {command}")
    user.until(f"document.querySelectorAll('#stream .message').length > {before}")
    reads(user, words, "#stream .message:last-child")


def is_planned(user: PageUser) -> None:
    """The candidate, in the plan of a panel."""
    plans(user, NAME, "Machine Learning Engineer", "Ada Lovelace", "Alan Turing")
    reads(user, NASTY, "#modal")
    closes(user)


def scores(user: PageUser, button: Any, vote: str) -> None:
    """The scorecard, with the same words as evidence and as note."""
    button.click()
    user.modal.wait_for()
    reads(user, "<img src=x onerror=alert(1)>", "#modal")  # a menu shows 75 characters
    choose(user, "must-have", "5 · beyond senior" if vote == "Yes" else "1 · below junior")
    text_field(user, "Evidence").fill(NOTE)
    text_field(user, "Overall note").fill(NOTE)
    choose(user, "Recommendation", vote)
    saves(user)


class TestACandidateAndNotes:
    def test_are_read_as_they_were_written_on_every_surface(self, user: PageUser) -> None:
        is_planned(user)
        asks(user, "candidates", NASTY)
        scores(user, newest_message(user, "Zq").get_by_role("button", name="Score").first, "Yes")
        asks(user, "debrief Zq", NASTY)
        moves_on(user, "1 day")

        becomes(user, ALAN)
        reads(user, NASTY)
        reminder = newest_message(user, "is still open")
        scores(user, reminder.get_by_role("button", name="Score now"), "No")

        becomes(user, ADA)
        digest = newest_message(user, "Debrief: Zq")
        reads(user, "[a](javascript:alert(3)) <javascript:alert(4)|b> :constructor:")
        digest.get_by_role("button", name="Record the decision").click()
        user.modal.get_by_label("Hire", exact=True).check()
        text_field(user, "Reason").fill(NOTE)
        user.modal.get_by_role("button", name="Record").click()
        user.modal.get_by_text("This one is decided").wait_for()
        reads(user, NASTY, "#modal")
        closes(user)
        moves_on(user, "1 hour")
        becomes(user, ALAN)
        newest_message(user, "hire, decided by")
        reads(user, "<script>alert(2)</script>")

    def test_stand_plainly_at_home_and_in_the_traffic(self, user: PageUser) -> None:
        is_planned(user)
        user.tab.get_by_role("button", name="Home").click()
        reads(user, NASTY, "#home")
        user.tab.get_by_role("button", name="Messages").click()
        asks(user, "term <img/src=x>", "<img/src=x>")
        asks(user, "debrief <img/src=x>", "<img/src=x>")
        user.tab.locator("[data-dock=traffic]").click()
        user.tab.locator("[data-entry]").first.click()
        user.tab.get_by_role("heading", name="Request").wait_for()
        reads(user, "<img/src=x>", "#dock .bodies")
        user.sends("/<script>alert(8)</script>")
        reads(user, "/<script>alert(8)</script> is no command of this app.", "#toasts")


class TestABank:
    def test_is_read_as_it_was_written(self, user: PageUser) -> None:
        asks(user, "ml-engineer nasty", IN_BANK)
        newest_message(user, IN_BANK).get_by_role("button", name="Guides").first.click()
        user.modal.get_by_text("Red flags").wait_for()
        reads(user, IN_BANK, "#modal")
        closes(user)
        asks(user, "search onerror", "<img src=y onerror=alert(5)>")
