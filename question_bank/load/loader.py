"""Reads the built-in bank and a company's own files from TOML, and finds all faults at once."""

from dataclasses import dataclass, field
from pathlib import Path

from question_bank.bank import Bank, content_version, with_shared
from question_bank.load.faults import BankFaults, Fault
from question_bank.load.files import BankFile, read_directory
from question_bank.load.merge import combine, extend, faults_between
from question_bank.models import Archetype, Extension, Shared
from question_bank.reference import Glossary, Hiring

BUILT_IN = Path(__file__).parents[1] / "content"

__all__ = ["BUILT_IN", "BankFaults", "Fault", "Sources", "load", "read"]


def load(directory: Path | None = None) -> Bank:
    """The built-in bank with the files of `directory` on top; raises `BankFaults` with every fault of both."""
    return read(directory).bank()


def read(directory: Path | None = None) -> "Sources":
    """The same files before they are one bank, with every fault in them and between them."""
    built_in, faults = read_directory(BUILT_IN)
    own, own_faults = read_directory(directory) if directory else ([], [])
    between = faults_between([*built_in, *own])
    return Sources(tuple(built_in), tuple(own), (*faults, *own_faults, *between))


@dataclass(frozen=True, slots=True)
class Sources:
    """The files of the built-in bank and a company's own, as far as they can be read, and what is wrong with them."""

    built_in: tuple[BankFile, ...]
    own: tuple[BankFile, ...]
    faults: tuple[Fault, ...]

    def bank(self) -> Bank:
        """All files as one bank; raises `BankFaults` where there is any fault."""
        if self.faults:
            raise BankFaults(self.faults)
        return _Parts.of([*self.built_in, *self.own]).bank()


@dataclass
class _Parts:
    """The contents of all files, sorted by what they are; a later file adds to an earlier one of its kind."""

    archetypes: list[Archetype] = field(default_factory=list)
    extensions: list[Extension] = field(default_factory=list)
    shared: Shared = field(default_factory=lambda: Shared(skills=(), questions=()))
    terms: dict[str, object] = field(default_factory=dict)
    hiring: Hiring | None = None

    @classmethod
    def of(cls, files: list[BankFile]) -> "_Parts":
        parts = cls()
        for file in files:
            match file.content:
                case Archetype() as archetype:
                    parts.archetypes.append(archetype)
                case Extension() as extension:
                    parts.extensions.append(extension)
                case Shared() as shared:
                    parts.shared = combine(parts.shared, shared)
                case Glossary() as glossary:
                    parts.terms |= {term.word.casefold(): term for term in glossary.terms}
                case Hiring() as hiring:
                    parts.hiring = hiring
        return parts

    def bank(self) -> Bank:
        """All of it as one bank; called only when there was no fault."""
        assert self.hiring is not None
        with_shared_parts = [
            with_shared(archetype, self.shared.skills, self.shared.questions)
            for archetype in self.archetypes
        ]
        archetypes = tuple(extend(archetype, self.extensions) for archetype in with_shared_parts)
        glossary = Glossary.model_validate({"terms": tuple(self.terms.values())})
        version = content_version(archetypes, glossary, self.hiring)
        return Bank(archetypes=archetypes, glossary=glossary, hiring=self.hiring, version=version)
