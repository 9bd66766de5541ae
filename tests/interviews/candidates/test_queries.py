"""Finding candidates, opening debriefs and acting on the panel, by those who may."""

import pytest

from interviews.candidates.queries import (
    close_to,
    confirm_guest,
    find,
    loop_for,
    names_in,
    open_candidates,
    open_early,
)
from interviews.debriefs.debrief import debrief
from interviews.debriefs.models import Debrief
from interviews.errors import NotAllowed, UnknownCandidate
from interviews.permissions import Action, Person
from interviews.scorecards.submit import submit
from interviews.store import Store
from interviews.store.audit import ConfirmedGuest, OpenedEarly
from tests.interviews import make
from tests.interviews.people import (
    ADA,
    BARBARA,
    GRACE,
    KATHERINE,
    MARGARET,
    OTHER_TEAM,
    RADIA,
    at,
    person,
)
from tests.interviews.steps import add, change, logged, the_loop

ADMIN = person(KATHERINE, admin=True)


@pytest.fixture
def panel(store: Store) -> Store:
    """Margaret, whom Ada leads; Grace and Barbara are to meet her, and Grace has."""
    add(store, make.candidate(), GRACE, BARBARA)
    submit(store, person(GRACE), make.form("card-grace"), at(10))
    return store


def with_a_guest(panel: Store) -> Store:
    """Radia has scored Margaret without being asked to."""
    sent = make.form("card-radia", new=make.margaret(new_id="candidate-2"))
    submit(panel, person(RADIA), sent, at(20))
    return panel


class TestFinding:
    """What somebody types, among the candidates that are theirs."""

    @pytest.fixture
    def names(self, store: Store) -> Store:
        for number, name in enumerate(
            ["Margaret Hamilton", "Margaret Hamilton Jones", "Jos\u00e9 Straße", "Dorothy Vaughan"]
        ):
            store.candidates.add(make.candidate(f"candidate-{number}", name, minutes=number))
        return store

    def found(self, store: Store, typed: str, who: Person | None = None) -> list[str]:
        return [candidate.name for candidate in find(store, who or person(ADA), typed)]

    @pytest.mark.parametrize(
        ("typed", "names_found"),
        [
            ("margaret hamilton", ["Margaret Hamilton"]),
            ("  MARGARET   Hamilton ", ["Margaret Hamilton"]),
            ("margaret", ["Margaret Hamilton Jones", "Margaret Hamilton"]),
            ("Jose\u0301 strasse", ["Jos\u00e9 Straße"]),
            ("vaughan", ["Dorothy Vaughan"]),
            ("Grace", []),
            ("", []),
            ("%", []),
        ],
    )
    def test_prefers_the_whole_name_to_a_part(
        self, names: Store, typed: str, names_found: list[str]
    ) -> None:
        assert self.found(names, typed) == names_found

    @pytest.mark.parametrize("who", [person(RADIA), person(ADA, team=OTHER_TEAM)])
    def test_finds_nothing_of_others(self, names: Store, who: Person) -> None:
        assert self.found(names, "margaret", who) == []
        assert close_to(names, who, "Margret Hamilton") == ()

    def test_finds_everything_for_an_admin(self, names: Store) -> None:
        assert self.found(names, "vaughan", ADMIN) == ["Dorothy Vaughan"]

    def test_forgives_a_slip_up_to_three_times(self, names: Store) -> None:
        assert close_to(names, person(ADA), "Dorothy Vaughn")[0].name == "Dorothy Vaughan"
        for number in range(5, 10):
            names.candidates.add(
                make.candidate(f"candidate-{number}", f"Margaret Hamilton {number}")
            )
        assert len(close_to(names, person(ADA), "Margret Hamilton")) == 3
        assert close_to(names, person(ADA), "Zzyzx") == ()

    def test_forgives_a_slip_in_the_name_of_a_decided_one_too(self, names: Store) -> None:
        decides = "UPDATE candidates SET status = 'decided' WHERE team_id = :team_id AND id = :id"
        change(names, decides, id="candidate-3")
        assert close_to(names, person(ADA), "Dorothy Vaughn")[0].name == "Dorothy Vaughan"
        assert close_to(names, person(RADIA), "Dorothy Vaughn") == ()

    @pytest.mark.parametrize(
        ("text", "who", "found"),
        [
            ("JOSE\u0301  Strasse, and Dorothy\nVaughan", person(ADA), ["candidate-2", "candidate-3"]),
            ("Margaret Hamilton Jones", ADMIN, ["candidate-0", "candidate-1"]),
            ("Margaret Hamilton Jones", person(RADIA), []),
            ("Margaret", person(ADA), []),
            ("", ADMIN, []),
        ],
    )  # fmt: skip
    def test_reads_of_a_text_only_those_who_may_be_named_in_it(
        self, names: Store, text: str, who: Person, found: list[str]
    ) -> None:
        """Of a coordinator's 40,000 each was compared, which took one or two seconds."""
        names.candidates.add(make.candidate("candidate-4", "Sure! 100%_\\", minutes=9))
        assert sorted(names_in(names, who, text)) == found
        signs = names_in(names, person(ADA), f"{text} (Sure! 100%_\\)")
        assert "candidate-4" in signs

    def test_prefers_open_ones_to_decided_ones(self, names: Store) -> None:
        decides = "UPDATE candidates SET status = 'decided' WHERE team_id = :team_id AND id = :id"
        change(names, decides, id="candidate-0")
        assert self.found(names, "margaret hamilton") == ["Margaret Hamilton Jones"]
        change(names, decides, id="candidate-1")
        assert self.found(names, "margaret hamilton") == ["Margaret Hamilton"]

    def test_lists_mine_newest_first(self, panel: Store) -> None:
        panel.candidates.add(make.candidate("candidate-2", "Dorothy Vaughan", minutes=5))
        for who, ids in ((ADA, ["candidate-2", MARGARET]), (BARBARA, [MARGARET]), (RADIA, [])):
            mine, older = open_candidates(panel, person(who), most=12)
            assert ([candidate.id for candidate in mine], older.number) == (ids, 0)


