"""Sending a scorecard: what is kept, what is refused, and what follows from it; on both databases."""

import json

import pytest

from interviews.candidates.queries import confirm_guest
from interviews.debriefs.debrief import rating_pair
from interviews.errors import (
    AlreadyScored,
    LoopClosed,
    NameTaken,
    NotAllowed,
    ReasonMissing,
    UnknownCandidate,
)
from interviews.models import Recommendation
from interviews.outbox import AskAboutGuest
from interviews.permissions import Person
from interviews.scorecards.submit import SaveResult, Submission, submit
from interviews.store import Store
from question_bank.models import Level
from tests.interviews import make
from tests.interviews.people import (
    ADA,
    BARBARA,
    GRACE,
    KATHERINE,
    MARGARET,
    OTHER_TEAM,
    RADIA,
    TEAM,
    at,
    person,
)
from tests.interviews.steps import add, change, everything, jobs_for_leads, the_loop


def ada_adds(store: Store, *panel: str, minutes: float = 0) -> SaveResult:
    """Ada scores Margaret, who is new, and names who else is to meet her."""
    sent = make.form("card-ada", new=make.margaret(*panel))
    return submit(store, person(ADA), sent, at(minutes))


def scores(store: Store, who: str, sent: Submission, minutes: float = 10) -> SaveResult:
    return submit(store, person(who), sent, at(minutes))


class TestNewCandidate:
    """A candidate added right in the scorecard."""

    def test_has_whoever_adds_as_the_lead_and_all_named_as_the_panel(self, store: Store) -> None:
        saved = ada_adds(store, GRACE, BARBARA)
        there = the_loop(store)
        assert saved.loop == there
        assert there.candidate == make.candidate()
        assert [interview.interviewer_id for interview in there.interviews] == [ADA, GRACE, BARBARA]
        assert all(interview.confirmed for interview in there.interviews)

    def test_has_each_named_once(self, store: Store) -> None:
        ada_adds(store, GRACE, ADA, GRACE)
        assert [interview.interviewer_id for interview in the_loop(store).interviews] == [
            ADA,
            GRACE,
        ]

    def test_may_share_the_name_with_one_for_another_role(self, store: Store) -> None:
        ada_adds(store)
        other = make.margaret(new_id="candidate-2", role="data-engineer")
        assert scores(store, ADA, make.form("card-2", new=other)).loop.candidate.id == "candidate-2"

    def test_may_share_the_name_with_one_of_another_workspace(self, store: Store) -> None:
        ada_adds(store)
        saved = submit(
            store, person(GRACE, team=OTHER_TEAM), make.form("card-2", new=make.margaret()), at(10)
        )
        assert (saved.joined_as_guest, saved.loop.candidate.leads) == (False, (GRACE,))

    def test_may_share_the_name_with_one_that_was_decided(self, store: Store) -> None:
        ada_adds(store)
        change(store, "UPDATE candidates SET status = 'decided' WHERE team_id = :team_id")
        saved = scores(store, GRACE, make.form("card-2", new=make.margaret(new_id="candidate-2")))
        assert (saved.joined_as_guest, saved.loop.candidate.id) == (False, "candidate-2")


class TestCard:
    """What is kept of it."""

    def test_is_stamped_with_texts_version_level_and_time(self, store: Store) -> None:
        ada_adds(store, GRACE)
        scores(
            store, GRACE, make.form("card-grace", note="Calm.", vote=Recommendation.NO), minutes=25
        )
        card = the_loop(store).card_of(GRACE)
        assert card is not None
        assert (card.skills, card.bank_version) == (make.SKILLS, "bank-1")
        assert (card.target_level, card.submitted_at) == (Level.SENIOR, at(25))
        assert (card.note, card.recommendation, card.revision) == ("Calm.", Recommendation.NO, 1)
        assert [rating.rating for rating in card.ratings] == [4, 3, None]

    def test_takes_the_target_level_of_the_candidate_and_not_of_the_form(
        self, store: Store
    ) -> None:
        ada_adds(store)
        as_junior = make.margaret(new_id="candidate-2").model_copy(
            update={"target_level": Level.JUNIOR}
        )
        assert (
            scores(store, RADIA, make.form("card-2", new=as_junior)).card.target_level
            == Level.SENIOR
        )

    def test_of_a_lead_outside_the_panel_puts_them_on_it(self, store: Store) -> None:
        store.candidates.add(make.candidate(leads=(ADA, KATHERINE)))
        scores(store, KATHERINE, make.form("card-katherine"))
        [joined] = the_loop(store).interviews
        assert (joined.interviewer_id, joined.confirmed) == (KATHERINE, True)


