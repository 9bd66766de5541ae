"""What is particular to PostgreSQL: placeholders, lost connections, locks of others; and the sentences for them."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from interviews.errors import StoreUnavailable
from interviews.scorecards.submit import submit
from interviews.store import Store, open_store
from interviews.store.engines.postgres import _placeholders
from tests.databases import wait_for_connection
from tests.interviews import make
from tests.interviews.people import ADA, MARGARET, NOON, TEAM, at, person
from tests.interviews.steps import change, refused, within_three_seconds
from tests.interviews.store.engines.wire import Wire

AGAIN = "Nothing was saved; please try again in a moment."
TELL = "Nothing was saved; please tell whoever runs this bot."


@pytest.fixture
def wire(postgres_url: str) -> Iterator[Wire]:
    """The way to an empty PostgreSQL, whole as yet."""
    with Wire.to(postgres_url) as found:
        yield found


@pytest.fixture
def store(wire: Wire) -> Iterator[Store]:
    """A store with every migration, at the other end of the wire."""
    opened = open_store(wire.address, lambda: NOON)
    wait_for_connection(opened)
    opened.migrate()
    yield opened
    opened.close()


def kept(store: Store) -> bool:
    """Whether a card is kept as if nothing had been."""
    with within_three_seconds():
        submit(store, person(ADA), make.form("card-ada", new=make.margaret()), at(0))
    return store.scorecards.get(TEAM, "card-ada") is not None


class TestPlaceholders:
    @pytest.mark.parametrize(
        ("sql", "translated"),
        [
            ("a = :a AND b = :b_c", "a = %(a)s AND b = %(b_c)s"),
            ("id IN (:card0, :card1)", "id IN (%(card0)s, %(card1)s)"),
            ("a = 'at 10:30' AND b = :b", "a = 'at 10:30' AND b = %(b)s"),
            ("a = 'it''s :a' AND b = :b", "a = 'it''s :a' AND b = %(b)s"),
            ("a LIKE '5%' AND b % 2 = :b", "a LIKE '5%%' AND b %% 2 = %(b)s"),
            ("SELECT 1", "SELECT 1"),
        ],
    )
    def test_are_those_of_psycopg(self, sql: str, translated: str) -> None:
        assert _placeholders(sql) == translated


class TestConnecting:
    def test_keeps_the_options_of_the_address(self, postgres_url: str) -> None:
        """A company that keeps the tables in a schema of its own says so in the address."""
        with psycopg.connect(postgres_url) as theirs:
            [wanted] = theirs.execute("SELECT current_schema()").fetchone() or ()
        store = open_store(postgres_url, lambda: NOON)
        [found] = store._engine.query(
            "SELECT current_schema() AS schema, current_setting('lock_timeout') AS lock_timeout"
        )
        assert found == {"schema": wanted, "lock_timeout": "1200ms"}
        store.close()

    def test_has_what_comes_often_planned_once(self, store: Store) -> None:
        for _ in range(20):
            store.candidates.get(TEAM, MARGARET)
        assert store._engine.query("SELECT name FROM pg_prepared_statements") != []

    def test_says_when_the_address_is_none(self) -> None:
        with pytest.raises(StoreUnavailable, match="DATABASE_URL is not an address"):
            open_store("postgresql://host:5432/name?nonsense=1", lambda: NOON)

    def test_says_when_nobody_is_there(self, wire: Wire) -> None:
        wire.cut()
        store = open_store(wire.address, lambda: NOON)
        with within_three_seconds(), pytest.raises(StoreUnavailable, match="cannot be reached"):
            store.migrate()
        with within_three_seconds():
            assert not store.is_ready()
        store.close()

    def test_is_only_for_those_who_ask_for_it(self) -> None:
        """The SQLite installation does without psycopg."""
        script = (
            "import sys; from interviews.store import open_store;"
            "open_store('sqlite:///x.db', None);"
            "print([name for name in sys.modules if name.startswith('psycopg')])"
        )
        found = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True
        )
        assert found.stdout.strip() == "[]"


class TestLostConnection:
    """The database restarts, or the network does; nothing of it is an unexpected error."""

    def test_in_the_middle_keeps_nothing(self, store: Store, wire: Wire) -> None:
        def adds_until_it_breaks() -> None:
            with store.transaction():
                store.candidates.add(make.candidate())
                wire.cut()
                store.candidates.get(TEAM, MARGARET)

        with within_three_seconds(), pytest.raises(StoreUnavailable) as error:
            adds_until_it_breaks()
        assert str(error.value) == f"The database cannot be reached. {AGAIN}"
        wire.mend()
        assert store.candidates.get(TEAM, MARGARET) is None
        assert kept(store)

    def test_while_idle_is_not_noticed(self, store: Store, wire: Wire) -> None:
        store.is_ready()
        wire.cut()
        wire.mend()
        assert kept(store)

    def test_of_every_pooled_connection_is_not_noticed(self, store: Store, wire: Wire) -> None:
        """After a restart all are dead: trying them one by one would take longer than a modal may."""
        self.open_many(store)
        wire.cut()
        wire.mend()
        assert kept(store)

    def open_many(self, store: Store) -> None:
        """As many connections as a busy hour leaves behind."""
        pool = store._engine._pool  # type: ignore[attr-defined]
        held = [pool.getconn() for _ in range(6)]
        for connection in held:
            pool.putconn(connection)
        assert pool.get_stats()["pool_available"] == 6

    def test_is_said_while_it_lasts_and_over_when_it_is(self, store: Store, wire: Wire) -> None:
        """The pool's own pauses between attempts double; nobody must wait for them once it is back."""
        wire.cut()
        for _ in range(3):
            assert "cannot be reached" in refused(store)
        wire.mend()
        until = time.monotonic() + 2
        while not store.is_ready():
            assert time.monotonic() < until
        assert kept(store)


