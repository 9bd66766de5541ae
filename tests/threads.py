"""Work in several threads at the same moment, and servers in one of their own."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import HTTPServer
from typing import TypeVar

Result = TypeVar("Result")


def at_once(*work: Callable[[], Result]) -> list[Result]:
    """What each gives, in the order of the arguments, when all have ended; a failure is raised."""
    start = threading.Barrier(len(work))

    def run(job: Callable[[], Result]) -> Result:
        start.wait()
        return job()

    with ThreadPoolExecutor(len(work)) as threads:
        return list(threads.map(run, work))


@contextmanager
def serving(server: HTTPServer) -> Iterator[str]:
    """The address of the server, which answers until the block ends."""
    with server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
