"""A scorecard shows what its author was asked to look at, each thing once, and the rest when it came up."""

from typing import Any

import pytest

from handlers.slack.block_ids import declared_id
from interviews.models import Rating
from question_bank.bank import Bank
from question_bank.models import Archetype
from sandbox.client.snapshots import ViewSnapshot
from sandbox.world.blocks import spots, visible_text
from sandbox.world.records import User
from tests.company import Company
from tests.handlers.panels.steps import KATHERINE, plans

LONG_NAME = ("Wolfeschlegelsteinhausenbergerdorff von der Altenburg-Lichtenstein " * 2)[
    :120
].strip()
ONCE = "Needed for a 1 or a 5."
MOST_WORDS, MOST_BLOCKS = 350, 30


def opens(company: Company, who: User, name: str = KATHERINE) -> ViewSnapshot:
    return company.opens(who, f"score {name}")


def focuses(company: Company, who: User, *skills: str) -> None:
    """Whatever was planned, this is what somebody looks at."""
    listed = ",".join(f'"{skill}"' for skill in skills)
    company.changes(
        "UPDATE interviews SET focus = :focus WHERE interviewer_id = :who",
        focus=f"[{listed}]", who=who.id,
    )  # fmt: skip


def shown(view: ViewSnapshot) -> list[str]:
    """The ids of the skills that the form has fields for, from the top down."""
    fields = [declared_id(block["block_id"]) for block in view.blocks if block.get("block_id")]
    return [field.removeprefix("rating.") for field in fields if field.startswith("rating.")]


def offered(view: ViewSnapshot) -> list[str]:
    """The skills that can be added."""
    [options] = [
        spot.element["options"] for spot in spots(view.blocks) if spot.key[1] == "score.skill"
    ]
    return [option["value"] for option in options]


def in_sight(view: ViewSnapshot) -> str:
    """All that is read before a list is opened."""

    def closed(part: Any) -> Any:
        if isinstance(part, list):
            return [closed(item) for item in part]
        if isinstance(part, dict):
            chosen = {"options": [part.get("initial_option")]} if "options" in part else {}
            return {key: closed(value) for key, value in (part | chosen).items() if value}
        return part

    return f"{view.title}\n{view.submit}\n{visible_text(closed(view.blocks))}"


@pytest.fixture
def planned(company: Company) -> Company:
    """Grace looks at three skills of Katherine; Alan is on the panel too."""
    plans(company, company.grace, company.alan, starts=None)
    focuses(company, company.grace, "ml-ops", "ml-data", "modern-python")
    return company


class TestMySkills:
    def test_are_open_and_all_others_behind_a_choice(self, planned: Company, ml: Archetype) -> None:
        view = opens(planned, planned.grace)
        assert shown(view) == ["ml-ops", "ml-data", "modern-python"]
        others = {skill.id for skill in ml.skills} - set(shown(view))
        assert set(offered(view)) == {*others, ":all"}

    def test_stand_once_with_their_anchors_and_what_needs_evidence(
        self, planned: Company, ml: Archetype
    ) -> None:
        view = opens(planned, planned.grace)
        text = in_sight(view)
        assert text.count(ONCE) == 1
        for skill in ml.skills:
            open_now = int(skill.id in shown(view))
            assert text.count(skill.anchors.junior) == open_now
            assert text.count(skill.anchors.senior) == open_now
            label = f"Evidence: {skill.name.partition(':')[0]}"
            assert text.count(label) == open_now
            assert text.replace(label, "").count(skill.name) == open_now

    def test_begin_with_must_haves_for_somebody_who_looks_at_all_of_them(
        self, company: Company, ml: Archetype
    ) -> None:
        company.adds(company.ada, KATHERINE, panel=(company.grace,))
        must_haves = [skill.id for skill in ml.skills if skill.must_have]
        assert shown(opens(company, company.grace)) == must_haves[:3]

    def test_that_are_more_than_three_come_first_among_the_others(
        self, planned: Company, ml: Archetype
    ) -> None:
        mine = [skill.id for skill in ml.skills[-5:]]
        focuses(planned, planned.grace, *mine)
        view = opens(planned, planned.grace)
        assert shown(view) == mine[:3]
        assert offered(view)[:2] == mine[3:]

    def test_leave_no_choice_where_the_role_has_no_other(
        self, company: Company, bank: Bank
    ) -> None:
        role = bank.archetypes[-1]
        [skill, *_] = role.skills
        questions = tuple(question for question in role.questions if question.skill == skill.id)
        small = role.model_copy(update={"skills": (skill,), "questions": questions})
        with company.using(bank.model_copy(update={"archetypes": (small,), "version": "small"})):
            view = company.opens_card(company.ada, role.id)
        assert shown(view) == [skill.id]
        assert "score.skill" not in view.actions


