"""What the bot sends is shown as Slack shows it, and can be used."""

import pytest

from tests.sandbox.browser.gallery import HOSTILE, MESSAGES
from tests.sandbox.browser.page_user import Desk
from tests.sandbox.pieces import Json


def acted(told: list[Json]) -> list[Json]:
    return [body["actions"][0] for body in told if body.get("type") == "block_actions"]


class TestTexts:
    def test_mrkdwn_is_rendered_and_plain_text_is_not(self, desk: Desk) -> None:
        desk.sends("/show texts")
        shown = desk.messages.last
        shown.get_by_role("heading", name="Every *block* there is").wait_for()
        for selector, words in (
            ("strong", "Bold"),
            ("em", "italic"),
            ("s", "struck"),
            ("code", "code"),
            ("blockquote .mention", "@Ada Lovelace"),
            ("a[target=_blank]", "a link"),
            ("pre", "return 3 * r"),
            ("time", "2 Feb 2026 at 02:40"),
            (".rich time", "Monday, 2 February 2026 at 02:40"),
            ("ol s", "second"),
        ):
            assert shown.locator(selector, has_text=words).count() == 1, selector
        words = shown.inner_text()
        assert "snake_case_name" in words
        assert "*Field two*" in words

    def test_hostile_words_stay_words(self, desk: Desk) -> None:
        desk.sends("/show texts")
        desk.sees(HOSTILE)
        assert desk.messages.last.locator("script, img").count() == 0

    def test_codes_of_no_emoji_stay_words(self, desk: Desk) -> None:
        """A code that is the name of something of JavaScript's own showed the source of that."""
        desk.sends("Well :wave: but :constructor: and :__proto__: too")
        desk.sees("Well 👋 but :constructor: and :__proto__: too")

    def test_hostile_words_of_people_stay_words_everywhere(self, desk: Desk) -> None:
        desk.sends(HOSTILE)
        desk.sees("<script>alert(2)</script>")
        desk.sends(f"/show {HOSTILE}")
        desk.sees("You said: <img src=x")
        desk.tab.get_by_role("button", name="Traffic").click()
        desk.tab.locator("[data-entry]").first.click()
        desk.tab.get_by_role("heading", name="Request").wait_for()
        assert desk.tab.locator("img:not(#top img)").count() == 0


class TestData:
    def test_charts_carry_their_figures(self, desk: Desk) -> None:
        desk.sends("/show charts")
        chart = desk.messages.last.locator("figure").first
        chart.wait_for()
        assert chart.locator("svg rect").count() == 6
        chart.get_by_text("Figures").click()
        assert "Grace" in chart.get_by_role("table").inner_text()
        desk.sends("/show more-charts")
        desk.messages.last.locator("svg.pie path").first.wait_for()

    def test_tables_hold_people_and_figures(self, desk: Desk) -> None:
        desk.sends("/show tables")
        row = desk.messages.last.get_by_role("group", name="Table").locator("tbody tr")
        assert row.locator("td .mention").inner_text() == "@Grace Hopper"
        figure = row.locator("td").last
        assert figure.locator("strong").inner_text() == "3"
        assert figure.evaluate("node => getComputedStyle(node).textAlign") == "right"

    def test_data_tables_are_sorted_and_paged(self, desk: Desk) -> None:
        desk.sends("/show tables")
        table = desk.messages.last.get_by_role("table", name="Cards")
        table.wait_for()
        assert table.locator("tbody tr").count() == 2
        desk.tab.get_by_role("button", name="Cards", exact=True).click()
        assert table.locator("tbody tr").first.inner_text().split() == ["Alan", "1"]
        desk.tab.get_by_role("button", name="Next").click()
        assert table.locator("tbody tr").all_inner_texts() == ["Grace\t12"]


class TestElements:
    def test_a_button_asks_first_where_it_must(self, desk: Desk, told: list[Json]) -> None:
        desk.sends("/show controls")
        row = desk.messages.last.locator(".actions")
        row.get_by_role("button", name="Go").nth(1).click()
        asked = desk.tab.locator("#confirm")
        asked.get_by_role("button", name="Keep").click()
        row.get_by_role("button", name="Go").nth(1).click()
        desk.presses("Escape")
        assert acted(told) == []
        row.get_by_role("button", name="Go").nth(1).click()
        asked.get_by_role("button", name="Delete").click()
        desk.tab.wait_for_timeout(200)
        assert [action["action_id"] for action in acted(told)] == ["sure"]

    def test_all_that_can_be_chosen_in_a_message_is_told(
        self, desk: Desk, told: list[Json]
    ) -> None:
        desk.sends("/show controls")
        shown = desk.messages.last
        shown.get_by_role("button", name="More actions").click()
        desk.option("Beta").click()
        shown.locator("input[type=date]").fill("2026-05-04")
        shown.get_by_role("button", name="Choose").first.click()
        desk.option("Gamma").click()
        shown.get_by_label("Alpha").first.check()
        shown.get_by_label("Beta").last.check()
        shown.get_by_role("button", name="Choose").last.click()
        desk.tab.get_by_role("combobox", name="Find in").fill("q")
        desk.option("Q2").click()
        desk.tab.wait_for_timeout(300)
        assert {a["action_id"]: _held(a) for a in acted(told)} == {
            "more": "beta",
            "day": "2026-05-04",
            "one": "gamma",
            "rb": "alpha",
            "cb": "beta",
            "ext": "q2",
        }


def _held(action: Json) -> str:
    chosen = action.get("selected_option") or next(iter(action.get("selected_options", [])), None)
    return str(chosen["value"] if chosen else action.get("selected_date"))


class TestLooks:
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("width", [1280, 360])
    def test_everything_fits_and_has_a_name(
        self, browser: object, page: object, tmp_path: object, width: int, scheme: str
    ) -> None:
        url = page.url  # type: ignore[attr-defined]
        with Desk.opened(browser, url, tmp_path, width, scheme) as desk:  # type: ignore[arg-type]
            for what in MESSAGES:
                desk.sends(f"/show {what}")
                desk.until(
                    f"document.querySelectorAll('.message').length === {list(MESSAGES).index(what) + 1}"
                )
                desk.photo(what)
                assert not desk.is_wider_than_the_window(), what
            desk.opens_form()
            desk.photo("form")
            assert not desk.is_wider_than_the_window()
            assert desk.tab.evaluate(_NAMELESS) == []


_NAMELESS = """() => [...document.querySelectorAll('button, input, select, textarea')]
  .filter((node) => !(node.innerText?.trim() || node.getAttribute('aria-label') || node.labels?.length))
  .map((node) => node.outerHTML)"""
