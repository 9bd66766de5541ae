"""Checks an erasure: the whole database is searched for what was erased, a piece at a time, and who erased it hears."""

import json
import os
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from interviews.candidates.traces import Finder, needles_of, words_of
from interviews.export.candidate import read_record, strings_in
from interviews.models import Candidate
from interviews.outbox import CheckErasures, Event, OnRepeat, TellErasure, TellWebhook, enqueue
from interviews.permissions import Person
from interviews.retention.models import BY_RULE
from interviews.store import Store
from interviews.store.audit import CheckedErasure
from interviews.store.candidates import CandidateKey
from interviews.store.traces import Count, ErasureCheck, Place, key_of, summed

LOOK_AGAIN = timedelta(minutes=5)
"""Longer than any delivery that was under way: what it posted meanwhile is found then."""
SETTLED = LOOK_AGAIN + timedelta(minutes=1)
"""When all that follows an erasure should be done, and the check can begin."""
LONGEST_WAIT = timedelta(days=1)
"""For messages that Slack does not delete, and a system that does not want to hear of it."""
MOST_AT_ONCE = 50  # erasures for which one search is made
ROWS = 1000  # of one piece: some ten milliseconds
BYTES = 1 << 19
OVERLAP = 1 << 12  # longer than any run of words
FILE = "file"
"""Stands in place of a table for the bytes of the database's files."""
NEAR = "near"
"""Stands for rows of which nobody hears and which look the same in the file: another team's, or longer names."""


def plan_check(store: Store, person: Person, rounds: Sequence[Candidate], now: datetime) -> None:
    """Keeps what must not be found any more, as hashes; the caller is about to erase these rounds, and holds them."""
    salt = store.traces.salt() or os.urandom(16).hex()
    texts = (text for each in rounds for text in _texts(store, each))
    drafts = {draft.card_id for each in rounds for draft in store.drafts.list_about(each)}
    counted = [store.traces.counts(each.team_id, each.id) for each in rounds]
    check = ErasureCheck(
        team_id=person.team_id, candidate_id=rounds[0].id, by_id=person.user_id, at=now,
        rounds=tuple(each.id for each in rounds),
        counts=summed([Count(of="drafts", number=len(drafts))], *counted),
        salt=salt, needles=needles_of(rounds[0].name, texts, salt),
    )  # fmt: skip
    store.traces.add(check)
    enqueue(store, CheckErasures(), now + SETTLED, OnRepeat.RENEW)


def _texts(store: Store, candidate: Candidate) -> Iterator[str]:
    """Everything that anybody typed about one round."""
    record = read_record(store, CandidateKey(candidate.team_id, candidate.id))
    yield candidate.cv_url
    for card in record.cards if record else ():
        yield from (card.note, card.reason, *(rating.evidence for rating in card.ratings))
    yield from (decision.reason for decision in (record.decisions if record else ()))
    for draft in store.drafts.list_about(candidate):
        yield from strings_in(json.loads(draft.form))
    yield from (note.text for note in store.notes.list_about(candidate.team_id, candidate.id))


def go_on(store: Store, now: datetime) -> datetime | None:
    """Searches the next piece of the database; gives back when to go on, or None where nothing is to be checked."""
    checks = store.traces.list_begun()
    if not checks:
        return _begin(store, now)
    places = {place.table: place for place in store.traces.places()}
    if checks[0].place == FILE:
        _search_file(store, checks, now)
    else:
        _search_tables(store, checks, places)
    return now


def _begin(store: Store, now: datetime) -> datetime | None:
    waiting = store.traces.list_waiting(MOST_AT_ONCE)
    ready = [check for check in waiting if _is_ready(store, check, now)]
    first = store.traces.places()[0].table
    with store.transaction():
        for check in ready:
            if check.salt == ready[0].salt:
                store.traces.set_progress(check.model_copy(update={"place": first}))
    if ready:
        return now
    return now + LOOK_AGAIN if waiting else None


def _is_ready(store: Store, check: ErasureCheck, now: datetime) -> bool:
    """Whether all that follows the erasure is done, or has had its time."""
    if now < check.at + SETTLED:
        return False
    done = _is_receiver_told(store, check) and not _messages_left(store, check)
    return done or now >= check.at + LONGEST_WAIT


