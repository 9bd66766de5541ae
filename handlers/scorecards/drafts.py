"""Half-filled scorecards: kept with every change, for their author alone, and taken up again."""

from typing import Any

from slack_bolt import Ack

from handlers.context import Desk
from handlers.scorecards.form import CardForm, as_it_stands, read, resumed
from handlers.scorecards.notes import card_view
from handlers.scorecards.targets import loop_of, role_of
from handlers.slack.request import from_button
from interviews.errors import InterviewError
from interviews.scorecards import drafts
from interviews.store.drafts import Draft
from interviews.store.jobs import Job
from interviews.store.values import name_key
from templates.macros.escaping import one_line

DRAFT_IS_BACK = "Your draft is back as you left it."


class DraftGone(InterviewError):
    """The draft was sent or removed since the button was shown."""


def autosave(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    """What is typed and chosen is kept at once, for its author alone; the open form is left in peace."""
    keep_draft(desk, body, read(body["view"]))
    ack()


def keep_draft(desk: Desk, body: dict[str, Any], form: CardForm) -> None:
    """Keeps the form as it is, unless something newer is kept already, or whom it added was erased."""
    if form.candidate_id is None and desk.store.audit.erased(desk.person.team_id, form.kept.new_id):
        return
    draft = _draft(desk, form, body["actions"][0]["action_ts"])
    drafts.keep(desk.store, draft, desk.now())


def begun(desk: Desk, form: CardForm) -> Draft:
    """A draft that nobody has typed in yet: whatever is typed from now on is newer."""
    return _draft(desk, form, typed_at="0")


def _draft(desk: Desk, form: CardForm, typed_at: str) -> Draft:
    return Draft(
        team_id=desk.person.team_id,
        user_id=desk.person.user_id,
        card_id=form.kept.card_id,
        candidate_id=form.candidate_id or "",
        name_key="" if form.candidate_id else name_key(one_line(form.name)),
        archetype_id=form.kept.archetype_id,
        form=form.model_dump_json(),
        typed_at=typed_at,
        saved_at=desk.now(),
    )


def expire(desk: Desk, job: Job) -> None:
    """A draft that nobody has typed in for a month, on a candidate whom nobody has added, is gone."""
    again = drafts.expire(desk.store, desk.person, job.payload["card_id"], desk.now())
    if again:
        desk.store.jobs.postpone(job, again)


def put_down(ack: Ack, desk: Desk) -> None:
    """A closed form leaves its draft where the person finds it: on their Home tab, with all that is in it now."""
    drafts.put_down(desk.store, desk.person, desk.now())
    ack()


def resume(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    """A draft of the person takes the place of the form that is open."""
    asked = from_button(body)
    draft = desk.store.drafts.get(desk.person.team_id, desk.person.user_id, asked.text)
    if draft is None:
        raise DraftGone("This draft is no longer here: it was sent, or removed.")
    form = resumed(draft)
    loop = loop_of(desk, form)
    form = as_it_stands(form, loop, desk.person.user_id)
    candidate = loop.candidate if loop else None
    view = card_view(desk, form, role_of(desk, form, loop), candidate, DRAFT_IS_BACK)
    if asked.view_id:
        desk.slack.views_update(asked.view_id, view, hash=asked.view_hash)
    else:
        desk.slack.views_open(asked.trigger_id, view)
    ack()


def draft_on(desk: Desk, candidate_id: str) -> Draft | None:
    """The person's draft on this candidate, or None."""
    return desk.store.drafts.on(desk.person.team_id, desk.person.user_id, candidate_id)


def is_draft(desk: Desk, form: CardForm) -> bool:
    """Whether the form is one that was kept half-filled."""
    kept = desk.store.drafts.get(desk.person.team_id, desk.person.user_id, form.kept.card_id)
    return kept is not None
