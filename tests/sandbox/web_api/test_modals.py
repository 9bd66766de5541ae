"""The bot opens, stacks and changes modals."""

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.client.choices import ImpossibleError
from sandbox.client.snapshots import ViewSnapshot
from tests.sandbox.office import Office
from tests.sandbox.pieces import Json, error_of, modal, plain
from tests.sandbox.small_bot import Clock


class TestOpening:
    def test_shows_the_view_to_the_person_behind_the_trigger(self, slack: Office) -> None:
        @slack.app.command("/card")
        def card_command(ack: Any, body: Json, client: WebClient) -> None:
            client.views_open(trigger_id=body["trigger_id"], view=modal())
            ack()

        slack.command("/card", user=slack.ada)
        view = slack.view()
        assert (view.title, view.callback_id, view.submit, view.user) == (
            "Card",
            "card",
            "Save",
            "U0ADA",
        )
        assert slack.view_of(slack.grace) is None

    def test_answers_with_slack_s_view(self, slack: Office) -> None:
        view = slack.client.views_open(trigger_id=slack.trigger(), view=modal())["view"]
        assert (view["state"], view["previous_view_id"]) == ({"values": {}}, None)
        assert view["root_view_id"] == view["id"]
        assert (view["app_id"], view["bot_id"], view["team_id"]) == ("A0APP", "B0BOT", "T0TEAM")
        assert (view["external_id"], view["private_metadata"], view["close"]) == ("", "", None)
        assert (view["notify_on_close"], view["clear_on_close"]) == (False, False)

    def test_gives_ids_to_blocks_and_elements_that_have_none(self, slack: Office) -> None:
        buttons = {"type": "actions", "elements": [{"type": "button", "text": plain("Go")}]}
        blocks = slack.client.views_open(trigger_id=slack.trigger(), view=modal(blocks=[buttons]))[
            "view"
        ]["blocks"]
        assert blocks[0]["block_id"]
        assert blocks[0]["elements"][0]["action_id"]

    def test_over_a_limit_is_refused_with_a_pointer(self, slack: Office) -> None:
        with pytest.raises(SlackApiError) as error:
            slack.client.views_open(trigger_id=slack.trigger(), view=modal("x" * 25))
        answer = error.value.response
        assert answer["error"] == "invalid_arguments"
        assert "[json-pointer:/view/title/text]" in answer["response_metadata"]["messages"][0]
        assert [breach.path for breach in slack.violations] == ["/title/text"]
        assert slack.view_of(slack.ada) is None

    def test_over_the_size_is_too_large(self, slack: Office) -> None:
        rows = [{"type": "section", "text": plain("x" * 2999)} for _ in range(90)]
        assert (
            error_of(slack.client.views_open, trigger_id=slack.trigger(), view=modal(blocks=rows))
            == "view_too_large"
        )

    def test_needs_a_view_of_the_right_kind(self, slack: Office) -> None:
        home = {"type": "home", "blocks": []}
        assert (
            error_of(slack.client.views_open, trigger_id=slack.trigger(), view=home)
            == "invalid_arguments"
        )

    def test_takes_the_place_of_an_older_modal(self, slack: Office, card: ViewSnapshot) -> None:
        slack.client.views_open(trigger_id=slack.trigger(), view=modal("Newer"))
        slack.close(slack.view())
        assert slack.view_of(slack.ada) is None


class TestTriggers:
    def test_work_once(self, slack: Office) -> None:
        trigger = slack.trigger()
        slack.client.views_open(trigger_id=trigger, view=modal())
        error = error_of(slack.client.views_open, trigger_id=trigger, view=modal())
        assert error == "exchanged_trigger_id"

    def test_work_for_three_seconds(self, slack: Office, clock: Clock) -> None:
        in_time, too_late = slack.trigger(), slack.trigger()
        clock.move(3.0)
        slack.client.views_open(trigger_id=in_time, view=modal())
        clock.move(0.1)
        error = error_of(slack.client.views_open, trigger_id=too_late, view=modal())
        assert error == "expired_trigger_id"

    def test_cannot_be_made_up(self, slack: Office) -> None:
        error = error_of(slack.client.views_open, trigger_id="1.2.abc", view=modal())
        assert error == "invalid_trigger_id"

    def test_survive_a_view_that_was_refused(self, slack: Office) -> None:
        trigger = slack.trigger()
        error_of(slack.client.views_open, trigger_id=trigger, view=modal("x" * 25))
        assert slack.client.views_open(trigger_id=trigger, view=modal())["ok"]


