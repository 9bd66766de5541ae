"""A real browser, where the machine has one."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

from tests.browser import FLAGS, NAMES


@contextmanager
def empty_tab() -> Iterator[Any | None]:
    """A tab of the machine's own Chromium, open as a person's is; None without one, or nothing to drive it with."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None or find_spec("playwright") is None:
        yield None
        return
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - not everybody has it

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=FLAGS)
        yield browser.new_page()
        browser.close()


def until_usable(tab: Any, port: int) -> None:
    """Opens the page in this tab, and returns when one can type."""
    tab.goto(f"http://127.0.0.1:{port}/", wait_until="commit")
    tab.locator("#composer").wait_for()
