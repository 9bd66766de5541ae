"""The whole bank as the rest of the product sees it: shared content already in its place, and a version."""

import hashlib
from collections.abc import Iterable
from functools import cached_property

from question_bank.models import Archetype, Model, Question, Skill
from question_bank.reference import Glossary, Hiring


class Bank(Model):
    """Every archetype with its shared skills and questions merged in; found by id or alias."""

    archetypes: tuple[Archetype, ...]
    glossary: Glossary
    hiring: Hiring
    version: str

    def archetype(self, archetype_id: str) -> Archetype | None:
        """The archetype of exactly this id, or None."""
        return next(
            (archetype for archetype in self.archetypes if archetype.id == archetype_id), None
        )

    def __hash__(self) -> int:
        """By version alone, so that a bank can be the key of a cache at no cost."""
        return hash(self.version)

    @cached_property
    def names(self) -> dict[str, str]:
        """Every word that names an archetype (id, alias, full name, lower case) and the id it stands for."""
        return {
            word: archetype.id for archetype in self.archetypes for word in words_for(archetype)
        }

    def question(self, archetype_id: str, question_id: str) -> Question | None:
        """One question as this archetype asks it, or None where the bank no longer has it."""
        archetype = self.archetype(archetype_id)
        questions: Iterable[Question] = archetype.questions if archetype else ()
        return next((question for question in questions if question.id == question_id), None)


def words_for(archetype: Archetype) -> tuple[str, ...]:
    """The words a person may type for this archetype, as `typed_word` leaves them."""
    said = (archetype.id, archetype.name, *archetype.aliases)
    return tuple(dict.fromkeys(as_typed(word) for word in said))


def as_typed(word: str) -> str:
    """A name the way it is compared: lower case, with one hyphen for any run of spaces, slashes or underscores."""
    spaced = "".join(" " if char in "/_-" else char for char in word.casefold())
    return "-".join(spaced.split())


def with_shared(
    archetype: Archetype, skills: Iterable[Skill], questions: Iterable[Question]
) -> Archetype:
    """The archetype with the shared skills it names, and their questions, ahead of its own."""
    wanted = set(archetype.shared_skills)
    return archetype.model_copy(
        update={
            "skills": (*archetype.skills, *(skill for skill in skills if skill.id in wanted)),
            "questions": (
                *(question for question in questions if question.skill in wanted),
                *archetype.questions,
            ),
        }
    )


def content_version(archetypes: Iterable[Archetype], glossary: Glossary, hiring: Hiring) -> str:
    """Twelve hexadecimal digits that change whenever any text of the bank does."""
    digest = hashlib.sha256()
    for part in (*sorted(archetypes, key=lambda archetype: archetype.id), glossary, hiring):
        digest.update(part.model_dump_json().encode())
        digest.update(b"\0")
    return digest.hexdigest()[:12]
