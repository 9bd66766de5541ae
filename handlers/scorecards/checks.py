"""What is checked before a scorecard is saved: faults stand at their field, and a question comes once."""

from typing import NamedTuple

from handlers.context import Context
from handlers.scorecards.card_form import CardForm, amendment
from handlers.slack.directory import (
    guest_accounts,
    guest_question,
    participant_fault,
    with_profile,
)
from interviews.candidates.queries import loop_for
from interviews.contradiction import Contradiction, contradiction, lacking_evidence
from interviews.loop import Loop
from interviews.models import TARGET_RATING
from interviews.permissions import Action, Person
from interviews.scorecards.duplicates import Submission, earlier_submission
from interviews.store.values import new_id
from question_bank.models import Level
from templates import forms
from templates.macros.escaping import one_line
from templates.macros.phrases import decimal

SENT_BEFORE = "This form was sent before, and it says something else now. "
AMENDS = "Save again to keep this one as an amendment, or cancel to leave the first as it is."
ADDED_BEFORE = (
    "Sent before, with something else in it. Name, level and panel stay as sent first (/interview "
    "plan changes the panel). Save again to keep the rest as an amendment."
)
RATES_AGAIN = (
    "Sent before, and the others' scorecards are open to you by now: say at the top what changed "
    "your mind and save again as a second rating, or cancel."
)


ADDS_NOBODY = (
    "You have a guest account, which leads no search, and whoever adds a candidate leads it. Ask the "
    "hiring lead to put you on the panel, then choose the candidate in the list above."
)


class Question(NamedTuple):
    """The form once more, and the sentence that says why; sent again as it is, it is saved."""

    form: CardForm
    text: str


def faults_in(form: CardForm) -> dict[str, str]:
    """What must be mended before the card can be saved, a sentence for each field."""
    is_new, change_of_mind = form.candidate_id is None, form.reason.strip()
    needs_evidence = "A 1 or a 5 needs evidence: what did the candidate say or do?"
    needs_reason = "Say in a sentence or two what changed your mind."
    checks = (
        (forms.NAME, is_new and not one_line(form.name), "Write the candidate's name."),
        (forms.LEVEL, is_new and form.level is None, "Choose the level this search is for."),
        (forms.RECOMMENDATION, form.recommendation is None, "Choose a recommendation."),
        (forms.CHANGE_OF_MIND, form.metadata.second_rating and not change_of_mind, needs_reason),
    )
    return {
        forms.EVIDENCE.id(skill_id): needs_evidence
        for skill_id in lacking_evidence(form.ratings.values())
    } | {field.id(): sentence for field, fails, sentence in checks if fails}


def unfit_people(ctx: Context, form: CardForm) -> dict[str, str]:
    """A sentence where somebody named for the panel cannot score, or the person cannot lead whom they add."""
    if form.candidate_id is not None:
        return {}
    own = ctx.person.user_id
    known = with_profile(ctx, dict.fromkeys((*form.panel, own)))
    fault = participant_fault(ctx, [user_id for user_id in known if user_id in form.panel])
    if fault:
        return {forms.COLLEAGUES.id(): fault}
    fault = _fault_of_lead(ctx, own) if own in known else ""
    return {forms.NAME.id(): fault} if fault else {}


def _fault_of_lead(ctx: Context, own: str) -> str:
    """Why the person cannot add a candidate, as whoever adds one leads it; empty where they can."""
    return participant_fault(ctx, [own]) or (ADDS_NOBODY if guest_accounts(ctx, [own]) else "")


def guests_on_panel(ctx: Context, form: CardForm) -> Question | None:
    """The question about colleagues with a guest account, or None; it is asked once about each."""
    if form.candidate_id is not None:
        return None
    known = with_profile(ctx, form.panel, one_call=False)
    new = [who for who in guest_accounts(ctx, known) if who not in form.metadata.guests]
    if not new:
        return None
    again = form.with_metadata(guests=(*form.metadata.guests, *new))
    return Question(again, " ".join(guest_question(ctx, who) for who in new))


def sent_before(ctx: Context, form: CardForm, sent: Submission) -> Question | None:
    """The form as a card of its own, where its card was sent before and says something else; or None."""
    before = earlier_submission(ctx.store, ctx.person, sent)
    if before is None:
        return None
    other = form.with_metadata(card_id=new_id())
    if not before.same_candidate:
        name = one_line(before.candidate.name)
        return Question(
            other,
            f"Your scorecard for {name} is kept already. Save again to keep this one too.",
        )
    loop = loop_for(ctx.store, ctx.person, before.candidate.id, Action.WRITE_OWN_CARD)
    other = other.model_copy(update={"candidate_id": loop.candidate.id})
    again = amendment(other, loop, loop.card_of(ctx.person.user_id) or before.card)
    if again.metadata.second_rating:
        return Question(again, RATES_AGAIN)
    text = ADDED_BEFORE if before.adds_otherwise else f"{SENT_BEFORE}{AMENDS}"
    return Question(again, text)


def open_question(form: CardForm, loop: Loop | None, person: Person) -> Question | None:
    """What the person should know before the card is saved, or None; no question comes twice."""
    newest = loop.card_of(person.user_id) if loop else None
    if loop and newest and newest.id != form.metadata.card_id:
        again = amendment(form, loop, newest)
        if again.metadata != form.metadata:
            return Question(again, _amends(form, again))
    level = loop.candidate.target_level if loop else form.level
    if form.metadata.vote_question or level is None or form.recommendation is None:
        return None
    found = contradiction(
        form.recommendation, [skill.rating for skill in form.ratings.values()], level
    )
    return (
        Question(form.with_metadata(vote_question=True), _vote_question(found, level))
        if found
        else None
    )


def _amends(form: CardForm, again: CardForm) -> str:
    """Why the form is not what it was taken for when it was opened."""
    elsewhere = (
        "You have already sent a scorecard for this candidate from another form. "
        if again.base_revision != form.base_revision
        else ""
    )
    if again.metadata.second_rating:
        return (
            f"{elsewhere}The others' scorecards are open to you by now, so this is a second rating: "
            "say at the top what changed your mind and save again, or cancel to leave it at the first."
        )
    return f"{elsewhere}{AMENDS}"


def _vote_question(found: Contradiction, level: Level) -> str:
    votes = "for" if found.recommendation.favours else "against"
    ratings = "one rating is" if found.count == 1 else f"{found.count} ratings average"
    return (
        f"Your vote is {votes} the candidate, and your {ratings} {decimal(found.mean)}, where "
        f"{level.value} means {int(TARGET_RATING[level])}. "
        "Change what you like, or save again if you mean it so."
    )
