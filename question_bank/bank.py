"""The bank: every archetype with its shared skills and questions, the glossary, hiring advice, and a version."""

import hashlib
from collections.abc import Iterable
from functools import cached_property
from typing import Protocol

from question_bank.models import Archetype, Model, Question
from question_bank.reference import Glossary, Hiring


class Bank(Model):
    """Every archetype with its shared skills and questions merged in; found by id or alias."""

    archetypes: tuple[Archetype, ...]
    glossary: Glossary
    hiring: Hiring
    version: str
    drafts: int = 0
    """How many questions were left out, because they lack guides."""

    def archetype(self, archetype_id: str) -> Archetype | None:
        """The archetype of exactly this id, or None."""
        return next(
            (archetype for archetype in self.archetypes if archetype.id == archetype_id), None
        )

    def __hash__(self) -> int:
        """The hash of the version alone, so that a bank is a cheap cache key."""
        return hash(self.version)

    @cached_property
    def names(self) -> dict[str, str]:
        """Every word that names an archetype (id, alias, full name, lower case) and the id it stands for."""
        return {word: archetype.id for archetype in self.archetypes for word in names_of(archetype)}

    def question(self, archetype_id: str, question_id: str) -> Question | None:
        """One question as this archetype asks it, or None where the bank no longer has it."""
        archetype = self.archetype(archetype_id)
        questions: Iterable[Question] = archetype.questions if archetype else ()
        return next((question for question in questions if question.id == question_id), None)


class Named(Protocol):
    """What has the names of a role."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...


def names_of(archetype: Named) -> tuple[str, ...]:
    """Every name of this archetype (id, name, aliases) as `name_key` gives it, each once."""
    names = (archetype.id, archetype.name, *archetype.aliases)
    return tuple(dict.fromkeys(name_key(name) for name in names))


def name_key(word: str) -> str:
    """The form in which names are compared: lower case, one hyphen for each run of spaces, slashes, underscores.

    What ends a sentence or a clause ends no word.
    """
    spaced = "".join(" " if char in "/_-" else char for char in word.casefold())
    return "-".join(part.rstrip(".,:;!?\u2026") or part for part in spaced.split())


def content_version(archetypes: Iterable[Archetype], glossary: Glossary, hiring: Hiring) -> str:
    """Twelve hexadecimal digits that change whenever any text of the bank does."""
    digest = hashlib.sha256()
    for part in (*sorted(archetypes, key=lambda archetype: archetype.id), glossary, hiring):
        digest.update(part.model_dump_json().encode())
        digest.update(b"\0")
    return digest.hexdigest()[:12]
