"""The demo's page as a browser gets it: the document, every file it names, whom one can be, and what they see."""

import json
import re
from contextlib import closing
from http.client import HTTPConnection
from typing import Any

PATIENCE = 30.0  # seconds
_IN_DOCUMENT = re.compile(r'(?:src|href)="(/page/[\w.-]+)"')
_IN_SCRIPT = re.compile(r'(?:from|import) "\./([\w.-]+)"')


class NotUsable(Exception):
    """The page came, and one can do nothing on it."""


def until_usable(port: int) -> str:
    """Returns when somebody could type; gives the id of the person's own place, to type in."""
    with closing(_connection(port)) as line:
        _load(line)
        person = _first_person(line)
        _send(line, {"do": "become", "user": person})
    state = first_state(port, person)
    if not state["bot"]["reached"]:
        raise NotUsable("there is no bot behind it")
    return str(state["team"]["direct"])


def until_a_kit(port: int, place: str) -> None:
    """Types a command, and returns when its answer is on the page."""
    with closing(_connection(port)) as line:
        person = _first_person(line)
        act = {"do": "command", "command": "/interview", "text": "ml-engineer", "channel": place}
        outcome = _send(line, {"user": person, **act})
    has_message = any(key.startswith("message/") for key in first_state(port, person))
    if outcome["failure"] or not has_message:
        raise NotUsable(f"no kit: {outcome['failure']}")


def first_state(port: int, person: str) -> dict[str, Any]:
    """All that this person sees, as the page is told when it begins to follow."""
    with closing(_connection(port)) as line:
        line.request("GET", f"/sandbox/live?user={person}")
        event = line.getresponse().readline().decode()
    state: dict[str, Any] = json.loads(event.removeprefix("data: "))["all"]
    return state


def _load(line: HTTPConnection) -> None:
    waiting = _IN_DOCUMENT.findall(_get(line, "/"))
    loaded: set[str] = set()
    while waiting:
        path = waiting.pop()
        if path not in loaded:
            loaded.add(path)
            waiting += [f"/page/{name}" for name in _IN_SCRIPT.findall(_get(line, path))]


def _first_person(line: HTTPConnection) -> str:
    first, *_ = json.loads(_get(line, "/sandbox/people"))
    return str(first)


def _get(line: HTTPConnection, path: str) -> str:
    line.request("GET", path)
    return _body(line)


def _send(line: HTTPConnection, act: dict[str, str]) -> dict[str, Any]:
    line.request("POST", "/sandbox/do", json.dumps(act), {"Content-Type": "application/json"})
    answer: dict[str, Any] = json.loads(_body(line))
    return answer


def _body(line: HTTPConnection) -> str:
    answer = line.getresponse()
    body = answer.read().decode()
    if answer.status != 200:
        raise NotUsable(f"{answer.status}: {body[:200]}")
    return body


def _connection(port: int) -> HTTPConnection:
    return HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