def _messages_left(store: Store, check: ErasureCheck) -> bool:
    return any(store.messages.of_candidate(check.team_id, each) for each in check.rounds)


def _is_receiver_told(store: Store, check: ErasureCheck) -> bool:
    """Whether no system is still to be told."""
    return all(store.jobs.is_done(check.team_id, _key(check, each)) for each in check.rounds)


def _key(check: ErasureCheck, candidate_id: str) -> str:
    return TellWebhook(
        event=Event.CANDIDATE_ERASED, at=check.at, subject_id=candidate_id,
        team_id=check.team_id, candidate_id=candidate_id, user_id=check.by_id,
    ).key  # fmt: skip


def _search_tables(store: Store, checks: Sequence[ErasureCheck], places: dict[str, Place]) -> None:
    """The next rows, of one table after another until they are enough."""
    finder, found = Finder(checks), [list[Count]() for _ in checks]
    order = [*places, FILE]
    table, after_key, searched = checks[0].place, checks[0].after_key, 0
    if table not in places:  # a release has taken it away meanwhile
        table, after_key = order[0], ""
    while table != FILE and searched < ROWS:
        place, most = places[table], ROWS - searched
        rows = store.traces.page(place, after_key, most)
        for row in rows:
            texts = [words_of(row[name]) for name in place.texts if isinstance(row[name], str)]
            for number in {number for words in texts for number in finder.among(words)}:
                own = row["team_id"] == checks[number].team_id
                found[number].append(Count(of=table if own else NEAR, number=1))
            for number in {number for words in texts for number in finder.near(words)}:
                found[number].append(Count(of=NEAR, number=1))
        searched += len(rows)
        if len(rows) < most:
            table, after_key = order[order.index(table) + 1], ""
        else:
            after_key = key_of(place, rows[-1])
    _keep(store, checks, found, table, after_key)


def _search_file(store: Store, checks: Sequence[ErasureCheck], now: datetime) -> None:
    """The next bytes, as long as they can tell anything; then every check is over."""
    start = int(checks[0].after_key or 0)
    if not start:
        store.leave_no_bytes()
    undecided = not all(check.found for check in checks)
    content = store.traces.read_file(start, BYTES + OVERLAP) if undecided else b""
    if not content:
        with store.transaction():
            for check in checks:
                _finish(store, check, now)
        return
    finder, words = Finder(checks), words_of(content.decode("utf-8", "replace"))
    numbers = finder.among(words) | finder.near(words)
    found = [[Count(of=FILE, number=1)] if n in numbers else [] for n in range(len(checks))]
    _keep(store, checks, found, FILE, str(start + min(len(content), BYTES)))


def _keep(
    store: Store, checks: Sequence[ErasureCheck], found: Sequence[Sequence[Count]],
    place: str, after_key: str,
) -> None:  # fmt: skip
    with store.transaction():
        for check, more in zip(checks, found, strict=True):
            if more:
                counts = summed(check.found, more)
                store.traces.set_progress(check.model_copy(update={"found": counts}))
        store.traces.set_place(place, after_key)


def _finish(store: Store, check: ErasureCheck, now: datetime) -> None:
    """The log has what was found, whoever erased it hears of it, and the hashes go."""
    told = {
        "counts": {count.of: count.number for count in check.counts},
        "left": _left(store, check),
        "receiver": _receiver(store, check),
    }
    ids = {"team_id": check.team_id, "candidate_id": check.candidate_id}
    store.audit.add(CheckedErasure(**ids, at=now, actor_id=check.by_id, **told))
    if check.by_id != BY_RULE:
        enqueue(store, TellErasure(**ids, user_id=check.by_id, at=check.at, **told), now)
    store.traces.remove(check)


def _left(store: Store, check: ErasureCheck) -> tuple[str, ...]:
    """Where something was found; in the files only where no row has it, since that row stands in them as well."""
    found = {count.of for count in check.found}
    rows = found - {FILE, NEAR}
    left = sorted(rows) + ([FILE] if found == {FILE} else [])
    return (*left, *(["messages_in_slack"] if _messages_left(store, check) else []))


def _receiver(store: Store, check: ErasureCheck) -> str:
    if not store.has_webhook:
        return ""
    return "told" if _is_receiver_told(store, check) else "not_told"
