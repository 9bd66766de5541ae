"""What a candidate or an opening of a list means beside what is here, and how it is kept."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from interviews.home.refresh import refresh_homes_of
from interviews.imports.faults import Effect, Fault
from interviews.imports.lists import (
    MOST_INTERVIEWERS,
    ListedCandidate,
    ListedInterview,
    ListedOpening,
)
from interviews.loop import Loop
from interviews.models import Candidate, Interview, Status
from interviews.openings.models import Opening, Stage
from interviews.panels.messages import (
    after_change,
    has_message,
    refresh_interview,
    tell_of_interview,
)
from interviews.panels.split import Assignment, deal_questions, propose, skills_of
from interviews.permissions import Person
from interviews.reminders.schedule import plan_reminders
from interviews.store import Store
from interviews.store.values import name_key, new_id

USUAL_MINUTES = 45


class Change(NamedTuple):
    """The candidate as they will be, and the interviews that are new, or not as they were."""

    candidate: Candidate
    before: Loop | None
    """None for somebody who is new."""
    interviews: tuple[Interview, ...] = ()

    @property
    def new_interviews(self) -> tuple[Interview, ...]:
        """Those of people who have none yet."""
        held = {each.id for each in self.before.interviews} if self.before else set()
        return tuple(each for each in self.interviews if each.id not in held)

    @property
    def is_new(self) -> bool:
        """Whether the candidate is added."""
        return self.before is None

    @property
    def changed(self) -> tuple[str, ...]:
        """The fields of the candidate that will not be as they were."""
        if self.before is None:
            return ()
        names = ("opening_id", "remote_id", "stage", "due_at", "cv_url")
        old = self.before.candidate
        return tuple(name for name in names if getattr(self.candidate, name) != getattr(old, name))

    @property
    def effect(self) -> Effect:
        """What becomes of the candidate."""
        if self.is_new:
            return Effect.ADDED
        return Effect.CHANGED if self.changed or self.interviews else Effect.KEPT

    @property
    def words(self) -> str:
        """What will happen, with nobody's name in it."""
        new = len(self.new_interviews)
        counts = {"new interview": new, "changed interview": len(self.interviews) - new}
        parts = [
            *(f"{count} {noun}{'s' * (count != 1)}" for noun, count in counts.items() if count),
            *self.changed,
        ]  # fmt: skip
        if self.before is None:
            return f"a new candidate with {parts[0]}" if parts else "a new candidate"
        if not parts:
            decided = self.before.candidate.status is not Status.OPEN
            return f"a candidate who is {'decided' if decided else 'here'}, and stays as before"
        return f"a candidate who is here: {', '.join(parts)}"


def is_same_opening(opening: Opening, listed: ListedOpening) -> bool:
    """Whether the opening is that of the list, by its id in the other system or, while it is open, its title."""
    if listed.remote_id and opening.remote_id:
        return opening.remote_id == listed.remote_id
    return opening.is_open and name_key(opening.title) == name_key(listed.title)


def new_opening(team_id: str, listed: ListedOpening, bank_version: str, now: datetime) -> Opening:
    """The opening as it will be kept."""
    details = listed.model_dump(include={"remote_id", "title", "leads", "coordinators"})
    return Opening(
        team_id=team_id, id=new_id(), archetype_id=listed.role.id, target_level=listed.level,
        stages=listed.stages, bank_version=bank_version, created_by=listed.leads[0],
        created_at=now, **details,
    )  # fmt: skip


def compare(
    store: Store, team_id: str, listed: ListedCandidate, now: datetime
) -> Change | list[Fault]:
    """What the list means for this candidate, or why that cannot be said."""
    rounds = rounds_here(store, team_id, listed)
    people = {candidate.person_id for candidate in rounds}
    if len(people) > 1:
        problem = (
            "Several candidates here have this name for this role. Say which by the remote_id."
        )
        return [Fault(listed.place._replace(field="name"), problem)]
    if not rounds:
        candidate = _new_candidate(team_id, listed, now)
        return Change(candidate, None, _interviews(store, Loop(candidate=candidate), listed, now))
    standing = next((each for each in rounds if each.stage == listed.stage), rounds[-1])
    loop = store.loop(team_id, standing.id)
    assert loop is not None, "it has just been found"
    if standing.archetype_id != listed.role.id:
        problem = f"is not that of the candidate here, which is {standing.archetype_id}, and stays."
        return [Fault(listed.place._replace(field="role"), problem)]
    if standing.status is not Status.OPEN:
        return Change(standing, loop)
    change = Change(_updated(standing, listed), loop, _interviews(store, loop, listed, now))
    if len({each.id for each in (*loop.interviews, *change.interviews)}) > MOST_INTERVIEWERS:
        problem = f"With those who are here these are more than {MOST_INTERVIEWERS} interviewers."
        return [Fault(listed.place, problem)]
    return change


def rounds_here(store: Store, team_id: str, listed: ListedCandidate) -> tuple[Candidate, ...]:
    """Every round of the candidate who is here, the first one first; of several where the name fits several."""
    found = store.candidates.by_remote_id(team_id, listed.remote_id) if listed.remote_id else ()
    if not found:
        same_name = store.candidates.by_name(team_id, listed.name, listed.role.id)
        found = tuple(candidate for candidate in same_name if _is_same(candidate, listed))
    return tuple(sorted(found, key=lambda candidate: candidate.round))