class TestAddingASkill:
    def test_gives_it_fields_and_keeps_what_was_typed(
        self, planned: Company, ml: Archetype
    ) -> None:
        grace = planned.grace
        opens(planned, grace)
        planned.writes(grace, "evidence.ml-data", "Asked who labels.")
        planned.chooses(grace, "skill_added", "ml-statistics")
        view = planned.modal(grace)
        assert shown(view)[-1] == "ml-statistics"
        assert "ml-statistics" not in offered(view)
        held = planned.values(grace)
        assert held["skill_added"]["score.skill"]["selected_option"] is None
        assert held["evidence.ml-data"]["value"]["value"] == "Asked who labels."
        skill = ml.skill("ml-statistics")
        assert skill
        assert skill.anchors.senior in view.text

    def test_can_be_all_of_them_at_once(self, planned: Company, ml: Archetype) -> None:
        opens(planned, planned.grace)
        planned.chooses(planned.grace, "skill_added", ":all")
        view = planned.modal(planned.grace)
        assert sorted(shown(view)) == sorted(skill.id for skill in ml.skills)
        assert "score.skill" not in view.actions

    def test_twice_in_quick_succession_adds_both(self, planned: Company) -> None:
        opens(planned, planned.grace)
        with planned.slack.quickly():
            for skill in ("ml-statistics", "ml-compute"):
                planned.chooses(planned.grace, "skill_added", skill)
        assert shown(planned.modal(planned.grace))[-2:] == ["ml-statistics", "ml-compute"]

    def test_asks_for_evidence_of_a_1_or_a_5_at_its_field(self, planned: Company) -> None:
        opens(planned, planned.grace)
        planned.chooses(planned.grace, "skill_added", "ml-statistics")
        planned.chooses(planned.grace, "rating.ml-statistics", "5")
        planned.chooses(planned.grace, "recommendation", "yes")
        errors = planned.errors(planned.grace)
        assert set(errors) == {"evidence.ml-statistics"}
        planned.writes(planned.grace, "evidence.ml-statistics", "Derived the interval aloud.")
        planned.submits(planned.grace)
        assert planned.has_saved(planned.grace)

    def test_is_back_with_the_draft_and_with_an_amendment(self, planned: Company) -> None:
        grace = planned.grace
        opens(planned, grace)
        planned.chooses(grace, "skill_added", "ml-statistics")
        planned.chooses(grace, "rating.ml-statistics", "4")
        planned.slack.close(planned.modal(grace))
        assert shown(opens(planned, grace))[3:] == ["ml-statistics"]
        planned.chooses(grace, "recommendation", "yes")
        planned.submits(grace)
        planned.presses(grace, planned.modal(grace), "score.amend")
        assert shown(planned.modal(grace))[3:] == ["ml-statistics"]


class TestSkillsThatAreNotShown:
    def test_are_kept_as_not_assessed(self, planned: Company, ml: Archetype) -> None:
        planned.scores(planned.grace, KATHERINE, ratings={"ml-ops": 4})
        assert "Statistics and maths" in planned.modal(planned.grace).text
        card = planned.loop(KATHERINE).card_of(planned.grace.id)
        assert card
        ratings = {rating.skill_id: rating.rating for rating in card.ratings}
        assert ratings == {skill.id: None for skill in ml.skills} | {"ml-ops": Rating.SENIOR}

    def test_take_a_note_that_was_added_while_the_form_was_open(self, planned: Company) -> None:
        grace = planned.grace
        opens(planned, grace)
        window = planned.chooses(grace, "recommendation", "yes")
        planned.slack.close(planned.modal(grace))
        message = planned.slack.say("Derived the interval aloud.", user=grace)
        planned.slack.shortcut("add_as_evidence", user=grace, message=message)
        skill = f"skill.{planned.candidate(KATHERINE).id}"
        planned.chooses(grace, skill, "ml-statistics")
        planned.submits(grace)
        planned.forge(window, type="view_submission")
        card = planned.loop(KATHERINE).card_of(grace.id)
        assert card
        said = {given.skill_id: given.evidence for given in card.ratings if given.evidence}
        assert said == {"ml-statistics": "Derived the interval aloud."}
        assert "ml-statistics" in shown(opens(planned, grace))

    def test_stay_in_a_form_that_shows_them(self, planned: Company, ml: Archetype) -> None:
        """So it is where the lead changes the plan while somebody fills in the form."""
        grace = planned.grace
        opens(planned, grace)
        planned.writes(grace, "evidence.ml-ops", "Pins the data.")
        focuses(planned, grace, "ml-statistics")
        planned.chooses(grace, "skill_added", "ml-compute")
        assert planned.values(grace)["evidence.ml-ops"]["value"]["value"] == "Pins the data."


