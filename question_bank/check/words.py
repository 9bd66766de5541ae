"""Checks the words of a bank: no forbidden topics, no gendered words, no phrases that name no behaviour."""

from collections.abc import Callable, Iterator, Sequence

from question_bank.check.findings import Finding, fault, warning
from question_bank.check.topics_to_avoid import topics_in
from question_bank.check.words_to_avoid import gendered_words, vague_phrases
from question_bank.load.files import BankFile
from question_bank.load.texts import Text, draft_texts, texts

_TOPIC_FIELDS = ("brief.leave_out", "not_screened")
_ANSWER_FIELDS = ("junior.", "senior.", "anchors.", "red_flags")


def word_findings(files: Sequence[BankFile]) -> Iterator[Finding]:
    """What is wrong with words and phrases, text by text."""
    for file in files:
        for text in texts(file):
            yield from _findings(text)
        for text in draft_texts(file):
            yield from _topic_findings(text, warning)


def _findings(text: Text) -> Iterator[Finding]:
    if not text.field.startswith(_TOPIC_FIELDS):
        yield from _topic_findings(text, fault)
    for words, instead in gendered_words(text.words):
        yield warning(text.file, text.place, f'"{words}" leaves people out; write {instead}')
    if text.field.startswith(_ANSWER_FIELDS):
        for words in vague_phrases(text.words):
            problem = f'"{words}" cannot be heard in an answer; write what the person says or does'
            yield warning(text.file, text.place, problem)


def _topic_findings(text: Text, finding: Callable[[str, str, str], Finding]) -> Iterator[Finding]:
    for topic, words in topics_in(text.words):
        problem = (
            f'"{words}" is about {topic}; that has no place in an interview, '
            "and asking is against the law in many countries"
        )
        yield finding(text.file, text.place, problem)
