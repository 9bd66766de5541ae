"""What Slack makes of the text of a slash command that asks for escaping."""

import re

from sandbox.world.directory import Directory

_LINK = re.compile(r"https?://[^\s<>|]+")
_NAMED = re.compile(r"[@#][\w.\-]+")


def escaped(text: str, directory: Directory) -> str:
    """The text with mentions, channels and links in angle brackets, and the rest made safe."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    linked = _LINK.sub(lambda found: f"<{found.group()}>", safe)
    names = _names(directory)
    return _NAMED.sub(lambda found: names.get(found.group(), found.group()), linked)


def _names(directory: Directory) -> dict[str, str]:
    users = {user.mention: f"<@{user.id}|{user.name}>" for user in directory.users}
    channels = {f"#{c.name}": f"<#{c.id}|{c.name}>" for c in directory.channels if c.kind != "im"}
    return users | channels
