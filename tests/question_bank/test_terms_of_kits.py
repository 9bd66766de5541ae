"""Every term in a question, cue, guide or anchor is plain English, or the glossary explains it."""

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import pytest

from question_bank.load.files import BankFile
from question_bank.load.loader import load, read
from question_bank.load.texts import Text, texts

PLAIN_WORDS = Path(__file__).with_name("plain_words.txt")
"""The words that no interviewer has to look up; of a word only its stem stands there."""
TERMS = [name for term in load().glossary.terms for name in (term.word, *term.aliases)]
ENDINGS = {"s": "", "es": "", "ies": "y", "ed": "", "d": "", "ied": "y", "ing": "", "er": "", "ly": ""}  # fmt: skip
LONGEST_TERM = 4  # words


def spelt(text: str) -> list[str]:
    """The words of a text in small letters; numbers, and what begins with a digit, are none."""
    return [word for word in re.findall(r"[^\W_]+", text.casefold()) if not word[0].isdigit()]


def stems(word: str) -> set[str]:
    """What a word may be a form of: plural, past, -ing, -er, -ly, with or without a final e or a doubled letter."""
    found = {word}
    for ending, instead in ENDINGS.items():
        stem = word.removesuffix(ending) + instead
        if word.endswith(ending) and len(stem) > 2:
            found |= {stem, stem + "e"} | ({stem[:-1]} if stem[-1] == stem[-2] else set())
    return found


@lru_cache
def plain_words() -> frozenset[str]:
    return frozenset(PLAIN_WORDS.read_text("utf-8").split())


def unexplained(text: str, terms: Iterable[str] = TERMS) -> list[str]:
    """The words that are neither plain nor a term of the glossary or a part of one that stands there whole."""
    names = {tuple(spelt(name)) for name in terms}
    words, found, place = spelt(text), [], 0
    while place < len(words):
        for count in range(LONGEST_TERM, 0, -1):
            *before, last = words[place : place + count] or [""]
            if any((*before, stem) in names for stem in (last, last.removesuffix("s"))):
                place += count
                break
        else:
            if not stems(words[place]) & plain_words():
                found.append(words[place])
            place += 1
    return found


def kit_texts(file: BankFile) -> list[Text]:
    """What a kit and a scorecard show of a file: its skills and questions."""
    return [text for text in texts(file) if text.entry.startswith(("skills[", "questions["))]


@pytest.mark.parametrize("file", read().built_in, ids=lambda file: file.name)
def test_every_term_is_explained(file: BankFile) -> None:
    """Explain the word in glossary.toml, say it in plainer ones, or add it to plain_words.txt if everybody knows it."""
    missing = {text.place: words for text in kit_texts(file) if (words := unexplained(text.words))}
    assert missing == {}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Draws the cases anew many times (bootstrap) for a range.", []),
        ("Runs the Kubernetes pods with a frobnicator.", ["frobnicator"]),
        ("Names train-test splits, p95 and 3.10.", []),
        ("Asks for the zyzzyvas' sharding.", ["zyzzyvas", "sharding"]),
    ],
)
def test_a_term_that_nobody_explains_is_found(text: str, words: list[str]) -> None:
    assert unexplained(text) == words


def test_a_term_that_the_glossary_loses_is_found() -> None:
    without = [name for name in TERMS if not name.casefold().startswith("bootstrap")]
    assert unexplained("Draws the cases anew (bootstrap).", without) == ["bootstrap"]
