"""All there is about one candidate, as one frozen model: who is on the panel, what they sent, who opened it."""

from datetime import datetime

from pydantic import Field

from interviews.models import Candidate, Interview, InterviewState, Model, Scorecard


class Opening(Model):
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
    since: datetime | None = None
    """When they had come onto the panel; None where that was not written down."""


class LeadChange(Model):
    """Others have led the candidate from then on."""

    at: datetime
    before: tuple[str, ...]
    """Who led until then."""


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
    openings: tuple[Opening, ...] = ()
    departures: tuple[Departure, ...] = ()
    confirmations: dict[str, datetime] = Field(default_factory=dict)
    """When a lead confirmed each of those who had joined without being named."""
    lead_changes: tuple[LeadChange, ...] = ()
    """In order."""
    shadows: tuple[Interview, ...] = ()
    """Interviews of people who only listened: they are not on the panel."""
    shadow_cards: tuple[Scorecard, ...] = ()
    """Their newest cards, which nobody else gets to see and which count nowhere."""

    def handed_over_by(self, interview: Interview) -> str:
        """Who gave this interview to whoever holds it; empty where it was planned for them."""
        return next(
            (
                one.by
                for one in self.departures
                if one.state is InterviewState.HANDED_OVER
                and one.at == interview.created_at
                and one.by != interview.interviewer_id
            ),
            "",
        )

    def interview_of(self, user_id: str) -> Interview | None:
        """This person's interview, or None where they are not on the panel."""
        return next((one for one in self.interviews if one.interviewer_id == user_id), None)

    def card_of(self, user_id: str) -> Scorecard | None:
        """This person's newest card, or None; somebody who only listened has one too."""
        every = (*self.cards, *self.shadow_cards)
        return next((card for card in every if card.interviewer_id == user_id), None)

    def shadow_of(self, user_id: str) -> Interview | None:
        """The interview that this person listened to, or None where they did not."""
        return next((one for one in self.shadows if one.interviewer_id == user_id), None)

    def leads_at(self, moment: datetime) -> tuple[str, ...]:
        """Who led the candidate then, with a change of that very moment made."""
        later = (one.before for one in self.lead_changes if one.at > moment)
        return next(later, self.candidate.leads)

    @property
    def ever_leads(self) -> frozenset[str]:
        """Everybody who leads the candidate, or is on record as having led."""
        former = (who for one in self.lead_changes for who in one.before)
        return frozenset((*self.candidate.leads, *former, *(one.user_id for one in self.openings)))

    @property
    def missing(self) -> tuple[str, ...]:
        """The people on the panel whose card is not in, in the order of the panel."""
        sent = {card.interviewer_id for card in self.cards}
        return tuple(
            one.interviewer_id for one in self.interviews if one.interviewer_id not in sent
        )

    @property
    def sealed(self) -> bool:
        """Whether ratings, votes and notes are still closed to everybody but their author."""
        return not self.cards or bool(self.missing)
