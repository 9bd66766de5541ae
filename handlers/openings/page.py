"""What is being filled, as a list, and one opening: its candidates by stage, what each waits for, and for how long."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from handlers.candidates.options import options
from handlers.context import Context, Payload
from handlers.openings.lookup import answer_about
from handlers.slack.notices import PRIVATELY, first_that_fits
from handlers.slack.request import Request
from interviews.models import Candidate
from interviews.openings import queries
from interviews.openings.models import Opening
from interviews.openings.permissions import OpeningAction, may, opening_for, own_of
from interviews.openings.progress import Progress, Wait, Waiting, progress
from templates.render import render

MOST_LISTED = 20  # openings in the list
MOST_OF_STAGE = (
    10,
    5,
    2,
    0,
)  # candidates of one stage, as far as the message has room; all can be chosen
MOST_STAGES = 12


@dataclass(frozen=True, slots=True)
class ListedOpening:
    """One opening in the list."""

    opening: Opening
    role: str
    people: int
    """How many candidates it has or had."""
    days: int
    """For how many days it has been open, or was."""


def openings_page(ctx: Context, _request: Request) -> Payload:
    """The openings that this person may see, open ones first."""
    with ctx.store.read_session():
        shown, older = queries.first(ctx.store, ctx.person, OpeningAction.SEE, MOST_LISTED)
        ids = [opening.id for opening in shown]
        counts = Counter(ctx.store.openings.counts(ctx.person.team_id, ids))
        counts.update(ctx.store.erased_rounds.counts(ctx.person.team_id, ids))
    now = ctx.now()
    entries = [_listed(ctx, opening, counts, now) for opening in shown]
    return PRIVATELY | render("openings/list", entries=entries, older=older)


def _listed(ctx: Context, opening: Opening, counts: dict[str, int], now: datetime) -> ListedOpening:
    return ListedOpening(
        opening=opening,
        role=role_name(ctx, opening),
        people=counts.get(opening.id, 0),
        days=((opening.closed_at or now) - opening.created_at).days,
    )


def role_name(ctx: Context, opening: Opening) -> str:
    """The name of the role; its id where the bank no longer has it."""
    archetype = ctx.bank.archetype(opening.archetype_id)
    return archetype.name if archetype else opening.archetype_id


def from_command(ctx: Context, request: Request) -> Payload:
    """The opening that was named; the list, where none was."""
    if not request.text:
        return openings_page(ctx, request)
    return answer_about(ctx, request.text, "opening", lambda opening: opening_page(ctx, opening))


def opening_page(ctx: Context, opening: Opening) -> Payload:
    """The opening as this person may know it."""
    person = ctx.person
    with ctx.store.read_session():
        opening = opening_for(ctx.store, person, opening.id)
        found = progress(ctx.store, person, opening, ctx.now())
        own = own_of(ctx.store, person, opening.id)
    rights = {action.name.lower(): may(person, action, opening, own) for action in OpeningAction}
    return first_that_fits(
        render(
            "openings/opening",
            opening=opening,
            role=role_name(ctx, opening),
            progress=found,
            stages=_stages(found, most),
            ended=found.ended[:most],
            named=_candidates(found),
            reader=person.user_id,
            now=ctx.now(),
            rights=rights,
            candidates=_choices(ctx, found),
            waits=Wait,
        )
        for most in MOST_OF_STAGE
    )


def _stages(found: Progress, most: int) -> list[tuple[str, tuple[Waiting, ...], int]]:
    """Each stage with so many of its candidates, and how many more there are."""
    return [
        (name, waiting[:most], len(waiting[most:])) for name, waiting in found.stages[:MOST_STAGES]
    ]


def _candidates(found: Progress) -> list[Candidate]:
    waiting = [waiting.candidate for waiting in found.waiting]
    return [*waiting, *(ended.candidate for ended in found.ended)]


def _choices(ctx: Context, found: Progress) -> list[tuple[str, str]]:
    """Its candidates, to choose whose plan is opened."""
    return [(label, f"plan id:{own_id}") for label, own_id in options(ctx, _candidates(found))]


def saved(ctx: Context, opening: Opening) -> Payload:
    """Once the opening is on the disk: what it says, with what there is to do next."""
    return render("openings/saved", opening=opening, role=role_name(ctx, opening))
