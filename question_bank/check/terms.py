"""Checks the glossary: every name leads to one entry, and every entry to a role that exists."""

from collections.abc import Iterator, Sequence

from question_bank.bank import Bank, as_typed
from question_bank.check.findings import Finding, warning
from question_bank.load.faults import Fault
from question_bank.load.files import Loaded
from question_bank.load.texts import label_of
from question_bank.reference import Glossary, Term


def term_findings(files: Sequence[Loaded], bank: Bank) -> Iterator[Finding]:
    """What is wrong with the glossary entries of these files, seen beside the whole glossary."""
    for file in files:
        if isinstance(file.content, Glossary):
            for number, term in enumerate(file.content.terms, start=1):
                label = label_of("terms", number, term)
                yield from _names_of_others(file.file, label, term, bank)
                yield from _roles(file.file, label, term, bank)


def _names_of_others(file: str, label: str, term: Term, bank: Bank) -> Iterator[Finding]:
    taken = {
        as_typed(name): other.word
        for other in bank.glossary.terms
        if other.word.casefold() != term.word.casefold()
        for name in (*other.aliases, other.word)
    }
    for name in (term.word, *term.aliases):
        if as_typed(name) in taken:
            problem = f'"{name}" also leads to "{taken[as_typed(name)]}"; only one of them is found'
            yield warning(Fault(file, label, problem))


def _roles(file: str, label: str, term: Term, bank: Bank) -> Iterator[Finding]:
    for field in term.fields:
        if bank.archetype(field) is None:
            yield warning(Fault(file, f"{label}: fields", f'no role has the id "{field}"'))
