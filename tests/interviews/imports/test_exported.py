"""What an export has is here again after an import, and whatever does not fit together is said."""

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given

from interviews.debriefs.debrief import debrief
from interviews.decisions import NewDecision, decide
from interviews.export.candidate import export_all
from interviews.export.formats import write_json
from interviews.imports.faults import Effect, Fault
from interviews.imports.importing import Step
from interviews.models import Outcome, Status
from interviews.scorecards.submit import submit
from interviews.store import Store, open_store
from question_bank.models import Archetype
from tests.interviews import make
from tests.interviews.imports.terms import importer
from tests.interviews.people import (
    ADA,
    BACKEND_BERLIN,
    GRACE,
    MARGARET,
    NOON,
    OTHER_TEAM,
    TEAM,
    at,
    person,
)
from tests.interviews.steps import add, the_loop
from tests.interviews.stories import IN_ANY_ORDER, Story
from tests.interviews.test_seal import (
    A_SHADOW_IS_PLANNED,
    AFTER_OPENING_EARLY,
    AS_A_GUEST_AND_AFTER,
    SHADOWED_AFTER_ALL,
    STEPS,
)


def exported(store: Store, *, with_sealed: bool = True) -> str:
    """All that a store has, as an export."""
    out = io.StringIO()
    found = export_all(store, store.candidates.list_keys(), with_sealed=with_sealed)
    openings = store.openings.all_of(TEAM)
    write_json(out, found, NOON, with_sealed=with_sealed, openings=openings)
    return out.getvalue()


def take_in(
    store: Store, role: Archetype, text: str, team: str = "", *, notify: bool = False
) -> list[Effect]:
    reader = importer(store, role, team)
    steps = [step for step in reader.check(io.StringIO(text), at(500)) if isinstance(step, Step)]
    with store.transaction():
        return [reader.take_in(step, at(500), notify=notify) for step in steps]


def faults(store: Store, role: Archetype, text: str) -> list[str]:
    found = importer(store, role).check(io.StringIO(text), at(500))
    return [str(fault) for fault in found if isinstance(fault, Fault)]


def jobs(store: Store) -> set[str]:
    return {row["kind"] for row in store._engine.query("SELECT kind FROM jobs")}


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    """Another installation, with nothing in it."""
    opened = open_store(f"sqlite:///{tmp_path / 'other.db'}", lambda: NOON)
    opened.migrate()
    opened._engine.execute("PRAGMA synchronous = OFF")
    yield opened
    opened.close()


@pytest.fixture
def written(store: Store) -> str:
    """An export of Margaret in an opening, with a second rating, a decision and one before it, and her next round."""
    store.openings.add(make.opening())
    candidate = make.candidate().model_copy(
        update={"opening_id": BACKEND_BERLIN, "remote_id": "4711"}
    )
    add(store, candidate, ADA, GRACE)
    submit(store, person(ADA), make.form("card-ada", note="Calm."), at(1))
    submit(store, person(GRACE), make.form("card-grace"), at(2))
    submit(store, person(ADA), make.form("card-ada-2", seen=1, reason="Grace's evidence."), at(3))
    hold = NewDecision(id="hold", candidate_id=MARGARET, outcome=Outcome.HOLD, reason="Wait.")
    decide(store, person(ADA), hold, at(10))
    advance = hold.model_copy(
        update={"id": "advance", "outcome": Outcome.ADVANCE, "replaces": "hold"}
    )
    decide(store, person(ADA), advance, at(30))
    onsite = {"id": "onsite", "round": 2, "stage": "Onsite", "first_id": MARGARET}
    add(store, candidate.model_copy(update=onsite), GRACE, minutes=60)
    return exported(store)


