"""Whoever advances has a next round: a panel, a seal, a debrief and a decision of its own; the earlier one stays."""

import pytest

from interviews.candidates.rounds import loop_to_follow
from interviews.errors import NotAllowed, RoundPlanned
from interviews.models import Candidate
from interviews.permissions import Action, Person, may
from sandbox.client.snapshots import MessageSnapshot, ViewSnapshot
from sandbox.world.records import User
from templates.ids import Act
from tests.company import Company
from tests.handlers.panels.steps import KATHERINE, begins, message_of, sends

SECRET = "Tests first, then typing."
REASON = "Calm and exact."
DEBRIEF = f"debrief {KATHERINE}"


@pytest.fixture
def phone(company: Company) -> MessageSnapshot:
    """Grace has scored Katherine after the phone screen; the digest that Ada decides in."""
    begins(company, company.grace)
    company.writes(company.ada, "stage.new", "Phone screen")
    sends(company, company.ada)
    company.scores(company.grace, KATHERINE, note=SECRET)
    company.deliver()
    return digest(company, company.ada)


def digest(company: Company, who: User, words: str = "Debrief: ") -> MessageSnapshot:
    return company.inbox(who, words=words)[-1]


def advances(company: Company, shown: MessageSnapshot) -> None:
    company.decides(company.ada, shown, "advance", REASON)
    company.deliver()


def plans_next(company: Company, *panel: User, stage: str = "Onsite") -> None:
    """Ada goes on from the page that says her decision is recorded."""
    company.presses(company.ada, company.modal(company.ada), Act.NEXT_ROUND)
    fills_next(company, *panel, stage=stage)


def fills_next(company: Company, *panel: User, stage: str = "Onsite") -> None:
    company.chooses(company.ada, "panel.new", [who.id for who in panel])
    company.writes(company.ada, "stage.new", stage)
    sends(company, company.ada)
    company.deliver()


@pytest.fixture
def onsite(company: Company, phone: MessageSnapshot) -> Candidate:
    """Katherine has advanced, and meets Grace once more, and Alan, onsite."""
    advances(company, phone)
    plans_next(company, company.grace, company.alan)
    return company.candidate(KATHERINE)


def both_score(company: Company, note: str = "") -> None:
    """The panel of the onsite."""
    for who in (company.grace, company.alan):
        company.scores(who, KATHERINE, note=note)
    company.deliver()


def asks_for_phone(company: Company, who: User, shown: MessageSnapshot) -> MessageSnapshot:
    """What somebody reads who presses the button for the debrief of the phone screen."""
    company.presses(who, shown, Act.DEBRIEF, of_phone(company).id)
    return company.slack.ephemerals(who)[-1]


