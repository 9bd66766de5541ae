"""Where a copy goes: the SQLite file in which a bot keeps its data. At any moment there is the old one or the new."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from interviews.errors import CannotCopy, PlaceTaken
from interviews.store.address import SQLITE
from interviews.store.copies import files
from interviews.store.copies.contents import has_rows
from interviews.store.copies.rows import Progress

_HAS_ROWS, _UNUSABLE = "has rows", "is damaged, or no database"

Clock = Callable[[], datetime]


class Place(Protocol):
    """A database that another takes the place of."""

    name: str
    """What whoever copies calls it, without a password."""

    def making(self) -> AbstractContextManager[Path]:
        """A SQLite file for what comes here, removed in the end."""

    def require_free(self) -> None:
        """Raises `CannotCopy` where somebody uses the database, and `PlaceTaken` where something is in it."""

    def put(self, part: Path, progress: Progress, *, replace: bool) -> Path | None:
        """Makes what is in the file the database; where the rows of before are kept, or None where there were none.

        Changes nothing where it raises: `CannotCopy` where somebody uses the database, `PlaceTaken` where it has rows
        and `replace` does not say that others may take their place.
        """


def place_at(url: str, clock: Clock, keep_in: Path) -> Place:
    """The database at this address, there or not; what PostgreSQL had before is kept in the folder `keep_in`."""
    if url.startswith(SQLITE):
        return FilePlace(Path(url.removeprefix(SQLITE)), clock)
    try:
        from interviews.store.copies.postgres import PostgresPlace
    except ImportError as error:
        raise CannotCopy(
            "The driver for PostgreSQL is not installed: install the extra interview-assistant[postgres], or "
            "everything in requirements.txt."
        ) from error
    return PostgresPlace(url, clock, keep_in)


class FilePlace:
    """A SQLite file that is replaced by another, in one step."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path, self._clock = path, clock
        self.name = str(path)

    @contextmanager
    def making(self) -> Iterator[Path]:
        """A file beside it."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with files.file_in_the_making(self._path) as part:
            yield part

    def require_free(self) -> None:
        """Opens it, which nobody else may have done."""
        if not self._path.exists():
            return
        try:
            with files.held_alone(self._path) as old:
                if has_rows(old):
                    raise self._taken(_HAS_ROWS)
        except sqlite3.DatabaseError as error:
            self._require_unusable(error)
            raise self._taken(_UNUSABLE) from error

    def put(self, part: Path, progress: Progress, *, replace: bool) -> Path | None:
        """Gives the file its name; what was there before has its own name with the date."""
        kept = None
        try:
            if not self._path.exists():
                self._set_logs_aside()
                self._publish(part, self._path.parent.stat())
                return None
            with files.held_alone(self._path) as old:
                if has_rows(old):
                    if not replace:
                        raise self._taken(_HAS_ROWS)
                    kept = self._keep()
                self._replace(part)
        except sqlite3.DatabaseError as error:
            self._require_unusable(error)
            if not replace:
                raise self._taken(_UNUSABLE) from error
            kept = self._keep()
            self._set_logs_aside()
            self._replace(part)
        return kept

    def _require_unusable(self, error: sqlite3.DatabaseError) -> None:
        if not files.is_unusable(error):
            raise error

    def _taken(self, what: str) -> PlaceTaken:
        return PlaceTaken(f"{self.name} {what}. Nothing was changed.")

    def _kept(self) -> Path:
        return self._path.with_name(f"{self._path.name}.before-{date_of(self._clock())}")

    def _keep(self) -> Path:
        """Another name for the same file, where the disk knows such a thing, else a copy."""
        kept = self._kept()
        try:
            kept.hardlink_to(self._path)
        except FileExistsError:
            raise
        except OSError:
            shutil.copy2(self._path, kept)
            files.sync(kept)
        files.sync(kept.parent)
        return kept

    def _set_logs_aside(self) -> None:
        """No log of another database may stay beside the new one, which would take it for its own."""
        pairs = zip(files.files_beside(self._path), files.files_beside(self._kept()), strict=True)
        for path, kept in pairs:
            if path.exists():
                path.replace(kept)

    def _replace(self, part: Path) -> None:
        there = self._path.stat()
        part.chmod(there.st_mode & 0o777)
        self._publish(part, there)

    def _publish(self, part: Path, owned_as: os.stat_result) -> None:
        """The bot must be able to use the new file, also where root restores it."""
        if os.geteuid() == 0:
            os.chown(part, owned_as.st_uid, owned_as.st_gid)
        files.publish(part, self._path)


def date_of(moment: datetime) -> str:
    """A moment as it stands in the name of a file."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H%M%SZ}"
