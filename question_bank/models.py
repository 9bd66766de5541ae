"""The models of roles, skills, questions and sample answers: strict and frozen; the TOML files must fit them."""

import hashlib
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)


class Model(BaseModel):
    """Frozen, and strict about keys: a misspelt key is a fault, never a silent default."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def text_up_to(most: int) -> object:
    """Text of one character or more, and of at most so many."""
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=most)


Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{1,58}[a-z0-9]$")]
Tag = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,58}[a-z0-9]$")]
Word = Annotated[str, text_up_to(60)]
Line = Annotated[str, text_up_to(160)]
Sentence = Annotated[str, text_up_to(300)]
Lines = tuple[Line, ...]
# A list longer than these is no advice any more; and with them each surface keeps within Slack's limits.
Advice = Annotated[Lines, Field(min_length=1, max_length=10)]
Signs = Annotated[Lines, Field(max_length=8)]
Names = Annotated[tuple[Word, ...], Field(min_length=1, max_length=12)]
CUE_WORDS = 12  # an interviewer reads a cue while somebody is speaking


def _one_short_line(cue: str) -> str:
    """The cue as it is; raises `ValueError` where it has a line break or more than `CUE_WORDS` words."""
    if len(cue.splitlines()) > 1:
        raise ValueError("has a line break; write it on one line")
    if (count := len(cue.split())) > CUE_WORDS:
        raise ValueError(f"has {count} words; at most {CUE_WORDS} fit, in one short clause")
    return cue


Cue = Annotated[str, text_up_to(120), AfterValidator(_one_short_line)]


class Level(StrEnum):
    """The level a search aims at."""

    JUNIOR = "junior"
    MID = "mid"
    SENIOR = "senior"


class Anchors(Model):
    """What each of the five points of the level ladder sounds like, as behaviour a listener can hear."""

    below_junior: Annotated[str, text_up_to(240)]
    junior: Annotated[str, text_up_to(240)]
    between: Annotated[str, text_up_to(240)]
    senior: Annotated[str, text_up_to(240)]
    beyond_senior: Annotated[str, text_up_to(240)]


class Skill(Model):
    """One thing that is scored, with its anchors."""

    id: Id
    name: Annotated[str, text_up_to(48)]
    must_have: bool
    about: Line
    anchors: Anchors


class Guide(Model):
    """What a good answer of one level sounds like. `cue` is empty in banks that have only the whole guide."""

    cue: Cue = ""
    """The one thing to listen for that tells this level from the other; up to `CUE_WORDS` words."""
    good: Sentence


class JuniorGuide(Guide):
    """What a good junior answer sounds like, and what may be missing from it."""

    fine_to_miss: Annotated[str, text_up_to(220)]


class SeniorGuide(Guide):
    """What a good senior answer sounds like, and what should come without being asked for."""

    unprompted: Annotated[str, text_up_to(220)]


class Question(Model):
    """One question: the words to say, and what to listen for. Minutes include its follow-ups."""

    id: Id
    skill: Id
    core: bool = False
    ask: Annotated[str, text_up_to(240)]
    why: Annotated[str, text_up_to(200)]
    minutes: Annotated[int, Field(ge=2, le=20)]
    deeper: Annotated[tuple[Line, ...], Field(min_length=1, max_length=2)]
    rescue: Annotated[tuple[Line, ...], Field(min_length=1, max_length=2)]
    junior: JuniorGuide
    senior: SeniorGuide
    red_flags: Annotated[Lines, Field(min_length=1, max_length=3)]
    tags: Annotated[tuple[Tag, ...], Field(min_length=1, max_length=5)]

    @model_validator(mode="after")
    def _two_or_three_follow_ups(self) -> Self:
        if len(self.deeper) + len(self.rescue) > 3:
            raise ValueError("deeper and rescue together hold two or three follow-ups, not four")
        return self


class Misleads(StrEnum):
    """What about an answer leads a rater away from its rung."""

    FLUENT_AND_HOLLOW = "fluent and hollow"
    PLAIN_AND_DEEP = "plain and deep"
    WRONG_ORDER = "right words in the wrong order"
    LONG_WINDED = "long-winded"
    NERVOUS = "nervous"
    NOTHING = "nothing"


class Answer(Model):
    """What a candidate might say to a question, for interviewers to rate, and where on the ladder it stands."""

    question: Id
    text: Annotated[str, text_up_to(1000)]
    key: Annotated[int, Field(ge=1, le=5)]
    """The rung of the level ladder: 1 below junior, 2 junior, 3 between, 4 senior, 5 beyond senior."""
    why: Annotated[str, text_up_to(400)]
    """What of the question's guides the answer has, and what it lacks."""
    misleads: Misleads
    arguable: Annotated[str, text_up_to(300)] | Literal[""] = ""
    """What speaks for another rung; empty where the guides leave no doubt."""

    @property
    def id(self) -> str:
        """The question, and eight digits of the text: with other words it is another answer."""
        return f"{self.question}-{hashlib.sha256(self.text.encode()).hexdigest()[:8]}"


