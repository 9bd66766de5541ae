"""The scorecard's form: `build` makes the modal and `read` gets back what was filled, so the round trip is one test."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from pydantic import Field

from handlers.candidates.options import options, scorable
from handlers.context import Context, Payload
from handlers.kits.questions import archetype_of
from handlers.scorecards.skills import own_interview, short_names, shown_skills
from handlers.slack.block_ids import values_in
from handlers.slack.fields import Stored, keys, values_of
from handlers.slack.notices import short_label
from interviews.candidates.queries import loop_for
from interviews.loop import Loop
from interviews.models import (
    AnchoredSkill,
    AskedQuestion,
    Candidate,
    Recommendation,
    Scorecard,
    SkillRating,
)
from interviews.permissions import Action
from interviews.store.drafts import Draft
from interviews.store.values import new_id
from question_bank.models import Archetype, Level
from slack_limits.check import SELECT_OPTIONS
from templates import forms
from templates.macros.escaping import one_line
from templates.render import render

MOST_DRAFTS = 5
# What the previous release called it, in modals that are still open and in drafts.
OLD_NAMES = {
    "kept": "metadata", "revision_seen": "base_revision", "jotted": "last_notes",
    "second_thought": "vote_question",
}  # fmt: skip


class Metadata(Stored):
    """What the modal itself remembers."""

    old_names = OLD_NAMES

    card_id: str
    archetype_id: str
    new_id: str
    candidate_id: str | None = None
    """Whom the form is about; None where it has the list of candidates, and what is picked there holds."""
    base_revision: int = 0
    """The revision that the form amends; 0 for a first scorecard."""
    texts: str = ""
    """Digest of the skills and anchors as they stood when the form was opened."""
    bank_version: str = ""
    last_notes: dict[str, int] = Field(default_factory=dict)
    """The last of the person's own notes that is in the form already, by candidate."""
    vote_question: bool = False
    """Whether the person had the question if vote and ratings are meant as they are."""
    guests: tuple[str, ...] = ()
    """Colleagues with a guest account whom the person was asked about, by id."""
    second_rating: bool = False
    """Others' scorecards have been open to the person, so the form asks what changed their mind."""


class CardForm(Stored):
    """The form as it is filled right now."""

    old_names = OLD_NAMES

    metadata: Metadata
    candidate_id: str | None = None
    name: str = ""
    level: Level | None = None
    panel: tuple[str, ...] = ()
    ratings: dict[str, SkillRating] = Field(default_factory=dict)
    recommendation: Recommendation | None = None
    note: str = ""
    asked: tuple[str, ...] = ()
    """The ids of the questions that the person has ticked as asked."""
    reason: str = ""
    """What changed the person's mind, where this is a second rating."""

    @property
    def base_revision(self) -> int:
        """The revision this form amends; 0 for a first scorecard."""
        return self.metadata.base_revision

    def with_metadata(self, **changes: object) -> "CardForm":
        """The same form, remembering something else."""
        return self.model_copy(update={"metadata": self.metadata.model_copy(update=changes)})

    def with_skills(self, ids: Iterable[str]) -> "CardForm":
        """The same form, with these skills in it too."""
        unrated = {skill_id: SkillRating(skill_id=skill_id) for skill_id in ids}
        return self.model_copy(update={"ratings": self.ratings | (unrated | self.ratings)})


def blank(
    ctx: Context, archetype: Archetype, candidate: Candidate | None = None, name: str = ""
) -> CardForm:
    """A new form for a role, with the candidate already picked or the name filled in."""
    metadata = Metadata(card_id=new_id(), archetype_id=archetype.id, new_id=new_id())
    form = CardForm(metadata=metadata, candidate_id=candidate.id if candidate else None, name=name)
    return for_role(ctx, form, archetype)


def amendment(form: CardForm, loop: Loop, card: Scorecard) -> CardForm:
    """The form amends this card, the newest of its author."""
    form = form.with_metadata(candidate_id=card.candidate_id, base_revision=card.revision)
    return as_it_stands(form, loop, card.interviewer_id)


def as_it_stands(form: CardForm, loop: Loop | None, user_id: str) -> CardForm:
    """The form asks why, where what it amends has become a second rating since it was filled."""
    again = bool(loop and form.base_revision and loop.rates_again(user_id))
    return form.with_metadata(second_rating=again)


def for_role(ctx: Context, form: CardForm, archetype: Archetype) -> CardForm:
    """The form with the skills of this role in today's words, which the card keeps whatever the bank says later."""
    digest = ctx.store.texts.keep(ctx.person.team_id, anchored_skills(archetype))
    return form.with_metadata(
        archetype_id=archetype.id, texts=digest, bank_version=ctx.bank.version
    )


def loop_of(ctx: Context, form: CardForm) -> Loop | None:
    """The loop of the chosen candidate, where this person may score them; None for a new candidate."""
    if form.candidate_id is None:
        return None
    return loop_for(ctx.store, ctx.person, form.candidate_id, Action.WRITE_OWN_CARD)


def role_of(ctx: Context, form: CardForm, loop: Loop | None) -> Archetype:
    """The candidate's role, or the one the form was opened for."""
    return archetype_of(ctx, loop.candidate.archetype_id if loop else form.metadata.archetype_id)


def skills_of(ctx: Context, form: CardForm, archetype: Archetype) -> tuple[AnchoredSkill, ...]:
    """The skills in the words the person saw when the form was opened; today's, for a form older than that."""
    opened = ctx.store.texts.get(ctx.person.team_id, form.metadata.texts)
    return anchored_skills(archetype) if opened is None else opened


