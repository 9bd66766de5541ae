"""A candidate's label, the same in every list, form and message: what stands beside a name is decided here."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Protocol

from slack_limits.check import VIEW_TITLE
from templates.macros.elements import Piece, words
from templates.macros.escaping import one_line


class LabelledCandidate(Protocol):
    """What a label says of a candidate, beside the role's name, which the bank has."""

    @property
    def name(self) -> str: ...
    @property
    def target_level(self) -> StrEnum: ...
    @property
    def stage(self) -> str: ...
    @property
    def round(self) -> int: ...
    @property
    def person_id(self) -> str: ...


def candidate_details(candidate: LabelledCandidate, role: str, *, brief: bool = False) -> str:
    """What stands behind the name; `brief` where there is little room, as in lists and options."""
    level = candidate.target_level.value
    parts = [role, level if brief else f"target level {level}", stage_name(candidate)]
    return " · ".join(part for part in parts if part)


def stage_name(candidate: LabelledCandidate) -> str:
    """What the round is called, or its number from the second on; empty for a first one without a name."""
    return one_line(candidate.stage) or (f"round {candidate.round}" if candidate.round > 1 else "")


def round_name(candidate: LabelledCandidate) -> str:
    """What the round is called, as a heading says it: "Phone screen", "Round 1"."""
    name = stage_name(candidate) or f"round {candidate.round}"
    return name[:1].upper() + name[1:]


def candidate_title(verb: str, candidate: LabelledCandidate) -> str:
    """A modal's title that names the candidate: without the verb, and with an ellipsis, where there is no room."""
    name = one_line(candidate.name)
    for title in (f"{verb} {name}", name):
        if len(title) <= VIEW_TITLE:
            return title
    whole_words = name[:VIEW_TITLE].rpartition(" ")[0]
    return f"{whole_words if len(whole_words) > VIEW_TITLE // 2 else name[: VIEW_TITLE - 1]}…"


def candidate_label(
    candidate: LabelledCandidate, role: str, *, brief: bool = False, after: str = ""
) -> str:
    """Name and details as plain text; `after` comes between the two."""
    return f"{one_line(candidate.name)}{after} · {candidate_details(candidate, role, brief=brief)}"


def names_of(candidates: Iterable[LabelledCandidate]) -> str:
    """The names of candidates in one line, as plain text."""
    return " · ".join(one_line(candidate.name) for candidate in candidates)


def listed(candidates: Iterable[LabelledCandidate], names: Mapping[str, str]) -> str:
    """The same, under the names by which a page tells people apart."""
    return " · ".join(names[candidate.person_id] for candidate in candidates)


def candidate_words(
    candidate: LabelledCandidate, role: str, *, brief: bool = False, after: str = ""
) -> list[Piece]:
    """Name and details in a rich text line, the name in bold; `after` comes between the two."""
    details = candidate_details(candidate, role, brief=brief)
    return [words(one_line(candidate.name), bold=True), words(f"{after} · {details}")]
