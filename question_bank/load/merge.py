"""Merges files, a company's additions over the built-in ones, and finds the faults between files."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from question_bank.bank import name_key, names_of
from question_bank.load.drafts import Outline
from question_bank.load.faults import Fault
from question_bank.load.files import BankFile
from question_bank.load.texts import label_of
from question_bank.models import Archetype, Extension, Model, Question, Shared, Skill

Content = TypeVar("Content", bound=Model)


def contents(files: Iterable[BankFile], kind: type[Content]) -> list[Content]:
    """What the files of this kind hold, in their order."""
    return [file.content for file in files if isinstance(file.content, kind)]


def collect_shared(files: Sequence[BankFile]) -> Shared:
    """The skills and questions of all files that roles share."""
    parts = contents(files, Shared)
    return Shared(
        skills=tuple(skill for part in parts for skill in part.skills),
        questions=tuple(question for part in parts for question in part.questions),
    )


def include_shared(archetype: Archetype, shared: Shared) -> Archetype:
    """The archetype with the shared skills it names, and their questions, ahead of its own."""
    ids = set(archetype.shared_skills)
    skills = [skill for skill in shared.skills if skill.id in ids]
    questions = [question for question in shared.questions if question.skill in ids]
    return archetype.model_copy(
        update={
            "skills": (*archetype.skills, *skills),
            "questions": (*questions, *archetype.questions),
        }
    )


def extend(archetype: Archetype, extensions: Iterable[Extension]) -> Archetype:
    """The archetype with every extension that names it applied in order; the same id replaces, a new one adds.

    Answers to a question that is replaced go with it, since their keys were found by its guides; those to a draft wait.
    The same text to the same question replaces an answer of ours, be it to give it another key.
    Of several qualifications the last one counts.
    """
    own = [extra for extra in extensions if name_key(extra.extends) in names_of(archetype)]
    skills = {skill.id: skill for skill in archetype.skills}
    skills |= {skill.id: skill for extra in own for skill in extra.skills}
    added = {question.id: question for extra in own for question in extra.questions}
    questions = {question.id: question for question in archetype.questions} | added
    given = [answer for extra in own for answer in extra.answers]
    ids = {answer.id for answer in given}
    answers = [
        answer
        for answer in archetype.answers
        if answer.question not in added and answer.id not in ids
    ]
    answers += given
    qualifications = (extra.qualification for extra in reversed(own) if extra.qualification)
    return archetype.model_copy(
        update={
            "skills": tuple(skills.values()),
            "questions": tuple(questions.values()),
            "answers": tuple(answer for answer in answers if answer.question in questions),
            "qualification": next(qualifications, archetype.qualification),
        }
    )


def faults_between(files: Sequence[BankFile], lost: frozenset[str] | None) -> list[Fault]:
    """Ids used twice, and names of things that no file has, be it one with faults that has `lost` them."""
    unknown = () if lost is None else _unknown_names(files, lost)
    return [*_duplicate_ids(files), *unknown]


def _duplicate_ids(files: Sequence[BankFile]) -> Iterable[Fault]:
    """A fault for each id that is not unique in the bank: a button could open the wrong question."""
    owner: dict[tuple[str, str], BankFile] = {}
    for file in files:
        questions: tuple[Question, ...] = getattr(file.content, "questions", ())
        for question in questions:
            other = owner.setdefault((_role_to_extend(files, file), question.id), file)
            if other is not file and not _same_role(file, other):
                entry = f'question "{question.id}"'
                yield Fault(file.name, entry, f"has an id that {other.name} uses")
        yield from _twice(file, "skills")
        yield from _twice(file, "questions")


def _same_role(file: BankFile, other: BankFile) -> bool:
    """Whether both files are of a role of the same id: that is the fault to mend, and not each of its questions."""
    role, other_role = file.content, other.content
    return (
        isinstance(role, Archetype)
        and isinstance(other_role, Archetype)
        and role.id == other_role.id
    )


def _role_to_extend(files: Sequence[BankFile], file: BankFile) -> str:
    """The role in which a file's questions replace ours of the same id; empty where they may replace none."""
    if isinstance(file.content, Extension):
        return _archetype_id(files, file.content.extends)
    return ""


