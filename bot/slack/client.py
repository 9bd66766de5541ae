"""Calls to Slack's Web API: every method by name, and by its own name those that the bot uses."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from bot.slack.proxy import DIRECT, Proxy
from bot.slack.transport import Transport
from bot.slack.ttl_cache import TTLCache
from bot.slack.wire import Answer, encode, error_code, is_ok, raise_for_status, read
from bot.traces import NO_TRACES, Traces
from handlers.slack.errors import SlackRateLimited, SlackRefused, SlackUnreachable
from templates.split import plainer

Payload = dict[str, Any]
Result = TypeVar("Result")

QUICK, PATIENT = 2.5, 10.0  # seconds; a trigger_id lives for three
LONGEST_UPLOAD = 45.0  # within the lease of a job
LONGEST_WAIT = 2.0  # seconds that a call sleeps when Slack asks; more is the caller's to plan
PROFILE_AGE = 300.0  # seconds that a person's profile is taken as it was

# Slack reads the arguments of these from a form only.
_FORMS = frozenset(
    {
        "auth.test", "users.info", "users.list", "conversations.info", "conversations.members",
        "files.getUploadURLExternal",
    }
)  # fmt: skip
# Doing these twice is the same as doing them once, so a connection lost on the way is no harm.
_REPEATABLE = _FORMS | {"conversations.open", "views.publish", "chat.update", "files.delete"}


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom the token belongs to, and what it may do."""

    team_id: str
    user_id: str
    bot_id: str
    enterprise_id: str | None
    url: str
    scopes: frozenset[str]
    at: datetime | None = None
    """What time it was in Slack, where it said so."""


