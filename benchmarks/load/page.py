"""The demo's page as a browser gets it: the document, every file it names, whom one can be, and what they see."""

import json
import re
from typing import Any

from urllib3 import HTTPConnectionPool

PATIENCE = 30.0  # seconds
_IN_DOCUMENT = re.compile(r'(?:src|href)="(/page/[\w.-]+)"')
_IN_SCRIPT = re.compile(r'(?:from|import) "\./([\w.-]+)"')


class NotUsable(Exception):
    """The page came, and one can do nothing on it."""


def until_usable(port: int) -> str:
    """Returns when somebody could type; gives the id of the person's own place, to type in."""
    with _pool(port) as pool:
        _load(pool)
        person = _first_person(pool)
        _send(pool, {"do": "become", "user": person})
        state = first_state(pool, person)
    if not state["bot"]["reached"]:
        raise NotUsable("there is no bot behind it")
    return str(state["team"]["direct"])


def until_a_kit(port: int, place: str) -> None:
    """Types a command, and returns when its answer is on the page."""
    with _pool(port) as pool:
        person = _first_person(pool)
        act = {"do": "command", "command": "/interview", "text": "ml-engineer", "channel": place}
        outcome = _send(pool, {"user": person, **act})
        state = first_state(pool, person)
    if outcome["failure"] or not any(key.startswith("message/") for key in state):
        raise NotUsable(f"no kit: {outcome['failure']}")


def first_state(pool: HTTPConnectionPool, person: str) -> dict[str, Any]:
    """All that this person sees, as the page is told when it begins to follow."""
    path = f"/sandbox/live?user={person}"
    event = pool.urlopen("GET", path, preload_content=False).readline().decode()
    state: dict[str, Any] = json.loads(event.removeprefix("data: "))["all"]
    return state


def _load(pool: HTTPConnectionPool) -> None:
    waiting = _IN_DOCUMENT.findall(_body(pool, "GET", "/"))
    loaded: set[str] = set()
    while waiting:
        path = waiting.pop()
        if path not in loaded:
            loaded.add(path)
            waiting += [f"/page/{name}" for name in _IN_SCRIPT.findall(_body(pool, "GET", path))]


def _first_person(pool: HTTPConnectionPool) -> str:
    first, *_ = json.loads(_body(pool, "GET", "/sandbox/people"))
    return str(first)


def _send(pool: HTTPConnectionPool, act: dict[str, str]) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(_body(pool, "POST", "/sandbox/do", json=act))
    return answer


def _body(pool: HTTPConnectionPool, method: str, path: str, **content: Any) -> str:
    answer = pool.request(method, path, **content)
    body = answer.data.decode()
    if answer.status != 200:
        raise NotUsable(f"{answer.status}: {body[:200]}")
    return body


def _pool(port: int) -> HTTPConnectionPool:
    return HTTPConnectionPool("127.0.0.1", port, timeout=PATIENCE, retries=False)
