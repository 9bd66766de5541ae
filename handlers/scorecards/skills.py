"""Which skills a scorecard shows, and which it offers to add."""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import NamedTuple

from handlers.context import Context
from interviews.models import AnchoredSkill, Candidate, Interview

Skills = tuple[AnchoredSkill, ...]


class ShownSkills(NamedTuple):
    """The skills that the form has fields for, and the others of the role."""

    shown: list[AnchoredSkill]
    others: list[AnchoredSkill]


def own_interview(ctx: Context, candidate: Candidate | None) -> Interview | None:
    """The person's interview of this candidate, whatever its state; None where they have none."""
    if candidate is None:
        return None
    every = ctx.store.interviews.all_of(candidate.team_id, candidate.id)
    return next((each for each in every if each.interviewer_id == ctx.person.user_id), None)


def in_focus_first(skills: Skills, focus: Collection[str]) -> list[AnchoredSkill]:
    """The skills with the interviewer's own first; the rest may have come up all the same."""
    return sorted(skills, key=lambda skill: skill.id not in focus)


def shown_skills(
    skills: Skills, focus: Collection[str], most: int, filled: Iterable[str]
) -> ShownSkills:
    """At most so many of the interviewer's own skills, then those that the form had fields for already.

    Somebody who looks at all of them begins with must-haves.
    """
    mine = focus or [skill.id for skill in skills if skill.must_have]
    in_order = in_focus_first(skills, mine)
    first = [skill for skill in in_order if skill.id in mine] or in_order
    ids = [skill.id for skill in first[:most]]
    by_id = {skill.id: skill for skill in skills}
    shown = [by_id[skill_id] for skill_id in dict.fromkeys((*ids, *filled)) if skill_id in by_id]
    return ShownSkills(shown, [skill for skill in in_order if skill not in shown])


def short_names(skills: Skills) -> dict[str, str]:
    """By id, what stands before the colon in a skill's name; the whole name where two would be the same."""
    short = {skill.id: skill.name.partition(":")[0] for skill in skills}
    count = Counter(short.values())
    return {
        skill.id: short[skill.id] if count[short[skill.id]] == 1 else skill.name for skill in skills
    }
