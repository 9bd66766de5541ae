"""The times of a plan as its reader needs them: what clashes, and what an interviewer's own clock says then."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from handlers.context import Context
from handlers.slack.directory import recent_zones
from interviews.panels.clashes import LONGEST, Clash, find_clashes
from interviews.panels.plan import Seat
from interviews.permissions import Action, may
from templates.macros.escaping import one_line


class PlanWarning(NamedTuple):
    """A clash, and what may be told of it."""

    kind: str
    clash: Clash
    whom: str = ""
    """The candidate of the other interview; empty for somebody whom the reader may not know of."""


def warnings_of(ctx: Context, seats: Sequence[Seat], candidate_id: str) -> list[PlanWarning]:
    """What clashes in these seats of this candidate's plan, without a call to Slack."""
    starts = [seat.starts_at for seat in seats if seat.starts_at]
    if not starts:
        return []
    people = tuple(seat.interviewer_id for seat in seats)
    others = ctx.store.interviews.list_meanwhile(
        ctx.person.team_id, ctx.person.user_id, people, min(starts) - LONGEST, max(starts) + LONGEST
    )
    elsewhere = [other for other in others if other.candidate_id != candidate_id]
    return [
        PlanWarning(type(clash).__name__, clash, _whom(ctx, clash))
        for clash in find_clashes(seats, elsewhere, recent_zones(ctx, people))
    ]


def _whom(ctx: Context, clash: Clash) -> str:
    loop = ctx.store.loop(ctx.person.team_id, clash.other.candidate_id) if clash.other else None
    return (
        one_line(loop.candidate.name)
        if loop and may(ctx.person, Action.SEE_CANDIDATE, loop)
        else ""
    )


def own_times(ctx: Context, seats: Sequence[Seat]) -> dict[str, str]:
    """By interviewer, what their clock says when their interview begins, where it is not what the reader's says."""
    days = {-1: " the day before", 1: " the day after"}
    return {
        seat.interviewer_id: f"{there:%H:%M}{days.get((there.date() - here.date()).days, '')}"
        for seat, here, there in _clocks(ctx, seats)
        if seat.starts_at
    }


def clock_differences(ctx: Context, seats: Sequence[Seat]) -> dict[str, str]:
    """By interviewer, how far their clock is from the reader's: at the time of the interview, or now."""
    found = {}
    for seat, here, there in _clocks(ctx, seats):
        ahead = (there.utcoffset() or timedelta()) - (here.utcoffset() or timedelta())
        hours, minutes = divmod(abs(ahead) // timedelta(minutes=1), 60)
        units = ((hours, "hour"), (minutes, "minute"))
        parts = (f"{count} {unit}{'s' if count > 1 else ''}" for count, unit in units if count)
        side = "ahead of" if ahead > timedelta() else "behind"
        found[seat.interviewer_id] = f"{' and '.join(parts)} {side} you"
    return found


def _clocks(ctx: Context, seats: Sequence[Seat]) -> Iterator[tuple[Seat, datetime, datetime]]:
    """What the clocks of the reader and of the interviewer say, for each seat where both are known and differ."""
    reader = ctx.person.user_id
    zones = recent_zones(ctx, (reader, *(seat.interviewer_id for seat in seats)))
    for seat in seats:
        zone, at = zones.get(seat.interviewer_id), seat.starts_at or ctx.now()
        if zone and reader in zones:
            here, there = at.astimezone(zones[reader]), at.astimezone(zone)
            if here.utcoffset() != there.utcoffset():
                yield seat, here, there
