"""Tells Sentry of failures, where the settings name one: what the log says of them, and nothing that anybody typed."""

import logging
from importlib import import_module
from typing import Any

from bot.logs import fields_of
from bot.settings import Settings
from bot.version import VERSION, commit

LONGEST_FLUSH = 2.0  # seconds that an end of the bot waits for reports on their way


class Reports(logging.Handler):
    """Makes a report of every line of the log from ERROR on."""

    def __init__(self, client: Any) -> None:
        super().__init__(logging.ERROR)
        self._client = client

    def emit(self, record: logging.LogRecord) -> None:
        """Sends it from a thread of the client's own; nobody waits for it."""
        fields = fields_of(record)
        error: dict[str, Any] = next(iter(fields.get("errors", ())), {})
        kind, places = error.get("type", ""), error.get("at", ())
        self._client.capture_event(
            {
                "level": record.levelname.lower(),
                "logger": record.name,
                "message": f"{fields['event']} {kind}".strip(),
                "fingerprint": [record.name, fields["event"], kind, *places[-1:]],
                "extra": fields,
            }
        )

    def close(self) -> None:
        """Sends what is left, and sends no more."""
        logging.root.removeHandler(self)
        self._client.close(timeout=LONGEST_FLUSH)
        super().close()


def begin_reports(settings: Settings, **more: Any) -> Reports | None:
    """Reports from now on; None where the settings name no Sentry. `more` goes to its client."""
    dsn, proxy = settings.sentry_dsn.get_secret_value(), settings.proxy
    if not dsn:
        return None
    if proxy.is_for(dsn):
        more |= {"https_proxy": proxy.address, "proxy_headers": proxy.headers}
    # An extra, which most do without. No global state, and nothing that it would find out by itself.
    client = import_module("sentry_sdk").Client(
        dsn=dsn, release=f"interview-assistant@{VERSION}+{commit()}", server_name="",
        default_integrations=False, max_breadcrumbs=0, **more,
    )  # fmt: skip
    reports = Reports(client)
    logging.root.addHandler(reports)
    return reports
