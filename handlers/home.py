"""The Home tab: what waits for a person, what comes, their candidates, and a kit at one press."""

from collections.abc import Iterable, Mapping
from typing import Any

from handlers.candidates.lists import open_loops
from handlers.context import Context, Payload
from handlers.kits.help_page import MOST_ROLES
from handlers.scorecards.form import resumed
from handlers.slack.directory import has_left
from handlers.slack.errors import SlackRefused
from interviews.candidates.queries import my_candidates
from interviews.home.agenda import agenda
from interviews.home.refresh import open_home
from interviews.models import Candidate, Interview
from interviews.panels.leavers import is_back
from interviews.store.drafts import Draft
from interviews.store.jobs import Job
from templates.macros.escaping import one_line
from templates.render import render

# Two blocks each but for the first, and Slack shows 100.
MOST_WAITING, MOST_COMING, MOST_LISTED = 20, 8, 20
# Slack's words for a tab that nobody looks at: trying again cannot mend it, and opening it will.
NOBODY_LOOKS = frozenset({"user_not_found", "user_disabled", "user_not_visible", "not_enabled"})


def opened(event: dict[str, Any], ctx: Context) -> None:
    """The person will see their Home tab as things stand; the answer to Slack waits for no call to Slack."""
    if event.get("tab", "home") == "home":
        open_home(ctx.store, ctx.person.team_id, ctx.person.user_id, ctx.now())


def refresh(ctx: Context, job: Job) -> None:
    """The person's Home tab shows what holds now; what changes meanwhile is shown right after."""
    try:
        seen = not has_left(ctx)
        if seen:
            is_back(ctx.store, ctx.person, ctx.now())
            ctx.slack.views_publish(ctx.person.user_id, home_view(ctx))
    except SlackRefused as refused:
        if refused.error not in NOBODY_LOOKS:
            raise
        seen = False
    if not seen:
        ctx.store.homes.forget(ctx.person.team_id, ctx.person.user_id)
    if not ctx.store.jobs.drop_unchanged(job):
        ctx.store.jobs.postpone(job, ctx.now())


def home_view(ctx: Context) -> Payload:
    """The Home tab of this person."""
    with ctx.store.reading():
        return _view(ctx)


def _view(ctx: Context) -> Payload:
    candidates = my_candidates(ctx.store, ctx.person)
    known = {one.id: one for one in candidates}
    drafts = list(_open_drafts(ctx, known))
    drafted = {draft.candidate_id for draft, _ in drafts}
    mine = agenda(ctx.store, ctx.person, ctx.now())
    waiting = [one for one in mine.waiting if one.candidate_id not in drafted]
    loops, older = open_loops(ctx, candidates, MOST_LISTED)
    return render(
        "home",
        drafts=[_unfinished(ctx, draft, name) for draft, name in drafts[:MOST_WAITING]],
        waiting=_interviews(ctx, known, waiting[: max(MOST_WAITING - len(drafts), 0)]),
        more_waiting=max(len(drafts) + len(waiting) - MOST_WAITING, 0),
        coming=_interviews(ctx, known, mine.coming[:MOST_COMING]),
        more_coming=len(mine.coming[MOST_COMING:]),
        loops=sorted(loops, key=_most_urgent),
        older=older,
        archetypes=ctx.bank.archetypes[:MOST_ROLES],
        settings=ctx.store.preferences.get(ctx.person.team_id, ctx.person.user_id),
    )


def _most_urgent(listed: Payload) -> int:
    """What waits for this lead's decision, then what waits for scorecards, then what is only to come."""
    if listed["lead"] and not listed["sealed"]:
        return 0
    return 1 if listed["missing"] else 2


def _open_drafts(ctx: Context, known: Mapping[str, Candidate]) -> Iterable[tuple[Draft, str]]:
    """The person's drafts that can still be sent, each with its candidate's name."""
    for draft in ctx.store.drafts.of_person(ctx.person.team_id, ctx.person.user_id):
        if not draft.candidate_id:
            yield draft, resumed(draft).name
        elif draft.candidate_id in known:
            yield draft, known[draft.candidate_id].name


def _unfinished(ctx: Context, draft: Draft, name: str) -> Payload:
    role = ctx.bank.archetype(resumed(draft).kept.archetype_id)
    named = one_line(name) or "a candidate without a name yet"
    return {"card_id": draft.card_id, "label": f"{named} · {role.name if role else ''} · draft"}


def _interviews(
    ctx: Context, known: Mapping[str, Candidate], interviews: Iterable[Interview]
) -> list[Payload]:
    """What a line on an interview says."""
    listed = []
    for one in interviews:
        candidate = known.get(one.candidate_id)
        if candidate:
            archetype = ctx.bank.archetype(candidate.archetype_id)
            skills = [archetype.skill(skill) for skill in one.focus] if archetype else []
            listed.append(
                {
                    "interview": one,
                    "candidate": candidate,
                    "role": ctx.role_name(candidate),
                    "skills": [skill.name for skill in skills if skill],
                }
            )
    return listed
