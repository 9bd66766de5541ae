"""Reads a list of questions from JSON: texts, or objects with a question in them, however they are nested."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from question_bank.authoring.lists.entries import (
    Entries,
    Entry,
    asks,
    may_ask,
    strip_markup,
    tags_of,
)

_QUESTION = ("question", "ask", "questiontext", "questioncontent", "prompt", "q")
# These may hold anything, so the words have to ask.
_WORDS = ("text", "title", "name", "front", "content")
_ANSWER = ("answer", "answers", "a", "correctanswer", "solution", "explanation", "back", "response")
_SECTION = (
    "section",
    "category",
    "topic",
    "subject",
    "skill",
    "area",
    "group",
    "chapter",
    "domain",
)
_TAGS = ("tags", "tag", "keywords", "labels", "topics")
_LEVEL = ("level", "difficulty", "seniority", "experience")
_TITLE = ("title", "name")
_LISTS = ("questions", "items", "data", "list", "results")
_NOT_ASKED = ("options", "choices", "hints", *_ANSWER, *_TAGS)


def read_json(text: str) -> Entries:
    """Everything that the text lists, in its order; raises `ValueError` or `RecursionError` where it is no JSON."""
    entries = Entries()
    data = json.loads(text)
    if isinstance(data, Mapping):
        entries.title = _text(_index_by_name(data), _TITLE)
    _take(data, "", entries)
    return entries


def _take(data: Any, section: str, entries: Entries) -> None:
    match data:
        case str():
            words = strip_markup(data)
            if may_ask(words):
                entries.questions.append(Entry(words, section))
            elif words:
                entries.silent.append(words)
        case list():
            for item in data:
                _take(item, section, entries)
        case dict():
            _take_object(data, section, entries)


def _take_object(data: Mapping[str, Any], section: str, entries: Entries) -> None:
    keys = _index_by_name(data)
    words = _text(keys, _QUESTION)
    is_question = bool(words)
    words = words or _text(keys, _WORDS)
    inner = {key: value for key, value in data.items() if _holds_more(key, value)}
    if is_question or (words and (may_ask(words) or not inner)):
        if is_question or may_ask(words):
            entries.questions.append(
                Entry(
                    words,
                    _text(keys, _SECTION) or section,
                    _text(keys, _LEVEL),
                    tags_of(_values(keys, _TAGS)),
                    _text(keys, _ANSWER),
                )
            )
        else:
            entries.silent.append(words)
        return
    for key, value in data.items():
        if key in inner:
            # A list under its subject's name, or under a word such as "questions" in an object that has one.
            says_nothing = _key(key).isdigit() or _key(key) in _LISTS
            named = words or ("" if says_nothing else strip_markup(key))
            _take(value, named or _text(keys, _SECTION) or section, entries)
        elif isinstance(value, str) and asks(strip_markup(key)):
            entries.questions.append(Entry(strip_markup(key), section, answer=strip_markup(value)))


def _holds_more(key: str, value: object) -> bool:
    return isinstance(value, list | dict) and bool(value) and _key(key) not in _NOT_ASKED


def _index_by_name(data: Mapping[str, Any]) -> dict[str, Any]:
    return {_key(key): value for key, value in data.items()}


def _key(key: str) -> str:
    return "".join(filter(str.isalnum, key.casefold()))


def _text(keys: Mapping[str, Any], names: Sequence[str]) -> str:
    """The first of these that holds words."""
    for value in _values(keys, names):
        if (
            isinstance(value, str | int | float)
            and not isinstance(value, bool)
            and strip_markup(str(value))
        ):
            return strip_markup(str(value))
    return ""


def _values(keys: Mapping[str, Any], names: Sequence[str]) -> list[Any]:
    values = [keys[name] for name in names if name in keys]
    return [
        item
        for value in values
        for item in (
            value
            if isinstance(value, list)
            else value.split(",")
            if isinstance(value, str) and names is _TAGS
            else [value]
        )
    ]
