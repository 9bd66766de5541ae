"""Who and what the page starts with, as data that whoever starts it writes down."""

import re
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from sandbox.world.team import Team
from sandbox.world.workspace import Workspace


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Person(_Data):
    """Somebody in the team; `tz` is a name such as Europe/London, `role` helps to choose whom to be."""

    id: Annotated[str, Field(pattern="^[UW][A-Z0-9]+$")]
    name: str
    role: str = ""
    tz: str = "UTC"


class Room(_Data):
    """A channel, with the ids of those who are in it."""

    name: str
    members: tuple[str, ...] = ()
    private: bool = False
    with_bot: bool = False


class Command(_Data):
    """A slash command that the composer completes."""

    command: Annotated[str, Field(pattern="^/")]
    description: str = ""
    hint: str = ""


class Shortcut(_Data):
    """A shortcut of the app: in the menu of the composer, or in that of every message."""

    callback_id: str
    name: str
    on_messages: bool = False


class Until(_Data):
    """What ticks a step off: exactly one of these has happened.

    `command` is a regular expression for the whole typed line; `opened` and `accepted` are the
    callback ids of views; `message` is found in what the bot says; `user` is whom one has become.
    """

    command: str | None = None
    opened: str | None = None
    accepted: str | None = None
    message: str | None = None
    user: str | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if len(self.model_fields_set) != 1:
            raise ValueError("say exactly one of command, opened, accepted, message, user")
        try:
            re.compile(self.command or "")
        except re.error as error:
            raise ValueError(f"{self.command!r} is no regular expression: {error}") from error
        return self


class Step(_Data):
    """One step of the guide; `fill` is what a button puts into the composer for the person."""

    title: str
    sentence: str = ""
    until: Until | None = None
    fill: str | None = None


_PEOPLE = (
    Person(id="U0ADA", name="Ada Lovelace", tz="Europe/London"),
    Person(id="U0GRACE", name="Grace Hopper", tz="America/New_York"),
    Person(id="U0ALAN", name="Alan Turing", tz="Europe/London"),
)


class Scene(_Data):
    """The team, what the app offers, and the steps of the guide.

    `events` are the events that the app has subscribed to; others do not reach the bot. `ending`
    is said below the guide once every step is done.
    """

    team: str = "Sandbox"
    bot: str = "bot"
    people: tuple[Person, ...] = Field(default=_PEOPLE, min_length=1)
    rooms: tuple[Room, ...] = ()
    commands: tuple[Command, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    events: frozenset[str] = frozenset({"app_home_opened"})
    guide: tuple[Step, ...] = ()
    ending: str = "That was everything. Look around as long as you like."


def set_up(scene: Scene, workspace: Workspace) -> None:
    """Put the people and channels of the scene into the team."""
    team = Team(workspace)
    for person in scene.people:
        workspace.directory.direct(team.add_user(person.id, person.name, tz=person.tz))
    team.invite(team.general())
    for room in scene.rooms:
        team.add_channel(room.name, room.members, private=room.private, with_bot=room.with_bot)
