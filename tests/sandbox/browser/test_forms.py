"""A person fills in a modal, by keyboard and by mouse."""

import re

from slack_sdk import WebClient

from sandbox.page.start import Page
from tests.sandbox.browser.gallery import FIELDS
from tests.sandbox.browser.page_user import Desk
from tests.sandbox.pieces import Json, field, form, plain

# Between the last and the first field the focus may rest on the browser's own bar.
_FOCUS_INSIDE = """document.activeElement === document.body
  || document.querySelector('#modal').contains(document.activeElement)"""
Values = dict[str, Json]


def values(body: Json) -> Values:
    state = body["view"]["state"]["values"]
    return {name: held for fields in state.values() for name, held in fields.items()}


def sent(told: list[Json]) -> list[Json]:
    return [body for body in told if body.get("type") == "view_submission"]


class TestKeyboard:
    def test_focus_starts_in_the_form_stays_there_and_returns(self, desk: Desk) -> None:
        desk.opens_form()
        assert desk.focused() == "Name"
        for _ in range(40):
            desk.presses("Tab")
            assert desk.tab.evaluate(_FOCUS_INSIDE)
        desk.presses("Escape")
        desk.modal.wait_for(state="detached")
        desk.until("document.activeElement.id === 'composer'")

    def test_ctrl_enter_sends_and_what_is_missing_is_said_at_the_field(
        self, desk: Desk, told: list[Json]
    ) -> None:
        desk.opens_form()
        desk.presses("Control+Enter")
        desk.sees("Please fill in this required field.")
        assert desk.focused() == "Name"
        described = desk.tab.evaluate("document.activeElement.getAttribute('aria-describedby')")
        assert desk.tab.evaluate("id => document.getElementById(id).innerText", described)
        desk.tab.keyboard.type("Bo")
        desk.presses("Control+Enter")
        desk.modal.wait_for(state="detached")
        assert values(sent(told)[-1])["name"]["value"] == "Bo"

    def test_menus_are_used_without_a_mouse(self, desk: Desk, told: list[Json]) -> None:
        desk.opens_form()
        desk.tab.keyboard.type("Bo")
        desk.modal.get_by_role("button", name="Single").focus()
        desk.presses("Enter", "ArrowDown", "Enter")
        desk.modal.get_by_role("button", name="Single: Beta").wait_for()
        assert desk.focused().startswith("Single")
        desk.modal.get_by_role("button", name="Several").focus()
        desk.presses("Enter", "Enter", "ArrowDown", "ArrowDown", "Enter", "Escape")
        desk.modal.get_by_role("button", name="Several: Alpha, Gamma").wait_for()
        assert desk.modal.is_visible()  # Escape closed the list, and only the list
        desk.presses("Control+Enter")
        desk.modal.wait_for(state="detached")
        chosen = values(sent(told)[-1])
        assert chosen["single"]["selected_option"]["value"] == "beta"
        assert [o["value"] for o in chosen["several"]["selected_options"]] == ["alpha", "gamma"]


