"""The debrief, for those who may read it; for the others, what is still missing."""

from functools import partial
from typing import Any

from slack_bolt import Ack

from handlers.candidates.lists import open_page
from handlers.candidates.lookup import about_candidate
from handlers.context import Desk, Payload
from handlers.kits.role_names import role_name
from handlers.slack.notices import PRIVATELY, below, notice
from handlers.slack.posts import deliver
from handlers.slack.request import Asked, from_button
from interviews.candidates.queries import confirm_guest as put_on_panel
from interviews.candidates.queries import loop_for, read_debrief
from interviews.candidates.queries import open_early as open_before_the_last
from interviews.debriefs.models import Debrief
from interviews.decisions import can_be_reopened, can_be_undone
from interviews.loop import Loop
from interviews.panels.leavers import known_leavers
from interviews.permissions import Action, may
from interviews.store.values import new_id
from templates.render import render
from templates.split import parts


def from_command(desk: Desk, asked: Asked) -> Payload:
    """The debrief of the candidate that was named."""
    if not asked.text:
        return open_page(desk)
    return about_candidate(desk, asked.text, "debrief", partial(shown, desk), _nobody)


def _nobody(name: str) -> Payload:
    return notice(
        f"You have no candidate “{name}”, open or decided. If somebody else leads the "
        "search, they can put you on the panel.",
        (("My candidates", "candidates"),),
    )


def shown(desk: Desk, candidate_id: str) -> Payload:
    """The debrief where the person may read it now; otherwise how far the panel is."""
    loop = loop_for(desk.store, desk.person, candidate_id, Action.SEE_CANDIDATE)
    if not may(desk.person, Action.READ_DEBRIEF, loop):
        return _how_far(desk, loop)
    return _whole(desk, read_debrief(desk.store, desk.person, candidate_id))


def _how_far(desk: Desk, loop: Loop) -> Payload:
    """What may be known while the debrief is closed to this person; a lead can close the loop all the same."""
    leads = may(desk.person, Action.DECIDE, loop)
    decision = desk.store.decisions.standing(loop.candidate.team_id, loop.candidate.id)
    may_undo = leads and decision is not None and can_be_undone(decision, desk.now())
    waits = leads and decision is None
    left = known_leavers(desk.store, desk.person, loop)[loop.candidate.id] if waits else ()
    return PRIVATELY | render(
        "debriefs/sealed",
        panel=loop,
        decision=decision,
        leads=leads,
        left=left,
        may_open=bool(loop.cards) and may(desk.person, Action.OPEN_EARLY, loop),
        may_undo=may_undo,
        may_reopen=leads and not may_undo and decision and can_be_reopened(decision),
    )


def _whole(desk: Desk, found: Debrief) -> Payload:
    """The debrief in the answer itself, or in a direct message with a thread where it is too long for one."""
    messages, candidate_id = parts(rendered(desk, found)), found.candidate.id
    if len(messages) == 1:
        return PRIVATELY | messages[0]
    deliver(desk, candidate_id, f"debrief:{candidate_id}:{new_id()}:", messages)
    return notice(
        f"This debrief is too long for one message, so it is in our direct messages, with "
        f"{len(messages) - 1} more in its thread."
    )


def rendered(
    desk: Desk,
    found: Debrief,
    *,
    with_table: bool = True,
    not_there: str = "",
    for_one: bool = True,
) -> Payload:
    """The debrief as one message, however long; leads find the button for their decision in it.

    `not_there` ends the sentence that says why it is not in the channel that was chosen for it.
    Where it is `for_one`, that person is offered a second rating if they were on the panel.
    """
    candidate = found.candidate
    decision = desk.store.decisions.standing(candidate.team_id, candidate.id)
    may_decide = desk.person.user_id in candidate.leads
    may_undo = may_decide and decision is not None and can_be_undone(decision, desk.now())
    return render(
        "debriefs/debrief",
        d=found,
        role=role_name(desk, candidate),
        with_table=with_table,
        not_there=not_there,
        decision=decision,
        may_decide=may_decide,
        may_undo=may_undo,
        may_reopen=may_decide and not may_undo and decision and can_be_reopened(decision),
        may_rate_again=for_one and found.may_rate_again(desk.person.user_id),
    )


def open_from_button(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    """The debrief below the list it was asked from."""
    asked = from_button(body)
    below(desk, asked, shown(desk, asked.text))
    ack()


def open_early(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    """A lead reads what there is before the last card is in; it is logged first, and the debrief says so."""
    asked = from_button(body)
    found = open_before_the_last(desk.store, desk.person, asked.text, desk.now())
    below(desk, asked, _whole(desk, found))
    ack()


def confirm_guest(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    """A lead puts somebody who scored unasked on the panel."""
    asked = from_button(body)
    candidate_id, _, guest_id = asked.text.partition(" ")
    done = put_on_panel(desk.store, desk.person, candidate_id, guest_id, desk.now())
    text = "They are on the panel now." if done else "They were on the panel already."
    below(desk, asked, notice(text))
    ack()
