"""The floor: a Bolt app that only acknowledges, on the same server with the same settings as the bot."""

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server

THREADS = 512  # as many as the bot has; a test holds the two together


def serve(port: int, api_url: str, answer: Path, database: Path | None) -> None:
    """Gives this answer until a signal says to stop."""
    server = Server(
        target="benchmarks.floor.server",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=THREADS,
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.error,
    )
    loader = partial(_worker, api_url, answer, database)
    server.serve(target_loader=loader, wrap_loader=False)


def _worker(api_url: str, answer: Path, database: Path | None) -> Callable[..., Any]:
    # As with the bot, only the process that answers has Bolt in its memory.
    from benchmarks.floor.app import wsgi  # noqa: PLC0415

    if database is None:
        return wsgi(api_url, answer, lambda: None)
    # Without a database there is no reason to have SQLite in memory.
    from benchmarks.floor.cards import RawCards  # noqa: PLC0415

    return wsgi(api_url, answer, RawCards(database).commit_one)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--api-url", required=True, help="what stands in for Slack")
    parser.add_argument("--answer", type=Path, required=True, help="JSON to answer with")
    parser.add_argument("--database", type=Path, help="where each form commits a card")
    return parser.parse_args()


if __name__ == "__main__":
    serve(**vars(_arguments()))
