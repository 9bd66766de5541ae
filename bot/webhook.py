"""The way to another system that hears of events: each is signed as Slack signs, and sent to one address."""

import json
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from slack_sdk.signature import SignatureVerifier

from bot.settings import Settings
from bot.slack.proxy import DIRECT, Proxy
from bot.slack.transport import Transport
from handlers.slack.errors import SlackUnreachable
from handlers.webhooks import ReceiverFailed

SIGNATURE, TIMESTAMP = "X-Interview-Signature", "X-Interview-Request-Timestamp"
WITHIN = 8.0  # seconds; less than a stop of the bot waits for a job in hand


class Webhook:
    """One address, and the secret that its owner checks signatures with."""

    def __init__(self, url: str, secret: str, proxy: Proxy = DIRECT) -> None:
        self._url, self._signer = url, SignatureVerifier(secret)
        self._transport = Transport(secure=url.lower().startswith("https:"), proxy=proxy)
        self.host = urlsplit(url).netloc
        """Where it is, without what may be a password."""
        self.proxy_name = proxy.name if proxy.is_for(url) else ""
        """The proxy that it is reached through; empty where there is none."""

    def send(self, event: dict[str, Any], now: datetime) -> None:
        """Returns once the event is taken, which only a status of 2xx says; raises `ReceiverFailed` otherwise."""
        body, timestamp = json.dumps(event), str(int(now.timestamp()))
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            TIMESTAMP: timestamp,
            SIGNATURE: str(self._signer.generate_signature(timestamp=timestamp, body=body)),
        }
        try:
            answer = self._transport.post(
                self._url, body.encode(), headers, within=WITHIN, whole=False
            )
        except SlackUnreachable as error:
            raise ReceiverFailed(str(error)) from None
        answer.close()  # nobody reads what it says
        if not 200 <= answer.status < 300:
            raise ReceiverFailed(f"HTTP {answer.status}")

    def close(self) -> None:
        """Gives back the connections."""
        self._transport.close()


def webhook_of(settings: Settings) -> Webhook | None:
    """The way to the system that these settings name; None where they name none."""
    url, secret = settings.webhook_url.get_secret_value(), settings.webhook_secret
    return Webhook(url, secret.get_secret_value(), settings.proxy) if url else None
