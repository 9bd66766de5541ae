"""Writes a list of questions as a file of drafts: a role of a company's own, or additions to one that there is."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from question_bank.authoring.lists.entries import CannotImport, Entry, tag_of
from question_bank.authoring.lists.question_list import QuestionList
from question_bank.authoring.starter import NoName, starter
from question_bank.load.files import LARGEST_FILE
from question_bank.models import Archetype

LONGEST_ANSWER = (
    400  # characters of what the list answers; it stands in a comment, as a start for the guides
)
_LONGEST_ID, _LONGEST_NAME = 60, 48
_WORDS_IN_AN_ID = 6

_NOISE = {
    "interview",
    "questions",
    "question",
    "answers",
    "and",
    "the",
    "top",
    "list",
    "of",
    "awesome",
}
_HEAD = """\
# {count} questions as drafts, which are in no kit and are no fault. A draft becomes a question when it has all the
# keys of one, [questions.junior] and [questions.senior] above all; a skill when it has `about` and its anchors.
# What each key holds: docs/own-bank.md. What is still missing: ./interview bank check <this folder>
"""


@dataclass(frozen=True, slots=True)
class _Skill:
    id: str
    name: str
    is_new: bool


def role_file(
    questions: QuestionList, name: str | None, roles: Iterable[Archetype]
) -> tuple[str, str]:
    """The name and the text of a new role's file; its keys have the examples of a starter. Raises `CannotImport`."""
    try:
        file, text = starter(name or _name_of(questions.title), roles)
    except NoName as error:
        raise CannotImport(f"{error}. Or choose another name with --name.") from error
    head = text.partition("# What is scored.")[0]
    return file, _text(questions, head, file.removesuffix(".toml"), None)


def additions_file(questions: QuestionList, role: Archetype, stem: str) -> tuple[str, str]:
    """The name and the text of a file that adds the questions to a role."""
    prefix = _shorten(f"{role.id}-{tag_of(stem) or 'list'}", 40)
    return f"{prefix}.toml", _text(questions, f"extends = {_toml(role.id)}", prefix, role)


def _name_of(title: str) -> str:
    """The title without what every list of questions has in it, as short as an id has to be."""
    words = re.findall(r"[a-z0-9]+", title.casefold())
    return _shorten("-".join([word for word in words if word not in _NOISE] or words), 40)


def _text(questions: QuestionList, head: str, prefix: str, role: Archetype | None) -> str:
    """The whole file; skills that the role has already are used, and not written."""
    entries = questions.questions
    skills = _skills(entries, prefix, questions.title, role)
    ids = {question.id for question in role.questions} if role else set()
    parts = [_HEAD.format(count=len(entries)), head.rstrip() + "\n"]
    parts += [_skill_table(skill) for skill in skills.values() if skill.is_new]
    for entry in entries:
        skill = skills[_section(entry, questions.title)]
        parts.append(_question_table(entry, skill.id, prefix, ids))
    text = "\n".join(parts)
    if len(text.encode()) > LARGEST_FILE:
        raise CannotImport(
            f"{len(entries)} questions as long as these make more than the {LARGEST_FILE:,} bytes that a bank's file "
            "may have. Take those that you mean to ask."
        )
    return text


def _section(entry: Entry, title: str) -> str:
    return entry.section or title or "Questions"


def _skills(
    entries: Iterable[Entry], role_id: str, title: str, role: Archetype | None
) -> dict[str, _Skill]:
    """The skill of each section."""
    known = {
        name: skill
        for skill in (role.skills if role else ())
        for name in (skill.id, tag_of(skill.name))
    }
    skills: dict[str, _Skill] = {}
    ids = {skill.id for skill in known.values()}
    for section in dict.fromkeys(_section(entry, title) for entry in entries):
        if skill := known.get(tag_of(section)):
            skills[section] = _Skill(skill.id, skill.name, is_new=False)
        else:
            skill_id = _claim_id(_shorten(f"{role_id}-{tag_of(section) or 'skill'}"), ids)
            skills[section] = _Skill(skill_id, section, is_new=True)
    return skills


def _skill_table(skill: _Skill) -> str:
    name = _shorten(skill.name, _LONGEST_NAME, " ")
    lines = ["[[skills]]", f"id = {_toml(skill.id)}", f"name = {_toml(name)}", "must_have = false"]
    if name != skill.name:
        lines.insert(0, f"# {skill.name}")
    return "\n".join(lines) + "\n"


def _question_table(entry: Entry, skill_id: str, role_id: str, ids: set[str]) -> str:
    words = "-".join(re.findall(r"[a-z0-9]+", entry.ask.casefold())[:_WORDS_IN_AN_ID])
    lines = [
        "[[questions]]",
        f"id = {_toml(_claim_id(_shorten(f'{role_id}-{words or 0}'), ids))}",
        f"skill = {_toml(skill_id)}",
        f"ask = {_toml(entry.ask)}",
    ]
    if entry.tags:
        lines.append(f"tags = [{', '.join(map(_toml, entry.tags))}]")
    if entry.level:
        lines.append(f"# level in the list: {entry.level}")
    if entry.answer:
        short = _shorten(entry.answer, LONGEST_ANSWER, " ")
        lines.append(f"# answer in the list: {short}{' …' if short != entry.answer else ''}")
    return "\n".join(lines) + "\n"


def _claim_id(wanted: str, ids: set[str]) -> str:
    """An id that nothing has yet: this one, or this one with a number."""
    claimed = next(name for name in _count_up(wanted) if name not in ids)
    ids.add(claimed)
    return claimed


def _count_up(wanted: str) -> Iterator[str]:
    yield wanted
    number = 2
    while True:
        yield f"{wanted[: _LONGEST_ID - 5].rstrip('-')}-{number}"
        number += 1


def _shorten(text: str, most: int = _LONGEST_ID, between: str = "-") -> str:
    """As many whole words as fit; the beginning of a word that alone does not."""
    if len(text) <= most:
        return text
    return text[: most + 1].rpartition(between)[0].rstrip("-") or text[:most]


def _toml(text: str) -> str:
    """The text in quotes: what JSON escapes, TOML escapes alike."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "")
