"""Makes openings, candidates and interviews of what stands in a list, or says everything that is wrong with it."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from difflib import get_close_matches
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from interviews.imports.cells import CANDIDATE, INTERVIEW, OPENING, STAGE, Cell, Cells, Listed
from interviews.imports.faults import Fault, Place
from interviews.imports.json_lists import Entry, Key
from interviews.imports.words import user_id_fault
from interviews.models import NAME_LENGTH, Model, is_address
from interviews.openings.models import Opening, Stage
from interviews.panels.split import LEAST_FOCUS, MOST_FOCUS
from interviews.store.values import name_key
from question_bank.models import Archetype, Level

MOST_LEADS = MOST_INTERVIEWERS = MOST_STAGE_FOCUS = 12
MOST_STAGES = 8
LEAST_MINUTES, MOST_MINUTES = 10, 480
STAGE_LENGTH, ADDRESS_LENGTH, REMOTE_ID_LENGTH = 40, 500, 200
YEARS = range(2000, 2100)
_BETWEEN = re.compile(r"[\s,;]+")
_STAGE = re.compile(r"(?P<name>.*?)\s*(?:\((?P<minutes>\d+)\s*(?:min|minutes)?\))?")


@dataclass(frozen=True, slots=True)
class Terms:
    """What a list may refer to, beside what stands in the database."""

    clean: Callable[[str], str]
    """A name as it is shown; empty where nothing in it can be seen."""
    find_role: Callable[[str], Archetype | None]
    near_roles: Callable[[str], Iterable[str]]
    """The ids of roles that a word may have been meant as."""
    find_level: Callable[[str], Level | None]
    bank_version: str
    lead_fault: Callable[[str], str] = lambda _: ""
    """A sentence where the person of this id cannot lead or coordinate."""
    interviewer_fault: Callable[[str], str] = lambda _: ""
    """A sentence where they cannot interview."""
    zone: ZoneInfo | None = None
    """That of times which do not say theirs."""


class ListedInterview(Model):
    """An interview as the list has it; what it does not say is None, 0 or empty."""

    interviewer_id: str
    starts_at: datetime | None = None
    minutes: int = 0
    focus: tuple[str, ...] = ()


class ListedCandidate(Model):
    """A candidate as the list has them; what it does not say is None or empty."""

    place: Place
    remote_id: str = ""
    name: str
    role: Archetype
    level: Level
    opening: Opening | None = None
    stage: str = ""
    leads: tuple[str, ...]
    coordinators: tuple[str, ...] = ()
    due_at: datetime | None = None
    cv_url: str = ""
    interviews: tuple[ListedInterview, ...] = ()


class ListedOpening(Model):
    """An opening as the list has it."""

    remote_id: str = ""
    title: str
    role: Archetype
    level: Level
    leads: tuple[str, ...]
    coordinators: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = ()


def listed(entry: Entry) -> Listed | list[Fault]:
    """An entry of a list in JSON."""
    kind, parts = entry.key, {"candidates": "interviews", "openings": "stages"}[entry.key]
    names = {"candidates": CANDIDATE, "openings": OPENING}[kind]
    found = Listed(kind, entry.place, {})
    faults = [*_take(entry, (), entry.value, {*names, parts}, found.cells)]
    several = found.cells.get(parts)
    if several and isinstance(several.value, list):
        del found.cells[parts]
        for number, part in enumerate(several.value):
            cells = dict[str, Cell]()
            inner = INTERVIEW if kind == "candidates" else STAGE
            faults += _take(entry, (parts, number), part, inner, cells)
            found.parts.append(cells)
    elif several and parts not in names:
        faults.append(several.fault("must be a list."))
    return faults or found


def _take(
    entry: Entry, path: tuple[Key, ...], value: Any, names: Iterable[str], cells: dict[str, Cell]
) -> Iterator[Fault]:
    """Fills the cells with what an object says."""
    if not isinstance(value, dict):
        yield Fault(entry.place_of(*path), "must be an object.")
        return
    for name, said in value.items():
        where = partial(entry.place_of, *path, name)
        if name not in names:
            near = "".join(f" Did you mean {each}?" for each in get_close_matches(name, names, n=1))
            yield Fault(where(), f"is no key that is known.{near}")
        elif said not in (None, "", []):
            cells[name] = Cell(said, where)


@dataclass(slots=True)
class _Values:
    """Reads the cells of one thing, and keeps what is wrong with them."""

    cells: Cells
    place: Place
    terms: Terms
    columns: Mapping[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def within(self, cells: Cells, place: Place) -> "_Values":
        """The same for a part of the thing, whose faults are the thing's."""
        return _Values(cells, place, self.terms, self.columns, self.faults)

    def wrong(self, name: str, problem: str) -> None:
        """This is wrong with what stands under the name, or with there being nothing."""
        cell = self.cells.get(name)
        column = self.columns.get(name, self.place.column)
        place = self.place._replace(column=column, field=name)
        self.faults.append(cell.fault(problem) if cell else Fault(place, problem))

    def text(self, name: str, most: int) -> str:
        """A text on one line."""
        cell = self.cells.get(name)
        if cell is None:
            return ""
        if not isinstance(cell.value, str | int) or isinstance(cell.value, bool):
            self.wrong(name, "must be a text.")
            return ""
        line = self.terms.clean(str(cell.value))
        if not line:
            self.wrong(name, "holds nothing that can be seen.")
        elif len(line) > most:
            self.wrong(name, f"has {len(line)} characters; {most} fit.")
            return ""
        return line

    def needed(self, name: str, most: int) -> str:
        """The same, where there must be one."""
        if name not in self.cells:
            self.wrong(name, "is missing.")
        return self.text(name, most)

    def several(self, name: str) -> tuple[str, ...]:
        """Words, as a list or with blanks or commas between them."""
        cell = self.cells.get(name)
        if cell is None:
            return ()
        words = _BETWEEN.split(cell.value) if isinstance(cell.value, str) else cell.value
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            self.wrong(name, "must be a list of texts.")
            return ()
        return tuple(dict.fromkeys(filter(None, (word.strip() for word in words))))

    def people(self, name: str, fault_in: Callable[[str], str]) -> tuple[str, ...]:
        """The ids of people who can do this."""
        found = self.several(name)
        for user_id in found:
            if fault := user_id_fault(user_id) or fault_in(user_id):
                self.wrong(name, fault)
        if len(found) > MOST_LEADS:
            self.wrong(name, f"names {len(found)} people; {MOST_LEADS} fit.")
        return found

    def moment(self, name: str) -> datetime | None:
        """A time with its zone."""
        text = self.text(name, 60)
        if not text:
            return None
        try:
            at = datetime.fromisoformat(text)
        except ValueError:
            at = None
        if at is None or at.year not in YEARS or not re.search(r"\d:\d", text):
            self.wrong(name, f"{text} is no time such as 2026-03-02 14:00.")
            return None
        if at.tzinfo is None and self.terms.zone is None:
            self.wrong(
                name,
                f"{text} does not say its time zone. Write {at:%Y-%m-%dT%H:%M}+01:00, or name the zone of the whole "
                "file: --zone Europe/Berlin",
            )
            return None
        return at if at.tzinfo else at.replace(tzinfo=self.terms.zone)

    def minutes(self) -> int:
        """How long an interview takes; 0 where nothing is said."""
        text = self.text("minutes", 20)
        if not text:
            return 0
        if not text.isdecimal() or not LEAST_MINUTES <= int(text) <= MOST_MINUTES:
            self.wrong("minutes", f"An interview takes {LEAST_MINUTES} to {MOST_MINUTES} minutes.")
            return 0
        return int(text)

    def role(self) -> Archetype | None:
        """The role of this name; None where nothing is said, or there is none."""
        text = self.text("role", NAME_LENGTH)
        role = self.terms.find_role(text) if text else None
        if text and role is None:
            self.wrong("role", f"No role is called {text}.{_meant(self.terms.near_roles(text))}")
        return role

    def level(self) -> Level | None:
        """The target level; likewise."""
        text = self.text("level", NAME_LENGTH)
        level = self.terms.find_level(text) if text else None
        if text and level is None:
            self.wrong("level", f"{text} is no level: junior, mid or senior.")
        return level

    def skills(self, role: Archetype | None) -> tuple[str, ...]:
        """The ids of skills of the role, named by id or, in a list, by name."""
        found = []
        every = role.skills if role else ()
        skills = {name_key(name): each.id for each in every for name in (each.id, each.name)}
        for word in map(name_key, self.several("focus") if role else ()):
            if word in skills:
                found.append(skills[word])
            else:
                near = _meant(get_close_matches(word, skills, n=1))
                self.wrong("focus", f"The role has no skill {word}.{near}")
        return tuple(dict.fromkeys(found))

    def focus(self, role: Archetype | None) -> tuple[str, ...]:
        """Those of one interviewer, two or three."""
        found = self.skills(role)
        least = min(LEAST_FOCUS, len(role.skills)) if role else 0
        if found and not least <= len(found) <= MOST_FOCUS:
            self.wrong(
                "focus", f"{LEAST_FOCUS} or {MOST_FOCUS} skills each: fewer are rated better."
            )
        return found


