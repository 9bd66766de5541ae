"""The words beside README's pictures are what the bot says today; `docs/pictures.py` makes the pictures."""

from collections.abc import Callable

import pytest

from bot.demo.scene import ADA, scene
from bot.demo.story import seed
from docs.pictures import IMAGES, PICTURES
from question_bank.bank import Bank
from tests.company import Company

WRITE_THEM = "Write them again with: ./interview test tests/test_pictures.py --write-words"


@pytest.fixture
def says(company: Company, bank: Bank) -> Callable[[str], str]:
    """What Ada of the demo reads after a command, or on her Home tab."""
    for person in scene().people:
        company.slack.add_user(person.id, person.name)
    seed(company.bot.store, bank, "T0TEAM", company.clock)

    def after(command: str) -> str:
        if not command:
            company.slack.open_home(ADA)
            company.deliver()
            return company.slack.home_of(ADA).text + "\n"  # type: ignore[union-attr]
        answer = company.slack.command("/interview", command, user=ADA)
        return (answer.message or company.slack.view_of(ADA)).text + "\n"  # type: ignore[union-attr]

    return after


class TestWords:
    @pytest.mark.parametrize("picture", PICTURES)
    def test_beside_a_picture_are_what_the_bot_says_today(
        self, pytestconfig: pytest.Config, says: Callable[[str], str], picture: str
    ) -> None:
        command, _ = PICTURES[picture]
        words, file = says(command.removeprefix("/interview ")), IMAGES / f"{picture}.txt"
        if pytestconfig.getoption("--write-words"):
            file.write_text(words)
        if file.read_text() != words:
            pytest.fail(
                f"The words in docs/images/{file.name} are old. {WRITE_THEM}", pytrace=False
            )

    @pytest.mark.parametrize("picture", PICTURES)
    def test_have_a_picture(self, picture: str) -> None:
        assert (IMAGES / f"{picture}.png").stat().st_size > 10_000


class TestDemo:
    def test_begins_with_a_loop_in_every_state(self, says: Callable[[str], str]) -> None:
        assert "1 of 3 scorecards are in" in says("debrief Robin Hood")
        assert "0 of 2 scorecards are in" in says("debrief Pippi Longstocking")

    def test_has_candidates_that_buttons_lead_to(self, says: Callable[[str], str]) -> None:
        assert "scorecard waited for" in says("plan id:demo-robin-hood")

    def test_is_seeded_once(self, company: Company, bank: Bank) -> None:
        for _ in range(2):
            seed(company.bot.store, bank, "T0TEAM", company.clock)
        assert len(company.bot.store.candidates.all_of("T0TEAM")) == 5
