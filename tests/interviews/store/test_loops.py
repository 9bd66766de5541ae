"""Several loops are read at once: each as it is read alone, in the order asked for, in as few statements as one."""

import pytest

from interviews.loop import EarlyOpening
from interviews.scorecards.submit import submit
from interviews.store import Store, rows
from tests.interviews import make
from tests.interviews.people import ADA, BARBARA, GRACE, MARGARET, OTHER_TEAM, TEAM, at, person
from tests.interviews.steps import add
from tests.interviews.store.test_query_plans import queries_of

SECOND, DOROTHY = "margaret-second", "candidate-dorothy"
ALL = (SECOND, DOROTHY, MARGARET)


@pytest.fixture
def three(store: Store) -> Store:
    """Margaret with a card of Grace's and an early opening, a second round of hers, and Dorothy with two cards."""
    submit(store, person(GRACE), make.form("card-margaret", new=make.margaret(ADA)), at(0))
    store.reveals.add_early_opening(
        TEAM, MARGARET, EarlyOpening(user_id=ADA, at=at(1), missing=(ADA,))
    )
    second = make.candidate(SECOND, "Margaret Hamilton")
    add(store, second.model_copy(update={"first_id": MARGARET, "round": 2}), GRACE, BARBARA)
    add(store, make.candidate(DOROTHY, "Dorothy Vaughan"), ADA, GRACE)
    for who in (ADA, GRACE):
        form = make.form(f"card-{who}", note="Calm.").model_copy(update={"candidate_id": DOROTHY})
        submit(store, person(who), form, at(2))
    return store


@pytest.mark.parametrize("at_once", [1, 2, 500])
def test_are_each_as_it_is_read_alone_in_the_order_asked_for(
    three: Store, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(rows, "MOST_AT_ONCE", at_once)
    found = three.loops(TEAM, (SECOND, "nobody", DOROTHY, MARGARET))
    assert found == tuple(three.loop(TEAM, each) for each in ALL)
    assert [len(loop.cards) for loop in found] == [0, 2, 1]
    assert [[later.candidate_id for later in loop.later] for loop in found] == [[], [], [SECOND]]
    assert [bool(loop.early_openings) for loop in found] == [False, False, True]
    assert three.loops(OTHER_TEAM, ALL) == three.loops(TEAM, ()) == ()


def test_without_contents_say_who_sent_which_card_when(three: Store) -> None:
    empty = {"ratings": (), "skills": (), "asked": ()}
    for whole, listed in zip(
        three.loops(TEAM, ALL), three.loops(TEAM, ALL, contents=False), strict=True
    ):
        cards = tuple(card.model_copy(update=empty) for card in whole.cards)
        assert listed == whole.model_copy(update={"cards": cards})


def test_take_as_many_statements_as_one(three: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Home tab of twenty took 130."""
    queries = queries_of(three, monkeypatch)
    three.loops(TEAM, (MARGARET,), contents=False)
    of_one = len(queries)
    three.loops(TEAM, ALL, contents=False)
    assert len(queries) == 2 * of_one
