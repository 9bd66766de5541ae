"""Checks the questions of a bank against each other: none asked twice, guides that differ, no skill left unasked."""

from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

from question_bank.bank import Bank, as_typed
from question_bank.check.cues import cue_findings
from question_bank.check.findings import Finding, fault, warning
from question_bank.load.faults import Fault
from question_bank.load.files import Loaded
from question_bank.load.texts import label_of
from question_bank.models import Archetype, Extension, Question, Shared

NEARLY_THE_SAME = 85  # of 100; no two of the built-in questions, and no two guides, come above 68

Placed = tuple[str, str, Question]
"""The file, the entry's label, and the question."""


def question_findings(files: Sequence[Loaded], bank: Bank) -> Iterator[Finding]:
    """What is wrong with the questions of these files, seen beside all questions of the bank."""
    placed = list(_placed(files))
    yield from _asked_twice(placed, bank)
    for file, label, question in placed:
        yield from _same_at_both_levels(file, label, question)
        yield from cue_findings(file, label, question)
    for bank_file in files:
        yield from _skills_without_questions(bank_file, bank)


def _placed(files: Sequence[Loaded]) -> Iterator[Placed]:
    for file in files:
        questions: tuple[Question, ...] = getattr(file.content, "questions", ())
        for number, question in enumerate(questions, start=1):
            yield file.file, label_of("questions", number, question), question


def _asked_twice(placed: Sequence[Placed], bank: Bank) -> Iterator[Finding]:
    """Each pair once: a question of the files under check with the bank's, or with an earlier one."""
    checked = {question.id for _, _, question in placed}
    others = {
        other.id: other.ask
        for role in bank.archetypes
        for other in role.questions
        if other.id not in checked
    }
    for file, label, question in placed:
        near = process.extractOne(
            question.ask,
            others,
            scorer=fuzz.token_sort_ratio,
            processor=_plain,
            score_cutoff=NEARLY_THE_SAME,
        )
        if near:
            yield _twice(file, label, question, words=near[0], other=near[2])
        others[question.id] = question.ask


def _twice(file: str, label: str, question: Question, *, words: str, other: str) -> Finding:
    if _plain(question.ask) == _plain(words):
        return fault(Fault(file, f"{label}: ask", f'has the words of "{other}"'))
    return warning(Fault(file, f"{label}: ask", f'asks nearly the same as "{other}": {words}'))


def _same_at_both_levels(file: str, label: str, question: Question) -> Iterator[Finding]:
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


def _skills_without_questions(file: Loaded, bank: Bank) -> Iterator[Finding]:
    match file.content:
        case Archetype() as role:
            yield from _unasked(
                file.file, bank.archetype(role.id), {skill.id for skill in role.skills}
            )
        case Extension() as more:
            touched = {skill.id for skill in more.skills} | {each.skill for each in more.questions}
            yield from _unasked(
                file.file, bank.archetype(bank.names[as_typed(more.extends)]), touched
            )
        case Shared() as shared:
            yield from _unasked_shared(file.file, shared, bank)


def _unasked(file: str, role: Archetype | None, skills: set[str]) -> Iterator[Finding]:
    assert role is not None
    asked = {question.skill for question in role.questions if question.core}
    for skill in role.skills:
        if skill.id in skills and skill.id not in asked:
            found = fault if skill.must_have else warning
            yield found(
                Fault(file, f'skill "{skill.id}"', "is scored, and no core question asks about it")
            )


def _unasked_shared(file: str, shared: Shared, bank: Bank) -> Iterator[Finding]:
    used = {skill.id for role in bank.archetypes for skill in role.skills}
    asked = {question.skill for question in shared.questions if question.core}
    for skill in shared.skills:
        place = f'skill "{skill.id}"'
        if skill.id not in used:
            yield warning(
                Fault(
                    file, place, "is in the shared_skills of no role, so nobody is asked about it"
                )
            )
        elif skill.id not in asked:
            found = fault if skill.must_have else warning
            yield found(Fault(file, place, "is scored, and no core question asks about it"))


def _plain(words: str) -> str:
    """The words alone: case and punctuation make no new question."""
    return default_process(words)
