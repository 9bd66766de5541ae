"""The shortcut "Add as evidence": a note that somebody wrote to the bot goes into their scorecard's draft."""

from collections.abc import Collection
from datetime import UTC, datetime
from functools import partial

from slack_bolt import Ack

from handlers.candidates.options import roles, scorable
from handlers.context import Context, Payload
from handlers.errors import fill_modal
from handlers.scorecards.card_form import CardForm, form_of, role_of, skills_of
from handlers.scorecards.drafts import draft_on, new_draft
from handlers.scorecards.evidence_form import EvidenceForm, build, read
from handlers.scorecards.notes import room, with_notes
from handlers.scorecards.scorecard import form_for
from handlers.slack.answers import field_errors, next_view, replace_view
from handlers.slack.errors import MESSAGE_FIXED, SlackRefused
from handlers.slack.notices import notice, notice_view
from handlers.slack.posts import deliver, take_all_away
from handlers.slack.request import Request, from_command
from handlers.slack.text import mentions, message_text
from interviews.candidates.queries import loop_for
from interviews.errors import InterviewError
from interviews.models import TEXT_LENGTH, Candidate
from interviews.outbox import MarkNote
from interviews.permissions import Action
from interviews.scorecards.notes import about_whom, add_note, take_note_back
from interviews.store.drafts import Note
from templates import forms
from templates.macros.escaping import one_line
from templates.render import render

TITLE = "Add as evidence"
TAKEN_BACK = "Taken back: this note is no longer here as evidence. Your message can be added anew."
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
    kept = _kept_note(ctx, body["message"]["ts"])
    if kept:
        return _kept_view(ctx, kept, "Added already")
    written_at = datetime.fromtimestamp(float(body["message"]["ts"]), UTC)
    if not scorable(ctx)[0]:
        raise NotANote(
            "You have no open candidate whom you could score. Use the shortcut “Score an "
            "interview” to add one, then add this note."
        )
    form = EvidenceForm(
        id=body["message"]["ts"],
        candidate_id=about_whom(ctx.store, ctx.person, roles(ctx), words, written_at),
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
    note, fresh = _note(ctx, form), None if standing else new_draft(ctx, card)
    add_note(ctx.store, ctx.person, note, fresh)
    return next_view(_kept_view(ctx, _kept_note(ctx, note.id) or note, "Added"), view)


def _kept_note(ctx: Context, note_id: str) -> Note | None:
    return ctx.store.notes.get(ctx.person.team_id, ctx.person.user_id, note_id)


def _kept_view(ctx: Context, note: Note, title: str) -> Payload:
    """What the note is kept as, with the way to the draft and back."""
    loop = loop_for(ctx.store, ctx.person, note.candidate_id, Action.WRITE_OWN_CARD)
    return render(
        "scorecards/note_added",
        title=title,
        note=note,
        candidate=loop.candidate,
        skill=_skill_name(ctx, loop.candidate, note),
        has_card=loop.card_of(ctx.person.user_id) is not None,
        draft=draft_on(ctx, note.candidate_id),
    )


def _skill_name(ctx: Context, candidate: Candidate, note: Note) -> str:
    """What the note speaks for; empty for the overall note, where that of a lost skill goes too."""
    role = ctx.bank.archetype(candidate.archetype_id)
    skill = role and role.skill(note.skill_id)
    return skill.name if skill else ""


def mark(ctx: Context, job: MarkNote) -> None:
    """Below the person's message it says what it is kept as; nothing, where they took it back or deleted it."""
    note = _kept_note(ctx, job.note_id)
    candidate = ctx.store.candidates.get(job.team_id, job.candidate_id)
    about = f"note:{job.user_id}:{job.note_id}:"
    if note is None or candidate is None:
        take_all_away(ctx, about)
        return
    skill = _skill_name(ctx, candidate, note)
    kept = render("scorecards/note_mark", note=note, candidate=candidate, skill=skill)
    try:
        deliver(ctx, candidate.id, about, [kept], thread=note.id)
    except SlackRefused as refused:
        if refused.kind is not MESSAGE_FIXED:
            raise


def take_back(ctx: Context, request: Request) -> Payload | None:
    """The note is none any more, and the message can be added anew; the person reads so where they pressed."""
    note = _kept_note(ctx, request.text)
    draft = draft_on(ctx, note.candidate_id) if note else None
    taken_in = form_of(draft).metadata.last_notes if draft else {}
    seen = taken_in.get(note.candidate_id, 0) if note else 0
    take_note_back(ctx.store, ctx.person, request.text, seen, ctx.now())
    if not request.view:
        return notice(TAKEN_BACK)
    replace_view(ctx, request, notice_view(TAKEN_BACK, TITLE))
    return None


def _faults(form: EvidenceForm) -> dict[str, str]:
    if form.target is None:  # sent before Slack had shown the skills of a candidate just chosen
        return {forms.NOTE_CANDIDATE.id(): "Choose below what it speaks for."}
    return (
        {} if one_line(form.text) else {forms.NOTE_TEXT.id(): "Write down what was said or done."}
    )


def _no_room(ctx: Context, form: EvidenceForm, card: CardForm, skills: Collection[str]) -> str:
    """A sentence where the note does not fit behind what is there; empty where it does, or is there already."""
    if _kept_note(ctx, form.id):
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
