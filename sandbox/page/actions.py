"""What a page can ask for: each act as it arrives, checked."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Text = Annotated[str, Field(max_length=40_000)]


class _Act(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    user: str


class Typed(_Act):
    """A slash command, typed in a channel."""

    do: Literal["command"]
    command: Text
    text: Text
    channel: str


class Said(_Act):
    """A message, written in a channel or a thread."""

    do: Literal["say"]
    text: Text
    channel: str
    thread_ts: str | None = None


class OnSpot(_Act):
    """Something done to an element: in a view, or in a message."""

    view_id: str | None = None
    channel: str | None = None
    ts: str | None = None
    block_id: str
    action_id: str


class Pressed(OnSpot):
    """A button; `side` says which of a pair of feedback buttons."""

    do: Literal["press"]
    side: Literal["positive_button", "negative_button"] | None = None


class Picked(OnSpot):
    """What is chosen from now on: values of options, ids or a date."""

    do: Literal["pick"]
    chosen: list[str]


class Written(OnSpot):
    """What stands in a field from now on."""

    do: Literal["write"]
    text: Text
    enter: bool = False


class Asked(OnSpot):
    """What was typed into a menu that the bot fills."""

    do: Literal["suggest"]
    text: Text


class Submitted(_Act):
    """A form, sent."""

    do: Literal["submit"]
    view_id: str


class Closed(_Act):
    """A view, or with `everything` the whole modal, closed."""

    do: Literal["close"]
    view_id: str
    everything: bool = False


class Used(_Act):
    """A shortcut, from anywhere or from the menu of a message."""

    do: Literal["shortcut"]
    callback_id: str
    channel: str | None = None
    ts: str | None = None


class Visited(_Act):
    """The Home tab of the app, or its messages, opened."""

    do: Literal["visit"]
    tab: Literal["home", "messages"]


class Became(_Act):
    """The person at the page is now this one."""

    do: Literal["become"]


Act = Annotated[
    Typed
    | Said
    | Pressed
    | Picked
    | Written
    | Asked
    | Submitted
    | Closed
    | Used
    | Visited
    | Became,
    Field(discriminator="do"),
]


class MovedOn(BaseModel):
    """The clock, moved on."""

    set: Literal["clock"]
    seconds: Annotated[float, Field(ge=0, le=366 * 86_400)]


class Worsened(BaseModel):
    """A fault, switched on for a number of calls, or until it is healed."""

    set: Literal["fault"]
    method: str
    kind: str
    times: Annotated[int, Field(ge=1, le=1000)] | None = 1


class Healed(BaseModel):
    """A method that works again."""

    set: Literal["healed"]
    method: str


class Ticked(BaseModel):
    """A step of the guide that was read."""

    set: Literal["step"]
    number: int


Setting = Annotated[MovedOn | Worsened | Healed | Ticked, Field(discriminator="set")]
