"""Every field of every form: drawn, read, merged, and of one mind with the model that it fills."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any, cast

import pytest
from pydantic import BaseModel

from handlers.calibration.answer import AnswerForm
from handlers.calibration.team import TeamForm
from handlers.context import Context
from handlers.decisions import DecisionForm
from handlers.panels.plan import form as plan_form
from handlers.panels.plan.form import current_form, with_split
from handlers.panels.plan.merge import merge, plan_of
from handlers.panels.plan.model import Metadata, PlanForm
from handlers.scorecards import card_form, evidence_form
from handlers.scorecards.card_form import CardForm
from handlers.scorecards.evidence_form import EvidenceForm
from handlers.slack.fields import values_of
from interviews import models
from interviews.loop import Loop
from interviews.models import (
    CandidateDetails,
    Interview,
    Outcome,
    Rating,
    Recommendation,
    SkillRating,
)
from interviews.panels import split
from interviews.permissions import Person
from interviews.store import Store, open_store
from interviews.store.people import Preferences
from question_bank.bank import Bank
from question_bank.models import Archetype, Level
from sandbox.world.form_state import Form
from slack_limits.numbers import INPUT_TEXT
from templates import forms
from templates.macros import phrases
from templates.macros.inputs import Input
from templates.render import render
from tests.interviews import make
from tests.interviews.people import ADA, BARBARA, GRACE, MARGARET, RADIA, TEAM
from tests.other_values import other_values

STARTS = datetime(2026, 3, 5, 10, 0, tzinfo=UTC)


def names(*fields: Input) -> set[str]:
    return {field.name for field in fields}


def as_client_holds(view: dict[str, Any]) -> dict[str, Any]:
    """The view as it comes back from a client in which nobody has touched a field."""
    blocks = [
        {"block_id": f"block-{number}"} | block for number, block in enumerate(view["blocks"])
    ]
    return view | {"state": {"values": Form(blocks).values()}}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder: Path = tmp_path_factory.mktemp("forms")
    opened = open_store(f"sqlite:///{folder}/interviews.db", lambda: STARTS)
    opened.migrate()
    opened.candidates.add(MARGARETS_LOOP.candidate)
    yield opened
    opened.close()


class NobodyLookedUp:
    """Slack, of whose people nobody has been looked up."""

    def recent_profile(self, _user_id: str) -> None:
        """Nothing."""


@pytest.fixture
def ctx(bank: Bank, store: Store) -> Context:
    """Grace, in front of forms that Slack need not be asked about."""
    who, slack = Person(team_id=TEAM, user_id=GRACE), cast(Any, NobodyLookedUp())
    return Context(bank, store, slack, who, lambda: STARTS, cast(Any, None))


@pytest.fixture
def role(ml: Archetype) -> Archetype:
    return ml


class TestDeclaration:
    """A field that only one of model and declaration has is found here."""

    @pytest.mark.parametrize(
        ("model", "declared", "beside"),
        [
            (
                PlanForm,
                names(
                    forms.PLAN_CANDIDATE, *forms.PLAN_NEW, *forms.PLAN_PEOPLE, *forms.PLAN_SEAT,
                    *forms.PLAN_VALUES,
                ),
                {"metadata"},
            ),
            (
                CardForm,
                names(forms.CARD_CANDIDATE, *forms.CARD_NEW, forms.CHANGE_OF_MIND, *forms.CARD_VOTE),
                {"metadata", "ratings"},
            ),
            (SkillRating, names(*forms.CARD_SKILL), {"skill_id"}),
            (
                EvidenceForm,
                names(forms.NOTE_CANDIDATE, forms.NOTE_TARGET, forms.NOTE_TEXT),
                {"id"},
            ),
            (DecisionForm, names(*forms.DECISION), set()),
            (AnswerForm, names(*forms.CALIBRATION_ANSWER), set()),
            (
                TeamForm,
                names(forms.CALIBRATION_ROLE, forms.CALIBRATION_SKILL, *forms.CALIBRATION_TEAM),
                {"metadata"},
            ),
            (Preferences, names(*forms.SETTINGS), {"team_id", "user_id"}),
        ],
    )  # fmt: skip
    def test_has_the_fields_of_the_model(
        self, model: type[BaseModel], declared: set[str], beside: set[str]
    ) -> None:
        assert declared | beside == set(model.model_fields)

    def test_of_the_plan_has_every_detail_of_a_candidate(self) -> None:
        declared = names(*forms.PLAN_PEOPLE, *forms.PLAN_VALUES)
        assert set(CandidateDetails.model_fields) <= declared

    def test_has_the_options_that_the_enums_have(self) -> None:
        assert set(phrases.LEVELS) == set(Level)
        assert set(phrases.VOTES) == set(Recommendation)
        assert set(phrases.OUTCOMES) == set(Outcome)
        assert set(phrases.LADDER) == {"none", *(str(int(rating)) for rating in Rating)}
        assert set(forms.CALIBRATION_RATING.choices or ()) == {str(int(each)) for each in Rating}

    def test_has_the_limits_that_the_models_have(self) -> None:
        assert forms.NAME_LENGTH == models.NAME_LENGTH
        assert models.TEXT_LENGTH == INPUT_TEXT
        assert forms.MOST_FOCUS == split.MOST_FOCUS


def seated(who: str, focus: tuple[str, ...]) -> Interview:
    return Interview(
        team_id=TEAM, id=f"interview-{who}", candidate_id=MARGARET, interviewer_id=who,
        created_at=STARTS, focus=focus, starts_at=STARTS, minutes=45,
    )  # fmt: skip


MARGARETS_LOOP = Loop(
    candidate=make.candidate(leads=(GRACE,)).model_copy(update={"archetype_id": "ml-engineer"}),
    interviews=(seated(ADA, ("python", "ml-ops")), seated(GRACE, ("ml-ops", "python"))),
)


class TestPlan:
    def test_of_a_candidate_comes_back_as_it_was_built(self, ctx: Context, role: Archetype) -> None:
        skills = [skill.id for skill in role.skills]
        seats = {
            "panel": (ADA, GRACE),
            "focus": {ADA: (skills[0], skills[2]), GRACE: (skills[1], skills[3])},
            "starts": {ADA: STARTS, GRACE: STARTS + timedelta(hours=1)},
            "minutes": {ADA: "30", GRACE: "60"},
        }
        form = current_form(MARGARETS_LOOP).model_copy(
            update=seats | other_values(CandidateDetails)
        )
        view = as_client_holds(plan_form.build(ctx, form, MARGARETS_LOOP))
        assert plan_form.read(ctx, view) == with_split(ctx, form)

    def test_has_labels_of_its_own_for_people_who_are_not_looked_up(self, ctx: Context) -> None:
        blocks = plan_form.build(ctx, current_form(MARGARETS_LOOP), MARGARETS_LOOP)["blocks"]
        labels = [block["label"]["text"] for block in blocks if block["type"] == "input"]
        assert {"Minutes of interviewer 1", "Minutes of interviewer 2"} < set(labels)
        assert len(labels) == len(set(labels))

    def test_of_a_new_candidate_comes_back_as_it_was_built(
        self, ctx: Context, role: Archetype
    ) -> None:
        new = {"archetype_id": role.id, "name": "Margaret Hamilton", "level": Level.SENIOR}
        form = plan_form.blank(ctx).model_copy(update=new | other_values(CandidateDetails))
        view = as_client_holds(plan_form.build(ctx, form, None))
        assert plan_form.read(ctx, view) == with_split(ctx, form)

    def test_reads_what_a_modal_of_the_previous_release_remembers(self) -> None:
        metadata = Metadata.model_validate_json(
            '{"new_id": "n", "archetype_id": "ml-engineer", "proposed": {"U1": ["0"]},'
            ' "seen": {"minutes": "1a"}, "shown": 2}'
        )
        assert metadata == Metadata(
            new_id="n", archetype_id="ml-engineer", proposal={"U1": ("0",)},
            marks={"minutes": "1a"},
        )  # fmt: skip


EDITS: dict[str, Any] = {
    **other_values(CandidateDetails),
    "leads": (GRACE, BARBARA),
    "panel": (ADA, GRACE, RADIA),
    "focus": {ADA: ("python", "data"), GRACE: ("ml-ops", "python")},
    "starts": {ADA: STARTS, GRACE: STARTS + timedelta(hours=3)},
    "minutes": {ADA: "45", GRACE: "60"},
}
MERGED = sorted(names(*forms.PLAN_PEOPLE, *forms.PLAN_SEAT, *forms.PLAN_VALUES))


def saved(form: PlanForm) -> Loop:
    """The loop once this plan of it is saved."""
    candidate = MARGARETS_LOOP.candidate.model_copy(update=form.details())
    interviews = [
        seated(seat.interviewer_id, seat.focus).model_copy(update=seat.model_dump())
        for seat in plan_of(form).seats
    ]
    return Loop(candidate=candidate, interviews=tuple(interviews))


class TestMergedPlan:
    """Two leads open the same plan and change a field each; whoever is second gets both."""

    @pytest.mark.parametrize(("mine", "theirs"), list(permutations(MERGED, 2)))
    def test_has_the_changes_of_both(self, mine: str, theirs: str) -> None:
        start = current_form(MARGARETS_LOOP)
        form = start.model_copy(update={mine: EDITS[mine]})
        both = merge(form, saved(start.model_copy(update={theirs: EDITS[theirs]})))
        expected = start.model_copy(update={name: EDITS[name] for name in (mine, theirs)})
        for name in MERGED:
            assert getattr(both, name) == getattr(expected, name), name

    @pytest.mark.parametrize("name", MERGED)
    def test_has_theirs_where_mine_is_as_it_was(self, name: str) -> None:
        start = current_form(MARGARETS_LOOP)
        assert getattr(start, name) != EDITS[name], "this would test nothing"
        both = merge(start, saved(start.model_copy(update={name: EDITS[name]})))
        assert getattr(both, name) == EDITS[name]

    @pytest.mark.parametrize("name", sorted(names(*forms.PLAN_VALUES) - {"reminders"}))
    def test_has_theirs_where_both_changed_the_same(self, name: str) -> None:
        start = current_form(MARGARETS_LOOP)
        mine = STARTS + timedelta(days=9) if name == "due_at" else "my own"
        form = start.model_copy(update={name: mine})
        both = merge(form, saved(start.model_copy(update={name: EDITS[name]})))
        assert getattr(both, name) == EDITS[name]


class TestScorecard:
    @pytest.fixture
    def ratings(self, role: Archetype) -> dict[str, SkillRating]:
        ladder = [*Rating, None]
        return {
            skill.id: SkillRating(
                skill_id=skill.id,
                rating=ladder[number % len(ladder)],
                evidence=f"Said something of {skill.name}",
            )
            for number, skill in enumerate(role.skills)
        }

    def test_of_a_new_candidate_comes_back_as_it_was_built(
        self, ctx: Context, role: Archetype, ratings: dict[str, SkillRating]
    ) -> None:
        form = card_form.blank(ctx, role, name="Margaret Hamilton").model_copy(
            update={
                "level": Level.MID, "panel": (ADA, RADIA), "ratings": ratings,
                "recommendation": Recommendation.STRONG_NO, "note": "Calm.",
                "asked": tuple(each.id for each in role.questions[:2]),
            }
        )  # fmt: skip
        view = as_client_holds(card_form.build(ctx, form, None))
        assert card_form.read(view) == form

    def test_that_is_a_second_rating_comes_back_as_it_was_built(
        self, ctx: Context, role: Archetype, ratings: dict[str, SkillRating]
    ) -> None:
        margaret = MARGARETS_LOOP.candidate
        form = card_form.blank(ctx, role, margaret).with_metadata(
            candidate_id=margaret.id, base_revision=1, second_rating=True
        )
        form = form.model_copy(
            update={
                "ratings": ratings, "recommendation": Recommendation.YES, "note": "Calm.",
                "reason": "I had not seen the design.",
            }
        )  # fmt: skip
        view = as_client_holds(card_form.build(ctx, form, MARGARETS_LOOP))
        assert card_form.read(view) == form

    def test_reads_a_draft_of_the_previous_release(self) -> None:
        form = CardForm.model_validate_json(
            '{"kept": {"card_id": "c", "archetype_id": "ml-engineer", "new_id": "n",'
            ' "revision_seen": 2, "jotted": {"m": 3}, "second_thought": true},'
            ' "candidate_id": "m", "level": "mid", "note": "Half a thought"}'
        )
        assert form == CardForm(
            metadata=card_form.Metadata(
                card_id="c", archetype_id="ml-engineer", new_id="n", base_revision=2,
                last_notes={"m": 3}, vote_question=True,
            ),
            candidate_id="m", level=Level.MID, note="Half a thought",
        )  # fmt: skip


class TestSmallForms:
    def test_settings_come_back_as_they_were_built(self) -> None:
        mine = Preferences.model_validate(other_values(Preferences))
        shown = render("settings", mine=mine, zone="UTC", unwanted=(), is_admin=True)
        view = as_client_holds(shown)
        read = values_of(view["state"]["values"], forms.SETTINGS)
        assert Preferences.model_validate(mine.model_dump() | read) == mine
        assert set(read) == names(*forms.SETTINGS)

    def test_a_decision_comes_back_as_it_was_built(self) -> None:
        form = DecisionForm.model_validate(other_values(DecisionForm))
        view = render(
            "decisions/form", metadata="", panel=MARGARETS_LOOP, role="Role", form=form, standing=None
        )  # fmt: skip
        values = as_client_holds(view)["state"]["values"]
        assert DecisionForm(**values_of(values, forms.DECISION)) == form

    def test_a_note_comes_back_as_it_was_built(self, ctx: Context) -> None:
        form = EvidenceForm(id="note-1", candidate_id=MARGARET, text="Asked for the p99")
        view = as_client_holds(evidence_form.build(ctx, form))
        assert evidence_form.read(view) == form
        assert forms.NOTE_TARGET.id(MARGARET) in view["state"]["values"]

    def test_a_field_that_the_form_does_not_have_is_left_out(self) -> None:
        assert values_of({}, forms.SETTINGS) == {}