class TestPushing:
    def test_puts_the_view_on_top(self, slack: Office, card: ViewSnapshot) -> None:
        view = slack.client.views_push(
            trigger_id=slack.trigger(in_modal=True), view=modal("On top")
        )["view"]
        assert (view["previous_view_id"], view["root_view_id"]) == (card.id, card.id)
        top = slack.view()
        assert top.title == "On top"
        slack.close(top)
        assert slack.view_of(slack.ada) == card

    def test_goes_three_deep(self, slack: Office, card: ViewSnapshot) -> None:
        for _ in range(2):
            slack.client.views_push(trigger_id=slack.trigger(in_modal=True), view=modal())
        error = error_of(
            slack.client.views_push, trigger_id=slack.trigger(in_modal=True), view=modal()
        )
        assert error == "push_limit_reached"

    def test_needs_an_open_modal(self, slack: Office) -> None:
        assert (
            error_of(slack.client.views_push, trigger_id=slack.trigger(in_modal=True), view=modal())
            == "not_found"
        )

    def test_needs_a_trigger_from_inside(self, slack: Office, card: ViewSnapshot) -> None:
        error = error_of(slack.client.views_push, trigger_id=slack.trigger(), view=modal())
        assert error == "invalid_trigger_id"

    def test_covers_the_view_below(self, slack: Office, card: ViewSnapshot) -> None:
        slack.client.views_push(trigger_id=slack.trigger(in_modal=True), view=modal())
        with pytest.raises(ImpossibleError, match="covered by another view"):
            slack.type(card, "name", "Linus")


class TestUpdating:
    def test_by_id_changes_the_view_and_its_hash(self, slack: Office, card: ViewSnapshot) -> None:
        view = slack.client.views_update(view_id=card.id, view=modal("Changed"))["view"]
        now = slack.view()
        assert (now.id, now.title, now.hash) == (card.id, "Changed", view["hash"])
        assert now.hash != card.hash

    def test_by_external_id(self, slack: Office, card: ViewSnapshot) -> None:
        slack.client.views_update(external_id="card-7", view=modal("Changed"))
        assert slack.view().title == "Changed"

    def test_reaches_the_client_after_what_is_done_quickly(
        self, slack: Office, card: ViewSnapshot
    ) -> None:
        with slack.quickly():
            answer = slack.client.views_update(view_id=card.id, view=modal("Changed"))
            assert (answer["view"]["title"]["text"], slack.view().title) == ("Changed", "Card")
            slack.type(card, "name", "Grace")
            hashes = [slack.submit(card).payload["view"]["hash"]]
        assert hashes == [card.hash] != [answer["view"]["hash"]]

    def test_with_a_stale_hash_is_a_conflict(self, slack: Office, card: ViewSnapshot) -> None:
        slack.client.views_update(view_id=card.id, hash=card.hash, view=modal("One"))
        error = error_of(
            slack.client.views_update, view_id=card.id, hash=card.hash, view=modal("Two")
        )
        assert error == "hash_conflict"

    def test_of_a_closed_view_finds_nothing(self, slack: Office, card: ViewSnapshot) -> None:
        slack.close(card)
        assert error_of(slack.client.views_update, view_id=card.id, view=modal()) == "not_found"

    def test_keeps_external_ids_unique(self, slack: Office, card: ViewSnapshot) -> None:
        error = error_of(
            slack.client.views_open,
            trigger_id=slack.trigger(slack.grace),
            view=modal(external_id="card-7"),
        )
        assert error == "duplicate_external_id"
        assert slack.client.views_update(view_id=card.id, view=modal(external_id="card-7"))["ok"]
