"""Checks the guides of a question: both levels differ, and each has a cue that is more than its first words."""

from collections.abc import Iterator

from rapidfuzz import fuzz
from rapidfuzz.utils import default_process

from question_bank.check.findings import Finding, fault, warning
from question_bank.models import CUE_WORDS, Guide, Question

NEARLY_THE_SAME = 85  # of 100; no two of the built-in questions, guides or cues come above 70


def guide_findings(file: str, label: str, question: Question) -> Iterator[Finding]:
    """Faults where both levels have the same words; warnings for words that are alike, missing or copied."""
    junior, senior = question.junior, question.senior
    yield from _alike(
        file,
        f"{label}: senior.good",
        junior.good,
        senior.good,
        equal="says what junior.good says, so the answer tells nothing apart",
        nearly="says nearly what junior.good says; what does a senior add?",
    )
    guides: dict[str, Guide] = {"junior": junior, "senior": senior}
    if missing := [f"{level}.cue" for level, guide in guides.items() if not guide.cue]:
        problem = f"is missing; say in at most {CUE_WORDS} words what to listen for"
        yield warning(file, f"{label}: {' and '.join(missing)}", problem)
    else:
        yield from _alike(
            file,
            f"{label}: senior.cue",
            junior.cue,
            senior.cue,
            equal="says what junior.cue says; name what only a senior does or asks",
            nearly="says nearly what junior.cue says; what does only a senior do?",
        )
    for level, guide in guides.items():
        if guide.cue and _begins_like(guide):
            problem = f"repeats the first words of {level}.good; name the act that tells this level"
            yield warning(file, f"{label}: {level}.cue", problem)


def _alike(
    file: str, place: str, junior: str, senior: str, *, equal: str, nearly: str
) -> Iterator[Finding]:
    if default_process(junior) == default_process(senior):
        yield fault(file, place, equal)
    elif fuzz.token_sort_ratio(junior, senior, processor=default_process) >= NEARLY_THE_SAME:
        yield warning(file, place, nearly)


def _begins_like(guide: Guide) -> bool:
    """Whether the cue is, but for a few letters, as many words from the beginning of the guide."""
    cue = default_process(guide.cue).split()
    beginning = default_process(guide.good).split()[: len(cue)]
    return fuzz.ratio(" ".join(cue), " ".join(beginning)) >= NEARLY_THE_SAME
