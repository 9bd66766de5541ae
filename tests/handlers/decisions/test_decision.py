"""The decision that closes a loop: a lead's, with its reason, told to the panel, undone within ten minutes."""

from concurrent.futures import ThreadPoolExecutor

from sandbox.client.snapshots import Answer
from tests.company import Company


def all_cards_in(company: Company) -> None:
    """Ada leads, Grace is on the panel, both have scored."""
    company.adds(company.ada, "Katherine Johnson", panel=(company.grace,), ratings={"ml-ops": 4})
    company.scores(company.grace, "Katherine Johnson", ratings={"ml-ops": 4})
    company.deliver()


def decides(company: Company, outcome: str = "hire", reason: str = "Calm and exact.") -> Answer:
    """Ada records her decision from the digest."""
    return company.decides(company.ada, company.message(company.ada), outcome, reason)


class TestDecision:
    def test_is_recorded_with_reason_and_who_took_part(self, company: Company) -> None:
        all_cards_in(company)
        decides(company)
        assert company.modal(company.ada).title == "Recorded"
        found = company.candidate_named("Katherine Johnson", "decided")
        decision = company.bot.store.decisions.get_current(found.team_id, found.id)
        assert decision
        assert (decision.outcome, decision.reason) == ("hire", "Calm and exact.")
        assert set(decision.participants) == {company.ada.id, company.grace.id}

    def test_needs_a_reason(self, company: Company) -> None:
        all_cards_in(company)
        answer = decides(company, reason="   ")
        assert answer.errors == {"reason": "Write the reason in a sentence or two."}

    def test_stands_in_the_digest_and_in_the_debrief(self, company: Company) -> None:
        all_cards_in(company)
        decides(company, "no_hire")
        company.deliver()
        digest = company.message(company.ada)
        assert "Decided: no hire" in digest.text
        assert "Calm and exact." in digest.text
        assert "decision.open" not in digest.actions
        company.becomes_known()
        assert "Decided: no hire" in company.answer(company.grace, "debrief Katherine").text

    def test_comes_first_in_a_debrief_that_says_no_more_that_it_waits(
        self, company: Company
    ) -> None:
        all_cards_in(company)
        open_one = company.answer(company.ada, "debrief Katherine").text
        assert "To decide. " in open_one
        assert "does not judge: whoever leads this search decides." in open_one
        decides(company)
        decided = company.answer(company.ada, "debrief Katherine").text
        assert "To decide" not in decided
        assert decided.index("Decided: hire") < decided.index("Votes: 2 yes. ")
        assert "This page adds up and does not judge." in decided

    def test_is_said_of_a_candidate_whose_name_is_mistyped(self, company: Company) -> None:
        all_cards_in(company)
        decides(company)
        told = company.answer(company.ada, "debrief Katharine Jonson")
        assert "Katherine Johnson · decided · " in told.text
        company.presses(company.ada, told, "run.1")
        assert "Decided: hire" in company.notice(company.ada)

    def test_is_told_to_the_panel_in_one_line_after_ten_minutes(self, company: Company) -> None:
        all_cards_in(company)
        decides(company)
        company.deliver()
        assert company.inbox(company.grace) == []
        company.clock.forward(minutes=11)
        company.deliver()
        told = company.message(company.grace)
        assert "hire, decided by" in told.text
        assert "Calm" not in told.text

    def test_is_told_to_a_lead_who_took_no_part_without_thanks(self, company: Company) -> None:
        all_cards_in(company)
        company.add_lead("Katherine Johnson", company.alan)
        decides(company)
        company.becomes_known()
        for who, thanks in ((company.grace, True), (company.alan, False)):
            told = company.message(who, words="Katherine Johnson: hire, decided by ")
            assert ("Thank you for your part in it." in told.text) is thanks

    def test_closes_the_loop_for_scorecards(self, company: Company) -> None:
        company.adds(company.ada, "Katherine Johnson", panel=(company.grace,))
        company.fills(company.opens(company.grace, "score Katherine"))
        answer = company.answer(company.ada, "debrief Katherine")
        company.presses(company.ada, answer, "debrief.open_early")
        early = company.slack.ephemerals(company.ada)[-1]
        company.presses(company.ada, early, "decision.open")
        assert "Not everybody has scored yet" in company.modal(company.ada).text
        company.chooses(company.ada, "outcome", "hold")
        company.writes(company.ada, "reason", "The search is paused.")
        company.submits(company.ada)
        company.becomes_known()
        assert "decided now" in company.errors(company.grace)["note"]

    def test_sent_twice_decides_once(self, company: Company) -> None:
        all_cards_in(company)
        again = company.slack.repeat(decides(company))
        assert again.body["view"]["title"]["text"] == "Recorded"

    def test_of_a_second_lead_shows_the_first_ones(self, company: Company) -> None:
        all_cards_in(company)
        company.add_lead("Katherine Johnson", company.alan)
        first = decides(company)
        view = first.payload["view"]
        metadata = view["private_metadata"].replace(
            company.candidate_named("Katherine Johnson", "decided").id, "SAME"
        )
        kept = metadata.replace('"id":"', '"id":"other').replace(
            "SAME", company.candidate_named("Katherine Johnson", "decided").id
        )
        _, answer = company.forge(
            first, user=company.alan.id, view=view | {"private_metadata": kept}
        )
        assert "Somebody decided before you: hire" in answer["errors"]["participants"]

    def test_of_two_leads_at_the_same_moment_is_one(self, company: Company) -> None:
        all_cards_in(company)
        company.add_lead("Katherine Johnson", company.alan)
        for lead, outcome in ((company.ada, "hire"), (company.alan, "hold")):
            page = company.answer(lead, "debrief Katherine")
            company.presses(lead, page, "decision.open")
            company.chooses(lead, "outcome", outcome)
            company.writes(lead, "reason", "Calm and exact.")
        views = [company.modal(lead) for lead in (company.ada, company.alan)]
        with ThreadPoolExecutor(2) as both:
            answers = list(both.map(company.slack.submit, views))
        [refused] = [answer.errors for answer in answers if answer.errors]
        found = company.candidate_named("Katherine Johnson", "decided")
        standing = company.bot.store.decisions.get_current(found.team_id, found.id)
        assert standing
        assert f"before you: {standing.outcome.value}" in str(refused)
        titles = [company.modal(lead).title for lead in (company.ada, company.alan)]
        assert sorted(titles) == ["Decision", "Recorded"]

    def test_is_for_leads_alone(self, company: Company) -> None:
        all_cards_in(company)
        pressed = company.presses(company.ada, company.message(company.ada), "decision.open")
        company.chooses(company.ada, "outcome", "hire")
        company.writes(company.ada, "reason", "Because.")
        company.forge(pressed, user=company.grace.id)
        assert company.modal(company.grace).title != "Decision"
        assert "decision.open" not in company.answer(company.grace, "debrief Katherine").actions

    def test_can_be_undone_for_ten_minutes_and_nobody_is_told(self, company: Company) -> None:
        all_cards_in(company)
        decides(company)
        company.presses(company.ada, company.modal(company.ada), "decision.undo")
        assert "Undone" in company.modal(company.ada).text
        company.clock.forward(minutes=11)
        company.deliver()
        assert company.inbox(company.grace) == []
        assert "decision.open" in company.inbox(company.ada)[0].actions
        assert company.candidate("Katherine Johnson")

    def test_that_was_undone_is_not_made_by_the_same_form_once_more(self, company: Company) -> None:
        """It may still be open on another device."""
        all_cards_in(company)
        sent = decides(company)
        company.presses(company.ada, company.modal(company.ada), "decision.undo")
        _, answer = company.forge(sent)
        assert "This decision was undone." in str(answer["errors"])
        assert company.candidate("Katherine Johnson")

    def test_cannot_be_undone_later(self, company: Company) -> None:
        all_cards_in(company)
        decides(company)
        company.clock.forward(minutes=11)
        company.presses(company.ada, company.modal(company.ada), "decision.undo")
        assert "for ten minutes" in company.modal(company.ada).text
        assert company.candidate_named("Katherine Johnson", "decided")

    def test_can_be_undone_where_it_is_read_once_its_own_box_is_closed(
        self, company: Company
    ) -> None:
        all_cards_in(company)
        decides(company)
        company.deliver()
        assert "decision.undo" in company.message(company.ada).actions
        assert "decision.undo" not in company.answer(company.grace, "debrief Katherine").actions
        page = company.answer(company.ada, "debrief Katherine")
        company.presses(company.ada, page, "decision.undo")
        assert "Undone" in company.notice(company.ada)
        company.deliver()
        digest = company.message(company.ada)
        assert "decision.open" in digest.actions
        assert "decision.undo" not in digest.actions

    def test_offers_no_undo_when_the_ten_minutes_are_over(self, company: Company) -> None:
        all_cards_in(company)
        decides(company)
        company.deliver()
        page = company.answer(company.ada, "debrief Katherine")
        company.clock.forward(minutes=10)
        assert "decision.undo" in company.answer(company.ada, "debrief Katherine").actions
        company.clock.forward(seconds=1)
        company.deliver()
        assert "decision.undo" not in company.message(company.ada).actions
        assert "decision.undo" not in company.answer(company.ada, "debrief Katherine").actions
        company.presses(company.ada, page, "decision.undo")
        assert "for ten minutes" in company.notice(company.ada)
