"""A wire between the bot and PostgreSQL that a test can cut and mend."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Self

from psycopg.conninfo import conninfo_to_dict, make_conninfo


class Wire:
    """Listens on this machine and passes everything on to PostgreSQL, while it is whole."""

    def __init__(self, url: str) -> None:
        there = conninfo_to_dict(url)
        self._host, self._port = (
            str(there.get("host") or "localhost"),
            int(there.get("port") or 5432),
        )
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._ends: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self.whole = True
        own_port = self._listener.getsockname()[1]
        self.address = make_conninfo(url, host="127.0.0.1", port=own_port, hostaddr="127.0.0.1")

    @classmethod
    @contextmanager
    def to(cls, url: str) -> Iterator[Self]:
        """A wire for one test."""
        wire = cls(url)
        wire._start(wire._accept)
        yield wire
        wire.cut()
        with suppress(OSError):
            wire._listener.shutdown(socket.SHUT_RDWR)
        wire._listener.close()
        for thread in wire._threads:
            thread.join()

    def cut(self) -> None:
        """Everybody who is connected loses the connection, and nobody gets a new one."""
        self.whole = False
        while self._ends:
            _close(self._ends.pop())

    def mend(self) -> None:
        """Connecting works again."""
        self.whole = True

    def _start(self, work: object, *args: object) -> None:
        thread = threading.Thread(target=work, args=args, daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                if not self.whole:
                    near.close()
                    continue
                far = self._connected()
                self._ends += (near, far)
                self._start(_pump, near, far)
                self._start(_pump, far, near)

    def _connected(self) -> socket.socket:
        if not self._host.startswith("/"):
            return socket.create_connection((self._host, self._port))
        far = socket.socket(socket.AF_UNIX)
        far.connect(f"{self._host}/.s.PGSQL.{self._port}")
        return far


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    _close(source)
    _close(target)


def _close(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
