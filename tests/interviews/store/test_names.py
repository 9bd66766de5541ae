"""Names are found by index as they would be among all names in turn, by everybody who may know of them."""

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz, process

from interviews.candidates.queries import CLOSE_ENOUGH, close_to, find
from interviews.models import Candidate, Status
from interviews.permissions import Person, candidate_for
from interviews.store import Store, names, readers
from interviews.store.values import grams, name_key, new_id
from tests.interviews import make
from tests.interviews.people import ADA, BARBARA, GRACE, KATHERINE, RADIA, at, person

PARTS = (
    "Ada",
    "Adam",
    "Anna",
    "José",
    "O'Brien",
    "100%",
    "a_b",
    "Li",
    "Straße",
    "Anderson",
    "Andersen",
    "李娜",
)
READERS = (
    person(ADA), person(GRACE), person(BARBARA), person(RADIA), person(KATHERINE, admin=True),
    person(RADIA, coordinator=True),
)  # fmt: skip
WRITTEN = st.lists(st.sampled_from(PARTS), min_size=1, max_size=3).map(" ".join)
PEOPLE = st.lists(
    st.tuples(WRITTEN, st.sampled_from(Status), st.sampled_from([(ADA,), (BARBARA,), (ADA, GRACE)])),
    min_size=1, max_size=9,
)  # fmt: skip
# As a person with few candidates is served, and one with many; what is typed is rare, and in very many names.
SIZES = [(500, 4000), (0, 4000), (0, 1)]


def team_of(
    store: Store, people: Iterable[tuple[str, Status, tuple[str, ...]]]
) -> tuple[str, tuple[Candidate, ...]]:
    """A team of its own with these candidates, Grace on every other panel; the newest first."""
    team = new_id()
    with store.transaction():
        for number, (name, status, leads) in enumerate(people):
            added = make.candidate(
                f"{team}-{number}", name, status=status, leads=leads, team=team, minutes=number // 2
            )
            store.candidates.add(added)
            if number % 2:
                store.interviews.invite(added, GRACE, at(0), confirmed=True)
    return team, store.candidates.all_of(team, *Status)


def known(store: Store, who: Person, everybody: Sequence[Candidate]) -> list[Candidate]:
    """Those whom this person may know of, by looking at each."""
    ids = {who.user_id}
    return [
        candidate_for(who.user_id, each)
        for each in everybody
        if who.is_admin
        or who.is_coordinator
        or ids & {*each.leads, *each.coordinators}
        or ids & {seat.interviewer_id for seat in store.interviews.all_of(each.team_id, each.id)}
    ]


def found_by_looking(candidates: Sequence[Candidate], typed: str) -> list[str]:
    key = name_key(typed)
    for status in (Status.OPEN, Status.DECIDED):
        some = [each for each in candidates if each.status is status]
        whole = [each.id for each in some if name_key(each.name) == key]
        part = [each.id for each in some if key and key in name_key(each.name)]
        if whole or part:
            return whole or part
    return []


def close_by_looking(candidates: Sequence[Candidate], typed: str) -> list[str]:
    key = name_key(typed)
    in_order = sorted(candidates, key=lambda each: each.status is not Status.OPEN)
    by_id = {each.id: name_key(each.name) for each in in_order}
    near = process.extract(key, by_id, scorer=fuzz.WRatio, score_cutoff=CLOSE_ENOUGH, limit=3)
    return [candidate_id for _, _, candidate_id in near]


@pytest.mark.parametrize(("few", "common"), SIZES)
class TestNames:
    @given(people=PEOPLE, who=st.sampled_from(READERS), data=st.data())
    @settings(
        max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    def test_are_found_as_among_all_in_turn(
        self,
        store: Store,
        few: int,
        common: int,
        people: list[tuple[str, Status, tuple[str, ...]]],
        who: Person,
        data: st.DataObject,
    ) -> None:
        name = data.draw(st.sampled_from([name for name, _, _ in people]))
        first = data.draw(st.integers(0, len(name) - 1))
        part = name[first : data.draw(st.integers(first + 1, len(name)))]
        team, everybody = team_of(store, people)
        reader = who.model_copy(update={"team_id": team})
        mine = known(store, reader, everybody)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(readers, "FEW", few)
            patch.setattr(names, "COMMON", common)
            for typed in (name, part, f"{part}x", ""):
                found = [each.id for each in find(store, reader, typed)]
                assert found == found_by_looking(mine, typed), typed

    @given(people=PEOPLE, who=st.sampled_from(READERS), data=st.data())
    @settings(
        max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    def test_are_forgiven_a_slip_as_among_all_in_turn(
        self,
        store: Store,
        few: int,
        common: int,
        people: list[tuple[str, Status, tuple[str, ...]]],
        who: Person,
        data: st.DataObject,
    ) -> None:
        name = data.draw(st.sampled_from([name for name, _, _ in people]))
        place = data.draw(st.integers(0, len(name) - 1))
        before, after = name[:place], name[place + 1 :]
        typed = data.draw(
            st.sampled_from(
                [before + after, f"{before}x{after}", name[:place] + "x" + name[place:]]
            )
        )
        team, everybody = team_of(store, people)
        reader = who.model_copy(update={"team_id": team})
        mine = known(store, reader, everybody)
        if (
            not few
        ):  # whoever knows many is shown names that have something in common with what was typed
            of_typed = {*grams(name_key(typed))}
            mine = [each for each in mine if of_typed & {*grams(name_key(each.name))}]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(names, "MOST_OWN", few)
            found = [each.id for each in close_to(store, reader, typed)]
        assert found == close_by_looking(mine, typed), typed


@pytest.mark.parametrize("compared", [1000, 0], ids=["all own", "the most alike"])
@pytest.mark.parametrize("tie", ["interviews", "leads", "coordinators"])
def test_of_somebody_are_offered_however_many_others_are_more_like_what_was_typed(
    store: Store, monkeypatch: pytest.MonkeyPatch, compared: int, tie: str
) -> None:
    """Two hundred of the whole team were compared, and then only the reader's own were kept."""
    for limit, most in ((names, "MOST_NEAR"), (readers, "FEW")):
        monkeypatch.setattr(limit, most, 20)
    monkeypatch.setattr(names, "MOST_OWN", compared)
    for number in range(60):
        name = f"Grace Hopper {number}" if number < 30 else f"Margaret Hamlim {number}"
        added = make.candidate(f"candidate-{number:02}", name if number else "Margaret Hamlin")
        own = {tie: (BARBARA,)} if number < 30 and tie != "interviews" else {}
        store.candidates.add(added.model_copy(update=own))
        if number < 30 and tie == "interviews":
            store.interviews.invite(added, BARBARA, at(0), confirmed=True)
    offered = close_to(store, person(BARBARA), "Margaret Hamlim")
    assert [each.name for each in offered] == ["Margaret Hamlin"]


def test_go_with_the_candidate(store: Store) -> None:
    store.candidates.add(make.candidate())
    assert store._engine.query("SELECT gram FROM name_grams WHERE candidate_id <> ''")
    candidate = make.candidate()
    store.candidates.erase(candidate.team_id, candidate.id, ADA, at(1))
    assert store._engine.query("SELECT gram FROM name_grams WHERE candidate_id <> ''") == []
