"""Full-text search over questions, answer guides and the glossary, in an index in memory."""

import re
import sqlite3
import threading
import weakref
from collections.abc import Iterable
from functools import lru_cache

from sqlite_utils import Database

from question_bank.bank import Bank
from question_bank.lookup import words
from question_bank.models import Archetype, Guide, Model, Question
from question_bank.reference import Term

MOST_HITS = 8
SHORTEST_SLIP = 4  # letters; a shorter word that is nowhere has too many neighbours
_CLOSE = 75  # of 100, by the letters of the whole word
_COLUMNS = ("heading", "junior", "senior", "more")
# The heading counts most: a question about drift comes before one that mentions it.
_FIND = """
    select rowid - 1 as place,
           snippet(entries_fts, 1, char(2), char(3), '…', 22) as junior,
           snippet(entries_fts, 2, char(2), char(3), '…', 22) as senior,
           snippet(entries_fts, 3, char(2), char(3), '…', 22) as more
      from entries_fts where entries_fts match :query
     order by bm25(entries_fts, 8.0, 2.0, 2.0, 1.0), rowid limit :most
"""
_COUNT = "select count(*) as found from entries_fts where entries_fts match :query"


class Hit(Model):
    """A question with the roles that ask it, or a term; `excerpt` is the passage of `guide` that has the words."""

    question: Question | None = None
    roles: tuple[Archetype, ...] = ()
    term: Term | None = None
    guide: str = ""
    excerpt: str = ""


class SearchResult(Model):
    """The best hits of a search, and the number of further ones."""

    hits: tuple[Hit, ...]
    more: int
    corrections: tuple[tuple[str, str], ...] = ()
    """Pairs: a word that is nowhere in the bank, and the nearest word, which was searched in its place."""
    all_words: bool = True
    """False where nothing has all the words, so that these hits have only some of them."""


@lru_cache(maxsize=2)
def index_of(bank: Bank) -> "Index":
    """The index of this bank, built once for each version; any thread may search it."""
    return Index(bank)


class Index:
    """The texts of one bank, ready to be searched from any thread."""

    def __init__(self, bank: Bank) -> None:
        self._entries = [*_questions(bank), *(Hit(term=term) for term in bank.glossary.terms)]
        rows = [_row(entry) for entry in self._entries]
        self._vocabulary = sorted({word for row in rows for word in _vocabulary(row.values())})
        self._lock = threading.Lock()
        connection = sqlite3.connect(":memory:", check_same_thread=False)  # the lock is the check
        self._database = Database(connection)
        self._database.table("entries").insert_all(rows)
        self._database.table("entries").enable_fts(_COLUMNS, tokenize="porter unicode61")
        weakref.finalize(self, connection.close)

    def search(self, text: str, limit: int = MOST_HITS) -> SearchResult:
        """The entries with all the words, else those with some; a misspelt word counts as the nearest one there is."""
        with self._lock:
            nearest = {word: self._nearest_word(word) for word in _search_words(text)}
            corrections = tuple((old, new) for old, new in nearest.items() if old != new)
            for joiner in (" AND ", " OR "):
                query = joiner.join(_fts_phrase(word) for word in nearest.values())
                count = self._count(query) if query else 0
                if count:
                    hits = self._hits(query, limit)
                    return SearchResult(
                        hits=hits, more=count - len(hits), corrections=corrections,
                        all_words=joiner == " AND ",
                    )  # fmt: skip
        return SearchResult(hits=(), more=0)

    def _nearest_word(self, word: str) -> str:
        if len(word) < SHORTEST_SLIP or self._count(_fts_phrase(word)):
            return word
        # Compiled code of 3 MB: in memory only once somebody has mistyped something.
        from rapidfuzz import fuzz, process  # noqa: PLC0415

        near = process.extractOne(word, self._vocabulary, scorer=fuzz.ratio, score_cutoff=_CLOSE)
        return near[0] if near else word

    def _count(self, query: str) -> int:
        return int(next(self._database.query(_COUNT, {"query": query}))["found"])

    def _hits(self, query: str, limit: int) -> tuple[Hit, ...]:
        rows = self._database.query(_FIND, {"query": query, "most": limit})
        return tuple(_with_excerpt(self._entries[row["place"]], row) for row in rows)


def _questions(bank: Bank) -> Iterable[Hit]:
    """Every question once, with all the roles that ask it in the same words."""
    roles: dict[Question, list[Archetype]] = {}
    for role in bank.archetypes:
        for question in role.questions:
            roles.setdefault(question, []).append(role)
    return (Hit(question=question, roles=tuple(owners)) for question, owners in roles.items())


def _row(entry: Hit) -> dict[str, str]:
    if term := entry.term:
        heading = " · ".join((term.word, *term.aliases))
        more = f"{term.what} {term.matters} {term.good_mention}"
        return {"heading": heading, "junior": "", "senior": "", "more": more}
    assert entry.question
    return _question_row(entry.question, entry.roles[0])


def _question_row(question: Question, role: Archetype) -> dict[str, str]:
    skill = role.skill(question.skill)
    return {
        "heading": " · ".join((question.ask, skill.name if skill else "", *question.tags)),
        "junior": _guide_text(question.junior, question.junior.fine_to_miss),
        "senior": _guide_text(question.senior, question.senior.unprompted),
        "more": " ".join((question.why, *question.deeper, *question.rescue, *question.red_flags)),
    }


def _guide_text(guide: Guide, rest: str) -> str:
    cue = f"{guide.cue} · " if guide.cue else ""
    return f"{cue}{guide.good} {rest}"


def _vocabulary(texts: Iterable[str]) -> Iterable[str]:
    return (word for text in texts for word in re.findall(r"[^\W_]{3,}", text.casefold()))


def _search_words(query: str) -> tuple[str, ...]:
    """The words that a text can have, each once: no control characters (SQLite ends at a zero), no lone signs."""
    printable = "".join(char if char.isprintable() else " " for char in query)
    distinct = dict.fromkeys(words(printable))
    return tuple(word for word in distinct if any(char.isalnum() for char in word))


def _fts_phrase(word: str) -> str:
    """The word as FTS5 reads it: quoted, so that nothing in it is an operator; the end of a longer word may be open."""
    quoted = '"' + word.replace('"', '""') + '"'
    return quoted + "*" if len(word) > 2 else quoted


def _with_excerpt(entry: Hit, row: dict[str, str]) -> Hit:
    """The hit with the guide that has most of the words, if one has any; FTS5 marks them by two control characters."""
    best = max(_COLUMNS[1:], key=lambda name: row[name].count("\2"))
    if entry.term or "\2" not in row[best]:
        return entry
    excerpt = row[best].replace("\2", "").replace("\3", "")
    return entry.model_copy(update={"guide": best, "excerpt": excerpt})
