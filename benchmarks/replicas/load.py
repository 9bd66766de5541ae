"""So many requests a second, whatever becomes of them: a person whose answer is slow holds up nobody else."""

import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from benchmarks.load.connections import WrongAnswer
from benchmarks.replicas.balancer import NobodyListens
from benchmarks.replicas.ledger import TOO_LATE, Ledger
from benchmarks.replicas.people import Person

MOST_AT_ONCE = 256  # requests
NOT_SAVED = b"Nothing was saved"


class Load:
    """People who begin something new, or go on with what they have begun, a request a turn."""

    def __init__(
        self,
        somebody: Callable[[], Person],
        ask: Callable[[bytes], bytes],
        ledger: Ledger,
        rate: float,
    ) -> None:
        self._somebody, self._ask, self._ledger, self._rate = somebody, ask, ledger, rate
        self._waiting: deque[tuple[Person, bytes | None]] = deque()
        self._stopping, self._room = threading.Event(), threading.Semaphore(MOST_AT_ONCE)
        self._thread = threading.Thread(target=self._pace)

    def start(self) -> None:
        """Begins."""
        self._thread.start()

    def stop(self) -> None:
        """Returns once every request that was sent has its answer."""
        self._stopping.set()
        self._thread.join()

    def _pace(self) -> None:
        following = time.monotonic()
        with ThreadPoolExecutor(MOST_AT_ONCE) as pool:
            while not self._stopping.is_set():
                if self._room.acquire(blocking=False):
                    going_on = self._waiting.popleft() if self._waiting else None
                    pool.submit(self._turn, *(going_on or (self._somebody(), None)))
                else:
                    self._ledger.failed["not sent: too many wait"] += 1
                following += 1 / self._rate
                time.sleep(max(following - time.monotonic(), 0))

    def _turn(self, person: Person, answer: bytes | None) -> None:
        try:
            person, request = self._next(person, answer)
            self._waiting.append((person, self._answer(request)))
        finally:
            self._room.release()

    def _next(self, person: Person, answer: bytes | None) -> tuple[Person, bytes]:
        """What this person sends next, or somebody else who begins, where this one is done."""
        while True:
            try:
                return person, person.send(answer)
            except StopIteration:
                person, answer = self._somebody(), None

    def _answer(self, request: bytes) -> bytes | None:
        """None where none came, or none that is one; that is written down."""
        began = time.monotonic()
        self._ledger.requests += 1
        try:
            body = self._ask(request)
        except (NobodyListens, WrongAnswer, OSError) as error:
            self._fail(_reason(error))
            return None
        self._ledger.took.append(time.monotonic() - began)
        if self._ledger.took[-1] > TOO_LATE:
            self._fail(f"after more than {TOO_LATE:g} s")
        if NOT_SAVED in body:
            self._fail("not saved, and said so")
        return body

    def _fail(self, why: str) -> None:
        self._ledger.failed[why] += 1


def _reason(error: Exception) -> str:
    match error:
        case NobodyListens():
            return "nobody listened"
        case WrongAnswer() if error.args[0]:
            return f"HTTP {error.args[0][9:12].decode()}"
        case TimeoutError():
            return "no answer"
    return "cut off"
