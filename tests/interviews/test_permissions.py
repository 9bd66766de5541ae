"""Who may do what: the table in full, and what every situation makes of a person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.errors import NotAllowed
from interviews.loop import LaterRound, Loop
from interviews.permissions import Action, Person, Role, as_seen_by, may, require, roles
from tests.interviews import make
from tests.interviews.people import ADA, BARBARA, GRACE, KATHERINE, OTHER_TEAM, RADIA, person

PANEL, ALL_IN, GUEST, SHADOW = Role.PANEL, Role.PANEL_ALL_IN, Role.GUEST, Role.SHADOW
LEAD, OPENED, ADMIN, NOBODY = Role.LEAD, Role.LEAD_OPENED, Role.ADMIN, Role.NOBODY
COORDINATOR = Role.COORDINATOR

PEOPLE = (ADA, BARBARA, GRACE, RADIA)
WHO = st.sampled_from(PEOPLE)

TABLE: dict[Action, set[Role]] = {
    Action.READ_BANK: set(Role),
    Action.SEE_CANDIDATE: {PANEL, ALL_IN, LEAD, OPENED, COORDINATOR, ADMIN},
    Action.WRITE_OWN_CARD: {PANEL, ALL_IN, GUEST, SHADOW, LEAD, OPENED},
    Action.READ_OWN_CARD: {PANEL, ALL_IN, GUEST, SHADOW, LEAD, OPENED},
    Action.READ_DEBRIEF: {ALL_IN, OPENED},
    Action.OPEN_EARLY: {LEAD, OPENED},
    Action.PLAN: {LEAD, OPENED, COORDINATOR},
    Action.CONFIRM_GUEST: {LEAD, OPENED},
    Action.CHOOSE_READERS: {LEAD, OPENED},
    Action.DECIDE: {LEAD, OPENED},
    Action.HAND_OVER_LEADS: {LEAD, OPENED, ADMIN},
    Action.FORGET: {LEAD, OPENED, ADMIN},
    Action.LEGAL_HOLD: {LEAD, OPENED, ADMIN},
    Action.READ_LOG: {LEAD, OPENED, ADMIN},
    Action.EXPORT: {LEAD, OPENED},
    Action.EXPORT_FOR_THEM: {LEAD, OPENED, ADMIN},
    Action.ADMINISTER: {ADMIN},
}

OPENED_BY_ADA = make.loop(
    [GRACE, RADIA],
    [make.card(GRACE)],
    leads=(ADA, BARBARA),
    early_openings=[make.early_opening(ADA, 15, RADIA)],
)
SEALED = make.loop([GRACE, BARBARA], [make.card(GRACE)])
ALL_CARDS = make.loop([GRACE, BARBARA], [make.card(GRACE), make.card(BARBARA)])
OPENED_EARLY = make.loop(
    [GRACE, BARBARA], [make.card(GRACE)], early_openings=[make.early_opening(ADA, 15, BARBARA)]
)
WITH_GUEST = make.loop(
    [make.interview(GRACE), make.interview(RADIA, confirmed=False)],
    [make.card(GRACE), make.card(RADIA)],
)
COORDINATED = ALL_CARDS.model_copy(
    update={"candidate": make.candidate(coordinators=(RADIA, GRACE))}
)


def later_round(*panel: str, missing: tuple[str, ...] = (), is_open: bool = True) -> Loop:
    """Everybody has scored the first round, and there is a second with this panel."""
    later = LaterRound(candidate_id="later", is_open=is_open, interviewers=panel, missing=missing)
    return ALL_CARDS.model_copy(update={"later": (later,)})


WITH_SHADOW = ALL_CARDS.model_copy(update={"shadows": (make.interview(RADIA),)})

SOMEBODY: dict[Role, tuple[Person, Loop]] = {
    PANEL: (person(GRACE), SEALED),
    ALL_IN: (person(GRACE), ALL_CARDS),
    GUEST: (person(RADIA), WITH_GUEST),
    SHADOW: (person(RADIA), WITH_SHADOW),
    LEAD: (person(ADA), SEALED),
    OPENED: (person(ADA), ALL_CARDS),
    COORDINATOR: (person(RADIA), COORDINATED),
    ADMIN: (person(KATHERINE, admin=True), ALL_CARDS),
    NOBODY: (person(RADIA), ALL_CARDS),
}


class TestTable:
    """Every role with every action."""

    @pytest.mark.parametrize("action", Action)
    @pytest.mark.parametrize("role", Role)
    def test_holds(self, role: Role, action: Action) -> None:
        who, there = SOMEBODY[role]
        assert roles(who, there) == {role}
        assert may(who, action, there) == (role in TABLE[action])

    def test_knows_every_action(self) -> None:
        assert set(TABLE) == set(Action)

    @pytest.mark.parametrize("action", Action)
    def test_says_no_in_a_sentence_that_helps(self, action: Action) -> None:
        if action is Action.READ_BANK:
            require(person(RADIA), action, SEALED)
            return
        with pytest.raises(NotAllowed) as refused:
            require(person(RADIA), action, SEALED)
        assert str(refused.value) == f"You may not {action.value}. The hiring lead can help you."


SITUATIONS: dict[str, tuple[Person, Loop, set[Role]]] = {
    "lead, nobody scored": (person(ADA), make.loop([GRACE]), {LEAD}),
    "lead, sealed": (person(ADA), SEALED, {LEAD}),
    "lead who opened early": (person(ADA), OPENED_EARLY, {OPENED}),
    "lead, all in": (person(ADA), ALL_CARDS, {OPENED}),
    "lead on the panel": (person(ADA), make.loop([ADA, GRACE], [make.card(ADA)]), {LEAD, PANEL}),
    "lead on the panel, all in": (
        person(ADA),
        make.loop([ADA, GRACE], [make.card(ADA), make.card(GRACE)]),
        {OPENED, ALL_IN},
    ),
    "lead on the panel who opened before scoring": (
        person(ADA),
        make.loop(
            [ADA, GRACE], [make.card(GRACE)], early_openings=[make.early_opening(ADA, 15, ADA)]
        ),
        {OPENED, PANEL},
    ),
    "the other lead, while one opened early": (
        person(BARBARA),
        make.loop(
            [GRACE], [], leads=(ADA, BARBARA), early_openings=[make.early_opening(ADA, 15, GRACE)]
        ),
        {LEAD},
    ),
    "the other lead does not read what one opened": (person(BARBARA), OPENED_BY_ADA, {LEAD}),
    "the panel does not read what a lead opened": (person(GRACE), OPENED_EARLY, {PANEL}),
    "a former lead's opening gives a stranger nothing": (
        person(RADIA),
        make.loop(
            [GRACE], [make.card(GRACE)], early_openings=[make.early_opening(RADIA, 15, GRACE)]
        ),
        {NOBODY},
    ),
    "admin who is lead, sealed": (person(ADA, admin=True), SEALED, {LEAD, ADMIN}),
    "admin on the panel, sealed": (person(GRACE, admin=True), SEALED, {PANEL, ADMIN}),
    "coordinator of every candidate": (person(RADIA, coordinator=True), SEALED, {COORDINATOR}),
    "coordinator on the panel, sealed": (
        person(GRACE, coordinator=True),
        SEALED,
        {COORDINATOR, PANEL},
    ),
    "coordinator on the panel, all in": (person(GRACE), COORDINATED, {COORDINATOR, ALL_IN}),
    "coordinator who scored unasked": (
        person(RADIA, coordinator=True),
        WITH_GUEST,
        {COORDINATOR, GUEST},
    ),
    "coordinator who leads, sealed": (person(ADA, coordinator=True), SEALED, {COORDINATOR, LEAD}),
    "coordinator of every candidate of another workspace": (
        person(RADIA, coordinator=True, team=OTHER_TEAM),
        ALL_CARDS,
        {NOBODY},
    ),
    "guest, all in": (person(RADIA), WITH_GUEST, {GUEST}),
    "panel member who owes a card in a later round": (
        person(GRACE),
        later_round(GRACE, RADIA, missing=(GRACE,)),
        {PANEL},
    ),
    "panel member, sent in the later round, others have not": (
        person(GRACE),
        later_round(GRACE, RADIA, missing=(RADIA,)),
        {ALL_IN},
    ),
    "panel member who owed a card when the later round was closed": (
        person(GRACE),
        later_round(GRACE, missing=(GRACE,), is_open=False),
        {ALL_IN},
    ),
    "of the later panel alone, cards missing": (
        person(RADIA),
        later_round(RADIA, GRACE, missing=(GRACE,)),
        {NOBODY},
    ),
    "of the later panel alone, all in": (person(RADIA), later_round(RADIA, GRACE), {ALL_IN}),
    "lead who owes a card in a later round": (
        person(ADA),
        later_round(ADA, missing=(ADA,)),
        {LEAD},
    ),
    "lead who owes a card in a later round, and opened this one early": (
        person(ADA),
        later_round(ADA, missing=(ADA,)).model_copy(
            update={"early_openings": (make.early_opening(ADA, 15),)}
        ),
        {OPENED},
    ),
    "lead, while others owe cards in a later round": (
        person(ADA),
        later_round(GRACE, missing=(GRACE,)),
        {OPENED},
    ),
    "admin of another workspace": (
        person(KATHERINE, admin=True, team=OTHER_TEAM),
        ALL_CARDS,
        {NOBODY},
    ),
    "somebody with the lead's id in another workspace": (
        person(ADA, team=OTHER_TEAM),
        ALL_CARDS,
        {NOBODY},
    ),
}
"""Who, in which loop, and what they are there."""


class TestRoles:
    """What every situation makes of a person."""

    @pytest.mark.parametrize(("who", "there", "expected"), SITUATIONS.values(), ids=[*SITUATIONS])
    def test_are(self, who: Person, there: Loop, expected: set[Role]) -> None:
        assert roles(who, there) == expected


class TestSeal:
    """While one card is missing, nobody reads another's; not even the lead, not even an admin."""

    @pytest.mark.parametrize(
        "who",
        [
            person(ADA), person(GRACE), person(BARBARA), person(RADIA),
            person(KATHERINE, admin=True), person(ADA, admin=True),
            person(RADIA, coordinator=True), person(GRACE, coordinator=True),
        ],
        ids=lambda who: f"{who.user_id} {who.is_admin:d}{who.is_coordinator:d}",
    )  # fmt: skip
    @pytest.mark.parametrize("sent", [(), (GRACE,), (BARBARA,), (GRACE, BARBARA)])
    def test_holds_for_everybody(self, who: Person, sent: tuple[str, ...]) -> None:
        there = make.loop([ADA, GRACE, BARBARA], [make.card(user_id) for user_id in sent])
        assert not may(who, Action.READ_DEBRIEF, there)

    def test_needs_something_to_open(self) -> None:
        """A record of an opening, without a card, opens nothing."""
        there = make.loop([GRACE], [], early_openings=[make.early_opening(ADA, 1, GRACE)])
        assert not may(person(ADA), Action.READ_DEBRIEF, there)

    def test_holds_for_a_guest_when_all_are_in(self) -> None:
        assert not may(person(RADIA), Action.READ_DEBRIEF, WITH_GUEST)
        assert may(person(GRACE), Action.READ_DEBRIEF, WITH_GUEST)