def _meant(suggestions: Iterable[str]) -> str:
    names = " or ".join(suggestions)
    return f" Did you mean {names}?" if names else ""


def read_opening(found: Listed, terms: Terms) -> ListedOpening | list[Fault]:
    """The opening, or everything that is wrong."""
    values = _Values(found.cells, found.place, terms, found.columns)
    role, level = _role_and_level(values, None)
    title, leads = values.needed("title", NAME_LENGTH), _leads(values, None)
    details: dict[str, Any] = {
        "remote_id": values.text("remote_id", REMOTE_ID_LENGTH),
        "coordinators": values.people("coordinators", terms.lead_fault),
        "stages": (*_stages_in_text(values), *_stages(found.parts, values, role)),
    }
    names = [name_key(stage.name) for stage in details["stages"]]
    if len(set(names)) < len(names):
        values.wrong("stages", "Two of the stages have one name.")
    if len(names) > MOST_STAGES:
        values.wrong("stages", f"has {len(names)} stages; {MOST_STAGES} fit.")
    if values.faults or role is None or level is None:
        return values.faults
    return ListedOpening(title=title, role=role, level=level, leads=leads, **details)


def _stages_in_text(values: _Values) -> Iterator[Stage]:
    """As in a cell: Phone screen (30); Onsite (60)."""
    cell = values.cells.get("stages")
    for part in str(cell.value).split(";") if cell else ():
        found = _STAGE.fullmatch(part.strip())
        assert found is not None, "the pattern fits every line"
        minutes = (
            {"minutes": Cell(found["minutes"], cell.where)} if cell and found["minutes"] else {}
        )
        name = values.terms.clean(found["name"])
        if not name or len(name) > STAGE_LENGTH:
            values.wrong("stages", f"The name of a stage has 1 to {STAGE_LENGTH} characters.")
            continue
        inner = values.within(minutes, values.place)
        yield Stage(name=name, minutes=inner.minutes())


