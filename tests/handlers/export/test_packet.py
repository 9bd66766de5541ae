"""`/interview export <candidate> for-them`: all that is held about somebody, for a lead or an admin to hand over."""

import pytest

from bot.cli.doctor.slack import OPTIONAL_SCOPES, SCOPES
from interviews.export.packet import Packet
from tests.company import Company
from tests.handlers.export.steps import asks_for, files

KATHERINE, SAID = "Katherine Johnson", "Named the orbit to the last decimal."
FOR_THEM = f"export {KATHERINE} for-them"


@pytest.fixture(autouse=True)
def katherine(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ada leads and has scored; Grace and Hedy are on the panel, and Grace has scored."""
    monkeypatch.setattr(company.slack.settings, "scopes", SCOPES | OPTIONAL_SCOPES)
    panel = (company.grace, company.hedy)
    company.adds(company.ada, KATHERINE, panel=panel, note="Calm.", ratings={"ml-ops": 4})
    company.scores(company.grace, KATHERINE, note=SAID, ratings={"ml-ops": 4})
    company.deliver()


class TestPacket:
    @pytest.mark.parametrize(
        "typed", [FOR_THEM, f"export for-them {KATHERINE}", f"{FOR_THEM[:-8]}FOR-THEM"]
    )
    def test_comes_to_an_admin_as_words_and_as_data(self, company: Company, typed: str) -> None:
        said = asks_for(company, company.admin, typed)
        assert said == f"All that is held about {KATHERINE} is on its way to our direct messages."
        text, data = files(company, company.admin)
        found = company.candidate(KATHERINE)
        assert [text.name, data.name] == [f"packet-{found.id}.txt", f"packet-{found.id}.json"]
        assert f"    | {SAID}" in (text.content or b"").decode()
        packet = Packet.model_validate_json(data.content or b"")
        assert [each.leads for each in packet.rounds] == [("hiring lead 1",)]
        assert "Read it before you hand it over" in company.inbox(company.admin)[-1].text

    def test_is_logged_and_says_that_it_was_sealed(self, company: Company) -> None:
        asks_for(company, company.admin, FOR_THEM)
        log = company.answer(company.admin, "audit").text.replace("\n", "")
        assert (
            f" took all that is held about {KATHERINE}, to hand it to them, while some of it" in log
        )

    def test_breaks_no_seal_for_a_lead(self, company: Company) -> None:
        assert "still sealed for you" in asks_for(company, company.ada, FOR_THEM)
        company.scores(company.hedy, KATHERINE, ratings={"ml-ops": 4})
        assert "is on its way" in asks_for(company, company.ada, FOR_THEM)
        assert len(files(company, company.ada)) == 2

    def test_closed_meanwhile_does_not_come(self, company: Company) -> None:
        company.scores(company.hedy, KATHERINE, ratings={"ml-ops": 4})
        company.answer(company.ada, FOR_THEM)
        company.changes("DELETE FROM scorecards WHERE interviewer_id = :hedy", hedy=company.hedy.id)
        company.deliver()
        assert "cannot be made any more" in company.inbox(company.ada)[-1].text
        assert files(company, company.ada) == []

    def test_is_for_nobody_on_the_panel_and_no_stranger(self, company: Company) -> None:
        assert "You may not have what is held" in asks_for(company, company.grace, FOR_THEM)
        assert "You have no candidate" in asks_for(company, company.alan, FOR_THEM)

    def test_asks_whom(self, company: Company) -> None:
        assert "Whom?" in company.answer(company.ada, "export for-them").text

    def test_is_erased_with_the_candidate(self, company: Company) -> None:
        asks_for(company, company.admin, FOR_THEM)
        company.erases(company.ada, KATHERINE)
        company.deliver()
        assert files(company, company.admin) == []
        assert company.inbox(company.admin, "Katherine") == []

    def test_is_left_to_the_command_line_where_no_file_can_be_sent(
        self, company: Company, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(company.slack.settings, "scopes", SCOPES)
        asks_for(company, company.admin, FOR_THEM)
        found = company.candidate(KATHERINE)
        assert f"./interview export --subject {found.id}" in company.inbox(company.admin)[-1].text
