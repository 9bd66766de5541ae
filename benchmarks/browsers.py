"""A real browser, where the machine has one."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

from tests.browsing import FLAGS, NAMES


@contextmanager
def browser() -> Iterator[Any | None]:
    """The machine's own Chromium, started; None where there is none, or nothing to drive it with."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None or find_spec("playwright") is None:
        yield None
        return
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - not everybody has it

    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=found, args=FLAGS)
        yield running
        running.close()


def until_usable(running: Any, port: int) -> None:
    """Opens the page in a new tab, and returns when one can type."""
    tab = running.new_page()
    tab.goto(f"http://127.0.0.1:{port}/")
    tab.locator("#composer").wait_for()
    tab.close()