def _is_same(candidate: Candidate, listed: ListedCandidate) -> bool:
    """Whether somebody of the same name and role is meant.

    An id of the other system that is new here is that of somebody whom people have added by hand, at most.
    """
    if listed.remote_id and (candidate.remote_id or candidate.status is not Status.OPEN):
        return False
    opening_id = listed.opening.id if listed.opening else ""
    return candidate.opening_id == opening_id or "" in (candidate.opening_id, opening_id)


def _new_candidate(team_id: str, listed: ListedCandidate, now: datetime) -> Candidate:
    opening = listed.opening
    of_opening = opening.coordinators if opening else ()
    return Candidate(
        team_id=team_id, id=new_id(), name=listed.name, archetype_id=listed.role.id,
        target_level=listed.level, created_by=listed.leads[0], created_at=now,
        coordinators=listed.coordinators or of_opening, opening_id=opening.id if opening else "",
        **listed.model_dump(include={"remote_id", "stage", "leads", "due_at", "cv_url"}),
    )  # fmt: skip


def _updated(candidate: Candidate, listed: ListedCandidate) -> Candidate:
    """What the list says of when and where; who leads, and what stands already, people change in Slack."""
    return candidate.model_copy(
        update={
            "opening_id": candidate.opening_id or (listed.opening.id if listed.opening else ""),
            "remote_id": candidate.remote_id or listed.remote_id,
            "stage": candidate.stage or listed.stage,
            "due_at": listed.due_at or candidate.due_at,
            "cv_url": listed.cv_url or candidate.cv_url,
        }
    )


def _interviews(
    store: Store, loop: Loop, listed: ListedCandidate, now: datetime
) -> tuple[Interview, ...]:
    """Those that are new, or not as they were; one that was taken off the panel is not put on it again."""
    candidate = loop.candidate
    held = {each.interviewer_id: each for each in store.interviews.all_of(*_key(candidate))}
    new = [
        _new_interview(candidate, each, _stage(listed), now)
        for each in listed.interviews
        if each.interviewer_id not in held
    ]
    pairs = ((held.get(each.interviewer_id), each) for each in listed.interviews)
    moved = (
        (before, before.model_copy(update=_said(each)))
        for before, each in pairs
        if before
        and loop.interview_of(each.interviewer_id)
        and not loop.card_of(each.interviewer_id)
    )
    changed = (after for before, after in moved if after != before)
    return (*changed, *new)


def _key(candidate: Candidate) -> tuple[str, str]:
    return candidate.team_id, candidate.id


def _stage(listed: ListedCandidate) -> Stage | None:
    """The stage of the opening that the list names; None where there is none."""
    return listed.opening.stage(listed.stage) if listed.opening else None


def _said(listed: ListedInterview) -> dict[str, object]:
    """What the list says of the interview, without what it leaves open."""
    said = listed.model_dump(include={"starts_at", "minutes", "focus"})
    return {name: value for name, value in said.items() if value}


def _new_interview(
    candidate: Candidate, listed: ListedInterview, stage: Stage | None, now: datetime
) -> Interview:
    usual = {"minutes": stage.minutes if stage and stage.minutes else USUAL_MINUTES}
    return Interview(
        **candidate.ids, id=new_id(), interviewer_id=listed.interviewer_id, created_at=now,
        **usual | _said(listed),
    )  # fmt: skip


def _with_skills(change: Change, listed: ListedCandidate) -> Iterator[Interview]:
    """The new interviews with skills and questions, split over the whole panel as a plan splits them."""
    role, skills = listed.role, skills_of(listed.role, _stage(listed))
    held = change.before.interviews if change.before else ()
    panel = [*(each for each in held if each.confirmed), *change.new_interviews]
    own = {each.interviewer_id: each.focus for each in panel if each.focus}
    shared = change.candidate.shared_skill
    split = propose(skills, [each.interviewer_id for each in panel], own, shared)
    hands = [
        Assignment(focus=split[each.interviewer_id], questions=each.questions) for each in panel
    ]
    for interview, questions in zip(panel, deal_questions(role, hands), strict=True):
        if interview in change.new_interviews:
            focus = split[interview.interviewer_id]
            yield interview.model_copy(update={"focus": focus, "questions": questions})


def keep(
    store: Store, change: Change, listed: ListedCandidate, now: datetime, *, notify: bool
) -> None:
    """Keeps it all, in the caller's transaction, which holds the candidate.

    With `notify` people hear of it as of a plan. Without, nobody gets a message; those that stand in Slack
    already, and the reminders that are planned, follow.
    """
    candidate = change.candidate
    before = change.before or Loop(candidate=candidate)
    if change.is_new:
        store.candidates.add(candidate)
    elif change.changed:
        store.candidates.set_details(candidate)
        store.candidates.set_origin(candidate)
    new = change.new_interviews
    for interview in (
        *_with_skills(change, listed),
        *(each for each in change.interviews if each not in new),
    ):
        store.interviews.plan(interview)
    after = store.loop(*_key(candidate))
    assert after is not None, "it has just been kept"
    if notify:
        nobody = Person(team_id=candidate.team_id, user_id="")
        for interview in change.interviews:
            tell_of_interview(store, nobody, before, interview.interviewer_id, now)
        after_change(store, before, now)
        return
    told = tuple(
        each for each in after.interviews if has_message(store, after, each.interviewer_id)
    )
    for interview in told:
        refresh_interview(store, after, interview.interviewer_id, now)
    if told:
        plan_reminders(store, after.model_copy(update={"interviews": told}), now)
    refresh_homes_of(store, now, after)
