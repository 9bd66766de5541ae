"""The seal under whatever people do, in whatever order: nobody reads while a card is missing, but who is on record."""

from contextlib import suppress
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interviews.errors import InterviewError
from interviews.models import Loop
from interviews.permissions import Action, Person, may
from interviews.reading import confirm_guest, open_early, read_debrief
from interviews.store import Store
from interviews.store.audit import AuditAction
from interviews.submission import submit
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
STEPS = st.lists(
    st.tuples(DONE, WHO, WHO) | st.tuples(st.sampled_from(["invites", "confirms"]), WHO, WHO),
    min_size=1,
    max_size=14,
)

numbers = count()


class Story:
    """One candidate, and what people do about them; what is refused is refused, and the story goes on."""

    def __init__(self, store: Store, leads: set[str], panel: set[str]) -> None:
        self.store, self.number, self.minute = store, next(numbers), count(1)
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
                submit(self.store, who, form(card_id, self.one.id, seen=seen), at(minute))
            case "joins by name":
                new = margaret(name=self.name, new_id=f"{self.one.id}-{minute}")
                submit(self.store, who, form(card_id, new=new), at(minute))
            case "opens early":
                open_early(self.store, who, self.one.id, at(minute))
            case "confirms":
                confirm_guest(self.store, who, self.one.id, whom, at(minute))
            case "invites":
                self.store.candidates.invite(self.one, whom, at(minute), confirmed=True)

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

    def on_record(self) -> set[str]:
        entries = self.store.audit.of_candidate(TEAM, self.one.id)
        return {one.actor_id for one in entries if one.action is AuditAction.OPENED_EARLY}


@pytest.fixture
def quick(sqlite_store: Store) -> Store:
    """A store that does not wait for the disk: this is about who may read, not about power cuts."""
    sqlite_store._engine.execute("PRAGMA synchronous = OFF")
    return sqlite_store


class TestSeal:
    """What holds after every step of every story."""

    @settings(
        max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(leads=st.sets(WHO, min_size=1, max_size=2), panel=st.sets(WHO, max_size=3), steps=STEPS)
    def test_holds(
        self, quick: Store, leads: set[str], panel: set[str], steps: list[tuple[str, str, str]]
    ) -> None:
        story = Story(quick, leads, panel)
        for step in steps:
            story.happens(*step)
            there, on_record = story.loop(), story.on_record()
            for who, asking in PEOPLE.items():
                interview = there.interview_of(who)
                reads = story.reads(who)
                assert reads == may(asking, Action.READ_DEBRIEF, there)
                if reads and there.missing:
                    assert who in leads & on_record
                if reads:
                    assert who in leads or (interview is not None and interview.confirmed)
            assert on_record <= leads
