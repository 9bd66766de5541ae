"""The Home tab: a person's open scorecards, coming interviews and candidates, and buttons for the kits."""

from collections.abc import Iterable, Mapping
from typing import Any

from handlers.candidates.labels import since
from handlers.candidates.lists import OpenCandidate, open_candidates
from handlers.context import Context, Payload
from handlers.delivery import Dropped, Result
from handlers.kits.help_page import MOST_ROLES
from handlers.scorecards.card_form import draft_label
from handlers.slack.directory import has_left
from handlers.slack.errors import NO_MESSAGES, TAB_OFF, UNKNOWN_PERSON, SlackRefused
from interviews.candidates.queries import my_candidates
from interviews.home.agenda import agenda
from interviews.home.refresh import open_home
from interviews.models import Candidate, Interview
from interviews.outbox import RefreshHome
from interviews.panels.leavers import is_back
from interviews.store.drafts import Draft
from templates.render import render

# Two blocks each but for the first, and Slack shows 100.
MOST_WAITING, MOST_COMING, MOST_LISTED = 20, 8, 20
# A tab that nobody looks at: trying again cannot mend it, and opening it will.
NOBODY_LOOKS = (UNKNOWN_PERSON, NO_MESSAGES, TAB_OFF)


def open_tab(event: dict[str, Any], ctx: Context) -> None:
    """Adds the job that publishes the Home tab, so that the answer to Slack waits for no call to Slack."""
    if event.get("tab", "home") == "home":
        open_home(ctx.store, ctx.person.team_id, ctx.person.user_id, ctx.now())


def refresh(ctx: Context, job: RefreshHome) -> Result:
    """The person's Home tab shows what holds now; what changes meanwhile is shown right after."""
    try:
        looks = not has_left(ctx)
        if looks:
            is_back(ctx.store, ctx.person, ctx.now())
            ctx.slack.views_publish(ctx.person.user_id, home_view(ctx))
    except SlackRefused as refused:
        if refused.kind not in NOBODY_LOOKS:
            raise
        looks = False
    if not looks:
        ctx.store.homes.forget(job.team_id, job.user_id)
    return Dropped()


def home_view(ctx: Context) -> Payload:
    """The Home tab of this person."""
    with ctx.store.read_session():
        candidates = my_candidates(ctx.store, ctx.person)
        by_id = {candidate.id: candidate for candidate in candidates}
        drafts = list(_open_drafts(ctx, by_id))
        with_draft = {draft.candidate_id for draft, _ in drafts}
        mine = agenda(ctx.store, ctx.person, ctx.now())
        waiting = [
            interview for interview in mine.waiting if interview.candidate_id not in with_draft
        ]
        now_waiting = waiting[: max(MOST_WAITING - len(drafts), 0)]
        coming = mine.coming[:MOST_COMING]
        ids = [entry.candidate_id for entry in (*now_waiting, *coming)]
        ids += [draft.candidate_id for draft, _ in drafts[:MOST_WAITING]]
        shown = [by_id[candidate_id] for candidate_id in ids if candidate_id in by_id]
        apart = since([*shown, *candidates[:MOST_LISTED]])
        entries, older = open_candidates(ctx, candidates, MOST_LISTED, apart)
        return render(
            "home",
            drafts=[
                _draft_entry(ctx, draft, name + apart.get(draft.candidate_id, ""))
                for draft, name in drafts[:MOST_WAITING]
            ],
            waiting=_interview_entries(ctx, by_id, now_waiting),
            more_waiting=max(len(drafts) + len(waiting) - MOST_WAITING, 0),
            coming=_interview_entries(ctx, by_id, coming),
            more_coming=len(mine.coming[MOST_COMING:]),
            candidate_entries=sorted(entries, key=_urgency),
            apart=apart,
            older=older,
            roles=ctx.bank.archetypes[:MOST_ROLES],
            settings=ctx.store.preferences.get(ctx.person.team_id, ctx.person.user_id),
        )


def _urgency(entry: OpenCandidate) -> int:
    """0 where this lead's decision is waited for, 1 where scorecards are, 2 where interviews are only to come."""
    if entry.leads and not entry.loop.is_sealed:
        return 0
    return 1 if entry.missing else 2


def _open_drafts(ctx: Context, by_id: Mapping[str, Candidate]) -> Iterable[tuple[Draft, str]]:
    """The person's drafts that can still be sent, each with its candidate's name; empty for a new candidate."""
    for draft in ctx.store.drafts.of_person(ctx.person.team_id, ctx.person.user_id):
        if not draft.candidate_id:
            yield draft, ""
        elif draft.candidate_id in by_id:
            yield draft, by_id[draft.candidate_id].name


def _draft_entry(ctx: Context, draft: Draft, name: str) -> Payload:
    return {"card_id": draft.card_id, "label": f"{draft_label(ctx, draft, name)} · draft"}


def _interview_entries(
    ctx: Context, by_id: Mapping[str, Candidate], interviews: Iterable[Interview]
) -> list[Payload]:
    """Each interview with its candidate, the role and the names of the skills; without those of other candidates."""
    return [
        {
            "interview": interview,
            "candidate": candidate,
            "role": ctx.role_name(candidate),
            "skills": ctx.skill_names(candidate, interview),
        }
        for interview in interviews
        if (candidate := by_id.get(interview.candidate_id))
    ]
