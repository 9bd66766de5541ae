"""A WSGI application that sends each call of the bot to two Slacks and records the differences of their answers.

The bot sees the stand-in's ids only. The other Slack's answer is passed on, completed by the stand-in's.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import parse_qsl, urlencode

import urllib3

from sandbox.driver.driver import StandIn
from sandbox.world.records import RefusedError

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
    """Passes calls on to both Slacks; `differences` has a line for each difference, `methods` each method called."""

    def __init__(self, there: str, slack: StandIn) -> None:
        self._there, self._slack = there, slack
        self._to_there: dict[str, str] = {}
        self._to_here: dict[str, str] = {}
        self.methods: list[str] = []
        self.differences: set[str] = set()

    def pair(self, here: object, there: object) -> None:
        """Take these two ids for the same thing from now on."""
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
        there = rename_ids(there, self._to_here)
        self.methods.append(method)
        self.differences |= {f"{method} {difference}" for difference in differences(there, here)}
        start("200 OK", [("Content-Type", "application/json")])
        return [json.dumps(merge(there, here)).encode()]

    def _ask(
        self, url: str, kind: str, body: str, headers: dict[str, str], names: dict[str, str]
    ) -> Json:
        params = rename_ids(read(kind, body), names)
        payload = json.dumps(params) if "json" in kind else urlencode(params)
        answer = urllib3.request("POST", url, body=payload.encode(), headers=headers)
        if answer.status != 200:
            return {"ok": False, "error": f"status {answer.status}"}
        answer_json: Json = answer.json()
        return answer_json

    def _pair_trigger(self, trigger: object, token: str) -> None:
        """The other Slack hands out its triggers on request; one for a push names the view below."""
        if trigger in self._to_there:
            return
        try:
            user = self._slack.workspace.triggers.user_of(trigger)
        except RefusedError:
            return
        view = self._slack.view_of(user)
        params = {"user_id": user, **({"view_id": view.id} if view else {})}
        url, headers = f"{self._there}views.generateTriggerId", {"Authorization": token}
        headers["Content-Type"] = kind = "application/json"
        answer = self._ask(url, kind, json.dumps(params), headers, self._to_there)
        self.pair(trigger, answer.get("trigger_id"))


def read(kind: str, body: str) -> Json:
    """The arguments of a call."""
    arguments: Json = json.loads(body or "{}") if "json" in kind else dict(parse_qsl(body))
    return arguments


def rename_ids(value: Any, names: dict[str, str]) -> Any:
    """The value with every id replaced by the other Slack's id for it."""
    if isinstance(value, dict):
        return {key: rename_ids(inner, names) for key, inner in value.items()}
    if isinstance(value, list):
        return [rename_ids(inner, names) for inner in value]
    return names.get(value, value) if isinstance(value, str) else value


def merge(there: Any, here: Any) -> Any:
    """The other Slack's answer, with the keys that only the stand-in's has."""
    if not (isinstance(there, dict) and isinstance(here, dict)):
        return there
    both = {key: merge(inner, here[key]) for key, inner in there.items() if key in here}
    return here | there | both


def differences(there: Any, here: Any, path: str = "") -> Iterator[str]:
    """The differences of two answers, a line each; of two refusals only the error is compared."""
    if not path and not (there["ok"] and here["ok"]):
        if there.get("error") != here.get("error"):
            yield f"error: {there.get('error')!r} there, {here.get('error')!r} here"
    elif isinstance(there, dict) and isinstance(here, dict):
        yield from _key_differences(there, here, path)
    elif isinstance(there, list) and isinstance(here, list) and len(there) == len(here):
        for first, other in zip(_sorted(there), _sorted(here), strict=True):
            yield from differences(first, other, f"{path}[]")
    elif there != here:
        yield f"{path}: {_stable(there)} there, {_stable(here)} here"


def _key_differences(there: Json, here: Json, path: str) -> Iterator[str]:
    for key in sorted(there.keys() | here.keys()):
        inner = f"{path}.{key}" if path else key
        if key in there and key in here:
            yield from differences(there[key], here[key], inner)
        else:
            yield f"{inner}: only {'here' if key in here else 'there'}"


def _stable(value: Any) -> str:
    """A value that is the same in every run."""
    return "a moment" if isinstance(value, int) and value > 1_000_000_000 else repr(value)


def _sorted(items: list[Any]) -> list[Any]:
    """Things with ids in the order of their ids."""
    with_ids = all(isinstance(thing, dict) and "id" in thing for thing in items)
    return sorted(items, key=lambda thing: str(thing["id"])) if with_ids else items


def _at(body: Any, path: tuple[str, ...]) -> object:
    for key in path:
        body = body.get(key) if isinstance(body, dict) else None
    return body
