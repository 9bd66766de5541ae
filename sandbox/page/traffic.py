"""The record of what Slack and the bot said to each other, for the inspector."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sandbox.delivery.http import Delivery, Reply, Request, Retry
from sandbox.page.events import called, name_of, occurred, who_did
from sandbox.world.records import Breach, Call, Json
from sandbox.world.workspace import Workspace

KEPT = 300


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
            "breaches": [_told(breach) for breach in self.breaches],
        }

    def bodies(self) -> Json:
        """What was asked and what was answered."""
        return {"request": self.request, "response": self.response}


class Traffic:
    """The newest entries; `told` is called after each change, `happened` with what it meant."""

    def __init__(
        self,
        workspace: Workspace,
        told: Callable[[], None],
        happened: Callable[[str, str], None],
    ) -> None:
        self._workspace = workspace
        self._told = told
        self._happened = happened
        self._entries: deque[Entry] = deque(maxlen=KEPT)
        self._number = 0
        self._breaches_seen = 0
        self._last_answered: Entry | None = None
        workspace.watchers.append(self._called)

    def watched(self, delivery: Delivery) -> Delivery:
        """The same way to the bot, with a record of all that goes along it."""
        return _Watched(delivery, self)

    def summaries(self) -> list[Json]:
        """The list, oldest first, with every breach that is known by now."""
        self._attribute(None)
        return [entry.summary() for entry in self._entries]

    def bodies(self, number: int) -> Json | None:
        """The bodies of one entry, or None when it is no longer kept."""
        return next((e.bodies() for e in self._entries if e.number == number), None)

    def sent(self, request: Request) -> Entry:
        """A new entry for what is on its way to the bot."""
        entry = self._new(name_of(request), who_did(request), request.payload)
        entry.to_bot = entry.waiting = True
        self._told()
        return entry

    def answered(self, entry: Entry, request: Request, reply: Reply, seconds: float) -> None:
        """The bot's reply, or that there was none."""
        entry.waiting, entry.seconds = False, seconds
        entry.status, entry.error, entry.response = reply.status, reply.failure, reply.body
        self._last_answered = entry
        for kind, what in occurred(request, reply):
            self._happened(kind, what)
        self._told()

    def _called(self, call: Call) -> None:
        entry = self._new(call.method, "", call.params)
        entry.response, entry.error = call.answer, call.answer.get("error")
        self._attribute(entry)
        for kind, what in called(call):
            self._happened(kind, what)
        self._told()

    def _new(self, name: str, who: str, request: Any) -> Entry:
        self._number += 1
        entry = Entry(self._number, self._workspace.clock(), name, who, request)
        self._entries.append(entry)
        return entry

    def _attribute(self, entry: Entry | None) -> None:
        """Hang new breaches on the call they were found in, or on the ack that was read last."""
        with self._workspace.lock:
            found = self._workspace.checks.breaches
            fresh, self._breaches_seen = found[self._breaches_seen :], len(found)
        for breach in fresh:
            owner = self._last_answered if breach.where.startswith("ack") else entry
            if owner is not None:
                owner.breaches.append(breach)


class _Watched:
    """A delivery that leaves a record."""

    def __init__(self, inner: Delivery, traffic: Traffic) -> None:
        self._inner = inner
        self._traffic = traffic

    async def send(self, request: Request, retry: Retry | None = None) -> Reply:
        """The bot's reply, or the failure when none came in time."""
        entry = self._traffic.sent(request)
        begun = time.monotonic()
        reply = await self._inner.send(request, retry)
        self._traffic.answered(entry, request, reply, time.monotonic() - begun)
        return reply


def _told(breach: Breach) -> Json:
    return {"path": breach.path, "code": breach.code, "message": breach.message}
