"""Who asks what: splits the skills over a panel, deals different questions, and shows what nobody looks at."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from interviews.models import Model
from question_bank.models import Archetype, Question, Skill

LEAST_FOCUS, MOST_FOCUS = 2, 3  # fewer things per interviewer are rated better
MOST_USEFUL = 4  # interviewers; more add next to nothing to the decision
_ONE_MORE = {1: "second", 2: "third", 3: "fourth"}
QUESTIONS_EACH = 2  # for one skill of one interviewer

Focus = Mapping[str, tuple[str, ...]]
"""The ids of the skills each interviewer looks at, by interviewer; none stands for all of them."""


class Coverage(Model):
    """One skill and who looks at it."""

    skill_id: str
    name: str
    must_have: bool
    interviewers: tuple[str, ...]


class Given(Model):
    """What one interviewer looks at, and the questions they have been given already."""

    focus: tuple[str, ...]
    questions: tuple[str, ...] = ()


def propose(
    skills: Sequence[Skill], people: Sequence[str], settled: Focus | None = None
) -> dict[str, tuple[str, ...]]:
    """Two or three skills for everybody in `people` who has none in `settled`; what is settled stays.

    Must-haves come first, then the other skills, then a second interviewer for each must-have.
    """
    settled = {who: focus for who, focus in (settled or {}).items() if who in people}
    free = [who for who in people if who not in settled]
    wanted = _wanted(skills, len(free), Counter(one for focus in settled.values() for one in focus))
    room = dict(zip(free, _seats(sum(wanted.values()), len(free)), strict=True))
    dealt: dict[str, list[str]] = {who: [] for who in free}
    for skill in sorted(skills, key=lambda one: -wanted[one.id]):
        for who in sorted(free, key=lambda one: -room[one])[: wanted[skill.id]]:
            dealt[who].append(skill.id)
            room[who] -= 1
    order = [skill.id for skill in skills]
    return {who: settled.get(who) or tuple(sorted(dealt[who], key=order.index)) for who in people}


def _wanted(skills: Sequence[Skill], people: int, covered: Counter[str]) -> Counter[str]:
    """How many of these people each skill is given to."""
    seen, wanted = Counter(covered), Counter[str]()
    seats = _total(skills, people, covered)
    while wanted.total() < seats:
        open_to = [one for one in skills if wanted[one.id] < people]
        neediest = min(open_to, key=lambda one: _need(one, seen[one.id]))
        wanted[neediest.id] += 1
        seen[neediest.id] += 1
    return wanted


def _total(skills: Sequence[Skill], people: int, covered: Counter[str]) -> int:
    """Seats to fill: as many as are needed, within two and three for each person."""
    needed = sum(max((2 if one.must_have else 1) - covered[one.id], 0) for one in skills)
    least, most = (min(each, len(skills)) * people for each in (LEAST_FOCUS, MOST_FOCUS))
    return min(max(needed, least), most)


def _need(skill: Skill, times: int) -> int:
    """What is needed sooner has the smaller number."""
    if times == 0:
        return 0 if skill.must_have else 1
    return 2 * times + (0 if skill.must_have else 1)


def _seats(total: int, people: int) -> list[int]:
    """The seats as evenly as they go."""
    return [total // people + (number < total % people) for number in range(people)]


def deal_questions(archetype: Archetype, panel: Sequence[Given]) -> tuple[tuple[str, ...], ...]:
    """The ids of the questions of each interviewer: what they have stays, and nobody asks another's.

    The core question of a skill goes to the first who looks at it, so that candidates stay
    comparable. Only where a skill has fewer questions than interviewers are some asked twice.
    """
    dealt = [_still_good(archetype, one) for one in panel]
    used = Counter(question.id for kept in dealt for question in kept)
    for _ in range(QUESTIONS_EACH):
        for given, mine in zip(panel, dealt, strict=True):
            for skill_id in given.focus:
                _add_one(archetype, skill_id, mine, used)
    return tuple(_in_order(given.focus, mine) for given, mine in zip(panel, dealt, strict=True))


def _still_good(archetype: Archetype, given: Given) -> list[Question]:
    return [
        one for one in archetype.questions if one.id in given.questions and one.skill in given.focus
    ]


def _add_one(archetype: Archetype, skill_id: str, mine: list[Question], used: Counter[str]) -> None:
    """One more question of the skill; a first one even where others ask it too, a second only if it is free."""
    asked = [one for one in mine if one.skill == skill_id]
    fresh = [one for one in archetype.questions if one.skill == skill_id and one not in mine]
    if len(asked) >= QUESTIONS_EACH or not fresh:
        return
    best = min(fresh, key=lambda one: (used[one.id], not one.core))
    if asked and used[best.id]:
        return
    mine.append(best)
    used[best.id] += 1


def _in_order(focus: Sequence[str], questions: Iterable[Question]) -> tuple[str, ...]:
    by_skill = sorted(questions, key=lambda one: (focus.index(one.skill), not one.core))
    return tuple(one.id for one in by_skill)


def coverage(skills: Sequence[Skill], focus: Focus) -> tuple[Coverage, ...]:
    """Every skill with those who look at it, in the bank's order."""
    return tuple(
        Coverage(
            skill_id=skill.id,
            name=skill.name,
            must_have=skill.must_have,
            interviewers=tuple(who for who, mine in focus.items() if skill.id in mine or not mine),
        )
        for skill in skills
    )


def warnings(covered: Sequence[Coverage], interviewers: int) -> tuple[str, ...]:
    """What a fair panel lacks, a sentence each; empty where nothing does."""
    holes = [one.name for one in covered if not one.interviewers]
    found = []
    if holes:
        found.append(f"Nobody looks at {_listed(holes)}.")
    if interviewers > MOST_USEFUL:
        found.append(
            f"{interviewers} interviewers are many: after {MOST_USEFUL}, each one more adds "
            "next to nothing to the decision."
        )
    return tuple(found)


def remark(covered: Sequence[Coverage], interviewers: int) -> str:
    """What more interviewers would be good for; no fault of the plan, since each has two or three skills to look at."""
    once = sum(one.must_have and len(one.interviewers) == 1 for one in covered)
    if not once:
        return ""
    have = (
        "1 must-have has one interviewer"
        if once == 1
        else f"{once} must-haves have one interviewer each"
    )
    one_more = _ONE_MORE.get(interviewers)
    return f"{have}; a {one_more} person would cover more." if one_more else f"{have}."


def _listed(names: Sequence[str]) -> str:
    """In quotation marks: a skill's own name may hold commas and an "and"."""
    names = [f"“{one}”" for one in names]
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
