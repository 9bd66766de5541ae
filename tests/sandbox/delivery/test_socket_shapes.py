"""What travels over a socket has Slack's own shapes, and Slack's own library reads it."""

import pytest
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_sdk.socket_mode.request import SocketModeRequest

from tests.sandbox.delivery import slack_shapes as shapes
from tests.sandbox.delivery.misfits import fits, misfits
from tests.sandbox.delivery.test_sockets import hang_up, listen_in
from tests.sandbox.office import Office
from tests.sandbox.pieces import Json
from tests.sandbox.small_bot import APP_TOKEN


class TestASocket:
    @pytest.fixture
    def frames(self, slack: Office) -> list[Json]:
        """Everything that came over a socket: a command, a shortcut, an event and its repeat, a farewell."""
        slack.app.command("/plan")(lambda ack: ack())
        slack.app.global_shortcut("start")(lambda ack: ack())
        slack.app.event("app_home_opened")(lambda: None)
        handler = SocketModeHandler(slack.app, APP_TOKEN)
        frames = listen_in(handler)
        handler.connect()
        slack.use_socket_mode()
        slack.command("/plan", user=slack.ada)
        slack.shortcut("start", user=slack.ada)
        slack.repeat(slack.open_home(slack.ada))
        slack.refresh_sockets()
        slack.wait_for(lambda: slack.open_sockets == 1)
        hang_up(slack, handler)
        return frames

    def test_wraps_everything_in_slacks_shapes(self, frames: list[Json]) -> None:
        by_type: dict[str, list[Json]] = {}
        for frame in frames:
            by_type.setdefault(frame["type"], []).append(frame)
        for hello in by_type.pop("hello"):
            assert list(misfits(shapes.HELLO, hello)) == []
        for notice in by_type.pop("disconnect"):
            assert list(misfits(shapes.DISCONNECT, notice)) == []
        assert by_type.keys() == {"slash_commands", "interactive", "events_api"}
        for envelope in by_type["slash_commands"] + by_type["interactive"]:
            assert list(misfits(shapes.ENVELOPE, envelope)) == []
        for envelope in by_type["events_api"]:
            assert list(misfits(shapes.EVENT_ENVELOPE, envelope)) == []

    def test_is_read_by_slacks_own_library(self, frames: list[Json]) -> None:
        read = [SocketModeRequest.from_dict(frame) for frame in frames]
        bodies = [frame for frame in read if frame]
        assert [frame.type for frame in bodies] == [
            "slash_commands", "interactive", "events_api", "events_api",
        ]  # fmt: skip
        fits(shapes.SLASH_COMMAND, "command", bodies[0].payload, "D0ADA")
        fits(shapes.SHORTCUT, "shortcut", bodies[1].payload)
        fits(shapes.EVENT, "event", bodies[2].payload, "D0ADA")
        assert [frame.retry_attempt for frame in bodies] == [None, None, 0, 1]
        assert [frame.accepts_response_payload for frame in bodies] == [True, False, False, False]