class TestLaterRounds:
    """Whoever is to score a later round reads nothing of an earlier one."""

    @given(
        later=st.lists(st.tuples(st.sets(WHO), st.sets(WHO), st.booleans()), max_size=3),
        opened=st.sets(WHO),
        leads=st.sets(WHO, min_size=1),
    )
    def test_close_it_to_whoever_owes_a_card_there(
        self, later: list[tuple[set[str], set[str], bool]], opened: set[str], leads: set[str]
    ) -> None:
        rounds = tuple(
            LaterRound(
                candidate_id=f"round-{number}", is_open=is_open,
                interviewers=tuple(panel), missing=tuple(missing & panel),
            )
            for number, (panel, missing, is_open) in enumerate(later)
        )  # fmt: skip
        there = ALL_CARDS.model_copy(
            update={
                "later": rounds,
                "early_openings": tuple(make.early_opening(who, 15) for who in opened),
                "candidate": ALL_CARDS.candidate.model_copy(update={"leads": tuple(leads)}),
            }
        )
        for who in PEOPLE:
            owes = any(is_open and who in missing & panel for panel, missing, is_open in later)
            if owes and may(person(who), Action.READ_DEBRIEF, there):
                assert who in leads & opened


class TestSeenBy:
    """A guest finds nobody in the loop but themselves."""

    def test_a_guest(self) -> None:
        there = WITH_GUEST.model_copy(update={"candidate": make.candidate(coordinators=(BARBARA,))})
        seen = as_seen_by(person(RADIA), there)
        assert BARBARA not in seen.model_dump_json()
        assert [interview.interviewer_id for interview in seen.interviews] == [RADIA]
        assert [card.interviewer_id for card in seen.cards] == [RADIA]
        assert set(seen.first_sent) == {RADIA}
        assert GRACE not in seen.model_dump_json()
        assert ADA not in seen.model_dump_json()

    @pytest.mark.parametrize("who", [person(ADA), person(GRACE), person(KATHERINE, admin=True)])
    def test_those_who_may_know_the_panel(self, who: Person) -> None:
        assert as_seen_by(who, WITH_GUEST) == WITH_GUEST
