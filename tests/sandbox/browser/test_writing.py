"""A person writes in the composer."""

from pathlib import Path
from typing import Any

from slack_sdk import WebClient

from sandbox.page.start import Page
from tests.sandbox.browser.page_user import PageUser
from tests.sandbox.pieces import Json


class TestCommands:
    def test_are_completed_with_the_arrow_keys(self, user: PageUser, bodies: list[Json]) -> None:
        user.composer.press_sequentially("/sho")
        user.option("/shout").wait_for()
        user.presses("ArrowDown", "ArrowUp", "Tab")
        assert user.composer.input_value() == "/show "
        user.composer.press_sequentially("hi <you> & me")
        user.sees("[texts | form]")
        user.presses("Enter")
        user.sees("You said: hi <you> & me")
        assert bodies[-1]["text"] == "hi &lt;you&gt; &amp; me"

    def test_answer_only_the_one_who_asked(self, user: PageUser) -> None:
        user.sends("/show hello")
        user.sees("Only visible to you")
        user.becomes("U0GRACE")
        user.tab.get_by_role("button", name="general").click()
        user.composer.wait_for()
        assert "hello" not in user.tab.locator("#main").inner_text()

    def test_that_nobody_knows_are_kept_here(self, user: PageUser, bodies: list[Json]) -> None:
        user.sends("/nothing")
        user.sees("/nothing is no command of this app.")
        assert (bodies, user.composer.input_value()) == ([], "/nothing")

    def test_say_so_when_the_bot_is_away(self, user: PageUser, page: Page) -> None:
        page.deliver_to("http://127.0.0.1:9/")
        user.sends("/show hello")
        user.sees("(dispatch_failed)")

    def test_come_back_with_the_arrow_key(self, user: PageUser) -> None:
        user.sends("/show hello")
        user.sees("You said: hello")
        user.composer.press("ArrowUp")
        assert user.composer.input_value() == "/show hello"


class TestMessages:
    def test_mention_people_by_completion(self, user: PageUser) -> None:
        user.composer.press_sequentially("Ask @gra")
        user.option("@grace.hopper").wait_for()
        user.presses("Enter", "Enter")
        user.messages.locator(".mention", has_text="@Grace Hopper").wait_for()

    def test_are_sent_when_a_name_is_typed_in_full(self, user: PageUser) -> None:
        user.composer.press_sequentially("See #general")
        user.option("#general").wait_for()
        user.presses("Enter")
        user.messages.locator("a.mention", has_text="#general").wait_for()

    def test_have_threads_in_which_commands_do_not_work(self, user: PageUser) -> None:
        user.sends("A question")
        user.messages.first.hover()
        user.tab.get_by_role("button", name="Reply in thread").click()
        reply = user.tab.get_by_role("combobox", name="Reply in the thread")
        reply.fill("/show hello")
        reply.press("Enter")
        user.sees("Commands do not work in threads")
        reply.fill("An answer")
        reply.press("Enter")
        user.tab.get_by_role("button", name="1 reply").wait_for()
        assert user.messages.count() == 1

    def test_of_others_arrive_without_a_reload(self, user: PageUser, client: WebClient) -> None:
        client.chat_postMessage(channel="U0ADA", text="*News* for <@U0ADA>")
        user.sees("News")
        assert user.messages.locator("strong", has_text="News").count() == 1

    def test_longer_than_the_window_begin_with_their_first_line(
        self, browser: Any, page: Page, user: PageUser, client: WebClient, tmp_path: Path
    ) -> None:
        client.chat_postMessage(channel="U0ADA", text="First line" + "\nand on" * 80)
        with PageUser.open(browser, page.url, tmp_path) as later:
            for reader in (user, later):
                reader.sees("First line")
                top = reader.messages.last.bounding_box()["y"]
                stream = reader.tab.locator("#stream").bounding_box()["y"]
                assert stream <= top < stream + 40

    def test_in_another_channel_are_counted(self, user: PageUser, client: WebClient) -> None:
        client.chat_postMessage(channel="C0HIRING", text="Look here")
        room = user.tab.get_by_role("button", name="hiring unread: 1")
        room.click()
        user.sees("Look here")
        assert user.tab.get_by_role("button", name="hiring unread: 1").count() == 0
