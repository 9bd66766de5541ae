"""Whether a bank is in English: what the check knows of words, and of questions that must not be asked, is English."""

import re
from collections.abc import Iterator, Sequence

from question_bank.check.findings import Finding, warning
from question_bank.load.files import BankFile
from question_bank.load.texts import Text, draft_texts, texts

# Frequent in every English text, and words of hardly any other language that is written with the same letters.
_ENGLISH = re.compile(
    r"the|and|that|with|what|how|you|your|this|which|from|would|does|when|their|they|are|not|who|why|where|to|it|than|"
    r"but|can|if|each|have|before|after|because|there|into|or|through|until|its|every|between|without|about|should|could|"
    r"some|them|been|only|other|our|while|these|those"
)
# A letter that English does not have counts as a word: so do all those of scripts without blanks.
_WORD = re.compile(r"[a-z]+|[^\W\d_a-z]")
LEAST_WORDS = 20  # fewer are hardly more than a technical term and its verb
LEAST_SHARE = 0.1  # no question of the built-in bank is below 0.16; of twelve other languages none is above 0.06
_ASKED = ("ask", "deeper", "rescue")


def is_english(text: str) -> bool:
    """Whether the text is in English, or too short to tell."""
    words = _WORD.findall(text.casefold())
    found = sum(bool(_ENGLISH.fullmatch(word)) for word in words)
    return len(words) < LEAST_WORDS or found >= LEAST_SHARE * len(words)


def language_findings(files: Sequence[BankFile]) -> Iterator[Finding]:
    """A warning for each file that is in another language, or of which some questions are."""
    for file in files:
        own = list(texts(file))
        whole = " ".join(text.words for text in (*own, *draft_texts(file)))
        places = _other_language(own) if is_english(whole) else ""
        if places is not None:
            problem = (
                "is not in English, as far as can be told; this check knows words to avoid, and questions that must "
                "not be asked, in English alone, so have somebody read it who knows the law where you hire"
            )
            yield warning(file.name, places, problem)


def _other_language(own: Sequence[Text]) -> str | None:
    """The entries whose questions are in another language; None where there are none."""
    asked: dict[str, list[str]] = {}
    for text in own:
        if text.entry and text.field.startswith(_ASKED):
            asked.setdefault(text.entry, []).append(text.words)
    # Follow-ups are short, and are judged together; a question in Spanish may have English ones.
    found = [
        entry for entry, words in asked.items()
        if not (is_english(words[0]) and is_english(" ".join(words)))
    ]  # fmt: skip
    more = f" and {len(found) - 3} more" if found[3:] else ""
    return ", ".join(found[:3]) + more if found else None
