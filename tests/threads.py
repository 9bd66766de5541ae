"""Work in several threads at the same moment."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
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
