"""A form that is sent once more: the same again is answered the same, and anything else is kept or asked about.

It happens where Slack shows "trouble connecting" though the bot has kept what was sent, and where one
draft is open on two devices.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest

from sandbox.client.snapshots import Answer
from slack_limits.check import check_view
from tests.company import Company
from tests.handlers.panels.steps import message_of, plans

pytestmark = pytest.mark.pooled

KAY = "Kay McNulty"
Values = dict[str, dict[str, dict[str, Any]]]


def again(company: Company, first: Answer, change: Callable[[Values], None]) -> Any:
    """The same form once more, with something else in it; the bot's answer."""
    return _sent(company, first, first.payload["view"], change)


def saves_again(
    company: Company, first: Answer, shown: Any, change: Callable[[Values], None]
) -> Any:
    """The form that came back is sent as it stands: with all that was typed."""
    kept = {"private_metadata": shown["view"]["private_metadata"]}
    return _sent(company, first, first.payload["view"] | kept, change)


def _sent(company: Company, first: Answer, view: Any, change: Callable[[Values], None]) -> Any:
    values = json.loads(json.dumps(view["state"]["values"]))
    change(values)
    _, answer = company.forge(first, view=view | {"state": {"values": values}})
    if answer["response_action"] == "update":
        assert check_view(answer["view"]) == []
    return answer


def says(field: str, text: str) -> Callable[[Values], None]:
    """Another text in this field."""

    def change(values: Values) -> None:
        for element in values[field].values():
            element["value"] = text

    return change


def picks(field: str, **chosen: Any) -> Callable[[Values], None]:
    """Something else is chosen in this field."""

    def change(values: Values) -> None:
        for element in values[field].values():
            element.update(chosen)

    return change


def as_it_is(_: Values) -> None:
    """Nothing is changed."""


def title(answer: Any) -> str:
    return str(answer["view"]["title"]["text"])


def notes(company: Company, who: str) -> list[str]:
    """What this person's card said from revision to revision."""
    found = company.candidate(KAY)
    every = company.bot.store.scorecards.of_candidate(found.team_id, found.id)
    return [card.note for card in every if card.interviewer_id == who]


def grace_scores(company: Company) -> Answer:
    """Ada has added Kay with Grace on the panel, and Grace sends her scorecard."""
    company.adds(company.ada, KAY, panel=(company.grace, company.alan))
    return company.scores(company.grace, KAY, ratings={"ml-ops": 4}, note="From the laptop.")


def adds_evidence(company: Company, text: str) -> None:
    """Grace adds a message of hers as evidence on Kay."""
    said = company.slack.say(text, user=company.grace)
    company.slack.shortcut("add_as_evidence", user=company.grace, message=said)
    skill = f"skill.{company.candidate(KAY).id}"
    company.chooses(company.grace, skill, "ml-ops")
    company.submits(company.grace)


def initially(view: Any) -> Any:
    """A form that came back, with nothing changed in it: each field holds what it was shown with."""
    values: Values = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            element = block["element"]
            shown = {
                key.removeprefix("initial_"): value
                for key, value in element.items()
                if key.startswith("initial_")
            }
            kinds = {
                "users": "selected_users", "option": "selected_option", "options": "selected_options",
                "date_time": "selected_date_time", "conversation": "selected_conversation",
            }  # fmt: skip
            named = {kinds.get(key, key): value for key, value in shown.items()}
            values[block["block_id"]] = {element["action_id"]: {"type": element["type"], **named}}
    return view | {"id": "V0", "hash": "1.a", "state": {"values": values}}