class TestTheFormOfTheNextRound:
    def test_knows_who_the_candidate_is_and_who_leads(
        self, company: Company, phone: MessageSnapshot
    ) -> None:
        advances(company, phone)
        company.presses(company.ada, company.modal(company.ada), Act.NEXT_ROUND)
        form = company.modal(company.ada)
        label = f"{KATHERINE} · Machine Learning Engineer · target level senior · Phone screen"
        assert label in in_line(form)
        assert "Round 2" in form.text
        assert company.ada.id in str(company.values(company.ada)["leads.new"])
        assert not {"name", "role", "level", "candidate"} & company.values(company.ada).keys()

    def test_is_opened_from_the_debrief_and_from_the_list_too(
        self, company: Company, phone: MessageSnapshot
    ) -> None:
        advances(company, phone)
        for command in (DEBRIEF, "candidates decided"):
            shown = company.answer(company.ada, command)
            company.presses(company.ada, shown, Act.NEXT_ROUND)
            assert "Round 2" in company.modal(company.ada).text
            company.slack.close(company.modal(company.ada))

    def test_keeps_what_was_typed_beside_a_fault(
        self, company: Company, phone: MessageSnapshot
    ) -> None:
        advances(company, phone)
        company.presses(company.ada, company.modal(company.ada), Act.NEXT_ROUND)
        company.writes(company.ada, "stage.new", "Onsite")
        company.chooses(company.ada, "panel.new", [company.alan.id])
        company.writes(company.ada, f"minutes.new.{company.alan.id}", "1000")
        company.submits(company.ada)
        assert company.errors(company.ada)
        company.writes(company.ada, f"minutes.new.{company.alan.id}", "30")
        company.submits(company.ada)
        assert company.candidate(KATHERINE).stage == "Onsite"

    @pytest.mark.parametrize("outcome", ["hire", "no_hire", "hold", "withdrew"])
    def test_is_offered_after_an_advance_alone(
        self, company: Company, phone: MessageSnapshot, outcome: str
    ) -> None:
        company.decides(company.ada, phone, outcome, REASON)
        assert Act.NEXT_ROUND not in company.modal(company.ada).actions
        company.becomes_known()
        assert Act.NEXT_ROUND not in company.answer(company.ada, DEBRIEF).actions

    def test_is_for_leads(self, company: Company, phone: MessageSnapshot) -> None:
        advances(company, phone)
        company.becomes_known()
        assert Act.NEXT_ROUND not in company.answer(company.grace, DEBRIEF).actions
        with pytest.raises(NotAllowed):
            loop_to_follow(
                company.bot.store,
                person(company, company.grace),
                company.candidate_named(KATHERINE, "decided").id,
            )


