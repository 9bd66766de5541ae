"""Concrete people and the things they make, for tests that read as sentences."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from interviews.candidates.find_or_add import NewCandidate
from interviews.loop import Departure, Loop, Opening, Reveal, RevealCause
from interviews.models import (
    AnchoredSkill,
    Candidate,
    Interview,
    InterviewState,
    Rating,
    Recommendation,
    Scorecard,
    SkillRating,
    Status,
)
from interviews.permissions import Person
from interviews.scorecards.submit import Submission
from question_bank.models import Level

TEAM, OTHER_TEAM = "T0ENGINE", "T0LOOM"
ADA, GRACE, BARBARA = "U0ADA", "U0GRACE", "U0BARBARA"
"""Ada leads the search and is on the panel with Grace and Barbara."""
RADIA, KATHERINE = "U0RADIA", "U0KATHERINE"
"""Radia is on no panel; Katherine is an admin."""
MARGARET = "candidate-margaret"

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def at(minutes: float) -> datetime:
    """So many minutes after noon."""
    return NOON + timedelta(minutes=minutes)


def person(user_id: str, *, admin: bool = False, team: str = TEAM) -> Person:
    return Person(team_id=team, user_id=user_id, is_admin=admin)


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

Given = Mapping[str, int | None]
"""Points by skill; None was not assessed."""


def rated(given: Given, evidence: str = "Said so.") -> tuple[SkillRating, ...]:
    """Ratings with the same evidence each; none where nothing was assessed."""
    return tuple(
        SkillRating(skill_id=one, rating=Rating(points), evidence=evidence)
        if points is not None
        else SkillRating(skill_id=one)
        for one, points in given.items()
    )


def candidate(
    candidate_id: str = MARGARET,
    name: str = "Margaret Hamilton",
    *,
    level: Level = Level.SENIOR,
    status: Status = Status.OPEN,
    leads: tuple[str, ...] = (ADA,),
    team: str = TEAM,
    role: str = "backend-developer",
    minutes: float = 0,
) -> Candidate:
    return Candidate(
        team_id=team, id=candidate_id, name=name, archetype_id=role, target_level=level,
        status=status, leads=leads, created_by=ADA, created_at=at(minutes),
    )  # fmt: skip


def interview(user_id: str, *, confirmed: bool = True, minutes: float = 0) -> Interview:
    return Interview(
        team_id=TEAM, id=f"interview-{user_id}", candidate_id=MARGARET, interviewer_id=user_id,
        confirmed=confirmed, created_at=at(minutes),
    )  # fmt: skip


def card(
    user_id: str,
    given: Given | None = None,
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
        ratings=rated({"python": 4, "sql": 4, "testing": 4} if given is None else given, evidence),
        reason=reason,
        after_reveal=bool(reason) if after_reveal is None else after_reveal,
        submitted_at=at(minutes),
    )  # fmt: skip


def loop(
    panel: Iterable[str | Interview],
    cards: Iterable[Scorecard] = (),
    *,
    openings: Iterable[Opening] = (),
    leads: tuple[str, ...] = (ADA,),
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
    first = {one.interviewer_id: one.submitted_at for one in reversed(sent)}
    newest = {one.interviewer_id: one for one in sent}
    return Loop(
        candidate=candidate(leads=leads, level=level),
        interviews=tuple(interview(one) if isinstance(one, str) else one for one in panel),
        cards=tuple(newest.values()),
        earlier=tuple(one for one in sent if newest[one.interviewer_id] is not one),
        departures=tuple(departures),
        first_sent=first | {who: at(minutes) for who, minutes in (first_sent or {}).items()},
        openings=tuple(openings),
        reveals=tuple(
            Reveal(user_id=who, at=at(minutes), how=RevealCause.ALL_IN)
            for who, minutes in (revealed or {}).items()
        ),
    )


def opening(user_id: str, minutes: float, *missing: str) -> Opening:
    return Opening(user_id=user_id, at=at(minutes), missing=missing)


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
    given: Given | None = None,
    vote: Recommendation = Recommendation.YES,
    seen: int = 0,
    note: str = "",
    reason: str = "",
) -> Submission:
    """A filled scorecard, for a candidate there is or for a new one."""
    return Submission(
        card_id=card_id, candidate_id=None if new else candidate_id, new=new, base_revision=seen,
        bank_version="bank-1", skills=SKILLS, recommendation=vote, note=note, reason=reason,
        ratings=rated({"python": 4, "sql": 3, "testing": None} if given is None else given),
    )  # fmt: skip
