"""Looks up glossary entries: by any of their names, by a misspelt name, and as lists by role."""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from question_bank.bank import Bank
from question_bank.lookup import closest, words
from question_bank.reference import Term

MOST_ROLES_BY_NAME = 2  # a word of more roles than that is listed once, not under each of them
FOR_MOST = "Most roles"


@dataclass(frozen=True, slots=True)
class WordList:
    """The words of one role, or those that most roles use, in the order of the alphabet."""

    role: str
    words: tuple[str, ...]


def find_term(bank: Bank, word: str) -> Term | None:
    """The entry that has exactly this word as one of its names, or None."""
    return _names(bank).get(_key(word))


def near_terms(bank: Bank, word: str, most: int = 3) -> tuple[Term, ...]:
    """Up to `most` entries that the word may have been meant as, the nearest first."""
    names = _names(bank)
    closest_names = closest(_key(word), names, most=most * 4)  # several names may be of one entry
    return tuple({names[name].word: names[name] for name in closest_names}.values())[:most]


def by_role(bank: Bank) -> tuple[WordList, ...]:
    """Every word of the glossary: those for most roles first, then what each role has besides."""
    lists: dict[str, list[str]] = defaultdict(list)
    for term in sorted(bank.glossary.terms, key=lambda entry: entry.word.casefold()):
        roles = [role_name(bank, field) for field in term.fields]
        for role in roles if len(roles) <= MOST_ROLES_BY_NAME else [FOR_MOST]:
            lists[role].append(term.word)
    in_order = dict.fromkeys([FOR_MOST, *(archetype.name for archetype in bank.archetypes), *lists])
    return tuple(WordList(role, tuple(lists[role])) for role in in_order if role in lists)


def role_name(bank: Bank, field: str) -> str:
    """The name of the role that a term's field stands for; the field itself where no role has it."""
    role = bank.archetype(field)
    return role.name if role else field


@lru_cache(maxsize=4)
def _names(bank: Bank) -> dict[str, Term]:
    """Every name and its entry; the word of an entry wins over another's alias."""
    names: dict[str, Term] = {}
    for term in bank.glossary.terms:
        names |= {_key(alias): term for alias in term.aliases}
    return names | {_key(term.word): term for term in bank.glossary.terms}


def _key(word: str) -> str:
    return "-".join(words(word))