def anchored_skills(archetype: Archetype) -> tuple[AnchoredSkill, ...]:
    """The role's skills in the words the interviewer sees, as the card will keep them."""
    core = [question for question in archetype.questions if question.core]
    return tuple(
        AnchoredSkill(
            id=skill.id,
            name=skill.name,
            must_have=skill.must_have,
            anchors=tuple(skill.anchors.model_dump().values()),
            questions=tuple(question.ask for question in core if question.skill == skill.id),
        )
        for skill in archetype.skills
    )


def questions_of(ctx: Context, archetype: Archetype, loop: Loop | None) -> dict[str, AskedQuestion]:
    """The role's questions by id; those of the person's own card in the words that it has."""
    card = loop.card_of(ctx.person.user_id) if loop else None
    of_bank = (
        AskedQuestion(id=question.id, skill_id=question.skill, ask=question.ask)
        for question in sorted(archetype.questions, key=lambda question: not question.core)
    )
    return {question.id: question for question in (*of_bank, *(card.asked if card else ()))}


def _askable(
    form: CardForm,
    questions: Mapping[str, AskedQuestion],
    planned: Sequence[str],
    shown: Sequence[AnchoredSkill],
) -> list[tuple[str, str]]:
    """What can be ticked: the interviewer's planned questions, the others of their skills, what is ticked already."""
    skills = [skill.id for skill in shown]
    others = sorted(
        (question for question in questions.values() if question.skill_id in skills),
        key=lambda question: skills.index(question.skill_id),
    )
    ids = dict.fromkeys((*planned, *(question.id for question in others)))
    first = [question_id for question_id in ids if question_id in questions]
    kept = [question_id for question_id in form.asked if question_id in questions]
    room = SELECT_OPTIONS - len(set(kept).difference(first[:SELECT_OPTIONS]))
    offered = dict.fromkeys((*first[:room], *kept))
    return [(short_label(questions[name].ask), name) for name in offered]


def build(
    ctx: Context, form: CardForm, loop: Loop | None, notice: str = "", question: str = ""
) -> Payload:
    """The modal for this form, with everything typed so far in its place.

    A `notice` stands at the top; a `question`, after the form was sent, beside the vote too.
    """
    candidate, archetype = loop.candidate if loop else None, role_of(ctx, form, loop)
    skills = skills_of(ctx, form, archetype)
    # The fields of a new candidate take the room of a skill.
    most = forms.MOST_FOCUS if candidate else forms.MOST_FOCUS - 1
    mine = own_interview(ctx, candidate)
    focus, planned = (mine.focus, mine.questions) if mine else ((), ())
    shown, others = shown_skills(skills, focus, most, form.ratings)
    questions = questions_of(ctx, archetype, loop)
    fixed = form.metadata.candidate_id is not None
    candidates, older = ((), None) if fixed else scorable(ctx, form.candidate_id)
    return render(
        "scorecards/scorecard",
        form=form,
        metadata=form.metadata.model_dump_json(),
        archetype=archetype,
        skills=shown,
        short_names=short_names(skills),
        questions=_askable(form, questions, planned, shown),
        others=_offered(others),
        drafts=_others(ctx, form) if candidate is None else [],
        candidate=candidate,
        candidates=options(ctx, candidates),
        older=older,
        notice=notice,
        question=question,
        last_of=loop if loop and loop.missing == (ctx.person.user_id,) else None,
    )


def _offered(others: Sequence[AnchoredSkill]) -> list[tuple[str, str]]:
    """The skills that can be added, one by one or all of them at once."""
    each = [(short_label(skill.name), skill.id) for skill in others]
    return [*each, ("All of these", forms.ALL_SKILLS)] if len(each) > 1 else each


def _others(ctx: Context, form: CardForm) -> list[tuple[str, str]]:
    """The person's drafts on new candidates, offered where another new form was opened."""
    drafts = ctx.store.drafts.of_person(ctx.person.team_id, ctx.person.user_id)
    others = (
        (short_label(f"Resume draft: {draft_label(ctx, draft)}"), draft.card_id)
        for draft in drafts
        if not draft.candidate_id and draft.card_id != form.metadata.card_id
    )
    return list(islice(others, MOST_DRAFTS))


def draft_label(ctx: Context, draft: Draft, name: str = "") -> str:
    """Whom a draft is about and for which role; where it is on a new candidate, the name that was typed, if any was."""
    form = form_of(draft)
    role = ctx.bank.archetype(form.metadata.archetype_id)
    who = one_line(name or form.name) or "a candidate without a name yet"
    return f"{who} · {role.name}" if role else who


def form_of(draft: Draft) -> CardForm:
    """The form as it was when its author last typed in it."""
    return CardForm.model_validate_json(draft.form)


def read(view: Payload) -> CardForm:
    """What the person has filled in so far."""
    values = values_in(view)
    metadata = Metadata.model_validate_json(view["private_metadata"])
    candidate = {"candidate_id": metadata.candidate_id}
    if forms.CARD_CANDIDATE.id() in values and not metadata.base_revision:
        candidate |= values_of(values, (forms.CARD_CANDIDATE,))
        metadata = metadata.model_copy(update={"candidate_id": None})
    fields = (*forms.CARD_NEW, *forms.CARD_VOTE, forms.CHANGE_OF_MIND)
    ratings = {
        skill_id: SkillRating(skill_id=skill_id, **values_of(values, forms.CARD_SKILL, skill_id))
        for skill_id in keys(values, forms.RATING)
    }
    others = values_of(values, fields)
    return CardForm(metadata=metadata, ratings=ratings, **candidate, **others)
