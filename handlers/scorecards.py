"""The scorecard: opened from a kit, a list or a command; checked at the field; said to be saved once it is."""

from typing import Any

from slack_bolt import Ack

from handlers.asked import Asked, from_button, unquoted
from handlers.card_checks import faults_in, second_thought, unfit_panel
from handlers.desk import Desk, Payload
from handlers.forms import CardForm, blank, build, for_role, read, resumed, skills_of
from handlers.notices import notice
from handlers.picking import which_candidate
from handlers.questions import archetype_of
from interviews.errors import InterviewError
from interviews.models import Candidate, Loop
from interviews.permissions import Action
from interviews.reading import loop_for, my_candidates
from interviews.store.drafts import Draft
from interviews.submission import NewCandidate, Saved, Submission, submit
from question_bank.models import Archetype
from templates.render import render
from templates.typed import one_line

DRAFT_IS_BACK = "Your draft is back as you left it."
SCORE_HINT = "Choose the role; the scorecard lets you pick or add the candidate."


class DraftGone(InterviewError):
    """The draft was sent or removed since the button was shown."""


def open_from_command(desk: Desk, asked: Asked) -> Payload:
    """The scorecard for the candidate that was named; where nobody was, for the newest, or a choice of roles."""
    if asked.text.startswith("id:"):
        _open(desk, asked, _for_candidate(desk, asked.text.removeprefix("id:")))
        return {}
    if asked.text.startswith("new:"):
        archetype_id, _, name = asked.text.removeprefix("new:").partition(" ")
        _open(desk, asked, (blank(desk, archetype_of(desk, archetype_id), name=name), None))
        return {}
    return _by_name(desk, asked) if asked.text else _by_nobody(desk, asked)


def _by_name(desk: Desk, asked: Asked) -> Payload:
    name = unquoted(asked.text)
    found = which_candidate(desk, name, "score")
    if isinstance(found, Candidate):
        _open(desk, asked, _for_candidate(desk, found.id))
        return {}
    return found or _role_for(
        desk, f"You have no candidate “{one_line(name)}”. To add them, choose the role:", name
    )


def _by_nobody(desk: Desk, asked: Asked) -> Payload:
    for candidate in my_candidates(desk.store, desk.person):
        loop = loop_for(desk.store, desk.person, candidate.id, Action.WRITE_OWN_CARD)
        if loop.card_of(desk.person.user_id) is None:
            _open(desk, asked, _for_candidate(desk, candidate.id, fixed=False))
            return {}
    return _role_for(desk, SCORE_HINT, "")


def _role_for(desk: Desk, text: str, name: str) -> Payload:
    roles = [(one.name, f"score new:{one.id} {name}".strip()) for one in desk.bank.archetypes[:20]]
    return notice(text, tuple(roles))


