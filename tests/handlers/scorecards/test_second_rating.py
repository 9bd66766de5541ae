"""A second rating: whoever has read the others may rate again and say why, and the first stays beside it."""

import json

import pytest

from sandbox.client.snapshots import Answer, ViewSnapshot
from slack_limits.check import check_view
from tests.company import Company
from tests.handlers.panels.steps import KATHERINE, NEWS, lines_to, message_of, plans

WHY = "Ada made her explain the rollback, and she knew it."


def both_scored(company: Company) -> None:
    """Ada leads and rates operations 5, Grace rates them 2; each can read the other from now on."""
    company.adds(
        company.ada, KATHERINE, panel=(company.grace,), vote="yes", ratings={"ml-ops": 5},
    )  # fmt: skip
    company.scores(
        company.grace, KATHERINE, vote="no", ratings={"ml-ops": (2, "Only retrained by hand.")}
    )
    company.deliver()


def opens(company: Company) -> ViewSnapshot:
    """Grace opens her form again."""
    company.types(company.grace, f"score {KATHERINE}")
    return company.modal(company.grace)


def rates_again(company: Company, reason: str = WHY) -> Answer:
    opens(company)
    company.fills(
        company.modal(company.grace), vote="yes", ratings={"ml-ops": 4}, reason=reason, note="Now I see."
    )  # fmt: skip
    return company.submits(company.grace)


class TestForm:
    def test_is_titled_and_says_that_the_first_stays(self, company: Company) -> None:
        both_scored(company)
        view = opens(company)
        assert view.title == KATHERINE
        assert "This is a second rating. Your first rating stays beside this one" in view.text
        assert "What changed your mind?" in view.text
        assert view.values["evidence.ml-ops"]["value"]["value"] == "Only retrained by hand."

    def test_asks_for_no_reason_while_a_card_is_missing(self, company: Company) -> None:
        company.adds(company.ada, KATHERINE, panel=(company.grace,))
        view = company.opens(company.ada, f"score {KATHERINE}")
        assert view.title == "Amend Katherine Johnson"
        assert "reason" not in view.values

    def test_wants_a_reason_at_the_field_and_keeps_the_rest(self, company: Company) -> None:
        both_scored(company)
        answer = rates_again(company, reason="  ")
        assert answer.errors == {"reason": "Say in a sentence or two what changed your mind."}
        assert company.modal(company.grace).values["note"]["value"]["value"] == "Now I see."
        company.writes(company.grace, "reason", WHY)
        company.submits(company.grace)
        assert "your second rating for Katherine Johnson" in company.modal(company.grace).text

    def test_comes_back_with_the_field_where_the_seal_opened_meanwhile(
        self, company: Company
    ) -> None:
        company.adds(company.ada, KATHERINE, panel=(company.grace,))
        company.fills(
            company.opens(company.ada, f"score {KATHERINE}"),
            ratings={"ml-ops": 4},
            note="A slip of mine.",
        )
        company.scores(company.grace, KATHERINE)
        company.submits(company.ada)
        view = company.modal(company.ada)
        assert "This is a second rating" in view.text
        assert "The others' scorecards are open to you by now" in view.text
        assert view.values["note"]["value"]["value"] == "A slip of mine."
        company.slack.type(view, "reason", WHY)
        company.submits(company.ada)
        card = company.loop(KATHERINE).card_of(company.ada.id)
        assert card
        assert (card.revision, card.reason, card.note) == (2, WHY, "A slip of mine.")

    def test_from_another_form_is_one_that_slack_takes(self, company: Company) -> None:
        company.adds(company.ada, KATHERINE, panel=(company.grace,))
        sent = company.scores(company.grace, KATHERINE)
        view = sent.payload["view"]
        kept = json.loads(view["private_metadata"]) | {"card_id": "made-on-the-phone"}
        _, answer = company.forge(sent, view=view | {"private_metadata": json.dumps(kept)})
        shown = answer["view"]
        assert "You have already sent a scorecard" in str(shown["blocks"][0])
        assert "say at the top what changed your mind" in str(shown["blocks"][0])
        assert list(check_view(shown)) == []

    def test_of_a_draft_from_before_asks_too(self, company: Company) -> None:
        company.adds(company.ada, KATHERINE, panel=(company.grace,))
        company.fills(company.opens(company.ada, f"score {KATHERINE}"), note="Half a thought.")
        company.slack.close(company.modal(company.ada))
        company.scores(company.grace, KATHERINE)
        view = company.opens(company.ada, f"score {KATHERINE}")
        assert "reason" in view.values
        assert view.values["note"]["value"]["value"] == "Half a thought."

    def test_keeps_the_reason_in_the_draft(self, company: Company) -> None:
        both_scored(company)
        company.fills(opens(company), vote=None, reason=WHY)
        company.slack.close(company.modal(company.grace))
        assert opens(company).values["reason"]["value"]["value"] == WHY

    def test_sent_twice_is_one_card(self, company: Company) -> None:
        both_scored(company)
        company.slack.repeat(rates_again(company))
        found = company.candidate(KATHERINE)
        cards = company.bot.store.scorecards.of_candidate(found.team_id, found.id)
        assert [card.reason for card in cards] == ["", "", WHY]

    def test_is_of_a_lead_who_opened_early_too(self, company: Company) -> None:
        company.adds(company.ada, KATHERINE, panel=(company.grace, company.alan))
        company.scores(company.grace, KATHERINE)
        sealed = company.answer(company.ada, f"debrief {KATHERINE}")
        company.presses(company.ada, sealed, "debrief.open_early")
        assert "This is a second rating" in company.opens(company.ada, f"score {KATHERINE}").text
        assert "This is a second rating" not in opens(company).text