class TestRepeatedForm:
    """The same form sent again is the same card: a double press, or Slack trying once more."""

    def test_gives_the_card_it_made_and_keeps_nothing_new(self, store: Store) -> None:
        first = ada_adds(store, GRACE)
        before = everything(store)
        assert ada_adds(store, GRACE, minutes=5) == first
        assert everything(store) == before

    def test_gives_the_old_card_after_an_amendment(self, store: Store) -> None:
        ada_adds(store)
        scores(store, ADA, make.form("card-ada-2", seen=1))
        assert ada_adds(store).card.revision == 1
        assert len(store.scorecards.of_candidate(TEAM, MARGARET)) == 2

    def test_gives_it_though_the_candidate_is_closed_by_now(self, store: Store) -> None:
        first = ada_adds(store)
        change(store, "UPDATE candidates SET status = 'decided' WHERE team_id = :team_id")
        assert ada_adds(store).card == first.card

    def test_of_a_guest_is_a_guests_again(self, store: Store) -> None:
        """The second answer must not show the panel that the first one kept back."""
        ada_adds(store, GRACE)
        sent = make.form("card-radia", new=make.margaret(BARBARA, new_id="candidate-2"))
        first = scores(store, RADIA, sent)
        assert scores(store, RADIA, sent) == first
        assert first.joined_as_guest

    def test_of_somebody_else_is_refused(self, store: Store) -> None:
        ada_adds(store, GRACE)
        with pytest.raises(NotAllowed, match="somebody else's"):
            scores(store, GRACE, make.form("card-ada"))


class TestAmending:
    """A second card stands beside the first, and not by accident."""

    def test_from_a_second_form_asks_first(self, store: Store) -> None:
        ada_adds(store)
        before = everything(store)
        with pytest.raises(AlreadyScored) as asked:
            scores(store, ADA, make.form("card-from-the-other-window"))
        assert asked.value.revision == 1
        assert "another form" in str(asked.value)
        assert everything(store) == before

    def test_keeps_both_and_counts_the_newest(self, store: Store) -> None:
        ada_adds(store)
        scores(store, ADA, make.form("card-ada-2", seen=1, note="On reflection."), minutes=30)
        assert [card.revision for card in store.scorecards.of_candidate(TEAM, MARGARET)] == [1, 2]
        there = the_loop(store)
        assert [(card.revision, card.note) for card in there.cards] == [(2, "On reflection.")]
        assert there.first_sent == {ADA: at(0)}

    def test_of_an_amendment_that_another_window_made_asks_again(self, store: Store) -> None:
        ada_adds(store)
        scores(store, ADA, make.form("card-ada-2", seen=1))
        with pytest.raises(AlreadyScored) as asked:
            scores(store, ADA, make.form("card-ada-3", seen=1))
        assert asked.value.revision == 2