class TestTheNextRound:
    def test_is_an_interview_of_its_own_with_a_card_of_its_own(
        self, company: Company, onsite: Candidate
    ) -> None:
        assert onsite.round == 2
        assert "Onsite" in message_of(company, company.alan).text
        company.types(company.grace, f"score {KATHERINE}")
        assert SECRET not in company.modal(company.grace).text
        assert SECRET not in str(company.values(company.grace))
        company.slack.close(company.modal(company.grace))
        both_score(company, note="Drew it on the wall.")
        titles = [shown.text for shown in company.inbox(company.ada, words="Debrief: ")]
        assert len(titles) == 2
        assert "Phone screen" in titles[0]
        assert "Onsite" in titles[1]
        assert SECRET in titles[0]
        assert SECRET not in titles[1]

    def test_has_the_history_in_its_debrief_with_the_way_to_the_earlier_one(
        self, company: Company, onsite: Candidate
    ) -> None:
        both_score(company)
        shown = company.answer(company.ada, DEBRIEF)
        assert "Phone screen: Decided: advance" in in_line(shown)
        assert REASON in shown.text
        assert SECRET in asks_for_phone(company, company.ada, shown).text

    def test_shows_whoever_owes_a_card_nothing_of_the_earlier_one(
        self, company: Company, onsite: Candidate
    ) -> None:
        store, first = company.bot.store, of_phone(company)
        company.becomes_known()
        for who in (company.grace, company.alan):
            for words in (DEBRIEF, "candidates decided", "candidates"):
                text = company.answer(who, words).text
                assert SECRET not in text
                assert REASON not in text
        assert not may(
            person(company, company.grace), Action.READ_DEBRIEF, store.loop(first.team_id, first.id)
        )

    def test_opens_the_earlier_one_to_the_panel_once_every_card_is_in(
        self, company: Company, onsite: Candidate
    ) -> None:
        both_score(company)
        shown = company.answer(company.alan, DEBRIEF)
        assert SECRET in asks_for_phone(company, company.alan, shown).text

    def test_closes_the_earlier_one_to_a_lead_on_its_panel_unless_they_open_it_early(
        self, company: Company, phone: MessageSnapshot
    ) -> None:
        advances(company, phone)
        plans_next(company, company.ada, company.alan)
        company.becomes_known()
        listed = company.answer(company.ada, "candidates decided")
        assert Act.DEBRIEF not in listed.actions
        found = company.answer(company.ada, DEBRIEF)
        assert "it opens to you once your scorecard of this round is in" in found.text
        sealed = asks_for_phone(company, company.ada, found)
        for shown in (listed, found, sealed):
            assert SECRET not in shown.text
            assert REASON not in shown.text
        company.presses(company.ada, sealed, Act.OPEN_EARLY)
        assert SECRET in company.slack.ephemerals(company.ada)[-1].text
        assert (
            "while they owed a scorecard in a later round"
            in company.answer(company.ada, f"audit {KATHERINE}").text
        )

    def test_cannot_be_planned_twice(self, company: Company, onsite: Candidate) -> None:
        first = of_phone(company)
        with pytest.raises(RoundPlanned):
            loop_to_follow(company.bot.store, person(company, company.ada), first.id)
        assert Act.NEXT_ROUND not in company.answer(company.ada, "candidates decided").actions

    def test_is_planned_once_when_two_leads_do_so_at_once(
        self, company: Company, phone: MessageSnapshot
    ) -> None:
        company.add_lead(KATHERINE, company.hedy)
        advances(company, phone)
        listed = company.answer(company.hedy, "candidates decided")
        company.presses(company.hedy, listed, Act.NEXT_ROUND)
        company.chooses(company.hedy, "panel.new", [company.grace.id])
        plans_next(company, company.alan)
        company.submits(company.hedy)
        assert "planned already" in " ".join(company.errors(company.hedy).values())
        assert company.candidate(KATHERINE).round == 2

    def test_keeps_the_decision_before_it_as_it_is(
        self, company: Company, phone: MessageSnapshot
    ) -> None:
        advances(company, phone)
        recorded = company.modal(company.ada)
        listed = company.answer(company.ada, "candidates decided")
        company.presses(company.ada, recorded, Act.NEXT_ROUND)
        fills_next(company, company.alan)
        company.presses(company.ada, listed, Act.UNDO)
        assert "next round is planned" in company.slack.ephemerals(company.ada)[-1].text
        assert of_phone(company).status == "decided"

    def test_tells_the_panel_before_it_at_once_how_that_one_ended(
        self, company: Company, phone: MessageSnapshot
    ) -> None:
        advances(company, phone)
        assert not company.inbox(company.grace, words=f"{KATHERINE}: advance")
        plans_next(company, company.alan)
        assert len(company.inbox(company.grace, words=f"{KATHERINE}: advance")) == 1
        company.becomes_known()
        assert len(company.inbox(company.grace, words=f"{KATHERINE}: advance")) == 1

    def test_goes_with_all_the_others_when_the_candidate_is_erased(
        self, company: Company, onsite: Candidate
    ) -> None:
        company.types(company.ada, f"forget {KATHERINE}")
        assert "all 2 rounds" in company.modal(company.ada).text
        company.slack.close(company.modal(company.ada))
        company.erases(company.ada, KATHERINE)
        company.deliver()
        store, team = company.bot.store, onsite.team_id
        assert store.candidates.rounds_of(team, onsite.person_id) == ()
        assert not [shown for shown in company.inbox(company.grace) if KATHERINE in shown.text]

    def test_can_be_followed_by_a_third(self, company: Company, onsite: Candidate) -> None:
        both_score(company)
        advances(company, digest(company, company.ada))
        plans_next(company, company.hedy, stage="")
        third = company.candidate(KATHERINE)
        assert (third.round, third.person_id) == (3, onsite.person_id)
        assert "· round 3" in company.answer(company.ada, "candidates").text
        company.scores(company.hedy, KATHERINE)
        text = company.answer(company.ada, DEBRIEF).text
        assert text.index("Phone screen") < text.index("Onsite")


def in_line(shown: MessageSnapshot | ViewSnapshot) -> str:
    return shown.text.replace("\n", "")


def person(company: Company, who: User) -> Person:
    return Person(team_id=company.slack.workspace.identity.team_id, user_id=who.id)


def of_phone(company: Company) -> Candidate:
    store, team = company.bot.store, company.slack.workspace.identity.team_id
    standing = company.candidate(KATHERINE)
    return store.candidates.rounds_of(team, standing.person_id)[0]
