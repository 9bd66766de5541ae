"""What a page can ask for: each act as it arrives, checked."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Text = Annotated[str, Field(max_length=40_000)]


class _Act(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    user: str


class SlashCommand(_Act):
    """A slash command, typed in a channel."""

    do: Literal["command"]
    command: Text
    text: Text
    channel: str


class ChannelMessage(_Act):
    """A message, written in a channel or a thread."""

    do: Literal["say"]
    text: Text
    channel: str
    thread_ts: str | None = None


class ElementAct(_Act):
    """Something done to an element: in a view, or in a message."""

    view_id: str | None = None
    channel: str | None = None
    ts: str | None = None
    block_id: str
    action_id: str


class ButtonPress(ElementAct):
    """A button; `side` says which of a pair of feedback buttons."""

    do: Literal["press"]
    side: Literal["positive_button", "negative_button"] | None = None


class Choice(ElementAct):
    """What is chosen from now on: values of options, ids or a date."""

    do: Literal["pick"]
    chosen: list[str]


class TextEntry(ElementAct):
    """What stands in a field from now on."""

    do: Literal["write"]
    text: Text
    enter: bool = False


class SuggestionQuery(ElementAct):
    """What was typed into a menu that the bot fills."""

    do: Literal["suggest"]
    text: Text


class Submission(_Act):
    """A form, sent."""

    do: Literal["submit"]
    view_id: str


class ViewClosing(_Act):
    """A view, or with `everything` the whole modal, closed."""

    do: Literal["close"]
    view_id: str
    everything: bool = False


class ShortcutUse(_Act):
    """A shortcut, from anywhere or from the menu of a message."""

    do: Literal["shortcut"]
    callback_id: str
    channel: str | None = None
    ts: str | None = None


class TabVisit(_Act):
    """The Home tab of the app, or its messages, opened."""

    do: Literal["visit"]
    tab: Literal["home", "messages"]


class PersonChange(_Act):
    """The person at the page is now this one."""

    do: Literal["become"]


Act = Annotated[
    SlashCommand
    | ChannelMessage
    | ButtonPress
    | Choice
    | TextEntry
    | SuggestionQuery
    | Submission
    | ViewClosing
    | ShortcutUse
    | TabVisit
    | PersonChange,
    Field(discriminator="do"),
]


class ClockMove(BaseModel):
    """The clock, moved on."""

    set: Literal["clock"]
    seconds: Annotated[float, Field(ge=0, le=366 * 86_400)]


class FaultStart(BaseModel):
    """A fault, switched on for a number of calls, or until it is healed."""

    set: Literal["fault"]
    method: str
    kind: str
    times: Annotated[int, Field(ge=1, le=1000)] | None = 1


class FaultEnd(BaseModel):
    """A method that works again."""

    set: Literal["healed"]
    method: str


class StepCheck(BaseModel):
    """A step of the guide that was read."""

    set: Literal["step"]
    number: int


Setting = Annotated[ClockMove | FaultStart | FaultEnd | StepCheck, Field(discriminator="set")]
