"""A backup: one file with everything in it, made while the bot works, and read once more before it counts."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from interviews.errors import CannotCopy
from interviews.store.address import SQLITE
from interviews.store.copies import files
from interviews.store.copies.contents import Contents, contents_of


def write_backup(url: str, file: Path, clock: Callable[[], datetime]) -> Contents:
    """Writes the database at `url` to a new file, and says what is in it.

    Raises `CannotCopy`, and leaves nothing behind, where that does not work.
    """
    if not url.startswith(SQLITE):
        raise CannotCopy(
            f"PostgreSQL is backed up with its own tool: pg_dump --format=custom --file={file}"
        )
    if file.exists():
        raise CannotCopy(f"{file} exists; choose a name that is free.")
    with files.file_in_the_making(file) as part:
        _copy_sqlite(Path(url.removeprefix(SQLITE)), part)
        if fault := files.fault_of(part):
            raise CannotCopy(
                f"The database is damaged ({fault}), so no backup was made. Restore the last good one."
            )
        with closing(files.opened(part)) as copy:
            contents = contents_of(copy, clock())
        files.publish(part, file)
    return contents


def _copy_sqlite(source: Path, part: Path) -> None:
    with closing(files.opened(source)) as database, closing(sqlite3.connect(part)) as copy:
        database.backup(copy)
    files.make_one_file(part)
