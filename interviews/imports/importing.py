"""An import: what every entry of a file means for the database, and then the same done, a few entries at a time."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from difflib import get_close_matches
from typing import IO, NamedTuple

from interviews.errors import InterviewError
from interviews.export.candidate import Record
from interviews.export.models import Export
from interviews.home.refresh import refresh_homes_of
from interviews.imports.cells import Listed
from interviews.imports.exported import ExportReader, is_here, restore
from interviews.imports.faults import Effect, Fault
from interviews.imports.json_lists import CHUNK, Entry, read_entries
from interviews.imports.listed import (
    compare,
    is_same_opening,
    keep,
    new_opening,
    rounds_here,
)
from interviews.imports.lists import ListedCandidate, Terms, listed, read_candidate, read_opening
from interviews.imports.table import read_table
from interviews.models import Candidate, Status
from interviews.openings.models import Opening
from interviews.panels.messages import after_change, show_interview
from interviews.store import Store
from interviews.store.audit import OPERATOR, Imported
from interviews.store.values import name_key

Item = Record | Opening | ListedCandidate


class Step(NamedTuple):
    """One entry of the file that is without a fault, and what it means."""

    line: int
    effect: Effect
    what: str
    """The same in words, with nobody's name in it."""
    item: Item

    @property
    def noun(self) -> str:
        """What the entry is."""
        return "opening" if isinstance(self.item, Opening) else "candidate"


class Importer:
    """Reads files for one database."""

    def __init__(
        self, store: Store, terms: Terms, team_id: str, own_team: Callable[[], str]
    ) -> None:
        """With a `team_id`, everything is taken in for that team; `own_team` gives one where a file names none."""
        self._store, self._terms, self._team_id = store, terms, team_id
        self._own_team = own_team

    def check(self, file: IO[str], now: datetime) -> Iterator[Step | Fault]:
        """Every entry as a step, or what is wrong with it; changes nothing. Raises `Unreadable` where it ends."""
        begin = file.read(CHUNK).lstrip()[:1]
        file.seek(0)
        lists = _Lists(self._store, self._terms, self._list_team, now)
        if begin not in ("{", "["):
            for row in read_table(file):
                yield from [row] if isinstance(row, Fault) else lists.steps(row)
            return
        exported = ExportReader(self._store, self._terms.clean, self._team_id)
        for entry in read_entries(file):
            if not entry.in_list or entry.key not in ("candidates", "openings"):
                yield from _head_faults(entry)
            elif isinstance(entry.value, dict) and "team_id" in entry.value:
                yield from self._restored(entry, exported)
            else:
                found = listed(entry)
                yield from found if isinstance(found, list) else lists.steps(found)

    def _list_team(self) -> str:
        """The team that a list is for."""
        self._team_id = self._team_id or self._own_team()
        return self._team_id

    def _restored(self, entry: Entry, exported: ExportReader) -> Iterator[Step | Fault]:
        """What an entry of an export means."""
        is_opening = entry.key == "openings"
        found = exported.read_opening(entry) if is_opening else exported.read(entry)
        if isinstance(found, list):
            yield from found
            return
        new = not is_here(self._store, found)
        noun = "opening" if is_opening else "candidate"
        what = f"a new {noun}" if new else f"the {noun} is here, or was erased, and stays so"
        yield Step(entry.place.line, Effect.ADDED if new else Effect.KEPT, what, found)

    def take_in(self, step: Step, now: datetime, *, notify: bool) -> Effect:
        """Does what the step says, as far as it is still to be done; the caller is in a transaction.

        Raises `InterviewError`, with a sentence, where somebody has changed what it builds on meanwhile.
        """
        if step.effect is Effect.KEPT:
            return Effect.KEPT
        if isinstance(step.item, ListedCandidate):
            return self._take_in(step.item, now, notify=notify)
        if not restore(self._store, step.item):
            return Effect.KEPT
        if isinstance(step.item, Record):
            people = (each.interviewer_id for each in step.item.interviews)
            self._log(step.item.candidate, Effect.ADDED, now, people)
            self._follow(step.item, now, notify=notify)
        else:
            self._log(step.item, Effect.ADDED, now)
        return Effect.ADDED

    def _take_in(self, item: ListedCandidate, now: datetime, *, notify: bool) -> Effect:
        team_id, store = self._list_team(), self._store
        store.candidates.hold_name(team_id, item.name, item.role.id)
        for candidate in rounds_here(store, team_id, item):
            store.candidates.hold(team_id, candidate.id)
        change = compare(store, team_id, item, now)
        if isinstance(change, list):
            raise InterviewError(f"{change[0]} It was not so a moment ago: import the file again.")
        if change.effect is not Effect.KEPT:
            keep(store, change, item, now, notify=notify)
            people = tuple(each.interviewer_id for each in change.interviews)
            self._log(change.candidate, change.effect, now, people)
        return change.effect

    def _log(
        self,
        about: Candidate | Opening,
        effect: Effect,
        now: datetime,
        interviewers: Iterable[str] = (),
    ) -> None:
        entry = Imported(
            **about.ids, at=now, actor_id=OPERATOR, new=effect is Effect.ADDED,
            leads=about.leads, interviewers=tuple(interviewers),
        )  # fmt: skip
        self._store.audit.add(entry)

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


