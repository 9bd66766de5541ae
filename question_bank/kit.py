"""Picks what one interview asks: the core questions, or those of one skill or tag, within the minutes there are."""

from question_bank.lookup import closest
from question_bank.models import Archetype, Level, Model, Question, Skill


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
    def takes(self) -> int:
        """Minutes that the questions of this kit take together."""
        return sum(question.minutes for question in self.questions)


def pick(
    archetype: Archetype,
    level: Level | None = None,
    focus: str | None = None,
    minutes: int | None = None,
) -> Kit:
    """The kit for these wishes; raises `UnknownFocus` where the focus is no skill or tag of the archetype."""
    name, wanted = _focused(archetype, focus) if focus else (None, _core(archetype))
    asked, left_out = _fitting(archetype, wanted, minutes)
    return Kit(
        archetype=archetype, level=level, focus=name, minutes=minutes,
        questions=asked, left_out=left_out,
    )  # fmt: skip


def _core(archetype: Archetype) -> tuple[Question, ...]:
    return tuple(question for question in archetype.questions if question.core)


def _focused(archetype: Archetype, focus: str) -> tuple[str, tuple[Question, ...]]:
    skill = next((skill for skill in archetype.skills if focus in _names(skill)), None)
    if skill:
        chosen = [question for question in archetype.questions if question.skill == skill.id]
        return skill.name, tuple(sorted(chosen, key=lambda question: not question.core))
    tagged = tuple(question for question in archetype.questions if focus in question.tags)
    if tagged:
        return focus, tagged
    raise UnknownFocus(focus, closest(focus, focuses(archetype)))


def focuses(archetype: Archetype) -> tuple[str, ...]:
    """Every word that narrows a kit of this archetype: its skills' ids first, then its tags."""
    tags = sorted({tag for question in archetype.questions for tag in question.tags})
    return tuple(dict.fromkeys([*(skill.id for skill in archetype.skills), *tags]))


def _names(skill: Skill) -> tuple[str, str]:
    return skill.id, "-".join(skill.name.casefold().replace("/", " ").split())


def _fitting(
    archetype: Archetype, wanted: tuple[Question, ...], minutes: int | None
) -> tuple[tuple[Question, ...], tuple[Question, ...]]:
    """Must-haves first while they fit; what is asked keeps its usual order."""
    if minutes is None:
        return wanted, ()
    must = {skill.id for skill in archetype.skills if skill.must_have}
    chosen: set[str] = set()
    left = minutes
    for question in sorted(wanted, key=lambda question: question.skill not in must):
        if question.minutes <= left:
            chosen.add(question.id)
            left -= question.minutes
    asked = tuple(question for question in wanted if question.id in chosen)
    return asked, tuple(question for question in wanted if question.id not in chosen)
