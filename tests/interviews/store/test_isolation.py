"""Two workspaces in one database see nothing of each other: by what is read, and by every statement there is."""

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import interviews.store
from interviews.loop import EarlyOpening
from interviews.models import Status
from interviews.scorecards.submit import submit
from interviews.store import Store
from interviews.store.audit import OpenedEarly
from interviews.store.messages import Posted
from interviews.store.rows import Tables
from tests.interviews import make
from tests.interviews.people import ADA, GRACE, MARGARET, OTHER_TEAM, TEAM, at, person

FOLDER = Path(interviews.store.__file__).parent
"""Its modules; migrations, engines and copies are rooms of their own, and know no team."""
OF_ALL_TEAMS = {
    "candidates.py": {"list_keys", "list_teams", "find_everywhere"},
    "chain.py": {"list_teams"},
    "jobs.py": {"claim", "counts", "troubles", "remove_finished", "all", "retry"},
    "nameless.py": {"teams_of"},
    "openings.py": {"list_teams"},
    "processes.py": {"see", "remove", "seen_since"},
    "repository.py": {"size"},
    "retention.py": {"list_erasing"},
    "teams.py": {"list_all"},
    "traces.py": {"salt", "list_begun", "list_waiting", "_checks", "set_place"},
}
"""A worker takes the jobs of every team and removes old ones, and an operator counts, lists and retries them.

A backup says how much it holds, an operator's export is of every team, and so is the check of the log. Processes are
of none.
"""

TABLE = re.compile(r"\b(?:FROM|JOIN|INTO|UPDATE)\s+([a-z_]+)")
GUARD = re.compile(
    r"team_id = (?::team_id|[co]\.team_id)|\(team_id,[^)]*\)\s+(?:VALUES \(|SELECT ):team_id,"
)


def statements() -> Iterator[tuple[str, str, str]]:
    """Module, function and SQL of every text in the store that names a table."""
    for file in sorted(FOLDER.glob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for top in [statement for node in tree.body for statement in getattr(node, "body", [node])]:
            for sql in filter(TABLE.search, _texts(top)):
                yield file.name, getattr(top, "name", ""), sql


def _texts(node: ast.AST) -> Iterator[str]:
    """Every text below, with its parts joined as they are when it runs."""
    if isinstance(node, ast.BinOp | ast.JoinedStr | ast.Constant):
        parts = [part.value for part in ast.walk(node) if isinstance(part, ast.Constant)]
        yield "".join(part for part in parts if isinstance(part, str))
        return
    for child in ast.iter_child_nodes(node):
        yield from _texts(child)


ALL = list(statements())
SQL = [query for query in ALL if query[1] not in OF_ALL_TEAMS.get(query[0], ())]


class TestSQL:
    """Every table in every statement is narrowed to one team."""

    @pytest.mark.parametrize(
        ("module", "function", "sql"), SQL, ids=[f"{m}-{f}" for m, f, _ in SQL]
    )
    def test_names_the_team_for_every_table(self, module: str, function: str, sql: str) -> None:
        assert len(GUARD.findall(sql)) >= len(TABLE.findall(sql)), f"{module}, {function}: {sql}"

    def test_was_found_in_every_module_that_has_some(self) -> None:
        asking = {
            file.name
            for file in FOLDER.glob("*.py")
            if re.search(r"_(query|execute)\(|engine\.query\(", file.read_text(encoding="utf-8"))
        }
        assert {module for module, _, _ in ALL} == asking - {"rows.py"}

    @pytest.mark.parametrize("name", ["_rows", "_find", "_first", "_delete"])
    def test_that_is_put_together_cannot_be_without_a_team(self, name: str) -> None:
        team = inspect.signature(getattr(Tables, name)).parameters["team_id"]
        assert team.default is inspect.Parameter.empty

    @pytest.mark.parametrize(
        "sql",
        [
            "SELECT * FROM candidates WHERE id = :id",
            "SELECT * FROM candidates c JOIN ratings r ON r.id = c.id WHERE c.team_id = :team_id",
            "INSERT INTO audit_lines (seq, at) VALUES (:seq, :at)",
            "UPDATE interviews SET confirmed = 1 WHERE candidate_id = :candidate_id",
            "DELETE FROM messages WHERE about = :about",
        ],
    )
    def test_would_be_caught_without_it(self, sql: str) -> None:
        assert len(GUARD.findall(sql)) < len(TABLE.findall(sql))


class TestTwoTeams:
    """The same ids in two workspaces are two things."""

    @pytest.fixture
    def both(self, store: Store) -> Store:
        for team, note in ((TEAM, "of the engine"), (OTHER_TEAM, "of the loom")):
            sent = make.form("card", new=make.margaret(), note=note)
            submit(store, person(ADA, team=team), sent, at(0))
            entry = OpenedEarly(
                team_id=team, at=at(0), actor_id=ADA, candidate_id=MARGARET, missing=(team,)
            )
            store.audit.add(entry)
            early = EarlyOpening(user_id=ADA, at=at(0), missing=(team,))
            store.reveals.add_early_opening(team, MARGARET, early)
            posted = Posted(
                team_id=team, about="digest", candidate_id=MARGARET, channel=team, ts="1.0"
            )
            store.messages.remember(posted, at(0))
        return store

    @pytest.mark.parametrize(("team", "other"), [(TEAM, OTHER_TEAM), (OTHER_TEAM, TEAM)])
    def test_lose_their_own(self, both: Store, team: str, other: str) -> None:
        """A statement that is put together from columns is narrowed to the team as well."""
        Tables(both._engine)._delete("messages", team_id=team)
        assert both.messages.find(team, "digest") is None
        assert both.messages.find(other, "digest") is not None

    @pytest.mark.parametrize(
        ("team", "note"), [(TEAM, "of the engine"), (OTHER_TEAM, "of the loom")]
    )
    def test_read_their_own(self, both: Store, team: str, note: str) -> None:
        there = both.loop(team, MARGARET)
        assert there is not None
        assert [card.note for card in there.cards] == [note]
        assert [opening.missing for opening in there.early_openings] == [(team,)]
        card = both.scorecards.get(team, "card")
        assert card is not None
        assert card.note == note
        found = both.messages.find(team, "digest")
        assert found is not None
        assert found.channel == team
        assert [mark.channel for mark in both.messages.list_by_prefix(team, MARGARET, "")] == [team]
        assert [candidate.team_id for candidate in both.candidates.all_of(team)] == [team]
        assert [candidate.team_id for candidate in both.candidates.of_person(team, ADA)] == [team]

    def test_change_their_own(self, both: Store) -> None:
        both.interviews.invite(both.candidates.all_of(TEAM)[0], GRACE, at(0), confirmed=False)
        assert not both.interviews.confirm(OTHER_TEAM, MARGARET, GRACE)
        both.messages.forget(TEAM, "digest")
        assert both.messages.find(OTHER_TEAM, "digest") is not None

    def test_leave_nothing_for_a_third(self, both: Store) -> None:
        third = "T0THIRD"
        assert both.loop(third, MARGARET) is None
        assert both.scorecards.get(third, "card") is None
        assert both.scorecards.of_candidate(third, MARGARET) == ()
        assert both.audit.of_candidate(third, MARGARET) == ()
        assert both.messages.list_by_prefix(third, MARGARET, "") == ()
        assert all(both.candidates.all_of(third, status) == () for status in Status)
