"""Splits skills and questions over a panel, and finds the skills that nobody looks at."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from interviews.models import Model
from interviews.openings.models import Stage
from question_bank.models import Archetype, Question, Skill

LEAST_FOCUS, MOST_FOCUS = 2, 3  # fewer things per interviewer are rated better
MOST_USEFUL = 4  # interviewers; more add next to nothing to the decision
_NEXT = {1: "second", 2: "third", 3: "fourth"}
QUESTIONS_EACH = 2  # for one skill of one interviewer

Focus = Mapping[str, tuple[str, ...]]
"""The ids of the skills each interviewer looks at, by interviewer; none stands for all of them."""


class Coverage(Model):
    """One skill and who looks at it."""

    skill_id: str
    name: str
    must_have: bool
    interviewers: tuple[str, ...]


class Assignment(Model):
    """The ids of the skills one interviewer looks at, and of the questions they have already."""

    focus: tuple[str, ...]
    questions: tuple[str, ...] = ()


def skills_of(archetype: Archetype, stage: Stage | None) -> tuple[Skill, ...]:
    """The skills that a round looks at: those of its stage, as far as the role has them, or else all of the role's."""
    chosen = stage.focus if stage else ()
    return tuple(skill for skill in archetype.skills if skill.id in chosen) or archetype.skills


def propose(
    skills: Sequence[Skill],
    people: Sequence[str],
    settled: Focus | None = None,
    shared: str | None = None,
) -> dict[str, tuple[str, ...]]:
    """Two or three skills for everybody in `people` who has none in `settled`; what is settled stays.

    Must-haves come first, then the other skills, then a second interviewer for each must-have. A
    `shared` skill is among those of everybody, settled or not, as long as it is one of these skills.
    """
    order = [skill.id for skill in skills]
    settled = {who: focus for who, focus in (settled or {}).items() if who in people}
    shared = shared if shared in order else None
    if shared:
        settled = _with_shared(settled, shared)
    free = [who for who in people if who not in settled]
    covered = Counter(skill_id for focus in settled.values() for skill_id in focus)
    others = [skill for skill in skills if skill.id != shared]
    wanted = _seats_of(others, len(free), covered, taken=1 if shared else 0)
    room = dict(zip(free, _seats(sum(wanted.values()), len(free)), strict=True))
    dealt: dict[str, list[str]] = {who: [shared] if shared else [] for who in free}
    for skill in sorted(others, key=lambda skill: -wanted[skill.id]):
        for who in sorted(free, key=lambda user_id: -room[user_id])[: wanted[skill.id]]:
            dealt[who].append(skill.id)
            room[who] -= 1
    return {who: settled.get(who) or tuple(sorted(dealt[who], key=order.index)) for who in people}


def _with_shared(settled: Focus, shared: str) -> dict[str, tuple[str, ...]]:
    """The same with the skill that everybody rates; where there are three, in place of what most people look at."""
    found = dict(settled)
    for who, focus in settled.items():
        if shared not in focus:
            times = Counter(skill_id for each in found.values() for skill_id in each)
            spare = max(reversed(focus), key=lambda skill_id: times[skill_id])
            kept = (each for each in focus if len(focus) < MOST_FOCUS or each != spare)
            found[who] = (*kept, shared)
    return found


def _seats_of(
    skills: Sequence[Skill], people: int, covered: Counter[str], taken: int
) -> Counter[str]:
    """How many of these people each skill is given to, where so many places of each are taken."""
    seats_of, wanted = Counter(covered), Counter[str]()
    seats = _total(skills, people, covered, taken)
    while wanted.total() < seats:
        open_skills = [skill for skill in skills if wanted[skill.id] < people]
        neediest = min(open_skills, key=lambda skill: _need(skill, seats_of[skill.id]))
        wanted[neediest.id] += 1
        seats_of[neediest.id] += 1
    return wanted


