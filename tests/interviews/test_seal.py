"""The seal under whatever people do, in whatever order: nobody reads while a card is missing, but who is on record."""

from contextlib import suppress
from datetime import datetime
from itertools import count

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from interviews.candidates.queries import confirm_guest, open_early, read_debrief
from interviews.debriefs.visibility import rated
from interviews.errors import InterviewError
from interviews.loop import Loop
from interviews.models import Scorecard
from interviews.panels.change import Plan, Seat, plan
from interviews.panels.seats import did_not_happen, hand_over, shadowed
from interviews.permissions import Action, Person, may
from interviews.scorecards.submit import submit
from interviews.store import Store
from interviews.store.audit import AuditAction
from question_bank.bank import Bank
from question_bank.models import Archetype
from tests.interviews.people import (
    ADA,
    BARBARA,
    GRACE,
    KATHERINE,
    RADIA,
    TEAM,
    at,
    candidate,
    form,
    margaret,
    person,
)

PEOPLE = {
    who: person(who, admin=who == KATHERINE) for who in (ADA, GRACE, BARBARA, RADIA, KATHERINE)
}
WHO = st.sampled_from(sorted(PEOPLE))
DONE = st.sampled_from(["scores", "amends", "joins by name", "opens early"])
TO_SOMEBODY = st.sampled_from(
    [
        "invites",
        "confirms",
        "says it did not happen",
        "hands over to",
        "says they shadowed",
        "plans",
    ]
)
STEPS = st.lists(
    st.tuples(DONE, WHO, WHO) | st.tuples(TO_SOMEBODY, WHO, WHO),
    min_size=1,
    max_size=14,
)

# Few people and much scoring, so that most stories come to a reveal, and some to one that is undone.
FEW = st.sampled_from([ADA, GRACE, RADIA])
SCORED = st.tuples(st.sampled_from(["scores", "amends"]), FEW, FEW)
SCORING = st.lists(
    SCORED
    | SCORED
    | st.tuples(st.sampled_from(["joins by name", "opens early"]) | TO_SOMEBODY, FEW, FEW),
    min_size=4,
    max_size=16,
)

BOTH_SCORE = [("scores", ADA, ADA), ("scores", GRACE, GRACE)]
AFTER_OPENING_EARLY = [*BOTH_SCORE, ("opens early", ADA, ADA), ("amends", ADA, ADA)]
AS_A_GUEST_AND_AFTER = [
    ("scores", ADA, ADA), ("joins by name", RADIA, RADIA), ("amends", RADIA, RADIA),
    ("confirms", ADA, RADIA), ("amends", RADIA, RADIA),
]  # fmt: skip
SEALED_AGAIN = [
    *BOTH_SCORE, ("says it did not happen", RADIA, RADIA), ("invites", ADA, RADIA), ("amends", ADA, ADA),
]  # fmt: skip
SHADOWED_AFTER_ALL = [
    *BOTH_SCORE, ("invites", ADA, RADIA), ("says they shadowed", GRACE, GRACE),
]  # fmt: skip

A_SHADOW_TAKES_A_SEAT = [
    ("says they shadowed", GRACE, GRACE), ("scores", GRACE, GRACE), ("hands over to", ADA, GRACE),
    ("scores", GRACE, GRACE), ("amends", GRACE, GRACE),
]  # fmt: skip
A_SHADOW_IS_PLANNED = [
    ("says they shadowed", GRACE, GRACE), ("scores", GRACE, GRACE), ("scores", ADA, ADA),
    ("plans", ADA, GRACE), ("scores", GRACE, GRACE),
]  # fmt: skip

numbers = count()


class Story:
    """One candidate, and what people do about them; what is refused is refused, and the story goes on."""

    def __init__(self, store: Store, role: Archetype, leads: set[str], panel: set[str]) -> None:
        self.store, self.role = store, role
        self.number, self.minute = next(numbers), count(1)
        self.name = f"Margaret {self.number}"
        self.one = candidate(f"candidate-{self.number}", self.name, leads=tuple(sorted(leads)))
        store.candidates.add(self.one)
        for who in sorted(panel):
            store.candidates.invite(self.one, who, at(0), confirmed=True)

    def happens(self, done: str, who: str, whom: str) -> None:
        with suppress(InterviewError):
            self._does(done, PEOPLE[who], whom)

    def _does(self, done: str, who: Person, whom: str) -> None:
        minute = next(self.minute)
        card_id = f"card-{self.number}-{minute}"
        match done:
            case "scores":
                submit(self.store, who, form(card_id, self.one.id), at(minute))
            case "amends":
                newest = self.loop().card_of(who.user_id)
                seen = newest.revision if newest else 0
                sent = form(card_id, self.one.id, seen=seen, reason="Swayed.")
                submit(self.store, who, sent, at(minute))
            case "joins by name":
                new = margaret(name=self.name, new_id=f"{self.one.id}-{minute}")
                submit(self.store, who, form(card_id, new=new), at(minute))
            case "opens early":
                open_early(self.store, who, self.one.id, at(minute))
            case "confirms":
                confirm_guest(self.store, who, self.one.id, whom, at(minute))
            case _:
                self._changes(done, who, whom, at(minute))

    def _changes(self, done: str, who: Person, whom: str, now: datetime) -> None:
        match done:
            case "invites":
                self.store.candidates.invite(self.one, whom, now, confirmed=True)
            case "says it did not happen":
                did_not_happen(self.store, who, self.seat(whom), now)
            case "hands over to":
                hand_over(self.store, who, self.seat(who.user_id), whom, now)
            case "says they shadowed":
                shadowed(self.store, who, self.seat(whom), now)
            case "plans":
                self.plans(who, whom, now)

    def plans(self, who: Person, whom: str, now: datetime) -> None:
        """A lead puts somebody on the panel, or takes them off."""
        standing = {one.interviewer_id for one in self.loop().interviews if one.confirmed}
        seats = tuple(
            Seat(interviewer_id=one, focus=("be-sql", "be-testing"), minutes=0)
            for one in sorted(standing ^ {whom})
        )
        sent = Plan(candidate_id=self.one.id, leads=self.one.leads, seats=seats)
        plan(self.store, who, sent, self.role, now)

    def seat(self, who: str) -> str:
        """The id of this person's interview; of nobody's where they are not on the panel."""
        interview = self.loop().interview_of(who)
        return interview.id if interview else "none"

    def loop(self) -> Loop:
        found = self.store.loop(TEAM, self.one.id)
        assert found is not None
        return found

    def reads(self, who: str) -> bool:
        """Whether this person gets the debrief, in fact and not by the table alone."""
        try:
            read_debrief(self.store, PEOPLE[who], self.one.id)
        except InterviewError:
            return False
        return True

    def revisions(self) -> tuple[Scorecard, ...]:
        return self.store.scorecards.of_candidate(TEAM, self.one.id)

    def on_record(self) -> set[str]:
        entries = self.store.audit.of_candidate(TEAM, self.one.id)
        return {one.actor_id for one in entries if one.action is AuditAction.OPENED_EARLY}