class TestLoopFor:
    """What somebody gets who asks for a candidate by id."""

    @pytest.mark.parametrize("who", [person(RADIA), person(GRACE, team=OTHER_TEAM)])
    @pytest.mark.parametrize(
        "action", [action for action in Action if action is not Action.READ_BANK]
    )
    def test_is_the_same_for_strangers_whether_or_not_there_is_one(
        self, panel: Store, who: Person, action: Action
    ) -> None:
        sentences = set()
        for candidate_id in (MARGARET, "candidate-nobody-has"):
            with pytest.raises(UnknownCandidate) as refused:
                loop_for(panel, who, candidate_id, action)
            sentences.add(str(refused.value))
        assert len(sentences) == 1

    def test_is_a_plain_no_for_those_who_know_of_it(self, panel: Store) -> None:
        with pytest.raises(NotAllowed, match="You may not read this debrief yet"):
            loop_for(panel, person(BARBARA), MARGARET, Action.READ_DEBRIEF)

    def test_is_their_own_part_for_a_guest(self, panel: Store) -> None:
        with_a_guest(panel)
        seen = loop_for(panel, person(RADIA), MARGARET, Action.WRITE_OWN_CARD)
        assert [interview.interviewer_id for interview in seen.interviews] == [RADIA]
        with pytest.raises(UnknownCandidate):
            loop_for(panel, person(RADIA), MARGARET, Action.SEE_CANDIDATE)


def read_debrief(store: Store, reader: Person) -> Debrief:
    return debrief(loop_for(store, reader, MARGARET, Action.READ_DEBRIEF))


