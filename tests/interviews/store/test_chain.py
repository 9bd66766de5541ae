"""The log is a chain: whatever is changed in its tables, taken away or added from outside is found and named."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from itertools import count
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from interviews.candidates.erasure import forget
from interviews.decisions import NewDecision, decide, undo
from interviews.errors import InterviewError, LogBroken
from interviews.models import Outcome
from interviews.store import Store
from interviews.store.audit import ChangedLeads, ConfirmedGuest, Erased, OpenedEarly
from interviews.store.audit_log import Wanted
from interviews.store.chain import Head
from question_bank.models import Archetype
from tests.interviews.debriefs.test_reveals import OTHERS, STEP, WHO
from tests.interviews.people import (
    ADA,
    BARBARA,
    GRACE,
    MARGARET,
    OTHER_TEAM,
    RADIA,
    TEAM,
    at,
    person,
)
from tests.interviews.steps import PowerCutError
from tests.interviews.store.test_audit import BY_ADA
from tests.interviews.stories import IN_ANY_ORDER, Story
from tests.threads import at_once

TABLES = ("audit_lines", "audit_mentions", "audit_people", "audit_heads")
KEYS = ("team_id", "seq", "token", "user_id")
LINES = 5
BY_ID = st.sampled_from(["decides", "takes back", "forgets", "makes nameless"])
COPY = """INSERT INTO audit_lines SELECT team_id, {}, at, actor_id, action, candidate_id, opening_id,
    detail, hash FROM audit_lines WHERE seq = 5"""
MENTION = """INSERT INTO audit_mentions SELECT team_id, 4, token, at FROM audit_mentions
    WHERE seq = 2"""


@pytest.fixture
def logged(store: Store) -> Store:
    """Five lines, of which some name people, and one of another team."""
    store.audit.add(OpenedEarly(**BY_ADA, missing=(GRACE, BARBARA)))
    with store.transaction():
        store.audit.add(ConfirmedGuest(**BY_ADA, guest_id=GRACE))
        store.audit.add(ChangedLeads(**BY_ADA, leads=(GRACE,), former=(ADA,)))
    store.audit.add(Erased(**BY_ADA | {"actor_id": GRACE}))
    store.audit.add(Erased(**BY_ADA))
    store.audit.add(Erased(**BY_ADA | {"team_id": OTHER_TEAM}))
    return store


@contextmanager
def by_an_intruder(store: Store) -> Iterator[None]:
    """Whoever may change the schema takes the database's own refusals away; all is as it was in the end."""
    with suppress(PowerCutError), store._engine.transaction():
        if store._engine.dialect == "sqlite":
            for name in ("audit_lines_stay", "audit_lines_go_together"):
                store._engine.execute(f"DROP TRIGGER {name}")
        else:
            store._engine.execute("ALTER TABLE audit_lines DISABLE TRIGGER USER")
        yield
        raise PowerCutError


def verify_all(store: Store) -> list[Head]:
    return [store.chain.verify(team_id) for team_id in store.chain.list_teams()]


