"""A person fills in a modal, by keyboard and by mouse."""

import re

from slack_sdk import WebClient

from sandbox.page.start import Page
from tests.sandbox.browser.gallery import FIELDS
from tests.sandbox.browser.page_user import PageUser
from tests.sandbox.pieces import Json, field, form, plain

# Between the last and the first field the focus may rest on the browser's own bar.
_FOCUS_INSIDE = """document.activeElement === document.body
  || document.querySelector('#modal').contains(document.activeElement)"""
Values = dict[str, Json]


def values(body: Json) -> Values:
    state = body["view"]["state"]["values"]
    return {name: value for fields in state.values() for name, value in fields.items()}


def submissions(bodies: list[Json]) -> list[Json]:
    return [body for body in bodies if body.get("type") == "view_submission"]


class TestKeyboard:
    def test_focus_starts_in_the_form_stays_there_and_returns(self, user: PageUser) -> None:
        user.opens_form()
        assert user.focused() == "Name"
        for _ in range(40):
            user.presses("Tab")
            assert user.tab.evaluate(_FOCUS_INSIDE)
        user.presses("Escape")
        user.modal.wait_for(state="detached")
        user.until("document.activeElement.id === 'composer'")

    def test_ctrl_enter_sends_and_what_is_missing_is_said_at_the_field(
        self, user: PageUser, bodies: list[Json]
    ) -> None:
        user.opens_form()
        user.presses("Control+Enter")
        user.sees("Please fill in this required field.")
        assert user.focused() == "Name"
        error_id = user.tab.evaluate("document.activeElement.getAttribute('aria-describedby')")
        assert user.tab.evaluate("id => document.getElementById(id).innerText", error_id)
        user.tab.keyboard.type("Bo")
        user.presses("Control+Enter")
        user.modal.wait_for(state="detached")
        assert values(submissions(bodies)[-1])["name"]["value"] == "Bo"

    def test_menus_are_used_without_a_mouse(self, user: PageUser, bodies: list[Json]) -> None:
        user.opens_form()
        user.tab.keyboard.type("Bo")
        user.modal.get_by_role("button", name="Single").focus()
        user.presses("Enter", "ArrowDown", "Enter")
        user.modal.get_by_role("button", name="Single: Beta").wait_for()
        assert user.focused().startswith("Single")
        user.modal.get_by_role("button", name="Several").focus()
        user.presses("Enter", "Enter", "ArrowDown", "ArrowDown", "Enter", "Escape")
        user.modal.get_by_role("button", name="Several: Alpha, Gamma").wait_for()
        assert user.modal.is_visible()  # Escape closed the list, and only the list
        user.presses("Control+Enter")
        user.modal.wait_for(state="detached")
        chosen = values(submissions(bodies)[-1])
        assert chosen["single"]["selected_option"]["value"] == "beta"
        assert [o["value"] for o in chosen["several"]["selected_options"]] == ["alpha", "gamma"]


