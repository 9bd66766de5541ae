"""What the check of a bank finds: faults that must be mended, and warnings that deserve a look."""

from collections.abc import Iterable
from dataclasses import dataclass

from question_bank.load.faults import Fault


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found, and whether the bank may not be used like that."""

    place: Fault
    must: bool


@dataclass(frozen=True, slots=True)
class Report:
    """All that a check found, in the order of the files."""

    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> "Report":
        """The findings sorted into faults and warnings, each said once."""
        once = tuple(dict.fromkeys(findings))
        return cls(
            faults=tuple(finding.place for finding in once if finding.must),
            warnings=tuple(finding.place for finding in once if not finding.must),
        )


def fault(place: Fault) -> Finding:
    """Something that has to be mended before anybody is interviewed with this bank."""
    return Finding(place, must=True)


def warning(place: Fault) -> Finding:
    """Something that may be meant, and mostly is not."""
    return Finding(place, must=False)
