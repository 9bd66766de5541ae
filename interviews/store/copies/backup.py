"""A backup: one file with everything in it, made while the bot works, and read once more before it counts."""

from pathlib import Path

from interviews.errors import CannotCopy
from interviews.store.address import SQLITE
from interviews.store.copies import files
from interviews.store.copies.contents import Contents
from interviews.store.copies.places import Clock
from interviews.store.copies.readiness import checked


def write_backup(url: str, file: Path, clock: Clock) -> Contents:
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
        files.copy_in_use(Path(url.removeprefix(SQLITE)), part)
        contents = checked(part, "The database", clock)
        files.publish(part, file)
    return contents
