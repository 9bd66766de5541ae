"""The scorecard: filled in a modal, kept once, said to be saved when it is."""

import json
import sqlite3
from contextlib import closing

import pytest

from handlers.scorecards.card_form import read
from handlers.slack.block_ids import declared_id
from interviews.models import Rating, Recommendation
from question_bank.bank import Bank
from question_bank.models import Archetype
from tests.company import Company
from tests.handlers.panels.steps import replans


class TestOpening:
    def test_from_a_kit_shows_each_skill_with_its_anchors_beside_the_rating(
        self, company: Company, ml: Archetype
    ) -> None:
        company.opens_card(company.ada)
        company.chooses(company.ada, "skill_added", ":all")
        text = company.modal(company.ada).text
        for skill in ml.skills:
            assert f"*Junior (2):* {skill.anchors.junior}" in text
            assert f"*Senior (4):* {skill.anchors.senior}" in text

    def test_starts_with_nothing_assessed_and_the_vote_last(self, company: Company) -> None:
        company.opens_card(company.ada)
        company.chooses(company.ada, "skill_added", ":all")
        view = company.modal(company.ada)
        ratings = [block for block in view.values if block.startswith("rating.")]
        assert len(ratings) == 8
        for block in ratings:
            assert view.values[block]["value"]["selected_option"]["value"] == "none"
        inputs = [block["block_id"] for block in view.blocks if block["type"] == "input"]
        assert inputs[-2:] == ["recommendation", "note"]

    def test_by_command_asks_a_newcomer_for_the_role(self, company: Company) -> None:
        company.presses(company.ada, company.answer(company.ada, "score"), "run.2")
        assert company.modal(company.ada).title == "Score a candidate"

    def test_by_command_with_a_new_name_keeps_the_name(self, company: Company) -> None:
        answer = company.answer(company.ada, "score \u201cKatherine Johnson\u201d")
        company.presses(company.ada, answer, "run.1")
        assert company.modal(company.ada).values["name"]["value"]["value"] == "Katherine Johnson"

    def test_by_command_lets_one_pick_among_ones_own_candidates(self, company: Company) -> None:
        company.adds(company.ada, "Katherine Johnson", panel=(company.grace,))
        company.adds(company.ada, "Dorothy Vaughan", role="backend", panel=(company.grace,))
        view = company.opens_card(company.grace)
        assert "Dorothy Vaughan · Backend Web Developer · senior" in view.text
        katherine = company.candidate("Katherine Johnson")
        company.slack.choose(view, "score.candidate", katherine.id)
        assert "rating.ml-ops" in company.values(company.grace)

    def test_asks_which_when_two_have_one_name(self, company: Company) -> None:
        company.adds(company.ada, "Katherine Johnson", panel=(company.grace,))
        company.adds(company.ada, "Katherine Johnson", role="backend", panel=(company.grace,))
        answer = company.answer(company.grace, "score katherine johnson")
        assert "Which one?" in answer.text
        assert "Backend Web Developer" in answer.text
        company.presses(company.grace, answer, "run.2")
        assert "rating.ml-ops" in company.values(company.grace)

    def test_of_a_misspelt_name_suggests_the_candidate(self, company: Company) -> None:
        company.adds(company.ada, "Katherine Johnson", panel=(company.grace,))
        answer = company.answer(company.grace, "score Kathrine Jonson")
        assert "Katherine Johnson" in answer.text
        company.presses(company.grace, answer, "run.1")
        assert company.modal(company.grace).title == "Score Katherine Johnson"