class TestPooled:
    """Behind pgbouncer a transaction has whatever session is free, and nothing of a session can be relied on."""

    @pytest.fixture
    def store(self, pooled_url: str) -> Iterator[Store]:
        opened = open_store(pooled_url, lambda: NOON)
        wait_for_connection(opened)
        opened.migrate()
        yield opened
        opened.close()

    @contextmanager
    def all_in_use(self, url: str) -> Iterator[None]:
        """Others have every session that pgbouncer keeps for a database as it comes."""
        with ExitStack() as others:
            for _ in range(20):
                others.enter_context(psycopg.connect(url)).execute("SELECT 1")
            yield

    def test_prepares_nothing(self, store: Store) -> None:
        for _ in range(20):
            store.candidates.get(TEAM, MARGARET)
        assert store._engine.query("SELECT name FROM pg_prepared_statements") == []

    @pytest.mark.parametrize(
        ("limit", "wanted"),
        [
            ("lock_timeout", "1200ms"),
            ("statement_timeout", "2500ms"),
            ("idle_in_transaction_session_timeout", "30s"),
        ],
    )
    def test_limits_each_transaction_and_no_session(
        self, store: Store, pooled_url: str, limit: str, wanted: str
    ) -> None:
        shown = f"SELECT current_setting('{limit}') AS limit"
        assert store._engine.query(shown) == [{"limit": wanted}]
        with store.transaction():
            assert store._engine.query(shown) == [{"limit": wanted}]
        with psycopg.connect(pooled_url) as other:
            assert other.execute(shown).fetchone() == ("0",)

    def test_says_so_when_no_session_is_free(self, store: Store, pooled_url: str) -> None:
        """pgbouncer itself would let everybody wait for two minutes."""
        with self.all_in_use(pooled_url):
            assert refused(store) == f"The database cannot be reached, or is too busy. {AGAIN}"
        assert kept(store)


class TestOthers:
    """What others do to the same database."""

    @contextmanager
    def holding(self, url: str, sql: str) -> Iterator[None]:
        with psycopg.connect(url) as other:
            other.execute(sql)
            yield
            other.rollback()

    def test_lock_a_table(self, store: Store, postgres_url: str) -> None:
        with self.holding(postgres_url, "LOCK TABLE candidates IN ACCESS EXCLUSIVE MODE"):
            assert refused(store) == f"The database is busy with something else. {AGAIN}"
        assert kept(store)

    def test_take_longer_than_anybody_waits(self, store: Store) -> None:
        with within_three_seconds(), pytest.raises(StoreUnavailable, match="busy"):
            store._engine.query("SELECT pg_sleep(10) AS slept")
        assert kept(store)

    def test_end_our_connections(self, store: Store, postgres_url: str) -> None:
        store.is_ready()
        ends = (
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE pid <> pg_backend_pid() AND datname = current_database()"
            " AND query LIKE '%schema_steps%'"
        )
        with self.holding(postgres_url, ends):
            assert kept(store)

    def test_allow_reading_only(self, wire: Wire, store: Store) -> None:
        store.candidates.add(make.candidate("candidate-2", "Dorothy Vaughan"))
        theirs = conninfo_to_dict(wire.address)["options"]
        read_only = f"{theirs} -c default_transaction_read_only=on"
        standby = open_store(make_conninfo(wire.address, options=read_only), lambda: NOON)
        assert standby.problem() == "The database can only be read, not written."
        assert standby.loop(TEAM, "candidate-2") is not None
        assert refused(standby) == f"The database can only be read, not written. {TELL}"
        standby.close()

    def test_allow_nothing(self, store: Store, postgres_url: str) -> None:
        """The tables belong to somebody else."""
        with psycopg.connect(postgres_url, autocommit=True) as owner:
            [schema] = owner.execute("SELECT current_schema()").fetchone() or ()
            guest = f"guest_of_{schema}"
            owner.execute(f"CREATE ROLE {guest}")
            owner.execute(f"GRANT USAGE ON SCHEMA {schema} TO {guest}")
            with store._engine.transaction():
                change(store, f"SET LOCAL ROLE {guest}")
                assert refused(store) == f"The database does not let the bot write. {TELL}"
            owner.execute(f"DROP OWNED BY {guest}")
            owner.execute(f"DROP ROLE {guest}")


class TestClose:
    def test_gives_back_every_connection(self, store: Store, postgres_url: str) -> None:
        store.is_ready()
        store.close()
        with psycopg.connect(postgres_url) as other:
            rows = other.execute(
                "SELECT 1 FROM pg_stat_activity WHERE query LIKE '%schema_steps%'"
                " AND pid <> pg_backend_pid() AND state = 'idle'"
            ).fetchall()
        assert rows == []
        with pytest.raises(StoreUnavailable):
            store.candidates.get(TEAM, MARGARET)

    def test_can_be_said_twice(self, store: Store) -> None:
        store.close()
        store.close()
        assert not store.is_ready()
