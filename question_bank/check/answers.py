"""Checks the sample answers: long enough, enough of them, on every rung, and none given away by its style."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from statistics import correlation, mean

from question_bank.bank import Bank
from question_bank.check.findings import Finding, fault, warning
from question_bank.check.questions import role_of
from question_bank.load.files import BankFile
from question_bank.load.texts import label_of
from question_bank.models import Answer, Archetype, Extension

FEWEST_WORDS, MOST_WORDS = 60, 120  # half a minute to a minute of speech
RUNGS = range(1, 6)
LEAST_ANSWERS, LEAST_QUESTIONS, LEAST_SKILLS = 24, 8, 4
MOST_OFF = 0.1
"""How far the mean length of the answers on one rung may be from that of all, as a share of it."""
MOST_CORRELATION = 0.2
"""The largest rank correlation, up or down, of the key with the words and with the names of tools."""
LEAST_RUNGS = 3
"""On how many rungs the shortest quarter stands at least, and the longest, the barest and the fullest of names."""

LEAST_MARKED = 3
"""How many answers hold a marker at least before their rungs are looked at; of fewer it may be chance."""

NUMBER = (
    r"(?:\d[\d.,]*|half|none|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundred)"
)
OTHERS = r"\b(?:teams?|squads|company|companies|firms|departments|offices?|branches|groups)\b"
TAKE_OVER = r"\b(?:took|uses?|runs?|copied|kept|follow|cut|ship|retire|built|made)\b"
MARKERS = {
    "others took something over": re.compile(
        rf"{OTHERS}[^.;:?!]*{TAKE_OVER}|{TAKE_OVER}[^.;:?!]*{OTHERS}"
    ),
    "a figure went from one number to another": re.compile(
        rf"\bfrom (?:\w+ )?{NUMBER}\b[^.;:?!]*\bto (?:\w+ )?{NUMBER}\b"
    ),
}
"""How success is told, by words that are mostly used for it; what is told in other words is not found."""

Measure = Callable[[Answer], int]


def answer_findings(files: Sequence[BankFile], bank: Bank) -> Iterator[Finding]:
    """What is wrong with each sample answer of these files, and with all those of their roles together."""
    names = frozenset(term.word for term in bank.glossary.terms if term.word[0].islower())
    last = {}
    for file in files:
        match file.content:
            case Archetype() | Extension() as content if content.answers:
                role = role_of(file, bank)
                yield from _single(file.name, content.answers, role.answers if role else ())
                if role:
                    last[role.id] = file.name, role
    for file_name, role in last.values():
        for problem in (*_gaps(role), *_style(role.answers, names)):
            yield warning(file_name, f"answers of {role.id}", problem)
    yield from _impossible_rounds(files, bank)


def _impossible_rounds(files: Sequence[BankFile], bank: Bank) -> Iterator[Finding]:
    """A warning where interviewers are asked for a round of a role that has nothing to rate."""
    for file in files:
        match file.content:
            case Archetype() | Extension() as content if content.qualification:
                role = role_of(file, bank)
                if role and content.qualification.asks_round and not role.answers:
                    problem = "asks for a calibration round, and the role has no sample answers"
                    yield warning(file.name, "qualification", problem)


def _single(file: str, answers: Sequence[Answer], of_role: Sequence[Answer]) -> Iterator[Finding]:
    seen, elsewhere = set[str](), Counter(map(_said, of_role)) - Counter(map(_said, answers))
    for number, answer in enumerate(answers, start=1):
        label = label_of("answers", number, answer)
        if not FEWEST_WORDS <= (count := word_count(answer)) <= MOST_WORDS:
            problem = f"has {count} words; {FEWEST_WORDS} to {MOST_WORDS} are heard as an answer"
            yield fault(file, f"{label}: text", problem)
        if _said(answer) in seen:
            yield fault(file, f"{label}: text", "stands twice in this file")
        elif elsewhere[_said(answer)]:
            problem = (
                "is in the role already; only the same text to the same question takes its place"
            )
            yield fault(file, f"{label}: text", problem)
        seen.add(_said(answer))


def _said(answer: Answer) -> str:
    """Its words as they are heard: case, spaces and punctuation make no other answer."""
    return " ".join(re.findall(r"\w+", answer.text.casefold()))


def _gaps(role: Archetype) -> Iterator[str]:
    """What a round lacks that is drawn from the answers of this role."""
    asked = {answer.question for answer in role.answers}
    skills = {question.skill for question in role.questions if question.id in asked}
    counts = (len(role.answers), len(asked), len(skills))
    least = (LEAST_ANSWERS, LEAST_QUESTIONS, LEAST_SKILLS)
    if any(count < few for count, few in zip(counts, least, strict=True)):
        nouns = ("answers", "questions", "skills")
        have, need = (
            ", ".join(f"{number} {noun}" for number, noun in zip(numbers, nouns, strict=True))
            for numbers in (counts, least)
        )
        yield f"are few for a round: {have}; at least {need}"
    if missing := sorted(set(RUNGS) - {answer.key for answer in role.answers}):
        yield f"have none with the key {' or '.join(map(str, missing))}"


def _style(answers: Sequence[Answer], names: frozenset[str]) -> Iterator[str]:
    """In what the answers give their rungs away; of fewer than make a round nothing can be said."""
    if len(answers) < LEAST_ANSWERS or len({answer.key for answer in answers}) < LEAST_RUNGS:
        return
    everywhere = mean(map(word_count, answers))
    for rung, length in _mean_lengths(answers).items():
        if abs(length - everywhere) > MOST_OFF * everywhere:
            yield (
                f"with the key {rung} have {length:.0f} words on average, all together {everywhere:.0f}; "
                f"keep within {MOST_OFF:.0%}, or their length gives them away"
            )
    measures: dict[str, Measure] = {
        "words": word_count,
        "names of tools": lambda answer: name_count(answer.text, names),
    }
    for noun, measure in measures.items():
        counts = [measure(answer) for answer in answers]
        found = rank_correlation([answer.key for answer in answers], counts)
        if abs(found) > MOST_CORRELATION:
            more = "more" if found > 0 else "fewer"
            yield (
                f"have {more} {noun} the higher their key (rank correlation {found:.2f}); "
                f"keep within {MOST_CORRELATION}"
            )
        for which, rungs in _extremes(answers, counts).items():
            if len(rungs) < LEAST_RUNGS:
                keys = " and ".join(map(str, sorted(rungs)))
                yield (
                    f"with the {which} {noun} all have the key {keys}; "
                    f"spread that quarter over {LEAST_RUNGS} keys"
                )
    for said, marker in MARKERS.items():
        marked = [answer.key for answer in answers if marker.search(answer.text)]
        if len(marked) >= LEAST_MARKED and len(set(marked)) == 1:
            yield f"that say that {said} all have the key {marked[0]}; let answers of other keys say so too"


def _mean_lengths(answers: Sequence[Answer]) -> Mapping[int, float]:
    lengths: dict[int, list[int]] = {}
    for answer in answers:
        lengths.setdefault(answer.key, []).append(word_count(answer))
    return {rung: mean(lengths[rung]) for rung in sorted(lengths)}


def _extremes(answers: Sequence[Answer], counts: Sequence[int]) -> Mapping[str, set[int]]:
    """The keys of the quarter that has fewest, and of the one that has most; those with as many belong to it."""
    ordered, quarter = sorted(counts), len(counts) // 4
    fewest, most = ordered[quarter - 1], ordered[-quarter]
    pairs = list(zip(answers, counts, strict=True))
    return {
        "fewest": {answer.key for answer, count in pairs if count <= fewest},
        "most": {answer.key for answer, count in pairs if count >= most},
    }


def word_count(answer: Answer) -> int:
    """How many words an answer has."""
    return len(answer.text.split())


def name_count(text: str, names: frozenset[str] = frozenset()) -> int:
    """How many names of tools a text has: words with a capital inside a sentence, or one of these in small letters.

    A name of several words, such as GitHub Actions, counts once; "I" is none.
    """
    count, inside = 0, False
    for sentence in re.split(r"(?<=[.!?…:])\s+", text):
        for place, word in enumerate(re.findall(r"[^\W_][\w'’+-]*", sentence)):
            capital = word != word.lower() and not re.fullmatch(r"I(?:['’]\w+)?", word)
            is_name = word in names or (capital and place > 0)
            count += is_name and not (inside and capital)
            inside = is_name and capital
        inside = False
    return count


def rank_correlation(keys: Sequence[int], counts: Sequence[int]) -> float:
    """Spearman's rank correlation, from -1 to 1; 0 where all of one side are the same."""
    if len(set(keys)) == 1 or len(set(counts)) == 1:
        return 0.0
    return correlation(_ranks(keys), _ranks(counts))


def _ranks(numbers: Sequence[int]) -> list[float]:
    """The place of each number in order; equal numbers share the mean of their places."""
    ordered = sorted(numbers)
    return [ordered.index(number) + (ordered.count(number) - 1) / 2 for number in numbers]
