"""The wall clock of the bots, which a run can step; run as a program, a bot that goes by such a clock."""

import os
import runpy
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from interviews.reminders.hours import find_zone, next_allowed

ZONE = find_zone("Europe/Berlin")  # where everybody is, as the stand-in says
_FILE = "STEPPED_CLOCK"
_LOOK_EVERY = 0.2  # seconds


class Clock:
    """Ahead of the machine's by so much; without a file it is the machine's own."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self.ahead = timedelta()
        if file:
            self.step(self.ahead)

    @property
    def module(self) -> str:
        """What is run for a bot to go by this clock."""
        return "benchmarks.replicas.clock" if self._file else "bot"

    @property
    def settings(self) -> dict[str, str]:
        """What that has in its environment besides."""
        return {_FILE: str(self._file)} if self._file else {}

    def step(self, ahead: timedelta) -> None:
        """The clock of every bot is ahead by this from now on."""
        assert self._file
        self.ahead = ahead
        part = self._file.with_suffix(".part")
        part.write_text(str(ahead.total_seconds()))
        part.replace(self._file)

    def now(self) -> datetime:
        """What the bots take for this moment."""
        return datetime.now(UTC) + self.ahead


def until_daytime() -> timedelta:
    """How far off the next moment is at which people may be reminded; some hours into that day, unless it is now."""
    now = datetime.now(UTC)
    then = next_allowed(now, ZONE)
    return then + timedelta(hours=2) - now if then > now else timedelta()


def stepped(file: Path, real: Callable[[], float] = time.time) -> Callable[[], float]:
    """The time in seconds, by a clock that is ahead as the file says."""
    ahead, read_at = 0.0, float("-inf")

    def now() -> float:
        nonlocal ahead, read_at
        if time.monotonic() > read_at + _LOOK_EVERY:
            ahead, read_at = float(file.read_text()), time.monotonic()
        return real() + ahead

    return now


def run_bot() -> None:
    """A bot with such a clock, wherever it looks for the time of day."""
    import bot.clock  # noqa: PLC0415 - only the bot itself

    seconds = stepped(Path(os.environ[_FILE]))
    time.time = seconds  # which signatures are checked by
    bot.clock.now = lambda: datetime.fromtimestamp(seconds(), UTC)
    runpy.run_module("bot", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    run_bot()
