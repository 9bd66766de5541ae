"""Sentry hears what the log says of a failure: kinds, ids and places, and nothing that anybody typed."""

import logging
from typing import Any

import pytest

from bot.reports import begin_reports
from bot.settings import Settings, settings_of
from bot.settings_faults import SettingsFaults
from tests.company import Company

sentry_sdk = pytest.importorskip("sentry_sdk", reason="the extra sentry is not installed")
pytestmark = pytest.mark.once

DSN = "https://0123456789abcdef@sentry.example/7"


class Post(sentry_sdk.transport.Transport):  # type: ignore[misc]
    """Keeps what would be sent."""

    sent: list[Any] = []  # noqa: RUF012 - Sentry makes the object, so that the test reads it from the class

    def capture_envelope(self, envelope: Any) -> None:
        self.sent.append(envelope)


@pytest.fixture
def settings() -> Settings:
    Post.sent.clear()
    return settings_of(sentry_dsn=DSN)


def events() -> list[dict[str, Any]]:
    return [envelope.get_event() for envelope in Post.sent]


def test_hears_of_a_failure_without_what_was_typed(settings: Settings, company: Company) -> None:
    reports = begin_reports(settings, transport=Post)
    assert reports
    try:
        with pytest.MonkeyPatch.context() as patch:

            def fail(*_: object) -> None:
                raise LookupError("Katherine Johnson knew the GIL")

            patch.setattr(company.bot.store.names, "find", fail)
            company.types(company.ada, "debrief Katherine Johnson")
    finally:
        reports.close()
    event = events()[0]
    assert event["level"] == "error"
    assert event["message"].endswith("LookupError")
    assert event["extra"]["errors"][0]["type"] == "LookupError"
    assert event["extra"]["request_id"]
    assert event["release"].startswith("interview-assistant@1.")
    assert "Katherine" not in str(event)
    assert "GIL" not in str(event)
    assert not {"breadcrumbs", "exception", "request", "user"} & {
        key for key in event if event[key]
    }


def test_hears_of_nothing_less_and_of_nothing_after_the_end(settings: Settings) -> None:
    reports = begin_reports(settings, transport=Post)
    assert reports
    logging.getLogger("bot.test").warning("expected")
    reports.close()
    logging.getLogger("bot.test").error("too late")
    assert events() == []


def test_is_left_alone_where_no_setting_names_it() -> None:
    assert begin_reports(settings_of(sentry_dsn="")) is None


@pytest.mark.parametrize("dsn", ["sentry.example", "https://sentry.example/7", "https://a@b", "x"])
def test_is_named_by_a_dsn(dsn: str) -> None:
    with pytest.raises(SettingsFaults, match="SENTRY_DSN must be what Sentry shows as DSN"):
        settings_of(sentry_dsn=dsn)
