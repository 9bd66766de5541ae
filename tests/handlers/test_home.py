"""The Home tab: what waits for a person comes first."""

from tests.company import Company


class TestHome:
    def test_shows_a_newcomer_the_kits(self, company: Company) -> None:
        home = company.home(company.ada)
        assert "Nothing: no scorecard of yours is open." in home.text
        assert "Data Engineer" in home.text

    def test_lists_open_scorecards_before_candidates(self, company: Company) -> None:
        company.adds(company.ada, "Katherine Johnson", panel=(company.grace,))
        home = company.home(company.grace)
        waiting, mine = home.text.split("Your candidates")
        assert "Katherine Johnson" in waiting
        assert "1 of 2 scorecards in" in mine

    def test_opens_the_scorecard_and_the_debrief(self, company: Company) -> None:
        company.adds(company.ada, "Katherine Johnson", panel=(company.grace,))
        home = company.home(company.grace)
        company.slack.press(home, "score.open", user=company.grace)
        assert company.modal(company.grace).title == "Scorecard"
        company.slack.press(home, "debrief.open", user=company.grace)
        assert "1 of 2 scorecards are in" in company.inbox(company.grace)[-1].text

    def test_says_what_went_wrong_by_direct_message(self, company: Company) -> None:
        company.adds(company.ada, "Katherine Johnson", panel=(company.grace,))
        home = company.home(company.grace)
        company.slack.fail("views.open", error="expired_trigger_id")
        company.slack.press(home, "score.open", user=company.grace)
        assert "please press it again" in company.inbox(company.grace)[-1].text

    def test_is_within_slacks_limits_with_many_candidates(self, company: Company) -> None:
        for number in range(23):
            company.adds(company.ada, f"Candidate {number} " + "x" * 90, panel=(company.grace,))
        home = company.home(company.grace)
        assert "3 older ones are not shown" in home.text

    def test_puts_drafts_first_and_resumes_them(self, company: Company) -> None:
        company.adds(company.ada, "Katherine Johnson", panel=(company.grace,))
        company.types(company.grace, "score Katherine")
        company.slack.type(company.modal(company.grace), "note", "Half a thought")
        company.slack.close(company.modal(company.grace))
        home = company.home(company.grace)
        assert "Katherine Johnson · Machine Learning Engineer · draft" in home.text
        company.slack.press(home, "score.resume", user=company.grace)
        view = company.modal(company.grace)
        assert "Your draft is back as you left it." in view.text
        assert view.values["note"]["value"]["value"] == "Half a thought"
