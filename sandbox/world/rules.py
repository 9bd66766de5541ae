"""What Slack insists on where it is easy to believe that it does not; README has the source of each."""

from collections.abc import Collection
from enum import StrEnum


class Rule(StrEnum):
    """One behaviour of Slack, in words. The stand-in has it unless it is told to be lenient there."""

    ACCOUNTS = (
        "Pickers of people offer guest accounts (`is_restricted`, `is_ultra_restricted`), workflows "
        "(`is_workflow_bot`) and people of other companies (`is_stranger`, or another `team_id`) too."
    )
    FILES = (
        "A file goes into a channel by the id of that, never of a person: `invalid_arguments`; and "
        "only when as many bytes as were announced were taken before: `file_not_found`."
    )
    FOLDED_TEXT = "A section of more than a few lines is folded unless it has `expand: true`; `expand: false` says so."
    FORM_STATE = (
        "An update keeps the state of every field whose block_id and action_id stay, also of one "
        "that nobody touched; its new initial value is ignored."
    )
    DIRECT_MESSAGES = (
        "With its Messages tab switched off an app writes to nobody: `messages_tab_disabled`; and "
        "never to a bot: `cannot_dm_bot`."
    )
    FRAME = "Socket Mode closes the connection at a frame over 20,480 bytes, with code 1009."
    HASH = "An update with the hash of an older view is refused: `hash_conflict`."
    HIDDEN_PEOPLE = (
        "Somebody whom the app may not see can be neither looked up nor written to: "
        "`user_not_visible`."
    )
    LINKS = (
        "What looks like a site or a mail address is sent as a link in what people type, though "
        "nobody made it one: `<http://a.dev|a.dev>`, `<mailto:a@b.dev|a@b.dev>`."
    )
    NEW_BLOCKS = (
        "A workspace may get a new block months after others; an answer to a command or a form takes "
        "none under a year old, as no error comes back from there."
    )
    POSTERS = "Where only some may post, or nobody in threads, others may not: `restricted_action` and more."
    RESPONSE_URLS = (
        "An answer's address takes five posts in thirty minutes: `used_url`, `expired_url`."
    )
    SHARED_CHANNELS = (
        "A private channel can be shared with another company that is in it or invited, or within an "
        "organization: `is_ext_shared`, `is_pending_ext_shared`, `is_org_shared`."
    )
    STACK = "A modal has three views at most: `push_limit_reached`."
    TRIGGER_PLACE = (
        "`views.open` needs a trigger from outside every modal, `views.push` one from inside: "
        "`invalid_trigger_id`."
    )
    TRIGGER_TIME = "A trigger is good for three seconds: `expired_trigger_id`."


class Rules:
    """Which rules hold: all of them, less those that are read leniently."""

    def __init__(self, lenient: Collection[Rule] = ()) -> None:
        self._lenient = set(lenient)

    def enforces(self, rule: Rule) -> bool:
        """Whether the stand-in does here what Slack does."""
        return rule not in self._lenient

    def relax(self, rule: Rule) -> None:
        """Read this rule leniently from now on."""
        self._lenient.add(rule)
