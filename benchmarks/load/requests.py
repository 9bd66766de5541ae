"""What Slack would send, signed, as the bytes of whole HTTP requests."""

import json
import time
from typing import Any
from urllib.parse import urlencode

from benchmarks.data.rows import SECRET, TEAM
from sandbox.delivery.http import signed_headers

Json = dict[str, Any]

_VIEW = "V0BENCH"
TRIGGER = "1234567890.1234567890.0123456789abcdef0123456789abcdef"


def command(text: str, user: str = "U0BENCH", trigger: str = TRIGGER) -> bytes:
    """Somebody types `/interview` and this text."""
    return sign(
        token="made-up-verification-token",
        team_id=TEAM,
        team_domain="benchmarks",
        channel_id="C0GENERAL",
        channel_name="general",
        user_id=user,
        user_name="ada.lovelace",
        command="/interview",
        text=text,
        api_app_id="A0BENCH",
        is_enterprise_install="false",
        response_url="https://hooks.slack.com/commands/T0BENCH/1234567890/abcdefghijklmnopqrstuvwx",
        trigger_id=trigger,
    )


def submission(view: Json, values: Json, user: str) -> bytes:
    """Somebody sends the form that this view shows, filled with these values."""
    return _from_view("view_submission", view, values, user, response_urls=[])


def keystroke(view: Json, values: Json, user: str, action: Json, trigger: str = TRIGGER) -> bytes:
    """Somebody has typed in a field of the form, which now holds these values: Slack sends all of them."""
    container = {"type": "view", "view_id": _VIEW}
    return _from_view(
        "block_actions", view, values, user,
        container=container, actions=[action], trigger_id=trigger,
    )  # fmt: skip


def _from_view(kind: str, view: Json, values: Json, user: str, **more: Any) -> bytes:
    payload = {
        "type": kind,
        "team": {"id": TEAM, "domain": "benchmarks"},
        "user": {"id": user, "username": "ada.lovelace", "name": "ada.lovelace", "team_id": TEAM},
        "api_app_id": "A0BENCH",
        "token": "made-up-verification-token",
        "trigger_id": TRIGGER,
        "view": {"id": _VIEW, "hash": "1.a", **view, "state": {"values": values}},
        "is_enterprise_install": False,
        "enterprise": None,
        **more,
    }
    return sign(payload=json.dumps(payload))


def home_opened(user: str) -> bytes:
    """Somebody opens the Home tab."""
    event = {"type": "app_home_opened", "user": user, "channel": "D0BENCH", "tab": "home"}
    body = {
        "type": "event_callback", "team_id": TEAM, "api_app_id": "A0BENCH", "event": event,
        "event_id": "Ev0BENCH", "event_time": int(time.time()),
        "token": "made-up-verification-token",
    }  # fmt: skip
    return _signed(json.dumps(body), "application/json")


def page(path: str) -> bytes:
    """Whoever runs the bot looks at one of its pages."""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()


def sign(**fields: str) -> bytes:
    """A form as Slack posts it; good for five minutes."""
    return _signed(urlencode(fields), "application/x-www-form-urlencoded")


def _signed(body: str, kind: str) -> bytes:
    headers = {
        "Host": "127.0.0.1",
        "Content-Type": kind,
        "Content-Length": str(len(body)),
        **signed_headers(SECRET, body, int(time.time())),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"POST /slack/events HTTP/1.1\r\n{head}\r\n{body}".encode()
