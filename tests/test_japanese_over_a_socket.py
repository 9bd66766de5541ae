"""Every surface in Japanese over a socket, six bytes a letter as JSON: nothing is cut.

The fixture `connected` holds every frame to its limit.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from interviews.models import TEXT_LENGTH
from question_bank.bank import Bank
from question_bank.load.loader import load
from question_bank.models import Level
from tests.company import Company
from tests.handlers.test_longest import Story

pytestmark = pytest.mark.once

NAME = "紫式部"
TEXT = "彼" * TEXT_LENGTH
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
KANA = str.maketrans(
    _LETTERS + _LETTERS.upper(), "".join(chr(0x3042 + number) for number in range(52))
)


def in_japanese(node: Any) -> Any:
    """The same with a kana for each letter of whatever is no id."""
    if isinstance(node, dict):
        return {key: in_japanese(value) for key, value in node.items()}
    if isinstance(node, list):
        return [in_japanese(value) for value in node]
    is_text = isinstance(node, str) and (" " in node or node != node.lower())
    return node.translate(KANA) if is_text else node


def without_ids(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The blocks as the bot gave them: Slack adds an id to each."""
    return [{key: part for key, part in block.items() if key != "block_id"} for block in blocks]


@pytest.fixture(scope="module")
def bank() -> Bank:
    """The built-in bank, as long as it is, in Japanese; the company's bot has this one.

    Sample answers are shown nowhere in Slack, and what misleads in them is one of a few words.
    """
    without_answers = {"archetypes": {"__all__": {"answers"}}}
    return Bank.model_validate(in_japanese(load().model_dump(mode="json", exclude=without_answers)))


def commands(bank: Bank) -> Iterator[str]:
    """Every command whose answer shows the bank."""
    yield from (
        "help",
        "help commands",
        "roles",
        "cv",
        "term",
        "search けけ",
        f"term {bank.glossary.terms[0].word}",
    )
    for role in bank.archetypes:
        yield from (f"brief {role.id}", f"cv {role.id}", f"{role.id} 120m")
        for focus in ("", "full", "senior full", *Level, *(skill.id for skill in role.skills)):
            yield f"{role.id} {focus}".strip()


def test_commands_show_the_same_as_over_http(connected: Company, bank: Bank) -> None:
    over_a_socket = {text: connected.answer(connected.ada, text).blocks for text in commands(bank)}
    connected.slack.deliver_to(f"{connected.url}/slack/events")
    for text, blocks in over_a_socket.items():
        assert without_ids(connected.answer(connected.ada, text).blocks) == without_ids(blocks)
    assert len(connected.slack.calls("response_url")) > len(bank.archetypes)


def test_a_scorecard_of_every_role_comes_back_with_its_question(
    connected: Company, bank: Bank
) -> None:
    for number, role in enumerate(bank.archetypes):
        form = connected.opens_card(connected.ada, role.id)
        ratings = {skill.id: (5, TEXT) for skill in role.skills}
        connected.fills(form, name=f"{NAME}{number}", ratings=ratings, vote="no", note=TEXT)
        connected.submits(connected.ada)
        assert "Change what you like" in connected.modal(connected.ada).text
        assert connected.modal(connected.ada).values["note"]["value"]["value"] == TEXT
        connected.submits(connected.ada)
        assert connected.has_saved(connected.ada)
        [card] = connected.loop(f"{NAME}{number}").cards
        assert {rating.evidence for rating in card.ratings} == {card.note} == {TEXT}


def test_the_whole_loop_at_its_longest(connected: Company) -> None:
    story = Story(connected, "彼")
    for step in story.steps:
        step()
        assert connected.slack.violations == [], step.__name__
