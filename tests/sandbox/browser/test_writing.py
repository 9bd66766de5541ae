"""A person writes in the composer."""

from pathlib import Path
from typing import Any

from slack_sdk import WebClient

from sandbox.page.start import Page
from tests.sandbox.browser.page_user import Desk
from tests.sandbox.pieces import Json


class TestCommands:
    def test_are_completed_with_the_arrow_keys(self, desk: Desk, told: list[Json]) -> None:
        desk.composer.press_sequentially("/sho")
        desk.option("/shout").wait_for()
        desk.presses("ArrowDown", "ArrowUp", "Tab")
        assert desk.composer.input_value() == "/show "
        desk.composer.press_sequentially("hi <you> & me")
        desk.sees("[texts | form]")
        desk.presses("Enter")
        desk.sees("You said: hi <you> & me")
        assert told[-1]["text"] == "hi &lt;you&gt; &amp; me"

    def test_answer_only_the_one_who_asked(self, desk: Desk) -> None:
        desk.sends("/show hello")
        desk.sees("Only visible to you")
        desk.becomes("U0GRACE")
        desk.tab.get_by_role("button", name="general").click()
        desk.composer.wait_for()
        assert "hello" not in desk.tab.locator("#main").inner_text()

    def test_that_nobody_knows_are_kept_here(self, desk: Desk, told: list[Json]) -> None:
        desk.sends("/nothing")
        desk.sees("/nothing is no command of this app.")
        assert (told, desk.composer.input_value()) == ([], "/nothing")

    def test_say_so_when_the_bot_is_away(self, desk: Desk, page: Page) -> None:
        page.deliver_to("http://127.0.0.1:9/")
        desk.sends("/show hello")
        desk.sees("(dispatch_failed)")

    def test_come_back_with_the_arrow_key(self, desk: Desk) -> None:
        desk.sends("/show hello")
        desk.sees("You said: hello")
        desk.composer.press("ArrowUp")
        assert desk.composer.input_value() == "/show hello"


class TestMessages:
    def test_mention_people_by_completion(self, desk: Desk) -> None:
        desk.composer.press_sequentially("Ask @gra")
        desk.option("@grace.hopper").wait_for()
        desk.presses("Enter", "Enter")
        desk.messages.locator(".mention", has_text="@Grace Hopper").wait_for()

    def test_are_sent_when_a_name_is_typed_in_full(self, desk: Desk) -> None:
        desk.composer.press_sequentially("See #general")
        desk.option("#general").wait_for()
        desk.presses("Enter")
        desk.messages.locator("a.mention", has_text="#general").wait_for()

    def test_have_threads_in_which_commands_do_not_work(self, desk: Desk) -> None:
        desk.sends("A question")
        desk.messages.first.hover()
        desk.tab.get_by_role("button", name="Reply in thread").click()
        reply = desk.tab.get_by_role("combobox", name="Reply in the thread")
        reply.fill("/show hello")
        reply.press("Enter")
        desk.sees("Commands do not work in threads")
        reply.fill("An answer")
        reply.press("Enter")
        desk.tab.get_by_role("button", name="1 reply").wait_for()
        assert desk.messages.count() == 1

    def test_of_others_arrive_without_a_reload(self, desk: Desk, client: WebClient) -> None:
        client.chat_postMessage(channel="U0ADA", text="*News* for <@U0ADA>")
        desk.sees("News")
        assert desk.messages.locator("strong", has_text="News").count() == 1

    def test_longer_than_the_window_begin_with_their_first_line(
        self, browser: Any, page: Page, desk: Desk, client: WebClient, tmp_path: Path
    ) -> None:
        client.chat_postMessage(channel="U0ADA", text="First line" + "\nand on" * 80)
        with Desk.opened(browser, page.url, tmp_path) as later:
            for reader in (desk, later):
                reader.sees("First line")
                top = reader.messages.last.bounding_box()["y"]
                stream = reader.tab.locator("#stream").bounding_box()["y"]
                assert stream <= top < stream + 40

    def test_in_another_channel_are_counted(self, desk: Desk, client: WebClient) -> None:
        client.chat_postMessage(channel="C0HIRING", text="Look here")
        room = desk.tab.get_by_role("button", name="hiring unread: 1")
        room.click()
        desk.sees("Look here")
        assert desk.tab.get_by_role("button", name="hiring unread: 1").count() == 0
