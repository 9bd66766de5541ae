"""Who could read whose cards since when is stored at the moment it becomes true, whatever made it true."""

import json
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from interviews.candidates.queries import confirm_guest, open_early
from interviews.debriefs.reveals import readers
from interviews.loop import Reveal, RevealCause
from interviews.panels.leavers import hand_to_leads
from interviews.panels.seats import cancel_interview
from interviews.scorecards.submit import submit
from interviews.store import Store
from interviews.store.migrations.s015_reveals import fill
from interviews.store.values import read_time, stored_time
from question_bank.models import Archetype
from tests.interviews import make
from tests.interviews.people import (
    ADA,
    BARBARA,
    GRACE,
    KATHERINE,
    MARGARET,
    RADIA,
    TEAM,
    at,
    person,
)
from tests.interviews.steps import the_loop
from tests.interviews.stories import BOTH_SCORE, IN_ANY_ORDER, Story

WHO = st.sampled_from([ADA, GRACE, RADIA, KATHERINE])
SCORING = st.sampled_from(["scores", "amends"])
OTHERS = st.sampled_from(
    [
        "joins by name",
        "opens early",
        "invites",
        "confirms",
        "says it did not happen",
        "hands over to",
        "says they shadowed",
        "plans",
        "gives or takes the lead of",
    ]
)
STEP = st.tuples(SCORING, WHO, WHO)
STEPS = st.lists(STEP | STEP | st.tuples(OTHERS, WHO, WHO), min_size=3, max_size=14)

OPENED_EARLY = [*BOTH_SCORE, ("opens early", ADA, ADA), ("amends", ADA, ADA)]
FORMER_LEAD = [
    *BOTH_SCORE, ("gives or takes the lead of", KATHERINE, RADIA),
    ("opens early", RADIA, RADIA), ("gives or takes the lead of", KATHERINE, RADIA),
    ("scores", RADIA, RADIA), ("amends", RADIA, RADIA),
]  # fmt: skip
CONFIRMED_LATE = [
    ("scores", ADA, ADA), ("scores", GRACE, GRACE), ("joins by name", RADIA, RADIA),
    ("amends", RADIA, RADIA), ("confirms", ADA, RADIA), ("amends", RADIA, RADIA),
]  # fmt: skip
OFF_AND_BACK = [
    ("scores", ADA, ADA), ("plans", ADA, GRACE), ("plans", ADA, GRACE), ("amends", ADA, ADA),
    ("scores", GRACE, GRACE), ("amends", ADA, ADA),
]  # fmt: skip
SHADOWED = [
    ("scores", GRACE, GRACE), ("says they shadowed", GRACE, GRACE), ("amends", GRACE, GRACE),
    ("hands over to", ADA, GRACE), ("scores", GRACE, GRACE),
]  # fmt: skip
HANDED_OVER = [
    ("scores", ADA, ADA), ("hands over to", GRACE, KATHERINE), ("scores", KATHERINE, KATHERINE),
    ("amends", ADA, ADA),
]  # fmt: skip
SEALED_AGAIN = [
    *BOTH_SCORE, ("plans", ADA, RADIA), ("amends", ADA, ADA), ("scores", RADIA, RADIA),
    ("amends", GRACE, GRACE),
]  # fmt: skip
A_LEAD_WITH_ONE_CARD = [
    ("scores", ADA, ADA), ("opens early", ADA, ADA), ("scores", GRACE, GRACE), ("amends", ADA, ADA),
]  # fmt: skip


def written_as_before(store: Store, candidate_id: str) -> None:
    """The candidate's history as releases before the reveals kept it: in the log alone, as texts in an order."""
    which = {"team_id": TEAM, "id": candidate_id}
    for table in ("reveals", "openings", "departures"):
        store._engine.execute(
            f"DELETE FROM {table} WHERE team_id = :team_id AND candidate_id = :id",  # noqa: S608
            which,
        )
    store._engine.execute(
        "UPDATE scorecards SET after_reveal = 0 WHERE team_id = :team_id AND candidate_id = :id",
        which,
    )
    store._engine.execute(
        "CREATE TABLE audit (team_id TEXT, id INTEGER, at TEXT, actor_id TEXT, action TEXT,"
        " candidate_id TEXT, detail TEXT)"
    )
    for number, entry in enumerate(store.audit.of_candidate(TEAM, candidate_id)):
        fields = entry.model_dump(mode="json") | {"id": number, "at": stored_time(entry.at)}
        if entry.action not in WORKED_OUT:
            continue
        columns = ("team_id", "id", "at", "actor_id", "action", "candidate_id")
        store._engine.execute(
            "INSERT INTO audit VALUES (:team_id, :id, :at, :actor_id, :action, :candidate_id, :detail)",
            {name: fields[name] for name in columns} | {"detail": json.dumps(_texts(fields))},
        )


WORKED_OUT = ("opened_early", "confirmed_guest", "changed_leads", "changed_panel")
"""The kinds of entries that the working out looked at."""


def _texts(fields: dict[str, Any]) -> list[str]:
    match fields["action"]:
        case "opened_early":
            return list(fields["missing"])
        case "confirmed_guest":
            return [fields["guest_id"]]
        case "changed_leads":
            return [*fields["leads"], "before", *fields["former"], str(fields["id"])]
        case _:
            since = stored_time(read_time(fields["since"]))
            return [fields["user_id"], fields["state"], fields["at"], since]


