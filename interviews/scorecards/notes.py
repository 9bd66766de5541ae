"""Takes what an interviewer wrote down meanwhile into their draft, and finds out whom it is about."""

from collections.abc import Collection
from datetime import datetime, timedelta

from interviews.candidates.queries import loop_for
from interviews.errors import AlreadyScored
from interviews.models import Candidate, Scorecard
from interviews.permissions import Action, Person, require_open
from interviews.scorecards import drafts
from interviews.store import Store
from interviews.store.drafts import Draft, Note

BEFORE = timedelta(minutes=15)
"""Some begin to write while the candidate is still being brought in."""
AFTER = timedelta(hours=2)
"""And some write down what they remember once it is over."""
LONGEST = timedelta(hours=12)


def add_note(store: Store, person: Person, note: Note, fresh: Draft | None) -> Draft | None:
    """Keeps the note durably, and returns the draft that it goes into: the one there is, or else `fresh`.

    None where the same note was kept before, and its scorecard has been sent since. Raises
    `UnknownCandidate`, `NotAllowed`, `LoopClosed` or `AlreadyScored`, with nothing kept.
    """
    with store.transaction():
        store.candidates.hold(person.team_id, note.candidate_id)
        loop = loop_for(store, person, note.candidate_id, Action.WRITE_OWN_CARD)
        require_open(
            person, loop, "so nothing can be added. Ask the hiring lead if it should count."
        )
        standing = store.drafts.on(person.team_id, person.user_id, note.candidate_id)
        if store.notes.add(note) and standing is None:
            standing = _start_draft(store, fresh, loop.card_of(person.user_id), note.added_at)
    return standing


def _start_draft(store: Store, fresh: Draft | None, sent: Scorecard | None, now: datetime) -> Draft:
    if fresh is None:
        raise AlreadyScored(
            "You have sent your scorecard from another window just now. Press Add once more to "
            "start an amendment with this.",
            sent.revision if sent else 0,
        )
    drafts.keep(store, fresh, now)
    return fresh


def about_whom(
    store: Store, person: Person, candidates: Collection[Candidate], written_at: datetime
) -> str | None:
    """The id of the candidate whom a note of this time is about, as far as one can tell.

    The only one there is; or the one whom the person was meeting then, or had just met; or the one
    on whom they have the newest draft.
    """
    ids = [candidate.id for candidate in candidates]
    if len(ids) == 1:
        return ids[0]
    drafts = store.drafts.of_person(person.team_id, person.user_id)
    guesses = (*_met(store, person, written_at), *(draft.candidate_id for draft in drafts))
    return next((guess for guess in guesses if guess in ids), None)


def _met(store: Store, person: Person, at: datetime) -> list[str]:
    """Whom the person met around this time; the interview that began last comes first."""
    started = store.interviews.list_started(
        person.team_id, person.user_id, at - LONGEST, at + BEFORE
    )
    return [
        interview.candidate_id
        for interview in started
        if interview.ends_at and at <= interview.ends_at + AFTER
    ]
