"""`/interview audit`: the log, for leads and admins: of a candidate or an opening, by person and time, page by page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import groupby

from handlers.candidates.labels import names
from handlers.candidates.lookup import answer_about
from handlers.candidates.periods import split_period
from handlers.context import Context, Payload
from handlers.slack.notices import PRIVATELY, notice
from handlers.slack.request import Request, strip_quotes
from interviews.candidates.queries import loop_for
from interviews.models import Candidate, Status
from interviews.openings.permissions import OpeningAction, opening_for
from interviews.openings.queries import find
from interviews.permissions import Action
from interviews.store.audit import AuditEntry, Compared, Decided, Exported, Imported
from interviews.store.audit_log import Line, Wanted
from interviews.store.values import read_time, stored_time
from templates.macros.candidates import stage_name
from templates.macros.escaping import one_line
from templates.render import render

MOST_LISTED = 25
MOST_READ = 8 * MOST_LISTED
"""Lines: a comparison, an export or an import has one for each round in it, and is one deed."""
MOST_TIMES = 10
"""How often more lines are read, where so many make few deeds."""
_FILTER = re.compile(
    r"(?:^|\s)((?:opening|by|since|until)(?=:\S)|(?:older|newer)(?=:\d{1,9}\b)):(\S+)"
)
"""What buttons say of where they lead; nobody has to type it."""
_MENTION = re.compile(r"(?:^|\s)@\S+")


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody looks for in the log."""

    wanted: Wanted
    about: str = ""
    """What stands in a command for the candidate or the opening; empty for the whole log."""
    subject: str = ""
    """The name of the candidate, or the title of the opening."""

    def command(self, **changes: object) -> str:
        """The command that looks for the same, but for these."""
        wanted = self.wanted.model_copy(update=changes)
        times = {"since": wanted.since, "until": wanted.until}
        place = "newer" if wanted.oldest_first else "older"
        filters = [
            f"by:{wanted.person}" if wanted.person else "",
            *(f"{name}:{stored_time(at)}" for name, at in times.items() if at),
            f"{place}:{wanted.beyond}" if wanted.beyond else "",
        ]
        return " ".join(filter(None, ("audit", self.about, *filters)))


def from_command(ctx: Context, request: Request) -> Payload:
    """The newest lines that are wanted, of one candidate or opening or of all that the person answers for."""
    filters = dict(_FILTER.findall(request.text))
    typed = _FILTER.sub("", request.text)
    name = _MENTION.sub("", typed) if request.people else typed
    text, period = split_period(name.strip(), ctx.now())
    wanted = Wanted(
        person=filters.get("by") or next(iter(request.people), ""),
        since=_moment(filters.get("since", "")) or period.since,
        until=_moment(filters.get("until", "")) or period.until,
        oldest_first="newer" in filters,
        beyond=int(filters.get("older") or filters.get("newer") or 0),
    )
    if "opening" in filters:
        return _of_opening(ctx, wanted, filters["opening"])
    if not text:
        return _page(ctx, Search(wanted))
    return answer_about(
        ctx, text, "audit", partial(_of_candidate, ctx, wanted), partial(_by_title, ctx, wanted)
    )


def _moment(text: str) -> datetime | None:
    try:
        at = read_time(text)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _of_candidate(ctx: Context, wanted: Wanted, candidate_id: str) -> Payload:
    named = loop_for(ctx.store, ctx.person, candidate_id, Action.READ_LOG).candidate
    rounds = ctx.store.candidates.rounds_of(ctx.person.team_id, named.person_id)
    wanted = wanted.model_copy(update={"candidate_ids": tuple(each.id for each in rounds)})
    return _page(ctx, Search(wanted, f"id:{candidate_id}", one_line(named.name)))


def _by_title(ctx: Context, wanted: Wanted, name: str) -> Payload:
    """The log of the opening of this title: no candidate has this name."""
    found = find(ctx.store, ctx.person, OpeningAction.READ_LOG, strip_quotes(name))
    if len(found) == 1:
        return _of_opening(ctx, wanted, found[0].id)
    if found:
        question = "Several openings answer to that. Which one?"
        offers = tuple((one_line(each.title), f"audit opening:{each.id}") for each in found)
        return notice(question, offers)
    return notice(f"You have no candidate or opening “{name}”.", (("Whole log", "audit"),))


def _of_opening(ctx: Context, wanted: Wanted, opening_id: str) -> Payload:
    opening = opening_for(ctx.store, ctx.person, opening_id, OpeningAction.READ_LOG)
    wanted = wanted.model_copy(update={"opening_id": opening.id})
    return _page(ctx, Search(wanted, f"opening:{opening.id}", one_line(opening.title)))


