"""Response URLs: five posts within thirty minutes, tied to one person and one place."""

from dataclasses import dataclass
from secrets import token_hex

from sandbox.world.records import Clock, Message, RefusedError

LIFETIME_SECONDS = 30 * 60
POSTS = 5


@dataclass(slots=True)
class ResponseUrl:
    """Where a post to this URL appears; `original` is the message that was acted on."""

    user: str
    channel: str
    issued: float
    original: Message | None = None
    spent: int = 0


class ResponseUrls:
    """The response URLs that were handed out, by their secret."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._issued: dict[str, ResponseUrl] = {}

    def issue(self, user: str, channel: str, original: Message | None = None) -> str:
        """The secret of a new response URL."""
        secret = token_hex(12)
        self._issued[secret] = ResponseUrl(user, channel, self._clock(), original)
        return secret

    def spend(self, secret: str) -> ResponseUrl:
        """The place behind a URL that may still be used, with one post fewer left."""
        url = self._issued.get(secret)
        if url is None or self._clock() - url.issued > LIFETIME_SECONDS:
            raise RefusedError("expired_url")
        if url.spent >= POSTS:
            raise RefusedError("used_url")
        url.spent += 1
        return url
