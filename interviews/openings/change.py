"""Makes openings, changes them, closes them and opens them again."""

from datetime import datetime

from interviews.errors import NotAllowed, OpeningChanged, StageInUse, TitleTaken
from interviews.home.refresh import refresh_homes
from interviews.models import Candidate, Status
from interviews.openings.models import Opening, OpeningDetails
from interviews.openings.permissions import OpeningAction, opening_for
from interviews.panels.log import log_coordinators
from interviews.panels.plan import mark
from interviews.permissions import Person
from interviews.store import Store
from interviews.store.audit import AddedOpening, ChangedOpening, ClosedOpening, ReopenedOpening


def add(store: Store, person: Person, opening: Opening) -> Opening:
    """The opening is there; sent twice, it is there once. Raises `TitleTaken` or `NotAllowed`, with nothing kept."""
    with store.transaction():
        standing = store.openings.get(person.team_id, opening.id)
        if standing and standing.created_by == person.user_id:
            return standing
        _refuse_title(store, opening)
        _refuse_no_leads(opening)
        if not store.openings.add(opening):
            raise NotAllowed("This opening is somebody else's. Make one of your own.")
        entry = AddedOpening(
            **opening.ids, at=opening.created_at, actor_id=person.user_id,
            leads=opening.leads, coordinators=opening.coordinators,
        )  # fmt: skip
        store.audit.add(entry)
    return opening


def change(
    store: Store,
    person: Person,
    opening_id: str,
    sent: OpeningDetails,
    *,
    mark_before: str,
    bank_version: str,
    now: datetime,
) -> Opening:
    """The opening says what was sent; `mark_before` is the mark of what its sender had before their eyes.

    Whoever coordinates it from now on coordinates every open candidate in it, and whoever no longer does, none.
    Raises `OpeningChanged`, `TitleTaken`, `StageInUse`, `NotAllowed` or `UnknownOpening`, with nothing kept.
    """
    with store.transaction():
        store.openings.hold(person.team_id, opening_id)
        before = opening_for(store, person, opening_id, OpeningAction.CHANGE)
        if mark_of(before) not in {mark_before, mark_of(sent)}:
            raise OpeningChanged(
                "Somebody else changed this opening meanwhile. Save again to make it what stands here, or cancel "
                "to keep what they wrote."
            )
        after = before.model_copy(update=sent.details() | {"bank_version": bank_version})
        if _people(after) != _people(before):
            opening_for(store, person, opening_id, OpeningAction.CHOOSE_PEOPLE)
        _refuse_no_leads(after)
        if before.is_open:
            _refuse_title(store, after)
        candidates = store.candidates.in_opening(person.team_id, before.id)
        _refuse_what_is_in_use(before, after, candidates)
        store.openings.set_details(after)
        _log(store, person, before, after, now)
        _set_coordinators(store, person, before, after, candidates, now)
    return after


def _log(store: Store, person: Person, before: Opening, after: Opening, now: datetime) -> None:
    was, people = before.details(), _people(before) != _people(after)
    fields = tuple(
        name
        for name, value in after.details().items()
        if value != was[name] and (people or name not in ("leads", "coordinators"))
    )
    if fields:
        entry = ChangedOpening(
            **after.ids, at=now, actor_id=person.user_id, fields=fields,
            leads=after.leads, coordinators=after.coordinators,
        )  # fmt: skip
        store.audit.add(entry)


def mark_of(details: OpeningDetails) -> str:
    """A few characters that stand for what an opening says, so that a change of it shows."""
    people = {"leads": sorted(details.leads), "coordinators": sorted(details.coordinators)}
    return mark(str(details.details() | people))


def _people(opening: Opening) -> tuple[set[str], set[str]]:
    return set(opening.leads), set(opening.coordinators)


def _refuse_no_leads(opening: Opening) -> None:
    if not opening.leads:
        raise NotAllowed("An opening needs at least one hiring lead.")


def _refuse_title(store: Store, opening: Opening) -> None:
    """Returns where no other open opening has this title; whoever adds one at this moment waits."""
    store.openings.hold_title(opening.team_id, opening.title)
    same = store.openings.open_by_title(opening.team_id, opening.title)
    if any(other.id != opening.id for other in same):
        raise TitleTaken(
            "Another open opening has this title. Add what tells the two apart, such as the city or the team."
        )


def _refuse_what_is_in_use(
    before: Opening, after: Opening, candidates: tuple[Candidate, ...]
) -> None:
    if candidates and before.archetype_id != after.archetype_id:
        raise StageInUse("There are candidates in this opening, so its role stays.")
    left = {stage.name for stage in before.stages} - {stage.name for stage in after.stages}
    used = sorted({candidate.stage for candidate in candidates} & left)
    if used:
        raise StageInUse(
            f"There are candidates in the stage “{used[0]}”, so it stays, under this name. Other stages can be "
            "added, moved or taken out."
        )


def _set_coordinators(
    store: Store,
    person: Person,
    before: Opening,
    after: Opening,
    candidates: tuple[Candidate, ...],
    now: datetime,
) -> None:
    come = [who for who in after.coordinators if who not in before.coordinators]
    gone = set(before.coordinators) - set(after.coordinators)
    if not (come or gone):
        return
    for candidate in candidates:
        if candidate.status is Status.DECIDED:
            continue
        store.candidates.hold(candidate.team_id, candidate.id)
        loop = store.loop(candidate.team_id, candidate.id)
        assert loop is not None, "the transaction has just read it"
        stay = tuple(who for who in loop.candidate.coordinators if who not in gone)
        coordinators = tuple(dict.fromkeys((*stay, *come)))
        changed = loop.candidate.model_copy(update={"coordinators": coordinators})
        store.candidates.set_details(changed)
        log_coordinators(store, person, loop, changed, now)
    refresh_homes(store, person.team_id, (*come, *gone), now)


def close(store: Store, person: Person, opening_id: str, now: datetime) -> Opening:
    """Nobody can be planned in the opening any more; who is in it goes on. Raises as `opening_for`."""
    return _set_closed(store, person, opening_id, now, ClosedOpening)


def reopen(store: Store, person: Person, opening_id: str, now: datetime) -> Opening:
    """Candidates can be planned in it again. Raises `TitleTaken`, or as `opening_for`."""
    return _set_closed(store, person, opening_id, now, ReopenedOpening)


def _set_closed(
    store: Store, person: Person, opening_id: str, now: datetime,
    entry: type[ClosedOpening | ReopenedOpening],
) -> Opening:  # fmt: skip
    at = now if entry is ClosedOpening else None
    with store.transaction():
        store.openings.hold(person.team_id, opening_id)
        opening = opening_for(store, person, opening_id, OpeningAction.CLOSE)
        if opening.is_open == (at is None):
            return opening
        if at is None:
            _refuse_title(store, opening)
        store.openings.set_closed(person.team_id, opening_id, at)
        store.audit.add(entry(**opening.ids, at=now, actor_id=person.user_id))
    return opening.model_copy(update={"closed_at": at})
