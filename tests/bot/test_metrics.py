"""Figures: labels from closed sets only, and jobs asked for when somebody looks."""

from collections.abc import Mapping
from typing import Any

import pytest

from bot.metrics import Metrics
from interviews.errors import StoreUnavailable


@pytest.fixture
def metrics() -> Metrics:
    return Metrics({"help", "score"})


class TestName:
    """The kind of a request, and which one it is."""

    @pytest.mark.parametrize(
        ("body", "name"),
        [
            ({"command": "/interview", "text": "score Katherine"}, ("command", "score")),
            ({"command": "/interview", "text": "  SCORE"}, ("command", "score")),
            ({"command": "/interview", "text": ""}, ("command", "help")),
            ({"command": "/interview"}, ("command", "help")),
            ({"command": "/interview", "text": "Katherine"}, ("command", "other")),
            (
                {"type": "block_actions", "actions": [{"action_id": "run.12"}]},
                ("block_actions", "run"),
            ),
            (
                {"type": "block_actions", "actions": [{"action_id": "score.open"}]},
                ("block_actions", "score.open"),
            ),
            (
                {"type": "block_actions", "actions": [{"action_id": "Katherine"}]},
                ("block_actions", "other"),
            ),
            ({"type": "block_actions", "actions": []}, ("block_actions", "other")),
            (
                {"type": "view_submission", "view": {"callback_id": "scorecard"}},
                ("view_submission", "scorecard"),
            ),
            ({"type": "view_closed", "view": None}, ("view_closed", "other")),
            (
                {"type": "event_callback", "event": {"type": "app_home_opened"}},
                ("event_callback", "app_home_opened"),
            ),
            ({"type": "event_callback"}, ("event_callback", "other")),
            (
                {"type": "shortcut", "callback_id": "score_interview"},
                ("shortcut", "score_interview"),
            ),
            ({"type": "message_action", "callback_id": "Katherine"}, ("message_action", "other")),
            ({"type": "Katherine"}, ("other", "other")),
            ({}, ("other", "other")),
        ],
    )
    def test_comes_from_closed_sets(
        self, metrics: Metrics, body: Mapping[str, Any], name: tuple[str, str]
    ) -> None:
        assert metrics.name(body) == name


class TestJobs:
    """How many wait."""

    def test_are_counted_at_the_moment_of_looking(self, metrics: Metrics) -> None:
        counts = {"waiting": 2}
        metrics.watch_jobs(lambda: counts)
        assert 'interview_jobs{state="waiting"} 2.0' in metrics.page().decode()
        counts["waiting"] = 5
        assert 'interview_jobs{state="waiting"} 5.0' in metrics.page().decode()

    def test_do_not_hide_the_other_figures_while_the_database_is_away(
        self, metrics: Metrics
    ) -> None:
        def away() -> Mapping[str, int]:
            raise StoreUnavailable("The database cannot be reached.")

        metrics.watch_jobs(away)
        metrics.count("command", "help", "answered", 0.001)
        page = metrics.page().decode()
        assert "interview_requests_total" in page
        assert "interview_jobs{" not in page
