"""The whole state of one team, behind one lock."""

import itertools
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sandbox.world.blocks import with_ids
from sandbox.world.checks import Checks
from sandbox.world.directory import Directory
from sandbox.world.faults import Faults
from sandbox.world.files import Files
from sandbox.world.form_state import Form
from sandbox.world.messages import Messages
from sandbox.world.records import Call, Clock, Identity, Json, Message, RefusedError, User
from sandbox.world.response_urls import ResponseUrls
from sandbox.world.rules import Rule, Rules
from sandbox.world.triggers import Triggers
from sandbox.world.views import Views


@dataclass(slots=True)
class Settings:
    """The secrets shared with the bot, and how its app is configured.

    `scopes` is what the app was granted, None for everything. `ack_seconds` is how long Slack waits for a reply.
    `lenient` are the rules that the stand-in does not insist on.
    """

    signing_secret: str = "sandbox-signing-secret"  # noqa: S105 -- made up, like both tokens
    bot_token: str = "xoxb-sandbox"  # noqa: S105
    app_token: str = "xapp-sandbox"  # noqa: S105
    should_escape: bool = True
    scopes: frozenset[str] | None = None
    ack_seconds: float = 3.0
    lenient: frozenset[Rule] = frozenset()
    identity: Identity = field(default_factory=Identity)


class Workspace:
    """The state of one team. Hold `lock` to read or change more than one thing of it."""

    def __init__(self, settings: Settings, clock: Clock = time.time) -> None:
        self.settings = settings
        self.clock = clock
        self.base_url = ""
        self.tickets: set[str] = set()
        self.watchers: list[Callable[[Call], None]] = []
        self.lock = threading.RLock()
        self._call_made = threading.Condition(self.lock)
        self.reset()

    @property
    def identity(self) -> Identity:
        """The team, the app and its bot."""
        return self.settings.identity

    def reset(self) -> None:
        """Forget everything but the settings."""
        with self.lock:
            self._numbers = itertools.count(1)
            self.directory = Directory(self.identity)
            self.messages = Messages(self.clock)
            self.rules = Rules(self.settings.lenient)
            self.files = Files(self.new_id, self.rules)
            self.views = Views(self.clock, self.new_id, self.rules)
            self.triggers = Triggers(self.clock, self.rules)
            self.response_urls = ResponseUrls(self.clock, self.rules)
            self.faults = Faults()
            self.checks = Checks(self.rules)
            self.calls: list[Call] = []
            self.replies: list[tuple[str, tuple[str, ...]]] = []
            """What was sent to the bot, and the methods that it called before it replied."""
            self.frames: list[int] = []
            """How many bytes the bot's frames over sockets had."""
            self.suggestions: dict[str, Json] = {}
            self.bot_is_active = True
            self.has_messages_tab = True
            self._forms: dict[tuple[str, str, str], Form] = {}

    def enforces(self, rule: Rule) -> bool:
        """Whether the stand-in does here what Slack does; not so where it was told to be lenient."""
        return self.rules.enforces(rule)

    def require_scope(self, *any_of: str) -> None:
        """Raises `missing_scope` unless the app has one of these scopes."""
        granted = self.settings.scopes
        if granted is not None and granted.isdisjoint(any_of):
            provided = ",".join(sorted(granted))
            raise RefusedError("missing_scope", needed=any_of[0], provided=provided)

    def person(self, user_id: str) -> User:
        """The person whom the bot asks about; `user_not_visible` for one whom it may not see."""
        user = self.directory.user(user_id)
        if user.is_hidden and self.enforces(Rule.HIDDEN_PEOPLE):
            raise RefusedError("user_not_visible")
        return user

    def new_id(self) -> str:
        """An id that nothing else has; ids made for a view do not come back when it is updated."""
        return f"{next(self._numbers):05X}"

    def with_ids(self, blocks: Sequence[Json]) -> list[Json]:
        """The blocks with an id wherever the bot gave none."""
        return with_ids(blocks, self.new_id)

    def form_of(self, user: str, message: Message) -> Form:
        """What this person has entered in a message that holds fields."""
        key = (user, message.channel, message.ts)
        form = self._forms.setdefault(key, Form(message.blocks, self.rules))
        form.update_fields(message.blocks)
        return form

    def response_url(self, user: str, channel: str, original: Message | None = None) -> str:
        """A new URL through which the bot can answer this person."""
        return f"{self.base_url}/hooks/{self.response_urls.issue(user, channel, original)}"

    def record(self, call: Call) -> None:
        """Keep a call of the bot, wake waiting threads and run the watchers."""
        with self._call_made:
            self.calls.append(call)
            self._call_made.notify_all()
            for watch in self.watchers:
                watch(call)

    def wait_until(self, condition: Callable[[], bool], seconds: float) -> bool:
        """Whether the condition became true in time; it is checked after every call of the bot.

        Not every condition is about a call, so it is also checked every 10 ms.
        """
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                return False
            with self._call_made:
                self._call_made.wait(0.01)
        return True