class TestPickingSomebodyElse:
    """Where the form was opened for nobody in particular, it has the list, with the only one to score chosen."""

    @pytest.fixture
    def interview(self, company: Company) -> Company:
        """Grace has yet to score Katherine, and may score Dorothy, for whom she leads."""
        company.adds(company.ada, "Katherine Johnson", panel=(company.grace,))
        company.adds(company.ada, "Dorothy Vaughan", panel=(company.alan,))
        company.add_lead("Dorothy Vaughan", company.grace)
        assert company.opens(company.grace, "score").title == "Score Katherine Johnson"
        return company

    def test_scores_whom_the_form_shows(self, interview: Company) -> None:
        """The list was there and did nothing: the card of one candidate was kept for another."""
        grace = interview.grace
        interview.chooses(grace, "candidate", interview.candidate("Dorothy Vaughan").id)
        assert interview.modal(grace).title == "Score Dorothy Vaughan"
        interview.fills(interview.modal(grace), note="Of Dorothy")
        interview.submits(grace)
        said = interview.modal(grace).text.replace("\n", " ")
        assert "your scorecard for Dorothy Vaughan" in said
        assert interview.loop("Katherine Johnson").card_of(grace.id) is None
        card = interview.loop("Dorothy Vaughan").card_of(grace.id)
        assert card
        assert card.note == "Of Dorothy"

    def test_or_somebody_new_adds_them(self, interview: Company) -> None:
        grace = interview.grace
        interview.chooses(grace, "candidate", "new")
        interview.fills(interview.modal(grace), name="Mary Jackson")
        interview.submits(grace)
        assert interview.loop("Mary Jackson").card_of(grace.id)
        assert interview.loop("Katherine Johnson").card_of(grace.id) is None

    def test_is_not_offered_where_the_candidate_was_named(self, interview: Company) -> None:
        assert "candidate" not in interview.opens(interview.grace, "score Katherine").values

    def test_still_works_in_a_form_that_an_older_release_opened(self, interview: Company) -> None:
        """It had the list beside the candidate for whom the form was opened."""
        chosen = interview.chooses(
            interview.grace, "candidate", interview.candidate("Dorothy Vaughan").id
        )
        view = dict(chosen.payload["view"])
        katherine = interview.candidate("Katherine Johnson").id
        metadata = json.loads(view["private_metadata"]) | {"candidate_id": katherine}
        view["private_metadata"] = json.dumps(metadata)
        assert read(view).candidate_id == interview.candidate("Dorothy Vaughan").id
        assert read(view).metadata.candidate_id is None


class TestWhomToScore:
    """Where several wait for a scorecard it is asked, and never guessed; one alone opens at once."""

    @pytest.fixture
    def several(self, company: Company) -> Company:
        for name, role in (("Katherine Johnson", "ml-engineer"), ("Dorothy Vaughan", "backend"),
                           ("Mary Jackson", "ml-engineer")):  # fmt: skip
            company.adds(company.ada, name, role, panel=(company.grace,))
        return company

    def test_is_asked_by_the_command(self, several: Company) -> None:
        answer = several.answer(several.grace, "score")
        assert "Whom did you interview?" in answer.text
        labels = [block["text"]["text"] for block in answer.blocks[-1]["elements"]]
        assert [label.partition(" · ")[0] for label in labels] == [
            "Mary Jackson", "Dorothy Vaughan", "Katherine Johnson", "Somebody else",
        ]  # fmt: skip
        several.presses(several.grace, answer, "run.2")
        assert several.modal(several.grace).title == "Score Dorothy Vaughan"

    def test_is_asked_by_a_kit_among_those_of_its_role(self, several: Company) -> None:
        kit = several.answer(several.grace, "ml-engineer")
        answer = several.asks(several.grace, kit, "score.open")
        assert answer
        assert "Dorothy" not in answer.text
        several.presses(several.grace, answer, "run.1")
        assert several.modal(several.grace).title == "Score Mary Jackson"

    def test_may_be_somebody_else(self, several: Company) -> None:
        answer = several.answer(several.grace, "score")
        roles = several.asks(several.grace, answer, answer.actions[-1])
        assert roles
        assert "Choose the role" in roles.text
        kit = several.answer(several.grace, "ml-engineer")
        asked = several.asks(several.grace, kit, "score.open")
        assert asked
        several.presses_last(several.grace, asked)
        assert several.modal(several.grace).title == "Score a candidate"

    def test_is_asked_by_the_shortcut_in_a_modal(self, several: Company) -> None:
        several.slack.shortcut("score_interview", user=several.grace)
        assert "Whom did you interview?" in several.modal(several.grace).text
        several.presses_last(several.grace, several.modal(several.grace))
        assert "Choose the role" in several.modal(several.grace).text
        several.presses(several.grace, several.modal(several.grace), "run.1")
        assert several.modal(several.grace).title == "Score a candidate"

    def test_is_clear_where_one_of_the_role_waits(self, several: Company) -> None:
        kit = several.answer(several.grace, "backend")
        several.presses(several.grace, kit, "score.open")
        assert several.modal(several.grace).title == "Score Dorothy Vaughan"

    def test_names_the_newest_of_many_and_says_where_the_others_are(self, company: Company) -> None:
        for number in range(21):
            company.adds(company.ada, f"Candidate {number}", panel=(company.grace,))
        answer = company.answer(company.grace, "score")
        assert "For older ones, type /interview score and the name." in answer.text
        assert len(answer.actions) == 21


