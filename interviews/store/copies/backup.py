"""A backup: one file with everything in it, made while the bot works, and read once more before it counts."""

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from interviews.errors import CannotCopy
from interviews.store.address import SQLITE
from interviews.store.copies import files
from interviews.store.copies.archive import ArchiveRows
from interviews.store.copies.contents import Contents
from interviews.store.copies.places import Clock
from interviews.store.copies.readiness import checked
from interviews.store.copies.rows import Progress, build_file, columns_by_table, compare


def write_backup(
    url: str, file: Path, clock: Clock, environment: Mapping[str, str], progress: Progress
) -> Contents:
    """Writes the database at `url` to a new file, and says what is in it.

    PostgreSQL's pg_dump is run in this environment. Raises `CannotCopy`, and leaves nothing behind,
    where that does not work.
    """
    if file.exists():
        raise CannotCopy(f"{file} exists; choose a name that is free.")
    with files.file_in_the_making(file) as part:
        if url.startswith(SQLITE):
            files.copy_in_use(Path(url.removeprefix(SQLITE)), part)
            contents = checked(part, "The database", clock)
        else:
            contents = _dump(url, part, clock, environment, progress)
        files.publish(part, file)
    return contents


def _dump(
    url: str, part: Path, clock: Clock, environment: Mapping[str, str], progress: Progress
) -> Contents:
    """A file of pg_dump's, read in full and held against the database as it was when pg_dump looked."""
    from interviews.store.copies.postgres import dump, snapshot

    with (
        snapshot(url) as there,
        files.file_in_the_making(part.with_name(f"{part.name}.read")) as read,
    ):
        dump(there, url, part, environment)
        files.sync(part)
        written = build_file(ArchiveRows(part, "The backup"), read, clock, progress)
        with closing(files.opened(read)) as database:
            columns = columns_by_table(database)
        compare(there, written, columns)
        return checked(read, "The database", clock)
