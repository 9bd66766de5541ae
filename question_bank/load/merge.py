"""Puts files together: a company's additions over ours, and the faults that show only between files."""

from collections.abc import Iterable, Sequence
from functools import reduce

from question_bank.bank import as_typed, words_for
from question_bank.load.faults import Fault
from question_bank.load.files import Loaded
from question_bank.models import Archetype, Extension, Question, Shared, Skill


def extended(archetype: Archetype, extensions: Iterable[Extension]) -> Archetype:
    """The archetype with every extension that names it applied in order; the same id replaces, a new one adds."""
    skills = {one.id: one for one in archetype.skills}
    questions = {one.id: one for one in archetype.questions}
    for extension in extensions:
        if as_typed(extension.extends) in words_for(archetype):
            skills |= {one.id: one for one in extension.skills}
            questions |= {one.id: one for one in extension.questions}
    return archetype.model_copy(
        update={"skills": tuple(skills.values()), "questions": tuple(questions.values())}
    )


def faults_between(files: Sequence[Loaded]) -> list[Fault]:
    """Names used twice, and names of things that no file has."""
    return [*_names_used_twice(files), *_ids_used_twice(files), *_unknown_names(files)]


def _archetypes(files: Sequence[Loaded]) -> list[tuple[str, Archetype]]:
    return [(one.file, one.content) for one in files if isinstance(one.content, Archetype)]


def together(one: Shared, other: Shared) -> Shared:
    """The skills and questions of both, those of the first ahead."""
    return Shared(skills=(*one.skills, *other.skills), questions=(*one.questions, *other.questions))


def _shared(files: Sequence[Loaded]) -> Shared:
    found = [one.content for one in files if isinstance(one.content, Shared)]
    return reduce(together, found, Shared(skills=(), questions=()))


def _names_used_twice(files: Sequence[Loaded]) -> Iterable[Fault]:
    owner: dict[str, tuple[Loaded, str]] = {}
    for one in files:
        if isinstance(one.content, Archetype):
            for word in words_for(one.content):
                other_file, other = owner.setdefault(word, (one, one.content.id))
                if other_file is not one:
                    yield Fault(
                        one.file,
                        one.content.id,
                        f'the name or alias "{word}" is taken by {other} in {_beside(one, other_file)}; '
                        f'to change that one, write extends = "{other}" in place of id',
                    )


def _ids_used_twice(files: Sequence[Loaded]) -> Iterable[Fault]:
    """A question's id stands once in the bank, or a button could open the wrong one."""
    owner: dict[tuple[str, str], Loaded] = {}
    for one in files:
        questions: tuple[Question, ...] = getattr(one.content, "questions", ())
        for question in questions:
            other = owner.setdefault((_replaces_in(files, one), question.id), one)
            if other is not one:
                entry = f'question "{question.id}"'
                yield Fault(one.file, entry, f"has an id that {_beside(one, other)} uses")
        yield from _twice(one, "skills")
        yield from _twice(one, "questions")


def _beside(one: Loaded, other: Loaded) -> str:
    """The name of the other file; a copy of one of ours has the same."""
    return f"the built-in {other.file}" if other.file == one.file else other.file


def _replaces_in(files: Sequence[Loaded], one: Loaded) -> str:
    """The role in which a file's questions replace ours of the same id; empty where they may replace none."""
    if isinstance(one.content, Extension):
        return _archetype_id(files, one.content.extends)
    return ""


def _twice(one: Loaded, key: str) -> Iterable[Fault]:
    entries: tuple[Skill | Question, ...] = getattr(one.content, key, ())
    ids = [entry.id for entry in entries]
    for entry_id in sorted({name for name in ids if ids.count(name) > 1}):
        yield Fault(one.file, f'{key[:-1]} "{entry_id}"', "stands twice in this file")


def _unknown_names(files: Sequence[Loaded]) -> Iterable[Fault]:
    shared = _shared(files)
    shared_ids = {skill.id for skill in shared.skills}
    known = {word for _, one in _archetypes(files) for word in words_for(one)}
    skills_of = {one.id: {s.id for s in one.skills} | shared_ids for _, one in _archetypes(files)}
    for one in files:
        match one.content:
            case Archetype() as archetype:
                yield from _unknown(one.file, "shared_skills", archetype.shared_skills, shared_ids)
                yield from _skills(one.file, archetype.questions, skills_of[archetype.id])
                clash = {skill.id for skill in archetype.skills} & set(archetype.shared_skills)
                for skill_id in sorted(clash):
                    yield Fault(one.file, f'skill "{skill_id}"', "is also one of shared_skills")
            case Extension() as extension:
                yield from _unknown(one.file, "extends", (as_typed(extension.extends),), known)
                base = skills_of.get(_archetype_id(files, extension.extends), shared_ids)
                own = {skill.id for skill in extension.skills}
                yield from _skills(one.file, extension.questions, base | own)
            case Shared() as own_shared:
                yield from _skills(one.file, own_shared.questions, shared_ids)


def _archetype_id(files: Sequence[Loaded], name: str) -> str:
    word = as_typed(name)
    return next((one.id for _, one in _archetypes(files) if word in words_for(one)), "")


def _skills(file: str, questions: Iterable[Question], known: set[str]) -> Iterable[Fault]:
    for question in questions:
        yield from _unknown(file, f'question "{question.id}": skill', (question.skill,), known)


def _unknown(file: str, entry: str, names: Iterable[str], known: set[str]) -> Iterable[Fault]:
    for name in names:
        if name not in known:
            from rapidfuzz import process  # noqa: PLC0415 - 3 MB for banks with a slip in them

            close = process.extractOne(name, sorted(known), score_cutoff=60)
            hint = f'; did you mean "{close[0]}"?' if close else ""
            yield Fault(file, entry, f'"{name}" is not known{hint}')
