"""Everything from one database to another, of whatever kind the two are."""

from pathlib import Path

from interviews.errors import CannotCopy
from interviews.store.address import SQLITE
from interviews.store.copies import files
from interviews.store.copies.contents import Contents
from interviews.store.copies.places import Clock, place_at
from interviews.store.copies.readiness import bring_up_to_date, checked
from interviews.store.copies.rows import Progress, build_file


def copy_database(source: str, target: str, clock: Clock, progress: Progress) -> Contents:
    """Copies all that is at one address to another, brought up to date, and says what it was.

    Changes nothing where it raises: `CannotCopy` where it does not work, `PlaceTaken` where the target has rows.
    """
    if source == target:
        raise CannotCopy("Both addresses are the same. Nothing was changed.")
    place = place_at(target, clock, Path())
    place.require_free()
    with place.making() as part:
        if source.startswith(SQLITE):
            files.copy_in_use(Path(source.removeprefix(SQLITE)), part)
        else:
            from interviews.store.copies.postgres import snapshot

            with snapshot(source) as rows:
                build_file(rows, part, clock, progress)
        contents = checked(part, "The database", clock)
        bring_up_to_date(part, clock)
        place.put(part, progress, replace=False)
    return contents
