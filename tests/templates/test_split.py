"""A debrief too long for one message is cut between people, and each part says whose debrief it is."""

from datetime import timedelta
from typing import Any

import pytest

from interviews.debriefs.debrief import debrief
from interviews.models import NAME_LENGTH, TEXT_LENGTH, Recommendation
from slack_limits.check import check_message
from templates.render import render
from templates.split import parts
from tests.interviews import make
from tests.templates.test_surfaces import OPEN, everything_said

NAME = "N" * NAME_LENGTH
PEOPLE = [f"U0PERSON{number:02}" for number in range(12)]
SKILLS = ("python", "sql", "testing")


def words_of(who: str, skill: str) -> str:
    """What somebody wrote about a skill, as long as it may be."""
    return f"{who} on {skill} ".ljust(TEXT_LENGTH, "x")


def whole(people: list[str], *, apart: bool) -> dict[str, Any]:
    """The debrief of a panel that wrote as much as it could; with `apart` every other person rates 1 in place of 4."""
    cards = [
        make.card(
            who, dict.fromkeys(SKILLS, 1 if apart and number % 2 else 4), vote=Recommendation.YES
        )
        for number, who in enumerate(people)
    ]
    cards = [
        card.model_copy(
            update={
                "ratings": tuple(
                    rating.model_copy(
                        update={"evidence": words_of(card.interviewer_id, rating.skill_id)}
                    )
                    for rating in card.ratings
                ),
                "note": words_of(card.interviewer_id, "everything"),
                "submitted_at": card.submitted_at + timedelta(minutes=number),
            }
        )
        for number, card in enumerate(cards)
    ]
    loop = make.loop(people, cards)
    found = debrief(
        loop.model_copy(update={"candidate": loop.candidate.model_copy(update={"name": NAME})})
    )
    return render("debriefs/debrief", debrief=found, role="Engineer", **OPEN)


def first_words(block: dict[str, Any]) -> str:
    """The id of the person a block begins with, or its first words."""
    if block["type"] != "rich_text":
        return str(block.get("text", {}).get("text", ""))
    piece = block["elements"][0]["elements"][0]
    return str(piece.get("user_id") or piece["text"])


@pytest.fixture(params=[True, False], ids=["apart", "agreed"])
def messages(request: pytest.FixtureRequest) -> list[dict[str, Any]]:
    return parts(whole(PEOPLE, apart=request.param))


def test_every_part_is_taken_by_slack_and_no_word_is_lost(messages: list[dict[str, Any]]) -> None:
    assert [fault for message in messages for fault in check_message(message)] == []
    said = "".join(everything_said(messages).split())
    assert all(
        "".join(words_of(who, skill).split()) in said
        for who in PEOPLE
        for skill in (*SKILLS, "everything")
    )


def test_every_part_begins_with_a_heading_that_names_the_candidate(
    messages: list[dict[str, Any]],
) -> None:
    headings = [first_words(message["blocks"][0]) for message in messages]
    assert headings == [
        f"Debrief: {NAME}, part {number} of {len(messages)}"
        for number in range(1, len(messages) + 1)
    ]
    assert len(messages) > 2


def test_words_stand_below_the_name_of_whoever_wrote_them(messages: list[dict[str, Any]]) -> None:
    for message in messages:
        above = ""
        for block in message["blocks"]:
            begins = first_words(block)
            above = begins if begins in PEOPLE else above
            wrote = everything_said([block])
            assert [who for who in PEOPLE if f"{who} on " in wrote] in ([], [above])


def test_no_part_ends_with_a_heading_or_a_name(messages: list[dict[str, Any]]) -> None:
    for message in messages[1:]:
        assert "x" * 100 in everything_said([message["blocks"][-1]])


def test_a_part_repeats_the_skill_that_its_first_evidence_is_about() -> None:
    skills = {"Python", "Sql", "Testing"}
    for message in parts(whole(PEOPLE, apart=True)):
        above = ""
        for block in message["blocks"]:
            begins = first_words(block)
            above = begins if begins in skills or block["type"] == "header" else above
            wrote = everything_said([block]).lower()
            if f"{begins.lower()} on " in wrote:
                assert f" on {above.lower()} " in wrote


def test_what_fits_is_one_message_as_it_was() -> None:
    message = render(
        "debriefs/debrief", debrief=debrief(make.loop(PEOPLE[:1], [make.card(PEOPLE[0])])),
        role="Engineer", **OPEN,
    )  # fmt: skip
    assert parts(message) == [message]
