"""The dashboard and the alerts ask for what /metrics really has, and each alert says what to do."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from tests.company import Company
from tests.paths import ROOT

pytestmark = pytest.mark.once

# What Prometheus itself adds.
OWN = {"up": {"job": {"interview"}}}
COMPARED = re.compile(r'(\w+)\s*(=~|!=|=)\s*"([^"]*)"')
QUERY = re.compile(r"\b(interview_\w+|up)\b(?:\{([^}]*)\})?")
GROUPED = re.compile(r"\bby \(([^)]*)\)")

PANELS: list[dict[str, Any]] = json.loads((ROOT / "deploy/dashboard.json").read_text())["panels"]
(GROUP,) = yaml.safe_load((ROOT / "deploy/alerts.yaml").read_text())["groups"]
RULES: list[dict[str, Any]] = GROUP["rules"]
QUERIES = [
    *(target["expr"] for panel in PANELS for target in panel["targets"]),
    *(rule["expr"] for rule in RULES),
]


@pytest.fixture
def samples(company: Company) -> dict[str, dict[str, set[str]]]:
    """Every name on a bot's page, with the values of its labels, after a day on which all went wrong that can."""
    bot = company.bot
    company.types(company.ada, "roles")
    for kind in ("late", "unverified", "unreadable"):
        bot.metrics.count(kind, "", "refused", 0.0)
    for outcome in ("expected", "unexpected", "failed"):
        bot.metrics.count("command", "help", outcome, 0.1)
    found: dict[str, dict[str, set[str]]] = {**OWN}
    for family in text_string_to_metric_families(bot.metrics.page().decode()):
        for sample in family.samples:
            labels = found.setdefault(sample.name, {})
            for name, value in sample.labels.items():
                labels.setdefault(name, set()).add(value)
    return found


def compared(query: str) -> Iterator[tuple[str, str, str]]:
    """Each metric of a query with a label and a value that it is compared with."""
    for metric, inside in QUERY.findall(query):
        for label, _, values in COMPARED.findall(inside):
            for value in values.split("|"):
                yield metric, label, value


@pytest.mark.parametrize("query", QUERIES)
class TestQuery:
    def test_asks_for_what_there_is(self, samples: dict[str, Any], query: str) -> None:
        metrics = {metric for metric, _ in QUERY.findall(query)}
        assert metrics
        assert metrics <= set(samples)
        for metric, label, value in compared(query):
            assert value in samples[metric].get(label, ()), f"{metric}{{{label}={value}}}"

    def test_groups_by_labels_that_there_are(self, samples: dict[str, Any], query: str) -> None:
        known = {label for metric, _ in QUERY.findall(query) for label in samples[metric]}
        for names in GROUPED.findall(query):
            assert set(names.split(", ")) <= known


class TestDashboard:
    def test_every_panel_says_what_it_shows_and_covers_no_other(self) -> None:
        places = set()
        for panel in PANELS:
            assert panel["description"].endswith(".")
            at = panel["gridPos"]
            spots = {
                (x, y)
                for x in range(at["x"], at["x"] + at["w"])
                for y in range(at["y"], at["y"] + at["h"])
            }
            assert not spots & places, panel["title"]
            places |= spots
        assert {x for x, _ in places} == set(range(24))


class TestAlerts:
    @pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule["alert"]))
    def test_says_what_is_wrong_and_what_to_do(self, rule: dict[str, Any]) -> None:
        assert set(rule["annotations"]) == {"summary", "do"}
        assert all(text.endswith(".") for text in rule["annotations"].values())

    def test_has_a_name_for_each(self) -> None:
        assert len({rule["alert"] for rule in RULES}) == len(RULES)
