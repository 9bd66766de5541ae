"""What a backup holds, put where the bot keeps its data; at any moment there is the old database or the new."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from interviews.errors import CannotCopy, StoreTooNew
from interviews.store.address import SQLITE
from interviews.store.copies import files
from interviews.store.copies.contents import STEPS, Contents, contents_of, has_rows, tables_of
from interviews.store.repository import open_store

_SQLITE = b"SQLite format 3\0"
_LOG_AT, _KEEPS_LOG = 18, 2
"""The byte of SQLite's header that says whether a log belongs to the file; `write_backup` leaves another figure."""

Clock = Callable[[], datetime]


class Restoration:
    """A backup that was read and found whole, ready to be put in place."""

    def __init__(
        self, contents: Contents, added: tuple[str, ...], part: Path, target: Path, clock: Clock
    ) -> None:
        self.contents = contents
        self.added = added
        """The steps of the schema that the backup did not have yet."""
        self._part, self._target, self._clock = part, target, clock

    def put_in_place(self, *, replace: bool) -> Path | None:
        """Makes it the database; where the one that was there is kept, or None where nothing was in it.

        Raises `CannotCopy`, and changes nothing, where somebody uses the database, or where
        something is in it and `replace` does not say that another may take its place.
        """
        target, kept = self._target, None
        try:
            if not target.exists():
                self._set_logs_aside(self._kept())
                self._publish(target.parent.stat())
                return None
            with files.held_alone(target) as old:
                if has_rows(old):
                    kept = self._require(replace, f"{target} has rows")
                    _keep(target, kept)
                self._replace()
        except sqlite3.DatabaseError as error:
            if not files.is_unusable(error):
                raise
            kept = self._require(replace, f"{target} is damaged, or no database")
            self._replace_unusable(kept)
        return kept

    def _require(self, replace: bool, what: str) -> Path:
        if not replace:
            raise CannotCopy(
                f"{what}. Nothing was changed; --replace puts the backup in its place, and keeps it beside."
            )
        return self._kept()

    def _kept(self) -> Path:
        moment = self._clock().astimezone(UTC)
        return self._target.with_name(f"{self._target.name}.before-{moment:%Y-%m-%dT%H%M%SZ}")

    def _replace(self) -> None:
        there = self._target.stat()
        self._part.chmod(there.st_mode & 0o777)
        self._publish(there)

    def _replace_unusable(self, kept: Path) -> None:
        """What cannot be opened is kept with all its files."""
        _keep(self._target, kept)
        self._set_logs_aside(kept)
        self._replace()

    def _set_logs_aside(self, kept: Path) -> None:
        """No log of another database may stay beside the new one, which would take it for its own."""
        pairs = zip(files.files_beside(self._target), files.files_beside(kept), strict=True)
        for path, name in pairs:
            if path.exists():
                path.replace(name)

    def _publish(self, owned_as: os.stat_result) -> None:
        """The bot must be able to use the new file, also where root restores it."""
        if os.geteuid() == 0:
            os.chown(self._part, owned_as.st_uid, owned_as.st_gid)
        files.publish(self._part, self._target)


@contextmanager
def restoration(
    file: Path, url: str, clock: Clock, *, without_log: bool = False
) -> Iterator[Restoration]:
    """What is to be restored of a file to the database at `url`: read, checked and brought up to date.

    Raises `CannotCopy` where the file is no backup that this release can read.
    """
    if not url.startswith(SQLITE):
        raise CannotCopy("PostgreSQL is restored with its own tool: pg_restore")
    target = Path(url.removeprefix(SQLITE))
    _require_another(file, target)
    _require_sqlite(file)
    target.parent.mkdir(parents=True, exist_ok=True)
    with files.file_in_the_making(target) as part:
        _copy(file, part, without_log=without_log)
        contents = _checked(file, part, clock())
        added = _brought_up_to_date(part, clock)
        yield Restoration(contents, added, part, target, clock)


def _require_another(file: Path, target: Path) -> None:
    if target.exists() and file.samefile(target):
        raise CannotCopy(f"{file} is the database itself. Name a backup of it.")


def _require_sqlite(file: Path) -> None:
    header = _header(file)
    if not header.startswith(_SQLITE) or len(header) <= _LOG_AT:
        raise CannotCopy(f"{file} is no backup of this bot. Nothing was changed.")


def _header(file: Path) -> bytes:
    with file.open("rb") as found:
        return found.read(100)


def _copy(file: Path, part: Path, *, without_log: bool) -> None:
    """The file with the log beside it, where it needs one."""
    log = file.with_name(file.name + files.LOG)
    files.copy_file(file, part)
    if log.exists():
        files.copy_file(log, part.with_name(part.name + files.LOG))
    elif _header(part)[_LOG_AT] == _KEEPS_LOG and not without_log:
        raise CannotCopy(
            f"{file} is a bare copy of a database's file, without the file {log.name} that was beside it while a bot "
            "ran: what was written last would be missing. Copy both, or, if the bot had ended, or if this is all "
            "there is, add --without-log."
        )


def _checked(file: Path, part: Path, now: datetime) -> Contents:
    if fault := files.fault_of(part):
        raise CannotCopy(f"{file} is damaged ({fault}). Nothing was changed; take another backup.")
    with closing(files.opened(part)) as copy:
        if not {STEPS, "candidates"} <= {*tables_of(copy)}:
            raise CannotCopy(f"{file} is a database, but none of this bot. Nothing was changed.")
        return contents_of(copy, now)


def _brought_up_to_date(part: Path, clock: Clock) -> tuple[str, ...]:
    with closing(open_store(f"{SQLITE}{part}", clock)) as store:
        try:
            added = store.migrate()
        except StoreTooNew as error:
            raise CannotCopy(
                f"The backup is of a newer release (step {error.step}). Install that release or a later one, and "
                "restore it there. Nothing was changed."
            ) from error
    files.make_one_file(part)
    return added


def _keep(path: Path, kept: Path) -> None:
    """Another name for the same file, where the disk knows such a thing, else a copy."""
    try:
        kept.hardlink_to(path)
    except FileExistsError:
        raise
    except OSError:
        shutil.copy2(path, kept)
        files.sync(kept)
    files.sync(kept.parent)