def _twice(file: BankFile, key: str) -> Iterable[Fault]:
    entries: tuple[Skill | Question, ...] = getattr(file.content, key, ())
    ids = [entry.id for entry in entries]
    for entry_id in sorted({name for name in ids if ids.count(name) > 1}):
        yield Fault(file.name, f'{key[:-1]} "{entry_id}"', "stands twice in this file")


def _unknown_names(files: Sequence[BankFile], lost: frozenset[str]) -> Iterable[Fault]:
    shared_ids = {skill.id for skill in collect_shared(files).skills} | lost
    roles = contents(files, Archetype)
    names = {word for role in roles for word in names_of(role)} | lost
    outlines = {word for role in contents(files, Outline) for word in names_of(role)}
    skills_of = {role.id: {skill.id for skill in role.skills} | shared_ids for role in roles}
    for file in files:
        yield from _unknown_questions(files, file, lost)
        match file.content:
            case Archetype() as archetype:
                yield from _unknown(file.name, "shared_skills", archetype.shared_skills, shared_ids)
                yield from _skills(file.name, archetype.questions, skills_of[archetype.id])
                clash = {skill.id for skill in archetype.skills} & set(archetype.shared_skills)
                for skill_id in sorted(clash):
                    yield Fault(file.name, f'skill "{skill_id}"', "is also one of shared_skills")
            case Extension() as extension if name_key(extension.extends) not in outlines:
                yield from _unknown(file.name, "extends", (name_key(extension.extends),), names)
                if role_id := _archetype_id(files, extension.extends):
                    allowed = skills_of[role_id] | {skill.id for skill in extension.skills}
                    yield from _skills(file.name, extension.questions, allowed)
            case Shared() as own_shared:
                yield from _skills(file.name, own_shared.questions, shared_ids)


def _unknown_questions(
    files: Sequence[BankFile], file: BankFile, lost: frozenset[str]
) -> Iterable[Fault]:
    """A fault for each answer to a question that its role does not ask, be it as a draft."""
    content = file.content
    if isinstance(content, Archetype | Extension) and content.answers:
        name = content.id if isinstance(content, Archetype) else content.extends
        role_id = _archetype_id(files, name)
        asked = {draft.id for other in files for draft in other.drafts} | lost
        for role in contents(files, Archetype):
            if role.id == role_id:
                whole = include_shared(role, collect_shared(files))
                whole = extend(whole, contents(files, Extension))
                asked |= {question.id for question in whole.questions}
        for number, answer in enumerate(content.answers if role_id else (), start=1):
            label = label_of("answers", number, answer)
            yield from _unknown(file.name, f"{label}: question", (answer.question,), asked)


def _archetype_id(files: Sequence[BankFile], name: str) -> str:
    roles, word = contents(files, Archetype), name_key(name)
    return next((role.id for role in roles if word in names_of(role)), "")


def _skills(file: str, questions: Iterable[Question], allowed: set[str]) -> Iterable[Fault]:
    for question in questions:
        yield from _unknown(file, f'question "{question.id}": skill', (question.skill,), allowed)


def _unknown(file: str, entry: str, names: Iterable[str], allowed: set[str]) -> Iterable[Fault]:
    for name in names:
        if name not in allowed:
            from rapidfuzz import process  # noqa: PLC0415 - 3 MB for banks with a slip in them

            close = process.extractOne(name, sorted(allowed), score_cutoff=60)
            hint = f'; did you mean "{close[0]}"?' if close else ""
            yield Fault(file, entry, f'"{name}" is not known{hint}')
