"""Reads the built-in bank and a company's own files from TOML, and finds all faults at once."""

from dataclasses import dataclass
from pathlib import Path

from question_bank.bank import Bank, content_version
from question_bank.load.faults import BankFaults, Fault, join_names
from question_bank.load.files import BankFile, Directory, read_directory
from question_bank.load.merge import (
    collect_shared,
    contents,
    extend,
    faults_between,
    include_shared,
)
from question_bank.load.names import alias_faults, find_name_clashes, release_aliases
from question_bank.models import Archetype, Extension
from question_bank.reference import Glossary, Hiring

BUILT_IN = Path(__file__).parents[1] / "content"


def load(directory: Path | None = None) -> Bank:
    """The built-in bank with the files of `directory` on top; raises `BankFaults` with every fault of both."""
    return read(directory).bank()


def read(directory: Path | None = None) -> "Sources":
    """The same files before they are one bank, with every fault in them and between them."""
    built_in = read_directory(BUILT_IN)
    own = read_directory(directory) if directory else Directory()
    every = [*built_in.files, *own.files]
    files = release_aliases(every)
    between = (
        *alias_faults(every),
        *find_name_clashes(files),
        *faults_between(files, join_names([built_in.lost, own.lost])),
    )
    faults = (*built_in.faults, *own.faults, *between)
    first = len(built_in.files)
    return Sources(tuple(files[:first]), tuple(files[first:]), faults, own.unread)


@dataclass(frozen=True, slots=True)
class Sources:
    """The files of the built-in bank and a company's own, as far as they can be read, and what is wrong with them."""

    built_in: tuple[BankFile, ...]
    own: tuple[BankFile, ...]
    faults: tuple[Fault, ...]
    unread: tuple[Fault, ...]
    """What lies in a company's folder and is not read, each with the reason."""

    @property
    def roles(self) -> list[Archetype]:
        """The roles that all these files describe, as they stand there."""
        return contents([*self.built_in, *self.own], Archetype)

    def bank(self) -> Bank:
        """All files as one bank; raises `BankFaults` where there is any fault.

        A later file adds to an earlier one of its kind; of hiring advice the last one counts.
        """
        if self.faults:
            raise BankFaults(self.faults)
        files = [*self.built_in, *self.own]
        shared, extensions = collect_shared(files), contents(files, Extension)
        archetypes = tuple(
            extend(include_shared(archetype, shared), extensions)
            for archetype in contents(files, Archetype)
        )
        glossaries = contents(files, Glossary)
        terms = {term.word.casefold(): term for part in glossaries for term in part.terms}
        glossary, hiring = Glossary(terms=tuple(terms.values())), contents(files, Hiring)[-1]
        version = content_version(archetypes, glossary, hiring)
        return Bank(
            archetypes=archetypes, glossary=glossary, hiring=hiring, version=version,
            drafts=sum(draft.kind == "questions" for file in files for draft in file.drafts),
        )  # fmt: skip
