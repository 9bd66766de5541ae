"""Checks the questions of a bank: no duplicates, guides that differ, and a core question for every skill."""

from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

from question_bank.bank import Bank, name_key
from question_bank.check.findings import Finding, fault, warning
from question_bank.check.guides import NEARLY_THE_SAME, guide_findings
from question_bank.load.files import BankFile
from question_bank.load.texts import label_of
from question_bank.models import Archetype, Extension, Question, Shared, Skill

Entry = tuple[str, str, Question]
"""The file, the entry's label, and the question."""


def question_findings(files: Sequence[BankFile], bank: Bank) -> Iterator[Finding]:
    """What is wrong with the questions of these files, compared with all questions of the bank."""
    entries = list(_entries(files))
    yield from _duplicates(entries, bank)
    for entry in entries:
        yield from guide_findings(*entry)
    with_drafts = {draft.skill for file in files for draft in file.drafts}
    for file in files:
        yield from _skill_gaps(file, bank, with_drafts)


def _entries(files: Sequence[BankFile]) -> Iterator[Entry]:
    for file in files:
        questions: tuple[Question, ...] = getattr(file.content, "questions", ())
        for number, question in enumerate(questions, start=1):
            yield file.name, label_of("questions", number, question), question


def _duplicates(entries: Sequence[Entry], bank: Bank) -> Iterator[Finding]:
    """Each pair once: a question of the files under check with the bank's, or with an earlier one."""
    checked = {question.id for _, _, question in entries}
    questions = (question for role in bank.archetypes for question in role.questions)
    earlier = {question.id: question.ask for question in questions if question.id not in checked}
    for file, label, question in entries:
        near = process.extractOne(
            question.ask, earlier, scorer=fuzz.token_sort_ratio, processor=default_process,
            score_cutoff=NEARLY_THE_SAME,
        )  # fmt: skip
        if near:
            words, _, other = near
            place = f"{label}: ask"
            # Case and punctuation make no new question.
            if default_process(question.ask) == default_process(words):
                yield fault(file, place, f'has the words of "{other}"')
            else:
                yield warning(file, place, f'asks nearly the same as "{other}": {words}')
        earlier[question.id] = question.ask


def role_of(file: BankFile, bank: Bank) -> Archetype | None:
    """The role that a file describes or extends; None for any other file."""
    match file.content:
        case Archetype() as role:
            return bank.archetype(role.id)
        case Extension() as extension:
            return bank.archetype(bank.names.get(name_key(extension.extends), ""))
    return None


def _skill_gaps(file: BankFile, bank: Bank, with_drafts: set[str]) -> Iterator[Finding]:
    """The skills of this file that nobody is asked about, in the role as it is with all files."""
    match file.content:
        case Archetype() | Extension() as own:
            role, ids = role_of(file, bank), {skill.id for skill in own.skills}
            if isinstance(own, Extension):
                ids |= {question.skill for question in own.questions}
            if role is None:  # what adds to a draft
                return
            skills = [skill for skill in role.skills if skill.id in ids]
            yield from _without_core_question(file.name, skills, role.questions, with_drafts)
        case Shared() as shared:
            scored_ids = {skill.id for role in bank.archetypes for skill in role.skills}
            for skill in shared.skills:
                if skill.id not in scored_ids:
                    problem = "is in the shared_skills of no role, so nobody is asked about it"
                    yield warning(file.name, f'skill "{skill.id}"', problem)
            scored = [skill for skill in shared.skills if skill.id in scored_ids]
            yield from _without_core_question(file.name, scored, shared.questions, with_drafts)


def _without_core_question(
    file: str, skills: Iterable[Skill], questions: Iterable[Question], with_drafts: set[str]
) -> Iterator[Finding]:
    covered = {question.skill for question in questions if question.core}
    for skill in skills:
        if skill.id not in covered:
            is_begun = skill.id in with_drafts
            finding = fault if skill.must_have and not is_begun else warning
            problem = "is scored, and no core question asks about it"
            problem += "; only drafts do" if is_begun else ""
            yield finding(file, f'skill "{skill.id}"', problem)