class TestFields:
    def test_of_every_kind_arrive_as_slack_sends_them(
        self, user: PageUser, bodies: list[Json]
    ) -> None:
        user.opens_form()
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
            user.modal.get_by_label(re.compile(f"^{label}")).first.fill(text)
        user.modal.get_by_label("Gamma").first.check()
        user.modal.get_by_label("Alpha").last.check()
        for menu, option in (("Person", "Grace Hopper"), ("Room", "#general")):
            user.modal.get_by_role("button", name=menu).click()
            user.option(option).click()
        user.modal.get_by_role("button", name="Save").click()
        user.modal.wait_for(state="detached")
        fields = values(submissions(bodies)[-1])
        assert (fields["note"]["value"], fields["years"]["value"]) == ("Two\nlines", "7")
        assert fields["date"]["selected_date"] == "2026-03-01"
        assert fields["time"]["selected_time"] == "09:30"
        # Ada is in London, an hour ahead of UTC in July.
        assert fields["moment"]["selected_date_time"] == 1782903600
        assert fields["radio"]["selected_option"]["value"] == "gamma"
        assert [o["value"] for o in fields["check"]["selected_options"]] == ["alpha"]
        assert fields["person"]["selected_user"] == "U0GRACE"
        assert fields["room"]["selected_conversation"] == "C0GENERAL"
        assert fields["rich"]["rich_text_value"]["type"] == "rich_text"
        assert len(fields) == len(FIELDS) - 1

    def test_for_several_take_no_more_than_they_may(
        self, user: PageUser, bodies: list[Json]
    ) -> None:
        user.opens_form()
        user.tab.keyboard.type("Bo")
        user.modal.get_by_role("button", name="Several").click()
        for words in ("Alpha", "Beta", "Gamma"):
            user.option(words).click()
        user.sees("At most 2")
        user.presses("Escape", "Control+Enter")
        user.modal.wait_for(state="detached")
        chosen = values(submissions(bodies)[-1])["several"]["selected_options"]
        assert [option["value"] for option in chosen] == ["alpha", "beta"]

    def test_for_private_channels_offer_no_others(self, user: PageUser) -> None:
        user.opens_form()
        user.modal.get_by_role("button", name="Cabinet").click()
        user.option("#hiring").wait_for()
        assert user.tab.locator("li[role=option]").count() == 1

    def test_that_the_bot_fills_keep_what_was_chosen_before(
        self, user: PageUser, bodies: list[Json]
    ) -> None:
        user.opens_form()
        user.tab.keyboard.type("Bo")
        user.modal.get_by_role("button", name="Found").click()
        for query in ("x", "y"):
            user.tab.get_by_label("Find in Found").fill(query)
            user.option(f"{query}1".title()).click()
        user.presses("Escape")
        user.modal.get_by_role("button", name="Found: X1, Y1").wait_for()
        user.presses("Control+Enter")
        user.modal.wait_for(state="detached")
        choices = values(submissions(bodies)[-1])["found"]["selected_options"]
        assert [option["value"] for option in choices] == ["x1", "y1"]


class TestUpdates:
    def test_leave_the_field_and_the_caret_alone(
        self, user: PageUser, page: Page, client: WebClient
    ) -> None:
        user.opens_form()
        user.tab.keyboard.type("Grace Hop")
        user.presses("ArrowLeft", "ArrowLeft")
        view_id = page.workspace.views.stack("U0ADA")[-1].id
        more = [field("plain_text_input", "first"), *FIELDS]
        client.views_update(view_id=view_id, view=form(*more, title=plain("Updated")))
        user.modal.get_by_role("heading", name="Updated").wait_for()
        assert user.focused() == "Name"
        user.tab.keyboard.type("!")
        assert user.tab.evaluate("document.activeElement.value") == "Grace H!op"

    def test_take_over_a_field_that_got_another_id(
        self, user: PageUser, page: Page, client: WebClient
    ) -> None:
        user.opens_form()
        user.tab.keyboard.type("Old")
        view_id = page.workspace.views.stack("U0ADA")[-1].id
        new_field = field("plain_text_input", "other", initial_value="New")
        client.views_update(view_id=view_id, view=form(new_field))
        user.until("document.querySelector('#modal input').value === 'New'")
        user.until("document.querySelector('#modal').contains(document.activeElement)")


class TestAnswers:
    def test_errors_stand_under_their_fields_and_what_was_typed_stays(self, user: PageUser) -> None:
        user.opens_form()
        user.tab.keyboard.type("wrong")
        user.presses("Control+Enter")
        user.sees("The note says too little.")
        assert user.focused().startswith("Note")
        assert user.modal.get_by_label("Name").input_value() == "wrong"

    def test_stacked_views_close_one_by_one_and_the_focus_comes_back(self, user: PageUser) -> None:
        user.opens_form()
        user.tab.keyboard.type("more")
        user.presses("Control+Enter")
        user.modal.get_by_role("heading", name="Deeper").wait_for()
        assert user.focused().startswith("Deep")
        user.presses("Escape")
        user.modal.get_by_role("heading", name="Card").wait_for()
        assert user.modal.get_by_label("Name").input_value() == "more"
        assert user.focused() == "Name"
        user.presses("Escape")
        user.modal.wait_for(state="detached")

    def test_the_cross_closes_all_views(self, user: PageUser) -> None:
        user.opens_form()
        user.tab.keyboard.type("more")
        user.presses("Control+Enter")
        user.modal.get_by_role("button", name="Close all views").click()
        user.modal.wait_for(state="detached")

    def test_no_answer_is_said_in_the_form(self, user: PageUser, page: Page) -> None:
        user.opens_form()
        user.tab.keyboard.type("Bo")
        page.deliver_to("http://127.0.0.1:9/")
        user.presses("Control+Enter")
        user.sees("We had some trouble connecting. Try again? (dispatch_failed)")
        assert user.modal.get_by_label("Name").input_value() == "Bo"