def _stages(parts: Iterable[Cells], values: _Values, role: Archetype | None) -> Iterator[Stage]:
    for cells in parts:
        inner = values.within(cells, values.place)
        name, minutes = inner.needed("name", STAGE_LENGTH), inner.minutes()
        focus = inner.skills(role)
        if len(focus) > MOST_STAGE_FOCUS:
            inner.wrong("focus", f"has {len(focus)} skills; {MOST_STAGE_FOCUS} fit.")
        if name:
            yield Stage(name=name, minutes=minutes, focus=focus)


def read_candidate(
    found: Listed, terms: Terms, find_opening: Callable[[str], Opening | str]
) -> ListedCandidate | list[Fault]:
    """The candidate, or everything that is wrong; `find_opening` gives an opening, or a sentence."""
    values = _Values(found.cells, found.place, terms, found.columns)
    opening = _opening(values, find_opening)
    named = "opening" in found.cells
    role, level = _role_and_level(values, opening, is_known=named)
    name, leads = values.needed("name", NAME_LENGTH), _leads(values, opening, is_known=named)
    details: dict[str, Any] = {
        "remote_id": values.text("remote_id", REMOTE_ID_LENGTH),
        "stage": _stage(values, opening),
        "coordinators": values.people("coordinators", terms.lead_fault),
        "due_at": values.moment("due_at"),
        "cv_url": values.text("cv_url", ADDRESS_LENGTH),
        "interviews": tuple(_interviews(found.parts, values, role)),
    }
    if details["cv_url"] and not is_address(details["cv_url"]):
        values.wrong("cv_url", "is no address such as https://example.com/cv.pdf.")
    if values.faults or role is None or level is None:
        return values.faults
    return ListedCandidate(
        place=found.place,
        name=name,
        role=role,
        level=level,
        opening=opening,
        leads=leads,
        **details,
    )


