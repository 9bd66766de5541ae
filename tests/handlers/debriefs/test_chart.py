"""A debrief that is posted draws the panel's means beside the target; an answer may hold no block that young."""

import pytest

from sandbox.client.snapshots import MessageSnapshot
from sandbox.world.records import Json
from slack_limits.check import CHART_LABEL
from templates.macros.elements import chart_labels
from tests.company import Company
from tests.handlers.debriefs.test_debrief import rates_again, two_who_differ


def types_in(message: MessageSnapshot) -> list[str]:
    return [block["type"] for block in message.blocks]


def chart_in(message: MessageSnapshot) -> Json:
    [chart] = [block for block in message.blocks if block["type"] == "data_visualization"]
    return chart


def test_is_in_the_digest_and_follows_it(company: Company) -> None:
    two_who_differ(company)
    company.deliver()
    rates_again(company)
    company.deliver()
    digest = company.inbox(company.ada, words="Debrief")[0]
    series = chart_in(digest)["chart"]["series"]
    assert [(bars["name"], [point["value"] for point in bars["data"]]) for bars in series] == [
        ("Mean", [3.5, 3.5]),
        ("Target", [4, 4]),
    ]


def test_is_in_no_answer(company: Company) -> None:
    two_who_differ(company)
    assert "data_visualization" not in types_in(company.answer(company.ada, "debrief Katherine"))


def test_of_one_skill_would_say_nothing(company: Company) -> None:
    company.adds(company.ada, "Katherine Johnson", ratings={"ml-ops": 4})
    company.deliver()
    assert "data_visualization" not in types_in(company.message(company.ada, words="Debrief"))


def test_is_left_out_where_slack_has_none_and_the_table_stays(company: Company) -> None:
    company.slack.lack("data_visualization")
    two_who_differ(company)
    company.deliver()
    shown = types_in(company.message(company.ada, words="Debrief"))
    assert ("table" in shown, "data_visualization" in shown) == (True, False)


@pytest.mark.parametrize(
    ("names", "labels"),
    [
        (["Modern Python", "MLOps: serving"], ["Modern Python", "MLOps serving"]),
        (["Training and evaluation method", "Python"], ["Training and…", "Python"]),
        (["Data, labels and features"] * 2, ["1 Data labels and…", "2 Data labels and…"]),
        (["W" * 50], ["W" * 19 + "…"]),
        (["GPU computing, speed", *"0123456"], ["GPU…", *"0123456"]),
        ([f"Skill {n}" for n in range(20)], [f"{n} Ski"[:4] for n in range(1, 21)]),
    ],
)
def test_has_short_and_different_labels(names: list[str], labels: list[str]) -> None:
    assert chart_labels(names) == labels
    assert len(set(labels)) == len(labels)
    assert max(map(len, labels)) <= CHART_LABEL
