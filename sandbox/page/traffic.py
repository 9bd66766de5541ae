"""The record of what Slack and the bot said to each other, for the inspector."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sandbox.delivery.http import Delivery, Reply, Request, Retry
from sandbox.page.events import call_occurrences, name_of, request_occurrences, user_of
from sandbox.world.records import Breach, Call, Json
from sandbox.world.workspace import Workspace

MOST_ENTRIES = 300


@dataclass(slots=True)
class Entry:
    """One request and its response; `error` is Slack's name for what went wrong."""

    number: int
    at: float
    name: str
    who: str
    request: Any
    to_bot: bool = False
    response: Any = None
    status: int | None = None
    error: str | None = None
    seconds: float | None = None
    waiting: bool = False
    breaches: list[Breach] = field(default_factory=list)

    def summary(self) -> Json:
        """All but the bodies, for the list."""
        return {
            "number": self.number,
            "at": self.at,
            "to_bot": self.to_bot,
            "name": self.name,
            "who": self.who,
            "status": self.status,
            "error": self.error,
            "seconds": self.seconds,
            "waiting": self.waiting,
            "breaches": [_breach_json(breach) for breach in self.breaches],
        }

    def bodies(self) -> Json:
        """What was asked and what was answered."""
        return {"request": self.request, "response": self.response}


class Traffic:
    """The newest entries; `told` is called after each change, `happened` with what it meant."""

    def __init__(
        self,
        workspace: Workspace,
        on_change: Callable[[], None],
        on_occurrence: Callable[[str, str], None],
    ) -> None:
        self._workspace = workspace
        self._on_change = on_change
        self._on_occurrence = on_occurrence
        self._entries: deque[Entry] = deque(maxlen=MOST_ENTRIES)
        self._number = 0
        self._breach_count = 0
        self._last_request: Entry | None = None
        workspace.watchers.append(self._add_call)

    def wrap(self, delivery: Delivery) -> Delivery:
        """The same way to the bot, with a record of all that goes along it."""
        return _RecordedDelivery(delivery, self)

    def summaries(self) -> list[Json]:
        """The list, oldest first, with every breach that is known by now."""
        self._attribute(None)
        return [entry.summary() for entry in self._entries]

    def bodies(self, number: int) -> Json | None:
        """The bodies of one entry, or None when it is no longer kept."""
        return next((e.bodies() for e in self._entries if e.number == number), None)

    def add_request(self, request: Request) -> Entry:
        """A new entry for what is on its way to the bot."""
        entry = self._new(name_of(request), user_of(request), request.payload)
        entry.to_bot = entry.waiting = True
        self._on_change()
        return entry

    def add_reply(self, entry: Entry, request: Request, reply: Reply, seconds: float) -> None:
        """The bot's reply, or that there was none."""
        entry.waiting, entry.seconds = False, seconds
        entry.status, entry.error, entry.response = reply.status, reply.failure, reply.body
        self._last_request = entry
        for kind, what in request_occurrences(request, reply):
            self._on_occurrence(kind, what)
        self._on_change()

    def _add_call(self, call: Call) -> None:
        entry = self._new(call.method, "", call.params)
        entry.response, entry.error = call.answer, call.answer.get("error")
        self._attribute(entry)
        for kind, what in call_occurrences(call):
            self._on_occurrence(kind, what)
        self._on_change()

    def _new(self, name: str, who: str, request: Any) -> Entry:
        self._number += 1
        entry = Entry(self._number, self._workspace.clock(), name, who, request)
        self._entries.append(entry)
        return entry

    def _attribute(self, entry: Entry | None) -> None:
        """Hang new breaches on the call they were found in, or on the ack that was read last."""
        with self._workspace.lock:
            breaches = self._workspace.checks.breaches
            new_breaches, self._breach_count = breaches[self._breach_count :], len(breaches)
        for breach in new_breaches:
            owner = self._last_request if breach.where.startswith("ack") else entry
            if owner is not None:
                owner.breaches.append(breach)


class _RecordedDelivery:
    """A delivery that leaves a record."""

    def __init__(self, inner: Delivery, traffic: Traffic) -> None:
        self._inner = inner
        self._traffic = traffic

    async def send(self, request: Request, retry: Retry | None = None) -> Reply:
        """The bot's reply, or the failure when none came in time."""
        entry = self._traffic.add_request(request)
        start = time.monotonic()
        reply = await self._inner.send(request, retry)
        self._traffic.add_reply(entry, request, reply, time.monotonic() - start)
        return reply


def _breach_json(breach: Breach) -> Json:
    return {"path": breach.path, "code": breach.code, "message": breach.message}
