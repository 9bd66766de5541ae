"""The models of what holds for every role: the glossary and the advice on hiring."""

from typing import Annotated

from pydantic import Field

from question_bank.models import Checklist, Id, Model, Sentence, Signs, Word, text_up_to


class Term(Model):
    """One word of the glossary, for an interviewer who is no Python expert."""

    word: Annotated[str, text_up_to(40)]
    aliases: Annotated[tuple[Annotated[str, text_up_to(40)], ...], Field(max_length=20)] = ()
    what: Sentence
    matters: Sentence
    good_mention: Sentence
    fields: Annotated[tuple[Id, ...], Field(min_length=1)]


class Glossary(Model):
    """The words an interviewer may look up."""

    terms: tuple[Term, ...]


class Mistake(Model):
    """One of the common hiring mistakes, with a way out of it."""

    title: Annotated[str, text_up_to(80)]
    why: Sentence
    example: Sentence | None = None
    fix: Sentence
    check: Annotated[str, text_up_to(120)]


class PythonVersion(Model):
    """What the Python version of somebody's last project tells."""

    versions: Word
    signals: Sentence


class Hiring(Model):
    """Advice on hiring that holds for every archetype."""

    mistakes: Annotated[tuple[Mistake, ...], Field(min_length=1, max_length=7)]
    cv: Checklist
    portfolio_red: Signs
    python_versions: Annotated[tuple[PythonVersion, ...], Field(max_length=6)]
