"""The load: kept-alive connections in one loop over plain sockets, so light that the server is the limit."""

import re
import selectors
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

from benchmarks.rounds import percentile

PATIENCE = 30.0  # seconds without any answer
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


class WrongAnswer(Exception):
    """A server answered something else than 200, or nothing."""


@dataclass(frozen=True, slots=True)
class Load:
    """How long each request took, and all of them together, in seconds."""

    each: list[float]
    altogether: float

    @property
    def per_second(self) -> float:
        """Requests answered in a second."""
        return len(self.each) / self.altogether

    def milliseconds(self, share: float) -> float:
        """What this share of the requests did not exceed."""
        return percentile(self.each, share) * 1000


@dataclass(slots=True)
class _Line:
    """One connection with at most one request on it."""

    socket: socket.socket
    sent: float = 0.0
    buffer: bytearray = field(default_factory=bytearray)

    def ask(self, request: bytes) -> None:
        self.buffer.clear()
        self.sent = time.perf_counter()
        self.socket.sendall(request)

    def read(self) -> bytes | None:
        """The body, once all of it is here."""
        chunk = self.socket.recv(65536)
        self.buffer += chunk
        end = self.buffer.find(b"\r\n\r\n")
        if end < 0 and chunk:
            return None
        length = _LENGTH.search(self.buffer, 0, end + 2)
        if not self.buffer.startswith(b"HTTP/1.1 200 ") or not length or not chunk:
            raise WrongAnswer(bytes(self.buffer[:500]))
        whole = len(self.buffer) == end + 4 + int(length[1])
        return bytes(self.buffer[end + 4 :]) if whole else None


def drive(port: int, requests: Sequence[bytes], connections: int = 1) -> Load:
    """Sends all requests, each connection its next one as soon as its last is answered."""
    with ExitStack() as stack:
        lines = [_line(stack, port) for _ in range(min(connections, len(requests)))]
        started = time.perf_counter()
        each = list(_exchanges(lines, iter(requests)))
        return Load(each, time.perf_counter() - started)


def ask(port: int, request: bytes) -> bytes:
    """The body of one answer."""
    with ExitStack() as stack:
        line = _line(stack, port)
        line.ask(request)
        while (body := line.read()) is None:
            pass
        return body


def _line(stack: ExitStack, port: int) -> _Line:
    connection = stack.enter_context(socket.create_connection(("127.0.0.1", port), PATIENCE))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return _Line(connection)


def _exchanges(lines: list[_Line], requests: Iterator[bytes]) -> Iterator[float]:
    with selectors.DefaultSelector() as selector:
        for line, request in zip(lines, requests, strict=False):
            selector.register(line.socket, selectors.EVENT_READ, line)
            line.ask(request)
        while selector.get_map():
            ready = selector.select(PATIENCE)
            if not ready:
                raise WrongAnswer(f"nothing for {PATIENCE:g} seconds")
            for key, _ in ready:
                if key.data.read() is None:
                    continue
                yield time.perf_counter() - key.data.sent
                following = next(requests, None)
                if following is None:
                    selector.unregister(key.fileobj)
                else:
                    key.data.ask(following)
