"""The models of an interview loop, frozen, without Slack or SQL."""

import re
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from question_bank.models import Level

NAME_LENGTH = 120
TEXT_LENGTH = 3000  # what Slack lets a person type into one field


class Model(BaseModel):
    """Frozen: what happened is added to, never edited in place."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Rating(IntEnum):
    """The level ladder: how an answer compares with the junior and the senior anchor of its skill."""

    BELOW_JUNIOR = 1
    JUNIOR = 2
    BETWEEN = 3
    SENIOR = 4
    BEYOND_SENIOR = 5


EXTREMES = frozenset({Rating.BELOW_JUNIOR, Rating.BEYOND_SENIOR})
TARGET_RATING = {
    Level.JUNIOR: Rating.JUNIOR,
    Level.MID: Rating.BETWEEN,
    Level.SENIOR: Rating.SENIOR,
}


class Recommendation(StrEnum):
    """The vote for the target level: four points without a middle."""

    STRONG_NO = "strong_no"
    NO = "no"
    YES = "yes"
    STRONG_YES = "strong_yes"

    @property
    def favours(self) -> bool:
        """Whether this vote is for the candidate."""
        return self in (Recommendation.YES, Recommendation.STRONG_YES)


NAMELESS = "person-"
"""How the token of somebody begins who was made nameless, in the log and everywhere else; no user id does."""


def is_nameless(user_id: str) -> bool:
    """Whether this is somebody who left and was made nameless."""
    return user_id.startswith(NAMELESS)


class Status(StrEnum):
    """Where a candidate's loop stands; only an open one takes scorecards."""

    OPEN = "open"
    CLOSING = "closing"
    """Decided, but it can still be undone: the leads know, and to everybody else the loop is open."""
    DECIDED = "decided"


def is_address(text: str) -> bool:
    """Whether a text can be the address of a page: `https` or `http`, a host, and no blank in it."""
    return bool(re.fullmatch(r"https?://[^\s/<>|]+\.[^\s<>|]+", text))


Text = Annotated[str, StringConstraints(max_length=TEXT_LENGTH)]


class CandidateDetails(Model):
    """What the plan says of a candidate, and those who plan can change there; each is a column but people."""

    leads: tuple[str, ...]
    """The user ids of those who decide, and owe a fair process."""
    coordinators: tuple[str, ...] = ()
    """The user ids of those who plan and chase scorecards without leading: they see counts and no contents."""
    due_at: datetime | None = None
    """When every card should be in; None where nobody set a time."""
    digest_channel: str = ""
    """A private channel for the digest; empty for direct messages to the leads."""
    reminders: bool = True
    """Whether interviewers are reminded of scorecards that are open."""
    stage: str = ""
    """What this round is called, such as "Phone screen"; empty where nobody has named it."""
    cv_url: str = ""
    """The address of the CV, which stands in each interviewer's message; empty where there is none."""
    shared_skill: str | None = None
    """The id of the skill that everybody on the panel rates; None where each has their own."""

    def details(self) -> dict[str, Any]:
        """The details alone, by name."""
        return {name: getattr(self, name) for name in CandidateDetails.model_fields}


class Candidate(CandidateDetails):
    """One round of one person who is interviewed for one role; whoever advances has a further one."""

    team_id: str
    id: str
    name: Annotated[str, StringConstraints(min_length=1, max_length=NAME_LENGTH)]
    archetype_id: str
    target_level: Level
    status: Status = Status.OPEN
    created_by: str
    created_at: datetime
    opening_id: str = ""
    """The opening that this person is a candidate of; empty for none."""
    remote_id: str = ""
    """The person's id in another system; empty where there is none."""
    round: Annotated[int, Field(ge=1)] = 1
    first_id: str = ""
    """The id of this person's first round; empty in that round itself."""

    @property
    def person_id(self) -> str:
        """The id that all rounds of this person share: that of the first."""
        return self.first_id or self.id

    @property
    def ids(self) -> dict[str, str]:
        """The ids by which jobs, rows and entries of the log name the candidate."""
        return {"team_id": self.team_id, "candidate_id": self.id}


class InterviewState(StrEnum):
    """The state of an interview; only a planned one counts for the panel, the seal and the debrief."""

    PLANNED = "planned"
    CANCELLED = "cancelled"
    HANDED_OVER = "handed_over"
    SHADOWED = "shadowed"


