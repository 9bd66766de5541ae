"""What people do reaches a bot in Slack's own shapes: every key as documented, none besides, and Bolt reads it so."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt.request import payload_utils

from tests.sandbox.delivery import slack_shapes as shapes
from tests.sandbox.delivery.misfits import fits, misfits
from tests.sandbox.office import Office
from tests.sandbox.pieces import Json, actions, button, entry, menu, modal
from tests.sandbox.small_bot import collect

EXTERNAL = menu("external_select", action_id="ask", min_query_length=0)
del EXTERNAL["options"]


class TestACommand:
    def test_has_slacks_shape(self, slack: Office) -> None:
        bodies = collect(slack.app.command("/plan"))
        slack.command("/plan", "two days", user=slack.ada, channel=slack.general)
        fits(shapes.SLASH_COMMAND, "command", bodies[0], "C0GENERAL")


class TestAnAction:
    def test_in_a_message_has_slacks_shape(self, slack: Office, bodies: list[Json]) -> None:
        first = slack.post(actions(button(value="7", style="primary")))
        reply = {"text": "More", "blocks": [actions(button())], "thread_ts": first.ts}
        slack.client.chat_postMessage(channel=slack.ada.id, **reply)
        facts = {"event_type": "card", "event_payload": {"id": "7"}}
        slack.client.chat_update(
            channel="D0ADA", ts=first.ts, text="Go", blocks=first.blocks, metadata=facts
        )
        for message in slack.messages(slack.ada):
            slack.press(message, "go", user=slack.ada)
        for body in bodies:
            fits(shapes.ACTION_IN_MESSAGE, "action", body, "D0ADA")
        assert bodies[1]["container"]["thread_ts"] == first.ts

    def test_in_an_ephemeral_message_comes_without_the_message(
        self, slack: Office, bodies: list[Json]
    ) -> None:
        slack.app.command("/plan")(lambda ack: ack(text="Go", blocks=[actions(button())]))
        answer = slack.command("/plan", user=slack.ada, channel=slack.general)
        assert answer.message
        slack.press(answer.message, "go", user=slack.ada)
        fits(shapes.ACTION_IN_EPHEMERAL, "action", bodies[0], "C0GENERAL")
        assert bodies[0]["container"]["is_ephemeral"]

    def test_in_a_view_has_slacks_shape(self, slack: Office, bodies: list[Json]) -> None:
        view = slack.open_modal(entry("it", menu(), dispatch_action=True))
        slack.choose(view, "pick", "a")
        fits(shapes.ACTION_IN_VIEW, "action", bodies[0])

    def test_on_the_home_tab_has_slacks_shape(self, slack: Office, bodies: list[Json]) -> None:
        slack.client.views_publish(
            user_id=slack.ada.id, view={"type": "home", "blocks": [actions(menu())]}
        )
        home = slack.home_of(slack.ada)
        assert home
        slack.choose(home, "pick", "a")
        fits(shapes.ACTION_IN_VIEW, "action", bodies[0])


class TestASuggestion:
    @pytest.fixture
    def bodies(self, slack: Office) -> list[Json]:
        bodies: list[Json] = []

        @slack.app.options("ask")
        def offer(ack: Any, body: Json) -> None:
            bodies.append(body)
            ack(options=[])

        return bodies

    def test_in_a_view_has_slacks_shape(self, slack: Office, bodies: list[Json]) -> None:
        slack.suggest(slack.open_modal(entry("it", EXTERNAL)), "ask", "py")
        fits(shapes.SUGGESTION_IN_VIEW, "suggestion", bodies[0])

    def test_in_a_message_has_slacks_shape(self, slack: Office, bodies: list[Json]) -> None:
        slack.suggest(slack.post(actions(EXTERNAL)), "ask", "py", user=slack.ada)
        fits(shapes.SUGGESTION_IN_MESSAGE, "suggestion", bodies[0], "D0ADA")


class TestAModal:
    def test_is_submitted_in_slacks_shape(self, slack: Office) -> None:
        bodies = collect(slack.app.view("card"))
        where = menu("conversations_select", response_url_enabled=True)
        del where["options"]
        view = slack.open_modal(entry("where", where))
        slack.choose(view, "pick", "C0GENERAL")
        slack.submit(view)
        fits(shapes.SUBMISSION, "submission", bodies[0])
        assert bodies[0]["response_urls"][0]["channel_id"] == "C0GENERAL"

    def test_is_closed_in_slacks_shape_with_nothing_of_what_was_typed(self, slack: Office) -> None:
        bodies = collect(slack.app.view_closed("card"))
        slack.client.views_open(trigger_id=slack.trigger(), view=modal(notify_on_close=True))
        view = slack.view_of(slack.ada)
        assert view
        slack.type(view, "name", "Linus")
        slack.close(view)
        fits(shapes.VIEW_CLOSED, "closing", bodies[0])


class TestAShortcut:
    def test_has_slacks_shape(self, slack: Office) -> None:
        bodies = collect(slack.app.global_shortcut("start"))
        slack.shortcut("start", user=slack.ada)
        fits(shapes.SHORTCUT, "shortcut", bodies[0])

    def test_on_a_message_has_slacks_shape(self, slack: Office) -> None:
        bodies = collect(slack.app.message_shortcut("start"))
        message = slack.say("Look at this", user=slack.ada, channel=slack.general)
        slack.shortcut("start", user=slack.ada, message=message)
        fits(shapes.MESSAGE_SHORTCUT, "message shortcut", bodies[0], "C0GENERAL")


class TestHome:
    def test_is_opened_in_slacks_shape_before_and_after_it_is_published(
        self, slack: Office
    ) -> None:
        bodies = collect(slack.app.event("app_home_opened"))
        slack.open_home(slack.ada)
        slack.client.views_publish(
            user_id=slack.ada.id, view={"type": "home", "blocks": [actions(button())]}
        )
        slack.open_home(slack.ada)
        slack.open_home(slack.ada, tab="messages")
        for body in bodies:
            fits(shapes.EVENT, "event", body, "D0ADA")
        assert ["view" in body["event"] for body in bodies] == [False, True, False]
        assert payload_utils.is_app_home_opened_event(bodies[0], "home")


class TestTheComparison:
    """A shape that nothing fails would prove nothing."""

    @pytest.mark.parametrize(
        ("spoil", "difference"),
        [
            (lambda body: body.pop("trigger_id"), "/trigger_id is missing"),
            (lambda body: body.update(extra=1), "/extra is unknown"),
            (lambda body: body.update(callback_id=None), "/callback_id is None, not a str"),
            (lambda body: body["team"].update(id=7), "/team/id is 7, not a str"),
            (lambda body: body.update(type="view"), "/type is 'view', not 'shortcut'"),
            (
                lambda body: body.update(is_enterprise_install=0),
                "/is_enterprise_install is 0, not a bool",
            ),
        ],
    )
    def test_names_what_does_not_fit(
        self, slack: Office, spoil: Callable[[Json], object], difference: str
    ) -> None:
        bodies = collect(slack.app.global_shortcut("start"))
        slack.shortcut("start", user=slack.ada)
        body = json.loads(json.dumps(bodies[0]))
        spoil(body)
        assert list(misfits(shapes.SHORTCUT, body)) == [difference]
