"""Checks a whole bank before it is used: faults that must be mended, and warnings that deserve a look."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from question_bank.bank import Bank
from question_bank.check.answers import answer_findings
from question_bank.check.drafts import draft_lines
from question_bank.check.findings import Finding, Report, fault, warning
from question_bank.check.language import language_findings
from question_bank.check.questions import question_findings, role_of
from question_bank.check.terms import term_findings
from question_bank.check.words import word_findings
from question_bank.load.files import BankFile
from question_bank.load.loader import read


@dataclass(frozen=True, slots=True)
class Misfit:
    """One part of a role that does not fit into the message, form or page that would show it."""

    archetype_id: str
    entry: str
    problem: str
    readable: bool = False
    """People still see all of it, only not at one glance."""


FitCheck = Callable[[Bank], Iterable[Misfit]]
"""Yields the misfits of a bank on every surface that shows it; this room does not know those surfaces."""


def check(directory: Path | None, fit_check: FitCheck) -> Report:
    """All that is wrong with the files of `directory`; with the built-in bank where there is none."""
    sources = read(directory)
    files = sources.built_in if directory is None else sources.own
    findings = [Finding(place, is_fault=True) for place in sources.faults]
    findings += [Finding(place, is_fault=False) for place in sources.unread]
    findings += word_findings(files)
    findings += language_findings(files)
    if not sources.faults:
        bank = sources.bank()
        findings += question_findings(files, bank)
        findings += answer_findings(files, bank)
        findings += term_findings(files, bank)
        findings += _misfits(files, bank, fit_check)
    return Report.of(findings, draft_lines(files))


def _misfits(files: Sequence[BankFile], bank: Bank, fit_check: FitCheck) -> Iterator[Finding]:
    file_of = {role.id: file.name for file in files if (role := role_of(file, bank))}
    for misfit in fit_check(bank):
        if misfit.archetype_id in file_of:
            finding = warning if misfit.readable else fault
            yield finding(file_of[misfit.archetype_id], misfit.entry, misfit.problem)
