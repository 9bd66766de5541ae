"""Gendered words with what to write instead, and vague phrases that name no behaviour."""

import re
from collections.abc import Iterator

# Pronouns are matched as they are written: HER2 and HIS are names, "his" is not.
_GENDERED = (
    (r"[Hh]e|[Hh]im|[Hh]imself|[Ss]he|[Hh]ers|[Hh]erself", "they, them or themselves"),
    (r"[Hh]is|[Hh]er", "their"),
    (r"(?i:man-?power)", "people or staff"),
    (r"(?i:man[ -](?:hours?|days?|weeks?|months?|years?))", "hours, days or months of work"),
    (r"(?i:(?:un)?manned)", "staffed, or left alone"),
    (r"(?i:(?:chair|sales|fore|crafts|spokes|business)(?:man|men))", "a word for any person"),
    (r"(?i:mankind)", "people"),
    (r"(?i:guys|gentlemen|ladies)", "everybody"),
    (
        r"(?i:rock ?stars?|(?:code|coding|python|data|software|tech|sql) (?:ninja|guru|wizard|hero)s?)",
        "what the person will do",
    ),
)

_VAGUE = (
    (
        r"(?:good|solid|strong|sound|deep|basic|general|thorough|excellent|great|advanced|clear|firm) "
        r"(?:understanding|knowledge|grasp|command|skills|experience)"
    ),
    r"familiar(?:ity)? with",
    r"(?:proficient|proficiency|fluent|well[- ]versed|competent|skilled) (?:in|with|at)",
    r"knows? (?:\w+ )?(?:very )?well",
    r"understands? the (?:basics|concepts?|fundamentals)",
    r"(?:good|excellent|strong) communicators?",
    r"team players?",
    r"self[- ]starters?",
    r"passionate",
    r"cultur(?:e|al) fit",
    r"best practices?",
    r"etc",
)

_REPLACEMENTS = tuple(
    (re.compile(rf"\b(?:{pattern})\b"), instead) for pattern, instead in _GENDERED
)
_NO_BEHAVIOUR = re.compile(rf"\b(?:{'|'.join(_VAGUE)})\b", re.IGNORECASE)


def gendered_words(words: str) -> Iterator[tuple[str, str]]:
    """Each word that speaks of some people only, and what to say in its place."""
    for pattern, instead in _REPLACEMENTS:
        for match in pattern.finditer(words):
            yield match[0], instead


def vague_phrases(words: str) -> Iterator[str]:
    """Each phrase that sounds like a requirement and cannot be heard in an answer."""
    for match in _NO_BEHAVIOUR.finditer(words):
        yield match[0]
