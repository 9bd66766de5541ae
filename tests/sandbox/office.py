"""The stand-in with people in it, and a small bot that calls it."""

from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from sandbox.client.snapshots import MessageSnapshot, ViewSnapshot
from sandbox.driver.driver import StandIn
from sandbox.world.records import User
from tests.sandbox.pieces import Json, form
from tests.sandbox.small_bot import BOT_TOKEN, BoltServer, new_app


class Office(StandIn):
    """Ada and Grace, and what tests do to or for Ada unless they name somebody else."""

    ada: User
    grace: User
    client: WebClient
    app: App

    def open(self, server: BoltServer) -> None:
        """Begins anew, with an app without listeners."""
        self.reset()
        self.settings.ack_seconds = 3.0
        self.settings.scopes = None
        self.settings.should_escape = True
        self.deliver_to(server.url)
        server.headers.clear()
        self.client = WebClient(token=BOT_TOKEN, base_url=self.api_url)
        self.app = server.app = new_app(self.client)
        self.ada = self.add_user("U0ADA", "Ada Lovelace", tz="Europe/London")
        self.grace = self.add_user("U0GRACE", "Grace Hopper", tz="America/New_York")

    def trigger(self, user: User | None = None, *, in_modal: bool = False) -> str:
        """A trigger id that somebody's client has just sent."""
        return self.workspace.triggers.issue((user or self.ada).id, in_modal=in_modal)

    def view(self, user: User | None = None) -> ViewSnapshot:
        """The view that somebody has in front of them."""
        view = self.view_of(user or self.ada)
        assert view is not None, "no modal is open"
        return view

    def open_modal(self, *blocks: Json, **more: Any) -> ViewSnapshot:
        """A modal with these blocks, in front of Ada."""
        self.client.views_open(trigger_id=self.trigger(), view=form(*blocks, **more))
        return self.view()

    def open_form(self, *blocks: Json) -> ViewSnapshot:
        """A modal with these fields, in front of Ada; the bot accepts whatever is submitted."""
        self.app.view("card")(lambda ack: ack())
        self.app.action("it")(lambda ack: ack())
        return self.open_modal(*blocks)

    def post(self, *blocks: Json) -> MessageSnapshot:
        """A message with these blocks, which the bot sends to Ada."""
        self.client.chat_postMessage(channel=self.ada.id, text="Choose", blocks=list(blocks))
        return self.messages(self.ada)[-1]
