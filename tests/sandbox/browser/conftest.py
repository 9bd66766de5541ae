"""A real browser in front of the page; the bot behind it is the gallery."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from slack_sdk import WebClient

from sandbox.page.opening import Page, running_page
from sandbox.page.scene import Command, Room, Scene, Shortcut, Step, Until
from sandbox.workspace import Settings
from tests.sandbox.browser.desk import Desk
from tests.sandbox.browser.gallery_bot import listen
from tests.sandbox.pieces import Json
from tests.sandbox.small_bot import APP_TOKEN, BOT_TOKEN, SECRET, BoltServer, new_app

# What keeps the browser quiet: no sandbox of its own (it may run as root), nothing in the background.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
FLAGS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
SCENE = Scene(
    bot="Gallery",
    commands=(
        Command(command="/show", description="Shows blocks", hint="[texts | form]"),
        Command(command="/shout", description="Says it loudly"),
    ),
    shortcuts=(Shortcut(callback_id="mark", name="Mark it", on_messages=True),),
    rooms=(Room(name="hiring", members=("U0ADA",), private=True, with_bot=True),),
    guide=(
        Step(title="Say something", until=Until(command="/show h.*"), fill="/show hello"),
        Step(title="Open the form", until=Until(opened="card")),
        Step(title="Send it", until=Until(accepted="card")),
        Step(title="Become Grace", until=Until(user="U0GRACE")),
        Step(title="Read this"),
    ),
)


def lacking(what: str) -> None:
    """Skips the test on a machine of somebody's own, and fails it where everything must run."""
    words = f"{what}; on Debian: apt-get install chromium, and pip install playwright"
    if os.environ.get("CI") == "true":
        pytest.fail(words)
    pytest.skip(words)


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        lacking("there is no Chromium")
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - asked for only here
    except ImportError:
        lacking("playwright is not installed")
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=found, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def told() -> list[Json]:
    """Every body that the bot was given."""
    return []


@pytest.fixture
def page(bolt_server: BoltServer, told: list[Json]) -> Iterator[Page]:
    secrets = Settings(signing_secret=SECRET, bot_token=BOT_TOKEN, app_token=APP_TOKEN)
    with running_page(SCENE, secrets) as running:
        bolt_server.app = new_app(WebClient(token=BOT_TOKEN, base_url=running.api_url))
        listen(bolt_server.app, told)
        running.deliver_to(bolt_server.url)
        yield running


@pytest.fixture
def client(page: Page) -> WebClient:
    return WebClient(token=BOT_TOKEN, base_url=page.api_url)


@pytest.fixture
def desk(browser: object, page: Page, tmp_path: Path) -> Iterator[Desk]:
    """Ada at her desk, with the page open; nothing may go wrong in it, nothing may leave it."""
    with Desk.opened(browser, page.url, tmp_path) as sitting:
        yield sitting
    assert sitting.troubles == []
    assert [url for url in sitting.requested if not url.startswith(page.url)] == []
