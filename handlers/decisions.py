"""The decision that closes a loop: a lead's form, its record, and ten minutes to take it back."""

from typing import Any

from pydantic import BaseModel
from slack_bolt import Ack

from handlers.context import Desk, Payload
from handlers.kits.role_names import role_name
from handlers.slack.fields import chosen, text, users
from handlers.slack.notices import below, notice
from handlers.slack.request import from_button
from interviews.candidates.queries import loop_for
from interviews.decisions import Decided, Outcome, decide, reopen, undo
from interviews.loop import Loop
from interviews.permissions import Action
from interviews.store.values import new_id
from templates.ids import Field
from templates.render import render


class Kept(BaseModel):
    """What the form remembers between opening and sending."""

    id: str
    candidate_id: str


def open_form(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    """The lead sees the form, with everybody who took part already in it."""
    asked = from_button(body)
    loop = loop_for(desk.store, desk.person, asked.text, Action.DECIDE)
    desk.slack.views_open(asked.trigger_id, _form(desk, loop))
    ack()


def _form(desk: Desk, loop: Loop) -> Payload:
    people = (*loop.candidate.leads, *(card.interviewer_id for card in loop.cards))
    return render(
        "decisions/form",
        metadata=Kept(id=new_id(), candidate_id=loop.candidate.id).model_dump_json(),
        candidate=loop.candidate,
        role=role_name(desk, loop.candidate),
        people=tuple(dict.fromkeys(people)),
        missing=loop.missing,
        sealed=loop.sealed,
    )


def send(ack: Ack, view: dict[str, Any], desk: Desk) -> None:
    """The loop is closed, and only then said to be."""
    values, kept = view["state"]["values"], Kept.model_validate_json(view["private_metadata"])
    outcome, reason = chosen(values, Field.OUTCOME), text(values, Field.REASON).strip()
    if outcome is None:
        ack(response_action="errors", errors={Field.OUTCOME: "Choose one of the four."})
        return
    if not reason:
        ack(
            response_action="errors",
            errors={Field.REASON: "Write the reason in a sentence or two."},
        )
        return
    sent = Decided(
        id=kept.id,
        candidate_id=kept.candidate_id,
        outcome=Outcome(outcome),
        reason=reason,
        participants=users(values, Field.PARTICIPANTS),
    )
    decision = decide(desk.store, desk.person, sent, desk.now())
    candidate = desk.store.candidates.get(desk.person.team_id, kept.candidate_id)
    ack(
        response_action="update",
        view=render("decisions/recorded", candidate=candidate, decision=decision),
    )


def take_back(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    """The loop is open again, if the ten minutes are not over."""
    asked = from_button(body)
    undone = undo(desk.store, desk.person, asked.text, desk.now())
    said = "Undone: the loop is open again." if undone else "There is no decision to undo."
    if asked.view_id:
        view = render("notice_modal", text=said)
        desk.slack.views_update(asked.view_id, view, hash=asked.view_hash)
    else:
        below(desk, asked, notice(said))
    ack()


def open_again(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    """A loop that was put on hold, or advanced, goes on."""
    asked = from_button(body)
    reopened = reopen(desk.store, desk.person, asked.text, desk.now())
    said = (
        "Open again: scorecards, reminders and the plan go on as before, and you can decide anew."
        if reopened
        else "It is open already."
    )
    below(desk, asked, notice(said, (("Change the plan", f"plan id:{asked.text}"),)))
    ack()