class TestAfterADecision:
    def test_is_not_begun(self, company: Company) -> None:
        both_scored(company)
        listed = company.answer(company.grace, "candidates")
        company.changes("UPDATE candidates SET status = 'decided'")
        company.presses(company.grace, listed, "score.amend")
        text = company.notice(company.grace)
        assert "This candidate is decided now, so your scorecard stays as it is." in text

    def test_is_not_taken(self, company: Company) -> None:
        both_scored(company)
        opens(company)
        company.fills(company.modal(company.grace), vote=None, reason=WHY)
        company.changes("UPDATE candidates SET status = 'decided'")
        assert "decided now" in company.errors(company.grace)["note"]


class TestDebrief:
    @pytest.fixture
    def text(self, company: Company) -> str:
        both_scored(company)
        rates_again(company)
        return company.answer(company.ada, f"debrief {KATHERINE}").text

    def test_shows_the_second_beside_the_first_in_the_skill(self, text: str) -> None:
        skill = text.split("Talk about these first")[1].split("What else", maxsplit=1)[0]
        first, second = skill.index("2 junior answer"), skill.index("4 senior answer")
        assert first < second
        assert "Second rating" in skill[first:second]
        assert text.count("Only retrained by hand.") == 1

    def test_shows_both_votes_with_the_reason(self, text: str) -> None:
        assert "no, now yes" in text
        words = text.split("What else each interviewer wrote")[1]
        second = words.index("second rating, given after reading the others' scorecards")
        assert second < words.index("What changed their mind: " + WHY)
        assert words.index(WHY) < words.index("Now I see.")

    def test_counts_the_first_and_says_so(self, text: str) -> None:
        assert "3.5 (2 ratings)" in text
        assert "Votes: 1 yes, 1 no." in text
        assert "Every figure counts first ratings and votes, made before" in text
        assert "Votes with second ratings in place of first ones: 2 yes." in text

    def test_has_both_in_the_table(self, company: Company, text: str) -> None:
        assert "2, now 4" in text
        [table] = [
            block
            for block in company.answer(company.ada, f"debrief {KATHERINE}").blocks
            if block["type"] == "table"
        ]
        assert len(table["rows"][0]) == 1 + 2 + 2

    def test_says_nothing_of_it_where_there_is_none(self, company: Company) -> None:
        both_scored(company)
        text = company.answer(company.ada, f"debrief {KATHERINE}").text
        assert "econd rating" not in text.replace("Add a second rating", "")

    def test_tells_the_lead_in_a_line_beside_the_edited_digest(self, company: Company) -> None:
        both_scored(company)
        rates_again(company)
        company.deliver()
        digest = company.message(company.ada, "Votes")
        assert digest.edited
        assert WHY in digest.text
        [line] = lines_to(company, company.ada, NEWS)
        assert "and added a second rating" in line
        assert WHY not in line


