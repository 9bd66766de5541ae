"""A real browser for the tests that need one: the machine's own Chromium, started once."""

import os
import shutil
from collections.abc import Iterator

import pytest

# What keeps the browser quiet: no sandbox of its own (it may run as root), nothing in the background.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
FLAGS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


def skip_or_fail(what: str) -> None:
    """Skips the test on a machine of somebody's own, and fails it where everything must run."""
    words = f"{what}; on Debian: apt-get install chromium, and pip install playwright"
    if os.environ.get("CI") == "true":
        pytest.fail(words)
    pytest.skip(words)


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        skip_or_fail("there is no Chromium")
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - asked for only here
    except ImportError:
        skip_or_fail("playwright is not installed")
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=found, args=FLAGS)
        yield running
        running.close()
