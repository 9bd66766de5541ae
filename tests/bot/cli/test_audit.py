"""`audit` on the command line: the check of the log."""

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.cli.main import main
from interviews.store import Store
from interviews.store.audit import ConfirmedGuest, Erased, ReadDebrief
from tests.interviews import make
from tests.interviews.people import ADA, GRACE, MARGARET, OTHER_TEAM, TEAM, at
from tests.interviews.steps import add


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["audit", *arguments], catch_exceptions=False)


@pytest.fixture
def logged(store: Store) -> Store:
    """Three lines of one team, and one of another."""
    for team_id in (TEAM, TEAM, TEAM, OTHER_TEAM):
        entry = Erased(team_id=team_id, at=at(0), actor_id=ADA, candidate_id=MARGARET)
        store.audit.add(entry)
    return store


def lines(*arguments: str) -> list[dict[str, Any]]:
    ended = run(*arguments)
    assert ended.exit_code == 0, ended.output
    return [json.loads(line) for line in ended.stdout.splitlines()]


class TestLines:
    """The log for other programs: a JSON object a line."""

    @pytest.fixture(autouse=True)
    def told(self, store: Store) -> None:
        """Margaret is read about twice, and somebody who was erased once."""
        add(store, make.candidate(), ADA)
        by_ada = {"team_id": TEAM, "actor_id": ADA}
        store.audit.add(ReadDebrief(**by_ada, at=at(0), candidate_id=MARGARET))
        store.audit.add(ConfirmedGuest(**by_ada, at=at(1), candidate_id=MARGARET, guest_id=GRACE))
        store.audit.add(
            Erased(team_id=OTHER_TEAM, at=at(24 * 60), actor_id=GRACE, candidate_id="gone")
        )

    def test_say_all_that_is_kept(self, store: Store) -> None:
        [_, guest, _] = lines()
        assert guest == {
            "line": 2, "team_id": "T0ENGINE", "at": "2026-03-02T12:01:00Z", "actor_id": "U0ADA",
            "candidate_id": "candidate-margaret", "opening_id": "", "action": "confirmed_guest",
            "guest_id": "U0GRACE", "hash": store.chain.verify(TEAM).hash,
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("arguments", "numbers"),
        [
            ([], [1, 2, 1]),
            (["--team", TEAM], [1, 2]),
            (["--candidate", "margaret hamilton"], [1, 2]),
            (["--candidate", MARGARET, "--person", GRACE], [2]),
            (["--candidate", "gone"], [1]),
            (["--person", GRACE], [2, 1]),
            (["--since", "2026-03-03"], [1]),
            (["--until", "2026-03-02T12:01:00"], [1]),
            (["--team", "T0NONE"], []),
        ],
    )
    def test_are_those_that_are_wanted(self, arguments: list[str], numbers: list[int]) -> None:
        assert [line["line"] for line in lines(*arguments)] == numbers

    def test_come_page_by_page(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("interviews.store.audit_log.PAGE", 1)
        assert [line["line"] for line in lines()] == [1, 2, 1]


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

    def test_says_so_where_a_bit_has_made_a_text_unreadable(self, logged: Store) -> None:
        logged._engine.execute("DROP TRIGGER audit_lines_stay")
        logged._engine.execute("UPDATE audit_lines SET at = CAST(X'b0' AS TEXT) WHERE seq = 2")
        ended = run("verify")
        assert ended.exit_code == 1
        assert ended.output.startswith("Error: The database file is damaged: Could not decode")

    def test_finds_a_chain_that_was_made_anew(self, logged: Store) -> None:
        kept = logged.chain.verify(TEAM).hash
        assert run("verify", "--head", kept).exit_code == 0
        assert logged.audit.remove_some(TEAM)
        logged.audit.add(Erased(team_id=TEAM, at=at(0), actor_id=ADA, candidate_id=MARGARET))
        assert run("verify").exit_code == 0
        ended = run("verify", "--head", kept)
        assert ended.exit_code == 1
        assert f"Error: The log is broken: no line has the hash {kept}." in ended.output
