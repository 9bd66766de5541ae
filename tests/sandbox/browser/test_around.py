"""What stands around the conversation: who one is, the Home tab, the guide, the inspector, the controls."""

import time
from pathlib import Path

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.page.start import Page
from tests.sandbox.browser.page_user import PageUser


class TestWhoOneIs:
    def test_decides_what_one_sees(self, user: PageUser) -> None:
        user.tab.get_by_role("button", name="hiring").wait_for()
        user.becomes("U0GRACE")
        user.tab.get_by_role("button", name="hiring").wait_for(state="detached")
        assert "as=U0GRACE" in user.tab.url

    def test_counts_from_the_first_letter_on(self, user: PageUser) -> None:
        """The composer of the one before was still there, and what went into it was refused."""
        user.becomes("U0GRACE")
        user.sends("I am here")
        user.messages.locator("strong", has_text="Grace Hopper").wait_for()

    def test_may_differ_in_two_tabs(
        self, browser: object, page: Page, user: PageUser, tmp_path: Path, client: WebClient
    ) -> None:
        with PageUser.open(browser, f"{page.url}?as=U0GRACE", tmp_path) as other:
            client.chat_postMessage(channel="U0GRACE", text="For Grace alone")
            other.sees("For Grace alone")
            assert "For Grace" not in user.tab.locator("body").inner_text()

    def test_keeps_a_modal_for_its_person(self, user: PageUser, page: Page) -> None:
        user.opens_form()
        user.tab.goto(f"{page.url}?as=U0GRACE")
        user.composer.wait_for()
        assert user.modal.count() == 0
        user.tab.goto(f"{page.url}?as=U0ADA")
        user.modal.wait_for()


class TestHome:
    def test_is_published_when_it_is_opened(self, user: PageUser) -> None:
        user.tab.get_by_role("button", name="Home").click()
        user.sees("Welcome home, @Ada Lovelace")
        user.tab.get_by_role("button", name="Messages").click()
        user.composer.wait_for()


class TestTheGuide:
    def test_ticks_itself_off(self, user: PageUser) -> None:
        user.tab.get_by_role("button", name="Type it for me").click()
        assert user.composer.input_value() == "/show hello"
        user.presses("Enter")
        user.tab.get_by_role("progressbar", name="1 of 5").wait_for()
        user.opens_form()
        user.tab.keyboard.type("wrong")
        user.presses("Control+Enter")
        user.sees("The note says too little.")
        user.presses("Control+a")
        user.modal.get_by_label("Name").fill("Bo")
        user.presses("Control+Enter")
        user.modal.wait_for(state="detached")
        user.becomes("U0GRACE")
        user.tab.get_by_role("progressbar", name="4 of 5").wait_for()
        user.tab.get_by_role("button", name="Done").click()
        user.sees("That was everything.")


class TestTheInspector:
    def test_shows_what_slack_refuses_with_the_path_to_it(self, user: PageUser) -> None:
        user.sends("/show too much")
        user.sees("(invalid_blocks)")
        user.tab.get_by_role("button", name="Traffic").click()
        user.tab.get_by_label("Only what went wrong").check()
        entry = user.tab.locator(".wrong-entry")
        assert "/blocks/0/text/text" in entry.inner_text()
        entry.get_by_role("button").click()
        entry.get_by_text("yyy").first.wait_for()

    def test_shows_the_error_of_a_call(self, user: PageUser, client: WebClient) -> None:
        user.tab.get_by_role("button", name="Traffic").click()
        with pytest.raises(SlackApiError, match="channel_not_found"):
            client.chat_postMessage(channel="C0NOWHERE", text="x")
        user.tab.locator(".wrong-entry", has_text="channel_not_found").wait_for()


class TestTheControls:
    def test_switch_on_bad_days_and_heal_them(self, user: PageUser, client: WebClient) -> None:
        user.tab.get_by_role("button", name="Controls").click()
        user.tab.get_by_label("What fails").select_option("chat.postMessage")
        user.tab.get_by_label("How", exact=True).select_option("internal_error")
        user.tab.get_by_label("How often").select_option("")
        user.tab.get_by_role("button", name="Let it fail").click()
        user.sees("until healed")
        with pytest.raises(SlackApiError, match="internal_error"):
            client.chat_postMessage(channel="U0ADA", text="x")
        user.tab.get_by_role("button", name="Heal").click()
        user.tab.get_by_role("button", name="Heal").wait_for(state="detached")
        client.chat_postMessage(channel="U0ADA", text="Well again")
        user.sees("Well again")

    def test_move_the_clock_on(self, user: PageUser, page: Page) -> None:
        user.tab.get_by_role("button", name="Controls").click()
        user.tab.get_by_role("button", name="+ 1 day").click()
        user.tab.locator(".clock .pill", has_text="+1 d").wait_for()
        assert 86_390 < page.workspace.clock() - time.time() < 86_410


class TestTheTheme:
    def test_can_be_switched_and_is_remembered(self, user: PageUser) -> None:
        colour = "getComputedStyle(document.body).backgroundColor"
        light = user.tab.evaluate(colour)
        user.tab.get_by_role("button", name="Theme: auto").click()
        user.tab.get_by_role("button", name="Theme: light").click()
        user.tab.get_by_role("button", name="Theme: dark").wait_for()
        user.tab.reload()
        user.composer.wait_for()
        assert user.tab.evaluate(colour) != light


class TestANarrowScreen:
    def test_has_the_channels_in_a_drawer(
        self, browser: object, page: Page, tmp_path: Path
    ) -> None:
        with PageUser.open(browser, page.url, tmp_path, width=360) as user:
            user.tab.get_by_role("button", name="Channels").click()
            user.tab.get_by_role("button", name="general").click()
            user.tab.get_by_role("heading", name="general").wait_for()
            assert not user.tab.get_by_role("button", name="hiring").is_visible()
