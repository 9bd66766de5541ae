"""Asks two Slacks the same: the bot talks to it as to one, and it notes where their answers differ.

The bot sees the stand-in's ids only. What the other Slack answers wins; what it does not know is the stand-in's.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import parse_qsl, urlencode

import urllib3

from sandbox.driver.driver import StandIn

Json = dict[str, Any]
# Where answers carry what each Slack makes up for itself.
MADE_UP = (
    ("ts",),
    ("message_ts",),
    ("channel",),
    ("channel", "id"),
    ("view", "id"),
    ("view", "hash"),
    ("message", "edited", "ts"),
)


class Mirror:
    """A WSGI application that stands for both."""

    def __init__(self, there: str, slack: StandIn) -> None:
        self._there, self._slack = there, slack
        self._to_there: dict[str, str] = {}
        self._to_here: dict[str, str] = {}
        self.asked: list[str] = []
        self.differences: set[str] = set()

    def pair(self, here: object, there: object) -> None:
        """From now on these two ids are the same thing."""
        if isinstance(here, str) and isinstance(there, str) and here and there:
            self._to_there[here], self._to_here[there] = there, here

    def __call__(self, environ: Json, start: Callable[..., Any]) -> Iterable[bytes]:
        method = environ["PATH_INFO"].rpartition("/")[2]
        kind, token = environ["CONTENT_TYPE"], environ.get("HTTP_AUTHORIZATION", "")
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"] or 0)).decode()
        headers = {"Content-Type": kind, "Authorization": token}
        self._pair_trigger(read(kind, body).get("trigger_id"), token)
        there = self._ask(self._there + method, kind, body, headers, self._to_there)
        here = self._ask(self._slack.api_url + method, kind, body, headers, {})
        for path in MADE_UP:
            self.pair(_at(here, path), _at(there, path))
        there = renamed(there, self._to_here)
        self.asked.append(method)
        self.differences |= {f"{method} {difference}" for difference in unlike(there, here)}
        start("200 OK", [("Content-Type", "application/json")])
        return [json.dumps(filled(there, here)).encode()]

    def _ask(
        self, url: str, kind: str, body: str, headers: dict[str, str], names: dict[str, str]
    ) -> Json:
        params = renamed(read(kind, body), names)
        sent = json.dumps(params) if "json" in kind else urlencode(params)
        answer = urllib3.request("POST", url, body=sent.encode(), headers=headers)
        if answer.status != 200:
            return {"ok": False, "error": f"status {answer.status}"}
        said: Json = answer.json()
        return said

    def _pair_trigger(self, trigger: object, token: str) -> None:
        """The other Slack hands out its triggers on request; one for a push names the view below."""
        issued = self._slack.workspace.triggers._issued.get(str(trigger))
        if issued is None or trigger in self._to_there:
            return
        shown = self._slack.view_of(issued.user)
        asked = {"user_id": issued.user, **({"view_id": shown.id} if shown else {})}
        url, headers = f"{self._there}views.generateTriggerId", {"Authorization": token}
        headers["Content-Type"] = kind = "application/json"
        made = self._ask(url, kind, json.dumps(asked), headers, self._to_there)
        self.pair(trigger, made.get("trigger_id"))


def read(kind: str, body: str) -> Json:
    """The arguments of a call."""
    arguments: Json = json.loads(body or "{}") if "json" in kind else dict(parse_qsl(body))
    return arguments


def renamed(value: Any, names: dict[str, str]) -> Any:
    """The same, with every id that has another name under it."""
    if isinstance(value, dict):
        return {key: renamed(inner, names) for key, inner in value.items()}
    if isinstance(value, list):
        return [renamed(inner, names) for inner in value]
    return names.get(value, value) if isinstance(value, str) else value


def filled(there: Any, here: Any) -> Any:
    """What there says, and what only here does."""
    if not (isinstance(there, dict) and isinstance(here, dict)):
        return there
    both = {key: filled(inner, here[key]) for key, inner in there.items() if key in here}
    return here | there | both


def unlike(there: Any, here: Any, path: str = "") -> Iterator[str]:
    """Where two answers differ, a line each; of a refusal only its word counts."""
    if not path and not (there["ok"] and here["ok"]):
        if there.get("error") != here.get("error"):
            yield f"error: {there.get('error')!r} there, {here.get('error')!r} here"
    elif isinstance(there, dict) and isinstance(here, dict):
        yield from _unlike_keys(there, here, path)
    elif isinstance(there, list) and isinstance(here, list) and len(there) == len(here):
        for first, other in zip(_sorted(there), _sorted(here), strict=True):
            yield from unlike(first, other, f"{path}[]")
    elif there != here:
        yield f"{path}: {_shown(there)} there, {_shown(here)} here"


def _unlike_keys(there: Json, here: Json, path: str) -> Iterator[str]:
    for key in sorted(there.keys() | here.keys()):
        inner = f"{path}.{key}" if path else key
        if key in there and key in here:
            yield from unlike(there[key], here[key], inner)
        else:
            yield f"{inner}: only {'here' if key in here else 'there'}"


def _shown(value: Any) -> str:
    """A value that is the same in every run."""
    return "a moment" if isinstance(value, int) and value > 1_000_000_000 else repr(value)


def _sorted(listed: list[Any]) -> list[Any]:
    """Things with ids in the order of these."""
    with_ids = all(isinstance(thing, dict) and "id" in thing for thing in listed)
    return sorted(listed, key=lambda thing: str(thing["id"])) if with_ids else listed


def _at(body: Any, path: tuple[str, ...]) -> object:
    for key in path:
        body = body.get(key) if isinstance(body, dict) else None
    return body
