"""The findings of a check: faults, which must be mended, and warnings, which deserve a look."""

from collections.abc import Iterable
from dataclasses import dataclass

from question_bank.load.faults import Fault


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: its place and problem, and whether it keeps the bank from being used."""

    place: Fault
    is_fault: bool


@dataclass(frozen=True, slots=True)
class Report:
    """All that a check found, in the order of the files."""

    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    drafts: tuple[Fault, ...] = ()

    @classmethod
    def of(cls, findings: Iterable[Finding], drafts: Iterable[Fault]) -> "Report":
        """The findings sorted into faults and warnings, each of them once, beside what is a draft."""
        distinct = tuple(dict.fromkeys(findings))
        return cls(
            faults=tuple(finding.place for finding in distinct if finding.is_fault),
            warnings=tuple(finding.place for finding in distinct if not finding.is_fault),
            drafts=tuple(drafts),
        )


def fault(file: str, entry: str, problem: str) -> Finding:
    """Something that has to be mended before anybody is interviewed with this bank."""
    return Finding(Fault(file, entry, problem), is_fault=True)


def warning(file: str, entry: str, problem: str) -> Finding:
    """Something that may be meant, and mostly is not."""
    return Finding(Fault(file, entry, problem), is_fault=False)
