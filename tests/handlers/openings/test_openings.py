"""`/interview openings` and `/interview opening`: what is being filled, and how its candidates get on."""

import re
from itertools import product

import pytest

from interviews.models import Candidate
from interviews.openings.models import Opening
from question_bank.models import Level
from sandbox.world.records import User
from templates.ids import Act
from tests.company import Company
from tests.handlers.openings.steps import (
    BERLIN,
    ONSITE,
    PHONE,
    begins_opening,
    makes_opening,
    plans_in,
    says,
    shows,
)
from tests.handlers.panels.steps import KATHERINE, opens, reads
from tests.handlers.test_longest import HOSTILE, filled

DOROTHY = "Dorothy Vaughan"


class TestList:
    def test_says_what_an_opening_is_where_there_is_none(self, company: Company) -> None:
        shown = company.answer(company.ada, "openings")
        assert "You lead or coordinate no opening yet." in shown.text
        assert Act.OPENING in shown.actions

    def test_has_role_level_candidates_and_how_long_it_is_open(self, company: Company) -> None:
        makes_opening(company, company.ada)
        plans_in(company, company.ada, KATHERINE, company.grace)
        company.clock.forward(days=3)
        shown = company.answer(company.ada, "openings").text
        assert (
            f"{BERLIN}\nMachine Learning Engineer · senior · 1 candidate · open for 3 days" in shown
        )

    def test_hides_openings_from_whoever_has_no_part_in_them(self, company: Company) -> None:
        makes_opening(company, company.ada)
        plans_in(company, company.ada, KATHERINE, company.grace)
        for stranger in (company.alan, company.grace):
            assert BERLIN not in company.answer(stranger, "openings").text
            assert "You have no opening" in says(company, stranger)


class TestForm:
    def test_wants_a_name_of_its_own_for_each_stage(self, company: Company) -> None:
        begins_opening(company, company.ada)
        company.chooses(company.ada, "stage_count", "3")
        company.writes(company.ada, "stage_name.2", "phone  SCREEN")
        company.writes(company.ada, "stage_name.3", "\u200b")
        errors = company.errors(company.ada)
        assert errors.keys() == {"stage_name.2", "stage_name.3"}
        assert "Another stage is called this." in errors["stage_name.2"]

    def test_grows_and_shrinks_and_keeps_what_was_typed(self, company: Company) -> None:
        begins_opening(company, company.ada)
        company.writes(company.ada, "stage_name.1", "Call")
        company.chooses(company.ada, "stage_count", "3")
        company.writes(company.ada, "stage_name.3", "Dinner")
        company.submits(company.ada)
        assert f"Call, then {ONSITE}, then Dinner" in company.modal(company.ada).text

    def test_needs_no_stage(self, company: Company) -> None:
        begins_opening(company, company.ada)
        company.chooses(company.ada, "stage_count", "0")
        company.submits(company.ada)
        assert "Saved: " in company.modal(company.ada).text
        plans_in(company, company.ada, KATHERINE, company.grace)
        assert "No stage · 1" in says(company, company.ada)

    def test_refuses_a_second_open_opening_of_one_title(self, company: Company) -> None:
        makes_opening(company, company.ada)
        begins_opening(company, company.grace, title=BERLIN.upper())
        assert "Another open opening has this title." in company.errors(company.grace)["title"]

    def test_sent_twice_makes_one(self, company: Company) -> None:
        begins_opening(company, company.ada)
        company.forge(company.submits(company.ada))
        assert company.answer(company.ada, "openings").text.count(BERLIN) == 1

    def test_changes_an_opening(self, company: Company) -> None:
        makes_opening(company, company.ada)
        company.presses(company.ada, shows(company, company.ada), Act.OPENING)
        company.writes(company.ada, "title", "ML, Bern")
        company.chooses(company.ada, "target_level", "mid")
        company.submits(company.ada)
        assert (
            "Machine Learning Engineer · target level mid"
            in shows(company, company.ada, "bern").text
        )

    def test_of_whoever_is_second_says_so_and_keeps_what_they_typed(self, company: Company) -> None:
        makes_opening(company, company.ada, leads=[company.ada.id, company.grace.id])
        for who in (company.ada, company.grace):
            company.presses(who, shows(company, who), Act.OPENING)
        company.writes(company.ada, "title", "ML, Bern")
        company.submits(company.ada)
        company.writes(company.grace, "title", "ML, Basel")
        company.submits(company.grace)
        again = company.modal(company.grace)
        assert "Somebody else changed this opening meanwhile." in again.text
        assert company.values(company.grace)["title"]["value"]["value"] == "ML, Basel"
        company.submits(company.grace)
        assert "ML, Basel" in company.answer(company.ada, "openings").text

    def test_keeps_a_stage_and_the_role_that_candidates_are_in(self, company: Company) -> None:
        makes_opening(company, company.ada)
        plans_in(company, company.ada, KATHERINE, company.grace)
        company.presses(company.ada, shows(company, company.ada), Act.OPENING)
        company.writes(company.ada, "stage_name.1", "Call")
        assert (
            f"There are candidates in the stage “{PHONE}”"
            in company.errors(company.ada)["stage_count"]
        )
        company.writes(company.ada, "stage_name.1", PHONE)
        company.chooses(company.ada, "role", "data-engineer")
        assert "so its role stays" in company.errors(company.ada)["role"]

    def test_refuses_people_who_cannot_lead(self, company: Company) -> None:
        begins_opening(company, company.ada)
        company.chooses(company.ada, "leads", [company.alan.id])
        company.slack.deactivate(company.alan)
        assert "Alan Turing" in company.errors(company.ada)["leads"]