def _opening(values: _Values, find_opening: Callable[[str], Opening | str]) -> Opening | None:
    text = values.text("opening", NAME_LENGTH)
    found = find_opening(text) if text else None
    if isinstance(found, str):
        values.wrong("opening", found)
        return None
    return found


def _role_and_level(
    values: _Values, opening: Opening | None, *, is_known: bool = False
) -> tuple[Archetype | None, Level | None]:
    """Those that are said, or else the opening's; `is_known` where an opening is named, be it found or not."""
    role, level = values.role(), values.level()
    if opening:
        own = values.terms.find_role(opening.archetype_id)
        if role and role != own:
            values.wrong("role", f"is not that of the opening, which is {opening.archetype_id}.")
        if own is None:
            values.wrong(
                "opening", f"Its role {opening.archetype_id} is no longer in the question bank."
            )
        return own, level or opening.target_level
    for name in ("role", "level"):
        if name not in values.cells and not is_known:
            values.wrong(name, "is missing.")
    return role, level


def _leads(values: _Values, opening: Opening | None, *, is_known: bool = False) -> tuple[str, ...]:
    leads = values.people("leads", values.terms.lead_fault)
    if leads or opening:
        return leads or (opening.leads if opening else ())
    if not is_known:
        values.wrong("leads", "is missing: somebody decides about every candidate.")
    return ()


def _stage(values: _Values, opening: Opening | None) -> str:
    """The stage as its opening calls it; the first one where nothing is said."""
    text = values.text("stage", STAGE_LENGTH)
    if opening is None or not opening.stages:
        return text
    names = {name_key(stage.name): stage.name for stage in opening.stages}
    if text and name_key(text) not in names:
        near = _meant(names[each] for each in get_close_matches(name_key(text), names, n=1))
        values.wrong("stage", f"The opening has no stage {text}.{near}")
    return names.get(name_key(text), "") if text else opening.stages[0].name


def _interviews(
    parts: Iterable[Cells], values: _Values, role: Archetype | None
) -> Iterator[ListedInterview]:
    seen = dict[str, Mapping[str, Cell]]()
    for cells in parts:
        place = next(iter(cells.values())).where() if cells else values.place
        inner = values.within(cells, place)
        who = inner.needed("interviewer", REMOTE_ID_LENGTH)
        fault = who and (user_id_fault(who) or values.terms.interviewer_fault(who))
        if who in seen:
            fault = "has two interviews with this candidate. Each interviewer has one."
        if fault:
            inner.wrong("interviewer", fault)
        seen[who] = cells
        details = inner.moment("starts_at"), inner.minutes(), inner.focus(role)
        if who:
            yield ListedInterview(
                interviewer_id=who, starts_at=details[0], minutes=details[1], focus=details[2]
            )
    if len(seen) > MOST_INTERVIEWERS:
        values.wrong("interviewer", f"A panel has room for {MOST_INTERVIEWERS} interviewers.")
