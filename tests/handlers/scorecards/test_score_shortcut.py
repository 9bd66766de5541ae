"""The shortcut "Score an interview": what `/interview score` does, from anywhere in Slack."""

from sandbox.client.snapshots import Answer, ViewSnapshot
from sandbox.world.records import User
from tests.company import Company
from tests.handlers.panels.steps import plans


def uses(company: Company, who: User) -> Answer:
    """Somebody picks the shortcut, wherever in Slack they are."""
    return company.slack.shortcut("score_interview", user=who)


def modal_after(company: Company, who: User) -> ViewSnapshot:
    """What somebody sees who has picked it."""
    assert uses(company, who).status == 200
    return company.modal(who)


class TestScoreAnInterview:
    def test_opens_the_scorecard_of_the_only_candidate_to_score(self, company: Company) -> None:
        company.adds(company.ada, "Katherine Johnson", panel=(company.grace,))
        view = modal_after(company, company.grace)
        assert view.title == "Score Katherine Johnson"
        picked = view.values["candidate"]["score.candidate"]["selected_option"]
        assert picked["text"]["text"].startswith("Katherine Johnson")
        company.slack.choose(view, "recommendation", "yes")
        company.submits(company.grace)
        assert company.has_saved(company.grace)

    def test_brings_a_draft_back(self, company: Company) -> None:
        company.adds(company.ada, "Katherine Johnson", panel=(company.grace,))
        company.slack.type(modal_after(company, company.grace), "note", "Half a thought")
        company.slack.close(company.modal(company.grace))
        view = modal_after(company, company.grace)
        assert view.values["note"]["value"]["value"] == "Half a thought"

    def test_offers_the_roles_where_there_is_nobody_to_score(self, company: Company) -> None:
        view = modal_after(company, company.ada)
        assert view.title == "Score an interview"
        assert "Choose the role" in view.text
        company.presses(company.ada, view, "run.1")
        card = company.modal(company.ada)
        assert card.title == "Score a candidate"
        company.fills(card, name="Katherine Johnson")
        company.submits(company.ada)
        company.slack.close(company.modal(company.ada))
        assert company.slack.view_of(company.ada) is None, "the choice of roles is still there"
        assert company.loop("Katherine Johnson").card_of(company.ada.id)

    def test_passes_over_somebody_whose_role_the_bank_has_lost(self, company: Company) -> None:
        for name in ("Katherine Johnson", "Dorothy Vaughan"):
            company.adds(company.ada, name, panel=(company.grace,))
        company.changes("UPDATE candidates SET archetype_id = 'gone' WHERE name LIKE 'D%'")
        view = modal_after(company, company.grace)
        picked = view.values["candidate"]["score.candidate"]["selected_option"]
        assert picked["text"]["text"].startswith("Katherine Johnson")

    def test_passes_over_somebody_whom_the_person_leads_and_does_not_interview(
        self, company: Company
    ) -> None:
        plans(company, company.grace, starts=None)
        assert modal_after(company, company.ada).title == "Score an interview"
        assert modal_after(company, company.grace).title == "Score Katherine Johnson"

    def test_says_what_went_wrong_by_direct_message_where_no_modal_can_open(
        self, company: Company
    ) -> None:
        company.slack.fail("views.open", error="expired_trigger_id", times=2)
        assert uses(company, company.ada).status == 200
        assert "please press it again" in company.inbox(company.ada)[-1].text

    def test_that_this_release_does_not_know_says_so(self, company: Company) -> None:
        assert company.slack.shortcut("of_an_older_release", user=company.ada).status == 200
        assert "older version of the bot" in company.modal(company.ada).text

    def test_opens_one_form_when_slack_repeats_itself(self, company: Company) -> None:
        assert company.slack.repeat(uses(company, company.ada)).status == 200
        assert len(company.slack.calls("views.open")) == 2
        assert company.inbox(company.ada) == []
