"""What the bot sends about a panel: each interviewer's own message, a line on changes, and news for leads."""

from handlers.context import Context, Payload
from handlers.slack.posts import deliver
from interviews.debriefs.visibility import rates_again
from interviews.loop import Loop
from interviews.models import Candidate, Interview, InterviewState, Status
from interviews.panels.split import coverage
from interviews.permissions import Action, may
from interviews.store.jobs import Job
from templates.render import render


def interview(ctx: Context, job: Job) -> None:
    """The interviewer's message says how the interview stands; it is one message, updated in place."""
    candidate, mine = _found(ctx, job)
    if candidate is None or mine is None:
        return
    loop = ctx.store.loop(ctx.person.team_id, candidate.id)
    message = render(
        "panels/interview",
        state=_state(loop, mine),
        handed_by=loop.handed_over_by(mine) if loop else "",
        second_rating=loop is not None and rates_again(loop, ctx.person.user_id),
        **_about(ctx, candidate, mine),
    )
    deliver(ctx, candidate.id, f"interview:{candidate.id}:{ctx.person.user_id}:", [message])


def interview_changed(ctx: Context, job: Job) -> None:
    """The interviewer hears in one line that somebody else changed the interview."""
    candidate, mine = _found(ctx, job)
    if candidate is None or mine is None or candidate.status is not Status.OPEN:
        return
    about = _about(ctx, candidate, mine)
    if mine.state is not InterviewState.PLANNED:
        about["interview"] = None
    message = render("panels/interview_changed", **about)
    key = f"changed:{candidate.id}:{ctx.person.user_id}:{job.payload['change_id']}:"
    deliver(ctx, candidate.id, key, [message])


def panel_news(ctx: Context, job: Job) -> None:
    """A lead hears what became of an interview."""
    loop = ctx.store.loop(ctx.person.team_id, job.payload["candidate_id"])
    if loop is None or not may(ctx.person, Action.PLAN, loop):
        return
    told = {key: job.payload[key] for key in ("news", "interviewer_id", "to")}
    holes = _holes(ctx, loop, told["interviewer_id"])
    message = render("panels/news", candidate=loop.candidate, holes=holes, **told)
    key = f"news:{loop.candidate.id}:{ctx.person.user_id}:{job.payload['change_id']}:"
    deliver(ctx, loop.candidate.id, key, [message])


def _holes(ctx: Context, loop: Loop, gone: str) -> list[str]:
    """The must-haves that were this person's, and that nobody on the panel looks at now."""
    archetype = ctx.bank.archetype(loop.candidate.archetype_id)
    every = ctx.store.interviews.all_of(loop.candidate.team_id, loop.candidate.id)
    theirs = next((one.focus for one in every if one.interviewer_id == gone), None)
    if archetype is None or theirs is None:
        return []
    covered = coverage(archetype.skills, {one.interviewer_id: one.focus for one in loop.interviews})
    holes = [one for one in covered if one.must_have and not one.interviewers]
    return [one.name for one in holes if not theirs or one.skill_id in theirs]


def _found(ctx: Context, job: Job) -> tuple[Candidate | None, Interview | None]:
    """The candidate and this person's interview as they are now; None where they were erased."""
    team_id, candidate_id = ctx.person.team_id, job.payload["candidate_id"]
    every = ctx.store.interviews.all_of(team_id, candidate_id)
    mine = next((one for one in every if one.interviewer_id == ctx.person.user_id), None)
    return ctx.store.candidates.get(team_id, candidate_id), mine


def _state(loop: Loop | None, mine: Interview) -> str:
    if loop is None or loop.candidate.status is not Status.OPEN:
        return "closed"
    scored = mine.state is InterviewState.PLANNED and loop.card_of(mine.interviewer_id)
    return "scored" if scored else mine.state.value


def _about(ctx: Context, candidate: Candidate, mine: Interview) -> Payload:
    archetype = ctx.bank.archetype(candidate.archetype_id)
    skills = [archetype.skill(one) for one in mine.focus] if archetype else []
    return {
        "candidate": candidate,
        "interview": mine,
        "role": ctx.role_name(candidate),
        "skills": [one.name for one in skills if one],
        "due_at": candidate.due_at,
    }
