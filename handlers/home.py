"""The Home tab: a person's open scorecards, coming interviews and candidates, and buttons for the kits."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from handlers.candidates.labels import since, spoken_names
from handlers.candidates.lists import OpenCandidate, open_candidates
from handlers.context import Context, Payload
from handlers.delivery import Dropped, Result
from handlers.kits.help_page import MOST_ROLES
from handlers.scorecards.card_form import draft_label
from handlers.settings import without_reminders
from handlers.slack.directory import has_left
from handlers.slack.errors import NO_MESSAGES, TAB_OFF, UNKNOWN_PERSON, SlackRefused
from interviews.candidates import queries
from interviews.home.agenda import Agenda, agenda
from interviews.home.refresh import open_home
from interviews.models import Candidate
from interviews.outbox import RefreshHome
from interviews.panels.leavers import is_back
from interviews.store.drafts import Draft
from interviews.store.interviews import Owed
from templates.render import render

# Two blocks each, and Slack shows 100.
MOST_WAITING, MOST_COMING, MOST_LISTED = 12, 6, 20
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
        now = ctx.now()
        candidates, older = queries.open_candidates(ctx.store, ctx.person, MOST_LISTED)
        mine = agenda(ctx.store, ctx.person, now)
        open_drafts = _open_drafts(ctx, mine)
        begun = {draft.candidate_id: draft.card_id for draft in reversed(open_drafts)}
        by_urgency = _by_urgency(mine.waiting, begun, now)
        in_rows = {begun.get(interview.candidate_id) for interview in by_urgency}
        drafts = [draft for draft in open_drafts if draft.card_id not in in_rows]
        waiting = by_urgency[: max(MOST_WAITING - len(drafts), 0)]
        coming = mine.coming[:MOST_COMING]
        ids = [entry.candidate_id for entry in (*waiting, *coming)]
        ids += [draft.candidate_id for draft in drafts[:MOST_WAITING]]
        open_ones = queries.open_among(ctx.store, ctx.person, filter(None, ids))
        by_id = {candidate.id: candidate for candidate in open_ones}
        shown = [by_id[candidate_id] for candidate_id in ids if candidate_id in by_id]
        shown += candidates
        apart, spoken = since(shown), spoken_names(ctx, shown)
        entries = open_candidates(ctx, candidates, apart, spoken)
        return render(
            "home",
            now=now,
            drafts=[_draft_entry(ctx, draft, by_id, apart) for draft in drafts[:MOST_WAITING]],
            waiting=_interview_entries(ctx, by_id, waiting, spoken, begun),
            more_waiting=max(len(drafts) + len(by_urgency) - MOST_WAITING, 0),
            coming=_interview_entries(ctx, by_id, coming, spoken, {}),
            more_coming=len(mine.coming[MOST_COMING:]),
            decisions=[entry for entry in entries if _waits_for_decision(entry)],
            candidate_entries=sorted(
                (entry for entry in entries if not _waits_for_decision(entry)),
                key=_rank,
            ),
            apart=apart,
            older=older,
            unwanted=len(without_reminders(ctx)),
            roles=ctx.bank.archetypes[:MOST_ROLES],
            settings=ctx.store.preferences.get(ctx.person.team_id, ctx.person.user_id),
        )


def _rank(entry: OpenCandidate) -> int:
    """0 where scorecards are overdue, 1 where any are waited for, 2 where interviews are only to come."""
    due = entry.loop.candidate.due_at
    if due and due <= entry.now:
        return 0
    return 1 if entry.missing or entry.leavers else 2


def _waits_for_decision(entry: OpenCandidate) -> bool:
    return entry.leads and not entry.loop.is_sealed


def _by_urgency(waiting: Iterable[Owed], begun: Collection[str], now: datetime) -> list[Owed]:
    """The person's interviews that lack a scorecard: half-written ones first, then what is overdue for longest."""

    def urgency(owed: Owed) -> tuple[bool, datetime]:
        return owed.candidate_id not in begun, min(owed.due_at or now, now)

    return sorted(waiting, key=urgency)


def _open_drafts(ctx: Context, mine: Agenda) -> list[Draft]:
    """The person's drafts that can still be sent; those on a candidate who is new have no candidate's id."""
    drafts = ctx.store.drafts.of_person(ctx.person.team_id, ctx.person.user_id)
    known = {"", *(owed.candidate_id for owed in (*mine.waiting, *mine.coming))}
    others = {draft.candidate_id for draft in drafts} - known
    known |= {candidate.id for candidate in queries.open_among(ctx.store, ctx.person, others)}
    return [draft for draft in drafts if draft.candidate_id in known]


def _draft_entry(
    ctx: Context, draft: Draft, by_id: Mapping[str, Candidate], apart: Mapping[str, str]
) -> Payload:
    candidate = by_id.get(draft.candidate_id or "")
    name = candidate.name + apart.get(candidate.id, "") if candidate else ""
    return {"card_id": draft.card_id, "label": f"{draft_label(ctx, draft, name)} · draft"}


def _interview_entries(
    ctx: Context,
    by_id: Mapping[str, Candidate],
    entries: Sequence[Owed],
    spoken: Mapping[str, str],
    begun: Mapping[str, str],
) -> list[Payload]:
    """Each interview with its candidate, the role, the names of the skills, and the draft of its scorecard."""
    found = ctx.store.interviews.list_of(ctx.person.team_id, [owed.id for owed in entries])
    by_own_id = {interview.id: interview for interview in found}
    interviews = (by_own_id[owed.id] for owed in entries if owed.id in by_own_id)
    return [
        {
            "interview": interview,
            "candidate": candidate,
            "role": ctx.role_name(candidate),
            "skills": ctx.skill_names(candidate, interview),
            "spoken": spoken[candidate.id],
            "draft_id": begun.get(candidate.id, ""),
        }
        for interview in interviews
        if (candidate := by_id.get(interview.candidate_id))
    ]
