"""Stories of one candidate, in whatever order people do things, for tests of what must hold all the time."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from itertools import count
from typing import Any

from hypothesis import HealthCheck, settings

from interviews.candidates.queries import confirm_guest, loop_for, open_early
from interviews.errors import InterviewError
from interviews.export.candidate import export_for
from interviews.loop import Loop
from interviews.models import Scorecard
from interviews.panels.change import Plan, Seat, plan
from interviews.panels.leavers import hand_to_leads
from interviews.panels.seats import cancel_interview, hand_over, record_shadow
from interviews.permissions import Action, Person
from interviews.scorecards.submit import submit
from interviews.store import Store
from interviews.store.candidates import CandidateKey
from question_bank.models import Archetype
from tests.interviews import make
from tests.interviews.people import ADA, BARBARA, GRACE, KATHERINE, RADIA, TEAM, at, person
from tests.interviews.steps import add

BOTH_SCORE = [("scores", ADA, ADA), ("scores", GRACE, GRACE)]
IN_ANY_ORDER = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
"""How many stories are told; each has a candidate of its own in the one store."""
PEOPLE = {
    who: person(who, admin=who == KATHERINE) for who in (ADA, GRACE, BARBARA, RADIA, KATHERINE)
}

numbers = count()


class Story:
    """One candidate, and what people do about them; what is refused is refused, and the story goes on."""

    def __init__(
        self,
        store: Store,
        role: Archetype,
        leads: set[str],
        panel: set[str],
        coordinators: Iterable[str] = (),
        after: "Story | None" = None,
    ) -> None:
        """The candidate is in the round that follows the one of `after`, where that is given."""
        self.store, self.role = store, role
        self.number, self.minute = next(numbers), count(1)
        self.name = f"Margaret {self.number}"
        self.candidate = make.candidate(
            f"candidate-{self.number}", self.name, leads=tuple(sorted(leads)),
            coordinators=tuple(sorted(coordinators)),
        )  # fmt: skip
        if after:
            follows = {"first_id": after.candidate.id, "round": 2}
            self.candidate = self.candidate.model_copy(update=follows)
        add(store, self.candidate, *sorted(panel))

    def happens(self, done: str, who: str, whom: str) -> None:
        with suppress(InterviewError):
            self._does(done, PEOPLE[who], whom)

    def _does(self, done: str, who: Person, whom: str) -> None:
        minute = next(self.minute)
        card_id = f"card-{self.number}-{minute}"
        match done:
            case "scores":
                submit(self.store, who, make.form(card_id, self.candidate.id), at(minute))
            case "amends":
                newest = self.loop().card_of(who.user_id)
                seen = newest.revision if newest else 0
                sent = make.form(card_id, self.candidate.id, seen=seen, reason="Swayed.")
                submit(self.store, who, sent, at(minute))
            case "joins by name":
                new = make.margaret(name=self.name, new_id=f"{self.candidate.id}-{minute}")
                submit(self.store, who, make.form(card_id, new=new), at(minute))
            case "opens early":
                open_early(self.store, who, self.candidate.id, at(minute))
            case "confirms":
                confirm_guest(self.store, who, self.candidate.id, whom, at(minute))
            case _:
                self._changes(done, who, whom, at(minute))

    def _changes(self, done: str, who: Person, whom: str, now: datetime) -> None:
        match done:
            case "invites":
                self.store.interviews.invite(self.candidate, whom, now, confirmed=True)
            case "says it did not happen":
                cancel_interview(self.store, who, self.seat(whom), now)
            case "hands over to":
                hand_over(self.store, who, self.seat(who.user_id), whom, now)
            case "says they shadowed":
                record_shadow(self.store, who, self.seat(whom), now)
            case "plans":
                self.plans(who, whom, now)
            case "plans to lead themselves":
                self.plans(who, whom, now, leads=(who.user_id,))
            case "plans a channel":
                self.plans(who, whom, now, digest_channel="G0OWN")
            case "gives or takes the lead of":
                leads = tuple(sorted(set(self.loop().candidate.leads) ^ {whom}))
                hand_to_leads(self.store, who, self.candidate.id, leads, now)

    def plans(self, who: Person, whom: str, now: datetime, **other: Any) -> None:
        """Somebody puts somebody on the panel, or takes them off; `other` details stand in place of those there are."""
        standing = {
            interview.interviewer_id for interview in self.loop().interviews if interview.confirmed
        }
        seats = tuple(
            Seat(interviewer_id=user_id, focus=("be-sql", "be-testing"), minutes=0)
            for user_id in sorted(standing ^ {whom})
        )
        details = self.loop().candidate.details() | other
        sent = Plan(candidate_id=self.candidate.id, seats=seats, **details)
        plan(self.store, who, sent, self.role, now)

    def seat(self, who: str) -> str:
        """The id of this person's interview; of nobody's where they are not on the panel."""
        interview = self.loop().interview_of(who)
        return interview.id if interview else "none"

    def loop(self) -> Loop:
        found = self.store.loop(TEAM, self.candidate.id)
        assert found is not None
        return found

    def reads(self, who: str) -> bool:
        """Whether this person gets the debrief, in fact and not by the table alone."""
        try:
            loop_for(self.store, PEOPLE[who], self.candidate.id, Action.READ_DEBRIEF)
        except InterviewError:
            return False
        return True

    def exported(self, who: str) -> set[str]:
        """Whose words are in what this person can export."""
        key = CandidateKey(TEAM, self.candidate.id)
        return {
            card.interviewer_id
            for found in export_for(self.store, PEOPLE[who], [key])
            for card in found.scorecards
            if card.content
        }

    def guests(self) -> set[str]:
        """Who has scored unasked, and is not confirmed."""
        return {held.interviewer_id for held in self.loop().interviews if not held.confirmed}

    def revisions(self) -> tuple[Scorecard, ...]:
        return self.store.scorecards.of_candidate(TEAM, self.candidate.id)

    def on_record(self) -> set[str]:
        return {opening.user_id for opening in self.loop().early_openings}
