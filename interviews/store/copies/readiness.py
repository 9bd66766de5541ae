"""A SQLite file that was copied from somewhere: whether it is whole and ours, and what makes it of this release."""

from contextlib import closing
from pathlib import Path

from interviews.errors import CannotCopy, LogBroken, StoreTooNew
from interviews.store.address import SQLITE
from interviews.store.copies import files
from interviews.store.copies.contents import STEPS, Contents, contents_of, tables_of
from interviews.store.copies.places import Clock
from interviews.store.copies.rows import newer_release
from interviews.store.repository import open_store


def checked(part: Path, name: str, clock: Clock) -> Contents:
    """What is in the file, which whoever copies calls `name`; raises `CannotCopy` where it is damaged or not ours."""
    if fault := files.fault_of(part):
        raise CannotCopy(f"{name} is damaged ({fault}). Nothing was changed.")
    with closing(files.opened(part)) as copy:
        if not {STEPS, "candidates"} <= {*tables_of(copy)}:
            raise CannotCopy(f"{name} is a database, but none of this bot. Nothing was changed.")
        return contents_of(copy, clock())


def bring_up_to_date(part: Path, clock: Clock) -> tuple[str, ...]:
    """The steps of the schema that were missing, and are there now; raises `CannotCopy` where some are not known."""
    with closing(open_store(f"{SQLITE}{part}", clock)) as store:
        try:
            added = store.migrate()
        except StoreTooNew as error:
            raise newer_release(error.step) from error
    files.make_one_file(part)
    return added


def require_whole_log(part: Path, clock: Clock) -> None:
    """Raises `CannotCopy` where a line of a team's log was changed, taken away or added."""
    with closing(open_store(f"{SQLITE}{part}", clock)) as store:
        try:
            for team_id in store.chain.list_teams():
                store.chain.verify(team_id)
        except LogBroken as error:
            raise CannotCopy(
                f"{error} Nothing was changed; with --broken-log it is restored all the same."
            ) from error
    files.make_one_file(part)
