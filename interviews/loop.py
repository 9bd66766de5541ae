"""All there is about one candidate, as one frozen model: who is on the panel, what they sent, who could read it."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from interviews.models import Candidate, Interview, InterviewState, Model, Scorecard


class EarlyOpening(Model):
    """A lead opened the debrief before the last card was in."""

    user_id: str
    at: datetime
    missing: tuple[str, ...]
    """Whose cards were not in at that moment."""


class Departure(Model):
    """Somebody was taken off the panel before their card was in, so that fewer cards open the seal."""

    user_id: str
    state: InterviewState
    by: str
    at: datetime
    led: bool = False
    """Whether they led the candidate at that moment."""


class RevealCause(StrEnum):
    """What made others' cards readable for somebody."""

    ALL_IN = "all_in"
    """Every card that was waited for is in."""
    OPENED_EARLY = "opened_early"
    CONFIRMED = "confirmed"
    """A lead put the guest on the panel whose cards were all in."""
    BECAME_LEAD = "became_lead"
    EXPORTED_FOR_THEM = "exported_for_them"
    """An admin had all that is held about the candidate, to hand it to them."""


class Reveal(Model):
    """From this moment on somebody could read another's card; it stays so, though the seal may close again."""

    user_id: str
    at: datetime
    how: RevealCause


class LaterRound(Model):
    """A further round of the same person, as far as it opens or closes this one's cards."""

    candidate_id: str
    is_open: bool
    interviewers: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    """Whose card is not in."""


class Loop(Model):
    """All there is about one candidate: the panel, the cards with earlier revisions, who opened, who left."""

    candidate: Candidate
    interviews: tuple[Interview, ...] = ()
    cards: tuple[Scorecard, ...] = ()
    """The newest revision of each interviewer's card, in the order of the interviews."""
    earlier: tuple[Scorecard, ...] = ()
    """The revisions that these cards amend, lower ones first."""
    first_sent: dict[str, datetime] = Field(default_factory=dict)
    """When each interviewer's first revision came in, by interviewer."""
    early_openings: tuple[EarlyOpening, ...] = ()
    departures: tuple[Departure, ...] = ()
    reveals: tuple[Reveal, ...] = ()
    """The first moment for each person who could ever read another's card, in order."""
    shadows: tuple[Interview, ...] = ()
    """Interviews of people who only listened: they are not on the panel."""
    shadow_cards: tuple[Scorecard, ...] = ()
    """Their newest cards, which nobody else gets to see and which count nowhere."""
    later: tuple[LaterRound, ...] = ()
    """The rounds of the same person after this one, in order."""

    def giver_of(self, interview: Interview) -> str:
        """Who gave this interview to whoever holds it; empty where it was planned for them."""
        givers = (
            departure.by
            for departure in self.departures
            if departure.state is InterviewState.HANDED_OVER
            and departure.at == interview.created_at
            and departure.by != interview.interviewer_id
        )
        return next(givers, "")

    def interview_of(self, user_id: str) -> Interview | None:
        """This person's interview, or None where they are not on the panel."""
        return _interview_in(user_id, self.interviews)

    def card_of(self, user_id: str) -> Scorecard | None:
        """This person's newest card, or None; somebody who only listened has one too."""
        every = (*self.cards, *self.shadow_cards)
        return next((card for card in every if card.interviewer_id == user_id), None)

    def shadow_of(self, user_id: str) -> Interview | None:
        """The interview that this person listened to, or None where they did not."""
        return _interview_in(user_id, self.shadows)

    def lacks_card_of(self, user_id: str) -> bool:
        """Whether this person holds or listened to an interview and has sent no scorecard."""
        interview = self.interview_of(user_id) or self.shadow_of(user_id)
        return interview is not None and self.card_of(user_id) is None

    def reveal_time(self, user_id: str) -> datetime | None:
        """When others' cards first opened to this person; None before."""
        return next((reveal.at for reveal in self.reveals if reveal.user_id == user_id), None)

    def owes_later_card(self, user_id: str) -> bool:
        """Whether this person is to score a later round, and so must not be swayed by what is in this one."""
        return any(later.is_open and user_id in later.missing for later in self.later)

    def scored_later(self, user_id: str) -> bool:
        """Whether this person was on the panel of a later round of which every card is in."""
        return any(user_id in later.interviewers and not later.missing for later in self.later)

    def rates_again(self, user_id: str) -> bool:
        """Whether what this person sends next is a second rating: theirs is in, and others' have been open to them."""
        mine = next((card for card in self.cards if card.interviewer_id == user_id), None)
        return mine is not None and (mine.second_rating or self.reveal_time(user_id) is not None)

    @property
    def missing(self) -> tuple[str, ...]:
        """The people on the panel whose card is not in, in the order of the panel."""
        sent = {card.interviewer_id for card in self.cards}
        return tuple(
            interview.interviewer_id
            for interview in self.interviews
            if interview.interviewer_id not in sent
        )

    @property
    def is_sealed(self) -> bool:
        """Whether ratings, votes and notes are still closed to everybody but their author."""
        return not self.cards or bool(self.missing)

    @property
    def complete_since(self) -> datetime | None:
        """Since when no scorecard is missing: the last one came in, or whoever owed it left the panel; else None."""
        if self.is_sealed:
            return None
        panel = (self.first_sent.get(who) for who in (card.interviewer_id for card in self.cards))
        left = (departure.at for departure in self.departures)
        return max(filter(None, (*panel, *left)), default=None)


def _interview_in(user_id: str, interviews: tuple[Interview, ...]) -> Interview | None:
    return next((found for found in interviews if found.interviewer_id == user_id), None)
