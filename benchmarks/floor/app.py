"""A Bolt app with one command, one form and its fields, each acknowledged with what is always the same."""

import json
from collections.abc import Callable
from pathlib import Path

from slack_bolt import Ack, App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient

from benchmarks.data.rows import SECRET, TOKEN


def wsgi(api_url: str, answer: Path, commit: Callable[[], None]) -> SlackRequestHandler:
    """The app behind Bolt's own WSGI adapter; a form is acknowledged once `commit` has returned."""
    app = App(
        client=WebClient(TOKEN, base_url=api_url),
        signing_secret=SECRET,
        process_before_response=True,
    )
    fixed = json.loads(answer.read_bytes())

    def reply(ack: Ack) -> None:
        ack(**fixed)

    def keep(ack: Ack) -> None:
        commit()
        ack(**fixed)

    def nod(ack: Ack) -> None:
        ack()

    app.command("/interview")(reply)
    app.action("value")(nod)
    app.view("scorecard")(keep)
    return SlackRequestHandler(app)
