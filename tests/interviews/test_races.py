"""Two people, or two presses, at the same moment: each round as two processes on one database."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from handlers.candidates.erasure import erase
from interviews.candidates.erasure import forget
from interviews.candidates.find_or_add import NewCandidate
from interviews.decisions import NewDecision, decide
from interviews.errors import AlreadyDecided, AlreadyScored, InterviewError, StoreUnavailable
from interviews.loop import Loop
from interviews.models import Decision, Outcome, Status
from interviews.outbox import EraseMessages, read
from interviews.panels.change import Plan, plan
from interviews.panels.plan import current_plan, marks
from interviews.scorecards.notes import add_note
from interviews.scorecards.submit import SaveResult, Submission, submit
from interviews.store import Store
from interviews.store.drafts import Draft, Note
from question_bank.bank import Bank
from question_bank.models import Archetype
from tests.handlers.contexts import context_with
from tests.interviews import make
from tests.interviews.people import ADA, GRACE, TEAM, at, person
from tests.interviews.steps import add, jobs_for_leads, the_loop
from tests.threads import at_once

pytestmark = pytest.mark.pooled

ROUNDS = range(8)


Kept = SaveResult | Decision | Loop | Draft | None
Told = Kept | InterviewError
Sends = Callable[[Store], Kept]


def card(who: str, submission: Submission) -> Sends:
    """Somebody sends a scorecard."""
    return lambda store: submit(store, person(who), submission, at(10))


def decision(who: str, decided: NewDecision) -> Sends:
    """A lead sends a decision."""
    return lambda store: decide(store, person(who), decided, at(10))


def planning(who: str, sent: Plan, role: Archetype) -> Sends:
    """A lead sends a plan."""
    return lambda store: plan(store, person(who), sent, role, at(10))


def answered(store: Store, sends: Sends) -> Told:
    """What the person reads; whoever reads that the database is busy presses again."""
    try:
        return sends(store)
    except StoreUnavailable:
        return answered(store, sends)
    except InterviewError as refused:
        return refused


def together(stores: tuple[Store, Store], *sent: Sends) -> list[Told]:
    """What each of two people is told when both send at once."""
    return at_once(*map(partial, [answered] * 2, stores, sent))


def add_panel(store: Store, number: int) -> str:
    """A candidate whom Ada and Grace are to meet."""
    candidate = make.candidate(f"candidate-{number}", f"Margaret {number}")
    add(store, candidate, ADA, GRACE)
    return candidate.id


def new(number: int, who: str = "") -> NewCandidate:
    return make.margaret(name=f"Margaret {number}", new_id=f"candidate-{number}{who}")


class TestTwoLastCards:
    """The seal opens with whichever was really last, and the lead hears of it."""

    def test_bring_one_digest(self, stores: tuple[Store, Store]) -> None:
        for number in ROUNDS:
            candidate_id = add_panel(stores[0], number)
            outcomes = together(
                stores,
                card(ADA, make.form(f"card-a{number}", candidate_id)),
                card(GRACE, make.form(f"card-g{number}", candidate_id)),
            )
            assert all(isinstance(outcome, SaveResult) for outcome in outcomes)
            assert not the_loop(stores[0], candidate_id).is_sealed
            digests = [job for job in jobs_for_leads(stores[0]) if job.candidate_id == candidate_id]
            assert [(job.kind, job.user_id) for job in digests] == [("digest", ADA)]


class TestOneFormTwice:
    """A double press is one card, and both presses are told so."""

    @pytest.mark.parametrize(
        "sent",
        [
            pytest.param(
                lambda store, n: make.form(f"card-{n}", add_panel(store, n)), id="planned"
            ),
            pytest.param(lambda _, n: make.form(f"card-{n}", new=new(n)), id="new"),
        ],
    )
    def test_is_one_card(
        self, stores: tuple[Store, Store], sent: Callable[[Store, int], Submission]
    ) -> None:
        for number in ROUNDS:
            submission = sent(stores[0], number)
            first, other = together(stores, card(ADA, submission), card(ADA, submission))
            assert isinstance(first, SaveResult)
            assert first == other
            assert len(cards(stores[0], first.loop)) == 1

    def test_of_a_guest_is_one_card(self, stores: tuple[Store, Store]) -> None:
        for number in ROUNDS:
            add_panel(stores[0], number)
            submission = make.form(f"card-{number}", new=new(number, "-of-radia"))
            first, other = together(
                stores, card("U0RADIA", submission), card("U0RADIA", submission)
            )
            assert isinstance(first, SaveResult)
            assert first == other
            assert first.joined_as_guest


class TestTwoLeadsDeciding:
    """One decision stands, and the second of the two reads which one."""

    def forms(self, store: Store, number: int) -> tuple[NewDecision, NewDecision]:
        """What Ada and Grace, who both lead, have filled in."""
        candidate = make.candidate(f"candidate-{number}", f"Margaret {number}", leads=(ADA, GRACE))
        store.candidates.add(candidate)
        hire = NewDecision(
            id=f"d{number}", candidate_id=candidate.id, outcome=Outcome.HIRE, reason="Calm."
        )
        return hire, hire.model_copy(update={"id": f"e{number}", "outcome": Outcome.HOLD})

    def test_close_the_loop_once(self, stores: tuple[Store, Store]) -> None:
        for number in ROUNDS:
            hire, hold = self.forms(stores[0], number)
            outcomes = together(stores, decision(ADA, hire), decision(GRACE, hold))
            standing = stores[0].decisions.get_current(TEAM, hire.candidate_id)
            assert standing
            outcomes.remove(standing)
            [told_otherwise] = outcomes
            assert isinstance(told_otherwise, AlreadyDecided)
            assert f"before you: {standing.outcome.value}" in str(told_otherwise)
            assert the_loop(stores[0], hire.candidate_id).candidate.status is Status.CLOSING

    def test_or_one_lead_pressing_twice_decide_once(self, stores: tuple[Store, Store]) -> None:
        for number in ROUNDS:
            hire, _ = self.forms(stores[0], number)
            outcomes = together(stores, decision(ADA, hire), decision(ADA, hire))
            standing = stores[0].decisions.get_current(TEAM, hire.candidate_id)
            assert outcomes == [standing, standing]


class TestTwoLeadsPlanning:
    """Neither change is lost in silence: whoever comes second is told to look again."""

    def test_keep_one_plan_and_refuse_the_other(
        self, stores: tuple[Store, Store], backend: Archetype
    ) -> None:
        for number in ROUNDS:
            candidate_id = add_panel(stores[0], number)
            seen = current_plan(the_loop(stores[0], candidate_id))
            seen = seen.model_copy(update={"leads": (ADA, GRACE), "marks_before": marks(seen)})
            plan(stores[0], person(ADA), seen, backend, at(1))
            seen = seen.model_copy(update={"marks_before": marks(seen)})
            without = [
                seen.model_copy(
                    update={"seats": tuple(seat for seat in seen.seats if seat != gone)}
                )
                for gone in seen.seats
            ]
            outcomes = together(
                stores, planning(ADA, without[0], backend), planning(GRACE, without[1], backend)
            )
            assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Loop", "PlanChanged"]
            assert len(the_loop(stores[0], candidate_id).interviews) == 1


class TestTwoForms:
    """Two forms of one person, or of two people who do not know of each other."""

    def test_of_one_person_are_not_both_kept(self, stores: tuple[Store, Store]) -> None:
        for number in ROUNDS:
            candidate_id = add_panel(stores[0], number)
            outcomes = together(
                stores,
                card(ADA, make.form(f"card-left{number}", candidate_id)),
                card(ADA, make.form(f"card-right{number}", candidate_id)),
            )
            assert sorted((type(outcome) for outcome in outcomes), key=str) == [
                AlreadyScored,
                SaveResult,
            ]
            assert len(cards(stores[0], the_loop(stores[0], candidate_id))) == 1

    def test_that_add_the_same_candidate_make_one_loop(self, stores: tuple[Store, Store]) -> None:
        for number in ROUNDS:
            outcomes = together(
                stores,
                card(ADA, make.form(f"card-a{number}", new=new(number, "-of-ada"))),
                card(GRACE, make.form(f"card-g{number}", new=new(number, "-of-grace"))),
            )
            guests = [
                outcome.joined_as_guest for outcome in outcomes if isinstance(outcome, SaveResult)
            ]
            assert sorted(guests) == [False, True]
            assert (
                len(
                    {
                        outcome.card.candidate_id
                        for outcome in outcomes
                        if isinstance(outcome, SaveResult)
                    }
                )
                == 1
            )


class TestWhileOneIsErased:
    def test_a_keystroke_leaves_no_draft(self, stores: tuple[Store, Store], bank: Bank) -> None:
        """The database may show the candidate to whoever types until the very end: the job looks again."""
        candidate_id = add_panel(stores[0], 0)
        typed = Draft(
            team_id=TEAM, user_id=GRACE, card_id="card-grace", candidate_id=candidate_id,
            form="{}", typed_at="1.0", saved_at=at(1),
        )  # fmt: skip
        typing = threading.Thread(target=stores[1].drafts.save, args=(typed,))
        with stores[0].transaction():
            forget(stores[0], person(ADA), candidate_id, at(1))
            typing.start()
            typing.join(0.5)
        typing.join()
        while claim := stores[0].jobs.claim(at(6), timedelta(minutes=1)):
            job = read(claim)
            if isinstance(job, EraseMessages):
                erase(replace(context_with(bank), store=stores[0]), job)
            stores[0].jobs.finish(claim, at(6))
        assert stores[0].drafts.of_person(TEAM, GRACE) == ()


class TestNoteWhileItsCardIsSent:
    def test_waits_for_the_card_and_is_not_left_without_a_draft(
        self, stores: tuple[Store, Store]
    ) -> None:
        """Sending clears the draft: a note that still saw it would go into none."""
        candidate_id = add_panel(stores[0], 0)
        begun = Draft(
            team_id=TEAM, user_id=GRACE, card_id="card-g", candidate_id=candidate_id, form="{}",
            typed_at="1.0", saved_at=at(1),
        )  # fmt: skip
        stores[0].drafts.save(begun)
        note = Note(
            team_id=TEAM, user_id=GRACE, candidate_id=candidate_id, id="note-1",
            skill_id="python", text="Named retries.", added_at=at(1),
        )  # fmt: skip
        adds, told = (lambda store: add_note(store, person(GRACE), note, None)), list[Told]()
        adding = threading.Thread(target=lambda: told.append(answered(stores[1], adds)))
        with stores[0].transaction():
            submit(stores[0], person(GRACE), make.form("card-g", candidate_id), at(2))
            adding.start()
            adding.join(0.5)
        adding.join()
        assert [type(outcome) for outcome in told] == [AlreadyScored]
        assert not stores[0].notes.get(TEAM, GRACE, "note-1")


def cards(store: Store, there: Loop) -> list[str]:
    return [card.id for card in store.scorecards.of_candidate(TEAM, there.candidate.id)]
