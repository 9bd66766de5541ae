"""What the bot sends by itself: the digest when the last card is in, and a word to leads about a guest.

Each delivery reads the state again when it is due, and says nothing that its reader may not see then.
"""

from collections.abc import Callable, Sequence

from handlers.debriefs import rendered
from handlers.desk import Desk, Payload
from handlers.slack_errors import SlackRefused
from interviews.debrief import debrief
from interviews.permissions import Action, may
from interviews.store.jobs import Job
from interviews.store.messages import Posted
from templates.parts import parts
from templates.render import render

GONE = frozenset({"message_not_found", "channel_not_found", "cant_update_message"})


def digest(desk: Desk, job: Job) -> None:
    """The lead has the debrief by direct message, one message with a thread, up to date."""
    candidate_id = job.payload["candidate_id"]
    loop = desk.store.loop(desk.person.team_id, candidate_id)
    if loop is None or loop.sealed or not may(desk.person, Action.READ_DEBRIEF, loop):
        return
    about = f"digest:{candidate_id}:{desk.person.user_id}:"
    found = debrief(loop)
    try:
        _deliver(desk, candidate_id, about, parts(rendered(desk, found)))
    except SlackRefused as refused:
        if refused.error != "invalid_blocks":
            raise
        without = parts(rendered(desk, found, with_table=False))  # a workspace without tables yet
        _deliver(desk, candidate_id, about, without)


def guest(desk: Desk, job: Job) -> None:
    """The lead is asked whether somebody who scored unasked belongs on the panel."""
    candidate_id, guest_id = job.payload["candidate_id"], job.payload["guest_id"]
    loop = desk.store.loop(desk.person.team_id, candidate_id)
    if loop is None or not may(desk.person, Action.PLAN, loop):
        return
    joined = loop.interview_of(guest_id)
    if joined is None or joined.confirmed:
        return
    message = render("guest", candidate=loop.candidate, guest_id=guest_id)
    _deliver(
        desk, candidate_id, f"guest:{candidate_id}:{guest_id}:{desk.person.user_id}:", [message]
    )


def decided(desk: Desk, job: Job) -> None:
    """Somebody who took part hears in one line how it ended, unless it was undone meanwhile."""
    candidate_id = job.payload["candidate_id"]
    standing = desk.store.decisions.standing(desk.person.team_id, candidate_id)
    candidate = desk.store.candidates.get(desk.person.team_id, candidate_id)
    if candidate is None or standing is None or standing.id != job.payload["decision_id"]:
        return
    message = render("told_decision", candidate=candidate, decision=standing)
    about = f"decided:{candidate_id}:{standing.id}:{desk.person.user_id}:"
    _deliver(desk, candidate_id, about, [message])


DELIVERIES: dict[str, Callable[[Desk, Job], None]] = {
    "digest": digest,
    "guest": guest,
    "decided": decided,
}


def _deliver(desk: Desk, candidate_id: str, about: str, messages: Sequence[Payload]) -> None:
    """Posts the messages, the later ones into the thread of the first; what stands already is updated in place."""
    channel = desk.slack.open_dm(desk.person.user_id)
    thread: str | None = None
    for number, message in enumerate(messages):
        posted = _put(desk, candidate_id, f"{about}{number:03}", channel, thread, message)
        thread = thread or posted.ts
    for surplus in desk.store.messages.starting(desk.person.team_id, about)[len(messages) :]:
        _take_away(desk, surplus)


def _put(
    desk: Desk, candidate_id: str, about: str, channel: str, thread: str | None, message: Payload
) -> Posted:
    standing = desk.store.messages.find(desk.person.team_id, about)
    if standing and _updated(desk, standing, message):
        return standing
    sent = desk.slack.post(channel, **message | ({"thread_ts": thread} if thread else {}))
    posted = Posted(
        team_id=desk.person.team_id, about=about, candidate_id=candidate_id,
        channel=channel, ts=sent["ts"],
    )  # fmt: skip
    desk.store.messages.remember(posted, desk.now())
    return posted


def _updated(desk: Desk, standing: Posted, message: Payload) -> bool:
    """False where the message is gone from Slack, so that it is posted anew."""
    try:
        desk.slack.update(standing.channel, standing.ts, **message)
    except SlackRefused as refused:
        if refused.error in GONE:
            return False
        raise
    return True


def _take_away(desk: Desk, surplus: Posted) -> None:
    try:
        desk.slack.delete(surplus.channel, surplus.ts)
    except SlackRefused as refused:
        if refused.error not in GONE:
            raise
    desk.store.messages.forget(surplus.team_id, surplus.about)
