"""Where a card belongs: the loop of its candidate and its author's interview in it, made where they are new."""

from datetime import datetime

from interviews.errors import NameTaken, UnknownCandidate
from interviews.loop import Loop
from interviews.models import Candidate, Interview, Model, Status
from interviews.permissions import Action, Person, may, require, status_for
from interviews.store import Store
from interviews.store.audit import AddedCandidate
from question_bank.models import Level


class NewCandidate(Model):
    """A candidate added right in the scorecard; whoever adds becomes the lead, `panel` are the others named."""

    id: str
    name: str
    archetype_id: str
    target_level: Level
    panel: tuple[str, ...] = ()


def place(
    store: Store, person: Person, candidate_id: str | None, new: NewCandidate | None, now: datetime
) -> tuple[Loop, Interview]:
    """The loop a card belongs to and the person's interview in it, made where they are new.

    Exactly one of `candidate_id` and `new` is there; raises `UnknownCandidate`, `NotAllowed` or `NameTaken`.
    """
    found = candidate_id or _add(store, person, new, now)
    store.candidates.hold(person.team_id, found)
    loop = whole_loop(store, person, found)
    interview = loop.interview_of(person.user_id) or loop.shadow_of(person.user_id)
    if candidate_id:
        require(person, Action.WRITE_OWN_CARD, loop)
    if interview is None:
        named = person.user_id in loop.candidate.leads
        interview = store.interviews.invite(loop.candidate, person.user_id, now, confirmed=named)
    return loop, interview


def _add(store: Store, person: Person, new: NewCandidate | None, now: datetime) -> str:
    """The id of the candidate that the form adds, or of one of that name whom others interview already.

    Joining one's colleagues this way must give nothing away, and must not split a panel in two:
    the card goes to the loop there is, as a guest's until a lead confirms it.
    """
    assert new is not None, "the form names a candidate, or adds one"
    refuse_erased(store, person, new.id)
    candidate = Candidate(
        team_id=person.team_id, id=new.id, name=new.name, archetype_id=new.archetype_id,
        target_level=new.target_level, leads=(person.user_id,),
        created_by=person.user_id, created_at=now,
    )  # fmt: skip
    others = others_of_name(store, person, candidate)
    if others:
        return others[0].id
    if store.candidates.add(candidate):
        for user_id in dict.fromkeys((person.user_id, *new.panel)):
            store.interviews.invite(candidate, user_id, now, confirmed=True)
        entry = AddedCandidate(
            **candidate.ids, at=now, actor_id=person.user_id,
            leads=candidate.leads, panel=(person.user_id, *new.panel),
        )  # fmt: skip
        store.audit.add(entry)
    return candidate.id


def others_of_name(
    store: Store, person: Person, new: Candidate, own: Action = Action.WRITE_OWN_CARD
) -> list[Candidate]:
    """Others' open candidates of the same name and role; whoever adds one more at this moment waits.

    Open is what this person may take for open. Raises `NameTaken` where one of them is this person's own already:
    where they may do what `own` says with it.
    """
    store.candidates.hold_name(person.team_id, new.name, new.archetype_id)
    same = store.candidates.open_by_name(person.team_id, new.name, new.archetype_id)
    others = [
        candidate
        for candidate in same
        if candidate.id != new.id and status_for(person.user_id, candidate) is Status.OPEN
    ]
    if any(may(person, own, whole_loop(store, person, candidate.id)) for candidate in others):
        raise NameTaken(
            "You already have an open candidate of this name for this role. Pick them in the list "
            "above, or add something that tells the two apart."
        )
    return others


def refuse_erased(store: Store, person: Person, new_id: str) -> None:
    """Returns unless a form is sent again whose new candidate was erased; raises `UnknownCandidate` then."""
    if store.candidates.eraser_of(person.team_id, new_id):
        raise UnknownCandidate(
            "The candidate whom this form added was erased, and is not added again. Close the form; "
            "a new one would be for a new candidate."
        )


def whole_loop(store: Store, person: Person, candidate_id: str) -> Loop:
    """All there is about the candidate of an open form; raises `UnknownCandidate` where they were erased."""
    loop = store.loop(person.team_id, candidate_id)
    if loop is None:
        raise UnknownCandidate(
            "This candidate is no longer here; the data was erased while the form was open. "
            "Copy what you typed if you need it, then close the form."
        )
    return loop
