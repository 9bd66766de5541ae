"""Words and figures that several templates have in common: plain text, but mrkdwn from `people` and `when`."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from markupsafe import Markup

NAMELESS = "person-"
"""How a token begins, which stands for somebody who left and was made nameless; Slack would refuse it."""
WHO_LEFT = "somebody who left"

_RUNGS = ("below junior", "junior answer", "between", "senior answer", "beyond senior")

# What can be chosen in forms: the words of each option by its value.
LEVELS = {"junior": "Junior", "mid": "Mid", "senior": "Senior"}
VOTES = {"strong_no": "Strong no", "no": "No", "yes": "Yes", "strong_yes": "Strong yes"}
LADDER = {"none": "Not assessed"} | {
    str(rating): f"{rating} · {words}" for rating, words in enumerate(_RUNGS, start=1)
}
OUTCOMES = {
    "advance": "Advance to the next round", "hire": "Hire", "no_hire": "No hire", "hold": "Hold",
    "withdrew": "Withdrew: the candidate's own choice",
    "declined_our_offer": "Withdrew: the candidate declined our offer",
}  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def vote(recommendation: str) -> str:
    """A recommendation in words."""
    return VOTES[recommendation].lower()


def tally(votes: Mapping[str, int]) -> str:
    """How many voted what, the strongest yes first."""
    return ", ".join(f"{votes[key]} {vote(key)}" for key in reversed(VOTES) if votes.get(key))


def mean(value: float, count: int) -> str:
    """A mean with the number of ratings behind it: "3.5 (2 ratings)", "4 (one rating)"."""
    return f"{decimal(value)} ({spread(count)})"


def spread(count: int, low: int = 0, high: int = 0) -> str:
    """How many ratings, and from which to which, where they differ: "one rating", "2 ratings, 3 to 4"."""
    ratings = "one rating" if count == 1 else f"{count} ratings"
    return ratings if low == high else f"{ratings}, {int(low)} to {int(high)}"


def decimal(value: float) -> str:
    """A figure with one decimal place, or none where that says nothing."""
    return f"{round(value, 1) + 0:g}"  # no minus before a 0


def two_decimals(value: float) -> str:
    """A figure with two decimal places."""
    return f"{value:.2f}"


def first_and_second(first: int | None, second: int | None) -> str:
    """The first rating as a number, and the second where it differs; a dash for not assessed."""
    return then_and_now(
        *("–" if rating is None else str(int(rating)) for rating in (first, second))
    )


def then_and_now(before: str, now: str) -> str:
    """What it was, and what it is now where that differs."""
    return before if now == before else f"{before}, now {now}"


def rung(rating: int) -> str:
    """A rating as its number and its place on the level ladder."""
    return f"{int(rating)} {_RUNGS[rating - 1]}"


def key_difference(difference: float, key: str = "the key") -> str:
    """How far a rating, or the mean of several, is from the key, or what else it is held against."""
    size = decimal(abs(difference))
    if size == "0":
        return f"in line with {key}"
    rungs = "rung" if size == "1" else "rungs"
    return f"{size} {rungs} {'above' if difference > 0 else 'below'} {key}"


class Interval(Protocol):
    """Between which two figures another likely lies."""

    @property
    def low(self) -> float: ...
    @property
    def high(self) -> float: ...


def likely(interval: Interval, up: str = "above", down: str = "below") -> str:
    """An interval of differences in words: "likely 0.2 below to 0.6 above", "likely 0.2 to 0.6 above"."""
    if interval.low == interval.high:
        return "every time the same"
    low, high = decimal(abs(interval.low)), decimal(abs(interval.high))
    if interval.low >= 0:
        return f"likely {low} to {high} {up}"
    if interval.high <= 0:
        return f"likely {high} to {low} {down}"
    return f"likely {low} {down} to {high} {up}"


def likely_share(interval: Interval) -> str:
    """An interval of shares: "likely 12% to 55%"."""
    return f"likely {percent(interval.low)} to {percent(interval.high)}"


def percent(share: float) -> str:
    """A share as a whole percentage."""
    return f"{share:.0%}"


def likely_amount(interval: Interval) -> str:
    """An interval of what cannot be below 0: "likely 0.4 to 1.2"."""
    if interval.low == interval.high:
        return "every time the same"
    return f"likely {decimal(max(0, interval.low))} to {decimal(interval.high)}"


def turnout(asked: int, rated: int, finished: int) -> str:
    """How many of those who were asked have rated, and how many of them every answer."""
    if asked == 1:
        how_much = "nothing" if not rated else "every answer" if finished else "some answers"
        return f"The only person asked rated {how_much}."
    if not rated:
        return f"None of the {asked} people asked rated anything."
    if finished == rated:
        return f"{rated} of {asked} people rated every answer."
    some = f"{finished or 'none'} of them every answer" if rated > 1 else "but not every answer"
    return f"{rated} of {asked} people rated, {some}."


def rung_counts(spread: Sequence[int]) -> str:
    """How many gave each rung: "2 gave a 3 · 4 gave a 4"; rungs that nobody gave are left out."""
    counts = enumerate(spread, start=1)
    return " · ".join(f"{count} gave a {rating}" for rating, count in counts if count)


class PassMark(Protocol):
    """How many answers of a calibration round it takes to pass."""

    @property
    def answers(self) -> Sequence[object]: ...
    @property
    def pass_exact(self) -> int: ...
    @property
    def pass_within_one(self) -> int: ...


def pass_mark(mark: PassMark) -> str:
    """What it takes to pass: "7 of 8 within one rung of the key, 4 of them exactly"."""
    count = len(mark.answers)
    if not mark.pass_within_one:
        return f"{mark.pass_exact} of {count} exactly as the key"
    exactly = f", {mark.pass_exact} of them exactly" if mark.pass_exact else ""
    return f"{mark.pass_within_one} of {count} within one rung of the key{exactly}"


class Lack(Protocol):
    """What somebody lacks of what a role asks of its interviewers; counts are how many of how many."""

    @property
    def user_id(self) -> str: ...
    @property
    def shadowed(self) -> tuple[int, int] | None: ...
    @property
    def shadowed_by(self) -> tuple[int, int] | None: ...
    @property
    def lacks_round(self) -> bool: ...


def lacks(gap: Lack) -> str:
    """How far somebody is: "listened to 1 of 2 interviews · no calibration round passed yet"."""
    parts = []
    if gap.shadowed:
        parts.append(f"listened to {gap.shadowed[0]} of {counted(gap.shadowed[1], 'interview')}")
    if gap.shadowed_by:
        parts.append(f"held {gap.shadowed_by[0]} of {gap.shadowed_by[1]} while somebody listened")
    if gap.lacks_round:
        parts.append("no calibration round passed yet")
    return " · ".join(parts)


def people_by_lack(gaps: Sequence[Lack]) -> dict[str, list[str]]:
    """The ids of those who lack the same, by what it is in words."""
    found: dict[str, list[str]] = {}
    for gap in gaps:
        found.setdefault(lacks(gap), []).append(gap.user_id)
    return found


class DecidedOutcome(Protocol):
    """An outcome as decisions hold it."""

    @property
    def words(self) -> str: ...
    @property
    def is_withdrawal(self) -> bool: ...


def decided(outcome: DecidedOutcome) -> tuple[str, str]:
    """What was decided, and what stands before the name of who did; nobody decides that a candidate withdraws."""
    if outcome.is_withdrawal:
        return f"The candidate {outcome.words}", ", recorded by "
    return f"Decided: {outcome.words}", ", by "


def date(at: datetime) -> str:
    """A day in UTC, such as 3 April 2026."""
    return f"{at:%d %B %Y}".lstrip("0")


def when(moment: datetime, *, short: bool = False) -> Markup:
    """A moment in mrkdwn, which Slack shows in each reader's own time zone; `short` says "today"."""
    plain = f"{moment:%d %B %Y at %H:%M} UTC"
    day = "date_short_pretty" if short else "date_long"
    code = f"<!date^{int(moment.timestamp())}^{{{day}}} at {{time}}|{plain}>"
    return Markup(code)  # noqa: S704 - made of a number and our own words


