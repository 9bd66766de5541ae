"""What people type reaches a command as they typed it, whatever Slack makes of it on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.slack.text import command_text
from sandbox.delivery.payloads import escape
from sandbox.world.directory import Directory
from sandbox.world.records import Identity
from tests.company import Company

PARTS = st.one_of(
    st.text(max_size=6),
    st.sampled_from(
        ["asyncio.run", "anna@firma.de", "https://a.example/?x=1&y=2", "Node.js", "@here", "<b>", "&amp;", "|", " "]
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"),
        ("&amp;lt;", "&lt;"),
        ("<@U0ADA|ada>", "@ada"),
        ("<@U0ADA>", "@somebody"),
        ("<#C0GENERAL|general>", "#general"),
        ("<#C0X> <#C0X|>", "#a channel #a channel"),
        ("<!subteam^S1|@leads> <!subteam^S1|leads>", "@leads @leads"),
        ("<!subteam^S1>", "@a group"),
        ("<!here> <!here|here> <!channel> <!everyone>", "@here @here @channel @everyone"),
        ("<!date^1392734382^{date_short}|18 Feb 2014>", "18 Feb 2014"),
        ("<!date^1392734382^{date_short}>", "a date"),
        ("<http://asyncio.run|asyncio.run>", "asyncio.run"),
        ("<http://asyncio.run|Asyncio.Run>", "Asyncio.Run"),
        ("<https://a.example/x?a=1&amp;b=2>", "https://a.example/x?a=1&b=2"),
        ("<https://a.example|the talk>", "the talk"),
        ("<mailto:a@b.example|a@b.example>", "a@b.example"),
        ("<mailto:a@b.example>", "a@b.example"),
        ("<tel:+4930123|+49 30 123> <tel:+4930123>", "+49 30 123 +4930123"),
        ("what <b> is", "what <b> is"),
    ],
)
def test_codes_are_read_back(sent: str, typed: str) -> None:
    assert command_text(sent) == typed


@given(st.lists(PARTS, max_size=5).map("".join))
def test_whatever_is_typed_comes_as_it_was(typed: str) -> None:
    assert command_text(escape(typed, Directory(Identity()))) == typed.strip()


@pytest.mark.parametrize("name", ["Node.js Bot", "Anna anna@firma.de", "R&D <1> asyncio.run"])
def test_a_candidate_is_found_by_a_name_of_which_slack_makes_a_link(
    company: Company, name: str
) -> None:
    company.adds(company.ada, name, panel=(company.hedy,))
    assert f"{name}\n · 1 of 2" in company.answer(company.ada, f"debrief {name}").text


@pytest.mark.parametrize(
    "command", ["", "search ", "term ", "score ", "debrief ", "forget ", "audit ", "brief ", "cv "]
)
def test_no_command_sees_the_link_that_slack_makes_of_a_word(
    company: Company, command: str
) -> None:
    text = company.answer(company.ada, f"{command}asyncio.run").text
    assert "“asyncio.run”" in text or "“asyncio-run”" in text
    assert "http" not in text


def test_a_plan_begins_with_the_name_as_it_was_typed(company: Company) -> None:
    view = company.opens(company.ada, "plan Anna anna@firma.de & Co")
    [name] = [block for block in view.blocks if block["block_id"].startswith("name")]
    assert name["element"]["initial_value"] == "Anna anna@firma.de & Co"


@pytest.mark.parametrize(
    "typed",
    [
        "Candidates decided", "CANDIDATES  Decided!", "candidates\ndecided", "candidates, decided.",
        "candidates: \u201cdecided\u201d", ":rocket: candidates decided", "\U0001f680 candidates decided :+1:",
        "\uff43andidates\u3000\uff44ecided", "candidates\u00a0decided",
        "c\u200bandidates decided\u200f", "-- candidates decided",
    ],
)  # fmt: skip
def test_a_command_is_known_however_its_words_are_typed(company: Company, typed: str) -> None:
    assert "None of your candidates is decided yet" in company.answer(company.ada, typed).text


@pytest.mark.parametrize(
    "typed",
    ["ML-Engineer, Senior!", "ml engineer :rocket: senior", "ml\u2011engineer\nsenior", "\uff4dle  (senior)"],
)  # fmt: skip
def test_so_is_a_role(company: Company, typed: str) -> None:
    assert "Machine Learning Engineer · senior" in company.answer(company.ada, typed).text