class TestSending:
    def test_keeps_the_card_with_the_texts_as_they_stood(
        self, company: Company, bank: Bank, ml: Archetype
    ) -> None:
        company.adds(
            company.ada, "Katherine Johnson", ratings={"ml-ops": 4, "ml-data": 5}, vote="yes"
        )
        [card] = company.loop("Katherine Johnson").cards
        assert card.bank_version == bank.version
        assert card.recommendation is Recommendation.YES
        assert {rating.skill_id: rating.rating for rating in card.ratings if rating.rating} == {
            "ml-ops": Rating.SENIOR,
            "ml-data": Rating.BEYOND_SENIOR,
        }
        kept = {skill.id: skill for skill in card.skills}
        for skill in ml.skills:
            assert kept[skill.id].anchors == tuple(skill.anchors.model_dump().values())
            core = [q.ask for q in ml.questions if q.core and q.skill == skill.id]
            assert list(kept[skill.id].questions) == core

    def test_says_saved_with_a_summary_only_once_the_card_is_there(self, company: Company) -> None:
        company.adds(company.ada, "Katherine Johnson", ratings={"ml-ops": 4})
        view = company.modal(company.ada)
        assert view.title == "Saved"
        assert "amended" not in view.text
        assert "MLOps: serving and monitoring: 4 senior answer" in view.text
        assert len(company.loop("Katherine Johnson").cards) == 1

    def test_makes_whoever_adds_a_candidate_the_lead_and_names_the_panel(
        self, company: Company
    ) -> None:
        company.adds(company.ada, "Katherine Johnson", panel=(company.grace, company.alan))
        loop = company.loop("Katherine Johnson")
        assert loop.candidate.leads == (company.ada.id,)
        assert loop.missing == (company.grace.id, company.alan.id)

    def test_asks_for_evidence_at_the_field_of_a_1_or_a_5(self, company: Company) -> None:
        answer = company.adds(
            company.ada, "Katherine Johnson", ratings={"ml-ops": (1, ""), "ml-data": (5, " ")}
        )
        assert answer.errors
        assert {declared_id(field) for field in answer.errors} == {
            "evidence.ml-ops", "evidence.ml-data",
        }  # fmt: skip
        assert company.bot.store.candidates.all_of("T0TEAM") == ()

    def test_refuses_a_panel_with_a_bot_or_somebody_who_has_left(self, company: Company) -> None:
        robot = company.slack.workspace.directory.user("U0BOT")
        answer = company.adds(company.ada, "Katherine Johnson", panel=(company.grace, robot))
        assert answer.errors
        assert "is a bot. Choose people only." in answer.errors["panel"]
        company.slack.deactivate(company.hedy)
        first = company.adds(company.ada, "Dorothy Vaughan", panel=(company.grace,))
        values = first.payload["view"]["state"]["values"]
        values["panel"]["value"]["selected_users"] = [company.hedy.id]
        kept = first.payload["view"]["private_metadata"].replace('card_id":"', 'card_id":"x')
        view = first.payload["view"] | {"private_metadata": kept}
        _, refused = company.forge(first, view=view)
        assert "has left this workspace" in refused["errors"]["panel"]

    def test_asks_for_a_name_that_is_not_only_spaces(self, company: Company) -> None:
        answer = company.adds(company.ada, " \u2028 ")
        assert answer.errors == {"name": "Write the candidate's name."}

    @pytest.mark.parametrize(
        ("vote", "rating", "level"),
        [("strong_yes", 2, "senior"), ("yes", 1, "junior"), ("no", 4, "senior"), ("strong_no", 3, "mid")],
    )  # fmt: skip
    def test_points_out_once_that_vote_and_ratings_do_not_fit(
        self, company: Company, vote: str, rating: int, level: str
    ) -> None:
        company.adds(
            company.ada, "Katherine Johnson", level=level, vote=vote, note="I mean it.",
            ratings={"ml-ops": rating, "ml-data": rating},
        )  # fmt: skip
        view = company.modal(company.ada)
        assert "your 2 ratings average" in view.text
        vote_at = [block.get("block_id") for block in view.blocks].index("recommendation")
        top, above = view.blocks[0], view.blocks[vote_at - 1]
        assert top["text"] == above["text"]
        assert top["text"]["text"].startswith("⚠ Your vote")
        assert view.values["note"]["value"]["value"] == "I mean it."
        company.slack.submit(view)
        assert company.has_saved(company.ada)

    def test_takes_a_vote_without_any_rating(self, company: Company) -> None:
        company.adds(company.ada, "Katherine Johnson", vote="strong_no")
        assert company.has_saved(company.ada)


