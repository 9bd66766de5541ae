"""Drafts: questions without both guides, and skills without anchors. They stay out of the bank, and are no fault."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from question_bank.models import Id, Model, text_up_to

_LACKING = {"questions": ("junior", "senior"), "skills": ("anchors",)}
_WAITING = "wait for the anchors of their skill"
# What may be missing or empty in a draft, where its id and its words are there; and the words may still be too long.
_EXCUSED = frozenset({"missing", "string_too_short", "too_short"})

Place = tuple[str, int]
"""The key of the list in which an entry stands, and its number there."""


class Outline(Model):
    """A role of which no question or no skill is finished yet: a draft as a whole."""

    id: Id
    name: Annotated[str, text_up_to(48)]
    aliases: tuple[Annotated[str, text_up_to(40)], ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """One entry that stays out: its id, the words of a question, its skill, and what it lacks as a list says it."""

    kind: str
    id: str
    ask: str
    skill: str
    lacks: str


def find_drafts(data: Mapping[str, Any]) -> dict[Place, Draft]:
    """The drafts of one file by their places; finished questions about a skill that is a draft are drafts too."""
    drafts = {
        (kind, number): _draft(kind, entry)
        for kind, keys in _LACKING.items()
        for number, entry in _entries(data, kind)
        if not all(key in entry for key in keys)
    }
    skills = {draft.id for draft in drafts.values() if draft.kind == "skills"}
    for number, entry in _entries(data, "questions"):
        if str(entry.get("skill")) in skills:
            drafts.setdefault(("questions", number), _draft("questions", entry, _WAITING))
    return drafts


def drop_drafts(data: Mapping[str, Any], drafts: Mapping[Place, Draft]) -> dict[str, Any]:
    """The data of the file without its drafts."""
    finished = dict(data)
    for kind in {kind for kind, _ in drafts}:
        finished[kind] = [
            entry for number, entry in enumerate(data[kind]) if (kind, number) not in drafts
        ]
    return finished


def is_excused(drafts: Mapping[Place, Draft], loc: tuple[int | str, ...], kind: str) -> bool:
    """Whether what pydantic found at this place only says that a draft is not finished."""
    draft = drafts.get((str(loc[0]), int(loc[1]))) if _is_in_a_list(loc) else None
    if draft is None or draft.lacks == _WAITING:
        return False
    if loc[2:] == ("ask",):
        return kind == "string_too_long"
    return kind in _EXCUSED and loc[2:] != ("id",)


def _is_in_a_list(loc: tuple[int | str, ...]) -> bool:
    return len(loc) > 2 and isinstance(loc[1], int)


def _entries(data: Mapping[str, Any], kind: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    entries = data.get(kind)
    for number, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, Mapping):
            yield number, entry


def _draft(kind: str, entry: Mapping[str, Any], lacks: str = "") -> Draft:
    name, ask, skill = (str(entry.get(key, "")) for key in ("id", "ask", "skill"))
    return Draft(
        kind, name, ask, skill, lacks or ("lack guides" if kind == "questions" else "lack anchors")
    )
