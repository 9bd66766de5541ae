"""A list of questions read from a file: what can be drafts, and what is passed over, each with the reason."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz.utils import default_process

from question_bank.authoring.lists.entries import CannotImport, Entries, Entry
from question_bank.authoring.lists.json_file import read_json
from question_bank.authoring.lists.markdown import read_markdown
from question_bank.check.topics_to_avoid import topics_in

LARGEST_LIST = 2_000_000  # bytes
MOST_QUESTIONS = 1_000
LONGEST_QUESTION = 1_000  # characters; a draft may be longer than a question in a kit
_READERS = {
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".txt": read_markdown,
    ".json": read_json,
}


@dataclass(frozen=True, slots=True)
class QuestionList:
    """The questions of one file, each once, and what was passed over by reason."""

    title: str
    questions: tuple[Entry, ...]
    left_out: dict[str, list[str]] = field(default_factory=dict)


def read_list(path: Path, known: Iterable[str] = ()) -> QuestionList:
    """The list in a file, without the questions that are `known`; raises `CannotImport`."""
    entries = _entries(path)
    left_out: dict[str, list[str]] = {}
    questions = dict[str, Entry]()
    in_the_bank = {default_process(words) for words in known}
    for entry in entries.questions or entries.contents:
        key = default_process(entry.ask) or entry.ask
        if reason := _reason(entry, known=key in in_the_bank, twice=key in questions):
            left_out.setdefault(reason, []).append(entry.ask)
        questions.update(
            {} if reason and key not in questions else {key: _merge(questions, key, entry)}
        )
    if entries.silent:
        left_out["ask nothing"] = entries.silent
    if not questions:
        raise CannotImport(
            f"{path.name} has no question that could be read. Questions are headings, items of a list, rows of a table "
            'or lines of their own that end in "?"; in JSON texts, or objects with a key such as "question".'
        )
    if len(questions) > MOST_QUESTIONS:
        raise CannotImport(
            f"{path.name} has {len(questions):,} questions; at most {MOST_QUESTIONS:,} make a file. "
            "Take those that you mean to ask."
        )
    return QuestionList(entries.title or path.stem, tuple(questions.values()), left_out)


def _merge(questions: dict[str, Entry], key: str, entry: Entry) -> Entry:
    return questions[key].join(entry) if key in questions else entry


def _reason(entry: Entry, *, known: bool, twice: bool) -> str:
    if topics := [topic for topic, _ in topics_in(entry.ask)]:
        return f"must not be asked ({topics[0]})"
    if len(entry.ask) > LONGEST_QUESTION:
        return f"are longer than {LONGEST_QUESTION:,} characters"
    if known:
        return "are in the bank already"
    return "stand there twice" if twice else ""


def _entries(path: Path) -> Entries:
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise CannotImport(
            f"{path.name} is neither Markdown (.md, .txt) nor JSON (.json); save the list as one of them."
        )
    try:
        size = path.stat().st_size
        if size > LARGEST_LIST:
            raise CannotImport(
                f"{path.name} has {size:,} bytes; at most {LARGEST_LIST:,} are read."
            )
        return reader(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise CannotImport(f"{path.name} is not UTF-8; save it with that encoding.") from error
    except RecursionError as error:
        raise CannotImport(f"{path.name} is nested too deeply.") from error
    except ValueError as error:
        raise CannotImport(f"{path.name} is not correct JSON: {error}.") from error
    except OSError as error:
        raise CannotImport(f"{path.name} cannot be read: {error.strerror}.") from error
