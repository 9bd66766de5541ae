"""How ids and times are written, so that they sort and read the same in both databases."""

import os
import time
import unicodedata
from datetime import UTC, datetime


def new_id() -> str:
    """A new id of 26 characters; ids made one after the other sort in that order."""
    return f"{time.time_ns():016x}{os.urandom(5).hex()}"


def stored_time(moment: datetime) -> str:
    """UTC in a fixed width, so that text order is time order."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def read_time(text: str) -> datetime:
    """The aware UTC time that `stored_time` wrote."""
    return datetime.fromisoformat(text)


def name_key(name: str) -> str:
    """A name the way it is compared: case, accents' encoding and runs of spaces make no difference."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
