"""Words that nobody knows: what they may have been meant as, as buttons; nothing is guessed and done."""

from collections.abc import Iterable

from handlers.context import Context, Payload
from handlers.slack.notices import Commands, notice
from interviews.candidates.queries import find
from interviews.models import Candidate, Status
from question_bank.lookup import closest_start, find_level, words

HELP = (("What can you do?", "help"),)
SHORTEST_NAME = 3  # letters; fewer are in too many names
MOST_CANDIDATES = 2
MOST = 3


def unknown(ctx: Context, typed: str, commands: Iterable[str]) -> Payload:
    """A candidate of that name, what is spelt like it with the other words behind, or a search for all of them."""
    people = find(ctx.store, ctx.person, typed) if len(typed) >= SHORTEST_NAME else ()
    if people:
        return notice(f"“{typed}” is no command. Did you mean a candidate?", _for(people))
    near = _near(ctx, typed, commands)
    if near:
        return notice(f"I do not know “{typed}”. Did you mean one of these?", near)
    search = ((f"Search the questions for “{typed}”", f"search {typed}"),)
    return notice(f"I do not know “{typed}”.", (*search, *HELP))


def _for(people: tuple[Candidate, ...]) -> Commands:
    offered: list[tuple[str, str]] = []
    for one in people[:MOST_CANDIDATES]:
        scores = one.status is Status.OPEN
        offered += [(f"Score {one.name}", f"score id:{one.id}")] if scores else []
        offered.append((f"Debrief {one.name}", f"debrief id:{one.id}"))
    return tuple(offered)


def _near(ctx: Context, typed: str, commands: Iterable[str]) -> Commands:
    names = ctx.bank.names
    raw = [one for one in typed.split() if words(one)]
    if raw and find_level(raw[0]):  # "senior backend": the role comes first
        raw = raw[1:] + raw[:1]
    found = closest_start(["-".join(words(one)) for one in raw], [*commands, *names], most=8)
    lines = (" ".join((names.get(name, name), *raw[count:])) for name, count in found)
    return tuple((one, one) for one in dict.fromkeys(lines))[:MOST]
