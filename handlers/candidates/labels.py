"""Tells candidates of one name apart in a list: by role and level, and where these are the same, by when they came."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable

from handlers.context import Context
from handlers.slack.notices import shorten
from interviews.models import Candidate
from interviews.store.values import name_key
from templates.macros.candidates import candidate_label
from templates.macros.escaping import one_line

SPOKEN_NAME = 44
"""Characters: with a number and the button's own words it is within what Slack lets a screen reader say."""


def since(candidates: Iterable[Candidate]) -> dict[str, str]:
    """By id, what is said behind the name of each whose label another of these has too: when they were added."""
    alike = _alike(candidates, lambda c: (name_key(c.name), c.archetype_id, c.target_level))
    return {
        candidate.id: f" ({when})"
        for same in alike
        for candidate, when in zip(same, _when(same), strict=True)
    }


def names(ctx: Context, candidates: Iterable[Candidate]) -> dict[str, str]:
    """By id, the name of each; the whole label where another of these has that name."""
    every = list(candidates)
    apart = since(every)
    labels = {
        candidate.id: candidate_label(
            candidate, ctx.role_name(candidate), brief=True, after=apart.get(candidate.id, "")
        )
        for same in _alike(every, lambda candidate: name_key(candidate.name))
        for candidate in same
    }
    return {candidate.id: one_line(candidate.name) for candidate in every} | labels


def spoken_names(ctx: Context, candidates: Iterable[Candidate]) -> dict[str, str]:
    """By id, a name that is nobody else's on the page, short enough for what a screen reader says of a button."""
    found, taken = dict[str, str](), Counter[str]()
    for candidate_id, label in names(ctx, candidates).items():
        short = shorten(label, SPOKEN_NAME)
        taken[short] += 1
        found[candidate_id] = short if taken[short] == 1 else f"{short} ({taken[short]})"
    return found


def _alike(
    candidates: Iterable[Candidate], key: Callable[[Candidate], Hashable]
) -> list[list[Candidate]]:
    """Those with one key together, the oldest first; without those that are alone."""
    groups: dict[Hashable, list[Candidate]] = defaultdict(list)
    for candidate in {candidate.id: candidate for candidate in candidates}.values():
        groups[key(candidate)].append(candidate)
    in_order = (sorted(same, key=lambda c: (c.created_at, c.id)) for same in groups.values())
    return [same for same in in_order if len(same) > 1]


def _when(same: list[Candidate]) -> list[str]:
    """The day of each; with a number where two came on one day."""
    days = [f"since {candidate.created_at:%d %b %Y}" for candidate in same]
    numbers = range(1, len(days) + 1)
    unique = len(set(days)) == len(days)
    return days if unique else [f"{day}, no. {n}" for day, n in zip(days, numbers, strict=True)]