@pytest.fixture
def quick(sqlite_store: Store) -> Store:
    """A store that does not wait for the disk: this is about who may read, not about power cuts."""
    sqlite_store._engine.execute("PRAGMA synchronous = OFF")
    return sqlite_store


@pytest.fixture
def role(bank: Bank) -> Archetype:
    found = bank.archetype("backend-developer")
    assert found
    return found


class TestSeal:
    """What holds after every step of every story."""

    @settings(
        max_examples=60,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(leads=st.sets(WHO, min_size=1, max_size=2), panel=st.sets(WHO, max_size=3), steps=STEPS)
    @example(leads={ADA}, panel={ADA, GRACE}, steps=A_SHADOW_TAKES_A_SEAT)
    @example(leads={ADA}, panel={ADA, GRACE}, steps=A_SHADOW_IS_PLANNED)
    def test_holds(
        self,
        quick: Store,
        role: Archetype,
        leads: set[str],
        panel: set[str],
        steps: list[tuple[str, str, str]],
    ) -> None:
        story = Story(quick, role, leads, panel)
        kept_apart: set[str] = set()
        for step in steps:
            story.happens(*step)
            there, on_record = story.loop(), story.on_record()
            kept_apart |= {card.id for card in there.shadow_cards}
            assert kept_apart.isdisjoint(card.id for card in (*there.cards, *there.earlier))
            for who, asking in PEOPLE.items():
                interview = there.interview_of(who)
                reads = story.reads(who)
                assert reads == may(asking, Action.READ_DEBRIEF, there)
                if reads and there.missing:
                    assert who in leads & on_record
                if reads:
                    assert who in leads or (interview is not None and interview.confirmed)
            assert on_record <= leads


class Memory:
    """Who has read another's card up to now, and the rating each had last sent before that."""

    def __init__(self) -> None:
        self.have_read: set[str] = set()
        self.were_read: set[str] = set()
        self.firsts: dict[str, str] = {}
        self._seen: set[str] = set()

    def of(self, story: Story) -> None:
        """By seat: what has just been sent was sent by somebody who had read, or had not; then some can read more."""
        for card in story.revisions():
            if card.id not in self._seen and card.interviewer_id not in self.have_read:
                self.firsts[card.interview_id] = card.id
            self.firsts.setdefault(card.interview_id, card.id)
            self._seen.add(card.id)
        authors = {card.interviewer_id for card in story.loop().cards}
        for who in (one for one in PEOPLE if authors - {one} and story.reads(one)):
            self.have_read.add(who)
            self.were_read |= authors - {who}


class TestFirstRating:
    """What somebody rated before they could read the others."""

    @settings(
        max_examples=60,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(panel=st.sets(FEW, min_size=1), steps=SCORING)
    @example(panel={ADA, GRACE, RADIA}, steps=AFTER_OPENING_EARLY)
    @example(panel={ADA}, steps=AS_A_GUEST_AND_AFTER)
    @example(panel={ADA, GRACE, RADIA}, steps=SEALED_AGAIN)
    @example(panel={ADA, GRACE}, steps=SHADOWED_AFTER_ALL)
    def test_is_neither_lost_nor_changed_in_the_debrief(
        self, quick: Store, role: Archetype, panel: set[str], steps: list[tuple[str, str, str]]
    ) -> None:
        story, memory = Story(quick, role, {ADA}, panel), Memory()
        for step in steps:
            story.happens(*step)
            memory.of(story)
            there = story.loop()
            shown = {one.interview_id: rated(there, one).first.id for one in there.cards}
            assert shown == {seat: memory.firsts[seat] for seat in shown}
            assert memory.were_read <= {one.interviewer_id for one in there.cards}
