"""Reads a list of questions from Markdown: headings, lists, tables, folded answers, and plain lines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from question_bank.authoring.lists.entries import (
    Entries,
    Entry,
    asks,
    is_level,
    may_ask,
    strip_markup,
    tags_of,
)

_FENCE = re.compile(r"^\s*(?:```+|~~~+)\s*([^`]*)$")
_HEADING = re.compile(r"^\s*(?:\d+[.)]\s+|[-*+]\s+)?(#{1,6})\s+(.+?)\s*#*$")
_ITEM = re.compile(r"^(\s*)(?:[-*+•]|\(?\d{1,4}[.)])\s+(.+)$")
_SUMMARY = re.compile(r"<summary\b[^<>]*>(.*)</summary>", re.IGNORECASE)
_LONGEST_LINE = 20_000  # characters; a line beyond it is no question, and its beginning says so
_MOST_COLUMNS = 20
_BOLD = re.compile(r"^\s*\*\*(.+)\*\*\s*$")
_Q = re.compile(r"^\s*(?:\*\*|__)?q(?:uestion)?\s*\d*\s*[.:)]\s*(.+)$", re.IGNORECASE)
_A = re.compile(
    r"^\s*(?:\*\*|__)?a(?:ns(?:wer)?)?\s*\d*\s*[.:)-]+(?:\*\*|__)?\s*(.*)$", re.IGNORECASE
)
_RULE = re.compile(r"^\s*([-*_=]\s*){3,}$")
_SEPARATOR = re.compile(r"^\s*\|?(?:\s*:?-+:?\s*\|)+\s*:?-*:?\s*\|?\s*$")
_TO_A_HEADING = re.compile(r"^[^\w\[]*\[.+\]\(#[^)]*\)[^\w]*$")
_TO_A_PAGE = re.compile(r"^[^\w\[]*\[[^\]]+\]\(https?:")
_COLUMNS = {
    "ask": {"question", "questions", "ask", "interview question", "prompt"},
    "answer": {"answer", "answers", "solution", "explanation"},
    "level": {"level", "difficulty", "seniority"},
    "section": {"section", "category", "topic", "area", "skill"},
    "tags": {"tag", "tags", "keywords", "labels"},
}
# What ranks behind a question belongs to its answer: headings have 1 to 6, items of a list 10 and their indent.
_TASK_WORDS = 6  # "See the whole answer" is no task
_FOLDED, _LINE, _IN_A_LIST, _TEXT = 8, 9, 10, 1000


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, item, folded line or paragraph: its rank among the others, and its text as it stands."""

    rank: int
    text: str

    @property
    def is_heading(self) -> bool:
        """Whether it gives a section its name where it asks nothing."""
        return self.rank < _FOLDED


def read_markdown(text: str) -> Entries:
    """Everything that the text lists, in its order."""
    reader = _Reader()
    for block in _blocks(_join_summaries(_drop_comments(text))):
        if isinstance(block, Block):
            reader.take(block)
        else:
            reader.take_row(block)
    return reader.entries


class _Reader:
    """Goes through the blocks: knows under which heading it is, and whose answer it may be reading."""

    def __init__(self) -> None:
        self.entries = Entries()
        self._headings: dict[int, str] = {}
        self._rank: int | None = None  # of the question whose answer may follow

    def take(self, block: Block) -> None:
        """A question, the name of a section, a part of an answer, or something that asks nothing."""
        words = strip_markup(block.text)
        if not words:
            return
        entry = Entry(words, *self._place())
        in_answer = self._rank is not None and block.rank > self._rank
        if _TO_A_HEADING.match(block.text):
            if may_ask(words):
                self.entries.contents.append(entry)
        elif block.rank == _TEXT:
            self._take_text(entry)
        elif (
            asks(words)
            or _is_folded_task(block, words)
            or (may_ask(words) and not in_answer and not _TO_A_PAGE.match(block.text))
        ):
            self.entries.questions.append(entry)
            self._rank = block.rank
        elif in_answer:
            self._answer(words)
        else:
            self._rank = None
            if block.is_heading:
                self._name_section(block, words)
            else:
                self.entries.silent.append(words)

    def take_row(self, row: dict[str, str]) -> None:
        """A row of a table."""
        self._rank = None
        words = strip_markup(row["ask"])
        section, level = self._place()
        entry = Entry(
            words,
            strip_markup(row.get("section", "")) or section,
            strip_markup(row.get("level", "")) or level,
            tags_of(re.split(r"[,;/]", strip_markup(row.get("tags", "")))),
            strip_markup(row.get("answer", "")),
        )
        if _TO_A_HEADING.match(row["ask"]):
            self.entries.contents.append(entry)
        elif may_ask(words):
            self.entries.questions.append(entry)
        elif words:
            self.entries.silent.append(words)

    def _take_text(self, entry: Entry) -> None:
        if self._rank not in {None, _TEXT} or not asks(entry.ask):
            if self._rank is not None:
                self._answer(entry.ask)
        else:
            self.entries.questions.append(entry)
            self._rank = _TEXT

    def _answer(self, words: str) -> None:
        last = self.entries.questions[-1]
        self.entries.questions[-1] = replace(last, answer=f"{last.answer} {words}".strip())

    def _name_section(self, block: Block, words: str) -> None:
        if not self._headings and not self.entries.title:
            self.entries.title = words.rstrip(":：")
            if block.rank == 1:
                return
        above = {rank: name for rank, name in self._headings.items() if rank < block.rank}
        self._headings = above | {block.rank: words.rstrip(":：")}

    def _place(self) -> tuple[str, str]:
        """The section and the level that the headings above name."""
        levels = [words for words in self._headings.values() if is_level(words)]
        sections = [words for words in self._headings.values() if not is_level(words)]
        return "".join(sections[-1:]), "".join(levels[-1:])


