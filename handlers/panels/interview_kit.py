"""The kit of one interview: the questions that are this interviewer's, and nobody else's on the panel."""

from handlers.context import Context, Payload
from handlers.kits.questions import archetype_of
from handlers.slack.posts import deliver
from interviews.models import Candidate, Interview, Status
from interviews.store.jobs import Job
from interviews.store.values import stored_time
from templates.render import render
from templates.split import parts


def kit_view(ctx: Context, candidate: Candidate, interview: Interview) -> Payload:
    """The kit as a modal."""
    return render("kits/my_kit", **_about(ctx, candidate, interview))


def kit(ctx: Context, job: Job) -> None:
    """The interviewer has the kit as a message, if the interview still begins at the time the job was made for."""
    loop = ctx.store.loop(ctx.person.team_id, job.payload["candidate_id"])
    mine = loop.interview_of(ctx.person.user_id) if loop else None
    if loop is None or mine is None or mine.starts_at is None:
        return
    if ctx.bank.archetype(loop.candidate.archetype_id) is None:
        return
    moved = stored_time(mine.starts_at) != job.payload["starts_at"]
    if moved or loop.candidate.status is not Status.OPEN or loop.card_of(mine.interviewer_id):
        return
    now = ctx.now()
    if mine.ends_at and now >= mine.ends_at:  # delivered late: a reminder of the card is what helps
        return
    message = render(
        "kits/kit_soon", has_begun=now >= mine.starts_at, **_about(ctx, loop.candidate, mine)
    )
    about = f"kit:{mine.id}:{job.payload['starts_at']}:"
    deliver(ctx, loop.candidate.id, about, parts(message))


def _about(ctx: Context, candidate: Candidate, interview: Interview) -> Payload:
    """What the bank still has of the questions; the core ones of the role where it has none of them."""
    archetype = archetype_of(ctx, candidate.archetype_id)
    found = [ctx.bank.question(archetype.id, one) for one in interview.questions]
    questions = [one for one in found if one]
    return {
        "candidate": candidate,
        "interview": interview,
        "archetype": archetype,
        "questions": questions or [one for one in archetype.questions if one.core],
        "names": {skill.id: skill.name for skill in archetype.skills},
        "missing_questions": len(found) - len(questions),
    }
