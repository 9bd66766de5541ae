"""Checks the cues of a question: there at both levels, different, and more than the guide's first words."""

from collections.abc import Iterator

from rapidfuzz import fuzz
from rapidfuzz.utils import default_process

from question_bank.check.findings import Finding, fault, warning
from question_bank.load.faults import Fault
from question_bank.models import CUE_WORDS, Guide, Question

NEARLY_THE_SAME = 85  # of 100; no built-in cue comes above 70, by its guide or by the other cue


def cue_findings(file: str, label: str, question: Question) -> Iterator[Finding]:
    """Warnings for cues that are missing, alike or copied; a fault where both levels have the same cue."""
    guides: dict[str, Guide] = {"junior": question.junior, "senior": question.senior}
    if missing := [f"{level}.cue" for level, guide in guides.items() if not guide.cue]:
        problem = f"is missing; say in at most {CUE_WORDS} words what to listen for"
        yield warning(Fault(file, f"{label}: {' and '.join(missing)}", problem))
    else:
        yield from _equal_cues(file, label, question)
    for level, guide in guides.items():
        if guide.cue and _begins_like(guide):
            problem = f"repeats the first words of {level}.good; name the act that tells this level"
            yield warning(Fault(file, f"{label}: {level}.cue", problem))


def _equal_cues(file: str, label: str, question: Question) -> Iterator[Finding]:
    junior, senior = question.junior.cue, question.senior.cue
    place = f"{label}: senior.cue"
    if default_process(junior) == default_process(senior):
        yield fault(
            Fault(file, place, "says what junior.cue says; name what only a senior does or asks")
        )
    elif fuzz.token_sort_ratio(junior, senior, processor=default_process) >= NEARLY_THE_SAME:
        yield warning(
            Fault(file, place, "says nearly what junior.cue says; what does only a senior do?")
        )


def _begins_like(guide: Guide) -> bool:
    """Whether the cue is, but for a few letters, as many words from the beginning of the guide."""
    cue = default_process(guide.cue).split()
    beginning = default_process(guide.good).split()[: len(cue)]
    return fuzz.ratio(" ".join(cue), " ".join(beginning)) >= NEARLY_THE_SAME