class TestTitle:
    @pytest.mark.parametrize(
        ("name", "title"),
        [
            (KATHERINE, "Score Katherine Johnson"),
            ("Katherine Coleman Johnson", "Katherine Coleman…"),
            ("Katherine Coleman John", "Katherine Coleman John"),
            (LONG_NAME, "Wolfeschlegelsteinhause…"),
        ],
    )
    def test_names_the_candidate(self, company: Company, name: str, title: str) -> None:
        company.adds(company.ada, name, panel=(company.grace,))
        view = opens(company, company.grace, name)
        assert view.title == title
        assert name in f"{view.title}\n{view.text}"

    def test_says_what_is_done_where_there_is_room(self, company: Company) -> None:
        company.adds(company.ada, "Ida Rhodes", panel=(company.grace,))
        assert opens(company, company.ada, "Ida Rhodes").title == "Amend Ida Rhodes"
        company.scores(company.grace, "Ida Rhodes")
        assert opens(company, company.ada, "Ida Rhodes").title == "Rate again Ida Rhodes"

    def test_follows_the_list_of_candidates(self, company: Company) -> None:
        company.adds(company.ada, KATHERINE, panel=(company.grace,))
        assert company.opens_card(company.grace).title == "Score a candidate"
        company.chooses(company.grace, "candidate", company.candidate(KATHERINE).id)
        assert company.modal(company.grace).title == "Score Katherine Johnson"


class TestLastCard:
    def test_says_beforehand_what_it_opens(self, planned: Company) -> None:
        assert "Yours is the last" not in opens(planned, planned.grace).text
        planned.scores(planned.alan, KATHERINE)
        view = opens(planned, planned.grace)
        assert "Yours is the last scorecard. Once you save it, the panel can read all" in view.text
        planned.chooses(planned.grace, "recommendation", "yes")
        planned.submits(planned.grace)
        assert "Yours is the last" not in opens(planned, planned.grace).text

    def test_of_one_alone_says_who_gets_the_debrief(self, company: Company) -> None:
        plans(company, company.grace, starts=None)
        assert (
            "once you save this, the hiring lead gets the debrief"
            in opens(company, company.grace).text
        )

    def test_says_nothing_to_somebody_who_is_not_on_the_panel(self, planned: Company) -> None:
        planned.scores(planned.alan, KATHERINE)
        assert "Yours is the last" not in opens(planned, planned.ada).text


class TestLength:
    def test_of_three_skills_is_350_words(self, planned: Company) -> None:
        view = opens(planned, planned.grace)
        assert len(in_sight(view).split()) <= MOST_WORDS
        assert len(view.blocks) <= MOST_BLOCKS

    @pytest.mark.parametrize("name", [KATHERINE, LONG_NAME])
    @pytest.mark.parametrize("role", ["ml-engineer", "devops-engineer"])
    def test_of_eight_skills_is_the_same(
        self, company: Company, bank: Bank, role: str, name: str
    ) -> None:
        company.adds(company.ada, name, role, panel=(company.grace,))
        archetype = bank.archetype(role)
        assert archetype
        for mine in ((), [skill.id for skill in archetype.skills]):
            focuses(company, company.grace, *mine)
            view = opens(company, company.grace, name)
            assert len(in_sight(view).split()) <= MOST_WORDS
            assert len(view.blocks) <= MOST_BLOCKS

    def test_of_somebody_new_is_the_same_with_five_drafts(self, company: Company) -> None:
        for number in range(5):
            company.opens_card(company.ada, "devops-engineer")
            company.writes(company.ada, "name", f"{LONG_NAME[:100]} {number}")
            company.slack.close(company.modal(company.ada))
        view = company.opens_card(company.ada, "devops-engineer")
        assert len(in_sight(view).split()) <= MOST_WORDS
        assert len(view.blocks) <= MOST_BLOCKS


class TestNamesOfControls:
    """What a screen reader says of each field and button is said of no other."""

    def test_are_all_different(self, planned: Company) -> None:
        opens(planned, planned.grace)
        planned.chooses(planned.grace, "skill_added", ":all")
        self.are_all_different(planned.modal(planned.grace))
        for _ in range(3):
            company_view = planned.opens_card(planned.ada)
            self.are_all_different(company_view)
            planned.slack.type(company_view, "note", "Half a thought")
            planned.slack.close(planned.modal(planned.ada))

    def are_all_different(self, view: ViewSnapshot) -> None:
        names = [
            (block["label"] if block["type"] == "input" else block["elements"][0]["text"])["text"]
            for block in view.blocks
            if block["type"] in {"input", "actions"}
        ]
        assert sorted(names) == sorted(set(names))
        assert all(names)
