"""A person uses the shortcuts of the app: from anywhere, and on a message."""

from sandbox.page.start import Page
from tests.sandbox.browser.page_user import PageUser
from tests.sandbox.pieces import Json


def wait_for_body(user: PageUser, bodies: list[Json]) -> Json:
    """What the bot was told, once it was."""
    for _ in range(200):
        if bodies:
            return bodies[-1]
        user.tab.wait_for_timeout(20)
    raise AssertionError("the bot was told of nothing")


class TestFromAnywhere:
    def test_are_in_a_menu_beside_the_composer(self, user: PageUser, bodies: list[Json]) -> None:
        user.tab.get_by_role("button", name="Shortcuts").click()
        user.tab.get_by_role("menuitem", name="Begin something").click()
        user.modal.wait_for()
        body = wait_for_body(user, bodies)
        assert (body["type"], body["callback_id"]) == ("shortcut", "begin")
        assert user.tab.get_by_role("menu").count() == 0

    def test_are_reached_by_keyboard_alone(self, user: PageUser, bodies: list[Json]) -> None:
        user.composer.focus()
        user.presses("Shift+Tab", "Enter")
        assert user.focused() == "Begin something"
        user.presses("ArrowDown")
        assert user.focused() == "End it"
        user.presses("ArrowDown", "ArrowUp", "Enter")
        assert wait_for_body(user, bodies)["callback_id"] == "end"
        assert user.focused() == "+", "the focus is back where it was"

    def test_menu_closes_with_escape_and_leaves_the_rest_open(
        self, user: PageUser, bodies: list[Json]
    ) -> None:
        dock_text = user.tab.locator("#dock").inner_text()
        user.composer.focus()
        user.presses("Shift+Tab", "Enter", "Escape")
        assert user.tab.get_by_role("menu").count() == 0
        assert user.focused() == "+"
        assert user.tab.locator("#dock").inner_text() == dock_text
        assert bodies == []

    def test_menu_closes_when_one_clicks_elsewhere(self, user: PageUser) -> None:
        user.tab.get_by_role("button", name="Shortcuts").click()
        user.tab.get_by_role("menu").wait_for()
        user.composer.click()
        user.tab.get_by_role("menu").wait_for(state="detached")
        user.tab.keyboard.type("still writing")
        assert user.composer.input_value() == "still writing"

    def test_say_so_when_the_bot_is_away(self, user: PageUser, page: Page) -> None:
        page.deliver_to("http://127.0.0.1:9/")
        user.tab.get_by_role("button", name="Shortcuts").click()
        user.tab.get_by_role("menuitem", name="End it").click()
        user.sees("(dispatch_failed)")


class TestOnAMessage:
    def test_are_beside_it(self, user: PageUser, bodies: list[Json]) -> None:
        user.sends("Mark me, <please> & thanks")
        user.messages.first.hover()
        user.tab.get_by_role("button", name="Mark it").click()
        body = wait_for_body(user, bodies)
        assert (body["type"], body["callback_id"]) == ("message_action", "mark")
        assert body["message"]["text"] == "Mark me, &lt;please&gt; &amp; thanks"
        assert body["message"]["user"] == "U0ADA"
        assert body["channel"]["name"] == "directmessage"

    def test_are_reached_by_keyboard_alone(self, user: PageUser, bodies: list[Json]) -> None:
        user.sends("Mark me")
        user.sees("Mark me")
        user.composer.focus()
        for _ in range(8):
            if user.focused() == "Mark it":
                break
            user.presses("Shift+Tab")
        message = "getComputedStyle(document.activeElement.closest('.tools')).opacity"
        assert user.tab.evaluate(message) == "1"
        user.presses("Enter")
        assert wait_for_body(user, bodies)["message"]["text"] == "Mark me"

    def test_are_not_on_what_only_you_can_see(self, user: PageUser) -> None:
        user.sends("/show hello")
        user.sees("Only visible to you")
        assert user.tab.get_by_role("button", name="Mark it").count() == 0
