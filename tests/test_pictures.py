"""README's pictures are current: their words are what the bot says today. `docs/pictures.py` makes them anew."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.demo.scene import ADA, SCENE
from bot.demo.story import seed
from question_bank.bank import Bank
from tests.company import Company

IMAGES = Path(__file__).parent.parent / "docs" / "images"


@pytest.fixture
def says(company: Company, bank: Bank) -> Callable[[str], str]:
    """What Ada of the demo reads after a command, or on her Home tab."""
    for person in SCENE.people:
        company.slack.add_user(person.id, person.name)
    seed(company.bot.store, bank, "T0TEAM", company.clock)

    def after(command: str) -> str:
        if command == "home":
            company.slack.open_home(ADA)
            company.deliver()
            return company.slack.home_of(ADA).text + "\n"  # type: ignore[union-attr]
        answer = company.slack.command("/interview", command, user=ADA)
        return (answer.message or company.slack.view_of(ADA)).text + "\n"  # type: ignore[union-attr]

    return after


class TestPictures:
    @pytest.mark.parametrize(
        ("picture", "command"),
        [
            ("kit", "ml-engineer senior"),
            ("debrief", "debrief Sherlock Holmes"),
            ("scorecard", "score Pippi Longstocking"),
            ("plan", "plan Robin Hood"),
            ("home", "home"),
        ],
    )
    def test_show_what_the_bot_says_today(
        self, says: Callable[[str], str], picture: str, command: str
    ) -> None:
        told = (IMAGES / f"{picture}.txt").read_text()
        assert says(command) == told, "python docs/pictures.py makes README's pictures anew"
        assert (IMAGES / f"{picture}.png").stat().st_size > 10_000


class TestDemo:
    def test_begins_with_a_loop_in_every_state(self, says: Callable[[str], str]) -> None:
        assert "1 of 3 scorecards are in" in says("debrief Robin Hood")
        assert "0 of 2 scorecards are in" in says("debrief Pippi Longstocking")

    def test_has_candidates_that_buttons_lead_to(self, says: Callable[[str], str]) -> None:
        assert "Who looks at what" in says("plan id:demo-robin-hood")

    def test_is_seeded_once(self, company: Company, bank: Bank) -> None:
        for _ in range(2):
            seed(company.bot.store, bank, "T0TEAM", company.clock)
        assert len(company.bot.store.candidates.all_of("T0TEAM")) == 3
