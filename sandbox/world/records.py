"""The records of the stand-in, and the error that a call is answered with."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
Clock = Callable[[], float]
ChannelKind = Literal["public", "private", "im"]
Account = Literal[
    "member", "member of two", "guest", "guest of one channel", "workflow", "known stranger", "stranger"
]  # fmt: skip
"""What somebody is here: a member of two workspaces of one organization has their home in the other; a stranger is of
another company, and known where a shared channel leads to them."""
Sharing = Literal["", "organization", "invited", "external"]
"""Who else has a channel: other workspaces of the company, another company once it accepts, or one that is in it."""


class RefusedError(Exception):
    """A call that Slack refuses; `error` is Slack's name for the reason."""

    def __init__(self, error: str, **details: Any) -> None:
        super().__init__(error)
        self.error = error
        self.details = details

    @property
    def answer(self) -> Json:
        """The JSON body that Slack answers with."""
        return {"ok": False, "error": self.error, **self.details}


@dataclass(frozen=True, slots=True)
class Identity:
    """The team, the app and its bot, by their ids and names."""

    team_id: str = "T0TEAM"
    team_name: str = "Sandbox"
    team_domain: str = "sandbox"
    app_id: str = "A0APP"
    bot_id: str = "B0BOT"
    bot_user_id: str = "U0BOT"
    bot_name: str = "bot"


@dataclass(frozen=True, slots=True)
class User:
    """A person or a bot in the team."""

    id: str
    real_name: str
    name: str
    tz: str = "UTC"
    is_bot: bool = False
    deleted: bool = False
    is_hidden: bool = False
    """The app may not see them."""
    account: Account = "member"

    @property
    def mention(self) -> str:
        """The text that mentions this user."""
        return f"@{self.name}"


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel or a direct message, with the ids of those who are in it."""

    id: str
    name: str
    kind: ChannelKind = "public"
    members: tuple[str, ...] = ()
    is_archived: bool = False
    posters: tuple[str, ...] | None = None
    """Who may post; None for everybody in it."""
    has_threads: bool = True
    shared_with: Sharing = ""


@dataclass(slots=True)
class File:
    """A file of the bot: announced with its `length`, then sent, then shared; one that was deleted stands empty."""

    id: str
    name: str
    length: int
    ticket: str
    title: str = ""
    content: bytes | None = None
    shared: bool = False
    deleted: bool = False


@dataclass(slots=True)
class Message:
    """One message; `only_for` names the one person who sees an ephemeral one."""

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    only_for: str | None = None
    edited_ts: str | None = None
    deleted: bool = False
    metadata: Json | None = None
    files: list[File] = field(default_factory=list)

    @property
    def is_edited(self) -> bool:
        """Whether the message was changed after it was posted."""
        return self.edited_ts is not None


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the Web API, with its answer and its time (Unix seconds)."""

    method: str
    params: Json
    token: str | None
    answer: Json
    at: float


@dataclass(frozen=True, slots=True)
class Breach:
    """A place in something the bot sent that is over one of Slack's limits."""

    where: str
    path: str
    code: str
    message: str


def id_of(thing: User | Channel | str) -> str:
    """The id of a user or a channel that was given as itself or as its id."""
    return thing if isinstance(thing, str) else thing.id
