"""What the bot sends about a panel: each interviewer's own message, a line on changes, and news for leads."""

from handlers.context import Context, Payload
from handlers.panels.plan.times import warnings_of
from handlers.slack.directory import (
    guest_accounts,
    lead_fault,
    name_of,
    namesake_fault,
    participant_fault,
)
from handlers.slack.posts import deliver
from interviews import outbox
from interviews.loop import Loop
from interviews.models import Candidate, Interview, InterviewState, Status
from interviews.panels.plan import current_plan
from interviews.panels.split import coverage
from interviews.permissions import Action, may, status_for
from templates.render import render


def interview(ctx: Context, job: outbox.UpdateInterviewMessage) -> None:
    """The interviewer's message says how the interview stands; it is one message, updated in place."""
    candidate, mine = _candidate_and_interview(ctx, job)
    if candidate is None or mine is None:
        return
    loop = ctx.store.loop(ctx.person.team_id, candidate.id)
    message = render(
        "panels/interview",
        state=_state(loop, mine),
        handed_by=loop.giver_of(mine) if loop else "",
        second_rating=loop is not None and loop.rates_again(ctx.person.user_id),
        **_about(ctx, candidate, mine),
    )
    deliver(ctx, candidate.id, f"interview:{candidate.id}:{ctx.person.user_id}:", [message])


def tell_interview_change(ctx: Context, job: outbox.TellInterviewChange) -> None:
    """The interviewer hears in one line that somebody else changed the interview."""
    candidate, mine = _candidate_and_interview(ctx, job)
    if candidate is None or mine is None:
        return
    if status_for(ctx.person.user_id, candidate) is not Status.OPEN:
        return
    about = _about(ctx, candidate, mine)
    if mine.state is not InterviewState.PLANNED:
        about["interview"] = None
    message = render("panels/interview_changed", **about)
    key = f"changed:{candidate.id}:{ctx.person.user_id}:{job.change_id}:"
    deliver(ctx, candidate.id, key, [message])


def panel_news(ctx: Context, job: outbox.TellPanelNews) -> None:
    """A lead hears what became of an interview."""
    loop = ctx.store.loop(job.team_id, job.candidate_id)
    if loop is None or not may(ctx.person, Action.PLAN, loop):
        return
    message = render(
        "panels/news",
        candidate=loop.candidate,
        holes=_holes(ctx, loop, job.interviewer_id),
        **job.model_dump(include={"news", "interviewer_id", "to"}),
    )
    key = f"news:{loop.candidate.id}:{ctx.person.user_id}:{job.change_id}:"
    deliver(ctx, loop.candidate.id, key, [message])


def people(ctx: Context, job: outbox.CheckPeople) -> None:
    """Whoever planned reads of all who cannot take part, have the candidate's own name, or work at other hours."""
    loop = ctx.store.loop(job.team_id, job.candidate_id)
    if loop is None or not may(ctx.person, Action.PLAN, loop):
        return
    panel = [interview.interviewer_id for interview in loop.interviews]
    faults = []
    leading = (*loop.candidate.leads, *loop.candidate.coordinators)
    for user_id in dict.fromkeys((*leading, *panel)):
        ctx.extend_lease()
        look = lead_fault if user_id in leading else participant_fault
        faults += [
            look(ctx, [user_id])
            or namesake_fault(ctx, loop, user_id)
            or _note_on_guest(ctx, user_id)
        ]
    faults = [fault for fault in faults if fault]
    clashes = warnings_of(ctx, current_plan(loop).seats, loop.candidate.id)
    # Of all others the lead has read in the form, which knows of them without asking Slack.
    hours = [warning for warning in clashes if warning.kind == "OutOfHours"]
    if faults or hours:
        message = render("panels/people", candidate=loop.candidate, faults=faults, hours=hours)
        key = f"people:{loop.candidate.id}:{ctx.person.user_id}:{job.change_id}:"
        deliver(ctx, loop.candidate.id, key, [message])


def _note_on_guest(ctx: Context, user_id: str) -> str:
    """A sentence where an interviewer has a guest account, about whom the form could not ask in time."""
    if not guest_accounts(ctx, [user_id]):
        return ""
    return f"{name_of(ctx, user_id)} has a guest account. Take them off the plan unless they are to interview."


def guest(ctx: Context, job: outbox.AskAboutGuest) -> None:
    """The lead is asked whether somebody who scored unasked belongs on the panel."""
    candidate_id, guest_id = job.candidate_id, job.guest_id
    loop = ctx.store.loop(job.team_id, candidate_id)
    if loop is None or not may(ctx.person, Action.CONFIRM_GUEST, loop):
        return
    joined = loop.interview_of(guest_id)
    if joined is None or joined.confirmed:
        return
    message = render("panels/guest", candidate=loop.candidate, guest_id=guest_id)
    deliver(ctx, candidate_id, f"guest:{candidate_id}:{guest_id}:{ctx.person.user_id}:", [message])


def _holes(ctx: Context, loop: Loop, gone: str) -> list[str]:
    """The must-haves that were this person's, and that nobody on the panel looks at now."""
    archetype = ctx.bank.archetype(loop.candidate.archetype_id)
    interview = _interview_of(ctx, loop.candidate.id, gone)
    if archetype is None or interview is None:
        return []
    panel = {seat.interviewer_id: seat.focus for seat in loop.interviews}
    covered = coverage(archetype.skills, panel)
    holes = [skill for skill in covered if skill.must_have and not skill.interviewers]
    focus = interview.focus
    return [skill.name for skill in holes if not focus or skill.skill_id in focus]


def _candidate_and_interview(
    ctx: Context, job: outbox.CandidateJob
) -> tuple[Candidate | None, Interview | None]:
    """The candidate and this person's interview as they are now; None where they were erased."""
    candidate = ctx.store.candidates.get(job.team_id, job.candidate_id)
    return candidate, _interview_of(ctx, job.candidate_id, job.user_id)


def _interview_of(ctx: Context, candidate_id: str, user_id: str) -> Interview | None:
    """This person's interview, whatever became of it."""
    interviews = ctx.store.interviews.all_of(ctx.person.team_id, candidate_id)
    return next((found for found in interviews if found.interviewer_id == user_id), None)


def _state(loop: Loop | None, mine: Interview) -> str:
    if loop is None or status_for(mine.interviewer_id, loop.candidate) is not Status.OPEN:
        return "closed"
    scored = mine.state is InterviewState.PLANNED and loop.card_of(mine.interviewer_id)
    return "scored" if scored else mine.state.value


def _about(ctx: Context, candidate: Candidate, mine: Interview) -> Payload:
    return {
        "candidate": candidate,
        "interview": mine,
        "role": ctx.role_name(candidate),
        "skills": ctx.skill_names(candidate, mine),
        "due_at": candidate.due_at,
    }
