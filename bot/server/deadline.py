"""A deadline for bodies that never come: granian knows none, and each holds one of its threads."""

import os
import socket
import struct
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wsgiref.types import InputStream, StartResponse, WSGIApplication, WSGIEnvironment

LONGEST_SILENCE = (
    5.0  # seconds; Slack sends a request in one go, and gives up on an answer after three
)
_DESCRIPTORS = Path("/proc/self/fd")
_SINCE_LAST_DATA = 52  # where Linux has it in TCP_INFO, in milliseconds


class Deadline:
    """A WSGI application whose clients send their bodies without long silences, or are hung up on.

    granian does not say which connection a request came over. So while a body is overdue, every connection to
    the port goes over which nothing has come for as long: that one, and others that nobody uses. Only Linux tells.
    """

    def __init__(self, application: "WSGIApplication", port: int) -> None:
        self._application, self._port = application, port
        self._begun: dict[int, float] = {}
        if _DESCRIPTORS.is_dir():
            threading.Thread(target=self._watch, name="deadline", daemon=True).start()

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        environ["wsgi.input"] = _Input(environ["wsgi.input"], self._begun)
        return self._application(environ, start_response)

    def _watch(self) -> None:
        while True:
            time.sleep(1)
            if self._begun and min([*self._begun.values()]) < time.monotonic() - LONGEST_SILENCE:
                _hang_up(self._port)


class _Input:
    """The body of a request, which is noted for as long as somebody waits for it."""

    def __init__(self, body: "InputStream", begun: dict[int, float]) -> None:
        self._body, self._begun = body, begun

    def read(self, size: int) -> bytes:
        thread = threading.get_ident()
        self._begun[thread] = time.monotonic()
        try:
            return self._body.read(size)
        finally:
            del self._begun[thread]


def _hang_up(port: int) -> None:
    """Closes the connections to this port over which nothing has come for too long."""
    for entry in _DESCRIPTORS.iterdir():
        try:
            descriptor = os.dup(int(entry.name))
        except OSError:  # closed meanwhile
            continue
        try:
            connection = socket.socket(fileno=descriptor)
        except OSError:
            os.close(descriptor)
            continue
        with connection:
            if _is_silent(connection, port):
                connection.shutdown(socket.SHUT_RDWR)


def _is_silent(connection: socket.socket, port: int) -> bool:
    try:
        if connection.getsockname()[1] != port:
            return False
        connection.getpeername()  # what listens has none
        info = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _SINCE_LAST_DATA + 4)
    except (IndexError, OSError):  # of another family
        return False
    return bool(struct.unpack_from("I", info, _SINCE_LAST_DATA)[0] > LONGEST_SILENCE * 1000)
