"""A menu whose options come from the bot."""

from typing import Any

import pytest

from sandbox.client.choices import ImpossibleError
from tests.sandbox.office import Office
from tests.sandbox.pieces import Json, entry, option, plain

MENU: Json = {"type": "external_select", "action_id": "pick", "min_query_length": 2}


class TestSuggestions:
    def test_come_from_the_bot_and_can_be_chosen(self, slack: Office) -> None:
        bodies: list[Json] = []

        @slack.app.options("pick")
        def offer(ack: Any, body: Json) -> None:
            bodies.append(body)
            ack(options=[option("ada"), option("adam")])

        view = slack.open_modal(entry("row", MENU))
        answer = slack.suggest(view, "pick", "ad")
        assert [choice["value"] for choice in answer.body["options"]] == ["ada", "adam"]
        [body] = bodies
        assert (body["type"], body["value"]) == ("block_suggestion", "ad")
        assert (body["action_id"], body["block_id"]) == ("pick", "row")
        assert (body["container"]["view_id"], body["view"]["id"]) == (view.id, view.id)
        slack.choose(view, "pick", "adam")
        assert slack.view().values["row"]["pick"]["selected_option"] == option("adam")

    def test_may_come_in_groups(self, slack: Office) -> None:
        groups = [{"label": plain("People"), "options": [option("ada")]}]
        slack.app.options("pick")(lambda ack: ack(option_groups=groups))
        view = slack.open_modal(entry("row", MENU))
        slack.suggest(view, "pick", "ad")
        assert slack.choose(view, "pick", "Ada").failure is None

    def test_are_not_asked_for_too_early(self, slack: Office) -> None:
        view = slack.open_modal(entry("row", MENU))
        assert slack.suggest(view, "pick", "a").sent is False

    def test_must_be_seen_before_they_are_chosen(self, slack: Office) -> None:
        view = slack.open_modal(entry("row", MENU))
        with pytest.raises(ImpossibleError, match="'ada' is not on offer"):
            slack.choose(view, "pick", "ada")

    def test_over_a_limit_are_refused(self, slack: Office) -> None:
        slack.app.options("pick")(lambda ack: ack(options=[option("x" * 76)]))
        view = slack.open_modal(entry("row", MENU))
        assert slack.suggest(view, "pick", "xx").failure == "invalid_arguments"
        assert {breach.where for breach in slack.violations} == {"ack of a block_suggestion"}

    def test_may_be_none(self, slack: Office) -> None:
        slack.app.options("pick")(lambda ack: ack(options=[]))
        view = slack.open_modal(entry("row", MENU))
        assert slack.suggest(view, "pick", "xx").failure is None
        assert slack.violations == []
