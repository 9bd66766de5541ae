"""A person uses the shortcuts of the app: from anywhere, and on a message."""

from sandbox.page.start import Page
from tests.sandbox.browser.page_user import Desk
from tests.sandbox.pieces import Json


def told_of(desk: Desk, told: list[Json]) -> Json:
    """What the bot was told, once it was."""
    for _ in range(200):
        if told:
            return told[-1]
        desk.tab.wait_for_timeout(20)
    raise AssertionError("the bot was told of nothing")


class TestFromAnywhere:
    def test_are_in_a_menu_beside_the_composer(self, desk: Desk, told: list[Json]) -> None:
        desk.tab.get_by_role("button", name="Shortcuts").click()
        desk.tab.get_by_role("menuitem", name="Begin something").click()
        desk.modal.wait_for()
        body = told_of(desk, told)
        assert (body["type"], body["callback_id"]) == ("shortcut", "begin")
        assert desk.tab.get_by_role("menu").count() == 0

    def test_are_reached_by_keyboard_alone(self, desk: Desk, told: list[Json]) -> None:
        desk.composer.focus()
        desk.presses("Shift+Tab", "Enter")
        assert desk.focused() == "Begin something"
        desk.presses("ArrowDown")
        assert desk.focused() == "End it"
        desk.presses("ArrowDown", "ArrowUp", "Enter")
        assert told_of(desk, told)["callback_id"] == "end"
        assert desk.focused() == "+", "the focus is back where it was"

    def test_menu_closes_with_escape_and_leaves_the_rest_open(
        self, desk: Desk, told: list[Json]
    ) -> None:
        docked = desk.tab.locator("#dock").inner_text()
        desk.composer.focus()
        desk.presses("Shift+Tab", "Enter", "Escape")
        assert desk.tab.get_by_role("menu").count() == 0
        assert desk.focused() == "+"
        assert desk.tab.locator("#dock").inner_text() == docked
        assert told == []

    def test_menu_closes_when_one_clicks_elsewhere(self, desk: Desk) -> None:
        desk.tab.get_by_role("button", name="Shortcuts").click()
        desk.tab.get_by_role("menu").wait_for()
        desk.composer.click()
        desk.tab.get_by_role("menu").wait_for(state="detached")
        desk.tab.keyboard.type("still writing")
        assert desk.composer.input_value() == "still writing"

    def test_say_so_when_the_bot_is_away(self, desk: Desk, page: Page) -> None:
        page.deliver_to("http://127.0.0.1:9/")
        desk.tab.get_by_role("button", name="Shortcuts").click()
        desk.tab.get_by_role("menuitem", name="End it").click()
        desk.sees("(dispatch_failed)")


class TestOnAMessage:
    def test_are_beside_it(self, desk: Desk, told: list[Json]) -> None:
        desk.sends("Mark me, <please> & thanks")
        desk.messages.first.hover()
        desk.tab.get_by_role("button", name="Mark it").click()
        body = told_of(desk, told)
        assert (body["type"], body["callback_id"]) == ("message_action", "mark")
        assert body["message"]["text"] == "Mark me, &lt;please&gt; &amp; thanks"
        assert body["message"]["user"] == "U0ADA"
        assert body["channel"]["name"] == "directmessage"

    def test_are_reached_by_keyboard_alone(self, desk: Desk, told: list[Json]) -> None:
        desk.sends("Mark me")
        desk.sees("Mark me")
        desk.composer.focus()
        for _ in range(8):
            if desk.focused() == "Mark it":
                break
            desk.presses("Shift+Tab")
        shown = "getComputedStyle(document.activeElement.closest('.tools')).opacity"
        assert desk.tab.evaluate(shown) == "1"
        desk.presses("Enter")
        assert told_of(desk, told)["message"]["text"] == "Mark me"

    def test_are_not_on_what_only_you_can_see(self, desk: Desk) -> None:
        desk.sends("/show hello")
        desk.sees("Only visible to you")
        assert desk.tab.get_by_role("button", name="Mark it").count() == 0