class LeftOut(Protocol):
    """How many a list leaves out, as far as they were counted."""

    @property
    def number(self) -> int: ...
    @property
    def is_all(self) -> bool: ...


def at_least(older: LeftOut) -> str:
    """The number, as in "22" or "More than 100"."""
    return f"{'' if older.is_all else 'More than '}{older.number}"


def counted(number: int, noun: str) -> str:
    """The number and its noun, in the plural where it is not one: `1 round`, `2 rounds`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def days(count: int) -> str:
    """For how many whole days something has waited; 0 is since today."""
    return "since today" if not count else f"for {count} day{'s' if count > 1 else ''}"


def day_count(count: int) -> str:
    """A length of time in whole days, one at least."""
    return "a day" if count <= 1 else f"{count} days"


class Limits(Protocol):
    """How long records are kept; 0 is no limit."""

    @property
    def months_decided(self) -> int: ...
    @property
    def months_inactive(self) -> int: ...
    @property
    def days_before_forget(self) -> int: ...


def policy_in_words(limits: Limits) -> str:
    """How long records are kept, in one line."""
    decided, inactive, by_hand = (
        limits.months_decided,
        limits.months_inactive,
        limits.days_before_forget,
    )
    parts = [
        f"erased {counted(decided, 'month')} after a decision"
        if decided
        else "never erased after a decision",
        f"{counted(inactive, 'month')} after the last activity without one"
        if inactive
        else "kept without one",
        f"by hand by hiring leads after {counted(by_hand, 'day')}"
        if by_hand
        else "by hand at any time",
    ]
    return "; ".join(parts)


def duration(time: timedelta) -> str:
    """A length of time in whole hours, at least one; in whole days from 48 hours on."""
    hours = max(round(time.total_seconds() / 3600), 1)
    if hours < 48:
        return "an hour" if hours == 1 else f"{hours} hours"
    return f"{round(hours / 24)} days"


def people(user_ids: Sequence[str]) -> Markup:
    """People by name in mrkdwn, as a sentence lists them; ids come from Slack, never from typing."""
    names = [WHO_LEFT if who.startswith(NAMELESS) else f"<@{who}>" for who in user_ids]
    listed = " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
    return Markup(listed)  # noqa: S704 - mentions are meant to be mentions


def kept_as(skill: str, name: str) -> str:
    """What became of a note on this candidate; without a skill it is part of the overall note."""
    return (
        f"Kept as evidence for {skill}, {name}." if skill else f"Kept for the overall note, {name}."
    )


def pay(low: int, high: int) -> str:
    """Pay against a plain Python backend developer, in percent."""
    return "the baseline" if low == high == 0 else f"{low:+d} to {high} %"
