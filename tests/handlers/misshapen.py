"""Payloads of every kind that Slack sends, each with something in it missing, of another type, of another, or huge."""

import json
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from random import Random
from typing import Any
from urllib.parse import urlencode

import pytest

from handlers.registration import ACTIONS, FORMS
from sandbox.delivery.http import HttpDelivery, Reply, Request, Retry, signed_headers
from templates.ids import Act
from tests.company import FORM, Company
from tests.handlers.openings.steps import makes_opening

Json = dict[str, Any]
Heard = dict[Any, list[Any]]
"""What has stood at each key of the payloads that came: ids, values, states, people."""
KATHERINE = "Katherine Johnson"
OPENING = "ML, Tromsø"
TYPED = (KATHERINE, "Mary Jackson", OPENING, "Calmest", "Guessedly", "Quickish", "Unpromptedly")
"""Names and words that people type while `play` goes on."""
OTHERS: tuple[Any, ...] = (
    None, True, 0, -1, 1e300, "", " ", "a", "x" * 40_000, "\x00\ud83d", [], [None], ["a", 1], {}, {"a": {}},
    {"id": 1}, {"value": []}, "00000000-0000-0000-0000-000000000000", "{}", "[1]", "null", '{"candidate": 1}',
)  # fmt: skip


def _copy(value: Any) -> Any:
    """As deep as can be, and ten times as fast as the standard library's: it is JSON anyway."""
    return json.loads(json.dumps(value))


def record(monkeypatch: pytest.MonkeyPatch) -> list[Request]:
    """All that is sent to the bot from now on."""
    sent: list[Request] = []
    send = HttpDelivery.send

    async def remember(
        delivery: HttpDelivery, request: Request, retry: Retry | None = None
    ) -> Reply:
        sent.append(Request(request.kind, _copy(request.payload)))
        return await send(delivery, request, retry)

    monkeypatch.setattr(HttpDelivery, "send", remember)
    return sent


def play(company: Company) -> None:
    """A little of everything that people do: each kind of payload that Slack sends comes once at least."""
    ada, grace, slack = company.ada, company.grace, company.slack
    for text in ("help", "ml-engineer", "brief ml-engineer", "search drift", "settings"):
        company.types(ada, text)
    company.submits(ada)
    company.adds(ada, KATHERINE, panel=(ada, grace), ratings={"ml-ops": 4}, note="Calmest.")
    company.answer(ada, f"debrief {KATHERINE}")
    makes_opening(company, ada, OPENING)
    for text in ("openings", f"opening {OPENING}", f"compare {OPENING}", f"export {KATHERINE}"):
        company.types(ada, text)
    company.types(ada, "plan")
    slack.choose(company.modal(ada), "role", "ml-engineer")
    slack.type(company.modal(ada), "name", "Mary Jackson")
    slack.choose(company.modal(ada), "level", "senior")
    slack.choose(company.modal(ada), "panel.new", [ada.id, grace.id])
    company.submits(ada)
    company.types(grace, f"score {KATHERINE}")
    company.fills(company.modal(grace), ratings={"ml-ops": (2, "Guessedly.")}, note="Quickish.")
    slack.close(company.modal(grace))
    company.scores(grace, KATHERINE, ratings={"ml-ops": 2})
    company.deliver()
    company.decides(ada, company.answer(ada, f"debrief {KATHERINE}"))
    company.types(ada, "forget Mary Jackson")
    company.submits(ada)
    slack.shortcut("score_interview", user=ada)
    slack.close(company.modal(ada))
    note = slack.say(
        "Unpromptedly named retries", user=grace, channel=slack.messages(grace)[0].channel
    )
    slack.shortcut("add_as_evidence", user=grace, message=note)
    company.home(ada)


def shapes(sent: list[Request]) -> list[Request]:
    """One of each kind and of everything that has a listener, in payloads of each shape that came."""
    found: dict[tuple[str, ...], Request] = {}
    for request in sent:
        payload = request.payload
        kind = str(payload.get("type", "command"))
        if kind == "block_actions":
            where, own = payload["container"]["type"], payload["actions"][0]["action_id"]
            found[(kind, where, own, "own")] = request
            for act in (*ACTIONS, f"{Act.RUN}.1"):
                found[(kind, where, act)] = _with_action(request, act)
        elif kind == "view_submission":
            own = payload["view"]["callback_id"]
            found[(kind, own, own)] = request
            for form in FORMS:
                found.setdefault((kind, own, form), _with_form(request, form))
        else:
            about = payload.get(
                "text", payload.get("callback_id", payload.get("event", {}).get("type"))
            )
            found[(kind, str(about))] = request
    return list(found.values())


def _with_action(request: Request, act: str) -> Request:
    payload = _copy(request.payload)
    payload["actions"][0]["action_id"] = str(act)
    return Request(request.kind, payload)


def _with_form(request: Request, form: str) -> Request:
    payload = _copy(request.payload)
    payload["view"]["callback_id"] = str(form)
    return Request(request.kind, payload)


def heard(sent: Iterable[Request]) -> Heard:
    """What stands in these payloads, by its key."""
    found: Heard = defaultdict(list)
    for request in sent:
        for holder, key in _places(request.payload):
            found[key].append(holder[key])
    return found


def sent_by(user_id: str, request: Request) -> Request:
    """The same, done by somebody else."""
    payload = _copy(request.payload)
    if request.kind == "events_api":
        event = payload.get("event")
        payload["event"] = (event if isinstance(event, dict) else {}) | {"user": user_id}
    elif request.kind == "interactive":
        own = payload.get("user")
        payload["user"] = (own if isinstance(own, dict) else {}) | {"id": user_id}
    else:
        payload["user_id"] = user_id
    return Request(request.kind, payload)


def mix(payload: Json, others: Heard, random: Random) -> Json:
    """The payload with one to three things in it as they stood elsewhere."""
    mixed = _copy(payload)
    for _ in range(random.choice((1, 1, 2, 3))):
        holder, key = random.choice(list(_places(mixed)))
        holder[key] = _copy(random.choice(others[key]))
    return mixed


def spoil(payload: Json, random: Random) -> Json:
    """The payload with one to three things in it missing, or others than they were."""
    spoilt = _copy(payload)
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        places = list(_places(spoilt))
        if not places:
            break
        holder, key = random.choice(places)
        if random.random() < 0.3:
            del holder[key]
        else:
            holder[key] = _copy(random.choice(OTHERS))
    return spoilt


def _places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Everything in a payload that can be taken away or replaced; what the view looks like is for people only."""
    for key, inner in list(node.items()) if isinstance(node, dict) else list(enumerate(node)):
        yield node, key
        if isinstance(inner, dict | list) and key != "blocks":
            yield from _places(inner)


def signed(secret: str, request: Request) -> tuple[bytes, dict[str, str]]:
    """The body and the headers of a request as Slack would sign it."""
    if request.kind == "events_api":
        body, kind = json.dumps(request.payload), {"content-type": "application/json"}
    else:
        fields = request.payload
        if request.kind == "interactive":
            fields = {"payload": json.dumps(fields)}
        body, kind = urlencode(fields, errors="replace"), FORM
    headers = signed_headers(secret, body, int(time.time()))
    return body.encode(), {**{name.lower(): headers[name] for name in headers}, **kind}
