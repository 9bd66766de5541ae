"""The scorecard is opened: from a kit, a list or a command, for a candidate of mine or a new one."""

from typing import Any

from slack_bolt import Ack

from handlers.candidates.lookup import which_candidate
from handlers.candidates.options import next_to_score
from handlers.context import Desk, Payload
from handlers.kits.questions import archetype_of
from handlers.scorecards.drafts import DRAFT_IS_BACK, draft_on, is_draft, keep_draft
from handlers.scorecards.form import (
    CardForm,
    amending,
    as_it_stands,
    blank,
    build,
    for_role,
    read,
    resumed,
)
from handlers.scorecards.notes import card_view
from handlers.scorecards.targets import loop_of, role_of
from handlers.slack.notices import Commands, notice, notice_view
from handlers.slack.request import Asked, asked_id, from_button, from_shortcut, unquoted
from interviews.candidates.queries import find, loop_for
from interviews.models import Candidate, Scorecard
from interviews.permissions import Action
from interviews.scorecards.submit import require_open
from templates.ids import Form
from templates.macros.escaping import one_line

SCORE_HINT = "Choose the role; the scorecard lets you pick or add the candidate."


def open_from_command(desk: Desk, asked: Asked) -> Payload:
    """The scorecard for the candidate that was named; where nobody was, for the newest, or a choice of roles."""
    if asked_id(asked.text):
        _open(desk, asked, card_form(desk, asked_id(asked.text)))
        return {}
    if asked.text.startswith("new:") and not find(desk.store, desk.person, asked.text):
        archetype_id, _, name = asked.text.removeprefix("new:").partition(" ")
        _open(desk, asked, (blank(desk, archetype_of(desk, archetype_id), name=name), None))
        return {}
    return _by_name(desk, asked) if asked.text else _by_nobody(desk, asked)


def _by_name(desk: Desk, asked: Asked) -> Payload:
    name = unquoted(asked.text)
    found = which_candidate(desk, name, "score")
    if isinstance(found, Candidate):
        _open(desk, asked, card_form(desk, found.id))
        return {}
    return found or notice(
        f"You have no candidate “{one_line(name)}”. To add them, choose the role:",
        _roles_for(desk, name),
    )


def _by_nobody(desk: Desk, asked: Asked) -> Payload:
    return {} if _newest_opened(desk, asked) else notice(SCORE_HINT, _roles_for(desk))


def open_from_shortcut(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    """The same from anywhere in Slack; where there is nobody to score yet, a modal offers the roles."""
    asked = from_shortcut(body)
    if not _newest_opened(desk, asked):
        offer = notice_view("Score an interview", SCORE_HINT, _roles_for(desk))
        desk.slack.views_open(asked.trigger_id, offer)
    ack()


def _newest_opened(desk: Desk, asked: Asked) -> bool:
    """Opens the scorecard of the newest candidate whom this person has not scored; False where there is none."""
    candidate = next_to_score(desk)
    if candidate:
        _open(desk, asked, card_form(desk, candidate.id, fixed=False))
    return candidate is not None


def _roles_for(desk: Desk, name: str = "") -> Commands:
    roles = desk.bank.archetypes[:20]
    return tuple((one.name, f"score new:{one.id} {name}".strip()) for one in roles)


def open_from_button(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    """The scorecard from a kit or a question (for a role), or from a list (for a candidate)."""
    asked = from_button(body)
    kind, _, candidate_id = asked.text.partition(" ")
    if kind == "candidate":
        _open(desk, asked, card_form(desk, candidate_id))
    else:
        _open(desk, asked, (blank(desk, archetype_of(desk, kind)), None))
    ack()


def amend(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    """The person's newest scorecard, filled in, to be put beside the old one when sent."""
    asked = from_button(body)
    _open(desk, asked, card_form(desk, asked.text))
    ack()


def card_form(desk: Desk, candidate_id: str, *, fixed: bool = True) -> tuple[CardForm, Candidate]:
    """The form for a candidate of this person; their newest card is in it, if there is one."""
    loop = loop_for(desk.store, desk.person, candidate_id, Action.WRITE_OWN_CARD)
    draft, card = draft_on(desk, candidate_id), loop.card_of(desk.person.user_id)
    if draft:
        return as_it_stands(resumed(draft), loop, desk.person.user_id), loop.candidate
    if card:
        require_open(loop)
    form = blank(desk, archetype_of(desk, loop.candidate.archetype_id), loop.candidate)
    if card:
        return amending(_as_sent(form, card), loop, card), loop.candidate
    return (form.with_kept(candidate_id=candidate_id) if fixed else form), loop.candidate


def _as_sent(form: CardForm, card: Scorecard) -> CardForm:
    return form.model_copy(
        update={
            "ratings": {one.skill_id: one for one in card.ratings},
            "recommendation": card.recommendation,
            "note": card.note,
            "reason": card.reason,
        }
    )


def _open(desk: Desk, asked: Asked, opened: tuple[CardForm, Candidate | None]) -> None:
    form, candidate = opened
    told = DRAFT_IS_BACK if is_draft(desk, form) else ""
    view = card_view(desk, form, archetype_of(desk, form.kept.archetype_id), candidate, told)
    if asked.view_form == Form.NOTICE:  # it has asked its question, and nobody wants it back
        desk.slack.views_update(asked.view_id, view, hash=asked.view_hash)
    elif asked.view_id:
        desk.slack.views_push(asked.trigger_id, view)
    else:
        desk.slack.views_open(asked.trigger_id, view)


def choose_candidate(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    """The form turns to the chosen candidate's role, or to a new candidate; what was typed stays."""
    asked, form = from_button(body), read(body["view"])
    loop = loop_of(desk, form)
    archetype = role_of(desk, form, loop)
    if archetype.id != form.kept.archetype_id:
        form = for_role(desk, form, archetype)
    keep_draft(desk, body, form)
    view = build(desk, form, archetype, loop.candidate if loop else None)
    desk.slack.views_update(asked.view_id, view, hash=asked.view_hash)
    ack()
