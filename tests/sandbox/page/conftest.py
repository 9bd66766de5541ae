"""The page over plain HTTP, with no browser and no bot."""

import json
from collections.abc import Callable, Iterator

import pytest
import urllib3

from sandbox.page.scene import Room, Scene
from sandbox.page.start import Page, running_page
from sandbox.world.workspace import Settings
from tests.sandbox.page.streams import open_stream
from tests.sandbox.pieces import Json

Answer = tuple[int, str]
Ask = Callable[..., Answer]
SCENE = Scene(rooms=(Room(name="secret", members=("U0ADA",), private=True, with_bot=True),))


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with running_page(SCENE, Settings()) as page_under_test:
        yield page_under_test


@pytest.fixture
def ask(page: Page) -> Ask:
    """The status and body of an answer; a body given as JSON makes it a POST."""

    def send(path: str, body: Json | None = None, **headers: str) -> Answer:
        all_headers = {"Content-Type": "application/json"} if body is not None else {}
        all_headers |= {name.replace("_", "-"): value for name, value in headers.items()}
        data = json.dumps(body) if body is not None else None
        method = "GET" if body is None else "POST"
        answer = urllib3.request(
            method, f"{page.url}{path}", body=data, headers=all_headers, timeout=5
        )
        return answer.status, answer.data.decode()

    return send


@pytest.fixture
def look(page: Page) -> Callable[[str], str]:
    """All that the first event of one person's stream says."""

    def first_event(user: str) -> str:
        with open_stream(page.url, user) as stream:
            return next(stream.stream()).decode()

    return first_event
