"""Margaret's candidacy and all that people make in it, ready for a test."""

from collections.abc import Iterable, Mapping

from interviews.candidates.find_or_add import NewCandidate
from interviews.loop import Departure, EarlyOpening, Loop, Reveal, RevealCause
from interviews.models import (
    AnchoredSkill,
    AskedQuestion,
    Candidate,
    Interview,
    InterviewState,
    Rating,
    Recommendation,
    Scorecard,
    SkillRating,
    Status,
)
from interviews.openings.models import Opening, Stage
from interviews.scorecards.submit import Submission
from question_bank.models import Level
from tests.interviews.people import ADA, BACKEND_BERLIN, MARGARET, TEAM, at


def skill(skill_id: str, *, must_have: bool = True) -> AnchoredSkill:
    return AnchoredSkill(
        id=skill_id,
        name=skill_id.title(),
        must_have=must_have,
        anchors=tuple(f"{skill_id}, point {point}" for point in range(1, 6)),
        questions=(f"What do you know about {skill_id}?",),
    )


PYTHON, SQL, TESTING = skill("python"), skill("sql"), skill("testing", must_have=False)
SKILLS = (PYTHON, SQL, TESTING)

ASKED = AskedQuestion(id="gil", skill_id="python", ask="What does the GIL do?")

Points = Mapping[str, int | None]
"""Points by skill; None was not assessed."""
SENIOR: Points = {"python": 4, "sql": 4, "testing": 4}
UNTESTED: Points = {"python": 4, "sql": 3, "testing": None}


def ratings(points_by_skill: Points, evidence: str = "Said so.") -> tuple[SkillRating, ...]:
    """Ratings with the same evidence each; none where nothing was assessed."""
    return tuple(
        SkillRating(skill_id=skill_id, rating=Rating(points), evidence=evidence)
        if points is not None
        else SkillRating(skill_id=skill_id)
        for skill_id, points in points_by_skill.items()
    )


def candidate(
    candidate_id: str = MARGARET,
    name: str = "Margaret Hamilton",
    *,
    level: Level = Level.SENIOR,
    status: Status = Status.OPEN,
    leads: tuple[str, ...] = (ADA,),
    coordinators: tuple[str, ...] = (),
    team: str = TEAM,
    role: str = "backend-developer",
    minutes: float = 0,
) -> Candidate:
    return Candidate(
        team_id=team, id=candidate_id, name=name, archetype_id=role, target_level=level,
        status=status, leads=leads, coordinators=coordinators, created_by=ADA, created_at=at(minutes),
    )  # fmt: skip


def interview(user_id: str, *, confirmed: bool = True, minutes: float = 0) -> Interview:
    return Interview(
        team_id=TEAM, id=f"interview-{user_id}", candidate_id=MARGARET, interviewer_id=user_id,
        confirmed=confirmed, created_at=at(minutes),
    )  # fmt: skip


def card(
    user_id: str,
    points: Points = SENIOR,
    vote: Recommendation = Recommendation.YES,
    *,
    revision: int = 1,
    minutes: float = 10,
    level: Level = Level.SENIOR,
    skills: tuple[AnchoredSkill, ...] = SKILLS,
    note: str = "",
    reason: str = "",
    evidence: str = "Said so.",
    after_reveal: bool | None = None,
) -> Scorecard:
    """One card; with a reason it was sent when others' cards were open, unless `after_reveal` says otherwise."""
    return Scorecard(
        team_id=TEAM, id=f"card-{user_id}-{revision}", interview_id=f"interview-{user_id}",
        candidate_id=MARGARET, interviewer_id=user_id, revision=revision, target_level=level,
        bank_version="bank-1", skills=skills, recommendation=vote, note=note,
        ratings=ratings(points, evidence),
        reason=reason,
        after_reveal=bool(reason) if after_reveal is None else after_reveal,
        submitted_at=at(minutes),
    )  # fmt: skip


def loop(
    panel: Iterable[str | Interview],
    cards: Iterable[Scorecard] = (),
    *,
    early_openings: Iterable[EarlyOpening] = (),
    leads: tuple[str, ...] = (ADA,),
    coordinators: tuple[str, ...] = (),
    level: Level = Level.SENIOR,
    first_sent: Mapping[str, float] | None = None,
    departures: Iterable[Departure] = (),
    revealed: Mapping[str, float] | None = None,
) -> Loop:
    """Margaret's loop, with one card or several revisions of each, lower ones first.

    A first card came in when the card says so, unless `first_sent` gives its minute.
    `revealed` gives the minute at which others' cards opened, by person.
    """
    sent = tuple(cards)
    first = {card.interviewer_id: card.submitted_at for card in reversed(sent)}
    newest = {card.interviewer_id: card for card in sent}
    return Loop(
        candidate=candidate(leads=leads, coordinators=coordinators, level=level),
        interviews=tuple(
            interview(member) if isinstance(member, str) else member for member in panel
        ),
        cards=tuple(newest.values()),
        earlier=tuple(card for card in sent if newest[card.interviewer_id] is not card),
        departures=tuple(departures),
        first_sent=first | {who: at(minutes) for who, minutes in (first_sent or {}).items()},
        early_openings=tuple(early_openings),
        reveals=tuple(
            Reveal(user_id=who, at=at(minutes), how=RevealCause.ALL_IN)
            for who, minutes in (revealed or {}).items()
        ),
    )


def early_opening(user_id: str, minutes: float, *missing: str) -> EarlyOpening:
    return EarlyOpening(user_id=user_id, at=at(minutes), missing=missing)


def opening(
    opening_id: str = BACKEND_BERLIN,
    title: str = "Backend, Berlin",
    *,
    leads: tuple[str, ...] = (ADA,),
    stages: tuple[Stage, ...] = (),
    team: str = TEAM,
) -> Opening:
    return Opening(
        team_id=team, id=opening_id, title=title, archetype_id="backend-developer",
        target_level=Level.SENIOR, leads=leads, stages=stages, bank_version="bank-1",
        created_by=ADA, created_at=at(0),
    )  # fmt: skip


def departure(user_id: str, minutes: float, *, by: str = ADA) -> Departure:
    return Departure(user_id=user_id, state=InterviewState.CANCELLED, by=by, at=at(minutes))


def margaret(
    *panel: str,
    name: str = "Margaret Hamilton",
    new_id: str = MARGARET,
    role: str = "backend-developer",
) -> NewCandidate:
    """Margaret as somebody types her into the form, with the others who are to meet her."""
    return NewCandidate(
        id=new_id, name=name, archetype_id=role, target_level=Level.SENIOR, panel=panel
    )


def form(
    card_id: str,
    candidate_id: str | None = MARGARET,
    *,
    new: NewCandidate | None = None,
    points: Points = UNTESTED,
    vote: Recommendation = Recommendation.YES,
    seen: int = 0,
    note: str = "",
    reason: str = "",
) -> Submission:
    """A filled scorecard, for a candidate there is or for a new one."""
    return Submission(
        card_id=card_id, candidate_id=None if new else candidate_id, new=new, base_revision=seen,
        bank_version="bank-1", skills=SKILLS, recommendation=vote, note=note, reason=reason,
        ratings=ratings(points), asked=(ASKED,),
    )  # fmt: skip
