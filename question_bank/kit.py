"""Picks the questions of one interview: the core ones, or those of one skill or tag, within a number of minutes."""

from question_bank.bank import name_key
from question_bank.lookup import closest
from question_bank.models import Archetype, Level, Model, Question

LEAST_MINUTES, MOST_MINUTES = 10, 240
"""How long an interview can be."""


class UnknownFocus(Exception):
    """The word names neither a skill nor a tag of the archetype; `suggestions` are the nearest that do."""

    def __init__(self, word: str, suggestions: tuple[str, ...]) -> None:
        self.word, self.suggestions = word, suggestions
        super().__init__(word)


class Kit(Model):
    """The questions for one interview, in the order to ask them, and what did not fit into the minutes."""

    archetype: Archetype
    level: Level | None
    focus: str | None
    minutes: int | None
    questions: tuple[Question, ...]
    left_out: tuple[Question, ...]

    @property
    def total_minutes(self) -> int:
        """The minutes that the questions of this kit take together."""
        return sum(question.minutes for question in self.questions)


def pick(
    archetype: Archetype,
    level: Level | None = None,
    focus: str | None = None,
    minutes: int | None = None,
) -> Kit:
    """The kit for these wishes; raises `UnknownFocus` where the focus is no skill or tag of the archetype."""
    name, choices = _focus_questions(archetype, focus)
    questions, left_out = _split_by_minutes(archetype, choices, minutes)
    return Kit(
        archetype=archetype, level=level, focus=name, minutes=minutes,
        questions=questions, left_out=left_out,
    )  # fmt: skip


def _focus_questions(
    archetype: Archetype, focus: str | None
) -> tuple[str | None, tuple[Question, ...]]:
    """The focus as people read it, and its questions; the core questions where there is none."""
    if not focus:
        return None, tuple(question for question in archetype.questions if question.core)
    skill = next(
        (skill for skill in archetype.skills if focus in (skill.id, name_key(skill.name))), None
    )
    if skill:
        questions = [question for question in archetype.questions if question.skill == skill.id]
        return skill.name, tuple(sorted(questions, key=lambda question: not question.core))
    with_tag = tuple(question for question in archetype.questions if focus in question.tags)
    if with_tag:
        return focus, with_tag
    raise UnknownFocus(focus, closest(focus, focuses(archetype)))


def focuses(archetype: Archetype) -> tuple[str, ...]:
    """Every word that narrows a kit of this archetype: its skills' ids first, then its tags."""
    tags = sorted({tag for question in archetype.questions for tag in question.tags})
    return tuple(dict.fromkeys([*(skill.id for skill in archetype.skills), *tags]))


def _split_by_minutes(
    archetype: Archetype, choices: tuple[Question, ...], minutes: int | None
) -> tuple[tuple[Question, ...], tuple[Question, ...]]:
    """The questions that fit and those that do not, both in the order of the bank; must-have skills go first."""
    if minutes is None:
        return choices, ()
    must_haves = {skill.id for skill in archetype.skills if skill.must_have}
    fitting_ids: set[str] = set()
    minutes_left = minutes
    for question in sorted(choices, key=lambda question: question.skill not in must_haves):
        if question.minutes <= minutes_left:
            fitting_ids.add(question.id)
            minutes_left -= question.minutes
    questions = tuple(question for question in choices if question.id in fitting_ids)
    return questions, tuple(question for question in choices if question.id not in fitting_ids)
