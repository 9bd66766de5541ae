"""A Bolt app that shows the gallery, and keeps every body that it was given."""

import re
from typing import Any

from slack_bolt import App

from tests.sandbox.browser.gallery import CONTROLS, FIELDS, MESSAGES, section
from tests.sandbox.pieces import Json, field, form, option, plain


def listen(app: App, bodies: list[Json]) -> None:
    """Answers everything in the gallery, and adds every body to `told`."""
    _to_commands(app, bodies)
    _to_forms(app, bodies)
    _to_elements(app, bodies)


def _to_commands(app: App, bodies: list[Json]) -> None:
    @app.command("/show")
    def show(ack: Any, respond: Any, command: Json, client: Any, body: Json) -> None:
        bodies.append(body)
        what = command["text"]
        if what in MESSAGES:
            ack()  # which takes no block that is younger than a year
            respond({"text": what, "blocks": MESSAGES[what], "response_type": "in_channel"})
        elif what == "form":
            ack()
            client.views_open(trigger_id=body["trigger_id"], view=form(*FIELDS))
        elif what == "too much":
            ack({"text": "x", "blocks": [section("y" * 3001)]})
        else:
            ack(f"You said: {what}")

    @app.event("app_home_opened")
    def home(event: Json, client: Any) -> None:
        blocks = [section(f"Welcome home, <@{event['user']}>"), *CONTROLS[:1]]
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})


def _to_forms(app: App, bodies: list[Json]) -> None:
    @app.global_shortcut("begin")
    def begin(ack: Any, body: Json, client: Any) -> None:
        bodies.append(body)
        client.views_open(trigger_id=body["trigger_id"], view=form(*FIELDS))
        ack()

    @app.view("card")
    def submit(ack: Any, body: Json) -> None:
        bodies.append(body)
        name = body["view"]["state"]["values"]["name-block"]["name"]["value"]
        if name == "wrong":
            ack(response_action="errors", errors={"note-block": "The note says too little."})
        elif name == "more":
            deeper = form(field("plain_text_input", "deep"), title=plain("Deeper"))
            ack(response_action="push", view=deeper)
        else:
            ack()

    app.options("found")(lambda ack, payload: ack(options=[option(f"{payload['value']}1")]))


def _to_elements(app: App, bodies: list[Json]) -> None:
    def keep(ack: Any, body: Json) -> None:
        bodies.append(body)
        ack()

    app.action(re.compile("go|sure|more|day|one|rb|cb|ext"))(keep)
    app.shortcut(re.compile("mark|end"))(keep)

    @app.options("ext")
    def offer(ack: Any, payload: Json) -> None:
        ack(options=[option(f"{payload['value']}{n}") for n in (1, 2)])
