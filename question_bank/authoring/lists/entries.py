"""What stands in a list of questions: each entry with its section, tags, level and answer, and what asks nothing."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

_QUESTION_MARKS = ("?", "\N{FULLWIDTH QUESTION MARK}", "\N{ARABIC QUESTION MARK}")
_CLOSING = " \t\"'*_)]”’»"
# How a question begins that ends in a full stop, or in nothing at all.
_ASKING = re.compile(
    r"(?:what|when|where|which|who|whom|whose|why|how|is|are|was|were|can|could|do|does|did|have|has|had|should|would|"
    r"will|explain|describe|discuss|compare|contrast|tell|talk|walk|give|name|list|define|write|implement|design|show|"
    r"imagine|suppose|estimate|calculate|solve|find|state|outline|summari[sz]e|differentiate|distinguish|difference|"
    r"differences|pros and cons|advantages)\b",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"(?:entry|junior|beginners?|basics?|easy|simple|mid|middle|medium|medior|intermediate|senior|advanced|hard|difficult|"
    r"experienced|experts?|fresh(?:er)?s?)(?:[- ]?level)?(?: (?:interview )?questions)?",
    re.IGNORECASE,
)
_TASK = re.compile(r"(?:explain|describe|define|discuss|compare|implement) \S+", re.IGNORECASE)
_LEAST_WORDS = 3  # "List comprehension" and "Design patterns" are topics
_NUMBER = re.compile(
    r"^(?:q(?:uestion)?\s*)?#?\d{1,4}\s*[.):\]–—-]+(?=\s|\D)\s*|^q(?:uestion)?\s*\d*\s*[.:)]+\s*",
    re.IGNORECASE,
)
_BOX = re.compile(r"^\[[ xX]\]\s+")
_LONGEST_READ = (
    4_000  # characters of one text: no question is as long, and no answer is kept as long
)
_KEPT = "\ue000"  # for private use, so it stands in no text
_CODE = re.compile(r"`+([^`]+)`+|\\([\\`*_{}\[\]()#+.!<>|~-])")
_CODE_KEPT = re.compile(rf"{_KEPT}(\d+){_KEPT}")
_ORNAMENT = re.compile(rf"^[^\w{_KEPT}¿¡\"'“‘«(\[<$@./*\\_-]+")
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])")
_TAG = re.compile(
    r"</?(?:a|b|br|code|details|div|em|font|h[1-6]|hr|i|img|kbd|li|ol|p|pre|small|span|strong|"
    r"sub|summary|sup|table|tbody|td|th|thead|tr|u|ul)"
    r"\b[^<>]*>",
    re.IGNORECASE,
)
_EMPHASIS = re.compile(
    r"(\*{1,3}|~~)(?=\S)([^*]+?)(?<=\S)\1|(?<!\w)_(?=[^\s_])(.+?)(?<=[^\s_])_(?!\w)|(?<!\w)__(?=\S)(\S*\s.*?)(?<=\S)__(?!\w)"
)


class CannotImport(Exception):
    """Nothing was made of the file; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One question as the list has it."""

    ask: str
    section: str = ""
    level: str = ""
    tags: tuple[str, ...] = ()
    answer: str = ""

    def join(self, other: "Entry") -> "Entry":
        """This question with what the other, of the same words, has beside them."""
        return replace(
            self,
            section=other.section
            if other.answer and not self.answer
            else self.section or other.section,
            tags=tuple(dict.fromkeys((*self.tags, *other.tags))),
            level=self.level or other.level,
            answer=self.answer or other.answer,
        )


@dataclass(slots=True)
class Entries:
    """All that was found in one file, in its order."""

    title: str = ""
    questions: list[Entry] = field(default_factory=list)
    contents: list[Entry] = field(default_factory=list)
    """Entries of a table of contents; most often the questions themselves follow below."""
    silent: list[str] = field(default_factory=list)
    """Entries that ask nothing."""


def strip_markup(text: str) -> str:
    """The words of one line without Markdown, HTML and numbering."""
    codes: list[str] = []

    def keep(found: re.Match[str]) -> str:
        codes.append(found[1] or found[2])
        return f"{_KEPT}{len(codes) - 1}{_KEPT}"

    text = text[:_LONGEST_READ]
    # In code, and behind a backslash, stars and underscores are what they are.
    text = _CODE.sub(keep, html.unescape(text).replace(_KEPT, ""))
    text = _LINK.sub(r"\1", _IMAGE.sub("", _TAG.sub(" ", text)))
    for _ in range(2):  # italics inside bold
        text = _EMPHASIS.sub(lambda found: found[2] or found[3] or found[4], text)
    for leading in (_ORNAMENT, _BOX, _NUMBER, _ORNAMENT):
        text = leading.sub("", text.strip())
    text = _CODE_KEPT.sub(lambda found: codes[int(found[1])], text)
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def asks(words: str) -> bool:
    """Whether these words end in a question mark, or their first sentence does."""
    first = re.match(r"[^.!?]{8,}\?\s", words)
    return len(words) > 3 and (
        words.rstrip(_CLOSING).endswith(_QUESTION_MARKS) or first is not None
    )


def may_ask(words: str) -> bool:
    """Whether these words begin as a question or a task does; what follows a question may, too, and is its answer."""
    begins = _ASKING if len(words.split()) >= _LEAST_WORDS else _TASK
    return asks(words) or begins.match(words) is not None


def is_level(words: str) -> bool:
    """Whether these words name a level, such as "Mid-Level" or "Hard questions"."""
    return _LEVEL.fullmatch(words.strip(" :")) is not None


def tag_of(word: str) -> str:
    """The word as a tag: lower-case letters, digits and hyphens; empty where nothing is left of it."""
    spelt = word.casefold().replace("c++", "cpp").replace("c#", "csharp").replace("f#", "fsharp")
    tag = "-".join(re.findall(r"[a-z0-9]+", spelt))
    return tag if 2 <= len(tag) <= 60 else ""


def tags_of(words: Iterable[object]) -> tuple[str, ...]:
    """The first five of these words that make tags."""
    tags = dict.fromkeys(filter(None, (tag_of(str(word)) for word in words)))
    return tuple(tags)[:5]