def _page(ctx: Context, search: Search) -> Payload:
    """A page of deeds, the newest first, with buttons to those before and behind it."""
    team_id, store, wanted = ctx.person.team_id, ctx.store, search.wanted
    deeds, goes_on = _read(ctx, search)
    if wanted.oldest_first:
        deeds = [deed[::-1] for deed in reversed(deeds)]
    known = [[line.entry for line in deed if _is_known(ctx, line.entry)] for deed in deeds]
    entries = [entry for deed in known for entry in _named(deed)]
    candidates = (store.candidates.get(team_id, entry.candidate_id) for entry in entries)
    titles = {
        entry.opening_id: opening.title
        for entry in entries
        if entry.opening_id
        if (opening := store.openings.get(team_id, entry.opening_id))
    }
    return PRIVATELY | render(
        "candidates/audit",
        deeds=[deed for deed in known if deed],
        names=_names(ctx, [each for each in candidates if each]),
        titles=titles,
        search=search,
        ways=_ways(ctx, search, deeds, goes_on=goes_on),
    )


def _read(ctx: Context, search: Search) -> tuple[list[list[Line]], bool]:
    """The lines of as many deeds as a page has, and whether there are more."""
    mine = None if ctx.person.is_admin or search.about else ctx.person.user_id
    lines, wanted = list[Line](), search.wanted
    for _ in range(MOST_TIMES):
        found = ctx.store.audit.find(ctx.person.team_id, wanted, MOST_READ, mine)
        lines += found
        is_all = len(found) < MOST_READ
        if is_all or len(_deeds(lines)) > MOST_LISTED:
            break
        wanted = wanted.model_copy(update={"beyond": lines[-1].seq})
    deeds = _deeds(lines)
    if not is_all and 1 < len(deeds) <= MOST_LISTED:
        deeds.pop()  # perhaps it goes on
    return deeds[:MOST_LISTED], not is_all or len(deeds) > MOST_LISTED


def _ways(
    ctx: Context, search: Search, deeds: Sequence[Sequence[Line]], *, goes_on: bool
) -> list[tuple[str, str]]:
    """Buttons to other pages and to other times: what each says, and its command."""
    wanted, back = search.wanted, search.wanted.oldest_first
    first = search.command(beyond=0, oldest_first=False)
    ways = []
    if deeds and (goes_on if back else wanted.beyond):
        ways.append(("Newer", search.command(beyond=deeds[0][0].seq, oldest_first=True)))
    if deeds and (back or goes_on):
        ways.append(("Older", search.command(beyond=deeds[-1][-1].seq, oldest_first=False)))
    if not (wanted.since or wanted.until):
        today = ctx.now().replace(hour=0, minute=0, second=0, microsecond=0)
        for words, days in (("Last 7 days", 7), ("Last 30 days", 30)):
            ways.append((words, f"{first} since:{stored_time(today - timedelta(days=days))}"))
    if first != "audit":
        ways.append(("Whole log", "audit"))
    return ways


def _names(ctx: Context, rounds: Sequence[Candidate]) -> dict[str, str]:
    """By id, the name of each; with its round where the person has further ones."""
    people = {each.person_id: each for each in sorted(rounds, key=lambda each: each.round)}
    labels = names(ctx, people.values())
    found = dict[str, str]()
    for each in rounds:
        stage = stage_name(each) if each.round > 1 or people[each.person_id].round > 1 else ""
        found[each.id] = " · ".join(filter(None, (labels[people[each.person_id].id], stage)))
    return found


def _named(deed: Sequence[AuditEntry]) -> Sequence[AuditEntry]:
    """Those of one deed whose candidates the page names."""
    return deed if deed and isinstance(deed[0], Compared) else deed[:1]


def _is_known(ctx: Context, entry: AuditEntry) -> bool:
    """Whether this reader may know of it: that something was decided, its leads alone, while it can be undone."""
    if not isinstance(entry, Decided):
        return True
    candidate = ctx.store.candidates.get(entry.team_id, entry.candidate_id)
    if candidate is None or ctx.person.user_id in candidate.leads:
        return True
    return candidate.status is not Status.CLOSING


def _deeds(lines: Sequence[Line]) -> list[list[Line]]:
    return [list(same) for _, same in groupby(lines, _deed)]


def _deed(line: Line) -> object:
    entry = line.entry
    if isinstance(entry, Compared | Exported):
        return entry.action, entry.at, entry.actor_id, entry.opening_id
    if isinstance(entry, Imported):
        return entry.action, entry.actor_id
    return line.seq
