"""What a person does at the demo, in their own words."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sandbox.driver.screens import Screens
from sandbox.page.start import Page
from tests.sandbox.browser.page_user import PageUser


@contextmanager
def demo_tab(browser: Any, page: Page, shots: Path, width: int = 1280) -> Iterator[PageUser]:
    """Ada's tab; at the end nothing may have gone wrong in it, and nothing may have been over Slack's limits."""
    with PageUser.open(browser, page.url, shots, width) as user:
        yield user
        assert user.errors == []
        assert Screens(page.workspace).violations() == []


def becomes(user: PageUser, who: str) -> None:
    """The person at the page is somebody else from now on."""
    user.becomes(who)
    user.composer.wait_for()


def choose(user: PageUser, menu: str, option: str) -> None:
    """Picks an entry of a menu in the form that is open."""
    user.modal.get_by_role("button", name=menu).first.click()
    user.option(option).click()


def rates(user: PageUser, skill: str, rating: str) -> None:
    """Rates a skill in the scorecard that is open, and adds it where it is not there yet."""
    field = user.modal.get_by_role("button", name=re.compile(f"^{skill}"))
    if not field.count():
        choose(user, "Add another skill", skill)
    field.click()
    user.option(rating).click()


def text_field(user: PageUser, label: str) -> Any:
    """The text field in the form that is open whose label begins like this."""
    return user.modal.get_by_label(re.compile(f"^{label}")).first


def opens_card(user: PageUser, name: str) -> None:
    """Opens the scorecard of a candidate by name."""
    user.sends(f"/interview score {name}")
    user.modal.wait_for()


def plans(user: PageUser, name: str, role: str, *people: str) -> None:
    """Plans a panel of these people for somebody new, and leaves what comes of it on the screen."""
    user.sends("/interview plan")
    user.modal.wait_for()
    text_field(user, "Name of the candidate").fill(name)
    choose(user, "Role", role)
    choose(user, "Target level", "Senior")
    user.modal.get_by_role("button", name="Interviewers").click()
    for person in people:
        user.option(person).click()
    user.presses("Escape")
    user.modal.get_by_text("Who looks at what").wait_for()
    user.modal.get_by_role("button", name="Save plan").click()
    user.modal.get_by_role("heading", name="Plan the panel").wait_for(state="detached")


def closes(user: PageUser) -> None:
    """Closes what is open."""
    user.presses("Escape")
    user.modal.wait_for(state="detached")


def leaves(user: PageUser) -> None:
    """Closes the form half-way."""
    user.tab.wait_for_timeout(600)  # what was typed last is on its way
    closes(user)


def saves(user: PageUser) -> None:
    """Sends the scorecard, and waits until it says that it is saved."""
    user.modal.get_by_role("button", name="Save").click()
    user.modal.get_by_text("Saved", exact=True).first.wait_for()
    closes(user)


def newest_message(user: PageUser, words: str) -> Any:
    """The newest message with these words, once it is there."""
    message = user.messages.filter(has_text=words).last
    message.wait_for()
    return message


def moves_on(user: PageUser, by: str) -> None:
    """Moves the clock on with a button of the side panel."""
    if not user.tab.get_by_role("button", name=f"+ {by}").is_visible():
        user.tab.locator("[data-dock=controls]").click()
    user.tab.get_by_role("button", name=f"+ {by}").click()


def begin_on_a_wednesday_at_ten(page: Page) -> None:
    """Goes on to a moment from which the next day is a working day, whatever the day of the test."""
    now = datetime.fromtimestamp(page.clock(), UTC)
    ten = now.replace(hour=10, minute=0, second=0, microsecond=0)
    days = (2 - now.weekday()) % 7 or 7
    page.clock.move_on((ten + timedelta(days=days) - now).total_seconds())
