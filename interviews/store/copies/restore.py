"""What a backup holds, read and checked, and put where the bot keeps its data."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from interviews.errors import CannotCopy
from interviews.store.address import SQLITE
from interviews.store.copies import files
from interviews.store.copies.archive import ArchiveRows
from interviews.store.copies.contents import Contents, ids_in
from interviews.store.copies.places import Clock, Place, place_at
from interviews.store.copies.readiness import bring_up_to_date, checked, require_whole_log
from interviews.store.copies.rows import Progress, build_file

_SQLITE, _PG_DUMP = b"SQLite format 3\0", b"PGDMP"
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
        with closing(files.opened(part)) as database:
            self._candidates = ids_in(database, "candidates", "id")

    def put_in_place(self, progress: Progress, *, replace: bool) -> Path | None:
        """Makes it the database; the file in which what was there is kept, or None where nothing was in it.

        Changes nothing where it raises, as `Place.put` says.
        """
        return self._place.put(self._part, progress, replace=replace)

    def erased_since(self, kept: Path) -> tuple[str, ...]:
        """The ids of the candidates who are there again, though they were erased from the database of before."""
        try:
            with closing(files.opened(kept)) as database:
                erased = ids_in(database, "erasures", "candidate_id")
        except sqlite3.DatabaseError:  # it was damaged, and nobody can know
            return ()
        return tuple(sorted(candidate_id for _, candidate_id in erased & self._candidates))


@contextmanager
def restoration(
    file: Path, url: str, clock: Clock, *, bare_copy: bool = False, broken_log: bool = False
) -> Iterator[Restoration]:
    """What is to be restored of a file to the database at `url`: read, checked and brought up to date.

    Raises `CannotCopy` where the file is no backup that this release can read; `bare_copy` and
    `broken_log` let two more pass: a file that may lack what was written last, and one whose log was changed.
    """
    if url.startswith(SQLITE):
        _require_another(file, Path(url.removeprefix(SQLITE)))
    place = place_at(url, clock, file.parent)
    with place.making() as part:
        _read(file, part, clock, bare_copy=bare_copy)
        contents = checked(part, str(file), clock)
        added = bring_up_to_date(part, clock)
        if not broken_log:
            require_whole_log(part, clock)
        yield Restoration(contents, added, part, place)


def _require_another(file: Path, target: Path) -> None:
    if target.exists() and file.samefile(target):
        raise CannotCopy(f"{file} is the database itself. Name a backup of it.")


def _read(file: Path, part: Path, clock: Clock, *, bare_copy: bool) -> None:
    header = _header(file)
    if header.startswith(_PG_DUMP):
        build_file(ArchiveRows(file, str(file)), part, clock, lambda *_: None)
    elif header.startswith(_SQLITE) and len(header) > _LOG_AT:
        _copy(file, part, bare_copy=bare_copy)
    else:
        raise CannotCopy(f"{file} is no backup of this bot. Nothing was changed.")


def _header(file: Path) -> bytes:
    with file.open("rb") as found:
        return found.read(100)


def _copy(file: Path, part: Path, *, bare_copy: bool) -> None:
    """The file with the log beside it, where it needs one."""
    log = file.with_name(file.name + files.LOG)
    files.copy_file(file, part)
    if log.exists():
        files.copy_file(log, part.with_name(part.name + files.LOG))
    elif _header(part)[_LOG_AT] == _KEEPS_LOG and not bare_copy:
        raise CannotCopy(
            f"{file} is a bare copy of a database's file, without the file {log.name} that was beside it while a bot "
            "ran: what was written last would be missing. Copy both, or, if the bot had ended, or if this is all "
            "there is, add --bare-copy."
        )
