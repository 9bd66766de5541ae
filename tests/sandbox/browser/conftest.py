"""A real browser in front of the page; the bot behind it is the gallery."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from slack_sdk import WebClient

from sandbox.page.scene import Command, Room, Scene, Shortcut, Step, Until
from sandbox.page.start import Page, running_page
from sandbox.world.workspace import Settings
from tests.sandbox.browser.gallery_bot import listen
from tests.sandbox.browser.page_user import PageUser
from tests.sandbox.pieces import Json
from tests.sandbox.small_bot import APP_TOKEN, BOT_TOKEN, SECRET, BoltServer, new_app

SCENE = Scene(
    bot="Gallery",
    commands=(
        Command(command="/show", description="Shows blocks", hint="[texts | form]"),
        Command(command="/shout", description="Says it loudly"),
    ),
    shortcuts=(
        Shortcut(callback_id="mark", name="Mark it", on_messages=True),
        Shortcut(callback_id="begin", name="Begin something"),
        Shortcut(callback_id="end", name="End it"),
    ),
    rooms=(Room(name="hiring", members=("U0ADA",), private=True, with_bot=True),),
    guide=(
        Step(title="Say something", until=Until(command="/show h.*"), fill="/show hello"),
        Step(title="Open the form", until=Until(opened="card")),
        Step(title="Send it", until=Until(accepted="card")),
        Step(title="Become Grace", until=Until(user="U0GRACE")),
        Step(title="Read this"),
    ),
)


@pytest.fixture
def bodies() -> list[Json]:
    """Every body that the bot was given."""
    return []


@pytest.fixture
def page(bolt_server: BoltServer, bodies: list[Json]) -> Iterator[Page]:
    secrets = Settings(signing_secret=SECRET, bot_token=BOT_TOKEN, app_token=APP_TOKEN)
    with running_page(SCENE, secrets) as page_under_test:
        bolt_server.app = new_app(WebClient(token=BOT_TOKEN, base_url=page_under_test.api_url))
        listen(bolt_server.app, bodies)
        page_under_test.deliver_to(bolt_server.url)
        yield page_under_test


@pytest.fixture
def client(page: Page) -> WebClient:
    return WebClient(token=BOT_TOKEN, base_url=page.api_url)


@pytest.fixture
def user(browser: object, page: Page, tmp_path: Path) -> Iterator[PageUser]:
    """Ada at the page, with the page open; nothing may go wrong in it, nothing may leave it."""
    with PageUser.open(browser, page.url, tmp_path) as user:
        yield user
    assert user.errors == []
    assert [url for url in user.urls if not url.startswith(page.url)] == []
