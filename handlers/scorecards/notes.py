"""Notes of one's own that wait for a scorecard join its form: where it is opened, and again where it is sent.

A form that is open elsewhere meanwhile saves itself as a whole, and knows nothing of a new note. So
notes are kept apart from drafts, and each form remembers up to which note it holds them. What Slack
shows in an open form cannot be added to (it keeps what was typed there), and nothing needs to be.
"""

from collections.abc import Collection
from typing import NamedTuple

from handlers.context import Context, Payload
from handlers.scorecards.card_form import CardForm, build, role_of, skills_of
from interviews.loop import Loop
from interviews.models import TEXT_LENGTH, SkillRating
from interviews.store.drafts import Note


class FormWithNotes(NamedTuple):
    """The form with the notes in it; `left` of them have no room in their field, and go on waiting."""

    form: CardForm
    added: int = 0
    left: int = 0

    @property
    def notice(self) -> str:
        """What the person reads of it; empty where there was no note."""
        sentences = []
        if self.added:
            sentences.append("What you added as evidence is in it, behind what stood there.")
        if self.left:
            sentences.append(
                "Something you added as evidence has no room in its field. Shorten what stands "
                "there, and open the scorecard again."
            )
        return " ".join(sentences)


def view_with_notes(ctx: Context, form: CardForm, loop: Loop | None, notice: str = "") -> Payload:
    """The modal for this form as it is opened, with the notes that wait for it."""
    skills = [skill.id for skill in skills_of(ctx, form, role_of(ctx, form, loop))]
    whole = with_notes(ctx, form, skills)
    return build(ctx, whole.form, loop, " ".join(filter(None, (notice, whole.notice))))


def with_notes(ctx: Context, form: CardForm, skills: Collection[str]) -> FormWithNotes:
    """The form with every note on its candidate that it does not hold yet, in order, as far as there is room."""
    if form.candidate_id is None:
        return FormWithNotes(form)
    newest_note = form.metadata.last_notes.get(form.candidate_id, 0)
    who = ctx.person
    waiting = ctx.store.notes.list_unsent(who.team_id, who.user_id, form.candidate_id, newest_note)
    for number, note in enumerate(waiting):
        longer = with_note(form, note, skills)
        if longer is None:
            return FormWithNotes(form, number, len(waiting) - number)
        form = longer.with_metadata(
            last_notes=form.metadata.last_notes | {note.candidate_id: note.number}
        )
    return FormWithNotes(form, len(waiting))


def with_note(form: CardForm, note: Note, skills: Collection[str]) -> CardForm | None:
    """The form with the note behind what its field says already; None where the field has no room for it."""
    if len(note.text) > room(form, note.skill_id, skills):
        return None
    text = _lead(_text_of(form, note.skill_id, skills)) + note.text
    if note.skill_id not in skills:
        return form.model_copy(update={"note": text})
    rating = form.ratings.get(note.skill_id) or SkillRating(skill_id=note.skill_id)
    longer = {note.skill_id: rating.model_copy(update={"evidence": text})}
    return form.model_copy(update={"ratings": form.ratings | longer})


def room(form: CardForm, skill_id: str, skills: Collection[str]) -> int:
    """How many characters fit behind what the field says already."""
    return max(TEXT_LENGTH - len(_lead(_text_of(form, skill_id, skills))), 0)


def _text_of(form: CardForm, skill_id: str, skills: Collection[str]) -> str:
    """What the field says; for a skill that the form does not have, that is the overall note."""
    if skill_id not in skills:
        return form.note
    rating = form.ratings.get(skill_id)
    return rating.evidence if rating else ""


def _lead(before: str) -> str:
    return f"{before.rstrip()}\n" if before.strip() else ""
