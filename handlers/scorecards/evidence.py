"""The shortcut "Add as evidence": a note that somebody wrote to the bot goes into their scorecard's draft."""

from collections.abc import Collection
from datetime import UTC, datetime
from functools import partial

from slack_bolt import Ack

from handlers.candidates.options import scorable
from handlers.context import Context, Payload
from handlers.errors import fill_modal
from handlers.scorecards.card_form import CardForm, role_of, skills_of
from handlers.scorecards.drafts import draft_on, new_draft
from handlers.scorecards.evidence_form import EvidenceForm, build, read
from handlers.scorecards.notes import room, with_notes
from handlers.scorecards.scorecard import form_for
from handlers.slack.answers import field_errors, next_view, replace_view
from handlers.slack.notices import notice_view
from handlers.slack.request import Request, from_command
from handlers.slack.text import mentions, message_text
from interviews.errors import InterviewError
from interviews.models import TEXT_LENGTH
from interviews.scorecards.notes import about_whom, add_note
from interviews.store.drafts import Note
from interviews.store.values import new_id
from templates import forms
from templates.macros.escaping import one_line
from templates.render import render

TITLE = "Add as evidence"
TOO_LONG = (
    f"Your message is longer than the {TEXT_LENGTH:,} characters that fit into one field; here is "
    "its beginning. Add the rest as a message of its own."
)


class NotANote(InterviewError):
    """The message is no note of the person's own to the bot, or there are no words in it."""


def open_form(ack: Ack, body: Payload, ctx: Context) -> None:
    """The person sees their note, with the candidate already chosen whom it is likely about.

    Where Slack has to be asked for names, or for the bot's conversation with the person, the form
    comes after the answer, in place of a line that says so.
    """
    trigger_id = from_command(body).trigger_id
    if not _asks_slack(ctx, body):
        ctx.slack.views_open(trigger_id, _form(ctx, body))
    else:
        opened = ctx.slack.views_open(trigger_id, notice_view("Reading your note …", TITLE))
        ctx.after_answer(partial(fill_modal, ctx, opened["id"], partial(_form, ctx, body)))
    ack()


def _asks_slack(ctx: Context, body: Payload) -> bool:
    mentioned = mentions(body["message"].get("text") or "")
    known = all(ctx.slack.recent_profile(user_id) is not None for user_id in mentioned)
    return not known or ctx.slack.recent_dm(ctx.person.user_id) is None


def _form(ctx: Context, body: Payload) -> Payload:
    words = _own_words(ctx, body)
    written_at = datetime.fromtimestamp(float(body["message"]["ts"]), UTC)
    mine = scorable(ctx)
    if not mine:
        raise NotANote(
            "You have no open candidate whom you could score. Use the shortcut “Score an "
            "interview” to add one, then add this note."
        )
    form = EvidenceForm(
        id=new_id(),
        candidate_id=about_whom(ctx.store, ctx.person, mine, words, written_at),
        text=words[:TEXT_LENGTH],
    )
    return build(ctx, form, TOO_LONG if len(words) > TEXT_LENGTH else "")


def _own_words(ctx: Context, body: Payload) -> str:
    """What the person wrote to the bot; raises `NotANote` for any other message."""
    message, channel = body["message"], body["channel"]["id"]
    own = message.get("user") == ctx.person.user_id and not message.get("bot_id")
    if not own or channel != ctx.slack.open_dm(ctx.person.user_id):
        raise NotANote(
            "Evidence comes from your own notes to me: write down what the candidate says in our "
            "direct messages, where nobody else reads it, and use “Add as evidence” there."
        )
    words = message_text(ctx, message.get("text") or "")
    if not one_line(words):
        raise NotANote(
            "There are no words in this message. Write down what the candidate said or did, and "
            "use “Add as evidence” on that."
        )
    return words


def choose_candidate(ctx: Context, request: Request) -> None:
    """The form offers the skills of the chosen candidate's role; the words stay as they are."""
    form = read(request.view)
    replace_view(ctx, request, build(ctx, form))


def send(ctx: Context, view: Payload) -> Payload:
    """The note is kept for the scorecard, and only then said to be; what has no room stays in the form."""
    form = read(view)
    faults = _faults(form)
    if faults:
        return field_errors(faults, view)
    standing = draft_on(ctx, form.candidate_id or "")
    card, loop = form_for(ctx, form.candidate_id or "")
    names = {skill.id: skill.name for skill in skills_of(ctx, card, role_of(ctx, card, loop))}
    fault = _no_room(ctx, form, card, names)
    if fault:
        return field_errors({forms.NOTE_TEXT.id(): fault}, view)
    fresh = None if standing else new_draft(ctx, card)
    draft = add_note(ctx.store, ctx.person, _note(ctx, form), fresh)
    added = render(
        "scorecards/note_added",
        candidate=loop.candidate,
        skill=names.get(form.skill_id, ""),
        card=card,
        draft=draft,
    )
    return next_view(added, view)


def _faults(form: EvidenceForm) -> dict[str, str]:
    if form.target is None:  # sent before Slack had shown the skills of a candidate just chosen
        return {forms.NOTE_CANDIDATE.id(): "Choose below what it speaks for."}
    return (
        {} if one_line(form.text) else {forms.NOTE_TEXT.id(): "Write down what was said or done."}
    )


def _no_room(ctx: Context, form: EvidenceForm, card: CardForm, skills: Collection[str]) -> str:
    """A sentence where the note does not fit behind what is there; empty where it does, or is there already."""
    if ctx.store.notes.has(ctx.person.team_id, ctx.person.user_id, form.id):
        return ""
    free = room(with_notes(ctx, card, skills).form, form.skill_id, skills)
    if len(form.text.strip()) <= free:
        return ""
    return (
        f"This is {len(form.text.strip()):,} characters long, and your scorecard has room for "
        f"{free:,} more in that field. Shorten it, or choose another field."
    )


def _note(ctx: Context, form: EvidenceForm) -> Note:
    return Note(
        team_id=ctx.person.team_id,
        user_id=ctx.person.user_id,
        candidate_id=form.candidate_id or "",
        id=form.id,
        skill_id=form.skill_id,
        text=form.text.strip(),
        added_at=ctx.now(),
    )
