"""What /metrics shows: requests by kind, how they ended and how long they took; and the jobs by state."""

import logging
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from bot.version import release
from handlers.teams import UNINSTALLED
from interviews.errors import StoreUnavailable
from templates.ids import Act, Form, Shortcut

log = logging.getLogger("bot.metrics")

# Slack gives up on an answer after three seconds.
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)
OTHER = "other"


class Metrics:
    """Counts in a registry of its own. Labels come from closed sets: what people type never becomes one."""

    def __init__(self, commands: Collection[str], folder: Path | None = None) -> None:
        """With a folder, `page` adds up over all processes that keep their metrics in it."""
        self._labels: dict[str, Collection[str]] = {
            "command": commands,
            "block_actions": frozenset(Act),
            "view_submission": frozenset(Form),
            "view_closed": frozenset(Form),
            "event_callback": {"app_home_opened", *UNINSTALLED},
            "shortcut": frozenset(Shortcut),
            "message_action": frozenset(Shortcut),
        }
        self._registry = CollectorRegistry()
        own = None if folder else self._registry
        if folder:
            MultiProcessCollector(self._registry, path=folder)  # type: ignore[no-untyped-call]
        self._registry.register(_Build())
        requests = Counter(
            "interview_requests",
            "Requests from Slack, by what was asked and how it ended",
            ("kind", "what", "outcome"),
            registry=own,
        )
        seconds = Histogram(
            "interview_request_seconds",
            "Time from a request to its answer",
            ("kind",),
            buckets=_SECONDS,
            registry=own,
        )
        # Labels come from closed sets, so this stays small; the library looks each up anew, under a lock.
        self._counter_of, self._seconds_of = cache(requests.labels), cache(seconds.labels)

    def count(self, kind: str, what: str, outcome: str, seconds: float) -> None:
        """Counts one answered request."""
        self._counter_of(kind, what, outcome).inc()
        self._seconds_of(kind).observe(seconds)

    def watch_jobs(self, counts: Callable[[], Mapping[str, int]]) -> None:
        """Adds these counts of jobs, by state, to the page; they are asked for anew for each page."""
        self._registry.register(_Jobs(counts))

    def page(self) -> bytes:
        """All of it in the text format that monitoring systems read."""
        return generate_latest(self._registry)

    def name(self, body: Mapping[str, Any]) -> tuple[str, str]:
        """The kind of a request and which one it is, both from closed sets."""
        kind = "command" if "command" in body else str(body.get("type"))
        if kind not in self._labels:
            return OTHER, OTHER
        what = _what(kind, body)
        return kind, what if what in self._labels[kind] else OTHER


def _what(kind: str, body: Mapping[str, Any]) -> str:
    if kind == "command":
        return ((body.get("text") or "").split() or ["help"])[0].casefold()
    if kind == "block_actions":
        # Several buttons in a row are run.1, run.2 and so on.
        (action, *_) = body.get("actions") or [{}]
        return str(action.get("action_id")).rstrip("0123456789").rstrip(".")
    if kind == "event_callback":
        return str((body.get("event") or {}).get("type"))
    if kind in ("shortcut", "message_action"):
        return str(body.get("callback_id"))
    return str((body.get("view") or {}).get("callback_id"))


class _Build(Collector):
    """Which release answers: where several run, each says its own."""

    def collect(self) -> Iterator[InfoMetricFamily]:
        yield InfoMetricFamily("interview_build", "The release that runs", release())


class _Jobs(Collector):
    """Asks the store at the moment of looking; a database that is away must not hide the other metrics."""

    def __init__(self, counts: Callable[[], Mapping[str, int]]) -> None:
        self._counts = counts

    def collect(self) -> Iterator[GaugeMetricFamily]:
        gauge = GaugeMetricFamily(
            "interview_jobs", "Jobs by state; done: in the last hour", labels=["state"]
        )
        try:
            counts = self._counts()
        except StoreUnavailable:
            log.warning("no count of jobs while the database is away")
            counts = {}
        for state, number in counts.items():
            gauge.add_metric([state], number)
        yield gauge