def _blocks(text: str) -> Iterator[Block | dict[str, str]]:
    lines = [*_lines(text), ""]
    columns: list[str] = []
    waiting: Block | None = None
    for number, line in enumerate(lines[:-1]):
        following = lines[number + 1]
        block = _block(line)
        if "|" in line and (columns or _SEPARATOR.match(following)):
            if waiting:
                yield waiting
                waiting = None
            if not columns:
                columns = _names(_cells(line))
            elif not _SEPARATOR.match(line) and (row := _row(columns, _cells(line))):
                yield row
            continue
        columns = []
        if waiting and block and block.rank == _TEXT and _goes_on(waiting):
            waiting = replace(waiting, text=f"{waiting.text} {block.text.strip()}")
            continue
        if waiting:
            yield waiting
        waiting = block
        if block and block.rank == _TEXT and re.match(r"^(=+|-{3,})\s*$", following):
            waiting = Block(1 if following.startswith("=") else 2, block.text)
    if waiting:
        yield waiting


def _drop_comments(text: str) -> str:
    first, *rest = text.split("<!--")
    return first + "".join(part.partition("-->")[2] for part in rest)


def _join_summaries(text: str) -> str:
    """The text with each summary in one line."""
    *parts, last = re.split(r"(?i)</summary\s*>", text)
    joined = []
    for part in parts:
        before, begin, words = part.rpartition("<summary")
        joined.append(f"{before}{begin}{' '.join(words.split())}</summary>\n")
    return "".join(joined) + last


def _lines(text: str) -> Iterator[str]:
    """The lines that are no code and no header of a page."""
    lines = text.expandtabs(4).splitlines()
    if lines and lines[0].strip() == "---" and "---" in lines[1:60]:
        lines = lines[lines.index("---", 1) + 1 :]
    in_code = False
    for line in lines:
        if fence := _FENCE.match(line):
            # One that names a language begins a code block, also where somebody forgot to end the last.
            in_code = bool(fence[1]) or not in_code
        elif not in_code:
            yield line[:_LONGEST_LINE]


def _block(line: str) -> Block | None:
    if not line.strip() or _RULE.match(line):
        return None
    if heading := _HEADING.match(line):
        return Block(len(heading[1]), heading[2])
    for pattern, rank in ((_SUMMARY, _FOLDED), (_A, _TEXT), (_Q, _LINE), (_BOLD, _LINE)):
        if found := pattern.search(line):
            return Block(rank, found[1].rstrip("*_ "))
    item = _ITEM.match(line)
    return Block(_IN_A_LIST + len(item[1]), item[2]) if item else Block(_TEXT, line)


def _is_folded_task(block: Block, words: str) -> bool:
    """Whether an answer is folded behind these words: "True or false: …", "Modify the playbook so that …"."""
    return block.rank == _FOLDED and ("?" in words or len(words.split()) >= _TASK_WORDS)


def _goes_on(block: Block) -> bool:
    """Whether the next line is still the same sentence."""
    return block.rank >= _IN_A_LIST and not block.text.rstrip(" *_").endswith((".", "?", "!", ":"))


def _cells(line: str) -> list[str]:
    cells = re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))
    return [cell.strip() for cell in cells[:_MOST_COLUMNS]]


def _names(cells: list[str]) -> list[str]:
    """What each column holds, as far as its head says so."""
    heads = [strip_markup(cell).casefold() for cell in cells]
    return [next((name for name, words in _COLUMNS.items() if head in words), "") for head in heads]


def _row(columns: list[str], cells: list[str]) -> dict[str, str] | None:
    """The cells by column; in a table of which no head says what is asked, the first cell that asks."""
    row = dict(zip(columns, cells, strict=False))
    if "ask" not in row:
        found = next((cell for cell in cells if may_ask(strip_markup(cell))), None)
        row["ask"] = found or ""
    return row if row["ask"] else None