class TestPlanInOpening:
    def test_has_role_level_leads_and_the_first_stage(self, company: Company) -> None:
        makes_opening(company, company.ada, leads=[company.ada.id, company.alan.id])
        plans_in(company, company.ada, KATHERINE, company.grace)
        katherine = company.candidate(KATHERINE)
        assert set(katherine.leads) == {company.ada.id, company.alan.id}
        assert (katherine.stage, katherine.target_level) == (PHONE, "senior")
        (interview,) = company.loop(KATHERINE).interviews
        assert interview.minutes == 30
        assert set(interview.focus) == {"modern-python", "engineering-judgement"}

    def test_of_another_stage_looks_at_other_skills(self, company: Company) -> None:
        makes_opening(company, company.ada)
        company.presses(company.ada, shows(company, company.ada), Act.PLAN_IN_OPENING)
        company.writes(company.ada, "name", KATHERINE)
        company.chooses(company.ada, "panel.new", [company.grace.id])
        company.chooses(company.ada, "stage_of_opening.new", ONSITE)
        company.submits(company.ada)
        (interview,) = company.loop(KATHERINE).interviews
        assert not set(interview.focus) <= {"modern-python", "engineering-judgement"}

    def test_can_be_chosen_in_the_form_of_a_plan_and_given_up(self, company: Company) -> None:
        makes_opening(company, company.ada)
        opens(company, company.ada, KATHERINE)
        company.chooses(company.ada, "opening", BERLIN)
        assert "Machine Learning Engineer · target level senior" in company.modal(company.ada).text
        assert "role" not in company.values(company.ada)
        company.chooses(company.ada, "opening", "none")
        assert "role" in company.values(company.ada)

    def test_is_refused_once_the_opening_is_closed(self, company: Company) -> None:
        makes_opening(company, company.ada)
        company.presses(company.ada, shows(company, company.ada), Act.PLAN_IN_OPENING)
        company.writes(company.ada, "name", KATHERINE)
        company.chooses(company.ada, "panel.new", [company.grace.id])
        company.presses(company.ada, shows(company, company.ada), Act.OPENING_CLOSE)
        assert "This opening was closed meanwhile." in str(company.errors(company.ada))

    def test_of_the_next_round_is_for_the_next_stage(self, company: Company) -> None:
        makes_opening(company, company.ada)
        plans_in(company, company.ada, KATHERINE, company.grace, timed=False)
        company.scores(company.grace, KATHERINE)
        company.deliver()
        company.decides(company.ada, company.message(company.ada, KATHERINE), "advance")
        company.presses(company.ada, company.modal(company.ada), Act.NEXT_ROUND)
        company.chooses(company.ada, "panel.new", [company.alan.id])
        company.submits(company.ada)
        assert company.candidate(KATHERINE).stage == ONSITE
        assert f"{PHONE} · 0" in says(company, company.ada)
        assert f"{ONSITE} · 1" in says(company, company.ada)

    def test_says_which_opening_it_is_to_whoever_may_see_that(self, company: Company) -> None:
        makes_opening(company, company.ada)
        plans_in(company, company.ada, KATHERINE, company.grace)
        assert f"Opening: {BERLIN}" in reads(company, company.ada).text
        assert BERLIN not in reads(company, company.grace).text

    def test_is_optional(self, company: Company) -> None:
        assert "opening" not in str(opens(company, company.ada, KATHERINE).values)