class TestVerify:
    def test_gives_the_head_of_every_team(self, logged: Store) -> None:
        heads = {head.team_id: head for head in verify_all(logged)}
        assert heads[TEAM].seq == LINES
        assert heads[OTHER_TEAM].seq == 1
        assert len(heads[TEAM].hash) == 64

    def test_has_nothing_to_say_of_an_empty_log(self, store: Store) -> None:
        assert verify_all(store) == []
        assert store.chain.verify(TEAM) == Head(TEAM, 0, "")

    def test_finds_the_hashes_that_were_kept_elsewhere(self, logged: Store) -> None:
        earlier = logged.chain.verify(TEAM).hash
        logged.audit.add(Erased(**BY_ADA))
        kept = {earlier, "0" * 64}
        logged.chain.verify(TEAM, kept)
        assert kept == {"0" * 64}

    @pytest.mark.parametrize(
        ("sql", "said"),
        [
            ("UPDATE audit_lines SET at = '2020-01-01T00:00:00.000000Z' WHERE seq = 3", "line 3 was changed"),
            ("UPDATE audit_lines SET detail = '{}' WHERE seq = 1", "line 1 was changed"),
            ("DELETE FROM audit_lines WHERE seq = 1 AND team_id = 'T0ENGINE'", "line 1 is missing"),
            ("DELETE FROM audit_lines WHERE seq = 3", "line 3 is missing"),
            ("DELETE FROM audit_lines WHERE seq = 5", "line 5 is missing"),
            ("DELETE FROM audit_lines WHERE team_id = 'T0ENGINE'", "line 1 is missing"),
            ("DELETE FROM audit_heads", "its head is missing"),
            ("UPDATE audit_heads SET seq = 4 WHERE seq = 5", "the head, which has the hash of line 4, was changed"),
            (COPY.format(6), "line 6 was added"),
            (COPY.format(0), "line 0 was added"),
            ("DELETE FROM audit_mentions WHERE seq = 2", "the index of the people in line 2 was changed"),
            (MENTION, "the index of the people in line 4 was changed"),
            ("UPDATE audit_people SET user_id = 'U0NOBODY' WHERE user_id = 'U0GRACE'", "was changed"),
        ],
    )  # fmt: skip
    def test_names_the_first_place_that_is_wrong(self, logged: Store, sql: str, said: str) -> None:
        with by_an_intruder(logged):
            logged._engine.execute(sql)
            with pytest.raises(LogBroken) as broken:
                logged.chain.verify(TEAM)
            assert said in str(broken.value)
            assert str(broken.value).startswith(f"The log of {TEAM} is broken: ")
        verify_all(logged)


@IN_ANY_ORDER
@given(
    panel=st.sets(WHO, min_size=1),
    steps=st.lists(STEP | st.tuples(OTHERS, WHO, WHO) | st.tuples(BY_ID, WHO, WHO), max_size=12),
)
def test_the_chain_is_whole_after_every_deed(
    store: Store, role: Archetype, panel: set[str], steps: list[tuple[str, str, str]]
) -> None:
    story, minute = Story(store, role, {ADA}, panel), count(1000)
    before = store.chain.verify(TEAM).seq
    for done, who, whom in steps:
        candidate_id, now = story.candidate.id, at(next(minute))
        with suppress(InterviewError):
            match done:
                case "makes nameless":
                    store.audit.make_nameless(TEAM, whom)
                case "decides":
                    sent = NewDecision(
                        id=f"{candidate_id}-{now}", candidate_id=candidate_id,
                        outcome=Outcome.ADVANCE, reason="Calm.",
                    )  # fmt: skip
                    decide(store, person(who), sent, now)
                case "takes back":
                    undo(store, person(who), candidate_id, now)
                case "forgets":
                    forget(store, person(who), candidate_id, now)
                case _ if store.candidates.get(TEAM, candidate_id):
                    story.happens(done, who, whom)
        after = store.chain.verify(TEAM).seq
        assert after >= before
        before = after


def flipped(value: Any, data: st.DataObject) -> Any:
    """The value with one other bit; a character stays one."""
    if isinstance(value, int):
        return value ^ (1 << data.draw(st.integers(0, 30)))
    place = data.draw(st.integers(0, len(value) - 1))
    other = chr(ord(value[place]) ^ (1 << data.draw(st.integers(0, 6))))
    return value[:place] + other + value[place + 1 :]


@IN_ANY_ORDER
@given(data=st.data())
def test_every_bit_that_is_changed_is_found(logged: Store, data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(TABLES))
    rows = logged._engine.query(f"SELECT * FROM {table}")  # noqa: S608
    row = data.draw(st.sampled_from(rows))
    column = data.draw(st.sampled_from([name for name in row if row[name] != ""]))
    changed = flipped(row[column], data)
    key = {name: row[name] for name in KEYS if name in row}
    new_key = {name: (row | {column: changed})[name] for name in key}
    assume("\0" not in str(changed))  # which no text of PostgreSQL has
    assume(not any(new_key.items() <= other.items() for other in rows if other != row))
    with by_an_intruder(logged):
        those = " AND ".join(f"{name} = :{name}" for name in key)
        sql = f"UPDATE {table} SET {column} = :changed_to WHERE {those}"  # noqa: S608
        assert logged._engine.execute(sql, {**key, "changed_to": changed}) == 1
        with pytest.raises(LogBroken):
            verify_all(logged)


