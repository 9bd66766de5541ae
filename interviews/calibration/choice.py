"""Which sample answers make a round: all rungs and skills, half of them rated long before, none lately."""

from collections import Counter
from collections.abc import Mapping
from random import Random
from types import MappingProxyType

from interviews.calibration.models import Before, SampleAnswer
from interviews.models import Rating
from question_bank.models import Answer, Archetype

ANSWERS = 8
"""How many make a round; a role that has fewer gives all."""
REPEATS = 4
"""How many of them were rated long before, where there are such: two rounds of these show drift."""


def choose(
    role: Archetype,
    seed: int,
    rated: Mapping[str, int],
    skill_id: str = "",
    still_open: Mapping[str, int] = MappingProxyType({}),
    before: Mapping[str, Before] = MappingProxyType({}),
) -> tuple[SampleAnswer, ...]:
    """Up to eight answers of the role, or of one of its skills, in the order in which they are shown.

    `rated` says how many of the raters have rated an answer lately, by its id, and `still_open` in how many rounds
    of theirs it is, that have not ended: such answers come last of all. Of those that they have rated `before`,
    and not lately, four come first, and the others after what is new. The same seed gives the same answers.
    """
    random = Random(seed)  # noqa: S311 - it draws answers, and keeps no secret
    questions = {question.id: question for question in role.questions}
    left = [
        answer
        for answer in role.answers
        if answer.question in questions and skill_id in ("", questions[answer.question].skill)
    ]
    random.shuffle(left)
    used = Counter[str]()
    chosen: list[Answer] = []

    def rank(answer: Answer) -> tuple[int, int, Before, int, int, int]:
        skill = questions[answer.question].skill
        often = (used[f"key {answer.key}"], used[f"skill {skill}"], used[answer.question])
        again = before.get(answer.id, (0, ""))
        if len(chosen) >= REPEATS:
            again = -again[0], ""
        return still_open.get(answer.id, 0), rated.get(answer.id, 0), again, *often

    while left and len(chosen) < ANSWERS:
        best = min(left, key=rank)
        left.remove(best)
        chosen.append(best)
        skill = questions[best.question].skill
        used.update((f"key {best.key}", f"skill {skill}", best.question))
    random.shuffle(chosen)  # the order in which they were picked would tell the rungs
    return tuple(_as_it_stands(role, answer) for answer in chosen)


def counts_by_skill(role: Archetype) -> dict[str, int]:
    """How many answers the role has for each of its skills that has some, by the skill's id."""
    skills = {question.id: question.skill for question in role.questions}
    counts = Counter(
        skills[answer.question] for answer in role.answers if answer.question in skills
    )
    return {skill.id: counts[skill.id] for skill in role.skills if counts[skill.id]}


def _as_it_stands(role: Archetype, answer: Answer) -> SampleAnswer:
    question = next(each for each in role.questions if each.id == answer.question)
    skill = role.skill(question.skill)
    assert skill is not None, "the bank has been checked"
    return SampleAnswer(
        id=answer.id, question=question.ask, skill_id=skill.id, skill=skill.name,
        anchors=tuple(skill.anchors.model_dump().values()),
        junior=question.junior.good, senior=question.senior.good,
        text=answer.text, key=Rating(answer.key), why=answer.why,
        misleads=answer.misleads, arguable=answer.arguable,
    )  # fmt: skip