class TestSecondRating:
    """What is sent by somebody who has scored and can read the others' cards."""

    @pytest.fixture
    def open_to_both(self, store: Store) -> Store:
        ada_adds(store, GRACE)
        scores(store, GRACE, make.form("card-grace"), minutes=10)
        return store

    def test_is_kept_with_its_reason(self, open_to_both: Store) -> None:
        sent = make.form("card-ada-2", seen=1, reason="Grace heard her design a queue.")
        saved = scores(open_to_both, ADA, sent, minutes=20)
        assert saved.second_rating
        kept = the_loop(open_to_both).card_of(ADA)
        assert kept == saved.card
        assert kept.reason == "Grace heard her design a queue."
        assert [card.revision for card in the_loop(open_to_both).earlier] == [1]

    @pytest.mark.parametrize("reason", ["", " \n "])
    def test_is_refused_without_a_reason_and_nothing_is_kept(
        self, open_to_both: Store, reason: str
    ) -> None:
        before = everything(open_to_both)
        with pytest.raises(ReasonMissing, match="what changed your mind"):
            scores(open_to_both, ADA, make.form("card-ada-2", seen=1, reason=reason), minutes=20)
        assert everything(open_to_both) == before

    def test_is_no_amendment_of_before_which_keeps_no_reason(self, store: Store) -> None:
        ada_adds(store, GRACE)
        saved = scores(store, ADA, make.form("card-ada-2", seen=1, reason="A slip."))
        assert (saved.second_rating, saved.card.reason) == (False, "")

    def test_is_known_at_the_very_moment_of_the_reveal(self, open_to_both: Store) -> None:
        """Two clocks may disagree by seconds: what was said to be a second rating is one."""
        scores(open_to_both, ADA, make.form("card-ada-2", seen=1, reason="Swayed."), minutes=10)
        there = the_loop(open_to_both)
        [ada, _] = [rating_pair(there, card) for card in there.cards]
        assert (ada.first.revision, ada.second and ada.second.revision) == (1, 2)

    def test_of_a_guest_is_an_amendment_until_a_lead_confirms(self, store: Store) -> None:
        ada_adds(store)
        scores(store, RADIA, make.form("card-radia", new=make.margaret(new_id="candidate-2")))
        assert not scores(store, RADIA, make.form("card-radia-2", seen=1)).second_rating
        confirm_guest(store, person(ADA), MARGARET, RADIA, at(30))
        with pytest.raises(ReasonMissing):
            scores(store, RADIA, make.form("card-radia-3", seen=2), minutes=40)

    def test_is_told_to_the_other_leads_in_a_line(self, store: Store) -> None:
        add(store, make.candidate(leads=(ADA, KATHERINE)), ADA, GRACE)
        for who in (ADA, GRACE):
            scores(store, who, make.form(f"card-{who}"))
        scores(store, ADA, make.form("card-ada-2", seen=1, reason="Swayed."), minutes=20)
        rows = store._engine.query("SELECT payload FROM jobs WHERE kind = 'panel_news'")
        [news] = [json.loads(row["payload"]) for row in rows]
        assert (news["user_id"], news["news"], news["interviewer_id"]) == (
            KATHERINE, "second_rating", ADA,
        )  # fmt: skip


class TestRefusal:
    """What is checked again when the form comes in, whatever was true when it was opened."""

    def test_of_a_closed_candidate_says_so(self, store: Store) -> None:
        ada_adds(store, GRACE)
        change(store, "UPDATE candidates SET status = 'decided' WHERE team_id = :team_id")
        before = everything(store)
        with pytest.raises(LoopClosed, match="decided now"):
            scores(store, GRACE, make.form("card-grace"))
        assert everything(store) == before

    def test_of_an_erased_candidate_says_so(self, store: Store) -> None:
        ada_adds(store, GRACE)
        change(store, "DELETE FROM candidates WHERE team_id = :team_id")
        with pytest.raises(UnknownCandidate, match="no longer here"):
            scores(store, GRACE, make.form("card-grace"))

    @pytest.mark.parametrize(
        "who", [person(RADIA), person(KATHERINE, admin=True)], ids=["a stranger", "an admin"]
    )
    def test_of_somebody_who_is_not_on_the_panel(self, store: Store, who: Person) -> None:
        ada_adds(store, GRACE)
        before = everything(store)
        with pytest.raises(NotAllowed):
            submit(store, who, make.form("card-stray"), at(10))
        assert everything(store) == before

    def test_of_somebody_who_was_taken_off_the_panel_while_the_form_was_open(
        self, store: Store
    ) -> None:
        ada_adds(store, GRACE)
        change(
            store,
            "DELETE FROM interviews WHERE team_id = :team_id AND interviewer_id = :who",
            who=GRACE,
        )
        with pytest.raises(NotAllowed):
            scores(store, GRACE, make.form("card-grace"))

    def test_of_another_workspace_is_as_if_the_candidate_were_not_there(self, store: Store) -> None:
        ada_adds(store, GRACE)
        with pytest.raises(UnknownCandidate):
            submit(store, person(GRACE, team=OTHER_TEAM), make.form("card-grace"), at(10))

    def test_of_a_name_that_is_taken_among_ones_own(self, store: Store) -> None:
        ada_adds(store, GRACE)
        for who in (ADA, GRACE):
            again = make.margaret(name="  margaret  HAMILTON ", new_id="candidate-2")
            with pytest.raises(NameTaken, match="already have an open candidate"):
                scores(store, who, make.form(f"card-{who}", new=again))

    def test_of_a_name_that_a_guest_used_before(self, store: Store) -> None:
        ada_adds(store, GRACE)
        for number, wanted in enumerate((None, NameTaken)):
            again = make.form(f"card-{number}", new=make.margaret(new_id=f"candidate-{number}"))
            if wanted is None:
                assert scores(store, RADIA, again).joined_as_guest
                continue
            with pytest.raises(wanted):
                scores(store, RADIA, again)


