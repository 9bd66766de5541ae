"""Checks the glossary: each name belongs to one entry, and each entry names roles that exist."""

from collections.abc import Iterator, Sequence

from question_bank.bank import Bank, name_key
from question_bank.check.findings import Finding, warning
from question_bank.load.files import BankFile
from question_bank.load.texts import label_of
from question_bank.reference import Glossary, Term


def term_findings(files: Sequence[BankFile], bank: Bank) -> Iterator[Finding]:
    """What is wrong with the glossary entries of these files, compared with the whole glossary."""
    for file in files:
        if isinstance(file.content, Glossary):
            for number, term in enumerate(file.content.terms, start=1):
                label = label_of("terms", number, term)
                yield from _names_of_others(file.name, label, term, bank)
                yield from _roles(file.name, label, term, bank)


def _names_of_others(file: str, label: str, term: Term, bank: Bank) -> Iterator[Finding]:
    words_by_name = {
        name_key(name): other.word
        for other in bank.glossary.terms
        if other.word.casefold() != term.word.casefold()
        for name in (*other.aliases, other.word)
    }
    for name in (term.word, *term.aliases):
        if name_key(name) in words_by_name:
            problem = f'"{name}" also leads to "{words_by_name[name_key(name)]}"; only one of them is found'
            yield warning(file, label, problem)


def _roles(file: str, label: str, term: Term, bank: Bank) -> Iterator[Finding]:
    for field in term.fields:
        if bank.archetype(field) is None:
            yield warning(file, f"{label}: fields", f'no role has the id "{field}"')