class TestLines:
    def test_stay_as_they_are_even_for_whoever_writes_sql(self, logged: Store) -> None:
        for sql in (
            "UPDATE audit_lines SET action = 'erased'",
            "DELETE FROM audit_lines",
            "DELETE FROM audit_lines WHERE seq = 5",
        ):
            with pytest.raises(Exception, match=r"the log stay as they are|removed whole"):
                logged._engine.execute(sql)
        assert len(verify_all(logged)) == 2

    def test_go_with_their_team(self, logged: Store) -> None:
        steps = iter(lambda: logged.audit.remove_some(TEAM, most=2), 0)
        assert len([*steps]) == 3
        assert [head.team_id for head in verify_all(logged)] == [OTHER_TEAM]
        logged.audit.add(Erased(**BY_ADA))
        assert logged.chain.verify(TEAM).seq == 1

    def test_come_with_what_they_are_about_or_not_at_all(self, store: Store) -> None:
        with suppress(PowerCutError), store.transaction():
            store.audit.add(Erased(**BY_ADA))
            raise PowerCutError
        with store.transaction():
            with suppress(PowerCutError), store.transaction():
                store.audit.add(Erased(**BY_ADA))
                raise PowerCutError
            with store.transaction():
                store.audit.add(ConfirmedGuest(**BY_ADA, guest_id=GRACE))
            assert len(store.audit.of_candidate(TEAM, MARGARET)) == 1
        [entry] = store.audit.of_candidate(TEAM, MARGARET)
        assert isinstance(entry, ConfirmedGuest)
        assert store.chain.verify(TEAM).seq == 1

    def test_are_one_chain_however_many_write_at_once(self, store: Store) -> None:
        def write(number: int) -> None:
            for minute in range(5):
                with store.transaction():
                    for team_id in (TEAM, OTHER_TEAM)[:: 1 if number % 2 else -1]:
                        by: Mapping[str, Any] = BY_ADA | {"team_id": team_id, "at": at(minute)}
                        store.audit.add(ConfirmedGuest(**by, guest_id=f"U0GUEST{minute}"))

        at_once(*(partial(write, number) for number in range(4)))
        assert [head.seq for head in verify_all(store)] == [20, 20]


class TestNameless:
    """Somebody who has left can be taken out of the log, in which every line stays."""

    def test_people_stand_in_no_line(self, logged: Store) -> None:
        for table in ("audit_lines", "audit_mentions", "audit_heads"):
            kept = str(logged._engine.query(f"SELECT * FROM {table}"))  # noqa: S608
            assert not [who for who in (ADA, BARBARA, GRACE) if who in kept]

    def test_person_is_nobody_from_then_on(self, logged: Store) -> None:
        assert logged.audit.make_nameless(TEAM, GRACE)
        assert not logged.audit.make_nameless(TEAM, GRACE)
        entries = logged.audit.of_candidate(TEAM, MARGARET)
        assert GRACE not in str(entries)
        assert [entry.actor_id for entry in entries].count(ADA) == LINES - 1
        assert {entry.guest_id for entry in entries if isinstance(entry, ConfirmedGuest)} == {
            entry.actor_id for entry in entries if isinstance(entry, Erased)
        } - {ADA}
        assert logged.chain.verify(TEAM).seq == LINES

    def test_person_who_comes_back_is_another(self, logged: Store) -> None:
        logged.audit.make_nameless(TEAM, GRACE)
        logged.audit.add(Erased(**BY_ADA | {"actor_id": GRACE, "at": at(90)}))
        *_, newest = logged.audit.of_candidate(TEAM, MARGARET)
        assert newest.actor_id == GRACE
        assert [line.entry.actor_id for line in logged.audit.find(TEAM, Wanted(), 9)].count(
            GRACE
        ) == 1
        assert logged.chain.verify(TEAM).seq == LINES + 1

    def test_names_of_others_stay(self, logged: Store) -> None:
        logged.audit.make_nameless(OTHER_TEAM, ADA)
        logged.audit.make_nameless(TEAM, RADIA)
        assert ADA in str(logged.audit.find(TEAM, Wanted(), 9))
