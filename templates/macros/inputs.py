"""The kinds of fields that forms have: each draws itself, and reads back what is filled in there."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import UTC, datetime
from typing import Any

from slack_limits.numbers import INPUT_TEXT
from templates.ids import VALUE
from templates.macros.elements import Piece, option, option_of, plain
from templates.macros.phrases import NAMELESS

Options = Sequence[Piece]
State = Mapping[str, Any]
"""What Slack says of one field of an open form; empty where the form does not have it."""


@dataclass(frozen=True)
class Input(ABC):
    """One field of a form: the attribute of the form's model that it fills, and how it looks."""

    name: str
    label: str
    _: KW_ONLY
    block: str = ""
    """Its block_id, where that is not its name; a form that Slack has open still knows it by this."""
    action: str = VALUE
    optional: bool = False
    dispatches: bool = False
    """Whether Slack sends each change of it at once."""
    hint: str = ""
    placeholder: str = ""

    def id(self, *scope: str) -> str:
        """Its block_id; the scope sets it apart from the same field of another candidate, skill or person."""
        return ".".join((self.block or self.name, *scope))

    def draw(
        self, value: Any, options: Options, scope: Sequence[str], label: str = "", hint: str = ""
    ) -> Piece:
        """The input block with this value in it, and a label or hint that only the moment can give."""
        hint = hint or self.hint
        placeholder = plain(self.placeholder) if self.placeholder else None
        common = {"action_id": self.action, "placeholder": placeholder}
        return {
            "type": "input",
            "block_id": self.id(*scope),
            "label": plain(label or self.label),
            "element": common | self.element(value, options),
            "optional": self.optional,
            "hint": plain(hint) if hint else None,
            "dispatch_action": True if self.dispatches else None,
        }

    @abstractmethod
    def element(self, value: Any, options: Options) -> Piece:
        """What is particular to this kind, with the value in it."""

    def has_value(self, state: State) -> bool:
        """Whether the state says anything; a list in which nothing is chosen says nothing."""
        return bool(state)

    @abstractmethod
    def value(self, state: State) -> Any:
        """What is filled in, as the form's model takes it."""


@dataclass(frozen=True, kw_only=True)
class Text(Input):
    """Words; on one line, where `lines` is not set."""

    most: int = INPUT_TEXT
    lines: bool = True

    def element(self, value: str, _options: Options) -> Piece:
        """A text input; one that dispatches does so with every character."""
        at_once = {"trigger_actions_on": ["on_character_entered"]}
        return {
            "type": "plain_text_input", "multiline": self.lines, "max_length": self.most,
            "dispatch_action_config": at_once if self.dispatches else None,
            "initial_value": value or None,
        }  # fmt: skip

    def value(self, state: State) -> str:
        """The words, without NUL, which PostgreSQL cannot keep and nobody can see."""
        return (state.get("value") or "").replace("\0", "")


@dataclass(frozen=True, kw_only=True)
class Number(Input):
    """A whole number within two bounds, as text: what is typed may be none."""

    least: int
    most: int

    def element(self, value: str, _options: Options) -> Piece:
        """A number input."""
        return {
            "type": "number_input", "is_decimal_allowed": False, "min_value": str(self.least),
            "max_value": str(self.most), "initial_value": value or None,
        }  # fmt: skip

    def value(self, state: State) -> str:
        """What was typed."""
        return state.get("value") or ""


@dataclass(frozen=True, kw_only=True)
class Choice(Input):
    """One of several options, which stand here or are given when the form is drawn."""

    choices: Mapping[str, str] | None = None
    """The words of each option by its value; in their order."""
    nothing: str = ""
    """The option that stands for None."""
    kind: str = "static_select"

    def element(self, value: object, options: Options) -> Piece:
        """A list, or radio buttons, with the option of this value chosen."""
        offered = options or [option(words, key) for key, words in (self.choices or {}).items()]
        initial = option_of(offered, self.nothing if value is None else str(value))
        return {"type": self.kind, "options": offered, "initial_option": initial}

    def has_value(self, state: State) -> bool:
        """Whether one of the options is chosen."""
        return bool(state.get("selected_option"))

    def value(self, state: State) -> str | None:
        """The value of the chosen option; None for the one that stands for it."""
        value: str = state["selected_option"]["value"]
        return None if value == self.nothing else value


@dataclass(frozen=True, kw_only=True)
class Switch(Input):
    """Yes or no: two radio buttons where there are words for no, and otherwise one box."""

    on: str
    off: str = ""

    def element(self, value: bool, _options: Options) -> Piece:
        """The buttons, or the box."""
        yes, no = option(self.on, "on"), option(self.off, "off")
        if self.off:
            return {"type": "radio_buttons", "options": [yes, no], "initial_option": yes if value else no}  # fmt: skip
        return {"type": "checkboxes", "options": [yes], "initial_options": [yes] if value else None}

    def value(self, state: State) -> bool:
        """Whether it is on."""
        choices = state.get("selected_options") or [state.get("selected_option")]
        return any(choice and choice["value"] == "on" for choice in choices)


@dataclass(frozen=True, kw_only=True)
class Several(Input):
    """Several options, given when the form is drawn."""

    most: int

    def element(self, value: Sequence[str], options: Options) -> Piece:
        """A list, with the options of these values chosen."""
        mine = [each for each in options if each["value"] in value]
        return {
            "type": "multi_static_select", "options": options, "initial_options": mine or None,
            "max_selected_items": self.most,
        }  # fmt: skip

    def value(self, state: State) -> tuple[str, ...]:
        """The values of the chosen options."""
        return tuple(each["value"] for each in state.get("selected_options") or ())


@dataclass(frozen=True, kw_only=True)
class People(Input):
    """People of the workspace, by id."""

    most: int | None = None

    def element(self, value: Sequence[str], _options: Options) -> Piece:
        """A list of everybody, with these people chosen."""
        named = [user_id for user_id in value or () if not user_id.startswith(NAMELESS)]
        return {
            "type": "multi_users_select", "initial_users": named or None,
            "max_selected_items": self.most,
        }  # fmt: skip

    def value(self, state: State) -> tuple[str, ...]:
        """The ids of the people chosen."""
        return tuple(state.get("selected_users") or ())


class Person(Input):
    """Somebody of the workspace, by id."""

    def element(self, value: str, _options: Options) -> Piece:
        """A list of everybody, with this person chosen."""
        return {"type": "users_select", "initial_user": value or None}

    def value(self, state: State) -> str:
        """The id of the person chosen; empty for nobody."""
        return state.get("selected_user") or ""


class Moment(Input):
    """A day and a time of it."""

    def element(self, value: datetime | None, _options: Options) -> Piece:
        """A calendar and a clock."""
        return {
            "type": "datetimepicker",
            "initial_date_time": int(value.timestamp()) if value else None,
        }

    def value(self, state: State) -> datetime | None:
        """The chosen time in UTC, or None."""
        seconds = state.get("selected_date_time")
        return datetime.fromtimestamp(seconds, UTC) if seconds else None


class PrivateChannel(Input):
    """A private channel of the company's own, by id."""

    def element(self, value: str, _options: Options) -> Piece:
        """A list of the person's own private channels that no other company is in, with this one chosen."""
        own = {
            "include": ["private"], "exclude_bot_users": True,
            "exclude_external_shared_channels": True,
        }  # fmt: skip
        return {
            "type": "conversations_select", "initial_conversation": value or None, "filter": own,
        }  # fmt: skip

    def value(self, state: State) -> str:
        """The channel's id; empty for none."""
        return state.get("selected_conversation") or ""
