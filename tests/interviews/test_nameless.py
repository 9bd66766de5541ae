"""Somebody who left is made nameless: their scorecards stay, and nobody can tell whose they were."""

import pytest

from interviews.calibration.rounds import own_part, rate
from interviews.errors import StillNeeded
from interviews.models import NAMELESS, Rating, Status, is_nameless
from interviews.nameless import make_nameless
from interviews.outbox import (
    AskToCalibrate,
    CloseCalibration,
    CloseLoop,
    EraseMessages,
    Job,
    SendWeekly,
    TellCalibration,
    TellDecision,
    TellStanding,
    WarnOfErasure,
    enqueue,
)
from interviews.panels.change import plan
from interviews.panels.plan import current_plan
from interviews.scorecards.submit import submit
from interviews.store import Store
from interviews.store.audit_log import Wanted
from interviews.store.chain import TOKEN, token_of
from interviews.store.nameless import FOR_OTHERS
from interviews.store.people import Preferences
from question_bank.models import Archetype
from templates.macros import elements, phrases
from tests.interviews import make
from tests.interviews.people import ADA, BARBARA, GRACE, MARGARET, OTHER_TEAM, TEAM, at, person
from tests.interviews.steps import add, the_loop

WHO = {"team_id": TEAM, "user_id": GRACE}


def scores(store: Store, who: str, note: str = "") -> None:
    submit(store, person(who), make.form(f"card-{who[2:].lower()}", note=note), at(1))


@pytest.fixture
def decided(store: Store) -> Store:
    """Ada leads, Grace has scored, Barbara's note mentions Grace, and Margaret is decided."""
    add(store, make.candidate(), GRACE, BARBARA)
    scores(store, GRACE, "Calm.")
    scores(store, BARBARA, f"As <@{GRACE}> and <@{GRACE}|grace> said, but not U0GRACEX.")
    store.preferences.keep(Preferences(team_id=TEAM, user_id=GRACE, weekly=False))
    store.candidates.set_status(TEAM, MARGARET, Status.DECIDED)
    return store


def everything(store: Store) -> str:
    query = store._engine.query
    return str([query(f"SELECT * FROM {place.table}") for place in store.traces.places()])  # noqa: S608


class TestNameless:
    def test_leaves_their_cards_as_somebodys_and_their_id_nowhere(self, decided: Store) -> None:
        assert make_nameless(decided, TEAM, GRACE, at(60)) > 3
        [grace, barbara] = the_loop(decided).cards
        assert (is_nameless(grace.interviewer_id), grace.note) == (True, "Calm.")
        assert grace.interviewer_id == the_loop(decided).interviews[0].interviewer_id
        said = "As somebody who left and somebody who left said, but not U0GRACEX."
        assert barbara.note == said
        assert GRACE not in everything(decided).replace("U0GRACEX", "")

    def test_drops_what_was_for_them_alone(self, decided: Store) -> None:
        make_nameless(decided, TEAM, GRACE, at(60))
        assert decided._engine.query("SELECT * FROM preferences") == []
        assert not [
            job for job in decided._engine.query("SELECT * FROM jobs WHERE done_at IS NULL")
            if NAMELESS in job["payload"] and job["kind"] not in FOR_OTHERS
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("job", "stays"),
        [
            (CloseCalibration(**WHO, round_id="r"), True),
            (TellCalibration(**WHO, round_id="r"), True),
            (WarnOfErasure(**WHO, at=at(0)), True),
            (CloseLoop(**WHO, candidate_id=MARGARET, decision_id="d"), True),
            (EraseMessages(**WHO, candidate_id=MARGARET), True),
            (TellStanding(**WHO, round_id="r"), False),
            (AskToCalibrate(**WHO, round_id="r"), False),
            (TellDecision(**WHO, candidate_id=MARGARET, decision_id="d"), False),
            (SendWeekly(**WHO, date=at(0).date()), False),
        ],
        ids=lambda value: getattr(value, "kind", None),
    )
    def test_leaves_what_others_wait_for(self, store: Store, job: Job, stays: bool) -> None:
        enqueue(store, job, at(1))
        make_nameless(store, TEAM, GRACE, at(2))
        found = [job["payload"] for job in store._engine.query("SELECT payload FROM jobs")]
        assert len(found) == stays
        assert GRACE not in str(found)

    def test_drops_their_notes_on_sample_answers_and_keeps_the_ratings(
        self, store: Store, ml: Archetype
    ) -> None:
        made = own_part(store, person(GRACE), ml, at(0)).round
        rate(store, person(GRACE), made.id, 1, Rating.SENIOR, "Names no number.", at(1))
        assert store.nameless.teams_of(GRACE) == (TEAM,)
        make_nameless(store, TEAM, GRACE, at(2))
        [given] = store.calibration.ratings(TEAM, made.id)
        assert (given.rating, given.evidence) == (Rating.SENIOR, "")
        assert "Names no number." not in everything(store)
        assert store.nameless.teams_of(GRACE) == ()

    def test_keeps_the_log_whole(self, decided: Store) -> None:
        before = decided.chain.verify(TEAM).seq
        make_nameless(decided, TEAM, GRACE, at(60))
        [line] = decided.audit.find(TEAM, Wanted(), 1)
        assert line.entry.action == "made_nameless"
        assert decided.chain.verify(TEAM).seq == before + 1

    def test_is_of_one_workspace(self, decided: Store) -> None:
        decided.candidates.add(make.candidate(team=OTHER_TEAM, leads=(GRACE,)))
        make_nameless(decided, TEAM, GRACE, at(60))
        assert decided.nameless.teams_of(GRACE) == (OTHER_TEAM,)

    @pytest.mark.parametrize(
        ("sql", "part"),
        [
            ("UPDATE candidates SET status = 'open'", f"interviews {MARGARET}"),
            ("UPDATE candidate_leads SET user_id = :grace", f"leads {MARGARET}"),
            (
                "INSERT INTO candidate_coordinators SELECT team_id, id, :grace FROM candidates",
                f"coordinates {MARGARET}",
            ),
        ],
    )
    def test_is_refused_while_somebody_has_to_take_over(
        self, decided: Store, sql: str, part: str
    ) -> None:
        values = {"grace": GRACE} if ":grace" in sql else {}
        decided._engine.execute("UPDATE candidates SET status = 'open'")
        decided._engine.execute(sql, values)
        before = everything(decided)
        with pytest.raises(StillNeeded, match=part):
            make_nameless(decided, TEAM, GRACE, at(60))
        assert everything(decided) == before

    def test_is_shown_as_somebody_who_left(self, decided: Store) -> None:
        make_nameless(decided, TEAM, GRACE, at(60))
        who = the_loop(decided).cards[0].interviewer_id
        assert elements.person(who)["text"] == "somebody who left"
        assert TOKEN.fullmatch(who)
        assert token_of(TEAM, "salt", GRACE).startswith(NAMELESS) is (phrases.NAMELESS == NAMELESS)

    def test_keeps_their_seat_in_a_plan_that_no_form_can_name_them_in(
        self, decided: Store, role: Archetype
    ) -> None:
        make_nameless(decided, TEAM, GRACE, at(60))
        decided.candidates.set_status(TEAM, MARGARET, Status.OPEN)
        before = current_plan(the_loop(decided))
        seats = tuple(seat for seat in before.seats if not is_nameless(seat.interviewer_id))
        sent = before.model_copy(update={"seats": seats, "due_at": at(600)})
        plan(decided, person(ADA), sent, role, at(61))
        assert current_plan(the_loop(decided)).seats == before.seats
