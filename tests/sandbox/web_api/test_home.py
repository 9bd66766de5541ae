"""The bot publishes Home tabs, and people look at them."""

import pytest
from slack_sdk import WebClient

from sandbox.client.choices import ImpossibleError
from tests.sandbox.office import Office
from tests.sandbox.pieces import Json, error_of, modal, plain

HOME: Json = {"type": "home", "blocks": [{"type": "section", "text": plain("Yours")}]}


class TestHome:
    def test_is_published_to_one_person(self, slack: Office) -> None:
        slack.client.views_publish(user_id=slack.ada.id, view=HOME)
        home = slack.home_of(slack.ada)
        assert home is not None
        assert (home.type, home.text) == ("home", "Yours")
        assert slack.home_of(slack.grace) is None

    def test_keeps_its_id_and_knows_stale_hashes(self, slack: Office) -> None:
        first = slack.client.views_publish(user_id=slack.ada.id, view=HOME)["view"]
        second = slack.client.views_publish(user_id=slack.ada.id, view=HOME, hash=first["hash"])[
            "view"
        ]
        assert first["id"] == second["id"]
        error = error_of(
            slack.client.views_publish, user_id=slack.ada.id, view=HOME, hash=first["hash"]
        )
        assert error == "hash_conflict"

    def test_takes_no_modal_and_no_stranger(self, slack: Office) -> None:
        assert (
            error_of(slack.client.views_publish, user_id=slack.ada.id, view=modal())
            == "invalid_arguments"
        )
        assert error_of(slack.client.views_publish, user_id="U0NONE", view=HOME) == "user_not_found"

    def test_opening_it_is_an_event_with_the_view_on_show(self, slack: Office) -> None:
        events: list[Json] = []

        @slack.app.event("app_home_opened")
        def publish_home(event: Json, body: Json, client: WebClient) -> None:
            events.append(event)
            assert body["type"] == "event_callback"
            client.views_publish(user_id=event["user"], view=HOME)

        assert slack.open_home(slack.ada).status == 200
        slack.open_home(slack.ada)
        first, second = events
        assert (first["tab"], first["channel"], first["user"]) == ("home", "D0ADA", "U0ADA")
        assert "view" not in first
        assert second["view"]["type"] == "home"

    def test_cannot_be_submitted_or_closed(self, slack: Office) -> None:
        slack.client.views_publish(user_id=slack.ada.id, view=HOME)
        home = slack.home_of(slack.ada)
        assert home is not None
        for step in (slack.submit, slack.close):
            with pytest.raises(ImpossibleError, match="neither submitted nor closed"):
                step(home)
