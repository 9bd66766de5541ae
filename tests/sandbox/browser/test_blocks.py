"""What the bot sends is shown as Slack shows it, and can be used."""

import pytest

from tests.sandbox.browser.gallery import HOSTILE, MESSAGES
from tests.sandbox.browser.page_user import PageUser
from tests.sandbox.pieces import Json


def block_actions(bodies: list[Json]) -> list[Json]:
    return [body["actions"][0] for body in bodies if body.get("type") == "block_actions"]


class TestTexts:
    def test_mrkdwn_is_rendered_and_plain_text_is_not(self, user: PageUser) -> None:
        user.sends("/show texts")
        message = user.messages.last
        message.get_by_role("heading", name="Every *block* there is").wait_for()
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
            assert message.locator(selector, has_text=words).count() == 1, selector
        words = message.inner_text()
        assert "snake_case_name" in words
        assert "*Field two*" in words

    def test_hostile_words_stay_words(self, user: PageUser) -> None:
        user.sends("/show texts")
        user.sees(HOSTILE)
        assert user.messages.last.locator("script, img").count() == 0

    def test_codes_of_no_emoji_stay_words(self, user: PageUser) -> None:
        """A code that is the name of something of JavaScript's own showed the source of that."""
        user.sends("Well :wave: but :constructor: and :__proto__: too")
        user.sees("Well 👋 but :constructor: and :__proto__: too")

    def test_hostile_words_of_people_stay_words_everywhere(self, user: PageUser) -> None:
        user.sends(HOSTILE)
        user.sees("<script>alert(2)</script>")
        user.sends(f"/show {HOSTILE}")
        user.sees("You said: <img src=x")
        user.tab.get_by_role("button", name="Traffic").click()
        user.tab.locator("[data-entry]").first.click()
        user.tab.get_by_role("heading", name="Request").wait_for()
        assert user.tab.locator("img:not(#top img)").count() == 0


class TestSections:
    def test_are_folded_until_somebody_wants_to_see_more(self, user: PageUser) -> None:
        user.sends("/show folded")
        more = user.messages.last.get_by_role("button", name="See more")
        text = user.messages.last.locator(".text").first
        folded = text.bounding_box()["height"]
        assert more.count() == 1
        more.click()
        more.wait_for(state="detached")
        assert text.bounding_box()["height"] > folded


class TestData:
    def test_charts_carry_their_figures(self, user: PageUser) -> None:
        user.sends("/show charts")
        chart = user.messages.last.locator("figure").first
        chart.wait_for()
        assert chart.locator("svg rect").count() == 6
        chart.get_by_text("Figures").click()
        assert "Grace" in chart.get_by_role("table").inner_text()
        user.sends("/show more-charts")
        user.messages.last.locator("svg.pie path").first.wait_for()

    def test_tables_hold_people_and_figures(self, user: PageUser) -> None:
        user.sends("/show tables")
        row = user.messages.last.get_by_role("group", name="Table").locator("tbody tr")
        assert row.locator("td .mention").inner_text() == "@Grace Hopper"
        figure = row.locator("td").last
        assert figure.locator("strong").inner_text() == "3"
        assert figure.evaluate("node => getComputedStyle(node).textAlign") == "right"

    def test_data_tables_are_sorted_and_paged(self, user: PageUser) -> None:
        user.sends("/show tables")
        table = user.messages.last.get_by_role("table", name="Cards")
        table.wait_for()
        assert table.locator("tbody tr").count() == 2
        user.tab.get_by_role("button", name="Cards", exact=True).click()
        assert table.locator("tbody tr").first.inner_text().split() == ["Alan", "1"]
        user.tab.get_by_role("button", name="Next").click()
        assert table.locator("tbody tr").all_inner_texts() == ["Grace\t12"]


class TestElements:
    def test_a_button_asks_first_where_it_must(self, user: PageUser, bodies: list[Json]) -> None:
        user.sends("/show controls")
        row = user.messages.last.locator(".actions")
        row.get_by_role("button", name="Go").nth(1).click()
        confirm = user.tab.locator("#confirm")
        confirm.get_by_role("button", name="Keep").click()
        row.get_by_role("button", name="Go").nth(1).click()
        user.presses("Escape")
        assert block_actions(bodies) == []
        row.get_by_role("button", name="Go").nth(1).click()
        confirm.get_by_role("button", name="Delete").click()
        user.tab.wait_for_timeout(200)
        assert [action["action_id"] for action in block_actions(bodies)] == ["sure"]

    def test_all_that_can_be_chosen_in_a_message_is_told(
        self, user: PageUser, bodies: list[Json]
    ) -> None:
        user.sends("/show controls")
        message = user.messages.last
        message.get_by_role("button", name="More actions").click()
        user.option("Beta").click()
        message.locator("input[type=date]").fill("2026-05-04")
        message.get_by_role("button", name="Choose").first.click()
        user.option("Gamma").click()
        message.get_by_label("Alpha").first.check()
        message.get_by_label("Beta").last.check()
        message.get_by_role("button", name="Choose").last.click()
        user.tab.get_by_role("combobox", name="Find in").fill("q")
        user.option("Q2").click()
        user.tab.wait_for_timeout(300)
        assert {a["action_id"]: _value(a) for a in block_actions(bodies)} == {
            "more": "beta",
            "day": "2026-05-04",
            "one": "gamma",
            "rb": "alpha",
            "cb": "beta",
            "ext": "q2",
        }


def _value(action: Json) -> str:
    chosen = action.get("selected_option") or next(iter(action.get("selected_options", [])), None)
    return str(chosen["value"] if chosen else action.get("selected_date"))


class TestLooks:
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("width", [1280, 360])
    def test_everything_fits_and_has_a_name(
        self, browser: object, page: object, tmp_path: object, width: int, scheme: str
    ) -> None:
        url = page.url  # type: ignore[attr-defined]
        with PageUser.open(browser, url, tmp_path, width, scheme) as user:  # type: ignore[arg-type]
            for what in MESSAGES:
                user.sends(f"/show {what}")
                user.until(
                    f"document.querySelectorAll('.message').length === {list(MESSAGES).index(what) + 1}"
                )
                user.photo(what)
                assert not user.is_wider_than_the_window(), what
            user.opens_form()
            user.photo("form")
            assert not user.is_wider_than_the_window()
            assert user.tab.evaluate(_NAMELESS) == []


_NAMELESS = """() => [...document.querySelectorAll('button, input, select, textarea')]
  .filter((node) => !(node.innerText?.trim() || node.getAttribute('aria-label') || node.labels?.length))
  .map((node) => node.outerHTML)"""
