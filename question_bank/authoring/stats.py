"""The coverage of the bank: questions and minutes by role and skill, and the number of questions of each tag."""

from collections import Counter

from question_bank.bank import Bank
from question_bank.models import Archetype, Model, Skill


class SkillCoverage(Model):
    """How a skill is covered in one role; minutes are those of the core questions, and of all."""

    skill: Skill
    core: int
    alternates: int
    core_minutes: int
    minutes: int


class Coverage(Model):
    """How one role is covered; tags with their number of questions, the most frequent first."""

    role: Archetype
    skills: tuple[SkillCoverage, ...]
    tags: tuple[tuple[str, int], ...]

    @property
    def core(self) -> int:
        """Core questions of the role."""
        return sum(skill.core for skill in self.skills)

    @property
    def core_minutes(self) -> int:
        """Minutes that the core questions take together."""
        return sum(skill.core_minutes for skill in self.skills)


def coverage(bank: Bank) -> tuple[Coverage, ...]:
    """The coverage of every role, in the order of the bank."""
    return tuple(_of_role(role) for role in bank.archetypes)


def _of_role(role: Archetype) -> Coverage:
    tags = Counter(tag for question in role.questions for tag in question.tags)
    in_order = sorted(tags.items(), key=lambda item: (-item[1], item[0]))
    return Coverage(
        role=role,
        skills=tuple(_of_skill(role, skill) for skill in role.skills),
        tags=tuple(in_order),
    )


def _of_skill(role: Archetype, skill: Skill) -> SkillCoverage:
    questions = [question for question in role.questions if question.skill == skill.id]
    core = [question for question in questions if question.core]
    return SkillCoverage(
        skill=skill,
        core=len(core),
        alternates=len(questions) - len(core),
        core_minutes=sum(question.minutes for question in core),
        minutes=sum(question.minutes for question in questions),
    )