class TestSendingTwice:
    def test_a_double_click_makes_one_card(self, company: Company) -> None:
        company.fills(company.opens_card(company.ada), name="Katherine Johnson")
        second = company.slack.repeat(company.submits(company.ada))
        assert second.status == 200
        assert second.body["view"]["title"]["text"] == "Saved"
        assert len(company.loop("Katherine Johnson").cards) == 1

    def test_a_second_modal_amends_and_only_after_saying_so(self, company: Company) -> None:
        first = company.adds(company.ada, "Katherine Johnson", note="From the desk.")
        view = dict(first.payload["view"])  # the same person, with a second form on a phone
        other = json.loads(view["private_metadata"]) | {"card_id": "made-on-the-phone"}
        view["private_metadata"] = json.dumps(other | {"candidate_id": other["new_id"]})
        values = view["state"]["values"]
        there = values["candidate"]["score.candidate"]
        there = there | {"selected_option": there["selected_option"] | {"value": other["new_id"]}}
        view["state"] = {"values": values | {"candidate": {"score.candidate": there}}}
        _, again = company.forge(first, view=view)
        assert again["response_action"] == "update"
        assert "already sent a scorecard" in json.dumps(again)
        assert "From the desk." in json.dumps(again)
        assert len(company.loop("Katherine Johnson").cards) == 1
        view["private_metadata"] = again["view"]["private_metadata"]
        _, kept = company.forge(first, view=view)
        assert kept["view"]["title"]["text"] == "Saved"
        card = company.loop("Katherine Johnson").card_of(company.ada.id)
        assert card
        assert card.revision == 2

    def test_the_name_of_ones_own_candidate_is_pointed_out_at_the_field(
        self, company: Company
    ) -> None:
        company.adds(company.ada, "Katherine Johnson")
        answer = company.adds(company.ada, "katherine  JOHNSON")
        assert answer.errors
        assert "already have an open candidate of this name" in answer.errors["name"]


class TestAmending:
    def test_starts_from_what_was_sent_and_keeps_the_old_revision(self, company: Company) -> None:
        company.adds(
            company.ada, "Katherine Johnson", ratings={"ml-ops": (4, "Served it at 900 a second.")}
        )
        company.presses(company.ada, company.modal(company.ada), "score.amend")
        view = company.modal(company.ada)
        assert view.title == "Amend Katherine Johnson"
        assert view.values["evidence.ml-ops"]["value"]["value"] == "Served it at 900 a second."
        company.slack.choose(view, "rating.ml-ops", "5")
        company.submits(company.ada)
        assert "amended" in company.modal(company.ada).text
        found = company.candidate("Katherine Johnson")
        revisions = company.bot.store.scorecards.of_candidate(found.team_id, found.id)
        ops = [{r.skill_id: r.rating for r in card.ratings}["ml-ops"] for card in revisions]
        assert ops == [Rating.SENIOR, Rating.BEYOND_SENIOR]

    def test_is_what_scoring_again_by_name_does(self, company: Company) -> None:
        company.adds(company.ada, "Katherine Johnson")
        assert company.opens(company.ada, "score Katherine").title == "Amend Katherine Johnson"