def _total(skills: Sequence[Skill], people: int, covered: Counter[str], taken: int) -> int:
    """Seats to fill: as many as are needed, within two and three for each person, less those that are taken."""
    needed = sum(max((2 if skill.must_have else 1) - covered[skill.id], 0) for skill in skills)
    bounds = (LEAST_FOCUS - taken, MOST_FOCUS - taken)
    least, most = (min(each, len(skills)) * people for each in bounds)
    return min(max(needed, least), most)


def _need(skill: Skill, times: int) -> int:
    """How urgent one more interviewer for this skill is; the smallest number is the most urgent."""
    if times == 0:
        return 0 if skill.must_have else 1
    return 2 * times + (0 if skill.must_have else 1)


def _seats(total: int, people: int) -> list[int]:
    """The seats as evenly as they go."""
    return [total // people + (number < total % people) for number in range(people)]


def deal_questions(
    archetype: Archetype, panel: Sequence[Assignment]
) -> tuple[tuple[str, ...], ...]:
    """The ids of the questions of each interviewer: what they have stays, and nobody asks another's.

    The core question of a skill goes to the first who looks at it, so that candidates stay
    comparable. Only where a skill has fewer questions than interviewers are some asked twice.
    """
    hands = [_still_valid(archetype, assignment) for assignment in panel]
    used = Counter(question.id for hand in hands for question in hand)
    for _ in range(QUESTIONS_EACH):
        for assignment, hand in zip(panel, hands, strict=True):
            for skill_id in assignment.focus:
                _add_question(archetype, skill_id, hand, used)
    return tuple(
        _in_order(assignment.focus, hand) for assignment, hand in zip(panel, hands, strict=True)
    )


def _still_valid(archetype: Archetype, assignment: Assignment) -> list[Question]:
    return [
        question
        for question in archetype.questions
        if question.id in assignment.questions and question.skill in assignment.focus
    ]


def _add_question(
    archetype: Archetype, skill_id: str, hand: list[Question], used: Counter[str]
) -> None:
    """Adds a question of the skill to the hand; a first even where others ask it too, a second only if it is free."""
    questions = [question for question in archetype.questions if question.skill == skill_id]
    fresh = [question for question in questions if question not in hand]
    count = len(questions) - len(fresh)
    if count >= QUESTIONS_EACH or not fresh:
        return
    best = min(fresh, key=lambda question: (used[question.id], not question.core))
    if count and used[best.id]:
        return
    hand.append(best)
    used[best.id] += 1


def _in_order(focus: Sequence[str], questions: Iterable[Question]) -> tuple[str, ...]:
    by_skill = sorted(
        questions, key=lambda question: (focus.index(question.skill), not question.core)
    )
    return tuple(question.id for question in by_skill)


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
    """A sentence for each fault of the panel: skills that nobody looks at, too many interviewers."""
    holes = [skill.name for skill in covered if not skill.interviewers]
    found = []
    if holes:
        found.append(f"Nobody looks at {_quote_all(holes)}.")
    if interviewers > MOST_USEFUL:
        found.append(
            f"{interviewers} interviewers are many: after {MOST_USEFUL}, each one more adds "
            "next to nothing to the decision."
        )
    return tuple(found)


def remark(covered: Sequence[Coverage], interviewers: int) -> str:
    """A sentence on must-haves that one interviewer covers alone; empty where there are none."""
    once = sum(skill.must_have and len(skill.interviewers) == 1 for skill in covered)
    if not once:
        return ""
    have = (
        "1 must-have has one interviewer"
        if once == 1
        else f"{once} must-haves have one interviewer each"
    )
    ordinal = _NEXT.get(interviewers)
    return f"{have}; a {ordinal} person would cover more." if ordinal else f"{have}."


def _quote_all(names: Sequence[str]) -> str:
    """In quotation marks: a skill's own name may hold commas and an "and"."""
    names = [f"“{name}”" for name in names]
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
