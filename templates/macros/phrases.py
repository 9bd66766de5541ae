"""Words and figures that several templates have in common: plain text, but mrkdwn from `people` and `when`."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from markupsafe import Markup

_VOTES = {"strong_no": "strong no", "no": "no", "yes": "yes", "strong_yes": "strong yes"}
_RUNGS = ("below junior", "junior answer", "between", "senior answer", "beyond senior")

# What can be chosen in forms: the words of each option by its value.
LEVELS = {"junior": "Junior", "mid": "Mid", "senior": "Senior"}
VOTES = {value: words.capitalize() for value, words in _VOTES.items()}
LADDER = {"none": "Not assessed"} | {
    str(rating): f"{rating} · {words}" for rating, words in enumerate(_RUNGS, start=1)
}
OUTCOMES = {
    "advance": "Advance to the next stage", "hire": "Hire", "no_hire": "No hire", "hold": "Hold",
}  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NO_DIFFERENCE = 0.05  # below half of what one decimal shows


class _Pay(Protocol):
    low: int
    high: int


class _Contradiction(Protocol):
    mean: float
    count: int
    target: int


class _Rated(Protocol):
    @property
    def rating(self) -> int | None: ...


class _TwoRatings(_Rated, Protocol):
    @property
    def second(self) -> _Rated | None: ...


class _Figures(Protocol):
    count: int
    mean: float
    low: int
    high: int
    against_target: float


def vote(recommendation: str) -> str:
    """A recommendation in words."""
    return _VOTES[recommendation]


def tally(votes: Mapping[str, int]) -> str:
    """How many voted what, the strongest yes first."""
    return ", ".join(f"{votes[key]} {_VOTES[key]}" for key in reversed(_VOTES) if votes.get(key))


def contradiction(vote_and_ratings: _Contradiction) -> str:
    """The mean of the ratings beside a vote that does not fit them, their number, and the target."""
    mean, count = vote_and_ratings.mean, vote_and_ratings.count
    return f"their mean is {mean:.1f} (n = {count}), the target is {int(vote_and_ratings.target)}."


def first_and_second(ratings: _TwoRatings) -> str:
    """The first rating as a number, and the second where it differs; a dash for not assessed."""
    first = _number(ratings.rating)
    second = _number(ratings.second.rating) if ratings.second else first
    return first if second == first else f"{first}, now {second}"


def _number(rating: int | None) -> str:
    return "–" if rating is None else str(int(rating))


def rung(rating: int) -> str:
    """A rating as its number and its place on the level ladder."""
    return f"{int(rating)} {_RUNGS[rating - 1]}"


def outcome(value: str) -> str:
    """The outcome of a decision in words."""
    return value.replace("_", " ")


def when(moment: datetime) -> Markup:
    """A moment in mrkdwn, which Slack shows in each reader's own time zone."""
    plain = f"{moment:%d %B %Y at %H:%M} UTC"
    code = f"<!date^{int(moment.timestamp())}^{{date_long}} at {{time}}|{plain}>"
    return Markup(code)  # noqa: S704 - made of a number and our own words


def days(count: int) -> str:
    """For how many whole days something has waited; 0 is since today."""
    return "since today" if not count else f"for {count} day{'s' if count > 1 else ''}"


def duration(time: timedelta) -> str:
    """A length of time in whole hours, at least one; in whole days from 48 hours on."""
    hours = max(round(time.total_seconds() / 3600), 1)
    if hours < 48:
        return "an hour" if hours == 1 else f"{hours} hours"
    return f"{round(hours / 24)} days"


def people(user_ids: Sequence[str]) -> Markup:
    """People by name in mrkdwn, as a sentence lists them; ids come from Slack, never from typing."""
    names = [f"<@{user_id}>" for user_id in user_ids]
    listed = " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
    return Markup(listed)  # noqa: S704 - mentions are meant to be mentions


def pay(against_baseline: _Pay) -> str:
    """Pay against a plain Python backend developer."""
    low, high = against_baseline.low, against_baseline.high
    return "the baseline" if low == high == 0 else f"{low:+d} to {high} % against the baseline"


def figures(skill: _Figures) -> str:
    """Mean, number and range of the ratings, and the distance to the target: never a bare mean."""
    if not skill.count:
        return "not assessed"
    ratings = "rating" if skill.count == 1 else "ratings"
    low, high = int(skill.low), int(skill.high)
    spread = f"all {low}" if low == high and skill.count > 1 else f"from {low} to {high}"
    span = f", {spread}" if skill.count > 1 else ""
    return (
        f"mean {skill.mean:.1f} of {skill.count} {ratings}{span}; {_against(skill.against_target)}"
    )


def _against(points: float) -> str:
    if abs(points) < NO_DIFFERENCE:
        return "on the target"
    return f"{abs(points):.1f} {'above' if points > 0 else 'below'} the target"
