"""How ids and times are written, so that they sort and read the same in both databases."""

import os
import re
import time
import unicodedata
from datetime import UTC, datetime


def new_id() -> str:
    """A new id of 26 characters; ids made one after the other sort in that order."""
    return f"{time.time_ns():016x}{os.urandom(5).hex()}"


def new_salt() -> str:
    """What nobody can guess."""
    return os.urandom(16).hex()


def stored_time(moment: datetime) -> str:
    """UTC in a fixed width, so that text order is time order."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def read_time(text: str) -> datetime:
    """The aware UTC time that `stored_time` wrote."""
    return datetime.fromisoformat(text)


def name_key(name: str) -> str:
    """A name the way it is compared: case, the encoding of accents, spaces and what nobody sees make no difference.

    Nor does what a keyboard or a client makes of quotation marks and hyphens.
    """
    plain = name.isascii() and name.isprintable()
    seen = name if plain else _UNSEEN.sub("", name).translate(_PUNCTUATION)
    folded = unicodedata.normalize("NFKC", seen).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).split())


GRAM = 3


def grams(key: str) -> tuple[str, ...]:
    """Every three characters in a row of a name's key, once each, as if blanks stood before and behind it."""
    padded = f"  {key}  "
    every = (padded[at : at + GRAM] for at in range(len(padded) - GRAM + 1))
    return tuple(dict.fromkeys(every)) if key else ()


_PUNCTUATION = {
    **dict.fromkeys(map(ord, "\u02bc\u2018\u2019\u201a"), "'"),
    **dict.fromkeys(map(ord, "\u00ab\u00bb\u201c\u201d\u201e"), '"'),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-"),
}
# Control and format characters (Unicode's Cc and Cf, without line breaks and tabs), joiners, variation selectors,
# and the blanks that count as letters or signs. Scripts need some of them in what is shown.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2"
    "\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
