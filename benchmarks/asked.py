"""What Slack would send, signed, as the bytes of whole HTTP requests."""

import json
import time
from typing import Any
from urllib.parse import urlencode

from benchmarks.rows import TEAM
from sandbox.signing import signed_headers

SECRET, TOKEN = "a-secret-of-the-benchmarks", "xoxb-of-the-benchmarks"


def command(text: str, user: str = "U0BENCH") -> bytes:
    """Somebody types `/interview` and this text."""
    return signed(
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
        trigger_id="1234567890.1234567890.0123456789abcdef0123456789abcdef",
    )


def submission(view: dict[str, Any], values: dict[str, Any], user: str) -> bytes:
    """Somebody sends the form that this view shows, filled with these values."""
    payload = {
        "type": "view_submission",
        "team": {"id": TEAM, "domain": "benchmarks"},
        "user": {"id": user, "username": "ada.lovelace", "name": "ada.lovelace", "team_id": TEAM},
        "api_app_id": "A0BENCH",
        "token": "made-up-verification-token",
        "trigger_id": "1234567890.1234567890.0123456789abcdef0123456789abcdef",
        "view": {"id": "V0BENCH", "hash": "1.a", **view, "state": {"values": values}},
        "response_urls": [],
        "is_enterprise_install": False,
        "enterprise": None,
    }
    return signed(payload=json.dumps(payload))


def signed(**fields: str) -> bytes:
    """A form as Slack posts it; good for five minutes."""
    body = urlencode(fields)
    headers = {
        "Host": "127.0.0.1",
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": str(len(body)),
        **signed_headers(SECRET, body, int(time.time())),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"POST /slack/events HTTP/1.1\r\n{head}\r\n{body}".encode()