class TestScorecard:
    def test_with_other_words_comes_back_with_all_of_them(self, company: Company) -> None:
        first = grace_scores(company)
        shown = again(company, first, says("note", "From the phone, and more."))
        assert title(shown) == "Amend Kay McNulty"
        assert "sent before, and it says something else now" in json.dumps(shown)
        assert "From the phone, and more." in json.dumps(shown)
        assert notes(company, company.grace.id) == ["From the laptop."]

    def test_and_saved_again_is_kept_as_an_amendment(self, company: Company) -> None:
        first = grace_scores(company)
        change = says("note", "From the phone, and more.")
        shown = again(company, first, change)
        assert title(saves_again(company, first, shown, change)) == "Saved"
        assert notes(company, company.grace.id) == ["From the laptop.", "From the phone, and more."]
        assert title(saves_again(company, first, shown, change)) == "Saved"
        assert len(notes(company, company.grace.id)) == 2

    def test_with_another_rating_or_vote_comes_back(self, company: Company) -> None:
        first = grace_scores(company)
        for change in (
            picks("rating.ml-ops", selected_option={"value": "3"}),
            picks("recommendation", selected_option={"value": "strong_yes"}),
            says("evidence.ml-ops", "Named retries."),
            picks("asked", selected_options=[{"value": "ml-loss-will-not-fall"}]),
        ):
            assert title(again(company, first, change)) == "Amend Kay McNulty"

    def test_with_the_same_words_is_saved_though_a_note_has_joined_it(
        self, company: Company
    ) -> None:
        company.adds(company.ada, KAY, panel=(company.grace, company.alan))
        form = company.opens(company.grace, f"score {KAY}")
        company.fills(form, ratings={"ml-ops": 4}, vote=None)
        first = company.slack.choose(form, "recommendation", "yes")
        company.slack.close(form, everything=True)  # it stays open on the laptop
        adds_evidence(company, "Named retries.")
        first.payload["type"] = "view_submission"
        assert title(again(company, first, as_it_is)) == "Saved"
        assert title(again(company, first, as_it_is)) == "Saved"
        shown = again(company, first, says("evidence.ml-ops", "Something else."))
        assert title(shown) == "Amend Kay McNulty"
        card = company.loop(KAY).card_of(company.grace.id)
        assert card
        assert "Named retries." in {rating.evidence for rating in card.ratings}

    def test_about_somebody_else_is_kept_for_both(self, company: Company) -> None:
        company.adds(company.ada, "Jean Jennings", panel=(company.grace,))
        company.adds(company.ada, KAY, panel=(company.grace,))
        company.opens_card(company.grace)
        company.chooses(company.grace, "candidate", company.candidate(KAY).id)
        company.fills(company.modal(company.grace), note="Calm.")
        first = company.submits(company.grace)
        assert title(first.body) == "Saved"
        jean = company.candidate("Jean Jennings")
        change = picks("candidate", selected_option={"value": jean.id})
        shown = again(company, first, change)
        assert f"Your scorecard for {KAY} is kept already" in json.dumps(shown)
        assert title(saves_again(company, first, shown, change)) == "Saved"
        assert company.loop("Jean Jennings").card_of(company.grace.id)
        assert company.loop(KAY).card_of(company.grace.id)


class TestScorecardOfANewCandidate:
    def test_with_a_longer_panel_says_where_it_is_changed(self, company: Company) -> None:
        first = company.adds(company.ada, KAY, panel=(company.grace,))
        both = [company.grace.id, company.alan.id]
        shown = again(company, first, picks("panel", selected_users=both))
        assert "Name, level and panel stay as sent first" in json.dumps(shown)
        assert title(again(company, first, as_it_is)) == "Saved"

    def test_with_another_note_is_an_amendment_of_the_one_added(self, company: Company) -> None:
        first = company.adds(company.ada, KAY, note="Calm.")
        change = says("note", "Calm and exact.")
        shown = again(company, first, change)
        assert "panel stay" not in json.dumps(shown)
        assert title(saves_again(company, first, shown, change)) == "Saved"
        assert notes(company, company.ada.id) == ["Calm.", "Calm and exact."]


class TestPlan:
    def test_with_one_more_interviewer_seats_them_once_it_was_looked_over(
        self, company: Company
    ) -> None:
        first = plans(company, company.hedy, name=KAY)
        both = picks("panel.new", selected_users=[company.hedy.id, company.grace.id])
        shown = again(company, first, both)
        assert title(shown) == "Plan the panel"
        assert "This plan was sent before, and its candidate added" in json.dumps(shown)
        assert "Name, role and level stay" not in json.dumps(shown)
        _, saved = company.forge(first, view=first.payload["view"] | initially(shown["view"]))
        assert title(saved) == "Planned"
        assert [interview.interviewer_id for interview in company.loop(KAY).interviews] == [
            company.hedy.id, company.grace.id,
        ]  # fmt: skip
        company.deliver()
        assert message_of(company, company.grace)

    def test_with_another_name_says_that_the_first_stays(self, company: Company) -> None:
        first = plans(company, company.hedy, name=KAY)
        shown = again(company, first, says("name", "Kathleen McNulty"))
        assert "Name, role and level stay." in json.dumps(shown)

    def test_with_the_same_in_it_is_planned(self, company: Company) -> None:
        first = plans(company, company.hedy, name=KAY)
        assert title(again(company, first, as_it_is)) == "Planned"


class TestDecision:
    def test_with_another_outcome_or_reason_is_refused_in_words(self, company: Company) -> None:
        company.adds(company.ada, KAY, ratings={"ml-ops": 4})
        company.deliver()
        company.presses(company.ada, company.message(company.ada), "decision.open")
        company.chooses(company.ada, "outcome", "hire")
        company.writes(company.ada, "reason", "Calm and exact.")
        first = company.submits(company.ada)
        for change in (
            picks("outcome", selected_option={"value": "no_hire"}),
            says("reason", "Something else."),
            picks("participants", selected_users=[company.alan.id]),
        ):
            answer = again(company, first, change)
            assert "sent before, as: hire, and that is recorded" in str(answer["errors"])
        assert title(again(company, first, as_it_is)) == "Recorded"
