"""Puts files together: a company's additions over ours, and the faults that show only between files."""

from collections.abc import Iterable, Sequence
from functools import reduce

from question_bank.bank import as_typed, words_for
from question_bank.load.faults import Fault
from question_bank.load.files import Loaded
from question_bank.models import Archetype, Extension, Question, Shared, Skill


def extended(archetype: Archetype, extensions: Iterable[Extension]) -> Archetype:
    """The archetype with every extension that names it applied in order; the same id replaces, a new one adds."""
    skills = {skill.id: skill for skill in archetype.skills}
    questions = {question.id: question for question in archetype.questions}
    for extension in extensions:
        if as_typed(extension.extends) in words_for(archetype):
            skills |= {skill.id: skill for skill in extension.skills}
            questions |= {question.id: question for question in extension.questions}
    return archetype.model_copy(
        update={"skills": tuple(skills.values()), "questions": tuple(questions.values())}
    )


def faults_between(files: Sequence[Loaded]) -> list[Fault]:
    """Names used twice, and names of things that no file has."""
    return [*_names_used_twice(files), *_ids_used_twice(files), *_unknown_names(files)]


def _archetypes(files: Sequence[Loaded]) -> list[tuple[str, Archetype]]:
    return [(file.file, file.content) for file in files if isinstance(file.content, Archetype)]


def together(first: Shared, other: Shared) -> Shared:
    """The skills and questions of both, those of the first ahead."""
    return Shared(
        skills=(*first.skills, *other.skills), questions=(*first.questions, *other.questions)
    )


def _shared(files: Sequence[Loaded]) -> Shared:
    found = [file.content for file in files if isinstance(file.content, Shared)]
    return reduce(together, found, Shared(skills=(), questions=()))


def _names_used_twice(files: Sequence[Loaded]) -> Iterable[Fault]:
    owner: dict[str, tuple[Loaded, str]] = {}
    for file in files:
        if isinstance(file.content, Archetype):
            for word in words_for(file.content):
                other_file, other = owner.setdefault(word, (file, file.content.id))
                if other_file is not file:
                    yield Fault(
                        file.file,
                        file.content.id,
                        f'the name or alias "{word}" is taken by {other} in {_beside(file, other_file)}; '
                        f'to change that one, write extends = "{other}" in place of id',
                    )


def _ids_used_twice(files: Sequence[Loaded]) -> Iterable[Fault]:
    """A question's id stands once in the bank, or a button could open the wrong one."""
    owner: dict[tuple[str, str], Loaded] = {}
    for file in files:
        questions: tuple[Question, ...] = getattr(file.content, "questions", ())
        for question in questions:
            other = owner.setdefault((_replaces_in(files, file), question.id), file)
            if other is not file:
                entry = f'question "{question.id}"'
                yield Fault(file.file, entry, f"has an id that {_beside(file, other)} uses")
        yield from _twice(file, "skills")
        yield from _twice(file, "questions")


def _beside(file: Loaded, other: Loaded) -> str:
    """The name of the other file; a copy of one of ours has the same."""
    return f"the built-in {other.file}" if other.file == file.file else other.file


def _replaces_in(files: Sequence[Loaded], file: Loaded) -> str:
    """The role in which a file's questions replace ours of the same id; empty where they may replace none."""
    if isinstance(file.content, Extension):
        return _archetype_id(files, file.content.extends)
    return ""


def _twice(file: Loaded, key: str) -> Iterable[Fault]:
    entries: tuple[Skill | Question, ...] = getattr(file.content, key, ())
    ids = [entry.id for entry in entries]
    for entry_id in sorted({name for name in ids if ids.count(name) > 1}):
        yield Fault(file.file, f'{key[:-1]} "{entry_id}"', "stands twice in this file")


def _unknown_names(files: Sequence[Loaded]) -> Iterable[Fault]:
    shared = _shared(files)
    shared_ids = {skill.id for skill in shared.skills}
    known = {word for _, role in _archetypes(files) for word in words_for(role)}
    skills_of = {
        role.id: {s.id for s in role.skills} | shared_ids for _, role in _archetypes(files)
    }
    for file in files:
        match file.content:
            case Archetype() as archetype:
                yield from _unknown(file.file, "shared_skills", archetype.shared_skills, shared_ids)
                yield from _skills(file.file, archetype.questions, skills_of[archetype.id])
                clash = {skill.id for skill in archetype.skills} & set(archetype.shared_skills)
                for skill_id in sorted(clash):
                    yield Fault(file.file, f'skill "{skill_id}"', "is also one of shared_skills")
            case Extension() as extension:
                yield from _unknown(file.file, "extends", (as_typed(extension.extends),), known)
                base = skills_of.get(_archetype_id(files, extension.extends), shared_ids)
                own = {skill.id for skill in extension.skills}
                yield from _skills(file.file, extension.questions, base | own)
            case Shared() as own_shared:
                yield from _skills(file.file, own_shared.questions, shared_ids)


def _archetype_id(files: Sequence[Loaded], name: str) -> str:
    word = as_typed(name)
    return next(
        (archetype.id for _, archetype in _archetypes(files) if word in words_for(archetype)), ""
    )


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
