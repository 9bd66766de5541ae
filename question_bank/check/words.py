"""Checks the words of a bank: nothing that may not be asked, nobody left out, nothing that cannot be heard."""

from collections.abc import Iterator, Sequence

from question_bank.check.findings import Finding, fault, warning
from question_bank.check.topics_to_avoid import asks_about
from question_bank.check.words_to_avoid import gendered, vague
from question_bank.load.files import Loaded
from question_bank.load.texts import Text, texts

_NAMES_WHAT_TO_LEAVE_OUT = ("brief.leave_out", "not_screened")
_HEARD_IN_ANSWERS = ("junior.", "senior.", "anchors.", "red_flags")


def word_findings(files: Sequence[Loaded]) -> Iterator[Finding]:
    """What is wrong with single words and phrases, text by text."""
    for file in files:
        for text in texts(file):
            yield from _about_a_person(text)
            yield from _gendered(text)
            yield from _vague(text)


def _about_a_person(text: Text) -> Iterator[Finding]:
    if not text.field.startswith(_NAMES_WHAT_TO_LEAVE_OUT):
        for topic, words in asks_about(text.words):
            yield fault(
                text.fault(
                    f'"{words}" is about {topic}; that has no place in an interview, '
                    "and asking is against the law in many countries"
                )
            )


def _gendered(text: Text) -> Iterator[Finding]:
    for words, instead in gendered(text.words):
        yield warning(text.fault(f'"{words}" leaves people out; write {instead}'))


def _vague(text: Text) -> Iterator[Finding]:
    if text.field.startswith(_HEARD_IN_ANSWERS):
        for words in vague(text.words):
            yield warning(
                text.fault(
                    f'"{words}" cannot be heard in an answer; write what the person says or does'
                )
            )