class Interview(Model):
    """One interviewer meets one candidate; `confirmed` is False for a guest whom no lead has confirmed."""

    team_id: str
    id: str
    candidate_id: str
    interviewer_id: str
    confirmed: bool = True
    created_at: datetime
    state: InterviewState = InterviewState.PLANNED
    focus: tuple[str, ...] = ()
    """The ids of the two or three skills this interviewer looks at; empty for all of them."""
    questions: tuple[str, ...] = ()
    """The ids of the questions picked for this interviewer."""
    starts_at: datetime | None = None
    minutes: int = 0

    @property
    def ids(self) -> dict[str, str]:
        """The ids by which jobs name the interview, its candidate and its interviewer."""
        return {
            "team_id": self.team_id, "candidate_id": self.candidate_id,
            "interview_id": self.id, "user_id": self.interviewer_id,
        }  # fmt: skip

    @property
    def ends_at(self) -> datetime | None:
        """When the interview is over; None where it has no time."""
        return self.starts_at + timedelta(minutes=self.minutes) if self.starts_at else None


class Practice(Model):
    """How often somebody has interviewed for one role."""

    shadowed: int = 0
    """Interviews that they have only listened to."""
    held: int = 0
    """Interviews that they have held, each with a scorecard."""
    shadowed_by: int = 0
    """Those of them to which somebody else listened."""


class AnchoredSkill(Model):
    """A skill with its anchors and questions, in the words the interviewer saw."""

    id: str
    name: str
    must_have: bool
    anchors: tuple[str, ...]
    """Five texts, from below junior to beyond senior."""
    questions: tuple[str, ...]
    """The words of its core questions."""


class SkillRating(Model):
    """One interviewer's rating of one skill; None is not assessed, and counts nowhere."""

    skill_id: str
    rating: Rating | None = None
    evidence: Text = ""


class AskedQuestion(Model):
    """A question that was asked in the interview, in the words of the bank as they stood."""

    id: str
    skill_id: str
    ask: str


class CardContent(Model):
    """What an interviewer says in a scorecard, on the texts that they saw."""

    bank_version: str
    skills: tuple[AnchoredSkill, ...]
    ratings: tuple[SkillRating, ...]
    recommendation: Recommendation
    note: Text = ""
    reason: Text = ""
    """What changed its author's mind; only a second rating, sent when others' cards were open to them, has one."""
    asked: tuple[AskedQuestion, ...] = ()
    """The questions that its author ticked as asked; empty where nobody noted any."""

    def content(self) -> dict[str, Any]:
        """The content alone, by name."""
        return {name: getattr(self, name) for name in CardContent.model_fields}


class Scorecard(CardContent):
    """One interviewer's finished view of one candidate; a later revision stands beside it, not over it."""

    team_id: str
    id: str
    """Made when the form was opened: the same form sent twice is the same card."""
    interview_id: str
    candidate_id: str
    interviewer_id: str
    revision: Annotated[int, Field(ge=1)]
    target_level: Level
    after_reveal: bool = False
    """Whether others' cards had been open to its author when it was sent."""
    submitted_at: datetime

    @property
    def second_rating(self) -> bool:
        """Whether its author had sent one before, and could read the others' since; the first stays beside it."""
        return self.after_reveal and self.revision > 1

    def given_ratings(self) -> tuple[Rating, ...]:
        """The ratings that were given, without the skills that were not assessed."""
        return tuple(skill.rating for skill in self.ratings if skill.rating is not None)


class Outcome(StrEnum):
    """What was decided."""

    ADVANCE = "advance"
    HIRE = "hire"
    NO_HIRE = "no_hire"
    HOLD = "hold"
    WITHDREW = "withdrew"
    DECLINED_OFFER = "declined_our_offer"

    @property
    def is_withdrawal(self) -> bool:
        """Whether it was the candidate's choice, before an offer or after it; it counts apart from a no hire."""
        return self in (Outcome.WITHDREW, Outcome.DECLINED_OFFER)

    @property
    def words(self) -> str:
        """The outcome as it is written in a sentence."""
        return self.value.replace("_", " ")


class Decision(Model):
    """One decision: by whom, why, and who took part."""

    team_id: str
    id: str
    candidate_id: str
    actor_id: str
    outcome: Outcome
    reason: Text
    participants: tuple[str, ...] = ()
    replaces: str = ""
    """The id of the decision that it changes, once that was known to all; empty where it closed an open loop."""
    at: datetime


class FormerDecision(Decision):
    """A decision that no longer holds, and until when it did."""

    undone_at: datetime