class TestOpening:
    def test_says_of_each_candidate_what_is_waited_for_and_how_long(self, company: Company) -> None:
        makes_opening(company, company.ada)
        plans_in(company, company.ada, KATHERINE, company.grace)
        plans_in(company, company.ada, DOROTHY, company.alan, timed=False)
        shown = says(company, company.ada)
        assert f"{PHONE} · 2" in shown
        assert f"{KATHERINE}: interview to come: " in shown
        company.clock.forward(days=4)
        shown = says(company, company.ada)
        assert f"{KATHERINE}: waiting for 2 days for the scorecard of " in shown
        assert company.grace.id in str(shows(company, company.ada).blocks)
        company.scores(company.alan, DOROTHY)
        ready = f"{DOROTHY}: every scorecard is in; waiting since today for a decision"
        assert ready in says(company, company.ada)

    def test_counts_outcomes_and_says_how_long_things_took(self, company: Company) -> None:
        makes_opening(company, company.ada)
        plans_in(company, company.ada, KATHERINE, company.grace)
        company.clock.forward(days=2)
        company.scores(company.grace, KATHERINE)
        company.deliver()
        company.decides(company.ada, company.message(company.ada, KATHERINE), "hire")
        shown = says(company, company.ada)
        assert "0 candidates in progress · hire: 1" in shown
        assert "from interview to scorecard 23 hours or less (1)" in shown
        assert "from first interview to decision 24 hours or less (1)" in shown

    def test_shows_a_decision_that_can_be_undone_to_leads_alone(self, company: Company) -> None:
        makes_opening(company, company.ada, coordinators=[company.hedy.id])
        plans_in(company, company.ada, KATHERINE, company.grace, timed=False)
        company.scores(company.grace, KATHERINE)
        company.deliver()
        company.decides(company.ada, company.message(company.ada, KATHERINE), "hire")
        assert "hire: 1" in says(company, company.ada)
        assert "hire" not in says(company, company.hedy)
        company.becomes_known()
        assert "hire: 1" in says(company, company.hedy)

    def test_is_found_by_a_part_of_its_title_and_after_a_slip(self, company: Company) -> None:
        makes_opening(company, company.ada)
        assert BERLIN in shows(company, company.ada, "berlin").text
        assert "Did you mean" in shows(company, company.ada, "ML, Berln").text
        makes_opening(company, company.ada, title="ML, Bern")
        assert "Several openings answer to that." in shows(company, company.ada, "ml").text

    def test_is_closed_and_opened_again_with_its_candidates(self, company: Company) -> None:
        makes_opening(company, company.ada)
        plans_in(company, company.ada, KATHERINE, company.grace)
        company.presses(company.ada, shows(company, company.ada), Act.OPENING_CLOSE)
        assert "closed, after a day" in says(company, company.ada)
        assert f"{PHONE} · 1" in says(company, company.ada)
        shown = shows(company, company.ada)
        assert Act.PLAN_IN_OPENING not in shown.actions
        company.presses(company.ada, shown, Act.OPENING_REOPEN)
        assert Act.PLAN_IN_OPENING in shows(company, company.ada).actions

    def test_opens_the_plan_of_a_candidate(self, company: Company) -> None:
        makes_opening(company, company.ada)
        plans_in(company, company.ada, KATHERINE, company.grace)
        shown = shows(company, company.ada)
        plan = f"plan id:{company.candidate(KATHERINE).id}"
        company.slack.choose(shown, f"{Act.RUN}.candidate", plan, user=company.ada)
        assert KATHERINE in company.modal(company.ada).text


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
class TestLongest:
    """Twelve leads and coordinators, eight stages, and twelve candidates in each, with the longest names there are."""

    @pytest.fixture
    def opening(self, company: Company, unit: str) -> Opening:
        people = [company.slack.add_user(f"U0P{n}", filled(unit, 80)).id for n in range(11)]
        skills = [skill.id for skill in company.bot.bank.archetype("ml-engineer").skills]
        begins_opening(company, company.ada, filled(unit, 120))
        company.chooses(company.ada, "leads", [company.ada.id, *people])
        company.chooses(company.ada, "coordinators", people)
        company.chooses(company.ada, "stage_count", "8")
        for number in range(1, 9):
            company.writes(company.ada, f"stage_name.{number}", f"{number} {filled(unit, 38)}")
            company.chooses(company.ada, f"stage_focus.ml-engineer.{number}", skills)
        company.submits(company.ada)
        assert "Saved: " in company.modal(company.ada).text
        [opening] = company.bot.store.openings.all_of("T0TEAM")
        return opening

    def test_is_shown_whole_and_changed(
        self, company: Company, opening: Opening, unit: str
    ) -> None:
        store, now = company.bot.store, company.clock()
        for stage, number in product(opening.stages, range(12)):
            candidate = Candidate(
                team_id="T0TEAM", id=f"candidate-{stage.name[0]}-{number}", name=filled(unit, 120),
                archetype_id="ml-engineer", target_level=Level.SENIOR, leads=(company.ada.id,),
                opening_id=opening.id, stage=stage.name, created_by=company.ada.id, created_at=now,
            )  # fmt: skip
            store.candidates.add(candidate)
            for who in opening.leads[:6]:
                store.interviews.invite(candidate, who, now, confirmed=True)
        shown = company.answer(company.ada, f"opening id:{opening.id}")
        assert len(re.findall(r"and \d+ more, who have waited less long", shown.text)) == 8
        company.presses(company.ada, shown, Act.OPENING)
        company.submits(company.ada)
        assert "Saved: " in company.modal(company.ada).text

    def test_stands_in_a_list_with_many_more(
        self, company: Company, opening: Opening, unit: str
    ) -> None:
        for number in range(24):
            other = {"id": f"opening-number-{number}", "title": filled(unit, 117) + f"{number:03}"}
            company.bot.store.openings.add(opening.model_copy(update=other))
        assert "5 older ones are not shown." in company.answer(company.ada, "openings").text
        several = company.answer(company.ada, f"opening {filled(unit, 60)}")
        assert "Several openings answer to that." in several.text


