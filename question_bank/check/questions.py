"""Checks the questions of a bank: no duplicates, guides that differ, and a core question for every skill."""

from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

from question_bank.bank import Bank, name_key
from question_bank.check.cues import cue_findings
from question_bank.check.findings import Finding, fault, warning
from question_bank.load.faults import Fault
from question_bank.load.files import BankFile
from question_bank.load.texts import label_of
from question_bank.models import Archetype, Extension, Question, Shared

NEARLY_THE_SAME = 85  # of 100; no two of the built-in questions, and no two guides, come above 68

Entry = tuple[str, str, Question]
"""The file, the entry's label, and the question."""


def question_findings(files: Sequence[BankFile], bank: Bank) -> Iterator[Finding]:
    """What is wrong with the questions of these files, compared with all questions of the bank."""
    entries = list(_entries(files))
    yield from _duplicates(entries, bank)
    for file, label, question in entries:
        yield from _equal_guides(file, label, question)
        yield from cue_findings(file, label, question)
    for bank_file in files:
        yield from _skill_gaps(bank_file, bank)


def _entries(files: Sequence[BankFile]) -> Iterator[Entry]:
    for file in files:
        questions: tuple[Question, ...] = getattr(file.content, "questions", ())
        for number, question in enumerate(questions, start=1):
            yield file.name, label_of("questions", number, question), question


def _duplicates(entries: Sequence[Entry], bank: Bank) -> Iterator[Finding]:
    """Each pair once: a question of the files under check with the bank's, or with an earlier one."""
    checked = {question.id for _, _, question in entries}
    earlier = {
        other.id: other.ask
        for role in bank.archetypes
        for other in role.questions
        if other.id not in checked
    }
    for file, label, question in entries:
        near = process.extractOne(
            question.ask,
            earlier,
            scorer=fuzz.token_sort_ratio,
            processor=_plain,
            score_cutoff=NEARLY_THE_SAME,
        )
        if near:
            yield _twice(file, label, question, words=near[0], other=near[2])
        earlier[question.id] = question.ask


def _twice(file: str, label: str, question: Question, *, words: str, other: str) -> Finding:
    if _plain(question.ask) == _plain(words):
        return fault(Fault(file, f"{label}: ask", f'has the words of "{other}"'))
    return warning(Fault(file, f"{label}: ask", f'asks nearly the same as "{other}": {words}'))


def _equal_guides(file: str, label: str, question: Question) -> Iterator[Finding]:
    junior, senior = question.junior.good, question.senior.good
    place = f"{label}: senior.good"
    if _plain(junior) == _plain(senior):
        yield fault(
            Fault(file, place, "says what junior.good says, so the answer tells nothing apart")
        )
    elif fuzz.token_sort_ratio(junior, senior, processor=_plain) >= NEARLY_THE_SAME:
        yield warning(
            Fault(file, place, "says nearly what junior.good says; what does a senior add?")
        )


def _skill_gaps(file: BankFile, bank: Bank) -> Iterator[Finding]:
    match file.content:
        case Archetype() as role:
            yield from _role_gaps(
                file.name, bank.archetype(role.id), {skill.id for skill in role.skills}
            )
        case Extension() as extension:
            skills = {skill.id for skill in extension.skills} | {
                question.skill for question in extension.questions
            }
            yield from _role_gaps(
                file.name, bank.archetype(bank.names[name_key(extension.extends)]), skills
            )
        case Shared() as shared:
            yield from _shared_gaps(file.name, shared, bank)


def _role_gaps(file: str, role: Archetype | None, skills: set[str]) -> Iterator[Finding]:
    assert role is not None
    covered = {question.skill for question in role.questions if question.core}
    for skill in role.skills:
        if skill.id in skills and skill.id not in covered:
            finding = fault if skill.must_have else warning
            yield finding(
                Fault(file, f'skill "{skill.id}"', "is scored, and no core question asks about it")
            )


def _shared_gaps(file: str, shared: Shared, bank: Bank) -> Iterator[Finding]:
    scored_ids = {skill.id for role in bank.archetypes for skill in role.skills}
    covered = {question.skill for question in shared.questions if question.core}
    for skill in shared.skills:
        place = f'skill "{skill.id}"'
        if skill.id not in scored_ids:
            yield warning(
                Fault(
                    file, place, "is in the shared_skills of no role, so nobody is asked about it"
                )
            )
        elif skill.id not in covered:
            finding = fault if skill.must_have else warning
            yield finding(Fault(file, place, "is scored, and no core question asks about it"))


def _plain(words: str) -> str:
    """The words without case and punctuation, which make no new question."""
    return default_process(words)
