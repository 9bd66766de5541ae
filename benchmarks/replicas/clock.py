"""The clock of the bots, which a run can step: libfaketime gives it to them (on Debian `apt-get install faketime`)."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from interviews.reminders.hours import find_zone, next_allowed

ZONE = find_zone("Europe/Berlin")  # where everybody is, as the stand-in says


class NotHere(Exception):
    """This machine lacks something that a scenario needs; the message says what."""


class Clock:
    """Ahead of the machine's by so much; without a file it is the machine's own."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self.ahead = timedelta()
        self.settings: dict[str, str] = {}
        if file:
            self.step(timedelta())
            self.settings = {
                "LD_PRELOAD": _library(), "FAKETIME_TIMESTAMP_FILE": str(file),
                "FAKETIME_CACHE_DURATION": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1",
                "DONT_FAKE_MONOTONIC": "1", "NO_FAKE_STAT": "1",
            }  # fmt: skip

    def step(self, ahead: timedelta) -> None:
        """The clock of every bot is ahead by this from now on, give or take a second."""
        assert self._file
        self.ahead = ahead
        self._file.write_text(f"{ahead.total_seconds():+.0f}")

    def now(self) -> datetime:
        """What the bots take for this moment."""
        return datetime.now(UTC) + self.ahead


def until_daytime() -> timedelta:
    """How far the next moment is at which people may be reminded; a little into the day, unless it is now."""
    now = datetime.now(UTC)
    then = next_allowed(now, ZONE)
    return then + timedelta(hours=2) - now if then > now else timedelta()


def _library() -> str:
    found = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
    if found is None:
        raise NotHere("libfaketime, to step the clock: on Debian, apt-get install faketime")
    return str(found)