class TestRoundTrip:
    @IN_ANY_ORDER
    @given(steps=STEPS)
    @example(steps=AFTER_OPENING_EARLY)
    @example(steps=AS_A_GUEST_AND_AFTER)
    @example(steps=SHADOWED_AFTER_ALL)
    @example(steps=A_SHADOW_IS_PLANNED)
    def test_gives_the_same_loop_whatever_people_did(
        self, quick: Store, role: Archetype, empty: Store, steps: list[tuple[str, str, str]]
    ) -> None:
        story = Story(quick, role, {ADA}, {ADA, GRACE})
        for step in steps:
            story.happens(*step)
        take_in(empty, role, exported(quick))
        there = empty.loop(TEAM, story.candidate.id)
        assert there == story.loop()
        assert debrief(there) == debrief(story.loop())

    def test_is_the_same_export_again(self, written: str, empty: Store, role: Archetype) -> None:
        """Rounds, opening, ids of other systems, decisions with those before them: nothing is lost on the way."""
        assert take_in(empty, role, written) == [Effect.ADDED] * 3
        assert exported(empty) == written

    def test_keeps_which_questions_were_asked(
        self, written: str, empty: Store, role: Archetype
    ) -> None:
        take_in(empty, role, written)
        there = empty.loop(TEAM, MARGARET)
        assert there
        assert {card.asked for card in there.cards} == {(make.ASKED,)}

    def test_twice_is_once(self, written: str, empty: Store, role: Archetype) -> None:
        take_in(empty, role, written)
        assert take_in(empty, role, written) == [Effect.KEPT] * 3
        assert exported(empty) == written

    def test_goes_on_where_it_was_broken_off(
        self, written: str, empty: Store, role: Archetype
    ) -> None:
        with empty.transaction():
            step = next(importer(empty, role).check(io.StringIO(written), at(500)))
            assert isinstance(step, Step)
            importer(empty, role).take_in(step, at(500), notify=False)
        assert take_in(empty, role, written) == [Effect.KEPT, Effect.ADDED, Effect.ADDED]
        assert exported(empty) == written

    def test_is_for_another_team_where_that_is_asked_for(
        self, written: str, empty: Store, role: Archetype
    ) -> None:
        take_in(empty, role, written, OTHER_TEAM)
        assert empty.candidates.list_teams() == empty.openings.list_teams() == (OTHER_TEAM,)
        there = empty.loop(OTHER_TEAM, MARGARET)
        assert there is not None
        assert {card.team_id for card in there.cards} == {OTHER_TEAM}

    def test_adds_nobody_who_was_erased(self, store: Store, written: str, role: Archetype) -> None:
        for candidate_id in ("onsite", MARGARET):
            store.candidates.erase(TEAM, candidate_id, ADA, at(90))
        assert take_in(store, role, written) == [Effect.KEPT] * 3
        assert store.loop(TEAM, MARGARET) is None

    def test_holds_what_could_still_be_undone(
        self, store: Store, empty: Store, role: Archetype
    ) -> None:
        add(store, make.candidate(), ADA)
        hire = NewDecision(id="hire", candidate_id=MARGARET, outcome=Outcome.HIRE, reason="Yes.")
        decide(store, person(ADA), hire, at(10))
        take_in(empty, role, exported(store))
        assert the_loop(empty).candidate.status is Status.DECIDED


class TestMessages:
    def test_are_none_unless_asked_for(self, written: str, empty: Store, role: Archetype) -> None:
        empty.homes.remember(TEAM, GRACE)
        take_in(empty, role, written)
        assert jobs(empty) == {"home"}

    def test_go_to_open_panels_where_they_are(
        self, written: str, empty: Store, role: Archetype
    ) -> None:
        take_in(empty, role, written, notify=True)
        assert {"interview", "remind"} <= jobs(empty)


Change = Callable[[dict[str, Any]], object]


def first(**values: object) -> Change:
    return lambda data: data["candidates"][0].update(values)


def card(**values: object) -> Change:
    """A change of the first card, which is Ada's."""
    return lambda data: data["candidates"][0]["scorecards"][0].update(values)


def content(**values: object) -> Change:
    return lambda data: data["candidates"][0]["scorecards"][0]["content"].update(values)


class TestFaults:
    @pytest.mark.parametrize(
        ("change", "fault"),
        [
            (lambda data: data.update(version=99), "(version): A newer release has written this"),
            (lambda data: data.update(colour="red"), "(colour): is not known here."),
            (lambda data: data["openings"][0].update(title=""), "(title): is empty."),
            (first(colour="red"), "(colour): is not known here. A newer release"),
            (first(name=""), "(name): is empty."),
            (first(name=" "), "(name): holds nothing that can be seen."),
            (first(name="x" * 121), "(name): is too long: 120 characters fit."),
            (first(target_level="expert"), "(target_level): must be"),
            (first(leads=["Ada"]), "(leads): 'Ada' is no Slack user id"),
            (first(decision=None), "(decision): does not go with the status"),
            (first(first_id="nobody"), "(first_id): is the id of nobody"),
            (
                card(content=None),
                "(content): was sealed, and so left out. Only an export with --sealed",
            ),
            (
                card(application_id="other"),
                "(scorecards): One of them belongs to another candidate.",
            ),
            (card(id="card-ada-2"), "(id): The id card-ada-2 stands in this file twice."),
            (card(revision=2), "(revision): stands twice for one interview."),
            (
                first(opening_id="nobody's"),
                "(opening_id): is that of an opening which is neither here",
            ),
            (first(round=2**40), "(round): is too large a number."),
            (content(notes="a\0b"), "(notes): holds the character U+0000, which is no text"),
            (content(notes="a\ud800b"), "(notes): holds the character U+D800"),
            (content(texts=7), "(texts): is the number of no texts"),
            (content(notes="x" * 3001), "(notes): is too long: 3000 characters fit."),
        ],
    )
    def test_are_said_with_their_place(
        self, written: str, empty: Store, role: Archetype, change: Change, fault: str
    ) -> None:
        data = json.loads(written)
        change(data)
        found = faults(empty, role, json.dumps(data, indent=1))
        assert len(found) == 1, found
        assert found[0].startswith("line ")
        assert fault in found[0]

    def test_of_every_candidate_are_all_said(
        self, written: str, empty: Store, role: Archetype
    ) -> None:
        data = json.loads(written)
        for candidate in data["candidates"]:
            candidate.update(name=" ", leads=["Ada"])
        assert len(faults(empty, role, json.dumps(data))) == 4

    def test_include_an_id_that_somebody_else_has_here(
        self, written: str, empty: Store, role: Archetype
    ) -> None:
        add(empty, make.candidate("dorothy", "Dorothy Vaughan"), ADA)
        submit(empty, person(ADA), make.form("card-ada", "dorothy"), at(1))
        [fault] = faults(empty, role, written)
        assert "(scorecards): The id card-ada is that of another candidate's here." in fault
