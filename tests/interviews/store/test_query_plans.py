"""What SQLite looks at: in a large team, what one person asks for must not read what belongs to all."""

from pathlib import Path

from interviews.store.candidates import _OF_PERSON
from interviews.store.migrations import migrate
from interviews.store.sqlite import SQLiteEngine
from tests.interviews.people import ADA, NOON, TEAM


class TestMyCandidates:
    """A list that every scorecard and the Home tab ask for."""

    def test_are_found_from_the_person(self, tmp_path: Path) -> None:
        """Asked of each candidate in turn, a hundred thousand scorecards made this take 30 ms."""
        engine = SQLiteEngine(tmp_path / "interviews.db")
        migrate(engine, lambda: NOON)
        steps = engine.query(
            f"EXPLAIN QUERY PLAN SELECT * FROM candidates c WHERE c.team_id = :team_id AND {_OF_PERSON}",  # noqa: S608
            {"team_id": TEAM, "user_id": ADA},
        )
        engine.close()
        looked = "\n".join(one["detail"] for one in steps)
        assert "leads_by_user (team_id=? AND user_id=?)" in looked
        assert "interviews_by_user (team_id=? AND interviewer_id=?)" in looked
        assert "candidates_1 (team_id=? AND id=?)" in looked