class TestButtons:
    """They say what one can do by now."""

    def test_are_to_amend_while_a_card_is_missing(self, company: Company) -> None:
        company.adds(company.ada, KATHERINE, panel=(company.grace,))
        for blocks in (
            company.modal(company.ada).blocks,
            company.answer(company.ada, "candidates").blocks,
        ):
            assert "'Amend'" in str(blocks)
            assert "Add a second rating" not in str(blocks)

    def test_are_for_a_second_rating_once_the_others_can_be_read(self, company: Company) -> None:
        both_scored(company)
        for blocks in (
            company.modal(company.grace).blocks,
            company.answer(company.grace, "candidates").blocks,
            company.answer(company.grace, f"debrief {KATHERINE}").blocks,
        ):
            assert "Add a second rating" in str(blocks)
            assert "'Amend'" not in str(blocks)

    def test_of_the_messages_of_everybody_change_with_the_last_card(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        company.scores(company.grace, KATHERINE)
        company.deliver()
        assert "'Amend'" in str(message_of(company, company.grace).blocks)
        company.scores(company.alan, KATHERINE)
        company.deliver()
        for who in (company.grace, company.alan):
            assert "Add a second rating" in str(message_of(company, who).blocks)

    def test_open_the_form_from_the_debrief(self, company: Company) -> None:
        both_scored(company)
        page = company.answer(company.grace, f"debrief {KATHERINE}")
        company.presses(company.grace, page, "score.amend")
        assert "This is a second rating" in company.modal(company.grace).text

    def test_are_not_for_a_lead_who_was_not_on_the_panel(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        for who in (company.grace, company.alan):
            company.scores(who, KATHERINE)
        page = company.answer(company.ada, f"debrief {KATHERINE}")
        assert "Add a second rating" not in str(page.blocks)


class TestWhoLeft:
    """A change of the panel while it was sealed is said, since fewer cards open the seal."""

    def test_is_named_with_who_took_them_off(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        company.scores(company.grace, KATHERINE)
        message = message_of(company, company.alan)
        company.presses(company.alan, message, "interview.did_not_happen")
        company.deliver()
        digest = company.message(company.ada, "Votes")
        assert f"Taken off the panel: <@{company.alan.id}>, by themselves, on" in digest.text

    def test_is_named_where_they_handed_over(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        company.scores(company.grace, KATHERINE)
        message = message_of(company, company.alan)
        company.presses(company.alan, message, "interview.hand_over")
        company.chooses(company.alan, "to", company.hedy.id)
        company.submits(company.alan)
        company.scores(company.hedy, KATHERINE)
        text = company.answer(company.ada, f"debrief {KATHERINE}").text
        assert f"Handed their interview over: <@{company.alan.id}>, by themselves, on" in text

    def test_is_not_who_says_that_they_only_listened(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        company.scores(company.grace, KATHERINE)
        message = message_of(company, company.alan)
        company.presses(company.alan, message, "interview.shadowed")
        company.deliver()
        assert company.alan.id not in str(company.message(company.ada, "Votes").blocks)
