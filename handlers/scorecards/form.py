"""The scorecard's form: `build` makes the modal and `read` gets back what was filled, so the round trip is one test."""

from typing import Any

from pydantic import BaseModel, ConfigDict

from handlers.candidates.options import MOST_CANDIDATES, label, scorable
from handlers.context import Context, Payload
from handlers.slack.fields import chosen, text, users
from handlers.slack.notices import short_label
from interviews.debriefs.visibility import rates_again
from interviews.loop import Loop
from interviews.models import (
    AnchoredSkill,
    Candidate,
    Rating,
    Recommendation,
    Scorecard,
    SkillRating,
)
from interviews.store.drafts import Draft
from interviews.store.values import new_id
from question_bank.models import Archetype, Level
from templates.ids import Act, Field
from templates.macros.escaping import one_line
from templates.render import render

NEW = "new"
MOST_DRAFTS = 5


class Kept(BaseModel):
    """What the modal itself remembers between opening and sending."""

    model_config = ConfigDict(frozen=True)

    card_id: str
    archetype_id: str
    new_id: str
    candidate_id: str | None = None
    """Whom the form was opened for; where it shows the list of candidates, what is picked there holds."""
    revision_seen: int = 0
    texts: str = ""
    """Digest of the skills and anchors as they stood when the form was opened."""
    bank_version: str = ""
    jotted: dict[str, int] = {}
    """The last of the person's own notes that is in the form already, by candidate."""
    second_thought: bool = False
    """The person has been shown that vote and ratings do not fit."""
    second_rating: bool = False
    """Others' scorecards have been open to the person, so the form asks what changed their mind."""


class CardForm(BaseModel):
    """The form as it is filled right now."""

    model_config = ConfigDict(frozen=True)

    kept: Kept
    candidate_id: str | None = None
    name: str = ""
    level: Level | None = None
    panel: tuple[str, ...] = ()
    ratings: dict[str, SkillRating] = {}
    recommendation: Recommendation | None = None
    note: str = ""
    reason: str = ""
    """What changed the person's mind, where this is a second rating."""

    @property
    def revision_seen(self) -> int:
        """The revision this form amends; 0 for a first scorecard."""
        return self.kept.revision_seen

    def with_kept(self, **changes: object) -> "CardForm":
        """The same form, remembering something else."""
        return self.model_copy(update={"kept": self.kept.model_copy(update=changes)})


def blank(
    ctx: Context, archetype: Archetype, candidate: Candidate | None = None, name: str = ""
) -> CardForm:
    """A new form for a role, with the candidate already picked or the name filled in."""
    kept = Kept(card_id=new_id(), archetype_id=archetype.id, new_id=new_id())
    form = CardForm(kept=kept, candidate_id=candidate.id if candidate else None, name=name)
    return for_role(ctx, form, archetype)


def amending(form: CardForm, loop: Loop, card: Scorecard) -> CardForm:
    """The form amends this card, the newest of its author."""
    form = form.with_kept(candidate_id=card.candidate_id, revision_seen=card.revision)
    return as_it_stands(form, loop, card.interviewer_id)


def as_it_stands(form: CardForm, loop: Loop | None, user_id: str) -> CardForm:
    """The form asks why, where what it amends has become a second rating since it was filled."""
    again = bool(loop and form.revision_seen and rates_again(loop, user_id))
    return form.with_kept(second_rating=again)


def for_role(ctx: Context, form: CardForm, archetype: Archetype) -> CardForm:
    """The form with the skills of this role in today's words, which the card keeps whatever the bank says later."""
    digest = ctx.store.texts.keep(ctx.person.team_id, anchored(archetype))
    return form.with_kept(archetype_id=archetype.id, texts=digest, bank_version=ctx.bank.version)


def skills_of(ctx: Context, form: CardForm, archetype: Archetype) -> tuple[AnchoredSkill, ...]:
    """The skills in the words the person saw when the form was opened; today's, for a form older than that."""
    kept = ctx.store.texts.get(ctx.person.team_id, form.kept.texts)
    return anchored(archetype) if kept is None else kept