class TestReadDebrief:
    """The debrief, once every card is in."""

    def test_waits_until_the_whole_panel_has_scored(self, panel: Store) -> None:
        for who in (ADA, GRACE, BARBARA):
            with pytest.raises(NotAllowed):
                read_debrief(panel, person(who))
        submit(panel, person(BARBARA), make.form("card-barbara"), at(30))
        for who in (ADA, GRACE, BARBARA):
            assert len(read_debrief(panel, person(who)).votes) == 2

    def test_is_not_for_admins(self, panel: Store) -> None:
        submit(panel, person(BARBARA), make.form("card-barbara"), at(30))
        with pytest.raises(NotAllowed):
            read_debrief(panel, ADMIN)


class TestOpenEarly:
    """A lead reads what there is before the last card; it is on record first."""

    def test_shows_what_there_is_and_says_who_opened(self, panel: Store) -> None:
        found = debrief(open_early(panel, person(ADA), MARGARET, at(15)))
        assert (found.missing, len(found.votes)) == ((BARBARA,), 1)
        assert [
            (opening.user_id, opening.at, opening.missing) for opening in found.early_openings
        ] == [(ADA, at(15), (BARBARA,))]

    def test_is_logged_once(self, panel: Store) -> None:
        open_early(panel, person(ADA), MARGARET, at(15))
        open_early(panel, person(ADA), MARGARET, at(16))
        [entry] = logged(panel, OpenedEarly)
        assert (entry.actor_id, entry.at, entry.missing) == (ADA, at(15), (BARBARA,))

    def test_stays_open_for_that_lead_alone(self, panel: Store) -> None:
        open_early(panel, person(ADA), MARGARET, at(15))
        assert read_debrief(panel, person(ADA)).missing == (BARBARA,)
        with pytest.raises(NotAllowed):
            read_debrief(panel, person(GRACE))

    def test_is_not_logged_where_the_seal_is_open(self, panel: Store) -> None:
        submit(panel, person(BARBARA), make.form("card-barbara"), at(30))
        assert open_early(panel, person(ADA), MARGARET, at(40)).early_openings == ()

    def test_needs_a_card(self, store: Store) -> None:
        add(store, make.candidate(), GRACE)
        with pytest.raises(NotAllowed, match="No scorecard is in yet"):
            open_early(store, person(ADA), MARGARET, at(15))
        assert logged(store, OpenedEarly) == []

    @pytest.mark.parametrize("who", [person(GRACE), person(BARBARA), ADMIN])
    def test_is_for_leads_alone(self, panel: Store, who: Person) -> None:
        with pytest.raises(NotAllowed, match="open this debrief early"):
            open_early(panel, who, MARGARET, at(15))
        assert logged(panel, OpenedEarly) == []


class TestConfirmGuest:
    """A lead puts somebody who scored unasked on the panel."""

    def test_gives_them_what_the_panel_has(self, panel: Store) -> None:
        with_a_guest(panel)
        submit(panel, person(BARBARA), make.form("card-barbara"), at(30))
        with pytest.raises(UnknownCandidate):
            read_debrief(panel, person(RADIA))
        assert confirm_guest(panel, person(ADA), MARGARET, RADIA, at(40))
        assert len(read_debrief(panel, person(RADIA)).votes) == 3

    def test_happens_once_and_is_logged(self, panel: Store) -> None:
        with_a_guest(panel)
        assert confirm_guest(panel, person(ADA), MARGARET, RADIA, at(40))
        assert not confirm_guest(panel, person(ADA), MARGARET, RADIA, at(41))
        [entry] = logged(panel, ConfirmedGuest)
        assert entry.guest_id == RADIA

    @pytest.mark.parametrize("who", [person(GRACE), ADMIN, person(RADIA)])
    def test_is_for_leads_alone(self, panel: Store, who: Person) -> None:
        with_a_guest(panel)
        with pytest.raises((NotAllowed, UnknownCandidate)):
            confirm_guest(panel, who, MARGARET, RADIA, at(40))
        joined = the_loop(panel).interview_of(RADIA)
        assert joined is not None
        assert not joined.confirmed

    def test_invites_nobody_who_has_not_scored(self, panel: Store) -> None:
        assert not confirm_guest(panel, person(ADA), MARGARET, RADIA, at(40))
        assert the_loop(panel).interview_of(RADIA) is None
