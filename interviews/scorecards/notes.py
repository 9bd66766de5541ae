"""Takes what an interviewer wrote down meanwhile into their draft, and finds out whom it is about."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from operator import eq

from interviews.candidates.queries import keys_of_scorable, loop_for
from interviews.errors import AlreadyScored, InterviewError
from interviews.home.refresh import refresh_homes
from interviews.models import Scorecard
from interviews.outbox import MarkNote, OnRepeat, enqueue
from interviews.permissions import Action, Person, require_open
from interviews.scorecards import drafts
from interviews.store import Store
from interviews.store.drafts import UNTYPED, Draft, Note
from interviews.store.values import name_key

BEFORE = timedelta(minutes=15)
"""Some begin to write while the candidate is still being brought in."""
AFTER = timedelta(hours=2)
"""And some write down what they remember once it is over."""
LONGEST = timedelta(hours=12)
SHORTEST_SLIP = 4  # letters; with one of three wrong it may be anybody
CLOSE_ENOUGH = 80  # of 100: one letter in four or five
_LETTER = re.compile(r"\w")
_BEFORE_A_COLON = re.compile(r"\s*([^\n:]{1,120}?)\s*(?::|\s[-\u2013\u2014]\s)")


class NoteStays(InterviewError):
    """There is nothing to take back: the note is in a form already, or in a sent scorecard."""


def add_note(store: Store, person: Person, note: Note, fresh: Draft | None) -> None:
    """Keeps the note durably, once, for the draft that there is on its candidate, or else for `fresh`.

    Raises `UnknownCandidate`, `NotAllowed`, `LoopClosed` or `AlreadyScored`, with nothing kept.
    """
    with store.transaction():
        store.candidates.hold(person.team_id, note.candidate_id)
        loop = loop_for(store, person, note.candidate_id, Action.WRITE_OWN_CARD)
        require_open(
            person, loop, "so nothing can be added. Ask the hiring lead if it should count."
        )
        has_draft = store.drafts.on(person.team_id, person.user_id, note.candidate_id)
        if store.notes.add(note):
            if not has_draft:
                _start_draft(store, fresh, loop.card_of(person.user_id), note.added_at)
            _mark(store, note, note.added_at)


def take_note_back(store: Store, person: Person, note_id: str, seen: int, now: datetime) -> None:
    """The note waits for no scorecard any more, and a draft made for nothing else is gone; done twice, it is done once.

    `seen` is the number of the last note that the draft's form has taken in. Raises `NoteStays`.
    """
    with store.transaction():
        found = store.notes.get(person.team_id, person.user_id, note_id)
        if found:
            store.candidates.hold(person.team_id, found.candidate_id)
        note = store.notes.get(person.team_id, person.user_id, note_id)
        if note is None:
            return
        if not note.text:
            raise NoteStays("This note was sent with your scorecard, and stays there.")
        if note.number <= seen:
            raise NoteStays(
                "This note is in your draft already. Open the scorecard and delete it there."
            )
        store.notes.take_back(person.team_id, person.user_id, note_id)
        _drop_empty_draft(store, note, now)
        _mark(store, note, now)


def _mark(store: Store, note: Note, now: datetime) -> None:
    about = {"team_id": note.team_id, "user_id": note.user_id, "candidate_id": note.candidate_id}
    enqueue(store, MarkNote(**about, note_id=note.id), now, OnRepeat.RENEW)


def _drop_empty_draft(store: Store, note: Note, now: datetime) -> None:
    """Nobody has typed in it, and no other note waits for it."""
    key = (note.team_id, note.user_id, note.candidate_id)
    draft = store.drafts.on(*key)
    if draft and draft.typed_at == UNTYPED and not store.notes.list_unsent(*key):
        store.drafts.remove(note.team_id, note.user_id, draft.card_id)
        refresh_homes(store, note.team_id, [note.user_id], now)


def _start_draft(store: Store, fresh: Draft | None, sent: Scorecard | None, now: datetime) -> None:
    if fresh is None:
        raise AlreadyScored(
            "You have sent your scorecard from another window just now. Press Add once more to "
            "start an amendment with this.",
            sent.revision if sent else 0,
        )
    drafts.keep(store, fresh, now)


def about_whom(
    store: Store,
    person: Person,
    roles: Iterable[str],
    text: str,
    written_at: datetime,
) -> str | None:
    """The id of the candidate in one of these roles whom a note of this time is about, as far as one can tell.

    The only one there is. Else one whom the person interviews or has a draft on: whom the note
    begins with; or whom they were meeting then, or had just met; or on whom the newest draft is.
    """
    drafts = [
        draft.candidate_id for draft in store.drafts.of_person(person.team_id, person.user_id)
    ]
    names = keys_of_scorable(store, person, roles)
    ids = named_first(text, names) or list(names)
    if len(ids) == 1:
        return ids[0]
    guesses = (*_met(store, person, written_at), *drafts)
    return next((guess for guess in guesses if guess in ids), None)


def named_first(text: str, names: Mapping[str, str]) -> list[str]:
    """The ids of those whose name, as it is compared, the text begins with, whole or in part.

    Before a colon or a dash a part of it is enough, and so is a typing slip.
    """
    beginning = _BEFORE_A_COLON.match(text)
    typed = name_key(beginning[1] if beginning else text)
    if beginning is None:
        whole = [each for each, name in names.items() if _begins(typed, name)]
        return whole or [each for each, name in names.items() if _begins(typed, name.split()[0])]
    for fits in (eq, _is_part, _is_close):
        if found := [each for each, name in names.items() if fits(typed, name)]:
            return found
    return []


def _begins(text: str, name: str) -> bool:
    return text.startswith(name) and not _LETTER.match(text, len(name))


def _is_part(typed: str, name: str) -> bool:
    return f" {typed} " in f" {name} "


def _is_close(typed: str, name: str) -> bool:
    from rapidfuzz import fuzz  # noqa: PLC0415 - as in `close_to`

    long_enough = len(typed) >= SHORTEST_SLIP
    return long_enough and any(
        fuzz.ratio(typed, part) >= CLOSE_ENOUGH for part in (name, *name.split())
    )


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
