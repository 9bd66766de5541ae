"""What people fill in on a phone is a few screens long before they open anything, in a real browser."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.demo.demo import open_page
from bot.demo.scene import ADA
from tests.demo_user import choose, closes, demo_tab, opens_card, plans
from tests.sandbox.browser.page_user import PageUser

WIDTH, SCREEN = 360, 740
KATHERINE = "Katherine Johnson"


@pytest.fixture
def phone(browser: Any, tmp_path: Path) -> Iterator[PageUser]:
    """Ada's phone, as narrow as they come, with the demo begun afresh."""
    with (
        open_page(0, None, tmp_path / "demo.db") as page,
        demo_tab(browser, page, tmp_path, width=WIDTH) as user,
    ):
        yield user


def screens(phone: PageUser) -> float:
    """How many screens the form that is open is long, with nothing opened in it."""
    blocks = phone.modal.locator(".modal-blocks")
    return float(blocks.evaluate("node => node.scrollHeight")) / SCREEN


class TestAScorecardOfEightSkills:
    def test_is_three_screens_for_somebody_who_looks_at_all(self, phone: PageUser) -> None:
        opens_card(phone, "Pippi Longstocking")
        assert screens(phone) <= 3
        choose(phone, "Add another skill", "All of these")
        phone.modal.get_by_text("Evidence: Engineering judgement").wait_for()
        assert screens(phone) > 3

    def test_is_three_screens_for_somebody_who_looks_at_three(self, phone: PageUser) -> None:
        plans(phone, KATHERINE, "DevOps", "Ada Lovelace", "Grace Hopper", "Alan Turing")
        closes(phone)
        phone.becomes(ADA)
        opens_card(phone, KATHERINE)
        assert screens(phone) <= 3

    def test_is_three_screens_for_somebody_new(self, phone: PageUser) -> None:
        opens_card(phone, "new:devops-engineer Margaret Hamilton")
        assert screens(phone) <= 3