class TestGuest:
    """Somebody types the name of a candidate whom others interview already."""

    def joins(self, store: Store, *panel: str) -> SaveResult:
        new = make.margaret(*panel, name="MARGARET hamilton", new_id="candidate-2")
        return scores(store, RADIA, make.form("card-radia", new=new))

    def test_joins_their_loop_in_place_of_a_second_one(self, store: Store) -> None:
        ada_adds(store, GRACE)
        saved = self.joins(store)
        assert saved.joined_as_guest
        assert store.candidates.get(TEAM, "candidate-2") is None
        there = the_loop(store)
        joined = there.interview_of(RADIA)
        assert joined is not None
        assert not joined.confirmed
        assert there.card_of(RADIA) == saved.card

    def test_learns_nothing_of_the_panel(self, store: Store) -> None:
        ada_adds(store, GRACE)
        told = self.joins(store).model_dump_json()
        assert [who for who in (ADA, GRACE) if who in told] == []

    def test_learns_nothing_when_all_cards_are_in_either(self, store: Store) -> None:
        ada_adds(store)
        assert [card.interviewer_id for card in self.joins(store).loop.cards] == [RADIA]

    def test_is_told_whom_of_their_own_panel_nobody_added(self, store: Store) -> None:
        ada_adds(store, GRACE)
        assert self.joins(store, BARBARA).panel_not_added == (BARBARA,)
        assert the_loop(store).interview_of(BARBARA) is None

    def test_amends_as_a_guest(self, store: Store) -> None:
        ada_adds(store, GRACE)
        self.joins(store)
        saved = scores(store, RADIA, make.form("card-radia-2", seen=1))
        assert (saved.joined_as_guest, saved.card.revision) == (True, 2)
        assert GRACE not in saved.model_dump_json()


class TestWhatFollows:
    """Leads hear of it in the same transaction."""

    def kinds(self, store: Store) -> list[tuple[str, str]]:
        return [(job.kind, job.user_id) for job in jobs_for_leads(store)]

    def test_is_nothing_while_the_panel_is_sealed(self, store: Store) -> None:
        ada_adds(store, GRACE, BARBARA)
        scores(store, GRACE, make.form("card-grace"))
        assert self.kinds(store) == []

    def test_is_a_digest_for_every_lead_with_the_last_card(self, store: Store) -> None:
        add(store, make.candidate(leads=(ADA, KATHERINE)), GRACE)
        scores(store, GRACE, make.form("card-grace"))
        assert self.kinds(store) == [("digest", ADA), ("digest", KATHERINE)]

    def test_is_a_digest_again_for_an_amendment(self, store: Store) -> None:
        ada_adds(store)
        scores(store, ADA, make.form("card-ada-2", seen=1))
        assert self.kinds(store) == [("digest", ADA), ("digest", ADA)]

    def test_is_one_digest_for_a_form_that_was_sent_twice(self, store: Store) -> None:
        ada_adds(store)
        ada_adds(store)
        assert self.kinds(store) == [("digest", ADA)]

    def test_is_a_word_about_a_guest_at_once_and_once(self, store: Store) -> None:
        ada_adds(store, GRACE)
        scores(store, RADIA, make.form("card-radia", new=make.margaret(new_id="candidate-2")))
        scores(store, RADIA, make.form("card-radia-2", seen=1))
        [job] = jobs_for_leads(store)
        assert isinstance(job, AskAboutGuest)
        assert (job.candidate_id, job.user_id, job.guest_id) == (MARGARET, ADA, RADIA)

    def test_is_nothing_where_the_card_could_not_be_kept(
        self, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Everything or nothing: no candidate without the card, no card without the digest."""

        def full(*_: object) -> None:
            raise OSError("no space left")

        monkeypatch.setattr(store.jobs, "add", full)
        with pytest.raises(OSError, match="no space"):
            ada_adds(store)
        monkeypatch.undo()
        assert everything(store) == (None, [])
