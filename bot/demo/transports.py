"""The two ways on which what people do reaches the demo's bot: signed HTTP, and Socket Mode."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from bot.demo.bank import Current
from bot.server.health import health_pages
from sandbox.page.start import Page


@contextmanager
def over_http(current: Current, page: Page) -> Iterator[None]:
    """The page posts signed requests to the bot until the block ends."""
    with health_pages(current, "127.0.0.1", 0) as port:
        page.deliver_to(f"http://127.0.0.1:{port}/slack/events")
        yield


@contextmanager
def over_socket(current: Current, page: Page) -> Iterator[None]:
    """The bot keeps a socket to the page open until the block ends."""
    from bot.server.socket import SlackSocket  # noqa: PLC0415 - who uses HTTP need not wait for it

    page.use_socket_mode()
    connection = SlackSocket(current, current.application.settings)
    try:
        connection.open(threading.Event())
        yield
    finally:
        connection.close()
