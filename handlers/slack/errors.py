"""What Slack can answer to a call of ours, as named errors."""

# About the bot's own token: every call fails the same way until it is renewed.
TOKEN = frozenset(
    {"account_inactive", "invalid_auth", "not_authed", "token_expired", "token_revoked"}
)
# Faults of Slack's own: nothing is wrong with the call.
SLACKS_OWN = frozenset(
    {
        "internal_error", "fatal_error", "service_unavailable", "request_timeout",
        "team_added_to_org",
    }
)  # fmt: skip


# The three seconds for opening a modal were over.
_TOO_LATE = frozenset({"expired_trigger_id", "trigger_expired", "invalid_trigger_id"})
_OF_MODALS = frozenset({"views.update", "views.push"})


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
        if error in _TOO_LATE or trigger_named:
            self.sentence = (
                "That took longer than the three seconds Slack gives. Nothing is lost; please press "
                "it again."
            )
        elif error in SLACKS_OWN:
            self.sentence = (
                "Slack has trouble of its own just now. Nothing is lost; please try again in a "
                "moment."
            )
        elif error in TOKEN:
            self.sentence = (
                "Slack no longer lets this bot in. Nothing is lost; please tell whoever runs this "
                "bot that its token needs to be renewed."
            )

    @property
    def needs_no_answer(self) -> bool:
        """Whether nobody waits for it: Slack repeated what was carried out, or the modal was closed meanwhile."""
        closed = self.error == "not_found" and self.method in _OF_MODALS
        return closed or self.error == "exchanged_trigger_id"


class SlackRateLimited(SlackError):
    """Slack wants us to wait `retry_after` seconds before calling this method again."""

    sentence = "Slack asks this bot to slow down. Nothing is lost; please try again in a minute."

    def __init__(self, method: str, retry_after: float) -> None:
        self.method, self.retry_after = method, retry_after
        super().__init__(f"{method}: wait {retry_after:g} s")


class SlackUnreachable(SlackError):
    """Slack could not be reached, or did not answer in time."""

    sentence = "Slack did not answer in time. Nothing is lost; please try again in a moment."

    def __init__(self, message: str, *, sent: bool = True) -> None:
        self.sent = sent
        """Whether Slack may have got the request, and done what it asks."""
        super().__init__(message)
