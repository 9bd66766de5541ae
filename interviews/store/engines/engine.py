"""What the repository asks of a database: the few things in which SQLite and PostgreSQL differ."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Any, Literal, NamedTuple, Protocol, TypeVar

T = TypeVar("T")
Params = Mapping[str, str | int | None]
Row = dict[str, Any]

WAIT = 1.2
"""Seconds for a lock or a connection, and again for other processes: a modal must answer within three."""
MIGRATION_WAIT = 60.0
"""Seconds for another process to migrate a large database: nobody looks at a modal then."""

AGAIN = "Nothing was saved; please try again in a moment."
TELL = "Nothing was saved; please tell whoever runs this bot."


class Column(NamedTuple):
    """A column of a table there is."""

    table: str
    name: str
    is_text: bool
    key: int
    """Its place in the table's primary key, from 1 on; 0 where it is not in it."""


class Engine(Protocol):
    """One database. Every failure of the database itself is raised as `StoreUnavailable`."""

    dialect: Literal["sqlite", "postgresql"]
    """For migrations alone: all other SQL is the same for both."""
    for_update: str
    """Ends a SELECT whose rows must not change until the transaction is over."""
    skip_locked: str
    """Ends a SELECT that claims rows, passing over those another process is claiming."""

    def connect(self) -> None:
        """Raises `StoreUnavailable`, with the database's own reason, where it cannot be opened."""

    def query(self, sql: str, params: Params = ...) -> list[Row]:
        """The rows of one statement, inside the thread's transaction where there is one."""

    def execute(self, sql: str, params: Params = ...) -> int:
        """How many rows one statement changed."""

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing, written through to the disk on leaving; inner ones are savepoints."""

    def read_session(self) -> AbstractContextManager[None]:
        """Several queries that follow each other go over one connection; nothing may be changed inside."""

    def one_at_a_time(self, key: str) -> None:
        """Makes other transactions that name the same key wait here until this one has ended."""

    def run_migrations(self, work: Callable[[], T]) -> T:
        """Does the work in a transaction that only one process at a time can be in.

        Where others' work is in the way it may be broken off, and done again from the start.
        A table can be dropped inside without its rows' children, and no deletion reaches those either.
        """

    def table_names(self) -> set[str]:
        """The tables there are."""

    def columns(self) -> list[Column]:
        """The columns of all of them."""

    def read_file(self, start: int, size: int) -> bytes:
        """So many bytes of the database's file and of the log beside it, from there on; none where it has none here."""

    def leave_no_bytes(self) -> None:
        """Makes sure that what was deleted stands in no file of the database any more, where that is in our hands."""

    def close(self) -> None:
        """Gives back every connection."""
