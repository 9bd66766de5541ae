"""A debrief is read in a minute: few words, nothing twice, nobody named more than once a section."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from sandbox.client.snapshots import MessageSnapshot
from sandbox.world.records import Json
from tests.company import Company
from tests.handlers.debriefs.test_debrief import two_who_differ

MOST_WORDS = 600
NAME = "Katherine Johnson"
NOTE = "I would work with her, and want to see one release with her on call."


def evidence(who: str, skill: str) -> str:
    """Ten words."""
    return f"{who} on {skill}: named what breaks first and how to notice."


def three_cards(company: Company, *, apart: int = 1, asked: int = 0) -> None:
    """Ada, Grace and Alan have rated five skills each, with evidence; Grace is `apart` from the others."""
    people = (company.ada, company.grace, company.alan)
    role = company.bot.bank.archetype("ml-engineer")
    skills = [skill.id for skill in role.skills]
    for number, who in enumerate(people):
        first = who.real_name.partition(" ")[0]
        filled = {
            "ratings": {
                skill: (4 - (number % 2) * apart, evidence(first, skill))
                for skill in skills[number : number + 5]
            },
            "vote": ("yes", "no", "strong_yes")[number],
            "note": f"{first}: {NOTE}",
            "asked": [
                question.id
                for question in role.questions
                if question.skill in skills[number : number + 5]
            ][:asked],
        }
        if number:
            company.scores(who, NAME, **filled)
        else:
            company.adds(who, NAME, panel=people[1:], **filled)


def three_who_differ(company: Company) -> None:
    three_cards(company, apart=2)


def with_all_they_asked(company: Company) -> None:
    three_cards(company, asked=30)


def rated_again(company: Company) -> None:
    three_cards(company)
    company.scores(
        company.grace, NAME, vote="yes", ratings={"ml-ops": 4}, reason="Ada made her explain it."
    )


def decided(company: Company) -> None:
    three_cards(company)
    company.decides(company.ada, company.answer(company.ada, f"debrief {NAME}"))


def without_tables(company: Company) -> None:
    company.slack.lack("table")
    three_cards(company)


def of_one_card(company: Company) -> None:
    company.adds(company.ada, NAME, ratings={"ml-ops": (5, evidence("Ada", "ml-ops"))}, note=NOTE)


CASES = (
    two_who_differ, three_cards, three_who_differ, with_all_they_asked, rated_again, decided,
    without_tables, of_one_card,
)  # fmt: skip


@pytest.fixture(params=CASES, ids=lambda case: case.__name__)
def debrief(company: Company, request: pytest.FixtureRequest) -> MessageSnapshot:
    """The debrief as Ada gets it, in one message."""
    begins: Callable[[Company], None] = request.param
    begins(company)
    company.deliver()
    [digest] = company.inbox(company.ada, words="Debrief")
    assert company.slack.thread(digest) == []
    return digest


def test_has_600_words_at_most(debrief: MessageSnapshot) -> None:
    assert len(debrief.text.split()) + len(mentions(debrief.blocks)) <= MOST_WORDS


def test_says_nothing_twice(debrief: MessageSnapshot) -> None:
    said = Counter(re.findall(r"(?:Ada|Grace|Alan)(?: on [\w-]+)?: .*", debrief.text))
    assert [words for words, times in said.items() if times > 1] == []
    assert debrief.text.count("adds up and does not judge") == 1


def test_names_nobody_twice_in_a_section(debrief: MessageSnapshot) -> None:
    for section in sections(debrief.blocks):
        named = Counter(mentions(section))
        assert max(named.values(), default=0) <= 1, section


def test_names_none_of_twelve_twice_in_a_section(company: Company) -> None:
    more = [company.slack.add_user(f"U0MORE{n:02}", f"{'N' * 118}{n:02}") for n in range(11)]
    company.adds(company.ada, NAME, panel=tuple(more), ratings={"ml-ops": (4, NOTE)}, note=NOTE)
    for number, who in enumerate(more):
        rated = {"ml-ops": (2 + number % 3, NOTE), "ml-data": (3, NOTE)}
        company.scores(who, NAME, ratings=rated, note=NOTE, vote="no")
    company.deliver()
    digest = company.message(company.ada, words="Debrief")
    for message in (digest, *company.slack.thread(digest)):
        for section in sections(message.blocks):
            named = Counter(mentions(section))
            assert max(named.values(), default=0) <= 1, section


def sections(blocks: list[Json]) -> Iterator[list[Json]]:
    """The blocks below each heading: a header, a line between what was decided and why, a skill's name."""
    section: list[Json] = []
    for block in blocks:
        if block["type"] in ("header", "divider") or is_skill(block):
            yield section
            section = []
        section.append(block)
    yield section


def is_skill(block: Json) -> bool:
    lines = block["elements"] if block["type"] == "rich_text" else []
    return len(lines) == 1 and "bold" in lines[0]["elements"][0].get("style", {})


def mentions(node: object) -> list[str]:
    """The ids of everybody whom Slack names in there."""
    if isinstance(node, dict):
        found = [node["user_id"]] if node.get("type") == "user" else []
        return found + [who for child in node.values() for who in mentions(child)]
    if isinstance(node, list):
        return [who for child in node for who in mentions(child)]
    return re.findall(r"<@(\w+)>", node) if isinstance(node, str) else []