class TestCoordinator:
    @pytest.fixture
    def hedy(self, company: Company) -> User:
        makes_opening(company, company.ada, coordinators=[company.hedy.id])
        return company.hedy

    def test_plans_candidates_whom_the_leads_lead(self, company: Company, hedy: User) -> None:
        plans_in(company, hedy, KATHERINE, company.grace)
        katherine = company.candidate(KATHERINE)
        assert (katherine.leads, katherine.coordinators) == ((company.ada.id,), (hedy.id,))

    def test_changes_stages_and_not_people(self, company: Company, hedy: User) -> None:
        company.presses(hedy, shows(company, hedy), Act.OPENING)
        assert "leads" not in company.values(hedy)
        company.chooses(hedy, "stage_count", "1")
        company.submits(hedy)
        assert ONSITE not in says(company, hedy)
        assert Act.OPENING_CLOSE not in shows(company, hedy).actions

    def test_coordinates_its_open_candidates_until_taken_out(
        self, company: Company, hedy: User
    ) -> None:
        plans_in(company, company.ada, KATHERINE, company.grace)
        company.presses(company.ada, shows(company, company.ada), Act.OPENING)
        company.chooses(company.ada, "coordinators", [company.alan.id])
        company.submits(company.ada)
        assert company.candidate(KATHERINE).coordinators == (company.alan.id,)
        assert KATHERINE in company.answer(company.alan, "candidates").text
        assert KATHERINE not in company.answer(hedy, "candidates").text
