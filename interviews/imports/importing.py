"""An import: what every entry of a file means for the database, and then the same done, a few entries at a time."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from typing import IO, NamedTuple

from interviews.export.candidate import Record
from interviews.export.models import Export
from interviews.home.refresh import refresh_homes_of
from interviews.imports.exported import ExportReader, is_here, restore
from interviews.imports.faults import Fault
from interviews.imports.json_lists import Entry, read_entries
from interviews.models import Status
from interviews.openings.models import Opening
from interviews.panels.messages import after_change, show_interview
from interviews.store import Store


class Effect(StrEnum):
    """What becomes of an entry."""

    ADDED = "added"
    CHANGED = "changed"
    KEPT = "as before"
    """All of it is there already."""


class Step(NamedTuple):
    """One entry of the file that is without a fault, and what it means."""

    line: int
    effect: Effect
    what: str
    """The same in words, with nobody's name in it."""
    item: Record | Opening

    @property
    def noun(self) -> str:
        """What the entry is."""
        return "opening" if isinstance(self.item, Opening) else "candidate"


class Importer:
    """Reads files for one database."""

    def __init__(self, store: Store, clean: Callable[[str], str], team_id: str = "") -> None:
        """`clean` gives a name as it is shown; with a `team_id`, everything is taken in for that team."""
        self._store, self._clean, self._team_id = store, clean, team_id

    def check(self, file: IO[str]) -> Iterator[Step | Fault]:
        """Every entry as a step, or what is wrong with it; changes nothing. Raises `Unreadable` where it ends."""
        exported = ExportReader(self._store, self._clean, self._team_id)
        for entry in read_entries(file):
            if not entry.in_list:
                yield from _head_faults(entry)
                continue
            is_opening = entry.key == "openings"
            found = exported.read_opening(entry) if is_opening else exported.read(entry)
            if isinstance(found, list):
                yield from found
            else:
                yield self._step(entry.place.line, found)

    def _step(self, line: int, item: Record | Opening) -> Step:
        new = not is_here(self._store, item)
        effect = Effect.ADDED if new else Effect.KEPT
        step = Step(line, effect, "", item)
        what = (
            f"a new {step.noun}" if new else f"the {step.noun} is here, or was erased, and stays so"
        )
        return step._replace(what=what)

    def take_in(self, step: Step, now: datetime, *, notify: bool) -> Effect:
        """Does what the step says, as far as it is still to be done; the caller is in a transaction."""
        if not restore(self._store, step.item):
            return Effect.KEPT
        if isinstance(step.item, Record):
            self._follow(step.item, now, notify=notify)
        return Effect.ADDED

    def _follow(self, record: Record, now: datetime, *, notify: bool) -> None:
        """Home tabs show an open candidate; with `notify` the panel hears of it, and reminders begin."""
        candidate = record.candidate
        loop = self._store.loop(candidate.team_id, candidate.id)
        if loop is None or candidate.status is not Status.OPEN:
            return
        if not notify:
            refresh_homes_of(self._store, now, loop)
            return
        for user_id in loop.missing:
            show_interview(self._store, loop, user_id, now)
        after_change(self._store, loop, now)


def _head_faults(entry: Entry) -> Iterable[Fault]:
    place = entry.place._replace(field=entry.key)
    if entry.key == "version" and entry.value != Export.model_fields["version"].default:
        yield Fault(place, "A newer release has written this file: update this one.")
    elif entry.key not in Export.model_fields:
        yield Fault(place, "is not known here.")
