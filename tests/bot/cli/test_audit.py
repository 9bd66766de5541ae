"""`audit` on the command line: the check of the log."""

import pytest
from click.testing import CliRunner, Result

from bot.cli.main import main
from interviews.store import Store
from interviews.store.audit import Erased
from tests.interviews.people import ADA, MARGARET, OTHER_TEAM, TEAM, at


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["audit", *arguments], catch_exceptions=False)


@pytest.fixture
def logged(store: Store) -> Store:
    """Three lines of one team, and one of another."""
    for team_id in (TEAM, TEAM, TEAM, OTHER_TEAM):
        entry = Erased(team_id=team_id, at=at(0), actor_id=ADA, candidate_id=MARGARET)
        store.audit.add(entry)
    return store


class TestVerify:
    def test_counts_the_lines_of_every_team_and_gives_their_heads(self, logged: Store) -> None:
        head, other = (logged.chain.verify(team_id).hash for team_id in (TEAM, OTHER_TEAM))
        assert run("verify").output == (
            f"T0ENGINE: 3 lines, head {head}\nT0LOOM: 1 line, head {other}\nThe log is whole.\n"
        )

    @pytest.mark.usefixtures("store")
    def test_has_nothing_against_an_empty_log(self) -> None:
        assert run("verify").output == "The log is whole.\n"

    def test_names_what_is_broken(self, logged: Store) -> None:
        logged._engine.execute("DROP TRIGGER audit_lines_go_together")
        logged._engine.execute("DELETE FROM audit_lines WHERE seq = 2")
        ended = run("verify")
        assert ended.exit_code == 1
        assert ended.output == "Error: The log of T0ENGINE is broken: line 2 is missing.\n"

    def test_finds_a_chain_that_was_made_anew(self, logged: Store) -> None:
        kept = logged.chain.verify(TEAM).hash
        assert run("verify", "--head", kept).exit_code == 0
        logged.audit.remove_team(TEAM)
        logged.audit.add(Erased(team_id=TEAM, at=at(0), actor_id=ADA, candidate_id=MARGARET))
        assert run("verify").exit_code == 0
        ended = run("verify", "--head", kept)
        assert ended.exit_code == 1
        assert f"Error: The log is broken: no line has the hash {kept}." in ended.output
