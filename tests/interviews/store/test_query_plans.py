"""What a database looks at: in a large team, what one person asks for must not read what belongs to all."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from interviews.candidates.queries import (
    Older,
    close_to,
    decided_candidates,
    find,
    keys_of_scorable,
    open_candidates,
    scorable_candidates,
    unscored_candidates,
)
from interviews.openings import queries as openings
from interviews.openings.permissions import OpeningAction
from interviews.permissions import Person
from interviews.scorecards.submit import submit
from interviews.store import Store, opening_lists
from interviews.store.engines.engine import Params, Row
from interviews.store.engines.sqlite import SQLiteEngine
from interviews.store.messages import STARTING, Posted
from interviews.store.migrations import migrate
from interviews.store.readers import OF_PERSON
from tests.interviews import make
from tests.interviews.people import (
    ADA,
    BACKEND_BERLIN,
    GRACE,
    KATHERINE,
    MARGARET,
    NOON,
    TEAM,
    at,
    person,
)


def plans(folder: Path, ask: Callable[[Store], object]) -> list[list[str]]:
    """What the database says it would do for each query that is made, line by line."""
    store = Store(SQLiteEngine(folder / "interviews.db"), lambda: NOON)
    store.migrate()
    engine, found = store._engine, list[tuple[str, Params]]()
    query = engine.query

    def record(sql: str, params: Params | None = None) -> list[Row]:
        found.append((sql, params or {}))
        return query(sql, params)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "query", record)
        ask(store)
    steps = [query(f"EXPLAIN QUERY PLAN {sql}", params) for sql, params in found]
    store.close()
    return [[step["detail"] for step in each] for each in steps]


class TestMyCandidates:
    """A list that every scorecard and the Home tab ask for."""

    def test_are_found_from_the_person(self, tmp_path: Path) -> None:
        """Asked of each candidate in turn, a hundred thousand scorecards made this take 30 ms."""
        engine = SQLiteEngine(tmp_path / "interviews.db")
        migrate(engine, lambda: NOON)
        steps = engine.query(
            f"EXPLAIN QUERY PLAN SELECT * FROM candidates c WHERE c.team_id = :team_id AND {OF_PERSON}",  # noqa: S608
            {"team_id": TEAM, "user_id": ADA},
        )
        engine.close()
        details = "\n".join(step["detail"] for step in steps)
        assert "leads_by_user (team_id=? AND user_id=?)" in details
        assert "coordinators_by_user (team_id=? AND user_id=?)" in details
        assert "interviews_by_user (team_id=? AND interviewer_id=?)" in details
        assert "candidates_1 (team_id=? AND id=?)" in details


class TestRounds:
    """Every page about a candidate asks whether further rounds follow."""

    def test_are_found_by_the_person_that_they_share(self, tmp_path: Path) -> None:
        def ask(store: Store) -> None:
            store.candidates.rounds_of(TEAM, MARGARET)
            store.candidates.later_rounds([make.candidate(), make.candidate("another")])

        for details in plans(tmp_path, ask):
            assert any("candidate_rounds (team_id=? AND first_id=?" in line for line in details)
            assert not [line for line in details if "(team_id=?)" in line or "SCAN" in line]


class TestOpenings:
    """A page about one opening reads what is in it, and the list what it shows."""

    def test_have_candidates_who_are_found_by_the_opening(self, tmp_path: Path) -> None:
        def ask(store: Store) -> None:
            store.candidates.in_opening(TEAM, BACKEND_BERLIN)
            store.openings.seats_of(TEAM, BACKEND_BERLIN)
            store.openings.counts(TEAM, [BACKEND_BERLIN])

        for details in plans(tmp_path, ask):
            assert any(
                "candidates_by_opening (team_id=? AND opening_id=?" in line for line in details
            )
            assert not [line for line in details if "(team_id=?)" in line or "SCAN" in line]

    @pytest.mark.parametrize(
        ("few", "index"), [(1000, "leads_by_user"), (0, "candidates_by_opening")]
    )
    @pytest.mark.parametrize(
        "ask",
        [
            lambda store: openings.first(store, person(ADA), OpeningAction.COMPARE, 20),
            lambda store: openings.find(store, person(ADA), OpeningAction.SEE, "Backend"),
            lambda store: openings.titles(store, person(ADA), OpeningAction.EXPORT),
        ],
        ids=["listed", "named", "titles"],
    )
    def test_of_somebody_are_found_from_their_candidates_or_where_these_are_many_from_the_openings(
        self,
        store: Store,
        monkeypatch: pytest.MonkeyPatch,
        ask: Callable[[Store], object],
        few: int,
        index: str,
    ) -> None:
        """All of 400, each asked of all candidates of a lead of 5,000, took 20 ms."""
        monkeypatch.setattr(opening_lists, "FEW", few)
        _add_many(store)
        queries = queries_of(store, monkeypatch)
        ask(store)
        monkeypatch.undo()
        [(sql, params)] = [each for each in queries if "o.name_key, o.closed_at" in each[0]]
        steps = _plan_of_a_large_team(store, sql, params)
        assert index in steps, steps
        assert not re.search(WHOLE_TEAM, steps), steps

    def test_of_somebody_with_many_candidates_are_read_in_their_order_as_far_as_they_are_shown(
        self, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Each of 400 was asked whose it is, to list the first twenty."""
        monkeypatch.setattr(opening_lists, "FEW", -1)
        with store.transaction():
            for number in range(300):
                store.openings.add(make.opening(f"opening-{number}", leads=(ADA,)))
        store._engine.execute("ANALYZE job_openings")
        queries = queries_of(store, monkeypatch)
        assert len(openings.newest(store, person(ADA), OpeningAction.COMPARE, 20)) == 20
        monkeypatch.undo()
        listed, read = (
            _plan_of_a_large_team(store, *each) for each in queries if "job_openings o" in each[0]
        )
        assert "job_openings_in_order" in listed, listed
        assert not re.search("TEMP B-TREE|Sort", listed), listed
        assert "job_openings_in_order" not in read, read