class SlackClient:
    """Slack's Web API for one token; any number of threads may use it.

    Every call raises one of `handlers.slack.errors` when it does not work.
    """

    def __init__(
        self,
        token: str,
        base_url: str = "https://slack.com/api/",
        *,
        proxy: Proxy = DIRECT,
        traces: Traces = NO_TRACES,
        sleep: Callable[[float], None] = time.sleep,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._token, self._base_url, self._sleep = token, base_url, sleep
        self._traces = traces
        self._transport = Transport(secure=base_url.startswith("https:"), proxy=proxy)
        self._dms: TTLCache[str] = TTLCache(float("inf"), ticks)
        self._people: TTLCache[Payload] = TTLCache(PROFILE_AGE, ticks)

    def call(self, method: str, **params: Any) -> Payload:
        """What Slack answers to a method; parameters that are None are left out."""
        return self._exchange(method, params).body

    def auth_test(self) -> Identity:
        """Whom the token belongs to."""
        answer = self._exchange("auth.test", {})
        body = answer.body
        return Identity(
            team_id=body["team_id"],
            user_id=body["user_id"],
            bot_id=body.get("bot_id") or "",
            enterprise_id=body.get("enterprise_id"),
            url=body.get("url") or "",
            scopes=answer.scopes,
            at=answer.at,
        )

    def views_open(self, trigger_id: str, view: Payload) -> Payload:
        """Shows a modal to whoever caused the trigger; gives back the view."""
        return self._view("views.open", trigger_id=trigger_id, view=view)

    def views_push(self, trigger_id: str, view: Payload) -> Payload:
        """Shows a modal on top of the one that is open; gives back the view."""
        return self._view("views.push", trigger_id=trigger_id, view=view)

    def views_update(self, view_id: str, view: Payload, *, hash: str | None = None) -> Payload:
        """Changes an open modal; gives back the view.

        With a hash, only if nobody has changed the view meanwhile (`hash_conflict`).
        """
        return self._view("views.update", view_id=view_id, view=view, hash=hash)

    def views_publish(self, user_id: str, view: Payload) -> Payload:
        """Puts a Home tab up for one person; gives back the view."""
        return self._view("views.publish", user_id=user_id, view=view)

    def post(self, channel: str, **message: Any) -> Payload:
        """Posts a message; the answer holds its `ts`."""
        return _send(partial(self.call, "chat.postMessage", channel=channel), message)

    def update(self, channel: str, ts: str, **message: Any) -> Payload:
        """Replaces a message of the bot's own."""
        return _send(partial(self.call, "chat.update", channel=channel, ts=ts), message)

    def delete(self, channel: str, ts: str) -> Payload:
        """Takes a message of the bot's own away."""
        return self.call("chat.delete", channel=channel, ts=ts)

    def upload(self, address: str, content: bytes) -> None:
        """Sends the bytes of a file to the address that Slack has given for them."""
        headers = {"Content-Type": "application/octet-stream"}
        with self._traces.span("slack upload_url"):
            answer = self._transport.post(address, content, headers, within=LONGEST_UPLOAD)
        raise_for_status("upload_url", answer)
        if answer.status != 200:
            raise SlackRefused("upload_url", error_code(answer))

    def open_dm(self, user_id: str) -> str:
        """The channel id of the direct messages with a person."""
        return self._dms.get(
            user_id, lambda: str(self.call("conversations.open", users=user_id)["channel"]["id"])
        )

    def recent_dm(self, user_id: str) -> str | None:
        """The channel id of the direct messages with a person, where it is known without a call; else None."""
        return self._dms.peek(user_id)

    def users_info(self, user_id: str) -> Payload:
        """A person's profile, at most five minutes old."""
        return self._people.get(user_id, lambda: self._profile(user_id))

    def recent_profile(self, user_id: str) -> Payload | None:
        """A person's profile where it is known without a call, at most five minutes old; else None."""
        return self._people.peek(user_id)

    def respond(self, response_url: str, message: Payload) -> None:
        """Answers a command or a button by the address that came with it: five times in 30 minutes."""
        _send(partial(self._respond, response_url), message)

    def _respond(self, response_url: str, **message: Any) -> None:
        body = json.dumps(message).encode()
        headers = {"Content-Type": "application/json; charset=utf-8"}
        with self._traces.span("slack response_url"):
            answer = self._transport.post(response_url, body, headers, within=PATIENT)
        raise_for_status("response_url", answer)
        if answer.status != 200 or not is_ok(answer):
            raise SlackRefused("response_url", error_code(answer))

    def close(self) -> None:
        """Gives back the connections."""
        self._transport.close()

    def _view(self, method: str, **params: Any) -> Payload:
        view: Payload = self.call(method, **params)["view"]
        return view

    def _profile(self, user_id: str) -> Payload:
        user: Payload = self.call("users.info", user=user_id)["user"]
        return user

    def _exchange(self, method: str, params: Payload) -> Answer:
        """One call, and one more where Slack asks for a short wait and there is time for it."""
        has_trigger = "trigger_id" in params
        try:
            return self._once(method, params, QUICK if has_trigger else PATIENT)
        except SlackRateLimited as limit:
            if has_trigger or limit.retry_after > LONGEST_WAIT:
                raise
            self._sleep(limit.retry_after)
        return self._once(method, params, PATIENT)

    def _once(self, method: str, params: Payload, within: float) -> Answer:
        arguments = {name: value for name, value in params.items() if value is not None}
        kind, body = encode(arguments, as_form=method in _FORMS)
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": kind}
        repeatable = method in _REPEATABLE
        with self._traces.span(f"slack {method}"):
            try:
                answer = self._transport.post(
                    self._base_url + method, body, headers, within=within, repeatable=repeatable
                )
                raise_for_status(method, answer)
                return read(method, answer)
            except SlackUnreachable as error:
                error.sent = error.sent and not repeatable
                raise


def _send(send: Callable[..., Result], message: Payload) -> Result:
    """Sends the message, without its charts and tables where Slack takes them from nobody in this workspace yet."""
    simpler = plainer(message)
    while True:
        try:
            return send(**message)
        except SlackRefused as refused:
            following = next(simpler, None)
            if refused.error != "invalid_blocks" or following is None:
                raise
            message = following
