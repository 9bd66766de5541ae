"""Every text of a file with its place, for rules about words and for comparisons."""

from collections.abc import Iterator
from dataclasses import dataclass

from question_bank.load.files import BankFile
from question_bank.models import Model

# fmt: off
_NOT_PROSE = frozenset({
    "id", "question", "skill", "tags", "fields", "shared_skills", "aliases", "extends", "without_aliases",
})
# fmt: on
_NAMES = ("question", "id", "word", "title", "company", "versions")


@dataclass(frozen=True, slots=True)
class Text:
    """Words that people will read: in which file, at which entry, in which field of it."""

    file: str
    entry: str
    field: str
    words: str

    @property
    def place(self) -> str:
        """The entry and its field, as faults name them."""
        return f"{self.entry}: {self.field}" if self.entry else self.field


def texts(file: BankFile) -> Iterator[Text]:
    """All texts of one file in the order of the file; ids, tags and aliases are no texts."""
    for name, value in _fields(file.content):
        if isinstance(value, tuple) and all(isinstance(entry, Model) for entry in value):
            for number, entry in enumerate(value, start=1):
                label = label_of(name, number, entry)
                for field, words in _inside(entry, ""):
                    yield Text(file.name, label, field, words)
        else:
            for field, words in _inside(value, name):
                yield Text(file.name, "", field, words)


def draft_texts(file: BankFile) -> Iterator[Text]:
    """What the drafts of one file ask."""
    for draft in file.drafts:
        if draft.kind == "questions":
            yield Text(file.name, f'draft "{draft.id}"', "ask", draft.ask)


def label_of(key: str, number: int, entry: Model) -> str:
    """How an author finds an entry: `questions[3] "ml-drift"`."""
    return f'{key}[{number}] "{name_of(entry)}"'


def name_of(entry: Model) -> str:
    """The id of an entry, or the question, word, title or company it is about."""
    return next((str(getattr(entry, name)) for name in _NAMES if hasattr(entry, name)), "")


def _fields(model: Model) -> Iterator[tuple[str, object]]:
    for name in type(model).model_fields:
        if name not in _NOT_PROSE:
            yield name, getattr(model, name)


def _inside(value: object, field: str) -> Iterator[tuple[str, str]]:
    match value:
        case str():
            yield field, str(value)
        case Model():
            for name, inner in _fields(value):
                yield from _inside(inner, f"{field}.{name}" if field else name)
        case tuple():
            for number, inner in enumerate(value, start=1):
                yield from _inside(inner, f"{field}[{number}]")
