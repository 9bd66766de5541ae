"""What Slack can answer to a call of ours, as named errors; each of Slack's words for one has its meaning here."""

from dataclasses import dataclass
from enum import StrEnum


class Retry(StrEnum):
    """What becomes of a job that Slack has refused."""

    UNTIL_IT_WORKS = "tried again until it works"
    SOME_TIMES = "tried again a dozen times"
    NEVER = "set aside at once"


@dataclass(frozen=True, slots=True)
class Kind:
    """Slack's words for one kind of error, and what they mean to the person, the operator and the jobs."""

    words: frozenset[str]
    person: str
    operator: str
    retry: Retry


_NOT_LOST = "Nothing is lost; please"
_OPERATOR = f"{_NOT_LOST} tell whoever runs this bot"


def _kind(words: str, person: str, operator: str, retry: Retry) -> Kind:
    return Kind(frozenset(words.split()), person, operator, retry)


TOKEN = _kind(
    "account_inactive invalid_auth not_authed team_disabled token_expired token_revoked"
    " user_removed_from_team",
    f"Slack no longer lets this bot in. {_OPERATOR} that its token needs to be renewed.",
    "Install the app again at api.slack.com/apps, and set SLACK_BOT_TOKEN to its token.",
    Retry.UNTIL_IT_WORKS,
)
"""About the bot's own token: every call fails the same way until it is renewed."""
SLACKS_OWN = _kind(
    "internal_error fatal_error service_unavailable request_timeout team_added_to_org"
    " org_login_required external_channel_migrating file_update_failed",
    f"Slack has trouble of its own just now. {_NOT_LOST} try again in a moment.",
    "Slack has trouble of its own; status.slack.com may say more.",
    Retry.UNTIL_IT_WORKS,
)
"""Faults of Slack's own: nothing is wrong with the call, and it may have been carried out."""
TOO_MANY = _kind(
    "ratelimited rate_limited message_limit_exceeded",
    f"Slack asks this bot to slow down. {_NOT_LOST} try again in a minute.",
    "Slack takes no more messages for the moment.",
    Retry.UNTIL_IT_WORKS,
)
SHUT_OUT = _kind(
    "accesslimited ekm_access_denied enterprise_is_restricted team_access_not_granted"
    " two_factor_setup_required",
    f"This workspace keeps the bot out just now. {_OPERATOR}.",
    "The workspace keeps the bot out: ask its admins about allowed networks and policies.",
    Retry.UNTIL_IT_WORKS,
)
SCOPE = _kind(
    "missing_scope no_permission not_allowed_token_type access_denied",
    f"This bot has not been given a permission that this takes. {_OPERATOR}.",
    "The token lacks a scope: the command doctor names it. Add it, and install the app again.",
    Retry.NEVER,
)
TOO_LATE = _kind(
    "expired_trigger_id trigger_expired invalid_trigger_id",
    f"That took longer than the three seconds Slack gives. {_NOT_LOST} press it again.",
    "The bot answered too late; where that happens often, look at its load and its network.",
    Retry.SOME_TIMES,
)
PRESSED_TWICE = _kind(
    "exchanged_trigger_id trigger_exchanged",
    f"That was answered already. {_NOT_LOST} press it again if you do not see it.",
    "Slack repeated what had been answered; nothing needs to be done.",
    Retry.SOME_TIMES,
)
MODAL_CHANGED = _kind(
    "hash_conflict not_found",
    f"The form was changed or closed meanwhile. {_NOT_LOST} press it again.",
    "Somebody was faster than the bot's answer; nothing needs to be done.",
    Retry.SOME_TIMES,
)
FULL_STACK = _kind(
    "push_limit_reached",
    f"Slack shows three windows on top of each other and no more. {_NOT_LOST} close one first.",
    "Somebody had three modals open; nothing needs to be done.",
    Retry.SOME_TIMES,
)
ANSWER_OVER = _kind(
    "used_url expired_url",
    f"That came too late to be answered there. {_NOT_LOST} press it again.",
    "An answer was the sixth, or came after thirty minutes; nothing needs to be done.",
    Retry.SOME_TIMES,
)
UNKNOWN_PERSON = _kind(
    "user_not_found user_not_visible",
    f"Slack shows this bot nobody of that id. {_NOT_LOST} choose somebody else.",
    "Slack shows the bot nobody of this id: they are of another workspace, or hidden from apps.",
    Retry.NEVER,
)
NO_MESSAGES = _kind(
    "user_disabled cannot_dm_bot user_not_in_channel invalid_user_combination",
    f"Slack takes no message to that person. {_NOT_LOST} choose somebody else.",
    "Slack takes no message to this person: the account is closed, or a bot's.",
    Retry.NEVER,
)
TAB_OFF = _kind(
    "messages_tab_disabled not_enabled",
    f"This bot's direct messages or its Home tab are switched off. {_OPERATOR}.",
    "Switch on the Home tab and the Messages tab: api.slack.com/apps, your app, App Home.",
    Retry.NEVER,
)
PLACE_GONE = _kind(
    "channel_not_found not_in_channel is_archived channel_is_archived is_inactive team_not_found"
    " method_not_supported_for_channel_type invalid_channel",
    f"The bot cannot post in that channel any more. {_NOT_LOST} choose another.",
    "The channel is archived or gone, or the bot is not in it.",
    Retry.NEVER,
)
RESTRICTED = _kind(
    "restricted_action restricted_action_read_only_channel restricted_action_thread_only_channel"
    " restricted_action_non_threadable_channel restricted_action_thread_locked"
    " cannot_reply_to_message action_prohibited posting_to_general_channel_denied"
    " posting_to_channel_denied",
    f"Only some may post in that channel, and this bot may not. {_NOT_LOST} choose another.",
    "Only some may post in this channel: let the app post there, or have another channel chosen.",
    Retry.NEVER,
)
MESSAGE_FIXED = _kind(
    "message_not_found thread_not_found cant_update_message cant_delete_message edit_window_closed",
    f"That message is gone or cannot be changed any more. {_OPERATOR}.",
    "A message is gone, or Slack does not let the bot change it any more.",
    Retry.NEVER,
)
MESSAGE_KEPT = _kind(
    "compliance_exports_prevent_deletion cant_delete_file delete_not_allowed file_deleting_disabled",
    f"This workspace keeps messages and files, so the bot cannot delete it. {_OPERATOR}.",
    "The workspace keeps a message or a file that was to be deleted: ask its admins.",
    Retry.NEVER,
)
FILE_GONE = _kind(
    "file_not_found file_deleted",
    f"That file is gone from Slack. {_OPERATOR}.",
    "A file of the bot's is gone from Slack; nothing needs to be done.",
    Retry.NEVER,
)
NO_FILES = _kind(
    "file_uploads_disabled file_uploads_except_images_disabled file_type_not_allowed"
    " file_upload_size_restricted storage_limit_reached",
    f"This workspace takes no such file from the bot. {_OPERATOR}.",
    "The workspace restricts files, or has no room for more: ask its admins.",
    Retry.NEVER,
)
TOO_LARGE = _kind(
    "view_too_large msg_too_long msg_blocks_too_long too_many_attachments",
    "That is more text than Slack takes at a time. What was saved stays saved; please shorten the "
    "longest text.",
    "A message or form is over Slack's limits, which is a fault of the bot: please report it.",
    Retry.NEVER,
)
OUR_FAULT = _kind(
    "invalid_blocks invalid_blocks_format invalid_arguments invalid_arg_name invalid_array_arg"
    " invalid_charset invalid_form_data invalid_json invalid_payload invalid_post_type"
    " missing_post_type missing_argument json_not_object no_text block_mismatch duplicate_external_id"
    " invalid_attachments users_list_not_supplied not_enough_users too_many_users unknown_method"
    " method_deprecated deprecated_endpoint upgrade_required missing_profile_id not_implemented",
    "Slack does not take what this bot made of that, which is a fault of the bot. What was saved "
    "stays saved.",
    "Slack does not take a call as the bot makes it, which is a fault of the bot: please report it.",
    Retry.NEVER,
)
UNHEARD_OF = _kind(
    "", "", "Slack has a word here that this release does not know.", Retry.SOME_TIMES
)

