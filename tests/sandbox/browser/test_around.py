"""What stands around the conversation: who one is, the Home tab, the guide, the inspector, the controls."""

import time
from pathlib import Path

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.page.start import Page
from tests.sandbox.browser.page_user import Desk


class TestWhoOneIs:
    def test_decides_what_one_sees(self, desk: Desk) -> None:
        desk.tab.get_by_role("button", name="hiring").wait_for()
        desk.becomes("U0GRACE")
        desk.tab.get_by_role("button", name="hiring").wait_for(state="detached")
        assert "as=U0GRACE" in desk.tab.url

    def test_counts_from_the_first_letter_on(self, desk: Desk) -> None:
        """The composer of the one before was still there, and what went into it was refused."""
        desk.becomes("U0GRACE")
        desk.sends("I am here")
        desk.messages.locator("strong", has_text="Grace Hopper").wait_for()

    def test_may_differ_in_two_tabs(
        self, browser: object, page: Page, desk: Desk, tmp_path: Path, client: WebClient
    ) -> None:
        with Desk.opened(browser, f"{page.url}?as=U0GRACE", tmp_path) as other:
            client.chat_postMessage(channel="U0GRACE", text="For Grace alone")
            other.sees("For Grace alone")
            assert "For Grace" not in desk.tab.locator("body").inner_text()

    def test_keeps_a_modal_for_its_person(self, desk: Desk, page: Page) -> None:
        desk.opens_form()
        desk.tab.goto(f"{page.url}?as=U0GRACE")
        desk.composer.wait_for()
        assert desk.modal.count() == 0
        desk.tab.goto(f"{page.url}?as=U0ADA")
        desk.modal.wait_for()


class TestHome:
    def test_is_published_when_it_is_opened(self, desk: Desk) -> None:
        desk.tab.get_by_role("button", name="Home").click()
        desk.sees("Welcome home, @Ada Lovelace")
        desk.tab.get_by_role("button", name="Messages").click()
        desk.composer.wait_for()


class TestTheGuide:
    def test_ticks_itself_off(self, desk: Desk) -> None:
        desk.tab.get_by_role("button", name="Type it for me").click()
        assert desk.composer.input_value() == "/show hello"
        desk.presses("Enter")
        desk.tab.get_by_role("progressbar", name="1 of 5").wait_for()
        desk.opens_form()
        desk.tab.keyboard.type("wrong")
        desk.presses("Control+Enter")
        desk.sees("The note says too little.")
        desk.presses("Control+a")
        desk.modal.get_by_label("Name").fill("Bo")
        desk.presses("Control+Enter")
        desk.modal.wait_for(state="detached")
        desk.becomes("U0GRACE")
        desk.tab.get_by_role("progressbar", name="4 of 5").wait_for()
        desk.tab.get_by_role("button", name="Done").click()
        desk.sees("That was everything.")


class TestTheInspector:
    def test_shows_what_slack_refuses_with_the_path_to_it(self, desk: Desk) -> None:
        desk.sends("/show too much")
        desk.sees("(invalid_blocks)")
        desk.tab.get_by_role("button", name="Traffic").click()
        desk.tab.get_by_label("Only what went wrong").check()
        entry = desk.tab.locator(".wrong-entry")
        assert "/blocks/0/text/text" in entry.inner_text()
        entry.get_by_role("button").click()
        entry.get_by_text("yyy").first.wait_for()

    def test_shows_the_error_of_a_call(self, desk: Desk, client: WebClient) -> None:
        desk.tab.get_by_role("button", name="Traffic").click()
        with pytest.raises(SlackApiError, match="channel_not_found"):
            client.chat_postMessage(channel="C0NOWHERE", text="x")
        desk.tab.locator(".wrong-entry", has_text="channel_not_found").wait_for()


class TestTheControls:
    def test_switch_on_bad_days_and_heal_them(self, desk: Desk, client: WebClient) -> None:
        desk.tab.get_by_role("button", name="Controls").click()
        desk.tab.get_by_label("What fails").select_option("chat.postMessage")
        desk.tab.get_by_label("How", exact=True).select_option("internal_error")
        desk.tab.get_by_label("How often").select_option("")
        desk.tab.get_by_role("button", name="Let it fail").click()
        desk.sees("until healed")
        with pytest.raises(SlackApiError, match="internal_error"):
            client.chat_postMessage(channel="U0ADA", text="x")
        desk.tab.get_by_role("button", name="Heal").click()
        desk.tab.get_by_role("button", name="Heal").wait_for(state="detached")
        client.chat_postMessage(channel="U0ADA", text="Well again")
        desk.sees("Well again")

    def test_move_the_clock_on(self, desk: Desk, page: Page) -> None:
        desk.tab.get_by_role("button", name="Controls").click()
        desk.tab.get_by_role("button", name="+ 1 day").click()
        desk.tab.locator(".clock .pill", has_text="+1 d").wait_for()
        assert 86_390 < page.workspace.clock() - time.time() < 86_410


class TestTheTheme:
    def test_can_be_switched_and_is_remembered(self, desk: Desk) -> None:
        colour = "getComputedStyle(document.body).backgroundColor"
        light = desk.tab.evaluate(colour)
        desk.tab.get_by_role("button", name="Theme: auto").click()
        desk.tab.get_by_role("button", name="Theme: light").click()
        desk.tab.get_by_role("button", name="Theme: dark").wait_for()
        desk.tab.reload()
        desk.composer.wait_for()
        assert desk.tab.evaluate(colour) != light


class TestANarrowScreen:
    def test_has_the_channels_in_a_drawer(
        self, browser: object, page: Page, tmp_path: Path
    ) -> None:
        with Desk.opened(browser, page.url, tmp_path, width=360) as desk:
            desk.tab.get_by_role("button", name="Channels").click()
            desk.tab.get_by_role("button", name="general").click()
            desk.tab.get_by_role("heading", name="general").wait_for()
            assert not desk.tab.get_by_role("button", name="hiring").is_visible()
