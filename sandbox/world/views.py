"""Modals and Home tabs: stacks of at most three, hashes, external ids."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from secrets import token_urlsafe

from sandbox.world.blocks import with_ids
from sandbox.world.form_state import Form
from sandbox.world.records import Clock, Identity, Json, RefusedError
from sandbox.world.rules import Rule, Rules

MAXIMUM_DEPTH = 3


@dataclass(frozen=True, slots=True)
class Update:
    """What the bot has made of a view, on its way to the person's client."""

    body: Json
    hash: str


@dataclass(slots=True)
class View:
    """One view of one person, as their client has it; `errors` are shown under its fields, by block_id."""

    id: str
    user: str
    body: Json
    hash: str
    root_id: str
    previous_id: str | None
    form: Form
    errors: dict[str, str] = field(default_factory=dict)
    failure: str | None = None
    update: Update | None = None

    @property
    def newest(self) -> "View":
        """The view as the bot has left it, whether that has reached the client or not."""
        return replace(self, body=self.update.body, hash=self.update.hash) if self.update else self

    @property
    def blocks(self) -> list[Json]:
        """The blocks on show, each with its id."""
        blocks: list[Json] = self.body["blocks"]
        return blocks


class Views:
    """The open modals of everybody, and everybody's Home tab."""

    def __init__(self, clock: Clock, new_id: Callable[[], str], rules: Rules) -> None:
        self._clock = clock
        self._new_id = new_id
        self._rules = rules
        self._stacks: dict[str, list[View]] = {}
        self._homes: dict[str, View] = {}
        self._clients_lag = False

    @contextmanager
    def lagging_clients(self) -> Iterator[None]:
        """No update of a view reaches a client before the block ends."""
        self._clients_lag = True
        try:
            yield
        finally:
            self._clients_lag = False
            for view in self._all_views():
                self._arrive(view)

    def open(self, user: str, body: Json) -> View:
        """The first view of a new modal; an older modal of the same person gives way."""
        self._stacks[user] = []
        return self.push(user, body)

    def push(self, user: str, body: Json) -> View:
        """A view on top of what the person has open."""
        stack = self._stacks.setdefault(user, [])
        if len(stack) >= MAXIMUM_DEPTH and self._rules.enforces(Rule.STACK):
            raise RefusedError("push_limit_reached")
        view = self._new(user, body, stack[-1] if stack else None)
        stack.append(view)
        return view

    def publish(self, user: str, body: Json, expected_hash: str | None) -> View:
        """The person's new Home tab."""
        if (home := self._homes.get(user)) is not None:
            return self._change(home, body, expected_hash)
        self._homes[user] = self._new(user, body, None)
        return self._homes[user]

    def update(self, view: View, body: Json, expected_hash: str | None) -> View:
        """The view with a new body; entered values stay where ids stay."""
        if view.body["type"] != body["type"]:
            raise RefusedError("invalid_arguments")
        return self._change(view, body, expected_hash)

    def find(self, view_id: object = None, external_id: object = None) -> View:
        """The open view or Home tab with this id; `not_found` when there is none."""
        for view in self._all_views():
            if view.id == view_id or (external_id and view.body.get("external_id") == external_id):
                return view
        raise RefusedError("not_found")

    def stack(self, user: str) -> list[View]:
        """The views of the person's modal, the visible one last."""
        return self._stacks.get(user, [])

    def home(self, user: str) -> View | None:
        """The person's Home tab, or None while nothing was published."""
        return self._homes.get(user)

    def close(self, view: View) -> None:
        """Close one view; the one below becomes visible."""
        self._stacks[view.user] = [v for v in self.stack(view.user) if v is not view]

    def clear(self, user: str) -> None:
        """Close the whole modal of a person."""
        self._stacks[user] = []

    def _all_views(self) -> Iterator[View]:
        for stack in self._stacks.values():
            yield from stack
        yield from self._homes.values()

    def _new(self, user: str, body: Json, below: View | None) -> View:
        self._refuse_duplicate(body, None)
        view_id = f"V{self._new_id()}"
        new_body = self._with_ids(body)
        root = below.root_id if below else view_id
        previous = below.id if below else None
        form = Form(new_body["blocks"], self._rules)
        return View(view_id, user, new_body, self._new_hash(), root, previous, form)

    def _change(self, view: View, body: Json, expected_hash: str | None) -> View:
        is_stale = expected_hash is not None and expected_hash != view.newest.hash
        if is_stale and self._rules.enforces(Rule.HASH):
            raise RefusedError("hash_conflict")
        self._refuse_duplicate(body, view)
        view.update = Update(self._with_ids(body), self._new_hash())
        if not self._clients_lag:
            self._arrive(view)
        return view

    def _arrive(self, view: View) -> None:
        if view.update is None:
            return
        view.body, view.hash, view.update = view.update.body, view.update.hash, None
        view.errors, view.failure = {}, None
        view.form.update_fields(view.blocks)

    def _refuse_duplicate(self, body: Json, other: View | None) -> None:
        external_id = body.get("external_id")
        for view in self._all_views():
            if external_id and view is not other and view.body.get("external_id") == external_id:
                raise RefusedError("duplicate_external_id")

    def _with_ids(self, body: Json) -> Json:
        return {**body, "blocks": with_ids(body["blocks"], self._new_id)}

    def _new_hash(self) -> str:
        return f"{int(self._clock())}.{token_urlsafe(6)}"


def view_payload(view: View, identity: Identity, values: Json | None = None) -> Json:
    """The view as Slack sends it to the bot, with these values as its state."""
    body = view.body
    common = {
        "id": view.id,
        "team_id": identity.team_id,
        "type": body["type"],
        "blocks": view.blocks,
        "private_metadata": body.get("private_metadata") or "",
        "callback_id": body.get("callback_id") or "",
        "state": {"values": values or {}},
        "hash": view.hash,
        "external_id": body.get("external_id") or "",
        "previous_view_id": view.previous_id,
        "root_view_id": view.root_id,
        "app_id": identity.app_id,
        "app_installed_team_id": identity.team_id,
        "bot_id": identity.bot_id,
    }
    flags = ("clear_on_close", "notify_on_close", "submit_disabled")
    texts = ("title", "close", "submit")
    return {
        **common,
        **{flag: bool(body.get(flag)) for flag in flags},
        **{part: body.get(part) for part in texts},
    }