class TestReveals:
    """What holds after every step of every story."""

    @IN_ANY_ORDER
    @given(panel=st.sets(WHO, min_size=1), steps=STEPS)
    @example(panel={ADA, GRACE, RADIA}, steps=OPENED_EARLY)
    @example(panel={ADA, GRACE}, steps=CONFIRMED_LATE)
    @example(panel={ADA, GRACE}, steps=SEALED_AGAIN)
    def test_are_whoever_reads_from_the_moment_they_can(
        self, quick: Store, role: Archetype, panel: set[str], steps: list[tuple[str, str, str]]
    ) -> None:
        story = Story(quick, role, {ADA}, panel)
        before: tuple[Reveal, ...] = ()
        for step in steps:
            story.happens(*step)
            there = story.loop()
            new = {reveal.user_id for reveal in there.reveals} - {old.user_id for old in before}
            assert set(before) <= set(there.reveals)
            assert new <= set(readers(there)) <= {reveal.user_id for reveal in there.reveals}
            before = there.reveals

    @IN_ANY_ORDER
    @given(panel=st.sets(WHO, min_size=1), steps=STEPS)
    @example(panel={ADA, GRACE, RADIA}, steps=OPENED_EARLY)
    @example(panel={ADA, GRACE, KATHERINE}, steps=FORMER_LEAD)
    @example(panel={ADA, GRACE}, steps=CONFIRMED_LATE)
    @example(panel={ADA, GRACE}, steps=OFF_AND_BACK)
    @example(panel={ADA, GRACE}, steps=SHADOWED)
    @example(panel={ADA, GRACE}, steps=HANDED_OVER)
    @example(panel={ADA, GRACE}, steps=SEALED_AGAIN)
    @example(panel={ADA, GRACE, RADIA}, steps=A_LEAD_WITH_ONE_CARD)
    def test_are_what_was_worked_out_from_the_log_before(
        self, quick: Store, role: Archetype, panel: set[str], steps: list[tuple[str, str, str]]
    ) -> None:
        """Held against the working out that the migration keeps, for each person and each card."""
        story = Story(quick, role, {ADA}, panel)
        for done, who, whom in steps:
            seat = story.loop().interview_of(whom)
            if done == "plans" and seat and not seat.confirmed:
                continue  # the log did not say that a plan confirmed a guest
            story.happens(done, who, whom)
        stored, cards = story.loop(), story.revisions()
        written_as_before(quick, story.candidate.id)
        fill(quick._engine)
        quick._engine.execute("DROP TABLE audit")
        worked_out = story.loop()
        assert worked_out.reveals == stored.reveals
        assert worked_out.early_openings == stored.early_openings
        assert worked_out.departures == stored.departures
        seats = {held.id for held in stored.interviews}
        assert [card for card in story.revisions() if card.interview_id in seats] == [
            card for card in cards if card.interview_id in seats
        ]


class TestCause:
    """What opened the others' cards to somebody."""

    def with_two_cards(self, store: Store, *waiting: str) -> Store:
        """Ada leads and has scored, and so has Grace; others are waited for."""
        submit(store, person(ADA), make.form("card-ada", new=make.margaret(GRACE, *waiting)), at(1))
        submit(store, person(GRACE), make.form("card-grace"), at(2))
        return store

    def causes(self, store: Store) -> dict[str, RevealCause]:
        return {reveal.user_id: reveal.how for reveal in the_loop(store).reveals}

    def test_is_the_last_card(self, sqlite_store: Store) -> None:
        self.with_two_cards(sqlite_store)
        assert the_loop(sqlite_store).reveals == (
            Reveal(user_id=ADA, at=at(2), how=RevealCause.ALL_IN),
            Reveal(user_id=GRACE, at=at(2), how=RevealCause.ALL_IN),
        )

    def test_is_nothing_while_a_card_is_missing(self, sqlite_store: Store) -> None:
        assert self.causes(self.with_two_cards(sqlite_store, BARBARA)) == {}

    def test_is_opening_early(self, sqlite_store: Store) -> None:
        self.with_two_cards(sqlite_store, BARBARA)
        open_early(sqlite_store, person(ADA), MARGARET, at(3))
        assert self.causes(sqlite_store) == {ADA: RevealCause.OPENED_EARLY}

    def test_is_nobody_else_to_wait_for(self, sqlite_store: Store) -> None:
        self.with_two_cards(sqlite_store, BARBARA)
        seat = the_loop(sqlite_store).interview_of(BARBARA)
        assert seat
        cancel_interview(sqlite_store, person(BARBARA), seat.id, at(3))
        assert self.causes(sqlite_store) == dict.fromkeys((ADA, GRACE), RevealCause.ALL_IN)

    def test_is_a_leads_yes_to_a_guest(self, sqlite_store: Store) -> None:
        self.with_two_cards(sqlite_store)
        submit(
            sqlite_store,
            person(RADIA),
            make.form("card-radia", new=make.margaret(new_id="x")),
            at(3),
        )
        assert RADIA not in self.causes(sqlite_store)
        confirm_guest(sqlite_store, person(ADA), MARGARET, RADIA, at(4))
        assert self.causes(sqlite_store)[RADIA] is RevealCause.CONFIRMED

    def test_is_becoming_a_lead(self, sqlite_store: Store) -> None:
        self.with_two_cards(sqlite_store)
        hand_to_leads(sqlite_store, person(ADA), MARGARET, (ADA, RADIA), at(5))
        assert self.causes(sqlite_store)[RADIA] is RevealCause.BECAME_LEAD

    def test_stays_when_the_seal_closes_again(self, sqlite_store: Store) -> None:
        self.with_two_cards(sqlite_store)
        before = the_loop(sqlite_store).reveals
        sqlite_store.interviews.invite(make.candidate(), BARBARA, at(6), confirmed=True)
        assert the_loop(sqlite_store).is_sealed
        assert the_loop(sqlite_store).reveals == before
