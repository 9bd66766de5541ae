"""Takes a filled scorecard: checks it against the loop as it is now, and keeps it with all that follows from it."""

from collections.abc import Iterator
from datetime import datetime

from interviews.candidates.find_or_add import place, whole_loop
from interviews.debriefs.reveals import record_reveals
from interviews.errors import AlreadyScored, NotAllowed, ReasonMissing
from interviews.home.refresh import refresh_homes_of
from interviews.loop import Loop
from interviews.models import Interview, InterviewState, Model, Scorecard
from interviews.outbox import AskAboutGuest, Job, News, SendDigest, TellOverdue, enqueue
from interviews.panels.messages import refresh_interview, refresh_panel, tell_leads
from interviews.permissions import Person, Role, as_seen_by, require_open, roles
from interviews.reminders.schedule import plan_reminders, tidy
from interviews.scorecards import drafts
from interviews.scorecards.duplicates import Submission, earlier_submission
from interviews.store import Store
from interviews.store.audit import SentCard
from interviews.webhooks import announce_card

__all__ = ["SaveResult", "Submission", "submit"]


class SaveResult(Model):
    """What was kept: the card, and the loop as it stands with it, as far as its interviewer may know."""

    card: Scorecard
    loop: Loop
    joined_as_guest: bool = False
    shadowed: bool = False
    """The card is kept apart: its author only listened."""
    second_rating: bool = False
    """The first rating stays beside this one in the debrief."""
    panel_not_added: tuple[str, ...] = ()
    """People the form named for a candidate who turned out to have a lead already."""


def submit(store: Store, person: Person, sent: Submission, now: datetime) -> SaveResult:
    """Keeps the card durably and returns it; the same form with the same words in it returns the card it made.

    Raises `UnknownCandidate`, `NotAllowed`, `LoopClosed`, `AlreadyScored` or `ReasonMissing`,
    with nothing kept.
    """
    with store.transaction():
        store.scorecards.hold(person.team_id, sent.card_id)
        before = store.scorecards.get(person.team_id, sent.card_id)
        if before:
            return _same_card(store, person, sent, before)
        loop, interview = place(store, person, sent.candidate_id, sent.new, now)
        _refuse_stale(loop, sent, person)
        card = _card(person, sent, loop, interview, now)
        store.scorecards.add(card)
        drafts.sent(store, person, card.id, card.candidate_id)
        if sent.last_note:
            store.notes.clear(person.team_id, person.user_id, card.candidate_id, sent.last_note)
        whole = whole_loop(store, person, loop.candidate.id)
        whole = record_reveals(store, loop, whole, now)
        _log(store, card, interview)
        _tell(store, person, whole, card, interview, now)
        if sent.new and sent.new.id == whole.candidate.id:
            plan_reminders(store, whole, now)
        refresh_homes_of(store, now, whole)
    return _result(person, sent, card, whole)


def _same_card(store: Store, person: Person, sent: Submission, card: Scorecard) -> SaveResult:
    if card.interviewer_id != person.user_id:
        raise NotAllowed("This scorecard is somebody else's.")
    if earlier_submission(store, person, sent):
        raise AlreadyScored(
            "This form was sent before, and it says something else now. Submit again to put this "
            "scorecard beside that one as an amendment.",
            card.revision,
        )
    return _result(person, sent, card, whole_loop(store, person, card.candidate_id))


def _result(person: Person, sent: Submission, card: Scorecard, loop: Loop) -> SaveResult:
    guest, mine = Role.GUEST in roles(person, loop), loop.interview_of(person.user_id)
    return SaveResult(
        card=card, loop=as_seen_by(person, loop), joined_as_guest=guest,
        shadowed=mine is None or mine.id != card.interview_id,
        second_rating=card.second_rating,
        panel_not_added=sent.new.panel if guest and sent.new else (),
    )  # fmt: skip


def _refuse_stale(loop: Loop, sent: Submission, person: Person) -> None:
    require_open(
        person,
        loop,
        "so no scorecard can be added. What you typed is still here; ask the hiring lead if it "
        "should count.",
    )
    newest = loop.card_of(person.user_id)
    if newest and newest.revision != sent.base_revision:
        raise AlreadyScored(
            "You have already sent a scorecard for this candidate from another form. "
            "Submit again to put this one beside it as an amendment.",
            newest.revision,
        )
    if loop.rates_again(person.user_id) and not sent.reason.strip():
        raise ReasonMissing(
            "The others' scorecards are open to you by now, so this is a second rating. Save again "
            "to say what changed your mind; what you typed is still here."
        )


def _card(
    person: Person, sent: Submission, loop: Loop, interview: Interview, now: datetime
) -> Scorecard:
    newest = loop.card_of(person.user_id)
    listened = interview.state is InterviewState.SHADOWED
    reason = sent.reason if loop.rates_again(person.user_id) else ""
    return Scorecard(
        team_id=person.team_id,
        id=sent.card_id,
        interview_id=interview.id,
        candidate_id=loop.candidate.id,
        interviewer_id=person.user_id,
        revision=newest.revision + 1 if newest else 1,
        target_level=loop.candidate.target_level,
        after_reveal=not listened and loop.reveal_time(person.user_id) is not None,
        submitted_at=now,
        **sent.content() | {"reason": reason},
    )


def _log(store: Store, card: Scorecard, interview: Interview) -> None:
    entry = SentCard(
        team_id=card.team_id, at=card.submitted_at, actor_id=card.interviewer_id,
        candidate_id=card.candidate_id, revision=card.revision, second_rating=card.second_rating,
        listened=interview.state is InterviewState.SHADOWED,
    )  # fmt: skip
    store.audit.add(entry)


def _tell(
    store: Store, person: Person, loop: Loop, card: Scorecard, interview: Interview, now: datetime
) -> None:
    """Leads hear of it in the same transaction: a digest once the seal is open, a guest at once.

    A card of somebody who only listened changes nothing for anybody else.
    """
    if interview.state is InterviewState.SHADOWED:
        return
    announce_card(store, card)
    if card.revision == 1 and not loop.is_sealed:
        refresh_panel(store, loop, now)
    else:
        refresh_interview(store, loop, person.user_id, now)
    if card.second_rating and not loop.is_sealed:  # an edited digest pings nobody
        tell_leads(store, person, loop, News.SECOND_RATING, person.user_id, now)
    tidy(store, interview, card.id, now)
    for lead in loop.candidate.leads:
        for job in _jobs_for(lead, loop, card, interview):
            enqueue(store, job, now)
    if loop.candidate.due_at and loop.candidate.due_at <= now:
        for planner in store.planners(loop.candidate):
            job = TellOverdue(**loop.candidate.ids, user_id=planner, change_id=card.id)
            enqueue(store, job, now)


def _jobs_for(lead: str, loop: Loop, card: Scorecard, interview: Interview) -> Iterator[Job]:
    reader = loop.candidate.ids | {"user_id": lead, "change_id": card.id}
    if not loop.is_sealed:
        yield SendDigest(**reader)
    if not interview.confirmed and card.revision == 1:
        yield AskAboutGuest(**reader, guest_id=card.interviewer_id)