class TestFields:
    def test_of_every_kind_arrive_as_slack_sends_them(self, desk: Desk, told: list[Json]) -> None:
        desk.opens_form()
        for label, text in (
            ("Name", "Bo"),
            ("Note", "Two\nlines"),
            ("Years", "7"),
            ("Mail", "bo@example.com"),
            ("Site", "https://example.com"),
            ("Date", "2026-03-01"),
            ("Time", "09:30"),
            ("Moment", "2026-07-01T12:00"),
            ("Rich", "rich words"),
        ):
            desk.modal.get_by_label(re.compile(f"^{label}")).first.fill(text)
        desk.modal.get_by_label("Gamma").first.check()
        desk.modal.get_by_label("Alpha").last.check()
        for menu, option in (("Person", "Grace Hopper"), ("Room", "#general")):
            desk.modal.get_by_role("button", name=menu).click()
            desk.option(option).click()
        desk.modal.get_by_role("button", name="Save").click()
        desk.modal.wait_for(state="detached")
        got = values(sent(told)[-1])
        assert (got["note"]["value"], got["years"]["value"]) == ("Two\nlines", "7")
        assert got["date"]["selected_date"] == "2026-03-01"
        assert got["time"]["selected_time"] == "09:30"
        # Ada is in London, an hour ahead of UTC in July.
        assert got["moment"]["selected_date_time"] == 1782903600
        assert got["radio"]["selected_option"]["value"] == "gamma"
        assert [o["value"] for o in got["check"]["selected_options"]] == ["alpha"]
        assert got["person"]["selected_user"] == "U0GRACE"
        assert got["room"]["selected_conversation"] == "C0GENERAL"
        assert got["rich"]["rich_text_value"]["type"] == "rich_text"
        assert len(got) == len(FIELDS) - 1

    def test_for_several_take_no_more_than_they_may(self, desk: Desk, told: list[Json]) -> None:
        desk.opens_form()
        desk.tab.keyboard.type("Bo")
        desk.modal.get_by_role("button", name="Several").click()
        for words in ("Alpha", "Beta", "Gamma"):
            desk.option(words).click()
        desk.sees("At most 2")
        desk.presses("Escape", "Control+Enter")
        desk.modal.wait_for(state="detached")
        chosen = values(sent(told)[-1])["several"]["selected_options"]
        assert [option["value"] for option in chosen] == ["alpha", "beta"]

    def test_for_private_channels_offer_no_others(self, desk: Desk) -> None:
        desk.opens_form()
        desk.modal.get_by_role("button", name="Cabinet").click()
        desk.option("#hiring").wait_for()
        assert desk.tab.locator("li[role=option]").count() == 1

    def test_that_the_bot_fills_keep_what_was_chosen_before(
        self, desk: Desk, told: list[Json]
    ) -> None:
        desk.opens_form()
        desk.tab.keyboard.type("Bo")
        desk.modal.get_by_role("button", name="Found").click()
        for typed in ("x", "y"):
            desk.tab.get_by_label("Find in Found").fill(typed)
            desk.option(f"{typed}1".title()).click()
        desk.presses("Escape")
        desk.modal.get_by_role("button", name="Found: X1, Y1").wait_for()
        desk.presses("Control+Enter")
        desk.modal.wait_for(state="detached")
        found = values(sent(told)[-1])["found"]["selected_options"]
        assert [option["value"] for option in found] == ["x1", "y1"]


class TestUpdates:
    def test_leave_the_field_and_the_caret_alone(
        self, desk: Desk, page: Page, client: WebClient
    ) -> None:
        desk.opens_form()
        desk.tab.keyboard.type("Grace Hop")
        desk.presses("ArrowLeft", "ArrowLeft")
        view_id = page.workspace.views.stack("U0ADA")[-1].id
        more = [field("plain_text_input", "first"), *FIELDS]
        client.views_update(view_id=view_id, view=form(*more, title=plain("Updated")))
        desk.modal.get_by_role("heading", name="Updated").wait_for()
        assert desk.focused() == "Name"
        desk.tab.keyboard.type("!")
        assert desk.tab.evaluate("document.activeElement.value") == "Grace H!op"

    def test_take_over_a_field_that_got_another_id(
        self, desk: Desk, page: Page, client: WebClient
    ) -> None:
        desk.opens_form()
        desk.tab.keyboard.type("Old")
        view_id = page.workspace.views.stack("U0ADA")[-1].id
        fresh = field("plain_text_input", "other", initial_value="New")
        client.views_update(view_id=view_id, view=form(fresh))
        desk.until("document.querySelector('#modal input').value === 'New'")
        desk.until("document.querySelector('#modal').contains(document.activeElement)")


class TestAnswers:
    def test_errors_stand_under_their_fields_and_what_was_typed_stays(self, desk: Desk) -> None:
        desk.opens_form()
        desk.tab.keyboard.type("wrong")
        desk.presses("Control+Enter")
        desk.sees("The note says too little.")
        assert desk.focused().startswith("Note")
        assert desk.modal.get_by_label("Name").input_value() == "wrong"

    def test_stacked_views_close_one_by_one_and_the_focus_comes_back(self, desk: Desk) -> None:
        desk.opens_form()
        desk.tab.keyboard.type("more")
        desk.presses("Control+Enter")
        desk.modal.get_by_role("heading", name="Deeper").wait_for()
        assert desk.focused().startswith("Deep")
        desk.presses("Escape")
        desk.modal.get_by_role("heading", name="Card").wait_for()
        assert desk.modal.get_by_label("Name").input_value() == "more"
        assert desk.focused() == "Name"
        desk.presses("Escape")
        desk.modal.wait_for(state="detached")

    def test_the_cross_closes_all_views(self, desk: Desk) -> None:
        desk.opens_form()
        desk.tab.keyboard.type("more")
        desk.presses("Control+Enter")
        desk.modal.get_by_role("button", name="Close all views").click()
        desk.modal.wait_for(state="detached")

    def test_no_answer_is_said_in_the_form(self, desk: Desk, page: Page) -> None:
        desk.opens_form()
        desk.tab.keyboard.type("Bo")
        page.deliver_to("http://127.0.0.1:9/")
        desk.presses("Control+Enter")
        desk.sees("We had some trouble connecting. Try again? (dispatch_failed)")
        assert desk.modal.get_by_label("Name").input_value() == "Bo"