class TestJoiningUnasked:
    def test_keeps_the_card_and_asks_the_lead(self, company: Company) -> None:
        company.adds(company.ada, "Katherine Johnson", ratings={"ml-ops": (4, "sealed words")})
        company.adds(company.alan, "Katherine Johnson", ratings={"ml-ops": 2}, vote="no")
        assert "You were not on this panel" in company.modal(company.alan).text
        assert len(company.loop("Katherine Johnson").cards) == 2
        company.deliver()
        asked = [
            message for message in company.inbox(company.ada) if "guest.confirm" in message.actions
        ]
        assert len(asked) == 1
        assert "sealed words" not in company.answer(company.alan, "debrief Katherine").text
        company.presses(company.ada, asked[0], "guest.confirm")
        assert "sealed words" in company.answer(company.alan, "debrief Katherine").text

    def test_ends_with_the_confirmation_in_the_digest_and_for_the_guest(
        self, company: Company
    ) -> None:
        self.joins(company)
        assert "not confirmed by a lead" in self.digest(company)
        assert company.inbox(company.alan) == []
        [asked] = [
            message for message in company.inbox(company.ada) if "guest.confirm" in message.actions
        ]
        company.presses(company.ada, asked, "guest.confirm")
        company.deliver()
        assert "not confirmed by a lead" not in self.digest(company)
        told = company.message(company.alan)
        assert told.text.startswith("You interviewed \nKatherine Johnson")
        assert "Your scorecard is in." in told.text

    def test_ends_with_a_plan_that_names_the_guest(self, company: Company) -> None:
        self.joins(company)
        replans(company, company.ada, panel=[company.ada.id, company.alan.id])
        assert "not confirmed by a lead" not in self.digest(company)

    def joins(self, company: Company) -> None:
        company.adds(company.ada, "Katherine Johnson")
        company.adds(company.alan, "Katherine Johnson")
        company.deliver()

    def digest(self, company: Company) -> str:
        return company.message(company.ada, "Votes").text

    def test_cannot_be_confirmed_by_anybody_but_a_lead(self, company: Company) -> None:
        company.adds(company.ada, "Katherine Johnson")
        company.adds(company.alan, "Katherine Johnson")
        company.deliver()
        [asked] = [
            message for message in company.inbox(company.ada) if "guest.confirm" in message.actions
        ]
        company.clock.forward(days=1)
        pressed = company.presses(company.ada, asked, "guest.confirm")
        company.changes("UPDATE interviews SET confirmed = 0 WHERE interviewer_id = 'U0ALAN'")
        company.forge(pressed, user=company.alan.id)
        interview = company.loop("Katherine Johnson").interview_of(company.alan.id)
        assert interview
        assert not interview.confirmed

    def test_says_who_of_ones_own_panel_was_not_added(self, company: Company) -> None:
        company.adds(company.ada, "Katherine Johnson")
        company.adds(company.alan, "Katherine Johnson", panel=(company.hedy,))
        text = company.modal(company.alan).text
        assert f"<@{company.hedy.id}> was not added" in text
        assert "Every scorecard of the panel is in" not in text


class TestStaleForms:
    def test_for_a_decided_candidate_stay_open_with_a_sentence(self, company: Company) -> None:
        company.adds(company.ada, "Katherine Johnson", panel=(company.grace,))
        company.fills(company.opens(company.grace, "score Katherine"), note="Kept?")
        company.changes("UPDATE candidates SET status = 'decided'")
        assert "decided now" in company.errors(company.grace)["note"]
        assert company.modal(company.grace).values["note"]["value"]["value"] == "Kept?"

    def test_for_an_erased_candidate_stay_open_with_a_sentence(self, company: Company) -> None:
        company.adds(company.ada, "Katherine Johnson", panel=(company.grace,))
        company.fills(company.opens(company.grace, "score Katherine"), note="Kept?")
        company.changes("DELETE FROM candidates")
        assert "no such candidate" in company.errors(company.grace)["note"]


@pytest.mark.sqlite
class TestWithoutADatabase:
    def test_the_form_stays_open_and_says_so(self, company: Company) -> None:
        view = company.opens_card(company.ada)
        company.fills(view, name="Katherine Johnson", note="Three hours of notes.")
        with closing(sqlite3.connect(company.file)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert "Nothing was saved; please try again" in company.errors(company.ada)["note"]
        view = company.modal(company.ada)
        assert view.values["note"]["value"]["value"] == "Three hours of notes."
        company.slack.submit(view)
        assert company.has_saved(company.ada)


def test_reads_no_list_of_candidates_where_it_is_for_one(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lead of 5,000 waited 300 ms for a list that such a form does not show."""
    company.adds(company.ada, "Katherine Johnson", panel=(company.grace,))
    monkeypatch.delattr("interviews.store.lists.Lists.newest_scorable")
    company.scores(company.grace, "Katherine Johnson")
    assert company.has_saved(company.grace)
