"""People submit modals, and close them."""

from typing import Any

import pytest

from sandbox.client.choices import ImpossibleError
from sandbox.client.snapshots import ViewSnapshot
from tests.sandbox.office import Office
from tests.sandbox.pieces import Json, modal, plain
from tests.sandbox.small_bot import collect


class TestSubmitting:
    def test_sends_the_view_with_everything_entered(
        self, slack: Office, card: ViewSnapshot
    ) -> None:
        bodies = collect(slack.app.view("card"))
        slack.type(card, "name", "Linus")
        slack.submit(card)
        [body] = bodies
        assert (body["type"], body["user"]["id"], body["response_urls"]) == (
            "view_submission",
            "U0ADA",
            [],
        )
        assert body["trigger_id"]
        view = body["view"]
        assert (view["id"], view["hash"], view["private_metadata"]) == (card.id, card.hash, "7")
        assert view["state"]["values"] == {
            "who": {"name": {"type": "plain_text_input", "value": "Linus"}}
        }

    def test_with_an_empty_answer_closes_only_this_view(
        self, slack: Office, card: ViewSnapshot
    ) -> None:
        slack.app.view("card")(lambda ack: ack())
        slack.client.views_push(trigger_id=slack.trigger(in_modal=True), view=modal("On top"))
        answer = slack.submit(slack.view())
        assert (answer.status, answer.errors, answer.failure) == (200, None, None)
        assert slack.view_of(slack.ada) == card

    def test_with_errors_shows_them_under_the_fields(
        self, slack: Office, card: ViewSnapshot
    ) -> None:
        slack.app.view("card")(lambda ack: ack(response_action="errors", errors={"who": "Who?"}))
        assert slack.submit(card).errors == {"who": "Who?"}
        assert slack.view().errors == {"who": "Who?"}

    @pytest.mark.parametrize("errors", [{"elsewhere": "Who?"}, {}])
    def test_with_errors_for_no_field_is_a_failure(
        self, slack: Office, card: ViewSnapshot, errors: Json
    ) -> None:
        slack.app.view("card")(lambda ack: ack({"response_action": "errors", "errors": errors}))
        answer = slack.submit(card)
        assert (answer.errors, answer.failure) == (None, "errors_name_no_input_block")
        assert slack.view().failure == "errors_name_no_input_block"

    def test_with_an_update_changes_the_view(self, slack: Office, card: ViewSnapshot) -> None:
        slack.app.view("card")(lambda ack: ack(response_action="update", view=modal("Saved")))
        slack.submit(card)
        now = slack.view()
        assert (now.id, now.title) == (card.id, "Saved")

    def test_with_a_push_puts_a_view_on_top(self, slack: Office, card: ViewSnapshot) -> None:
        slack.app.view("card")(lambda ack: ack(response_action="push", view=modal("Next")))
        for _ in range(2):
            assert slack.submit(slack.view()).failure is None
        top = slack.view()
        assert top.title == "Next"
        assert slack.submit(top).failure == "push_limit_reached"

    def test_with_clear_closes_the_whole_modal(self, slack: Office, card: ViewSnapshot) -> None:
        slack.app.view("card")(lambda ack: ack(response_action="clear"))
        slack.client.views_push(trigger_id=slack.trigger(in_modal=True), view=modal())
        slack.submit(slack.view())
        assert slack.view_of(slack.ada) is None

    def test_with_a_view_over_a_limit_leaves_the_old_one(
        self, slack: Office, card: ViewSnapshot
    ) -> None:
        slack.app.view("card")(lambda ack: ack(response_action="update", view=modal("x" * 25)))
        assert slack.submit(card).failure == "invalid_arguments"
        assert slack.view().title == "Card"
        [breach] = slack.violations
        assert (breach.where, breach.path) == ("ack of a view_submission", "/title/text")

    @pytest.mark.parametrize("body", ["thanks", {"response_action": "applaud"}, {"text": "hi"}])
    def test_with_anything_else_is_a_failure(
        self, slack: Office, card: ViewSnapshot, body: Any
    ) -> None:
        slack.app.view("card")(lambda ack: ack(body))
        assert slack.submit(card).failure == "invalid_response_action"

    def test_that_nobody_handles_is_a_failure_and_leaves_the_view(
        self, slack: Office, card: ViewSnapshot
    ) -> None:
        assert slack.submit(card).failure == "dispatch_failed"
        assert slack.view_of(slack.ada) is not None

    @pytest.mark.parametrize("body", [{}, {"response_action": "clear"}])
    def test_twice_by_a_retry_leaves_other_modals_alone(
        self, slack: Office, card: ViewSnapshot, body: Json
    ) -> None:
        slack.app.view("card")(lambda ack: ack(body))
        first = slack.submit(card)
        slack.client.views_open(trigger_id=slack.trigger(), view=modal("Another"))
        assert slack.repeat(first).payload == first.payload
        assert slack.view().title == "Another"

    def test_needs_a_button_for_it(self, slack: Office) -> None:
        reading = modal(blocks=[{"type": "section", "text": plain("Read this")}])
        del reading["submit"]
        slack.client.views_open(trigger_id=slack.trigger(), view=reading)
        view = slack.view()
        with pytest.raises(ImpossibleError, match="no button to submit"):
            slack.submit(view)


class TestClosing:
    def test_tells_the_bot_only_when_it_asked(self, slack: Office, card: ViewSnapshot) -> None:
        assert slack.close(card).sent is False

    def test_sends_no_state_and_no_trigger(self, slack: Office) -> None:
        bodies = collect(slack.app.view_closed("card"))
        slack.client.views_open(trigger_id=slack.trigger(), view=modal(notify_on_close=True))
        view = slack.view()
        slack.type(view, "name", "Half a na")
        assert slack.close(view).status == 200
        [body] = bodies
        assert (body["type"], body["is_cleared"]) == ("view_closed", False)
        assert body["view"]["state"] == {"values": {}}
        assert "trigger_id" not in body
        assert slack.view_of(slack.ada) is None

    def test_everything_tells_of_each_view_that_asked(self, slack: Office) -> None:
        bodies = collect(slack.app.view_closed("card"))
        root = slack.client.views_open(
            trigger_id=slack.trigger(), view=modal(notify_on_close=True)
        )["view"]
        slack.client.views_push(trigger_id=slack.trigger(in_modal=True), view=modal())
        slack.close(slack.view(), everything=True)
        assert [(body["view"]["id"], body["is_cleared"]) for body in bodies] == [(root["id"], True)]
        assert slack.view_of(slack.ada) is None

    def test_of_a_view_that_clears_on_close_closes_all(
        self, slack: Office, card: ViewSnapshot
    ) -> None:
        slack.client.views_push(
            trigger_id=slack.trigger(in_modal=True), view=modal(clear_on_close=True)
        )
        slack.close(slack.view())
        assert slack.view_of(slack.ada) is None

    def test_twice_is_impossible(self, slack: Office, card: ViewSnapshot) -> None:
        slack.close(card)
        with pytest.raises(ImpossibleError, match="'Card' is closed"):
            slack.close(card)
