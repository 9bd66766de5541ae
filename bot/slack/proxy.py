"""The proxy between the bot and Slack, where there is one: the same for calls, answers and the socket."""

from base64 import b64encode
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit


class Proxy:
    """What Slack is reached through, and the hosts that are reached without."""

    def __init__(self, url: str = "", exempt: Sequence[str] = ()) -> None:
        """An HTTP proxy, with user and password in its address if it wants them; empty where there is none."""
        parts = urlsplit(url)
        self.name = parts.netloc.rpartition("@")[2]
        """Host and port, which anybody may read."""
        self.address = f"http://{self.name}" if url else ""
        self.headers = _credentials(parts.username, parts.password)
        self._exempt = [name.casefold().lstrip("*").lstrip(".") for name in exempt]

    def is_for(self, address: str) -> bool:
        """Whether this address is reached through the proxy: it is a safe one, and not exempt."""
        parts = urlsplit(address)
        if not self.address or parts.scheme not in {"https", "wss"}:
            return False
        host = parts.hostname or ""
        names = {host, f"{host}:{parts.port or 443}"}
        return not any(_covers(exempt, name) for exempt in self._exempt for name in names)


def _covers(exempt: str, name: str) -> bool:
    """Whether the name is this one, or of a host below it; what was a star covers every name."""
    return not exempt or name == exempt or name.endswith(f".{exempt}")


def _credentials(user: str | None, password: str | None) -> dict[str, str]:
    if user is None:
        return {}
    both = f"{unquote(user)}:{unquote(password or '')}"
    return {"Proxy-Authorization": f"Basic {b64encode(both.encode()).decode()}"}


DIRECT = Proxy()
"""No proxy: Slack is reached without one."""