class _Lists:
    """What the entries of lists mean; an opening is known to the candidates behind it."""

    def __init__(self, store: Store, terms: Terms, team: Callable[[], str], now: datetime) -> None:
        self._store, self._terms, self._team, self._now = store, terms, team, now
        self._openings: list[Opening] | None = None
        self._seen = dict[str, int]()

    def steps(self, found: Listed) -> Iterator[Step | Fault]:
        """What this entry means, or everything that is wrong with it."""
        if found.kind == "openings":
            yield from self._opening(found)
            return
        item = read_candidate(found, self._terms, self._find_opening)
        change = (
            item
            if isinstance(item, list)
            else self._twice(item) or compare(self._store, self._team(), item, self._now)
        )
        if isinstance(change, list) or isinstance(item, list):
            yield from change if isinstance(change, list) else ()
            return
        yield Step(found.place.line, change.effect, change.words, item)

    def _opening(self, found: Listed) -> Iterator[Step | Fault]:
        item = read_opening(found, self._terms)
        if isinstance(item, list):
            yield from item
            return
        known = self._all_openings()
        opening = next((each for each in known if is_same_opening(each, item)), None)
        if opening:
            yield Step(found.place.line, Effect.KEPT, "an opening that is here, and stays", opening)
            return
        new = new_opening(self._team(), item, self._terms.bank_version, self._now)
        known.append(new)
        yield Step(found.place.line, Effect.ADDED, "a new opening", new)

    def _all_openings(self) -> list[Opening]:
        if self._openings is None:
            self._openings = [*self._store.openings.all_of(self._team())]
        return self._openings

    def _find_opening(self, text: str) -> Opening | str:
        """The opening of this title or id, or why there is none."""
        known = self._all_openings()
        by_id = [each for each in known if text in (each.id, each.remote_id)]
        titled = [each for each in known if name_key(each.title) == name_key(text)]
        found = by_id or [each for each in titled if each.is_open] or titled
        if len(found) > 1:
            return "Several openings have this title. Write the id of one in place of it."
        if not found:
            titles = {name_key(each.title): each.title for each in known}
            near = get_close_matches(name_key(text), titles, n=1)
            meant = "".join(f" Did you mean {titles[each]}?" for each in near)
            return f"No opening is called {text}.{meant} Openings come before their candidates."
        return found[0] if found[0].is_open else "This opening is closed."

    def _twice(self, item: ListedCandidate) -> list[Fault]:
        """A fault where an earlier entry is about the same candidate."""
        opening_id = item.opening.id if item.opening else item.role.id
        key = item.remote_id or f"{name_key(item.name)}\n{opening_id}"
        line = self._seen.setdefault(key, item.place.line)
        if line == item.place.line:
            return []
        return [Fault(item.place, f"This candidate stands in line {line}, too.")]


def _head_faults(entry: Entry) -> Iterable[Fault]:
    place = entry.place._replace(field=entry.key)
    if entry.key in ("openings", "candidates"):
        yield Fault(place, "must be a list.")
    elif entry.key == "version" and entry.value != Export.model_fields["version"].default:
        yield Fault(place, "A newer release has written this file: update this one.")
    elif entry.key not in Export.model_fields:
        yield Fault(place, "is not known here.")
