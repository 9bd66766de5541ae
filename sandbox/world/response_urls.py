"""Response URLs: five posts within thirty minutes, tied to one person and one place."""

from dataclasses import dataclass
from secrets import token_hex

from sandbox.world.records import Clock, Message, RefusedError
from sandbox.world.rules import Rule, Rules

LIFETIME_SECONDS = 30 * 60
POSTS = 5


@dataclass(slots=True)
class ResponseUrl:
    """Where a post to this URL appears; `original` is the message that was acted on."""

    user: str
    channel: str
    issued_at: float
    original: Message | None = None
    posts: int = 0


class ResponseUrls:
    """All response URLs, by their secret."""

    def __init__(self, clock: Clock, rules: Rules) -> None:
        self._clock, self._rules = clock, rules
        self._urls: dict[str, ResponseUrl] = {}

    def issue(self, user: str, channel: str, original: Message | None = None) -> str:
        """The secret of a new response URL."""
        secret = token_hex(12)
        self._urls[secret] = ResponseUrl(user, channel, self._clock(), original)
        return secret

    def spend(self, secret: str) -> ResponseUrl:
        """Use one post of this URL; raises `expired_url` or `used_url`."""
        url = self._urls.get(secret)
        if url is None:
            raise RefusedError("expired_url")
        if self._rules.enforces(Rule.RESPONSE_URLS):
            if self._clock() - url.issued_at > LIFETIME_SECONDS:
                raise RefusedError("expired_url")
            if url.posts >= POSTS:
                raise RefusedError("used_url")
        url.posts += 1
        return url
