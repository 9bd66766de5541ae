"""The seal under whatever people do, in whatever order: nobody reads while a card is missing, but who is on record."""

from hypothesis import example, given
from hypothesis import strategies as st

from interviews.debriefs.debrief import rating_pair
from interviews.openings.compare import compare
from interviews.permissions import Action, may
from interviews.store import Store
from question_bank.models import Archetype
from tests.interviews.people import ADA, GRACE, RADIA
from tests.interviews.stories import BOTH_SCORE, IN_ANY_ORDER, PEOPLE, Story

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
FOR_LEADS = st.sampled_from(["plans to lead themselves", "plans a channel"])
STEPS = st.lists(
    st.tuples(DONE, WHO, WHO) | st.tuples(TO_SOMEBODY, WHO, WHO), min_size=1, max_size=14
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


A_COORDINATOR_TRIES = [
    *BOTH_SCORE, ("joins by name", RADIA, RADIA), ("confirms", RADIA, RADIA), ("plans", RADIA, RADIA),
    ("plans to lead themselves", RADIA, GRACE), ("plans a channel", RADIA, GRACE), ("opens early", RADIA, RADIA),
]  # fmt: skip


class TestSeal:
    """What holds after every step of every story."""

    @IN_ANY_ORDER
    @given(
        leads=st.sets(WHO, min_size=1, max_size=2),
        panel=st.sets(WHO, max_size=3),
        coordinators=st.sets(WHO, max_size=2),
        steps=STEPS,
    )
    @example(leads={ADA}, panel={ADA, GRACE}, coordinators={RADIA}, steps=A_SHADOW_TAKES_A_SEAT)
    @example(leads={ADA}, panel={ADA, GRACE}, coordinators={RADIA}, steps=A_SHADOW_IS_PLANNED)
    @example(leads={ADA}, panel={ADA, GRACE}, coordinators={RADIA}, steps=A_COORDINATOR_TRIES)
    def test_holds(
        self,
        quick: Store,
        role: Archetype,
        leads: set[str],
        panel: set[str],
        coordinators: set[str],
        steps: list[tuple[str, str, str]],
    ) -> None:
        story = Story(quick, role, leads, panel, coordinators)
        kept_apart: set[str] = set()
        for step in steps:
            story.happens(*step)
            there, on_record = story.loop(), story.on_record()
            kept_apart |= {card.id for card in there.shadow_cards}
            assert kept_apart.isdisjoint(card.id for card in (*there.cards, *there.earlier))
            for who, asking in PEOPLE.items():
                interview = there.interview_of(who)
                reads = story.reads(who)
                exported = story.exported(who)
                assert not exported - {who} or (reads and who in leads)
                assert reads == may(asking, Action.READ_DEBRIEF, there)
                assert reads == bool(compare(asking, [there], {}).shown)
                if reads and there.missing:
                    assert who in leads & on_record
                if reads:
                    assert who in leads or (interview is not None and interview.confirmed)
            assert on_record <= leads


class TestCoordinator:
    """Somebody who plans without leading, and tries what leads can do."""

    @IN_ANY_ORDER
    @given(
        panel=st.sets(FEW, max_size=3),
        steps=st.lists(
            SCORED
            | st.tuples(DONE | TO_SOMEBODY, WHO, WHO)
            | st.tuples(FOR_LEADS, st.just(RADIA), FEW),
            max_size=14,
        ),
    )
    @example(panel={ADA, GRACE}, steps=A_COORDINATOR_TRIES)
    def test_reads_nothing_that_the_panel_may_not_and_chooses_no_readers(
        self, quick: Store, role: Archetype, panel: set[str], steps: list[tuple[str, str, str]]
    ) -> None:
        story = Story(quick, role, {ADA}, panel, {RADIA})
        for step in steps:
            guests = story.guests()
            story.happens(*step)
            there = story.loop()
            mine = there.interview_of(RADIA)
            assert not story.reads(RADIA) or (mine and mine.confirmed and not there.missing)
            assert (there.candidate.leads, there.candidate.digest_channel) == ((ADA,), "")
            if step[1] == RADIA:  # takes off, at most
                assert not guests.difference(story.guests()) & {
                    seat.interviewer_id for seat in there.interviews
                }


class TestComparison:
    """The candidates of an opening beside each other: two rounds of somebody, and another's only one."""

    @IN_ANY_ORDER
    @given(
        panels=st.tuples(*[st.sets(FEW, max_size=3)] * 3),
        steps=st.lists(
            st.tuples(st.integers(0, 2), SCORED | st.tuples(DONE | TO_SOMEBODY, FEW, FEW)),
            max_size=14,
        ),
    )
    @example(panels=({ADA, GRACE}, {ADA}, {GRACE}), steps=[(0, step) for step in BOTH_SCORE])
    @example(
        panels=({ADA, GRACE}, {GRACE}, {GRACE}),
        steps=[
            *((0, step) for step in BOTH_SCORE),
            (1, ("scores", GRACE, GRACE)),
            (2, ("scores", GRACE, GRACE)),
        ],
    )
    def test_holds_no_round_that_is_sealed_or_that_would_sway(
        self,
        quick: Store,
        role: Archetype,
        panels: tuple[set[str], ...],
        steps: list[tuple[int, tuple[str, str, str]]],
    ) -> None:
        phone = Story(quick, role, {ADA}, panels[0], {RADIA})
        onsite = Story(quick, role, {ADA, GRACE}, panels[1], {RADIA}, after=phone)
        stories = (phone, onsite, Story(quick, role, {GRACE}, panels[2]))
        for number, step in steps:
            stories[number].happens(*step)
            loops = {story.candidate.id: story.loop() for story in stories}
            for who, asking in PEOPLE.items():
                found = compare(asking, loops.values(), {})
                shown = {candidate.id for candidate in found.shown}
                assert shown == {story.candidate.id for story in stories if story.reads(who)}
                for story in stories:
                    leads = who in story.candidate.leads
                    assert not story.exported(who) - {who} or (leads and story.reads(who))
                    if story.candidate.id in shown and who not in story.on_record():
                        assert not story.loop().missing
                        assert story is not phone or who not in onsite.loop().missing


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
        for who in (person for person in PEOPLE if authors - {person} and story.reads(person)):
            self.have_read.add(who)
            self.were_read |= authors - {who}


class TestFirstRating:
    """What somebody rated before they could read the others."""

    @IN_ANY_ORDER
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
            shown = {card.interview_id: rating_pair(there, card).first.id for card in there.cards}
            assert shown == {seat: memory.firsts[seat] for seat in shown}
            assert memory.were_read <= {card.interviewer_id for card in there.cards}