class Example(Model):
    """A company whose Python people do this work, and the scale they do it at."""

    company: Word
    builds: Sentence
    figure: Sentence | None = None


class Pay(Model):
    """Pay against a plain Python backend developer, in per cent more; the baseline itself is 0 to 0."""

    low: Annotated[int, Field(ge=-50, le=200)]
    high: Annotated[int, Field(ge=-50, le=200)]

    @model_validator(mode="after")
    def _low_to_high(self) -> Self:
        if self.low > self.high:
            raise ValueError("low is above high")
        return self


class Signal(Model):
    """The real-world signal: what to ask for, and the yardstick to hold it against."""

    name: Word
    ask: Sentence
    yardstick: Sentence


class Checklist(Model):
    """What a CV tells: good signs, signs to ask about, and warnings."""

    green: Signs = ()
    yellow: Signs = ()
    red: Signs = ()


class Brief(Model):
    """For whoever writes the job description: what to say, and what to leave out."""

    say: Advice
    leave_out: Advice


class Qualification(Model):
    """What a role asks of whoever interviews for it: a plan says what is missing. 0 asks for nothing."""

    shadowed: Annotated[int, Field(ge=0, le=20)] = 0
    """Interviews of this role that somebody has only listened to."""
    shadowed_by: Annotated[int, Field(ge=0, le=20)] = 0
    """Interviews of this role that somebody has held while another listened."""
    exact: Annotated[float, Field(ge=0, le=1)] = 0
    """The share of a calibration round's answers that must have the key's rung."""
    within_one: Annotated[float, Field(ge=0, le=1)] = 0
    """The share of them that must have the key's rung or one beside it."""
    or_held: Annotated[int, Field(ge=0, le=200)] = 0
    """Interviews of this role, each with a scorecard, that stand for all the rest; 0 for no number."""

    @property
    def asks_round(self) -> bool:
        """Whether a calibration round is among what is asked."""
        return bool(self.exact or self.within_one)

    @model_validator(mode="after")
    def _asks_something(self) -> Self:
        if not (self.shadowed or self.shadowed_by or self.asks_round):
            raise ValueError("asks for nothing; give it a number, or take the table out")
        if 0 < self.within_one < self.exact:
            raise ValueError("exact is above within_one, and who meets the key is within a rung")
        return self


class Archetype(Model):
    """One kind of developer: what they build, what is scored, what is asked."""

    id: Id
    name: Annotated[str, text_up_to(48)]
    aliases: tuple[Annotated[str, text_up_to(40)], ...] = ()
    summary: Annotated[str, text_up_to(200)]
    builds: Annotated[Lines, Field(min_length=1, max_length=6)]
    uses: Names
    hired_by: Names
    pay: Pay
    must_haves: Advice
    probes: Advice
    not_screened: Advice
    signal: Signal
    brief: Brief
    cv: Checklist = Checklist()
    examples: Annotated[tuple[Example, ...], Field(max_length=4)] = ()
    shared_skills: tuple[Id, ...] = ()
    skills: Annotated[tuple[Skill, ...], Field(min_length=1)]
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]
    answers: tuple[Answer, ...] = ()
    qualification: Qualification | None = None
    """None where nothing is asked of interviewers."""

    def skill(self, skill_id: str) -> Skill | None:
        """The skill of this id, or None where this archetype does not score it."""
        return next((skill for skill in self.skills if skill.id == skill_id), None)


class Shared(Model):
    """Skills and questions that several archetypes score and ask; they stand once."""

    skills: tuple[Skill, ...]
    questions: tuple[Question, ...]


class Extension(Model):
    """A company's additions to an archetype: skills, questions (the same id replaces ours), answers, qualification."""

    extends: Annotated[str, text_up_to(48)]
    """The role's id, name or any alias."""
    without_aliases: tuple[Annotated[str, text_up_to(40)], ...] = ()
    """Aliases that the role gives up, for a role of the company's own."""
    skills: tuple[Skill, ...] = ()
    questions: tuple[Question, ...] = ()
    answers: tuple[Answer, ...] = ()
    qualification: Qualification | None = None
    """What is asked of the role's interviewers from now on; None leaves it as it is."""
