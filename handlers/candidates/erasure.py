"""`/interview forget`: a lead or an admin erases a candidate for good, after typing the name once more."""

from functools import partial
from typing import Any

from slack_bolt import Ack

from handlers.candidates.lookup import about_candidate
from handlers.context import Desk, Payload
from handlers.kits.role_names import role_name
from handlers.slack.fields import text
from handlers.slack.notices import notice
from handlers.slack.posts import take_away
from handlers.slack.request import Asked
from interviews.candidates.erasure import forget, to_forget
from interviews.loop import Loop
from interviews.store.jobs import Job
from interviews.store.values import name_key
from templates.ids import Field
from templates.render import render


def from_command(desk: Desk, asked: Asked) -> Payload:
    """The form for the candidate that was named; without a name, how to name one."""
    if not asked.text:
        return notice(
            "Whom? Type /interview forget and the candidate's name. Nothing is erased before you "
            "have confirmed it.",
            (("My candidates", "candidates"),),
        )
    return about_candidate(desk, asked.text, "forget", partial(_open, desk, asked), _nobody)


def _nobody(name: str) -> Payload:
    return notice(
        f"You have no candidate “{name}”. Hiring leads can erase their own candidates, "
        "and admins everybody's.",
        (("My candidates", "candidates"),),
    )


def _open(desk: Desk, asked: Asked, candidate_id: str) -> Payload:
    loop = to_forget(desk.store, desk.person, candidate_id)
    desk.slack.views_open(asked.trigger_id, _form(desk, loop))
    return {}


def _form(desk: Desk, loop: Loop) -> Payload:
    return render(
        "candidates/erase",
        metadata=loop.candidate.id,
        candidate=loop.candidate,
        role=role_name(desk, loop.candidate),
        cards=len(loop.cards),
        interviews=len(loop.interviews),
    )


def send(ack: Ack, view: dict[str, Any], desk: Desk) -> None:
    """The candidate is erased if the name was typed as it stands, and only then said to be."""
    candidate_id: str = view["private_metadata"]
    candidate = desk.store.candidates.get(desk.person.team_id, candidate_id)
    typed = text(view["state"]["values"], Field.NAME)
    if candidate and name_key(typed) != name_key(candidate.name):
        says = "This is not the candidate's name. Type it as it stands above, or press Cancel."
        ack(response_action="errors", errors={Field.NAME: says})
        return
    forget(desk.store, desk.person, candidate_id, desk.now())
    unsure = desk.store.messages.unsure_places(desk.person.team_id, candidate_id)
    ack(response_action="update", view=render("candidates/erased", places=unsure))


def erase(desk: Desk, job: Job) -> None:
    """What the bot said of an erased candidate is gone from Slack, and its bytes from the database's files."""
    for posted in desk.store.messages.of_candidate(job.team_id, job.payload["candidate_id"]):
        take_away(desk, posted)
    # Somebody's keystroke may have been kept while the candidate was being erased.
    desk.store.drafts.remove_all_on(job.team_id, job.payload["candidate_id"])
    desk.store.leave_no_bytes()
