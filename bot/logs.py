"""Logs: one line of JSON each, with the request's id, and never with what people typed."""

import contextvars
import json
import logging
import re
import secrets
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from queue import SimpleQueue
from typing import Any, ParamSpec, TextIO, TypeVar

from handlers.slack.errors import SlackError

P = ParamSpec("P")
T = TypeVar("T")

request_id: contextvars.ContextVar[str] = contextvars.ContextVar("request_id", default="")

# Our own rooms write a constant text and put values into fields; granian names processes and addresses.
# Any other library may build its lines from what Slack sent, so only the place of such a line is kept.
_TRUSTED = frozenset({"bot", "interview", "_granian"})

FIELDS = frozenset(
    {
        *("action", "command", "kind", "what", "user", "team", "view"),
        *("attempt", "count", "ms", "outcome", "seconds", "status"),
        *("error", "error_type", "method", "pointer", "retry_after", "slack_error"),
        *("address", "commit", "job_id", "job_kind", "mode", "port", "schema", "version"),
    }
)
# Ids, codes, figures and addresses fit; a name or a sentence does not, because it has a blank in it.
_SAFE = re.compile(r"[\w.,:/#@<>=+-]{1,200}", re.ASCII)
_ERROR = re.compile(r"[\w.]{1,60}:? [a-z_]{1,60}", re.ASCII)  # SlackRefused invalid_blocks
_PLAIN = frozenset({bool, float, int, type(None)})
_MOST_LINES = 10_000  # that wait to be written
_LONGEST_FLUSH = 2.0  # seconds
_DEEPEST = 30  # frames of a traceback, and causes of an error


def new_request_id() -> str:
    """An id that a person can read out: eight characters."""
    return secrets.token_hex(4)


def configure(level: str, stream: TextIO | None = None, *, apart: bool = False) -> None:
    """Sends every log line of this process to `stream` as JSON, from this level up.

    With `apart` a thread of its own writes them; what is logged once the main thread has ended wants a `flush`.
    """
    out = stream or sys.stdout
    handler = LineWriter(out) if apart else logging.StreamHandler(out)
    handler.setFormatter(JsonFormatter())
    # Nothing in a line says which thread or process it is from, so nobody need find out.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(level)
    # Below this they describe each request in full, which costs time and would be withheld anyway.
    for library in ("slack_sdk", "urllib3", "asyncio"):
        logging.getLogger(library).setLevel(logging.WARNING)
    # They log each failure that they raise too, which whoever called them says in words.
    for library in ("slack_sdk.web.base_client", "slack_sdk.socket_mode"):
        logging.getLogger(library).setLevel(logging.CRITICAL)


def why(error: Exception) -> dict[str, str]:
    """What Slack, or the system, says of a connection that failed, as one word, which a log line may hold."""
    known = isinstance(error, OSError) and error.strerror
    said = known or (str(error) if isinstance(error, SlackError) else "")
    return {"error_type": type(error).__name__, "error": "_".join(said.split())}


def flush() -> None:
    """Returns once every line so far is written, or nobody takes them."""
    for handler in logging.root.handlers:
        handler.flush()


class LineWriter(logging.Handler):
    """Writes lines from a thread of its own.

    Whoever writes lets go of the interpreter, and among many threads waits long to get it back: no request should.
    """

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self._stream = stream
        self._waiting = SimpleQueue[str | threading.Event]()
        threading.Thread(target=self._write, name="log", daemon=True).start()
        # No daemon, so a process waits for it: one whose start has failed must have said why.
        threading.Thread(target=self._flush_at_the_end, name="end of the log").start()

    def emit(self, record: logging.LogRecord) -> None:
        """Hands the line on; waits only while whoever reads the log is slower than the bot."""
        while self._waiting.qsize() >= _MOST_LINES:
            time.sleep(0.01)
        self._waiting.put(f"{self.format(record)}\n")

    def flush(self) -> None:
        """Returns once what was handed on is written, or cannot be."""
        written = threading.Event()
        self._waiting.put(written)
        written.wait(_LONGEST_FLUSH)

    def _flush_at_the_end(self) -> None:
        threading.main_thread().join()
        self.flush()

    def _write(self) -> None:
        while True:
            batch = [self._waiting.get()]
            while not self._waiting.empty():
                batch.append(self._waiting.get())
            with suppress(
                OSError, ValueError
            ):  # nobody reads it any more, so there is nobody to tell
                self._stream.write("".join(line for line in batch if isinstance(line, str)))
                self._stream.flush()
            for line in batch:
                if not isinstance(line, str):
                    line.set()


class JsonFormatter(logging.Formatter):
    """Lets through constant texts, known fields that hold no prose, and the places an error passed."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(fields_of(record))


def fields_of(record: logging.LogRecord) -> dict[str, Any]:
    """What may be told of a record: nothing that anybody typed."""
    line: dict[str, Any] = {
        "time": f"{_second(int(record.created))}.{int(record.msecs):03}Z",
        "level": record.levelname,
        "logger": record.name,
        "event": _event(record),
    }
    if current := request_id.get():
        line["request_id"] = current
    values = vars(record)
    for name in values.keys() & FIELDS:
        line[name] = _safe(values[name])
    if record.exc_info and record.exc_info[1]:
        line["errors"] = list(_chain(record.exc_info[1]))
    return line


@lru_cache(maxsize=2)
def _second(moment: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(moment))


def _event(record: logging.LogRecord) -> str:
    """The text before any value was put into it."""
    if record.name.partition(".")[0] in _TRUSTED:
        return str(record.msg)
    return f"a line of {Path(record.pathname).name}:{record.lineno}, withheld"


def _safe(value: object) -> object:
    if type(value) in _PLAIN:
        return value
    text = str(value)
    return text if _SAFE.fullmatch(text) or _ERROR.fullmatch(text) else "withheld"


def _chain(error: BaseException | None) -> Iterator[dict[str, Any]]:
    """An error and what led to it: types, codes and places. The messages may quote what somebody typed."""
    depth = 0
    while error is not None and depth < _DEEPEST:
        yield {"type": type(error).__qualname__, **_codes(error), "at": list(_places(error))}
        depth += 1
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _codes(error: BaseException) -> dict[str, object]:
    """What an error says in codes: Slack's word for it, the system's number, the database's."""
    names = ("method", "error", "errno", "sqlite_errorname", "sqlstate")
    values = {name: getattr(error, name, None) for name in names}
    return {name: _safe(value) for name, value in values.items() if isinstance(value, str | int)}


def _places(error: BaseException) -> Iterator[str]:
    place = error.__traceback__
    for _ in range(_DEEPEST):
        if place is None:
            return
        code = place.tb_frame.f_code
        yield f"{Path(code.co_filename).name}:{place.tb_lineno} {code.co_name}"
        place = place.tb_next


class ContextExecutor(ThreadPoolExecutor):
    """Threads whose work keeps the request's id, which Python would leave behind."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        context = contextvars.copy_context()
        future = super().submit(lambda: context.run(fn, *args, **kwargs))
        future.add_done_callback(lambda done: context.run(_log_failure, done))
        return future


def _log_failure(done: Future[Any]) -> None:
    """Nobody waits for work that goes on after an answer, so its failure is logged where it ends."""
    error = None if done.cancelled() else done.exception()
    after_answer = logging.getLogger("interview.after_answer")
    if isinstance(error, SlackError):
        after_answer.warning("slack in the way", extra=why(error))
    elif error is not None:
        after_answer.error("failed", exc_info=error)