KINDS = (
    TOKEN, SLACKS_OWN, TOO_MANY, SHUT_OUT, SCOPE, TOO_LATE, PRESSED_TWICE, MODAL_CHANGED,
    FULL_STACK, ANSWER_OVER, UNKNOWN_PERSON, NO_MESSAGES, TAB_OFF, PLACE_GONE, RESTRICTED,
    MESSAGE_FIXED, MESSAGE_KEPT, FILE_GONE, NO_FILES, TOO_LARGE, OUR_FAULT,
)  # fmt: skip
"""Every word that Slack documents for the methods that the bot calls is in one of them."""
_KINDS = {word: kind for kind in KINDS for word in kind.words}
_OF_MODALS = frozenset({"views.update", "views.push"})


def kind_of(word: str) -> Kind:
    """What a word of Slack's for an error means."""
    return _KINDS.get(word, UNHEARD_OF)


class SlackError(Exception):
    """A call to Slack that did not work."""

    sentence = ""
    """What the person reads of it; empty where it is a fault of ours."""


class SlackRefused(SlackError):
    """Slack answered no: `error` is Slack's own code, `messages` what it says about the payload."""

    def __init__(self, method: str, error: str, messages: tuple[str, ...] = ()) -> None:
        self.method, self.error, self.messages = method, error, messages
        super().__init__(f"{method}: {error}")
        # Public reports have this fault of the trigger as one of the arguments too.
        trigger_named = error == "invalid_arguments" and any("trigger_id" in m for m in messages)
        self.kind = TOO_LATE if trigger_named else kind_of(error)
        self.sentence = self.kind.person

    @property
    def is_about_token(self) -> bool:
        """Whether the token is at fault, or what it may do: nothing gets better until somebody changes it."""
        return self.kind in {TOKEN, SCOPE}

    @property
    def needs_no_answer(self) -> bool:
        """Whether nobody waits for it: Slack repeated what was carried out, or the modal was closed meanwhile."""
        closed = self.error == "not_found" and self.method in _OF_MODALS
        return closed or self.kind is PRESSED_TWICE


class SlackRateLimited(SlackError):
    """Slack wants us to wait `retry_after` seconds before calling this method again."""

    sentence = TOO_MANY.person

    def __init__(self, method: str, retry_after: float) -> None:
        self.method, self.retry_after = method, retry_after
        super().__init__(f"{method}: wait {retry_after:g} s")


class SlackUnreachable(SlackError):
    """Slack could not be reached, or did not answer in time."""

    sentence = f"Slack did not answer in time. {_NOT_LOST} try again in a moment."

    def __init__(self, message: str, *, sent: bool = True) -> None:
        self.sent = sent
        """Whether Slack may have got the request, and done what it asks, and that is not the same if done twice."""
        super().__init__(message)
