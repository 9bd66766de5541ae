"""A debrief reads the same in an installation that has taken in the export of another."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.main import main
from bot.clock import now
from interviews.store import open_store
from sandbox.world.records import User
from templates.ids import Act
from tests.company import Company
from tests.handlers.panels.steps import KATHERINE, begins, message_of, sends

pytestmark = pytest.mark.once


def moves(company: Company, folder: Path, environment: pytest.MonkeyPatch) -> None:
    """Everything is exported, and the bot goes on with an empty database that has taken in the file."""
    run("export", "--sealed", "--to", str(folder / "all.json"), at=company, env=environment)
    address = f"sqlite:///{folder / 'new.db'}"
    empty = open_store(address, now)
    empty.migrate()
    empty.close()
    company.settings = company.settings.model_copy(
        update={"database_url": type(company.settings.database_url)(address)}
    )
    run("import", str(folder / "all.json"), at=company, env=environment)
    company.crashes()


def run(*arguments: str, at: Company, env: pytest.MonkeyPatch) -> None:
    env.setenv("DATABASE_URL", at.settings.database_url.get_secret_value())
    ended = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert ended.exit_code == 0, ended.output


def debrief(company: Company, who: User) -> str:
    return company.answer(who, f"debrief {KATHERINE}").text


class TestDebrief:
    def test_reads_the_same_with_all_that_happened(
        self, company: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Ada opened it early, Grace rated again, Alan's interview did not happen, a decision was changed."""
        ada, grace = company.ada, company.grace
        company.adds(
            ada, KATHERINE, panel=(grace, company.alan), ratings={"ml-ops": 5}, note="A <b>&"
        )
        company.presses(ada, company.answer(ada, f"debrief {KATHERINE}"), "debrief.open_early")
        company.scores(grace, KATHERINE, vote="no", ratings={"ml-ops": (2, "Retrained by hand.")})
        company.scores(company.alan, KATHERINE, ratings={"ml-ops": 3, "ml-data": 4})
        company.clock.forward(minutes=5)
        company.scores(grace, KATHERINE, vote="yes", ratings={"ml-ops": 4}, reason="I see now.")
        company.decides(ada, company.answer(ada, f"debrief {KATHERINE}"), "hold", "Wait.")
        company.becomes_known()
        before = [debrief(company, who) for who in (ada, grace)]
        assert "I see now." in before[0]
        assert "hold" in before[0]
        moves(company, tmp_path, monkeypatch)
        assert [debrief(company, who) for who in (ada, grace)] == before

    def test_reads_the_same_with_earlier_rounds_and_decisions(
        self, company: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A no hire was changed to advance; of the onsite's panel Hedy's interview did not happen."""
        ada, grace = company.ada, company.grace
        begins(company, grace)
        company.writes(ada, "stage.new", "Phone screen")
        sends(company, ada)
        company.scores(grace, KATHERINE, note="Short answers.")
        company.decides(ada, company.answer(ada, f"debrief {KATHERINE}"), "no_hire", "Guessed.")
        company.becomes_known()
        decided = company.answer(ada, f"debrief {KATHERINE}")
        company.decides(ada, decided, "advance", "The figures were ours, and wrong.")
        company.presses(ada, company.answer(ada, f"debrief {KATHERINE}"), Act.NEXT_ROUND)
        company.chooses(ada, "panel.new", [company.alan.id, company.hedy.id])
        company.writes(ada, "stage.new", "Onsite")
        sends(company, ada)
        company.deliver()
        company.presses(company.hedy, message_of(company, company.hedy), Act.DID_NOT_HAPPEN)
        company.scores(company.alan, KATHERINE, ratings={"ml-ops": 4})
        company.deliver()
        before = debrief(company, ada)
        for words in ("Phone screen", "The figures were ours", company.hedy.id):
            assert words in before
        moves(company, tmp_path, monkeypatch)
        assert debrief(company, ada) == before

    def test_is_sealed_as_it_was(
        self, company: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ada, grace = company.ada, company.grace
        company.adds(ada, KATHERINE, panel=(grace,), note="Calm.")
        before = debrief(company, grace)
        moves(company, tmp_path, monkeypatch)
        assert debrief(company, grace) == before
        assert "Calm." not in before
        company.scores(grace, KATHERINE)
        assert "Calm." in debrief(company, grace)