def anchored(archetype: Archetype) -> tuple[AnchoredSkill, ...]:
    """The role's skills in the words the interviewer sees, as the card will keep them."""
    core = [question for question in archetype.questions if question.core]
    return tuple(
        AnchoredSkill(
            id=skill.id,
            name=skill.name,
            must_have=skill.must_have,
            anchors=tuple(skill.anchors.model_dump().values()),
            questions=tuple(one.ask for one in core if one.skill == skill.id),
        )
        for skill in archetype.skills
    )


def build(
    ctx: Context, form: CardForm, archetype: Archetype, candidate: Candidate | None,
    notice: str = "", thought: str = "",
) -> Payload:  # fmt: skip
    """The modal for this form, with everything typed so far in its place.

    A `notice` stands at the top; a second `thought`, after the form was sent, beside the vote too.
    """
    mine = scorable(ctx)
    return render(
        "scorecards/scorecard",
        form=form,
        metadata=form.kept.model_dump_json(),
        archetype=archetype,
        **in_focus_first(ctx, skills_of(ctx, form, archetype), candidate),
        drafts=_others(ctx, form) if candidate is None else [],
        level=candidate.target_level if candidate else form.level,
        candidate_name=one_line(candidate.name) if candidate else "",
        mine=[{"id": one.id, "label": label(ctx, one)} for one in mine[:MOST_CANDIDATES]],
        older=len(mine[MOST_CANDIDATES:]),
        notice=notice,
        thought=thought,
    )


def in_focus_first(
    ctx: Context, skills: tuple[AnchoredSkill, ...], candidate: Candidate | None
) -> Payload:
    """The skills this interviewer looks at come first; the rest may have come up all the same."""
    focus = _focus(ctx, candidate) if candidate else ()
    mine = [one for one in skills if one.id in focus]
    others = [one for one in skills if one.id not in focus]
    return {"skills": [*mine, *others], "others_from": len(mine)}


def _focus(ctx: Context, candidate: Candidate) -> tuple[str, ...]:
    every = ctx.store.interviews.all_of(candidate.team_id, candidate.id)
    mine = (one.focus for one in every if one.interviewer_id == ctx.person.user_id)
    return next(mine, ())


def _others(ctx: Context, form: CardForm) -> list[Payload]:
    """The person's drafts on new candidates, offered where another new form was opened."""
    drafts = ctx.store.drafts.of_person(ctx.person.team_id, ctx.person.user_id)
    unplaced = [one for one in drafts if not one.candidate_id and one.card_id != form.kept.card_id]
    return [
        {
            "card_id": one.card_id,
            "label": short_label(f"Resume draft: {one_line(resumed(one).name)}"),
        }
        for one in unplaced[:MOST_DRAFTS]
    ]


def resumed(draft: Draft) -> CardForm:
    """The form as it was when its author last typed in it."""
    return CardForm.model_validate_json(draft.form)


def read(view: dict[str, Any]) -> CardForm:
    """What the person has filled in so far."""
    values = view["state"]["values"]
    kept = Kept.model_validate_json(view["private_metadata"])
    level, vote = chosen(values, Field.LEVEL), chosen(values, Field.RECOMMENDATION)
    return CardForm(
        kept=kept,
        candidate_id=_whom(kept, chosen(values, Field.CANDIDATE, Act.SCORE_CANDIDATE)),
        name=text(values, Field.NAME),
        level=Level(level) if level else None,
        panel=users(values, Field.PANEL),
        ratings=_ratings(values),
        recommendation=Recommendation(vote) if vote else None,
        note=text(values, Field.NOTE),
        reason=text(values, Field.REASON),
    )


def _whom(kept: Kept, picked: str | None) -> str | None:
    """What the list of candidates shows is what holds; an amendment has no list."""
    if kept.revision_seen or picked is None:
        return kept.candidate_id
    return None if picked == NEW else picked


def _ratings(values: dict[str, Any]) -> dict[str, SkillRating]:
    prefix = f"{Field.RATING}."
    skills = [block.removeprefix(prefix) for block in values if block.startswith(prefix)]
    return {
        skill: SkillRating(
            skill_id=skill,
            rating=_rating(chosen(values, f"{prefix}{skill}")),
            evidence=text(values, f"{Field.EVIDENCE}.{skill}"),
        )
        for skill in skills
    }


def _rating(value: str | None) -> Rating | None:
    return Rating(int(value)) if value and value != "none" else None
