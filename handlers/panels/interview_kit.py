"""The kit of one interview: the questions that are this interviewer's, and nobody else's on the panel."""

from datetime import datetime

from handlers.context import Context, Payload
from handlers.kits.questions import archetype_of
from handlers.slack.notices import first_that_fits
from handlers.slack.posts import deliver
from interviews.loop import Loop
from interviews.models import Candidate, Interview, Status
from interviews.outbox import SendKit
from interviews.permissions import status_for
from interviews.store.values import stored_time
from templates.render import render
from templates.split import parts


def kit_view(ctx: Context, candidate: Candidate, interview: Interview) -> Payload:
    """The kit as a modal."""
    return render("kits/my_kit", as_message=False, left_out=0, **_about(ctx, candidate, interview))


def kit_message(ctx: Context, candidate: Candidate, interview: Interview) -> Payload:
    """The kit as a message that its interviewer alone sees; questions that do not fit into one make room."""
    about = _about(ctx, candidate, interview)
    questions = about.pop("questions")
    return first_that_fits(
        render(
            "kits/my_kit",
            as_message=True,
            questions=questions[:count],
            left_out=len(questions) - count,
            **about,
        )
        for count in range(len(questions), 0, -1)
    )


def kit(ctx: Context, job: SendKit) -> None:
    """The interviewer has the kit as a message, if the interview still begins at the time the job was made for."""
    loop = ctx.store.loop(job.team_id, job.candidate_id)
    interview = loop.interview_of(job.user_id) if loop else None
    if loop and interview and _helps(ctx, loop, interview, job.starts_at):
        content = _about(ctx, loop.candidate, interview)
        message = render("kits/kit_soon", has_begun=ctx.now() >= job.starts_at, **content)
        about = f"kit:{interview.id}:{stored_time(job.starts_at)}:"
        deliver(ctx, loop.candidate.id, about, parts(message))


def _helps(ctx: Context, loop: Loop, interview: Interview, starts_at: datetime) -> bool:
    """Whether the interview is still to be held then; once it is over, a reminder of the card is what helps."""
    candidate = loop.candidate
    return (
        interview.starts_at == starts_at
        and status_for(interview.interviewer_id, candidate) is Status.OPEN
        and loop.card_of(interview.interviewer_id) is None
        and ctx.bank.archetype(candidate.archetype_id) is not None
        and (interview.ends_at is None or ctx.now() < interview.ends_at)
    )


def _about(ctx: Context, candidate: Candidate, interview: Interview) -> Payload:
    """What the bank still has of the questions; the core ones of the role where it has none of them."""
    archetype = archetype_of(ctx, candidate.archetype_id)
    found = [ctx.bank.question(archetype.id, question_id) for question_id in interview.questions]
    questions = [question for question in found if question]
    return {
        "candidate": candidate,
        "interview": interview,
        "archetype": archetype,
        "questions": questions or [question for question in archetype.questions if question.core],
        "names": {skill.id: skill.name for skill in archetype.skills},
        "missing_questions": len(found) - len(questions),
    }
