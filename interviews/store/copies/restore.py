"""What a backup holds, read and checked, and put where the bot keeps its data."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from interviews.errors import CannotCopy
from interviews.store.address import SQLITE
from interviews.store.copies import files
from interviews.store.copies.contents import Contents
from interviews.store.copies.places import Clock, Place, place_at
from interviews.store.copies.readiness import bring_up_to_date, checked
from interviews.store.copies.rows import Progress

_SQLITE = b"SQLite format 3\0"
_LOG_AT, _KEEPS_LOG = 18, 2
"""The byte of SQLite's header that says whether a log belongs to the file; `write_backup` leaves another figure."""


class Restoration:
    """A backup that was read and found whole, ready to be put in place."""

    def __init__(
        self, contents: Contents, added: tuple[str, ...], part: Path, place: Place
    ) -> None:
        self.contents = contents
        self.added = added
        """The steps of the schema that the backup did not have yet."""
        self._part, self._place = part, place

    def put_in_place(self, progress: Progress, *, replace: bool) -> Path | None:
        """Makes it the database; the file in which what was there is kept, or None where nothing was in it.

        Changes nothing where it raises, as `Place.put` says.
        """
        return self._place.put(self._part, progress, replace=replace)


@contextmanager
def restoration(
    file: Path, url: str, clock: Clock, *, without_log: bool = False
) -> Iterator[Restoration]:
    """What is to be restored of a file to the database at `url`: read, checked and brought up to date.

    Raises `CannotCopy` where the file is no backup that this release can read.
    """
    if url.startswith(SQLITE):
        _require_another(file, Path(url.removeprefix(SQLITE)))
    _require_sqlite(file)
    place = place_at(url, clock, file.parent)
    with place.making() as part:
        _copy(file, part, without_log=without_log)
        contents = checked(part, str(file), clock)
        added = bring_up_to_date(part, clock)
        yield Restoration(contents, added, part, place)


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