def open_from_button(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    """The scorecard from a kit or a question (for a role), or from a list (for a candidate)."""
    asked = from_button(body)
    kind, _, candidate_id = asked.text.partition(" ")
    if kind == "candidate":
        _open(desk, asked, _for_candidate(desk, candidate_id))
    else:
        _open(desk, asked, (blank(desk, archetype_of(desk, kind)), None))
    ack()


def amend(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    """The person's newest scorecard, filled in, to be put beside the old one when sent."""
    asked = from_button(body)
    _open(desk, asked, _for_candidate(desk, asked.text))
    ack()


def _for_candidate(
    desk: Desk, candidate_id: str, *, fixed: bool = True
) -> tuple[CardForm, Candidate]:
    """The form for a candidate of this person; their newest card is in it, if there is one."""
    loop = loop_for(desk.store, desk.person, candidate_id, Action.WRITE_OWN_CARD)
    draft = _draft_on(desk, candidate_id)
    if draft:
        return resumed(draft), loop.candidate
    form = blank(desk, archetype_of(desk, loop.candidate.archetype_id), loop.candidate)
    card = loop.card_of(desk.person.user_id)
    if card:
        form = form.with_kept(revision_seen=card.revision).model_copy(
            update={
                "ratings": {one.skill_id: one for one in card.ratings},
                "recommendation": card.recommendation,
                "note": card.note,
            }
        )
    return (form.with_kept(candidate_id=candidate_id) if fixed or card else form), loop.candidate


def _draft_on(desk: Desk, candidate_id: str) -> Draft | None:
    drafts = desk.store.drafts.of_person(desk.person.team_id, desk.person.user_id)
    return next((one for one in drafts if one.candidate_id == candidate_id), None)


def _is_draft(desk: Desk, form: CardForm) -> bool:
    kept = desk.store.drafts.get(desk.person.team_id, desk.person.user_id, form.kept.card_id)
    return kept is not None


def _open(desk: Desk, asked: Asked, opened: tuple[CardForm, Candidate | None]) -> None:
    form, candidate = opened
    told = DRAFT_IS_BACK if _is_draft(desk, form) else ""
    view = build(desk, form, archetype_of(desk, form.kept.archetype_id), candidate, told)
    if asked.view_id:
        desk.slack.views_push(asked.trigger_id, view)
    else:
        desk.slack.views_open(asked.trigger_id, view)


def choose_candidate(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    """The form turns to the chosen candidate's role, or to a new candidate; what was typed stays."""
    asked, form = from_button(body), read(body["view"])
    loop = _loop_of(desk, form)
    archetype = _role_of(desk, form, loop)
    if archetype.id != form.kept.archetype_id:
        form = for_role(desk, form, archetype)
    _keep_draft(desk, body, form)
    view = build(desk, form, archetype, loop.candidate if loop else None)
    desk.slack.views_update(asked.view_id, view, hash=asked.view_hash)
    ack()


def autosave(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    """What is typed and chosen is kept at once, for its author alone; the open form is left in peace."""
    _keep_draft(desk, body, read(body["view"]))
    ack()


def _keep_draft(desk: Desk, body: dict[str, Any], form: CardForm) -> None:
    draft = Draft(
        team_id=desk.person.team_id,
        user_id=desk.person.user_id,
        card_id=form.kept.card_id,
        candidate_id=form.candidate_id or "",
        form=form.model_dump_json(),
        typed_at=body["actions"][0]["action_ts"],
        saved_at=desk.now(),
    )
    desk.store.drafts.save(draft)


def resume(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    """A draft of the person takes the place of the form that is open."""
    asked = from_button(body)
    draft = desk.store.drafts.get(desk.person.team_id, desk.person.user_id, asked.text)
    if draft is None:
        raise DraftGone("This draft is no longer here: it was sent, or removed.")
    form = resumed(draft)
    loop = _loop_of(desk, form)
    view = build(
        desk, form, _role_of(desk, form, loop), loop.candidate if loop else None, DRAFT_IS_BACK
    )
    if asked.view_id:
        desk.slack.views_update(asked.view_id, view, hash=asked.view_hash)
    else:
        desk.slack.views_open(asked.trigger_id, view)
    ack()


def send(ack: Ack, view: dict[str, Any], desk: Desk) -> None:
    """The card is kept, and only then said to be saved; otherwise the form stays with all that was typed."""
    form = read(view)
    faults = faults_in(form) or unfit_panel(desk, form)
    if faults:
        ack(response_action="errors", errors=faults)
        return
    loop = _loop_of(desk, form)
    archetype = _role_of(desk, form, loop)
    thought = second_thought(form, loop, desk.person)
    if thought:
        again = build(desk, thought.form, archetype, loop.candidate if loop else None, thought.says)
        ack(response_action="update", view=again)
        return
    saved = submit(desk.store, desk.person, _submission(desk, form, archetype), desk.now())
    ack(response_action="update", view=saved_view(saved))


def _loop_of(desk: Desk, form: CardForm) -> Loop | None:
    if form.candidate_id is None:
        return None
    return loop_for(desk.store, desk.person, form.candidate_id, Action.WRITE_OWN_CARD)


def _role_of(desk: Desk, form: CardForm, loop: Loop | None) -> Archetype:
    return archetype_of(desk, loop.candidate.archetype_id if loop else form.kept.archetype_id)


def _submission(desk: Desk, form: CardForm, archetype: Archetype) -> Submission:
    assert form.recommendation is not None
    skills = skills_of(desk, form, archetype)
    return Submission(
        card_id=form.kept.card_id,
        candidate_id=form.candidate_id,
        new=None if form.candidate_id else _new_candidate(form, archetype),
        revision_seen=form.revision_seen,
        bank_version=form.kept.bank_version,
        skills=skills,
        ratings=tuple(form.ratings[one.id] for one in skills if one.id in form.ratings),
        recommendation=form.recommendation,
        note=form.note,
    )


def _new_candidate(form: CardForm, archetype: Archetype) -> NewCandidate:
    assert form.level is not None
    return NewCandidate(
        id=form.kept.new_id,
        name=one_line(form.name),
        archetype_id=archetype.id,
        target_level=form.level,
        panel=form.panel,
    )


def saved_view(saved: Saved) -> Payload:
    """What the modal turns into once the card is on the disk."""
    return render(
        "saved",
        card=saved.card,
        panel=saved.loop,
        guest=saved.joined_as_guest,
        shadowed=saved.shadowed,
        not_added=saved.panel_not_added,
    )
