"""One person's stream of what they see, as a browser keeps it open."""

from collections.abc import Iterator
from contextlib import contextmanager

import urllib3


@contextmanager
def open_stream(url: str, user: str) -> Iterator[urllib3.BaseHTTPResponse]:
    """The stream, read as it comes."""
    with urllib3.PoolManager() as pool:
        address = f"{url}sandbox/live?user={user}"
        stream = pool.request("GET", address, preload_content=False, timeout=5)
        yield stream
        stream.close()
