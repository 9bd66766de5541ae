"""One candidate from the plan to the decision in a real browser, over HTTP and over Socket Mode."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.demo.demo import open_page
from bot.demo.scene import ADA, ALAN, CHARLES, GRACE
from sandbox.page.start import Page
from tests.demo_user import (
    becomes,
    begin_on_a_wednesday_at_ten,
    choose,
    closes,
    demo_tab,
    leaves,
    moves_on,
    newest_message,
    opens_card,
    plans,
    rates,
    saves,
    text_field,
)
from tests.sandbox.browser.page_user import PageUser

NELLIE = "Nellie Bly"
EVIDENCE = "Reran the whole training from a commit hash."


@pytest.fixture(params=["http", "socket"])
def page(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Page]:
    """The demo, begun afresh, with the bot at the end of the one way and of the other."""
    with open_page(0, None, tmp_path / "demo.db", socket=request.param == "socket") as shown:
        begin_on_a_wednesday_at_ten(shown)
        yield shown


@pytest.fixture
def user(browser: Any, page: Page, tmp_path: Path) -> Iterator[PageUser]:
    with demo_tab(browser, page, tmp_path) as user:
        yield user


def ada_reads_the_kit_and_all_questions(user: PageUser) -> None:
    """From the kit to all questions, to those of one skill, to one question."""
    user.sends("/interview ml-engineer senior")
    kit = newest_message(user, "8 core questions")
    kit.get_by_role("button", name="All questions").click()
    user.modal.wait_for()
    choose(user, "PyTorch or TensorFlow in depth", "Statistics and maths")
    user.modal.get_by_text("Machine Learning Engineer: Statistics and maths").wait_for()
    user.modal.get_by_role("button", name="Open").first.click()
    user.modal.get_by_text("Red flags").wait_for()
    user.modal.get_by_role("button", name="Close all views").click()
    user.modal.wait_for(state="detached")


def ada_plans_three_interviews(user: PageUser) -> None:
    """She takes one of them herself; the form proposes who looks at what."""
    plans(user, NELLIE, "Machine Learning Engineer", "Ada Lovelace", "Grace Hopper", "Alan Turing")
    closes(user)


def ada_scores_with_evidence_after_a_break(user: PageUser) -> None:
    """A 5 without evidence is an error at its field; the form that is left half-way comes back."""
    opens_card(user, NELLIE)
    text_field(user, "Overall note").fill("Half a thought")
    rates(user, "MLOps", "5 · beyond senior")
    choose(user, "Recommendation", "Yes")
    user.modal.get_by_role("button", name="Save").click()
    user.modal.get_by_text("A 1 or a 5 needs evidence").first.wait_for()
    assert user.focused().startswith("Evidence")
    user.tab.keyboard.type(EVIDENCE)
    leaves(user)
    opens_card(user, NELLIE)
    user.modal.get_by_text("Your draft is back as you left it.").wait_for()
    assert text_field(user, "Overall note").input_value() == "Half a thought"
    saves(user)


def grace_scores_and_sees_nothing_of_adas(user: PageUser) -> None:
    """The seal holds for her until her own card is in, and after it while one is missing."""
    becomes(user, GRACE)
    newest_message(user, NELLIE)
    for sent in (1, 2):
        user.sends(f"/interview debrief {NELLIE}")
        newest_message(user, f"{sent} of 3 scorecards are in")
        assert EVIDENCE not in user.tab.locator("#main").inner_text()
        if sent == 1:
            opens_card(user, NELLIE)
            rates(user, "MLOps", "2 · junior answer")
            choose(user, "Recommendation", "No")
            saves(user)


def alan_is_reminded_the_next_day_and_scores(user: PageUser) -> None:
    """The button stands in the reminder, which goes once the card is in."""
    becomes(user, ALAN)
    moves_on(user, "1 day")
    reminder = newest_message(user, f"Your scorecard for {NELLIE} is still open")
    reminder.get_by_role("button", name="Score now").click()
    user.modal.wait_for()
    rates(user, "MLOps", "4 · senior answer")
    choose(user, "Recommendation", "Yes")
    saves(user)


def ada_reads_the_digest_and_decides(user: PageUser) -> None:
    """The digest came by itself, what was far apart first, with the evidence."""
    becomes(user, ADA)
    digest = newest_message(user, f"Debrief: {NELLIE}")
    assert "Talk about these first" in digest.inner_text()
    assert EVIDENCE in digest.inner_text()
    digest.get_by_role("button", name="Record the decision").click()
    user.modal.get_by_label("Hire", exact=True).check()
    text_field(user, "Reason").fill("Went round the world in seventy-two days.")
    user.modal.get_by_role("button", name="Record").click()
    user.modal.get_by_text("This one is decided").wait_for()
    closes(user)


def the_panel_hears_of_it_after_an_hour(user: PageUser) -> None:
    """By then it can no longer be undone."""
    moves_on(user, "1 hour")
    becomes(user, GRACE)
    newest_message(user, "hire, decided by")


def home_shows_each_person_what_is_theirs(user: PageUser) -> None:
    """Ada has Pippi's scorecard to write; to Charles, who is on no panel, nobody has applied."""
    home = user.tab.locator("#home")
    for who, words in ((ADA, "Pippi Longstocking"), (CHARLES, "You have no open candidates yet")):
        becomes(user, who)
        user.tab.get_by_role("button", name="Home").click()
        home.get_by_text(words).first.wait_for()
    assert "Pippi" not in home.inner_text()


def charles_learns_nothing_by_asking(user: PageUser) -> None:
    """To him there is no such candidate."""
    user.tab.get_by_role("button", name="Messages").click()
    user.sends(f"/interview debrief {NELLIE}")
    newest_message(user, "You have no candidate")


def test_one_candidate_from_plan_to_decision(user: PageUser) -> None:
    ada_reads_the_kit_and_all_questions(user)
    ada_plans_three_interviews(user)
    ada_scores_with_evidence_after_a_break(user)
    grace_scores_and_sees_nothing_of_adas(user)
    alan_is_reminded_the_next_day_and_scores(user)
    ada_reads_the_digest_and_decides(user)
    the_panel_hears_of_it_after_an_hour(user)
    home_shows_each_person_what_is_theirs(user)
    charles_learns_nothing_by_asking(user)
