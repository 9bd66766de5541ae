"""Whatever the bot suggests works, when it is pressed and when it is typed, for whoever it was suggested to."""

import re
from itertools import product
from typing import Any

import pytest

from handlers.kits.help_page import USAGES
from sandbox.client.snapshots import MessageSnapshot
from sandbox.world.records import User
from tests.company import Company
from tests.handlers.openings.steps import BERLIN, makes_opening

DEAD_ENDS = (
    "I do not know", "is no command", "You have no candidate", "You have no such", "No role is called",
    "is no level", "You may not", "does not have “", "No question, guide", "Something went wrong",
    "now, so", "is neither", "A kit takes", "no longer has", "You have no opening",
)  # fmt: skip
LEADS_ON = ("Did you mean one of these?\n", "To add them, choose the role:\n")
PEOPLE = ("ada", "grace", "alan", "admin")
COMMANDS = (
    "share", "debreif", "scroe", "forgt", "audti", "pln", "candidats", "breif", "cvs", "trem", "serach", "helpp",
)  # fmt: skip
RESTS = (
    "",
    "Katherine Johnson",
    "Kathrine Jonson",
    "decidedd",
    "asyncoi",
    "bakend",
    "Sherlock Holmes",
)
LINES = (
    *(f"{command} {rest}".strip() for command, rest in product(COMMANDS, RESTS)),
    *(f"{command} {rest}" for command in ("score", "plan", "debrief", "forget", "audit") for rest in RESTS[1:3]),
    "pythn developer", "python developer", "senior bakend", "machine lerning 45", "backend sqll 5000m", "ml-engineer 0",
    "Katherine", "Kathrine Jonson", "katherine  JOHNSON!", "Dorothy Vaughan", "sql", "zzzz qqqq", "undo", "remind",
    "brief mistakes bakend", "brief bakend", "cv bakend", "term asyncoi", "term qqqqzzzz", "search qqqqzzzz", "search",
    "compre", "compre Berlin", "compre ML, Brlin", "compre Katherine Johnson", "opneing ML, Brlin", "opneing zzzz",
    "candidates Katherine", "candidates Sherlock", "score", "forget", "help", "roles", "brief", "cv", "audit",
)  # fmt: skip


@pytest.fixture
def crowd(company: Company) -> Company:
    """Two open candidates of one name, of whom Ada leads one, somebody decided, and an opening of Ada's."""
    makes_opening(company, company.ada)
    company.adds(company.ada, "Katherine Johnson", panel=(company.grace,))
    company.adds(company.hedy, "Katherine Johnson", "backend-developer", panel=(company.ada,))
    company.adds(company.ada, "Dorothy Vaughan")
    company.deliver()
    company.decides(company.ada, company.message(company.ada, "Record the decision"))
    return company


def suggested(message: MessageSnapshot) -> dict[str, str]:
    """The commands behind the buttons of a message, by their ids."""
    return {
        element["action_id"]: element["value"]
        for block in message.blocks
        for element in [*block.get("elements", []), block.get("accessory", {})]
        if str(element.get("action_id", "")).startswith("run.")
    }


def is_dead_end(text: str) -> bool:
    """Whether an answer says no more than that there is none."""
    dead = any(words in text for words in DEAD_ENDS)
    return dead and not any(words in text for words in LEADS_ON)


def answered(company: Company, who: User, text: str) -> MessageSnapshot | None:
    """The answer to a command; None where it is a modal, which is closed again."""
    answer = company.types(who, text)
    assert answer.failure is None, (text, answer.failure)
    while company.slack.view_of(who):
        company.slack.close(company.modal(who))
    return answer.message


@pytest.mark.parametrize("name", PEOPLE)
def test_every_suggestion_works(crowd: Company, name: str) -> None:
    who: User = getattr(crowd, name)
    dead: list[Any] = []
    pressed: dict[str, str] = {}
    for line in LINES:
        message = answered(crowd, who, line)
        for command in suggested(message).values() if message else ():
            if command not in pressed:
                result = answered(crowd, who, command)
                pressed[command] = result.text if result else ""
            if is_dead_end(pressed[command]):
                dead.append((line, command, pressed[command]))
    assert not dead
    assert len(pressed) > 20


@pytest.mark.parametrize("name", PEOPLE)
def test_nobody_reads_an_id(crowd: Company, name: str) -> None:
    who: User = getattr(crowd, name)
    for line in LINES:
        message = answered(crowd, who, line)
        assert not re.search(r"\bid:|[0-9a-f]{20}", message.text if message else "")


def test_a_button_does_what_its_command_does(crowd: Company) -> None:
    answer = crowd.answer(crowd.ada, "debreif Katherine Johnson")
    crowd.presses(crowd.ada, answer, "run.1")
    assert "Several candidates answer to that" in crowd.notice(crowd.ada)


@pytest.mark.parametrize("usage", [usage for usage, _ in USAGES])
def test_every_usage_of_the_help_works(crowd: Company, usage: str) -> None:
    typed = {
        "<candidate>": "Katherine Johnson",
        "<role>": "backend",
        "<word>": "asyncio",
        "<words>": "slow query",
        "<title>": BERLIN,
        "<candidate or title>": BERLIN,
    }
    whole = re.sub(r"<[^>]+>", lambda found: typed[found[0]], usage)
    short = re.sub(r" \[[^\]]+\]", "", whole)
    options = re.findall(r"\[([^\]]+)\]", whole)
    examples = {"candidate": "Katherine Johnson", "role": "backend", "skill or tag": "ml-ops"}
    every = product(
        *([examples.get(word, word) for word in option.split("|")] for option in options)
    )
    for chosen in [*every, ()]:
        message = answered(crowd, crowd.ada, " ".join((short, *chosen)))
        assert not is_dead_end(message.text if message else "")


def test_somebody_new_is_added_under_the_name_that_was_typed(crowd: Company) -> None:
    plan = crowd.answer(crowd.ada, "plan Kathrine Johnston")
    crowd.presses(crowd.ada, plan, list(suggested(plan))[-1])
    [field] = [
        block for block in crowd.modal(crowd.ada).blocks if block["block_id"].startswith("name")
    ]
    assert field["element"]["initial_value"] == "Kathrine Johnston"
    crowd.slack.close(crowd.modal(crowd.ada))
    score = crowd.answer(crowd.ada, "score Kathrine Johnston")
    crowd.presses(crowd.ada, score, list(suggested(score))[-1])
    assert "To add them, choose the role" in crowd.notice(crowd.ada)
