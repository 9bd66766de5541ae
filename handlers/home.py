"""The Home tab: what waits for a person, what comes, their candidates, and a kit at one press."""

from collections.abc import Iterable, Mapping
from typing import Any

from handlers.candidates.lists import open_loops
from handlers.context import Desk, Payload
from handlers.kits.help_page import MOST_ROLES
from handlers.kits.role_names import role_name
from handlers.scorecards.form import resumed
from handlers.slack.errors import SlackRefused
from handlers.slack.time_zones import has_left
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


def opened(event: dict[str, Any], desk: Desk) -> None:
    """The person will see their Home tab as things stand; the answer to Slack waits for no call to Slack."""
    if event.get("tab", "home") == "home":
        open_home(desk.store, desk.person.team_id, desk.person.user_id, desk.now())


def refresh(desk: Desk, job: Job) -> None:
    """The person's Home tab shows what holds now; what changes meanwhile is shown right after."""
    try:
        seen = not has_left(desk)
        if seen:
            is_back(desk.store, desk.person, desk.now())
            desk.slack.views_publish(desk.person.user_id, home_view(desk))
    except SlackRefused as refused:
        if refused.error not in NOBODY_LOOKS:
            raise
        seen = False
    if not seen:
        desk.store.homes.forget(desk.person.team_id, desk.person.user_id)
    if not desk.store.jobs.drop_unchanged(job):
        desk.store.jobs.postpone(job, desk.now())


def home_view(desk: Desk) -> Payload:
    """The Home tab of this person."""
    with desk.store.reading():
        return _view(desk)


def _view(desk: Desk) -> Payload:
    candidates = my_candidates(desk.store, desk.person)
    known = {one.id: one for one in candidates}
    drafts = list(_open_drafts(desk, known))
    drafted = {draft.candidate_id for draft, _ in drafts}
    mine = agenda(desk.store, desk.person, desk.now())
    waiting = [one for one in mine.waiting if one.candidate_id not in drafted]
    loops, older = open_loops(desk, candidates, MOST_LISTED)
    return render(
        "home",
        drafts=[_unfinished(desk, draft, name) for draft, name in drafts[:MOST_WAITING]],
        waiting=_interviews(desk, known, waiting[: max(MOST_WAITING - len(drafts), 0)]),
        more_waiting=max(len(drafts) + len(waiting) - MOST_WAITING, 0),
        coming=_interviews(desk, known, mine.coming[:MOST_COMING]),
        more_coming=len(mine.coming[MOST_COMING:]),
        loops=sorted(loops, key=_most_urgent),
        older=older,
        archetypes=desk.bank.archetypes[:MOST_ROLES],
        settings=desk.store.preferences.get(desk.person.team_id, desk.person.user_id),
    )


def _most_urgent(listed: Payload) -> int:
    """What waits for this lead's decision, then what waits for scorecards, then what is only to come."""
    if listed["lead"] and not listed["sealed"]:
        return 0
    return 1 if listed["missing"] else 2


def _open_drafts(desk: Desk, known: Mapping[str, Candidate]) -> Iterable[tuple[Draft, str]]:
    """The person's drafts that can still be sent, each with its candidate's name."""
    for draft in desk.store.drafts.of_person(desk.person.team_id, desk.person.user_id):
        if not draft.candidate_id:
            yield draft, resumed(draft).name
        elif draft.candidate_id in known:
            yield draft, known[draft.candidate_id].name


def _unfinished(desk: Desk, draft: Draft, name: str) -> Payload:
    role = desk.bank.archetype(resumed(draft).kept.archetype_id)
    named = one_line(name) or "a candidate without a name yet"
    return {"card_id": draft.card_id, "label": f"{named} · {role.name if role else ''} · draft"}


def _interviews(
    desk: Desk, known: Mapping[str, Candidate], interviews: Iterable[Interview]
) -> list[Payload]:
    """What a line on an interview says."""
    listed = []
    for one in interviews:
        candidate = known.get(one.candidate_id)
        if candidate:
            archetype = desk.bank.archetype(candidate.archetype_id)
            skills = [archetype.skill(skill) for skill in one.focus] if archetype else []
            listed.append(
                {
                    "interview": one,
                    "candidate": candidate,
                    "role": role_name(desk, candidate),
                    "skills": [skill.name for skill in skills if skill],
                }
            )
    return listed
