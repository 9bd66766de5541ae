"""The pages that operators look at, for a bot that otherwise takes nothing over HTTP."""

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication


class _Server(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True

    def server_bind(self) -> None:
        """Binds without asking for the machine's name, which can take seconds where there is no DNS."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), self.server_address[1]
        self.setup_environ()


class _Server6(_Server):
    address_family = socket.AF_INET6


class _QuietHandler(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Writes nothing: a line for each look of a monitor helps nobody."""


@contextmanager
def health_pages(pages: "WSGIApplication", address: str, port: int) -> Iterator[int]:
    """Serves the pages from threads of their own until the block ends; the port, which for 0 is a free one."""
    server = (_Server6 if ":" in address else _Server)((address, port), _QuietHandler)
    server.set_app(pages)
    thread = threading.Thread(target=server.serve_forever, args=(0.1,), name="health")
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