class TestRetention:
    """The walk through a team that erases by rule takes a page of people at a time, and each page costs the same."""

    def test_pages_are_found_by_the_people_in_them(self, tmp_path: Path) -> None:
        def ask(store: Store) -> None:
            store.candidates.list_people(TEAM, MARGARET, 100)
            store.candidates.rounds_of_people(TEAM, (MARGARET,))
            store.ages.last_activity(TEAM, (MARGARET,))
            store.erasure_notices.among(TEAM, (MARGARET,))

        for details in plans(tmp_path, ask):
            assert not [line for line in details if "(team_id=?)" in line]
            assert not [line for line in details if "SCAN" in line and line != "SCAN every"]


class TestMessages:
    """Each delivery, and each card, asks where something stands."""

    @pytest.fixture(autouse=True)
    def many(self, store: Store) -> None:
        """Two hundred candidates with ten messages each, which the database has counted: it plans by what it knows.

        Nothing else may count them in between, or the plan would depend on the moment.
        """
        engine = store._engine
        if not isinstance(engine, SQLiteEngine):
            engine.execute("ALTER TABLE messages SET (autovacuum_enabled = off)")
        with store.transaction():
            for number in range(2000):
                message = Posted(
                    team_id=TEAM, about=f"remind:1:{number}", candidate_id=f"c-{number // 10}",
                    channel="D0ADA", ts=f"{number}.0",
                )  # fmt: skip
                store.messages.remember(message, NOON)
        engine.execute("ANALYZE messages")

    def test_are_found_from_the_candidate(self, store: Store) -> None:
        params = {"team_id": TEAM, "candidate_id": MARGARET, "prefix": "remind:1:", "length": 9}
        assert narrowed(plan(store, STARTING, params))

    def test_are_found_by_their_whole_name_when_the_last_card_comes_in(
        self, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Found by how they start, 200,000 of a team made the last card of a panel take seconds."""
        submit(store, person(ADA), make.form("card-ada", new=make.margaret(GRACE)), at(0))
        queries = queries_of(store, monkeypatch)
        submit(store, person(GRACE), make.form("card-grace"), at(1))
        monkeypatch.undo()
        of_messages = [(sql, params) for sql, params in queries if "FROM messages" in sql]
        assert of_messages
        assert all(narrowed(plan(store, sql, params)) for sql, params in of_messages)


class TestNames:
    """Among 20,000 names, looking at each made `debrief` and a name take 600 ms, and 1,050 with a slip."""

    @pytest.mark.parametrize("who", [person(ADA), person(KATHERINE, admin=True)])
    def test_are_found_by_what_is_in_them(
        self, store: Store, monkeypatch: pytest.MonkeyPatch, who: Person
    ) -> None:
        _add_many(store)
        queries = queries_of(store, monkeypatch)
        assert len(find(store, who, "Ada Lovelace 777")) == 1
        assert len(find(store, who, "lace 1077")) == 1
        assert close_to(store, who, "Ada Lovelase 777")
        monkeypatch.undo()
        for sql, params in queries:
            steps = _plan_of_a_large_team(store, sql, params)
            assert not re.search(WHOLE_TEAM, steps), f"{sql}\n{steps}"


class TestLists:
    """Those of a lead of 5,000 took 170 ms."""

    @pytest.mark.parametrize("who", [person(ADA), person(KATHERINE, coordinator=True)])
    def test_of_very_many_read_no_more_than_they_show(
        self, store: Store, monkeypatch: pytest.MonkeyPatch, who: Person
    ) -> None:
        _add_many(store)
        queries = queries_of(store, monkeypatch)
        shown, older = open_candidates(store, who, 12)
        decided_candidates(store, who, 12)
        monkeypatch.undo()
        assert (len(shown), older) == (12, Older(100, is_all=False))
        lists = [
            (sql, params) for sql, params in queries if "LIMIT :most" in sql and "ORDER" in sql
        ]
        indexes = ("candidates_undecided", "decisions_by_time")
        for (sql, params), index in zip(lists, indexes, strict=True):
            steps = _plan_of_a_large_team(store, sql, params)
            assert index in steps, steps
            assert "TEMP B-TREE" not in steps, steps

    def test_of_few_who_are_decided_read_no_candidate_who_is_not(self, tmp_path: Path) -> None:
        """Each of 500 was read for an interviewer with nobody decided."""
        found = plans(tmp_path, lambda store: decided_candidates(store, person(ADA), 12))
        [details] = [each for each in found if any("SEARCH d " in line for line in each)]
        steps = [line for line in details if line.startswith(("SEARCH d ", "SEARCH c "))]
        assert [line[:8] for line in steps] == ["SEARCH d", "SEARCH c"], details
        assert "(team_id=? AND candidate_id=?)" in steps[0], details

    def test_of_whom_somebody_may_score_read_no_more_than_they_show(
        self, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The form of a scorecard took a lead of 5,000 more than 300 ms."""
        _add_many(store)
        queries = queries_of(store, monkeypatch)
        shown, older = scorable_candidates(store, person(ADA), ["backend-developer"], 12)
        monkeypatch.undo()
        assert (len(shown), older) == (12, Older(100, is_all=False))
        [(sql, params)] = [each for each in queries if "ORDER BY c.created_at" in each[0]]
        steps = _plan_of_a_large_team(store, sql, params)
        assert "candidates_undecided" in steps, steps
        assert "TEMP B-TREE" not in steps, steps

    def test_of_whom_somebody_has_yet_to_score_are_found_from_the_person(
        self, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _add_many(store)
        queries = queries_of(store, monkeypatch)
        unscored_candidates(store, person(ADA), ["backend-developer"], 12)
        keys_of_scorable(store, person(ADA), ["backend-developer"])
        monkeypatch.undo()
        for sql, params in queries:
            steps = _plan_of_a_large_team(store, sql, params)
            assert not re.search(WHOLE_TEAM, steps), f"{sql}\n{steps}"


class TestWeeks:
    """The weekly digest of a lead looked at everybody whom they had ever decided on."""

    def test_begin_with_the_decisions_of_seven_days(self, tmp_path: Path) -> None:
        [details] = plans(tmp_path, lambda store: store.decisions.list_led(TEAM, ADA, at(0)))
        assert "decisions_by_time (team_id=? AND at>?)" in details[0], details
        assert not [line for line in details if "SCAN" in line], details


class TestCountsOfJobs:
    """Each look at /metrics asks for them, and of those done there are 300,000."""

    def test_look_at_no_job_done_long_ago(self, tmp_path: Path) -> None:
        [details] = plans(tmp_path, lambda store: store.jobs.counts(at(0)))
        for index in ("jobs_waiting", "jobs_done", "jobs_parked"):
            assert any(f"INDEX {index}" in line for line in details), details
        assert not [line for line in details if line == "SCAN jobs"]


WHOLE_TEAM = (
    r"Seq Scan on (candidates|name_grams)|(SCAN|SEARCH) (c|name_grams)\b.*(\(team_id=\?\)|^SCAN)"
)
"""A database reads all that a team has."""


def _plan_of_a_large_team(store: Store, sql: str, params: Params) -> str:
    """What is looked at where an index leads there, even if looking at each of so few would be quicker."""
    with store.transaction():
        if not isinstance(store._engine, SQLiteEngine):
            store._engine.execute("SET LOCAL enable_seqscan = off")
        return plan(store, sql, params)


def _add_many(store: Store) -> None:
    """As many candidates of Ada's as no database looks at in turn, which it has counted."""
    with store.transaction():
        for number in range(1500):
            store.candidates.add(make.candidate(f"candidate-{number}", f"Ada Lovelace {number}"))
    for table in ("candidates", "name_grams", "candidate_leads"):
        store._engine.execute(f"ANALYZE {table}")


def queries_of(store: Store, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Params]]:
    """Every query from now on."""
    queries, query = [], store._engine.query

    def record(sql: str, params: Params | None = None) -> list[Row]:
        queries.append((sql, params or {}))
        return query(sql, params)

    monkeypatch.setattr(store._engine, "query", record)
    return queries


def plan(store: Store, sql: str, params: Params) -> str:
    """What this database looks at."""
    if isinstance(store._engine, SQLiteEngine):
        steps = store._engine.query(f"EXPLAIN QUERY PLAN {sql}", params)
        return "\n".join(step["detail"] for step in steps)
    steps = store._engine.query(f"EXPLAIN {sql}", params)
    return "\n".join(step["QUERY PLAN"] for step in steps)


def narrowed(steps: str) -> bool:
    """Whether an index leads to the messages by more than their team."""
    [condition] = [
        line for line in steps.splitlines() if "(team_id=" in line or "Index Cond" in line
    ]
    return "candidate_id" in condition.partition("(")[2] or "about" in condition
