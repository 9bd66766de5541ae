"""Which release this is, and the commit that it was made from."""

import re
import subprocess
from functools import cache
from pathlib import Path

VERSION = "1.0.0"

# `git archive` writes the commit into it, and releases are built from its archives.
_WRITTEN = Path(__file__).with_name("commit.txt")
_PROJECT = Path(__file__).parents[1]


@cache
def commit() -> str:
    """The first twelve letters of the commit's name; empty where nothing says it."""
    written = _WRITTEN.read_text(encoding="ascii").strip()
    if not re.fullmatch("[0-9a-f]{40}", written) and (_PROJECT / ".git").exists():
        written = _checked_out()
    return written[:12] if re.fullmatch("[0-9a-f]{40}", written) else ""


def _checked_out() -> str:
    """What git says of the project's folder; empty where there is no git, or it does not trust the folder."""
    command = ("git", "rev-parse", "HEAD")
    try:
        said = subprocess.run(  # noqa: S603 - no part of it comes from outside
            command, cwd=_PROJECT, capture_output=True, text=True, check=False, timeout=5
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return said.stdout.strip()


def release() -> dict[str, str]:
    """Both, as a line of the log and /metrics have them."""
    return {"version": VERSION, "commit": commit()}


def name_of_release() -> str:
    """Both, to be read by people."""
    return f"interview-assistant {VERSION}" + (f" ({commit()})" if commit() else "")
