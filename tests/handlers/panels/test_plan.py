"""The panel: planned in one form, told to each interviewer once, changed by those who may."""

from datetime import timedelta
from typing import Any

import pytest

from question_bank.bank import Bank
from question_bank.models import Archetype
from tests.company import Company
from tests.handlers.panels.steps import (
    CHANGED,
    KATHERINE,
    NEWS,
    TOMORROW,
    at,
    begins,
    close,
    fills,
    lines_to,
    message_of,
    opens,
    plans,
    replans,
)


def with_skills(company: Company, kept: slice) -> Bank:
    """The bank with only these skills of the role."""
    role = company.bot.bank.archetype("ml-engineer")
    assert role
    fewer = role.model_copy(update={"skills": role.skills[kept]})
    every = company.bot.bank.archetypes
    others = tuple(fewer if archetype.id == role.id else archetype for archetype in every)
    return company.bot.bank.model_copy(update={"archetypes": others, "version": "newer"})


class TestForm:
    def test_proposes_a_split_and_shows_who_looks_at_what(self, company: Company) -> None:
        opens(company, company.ada)
        assert "a split of the skills is proposed here" in company.modal(company.ada).text
        fills(company, company.ada, (company.grace, company.alan), name=KATHERINE)
        view = company.modal(company.ada)
        for who in (company.grace, company.alan):
            chosen = company.values(company.ada)[f"focus.ml-engineer.new.{who.id}"]["plan.changed"]
            assert len(chosen["selected_options"]) == 3
        assert "Who looks at what" in view.text
        assert "Nobody looks at" in view.text
        assert company.values(company.ada)["name"]["value"]["value"] == KATHERINE

    def test_covers_everything_with_four_and_warns_above(self, company: Company) -> None:
        slack = company.slack
        everybody = (company.grace, company.alan, company.hedy, company.admin)
        opens(company, company.ada)
        fills(company, company.ada, everybody)
        assert "nobody" not in company.modal(company.ada).text
        more = slack.add_user("U0BARBARA", "Barbara Liskov")
        fills(company, company.ada, (*everybody, more))
        assert "5 interviewers are many" in company.modal(company.ada).text

    def test_keeps_what_the_lead_chose_when_the_panel_grows(self, company: Company) -> None:
        begins(company, company.grace, name="")
        mine = f"focus.ml-engineer.new.{company.grace.id}"
        company.chooses(company.ada, mine, ["ml-data", "ml-ops"])
        fills(company, company.ada, (company.grace, company.alan))
        chosen = company.values(company.ada)[mine]["plan.changed"]["selected_options"]
        assert {option["value"] for option in chosen} == {"ml-data", "ml-ops"}

    def test_follows_the_role(self, company: Company) -> None:
        begins(company, company.grace)
        company.chooses(company.ada, "role", "data-engineer")
        assert f"focus.data-engineer.new.{company.grace.id}" in company.values(company.ada)
        assert company.values(company.ada)["name"]["value"]["value"] == KATHERINE

    def test_turns_to_a_candidate_of_mine_and_back(self, company: Company) -> None:
        plans(company, company.grace)
        found = company.candidate(KATHERINE)
        opens(company, company.ada)
        company.chooses(company.ada, "candidate", found.id)
        panel = company.values(company.ada)[f"panel.{found.id}"]["plan.changed"]["selected_users"]
        assert panel == [company.grace.id]
        company.chooses(company.ada, "candidate", "new")
        assert "panel.new" in company.values(company.ada)

    def test_sent_by_somebody_else_is_refused(self, company: Company) -> None:
        plans(company, company.grace)
        sent = replans(company, company.ada)
        _, answer = company.forge(sent, user=company.grace.id)
        assert "You may not change this panel" in str(answer["errors"])
        _, answer = company.forge(sent, user=company.hedy.id)
        assert "You have no such candidate" in str(answer["errors"])


class TestFault:
    """Each stands at its field, with all that was typed."""

    def sent(self, company: Company, **chosen: Any) -> dict[str, str]:
        begins(company, company.grace)
        for field, value in chosen.items():
            company.chooses(company.ada, f"{field}.new", value)
        answer = company.submits(company.ada)
        assert company.bot.store.candidates.all_of(company.slack.workspace.identity.team_id) == ()
        assert answer.errors
        return answer.errors

    def test_of_a_time_in_the_past(self, company: Company) -> None:
        past = at(company.clock() - timedelta(hours=1))
        start = f"starts.new.{company.grace.id}"
        begins(company, company.grace)
        company.chooses(company.ada, start, past)
        company.chooses(company.ada, "due.new", past)
        errors = company.errors(company.ada)
        assert "in the past" in errors[start]
        assert "in the past" in errors["due.new"]

    def test_of_cards_due_before_an_interview(self, company: Company) -> None:
        begins(company, company.grace)
        view = company.modal(company.ada)
        company.slack.choose(view, f"starts.new.{company.grace.id}", at(TOMORROW))
        company.slack.choose(view, "due.new", at(TOMORROW - timedelta(hours=2)))
        assert company.errors(company.ada) == {
            "due.new": "An interview begins only after this. Choose a later time."
        }

    def test_of_an_end_before_its_start(self, company: Company) -> None:
        first = plans(company, company.grace)
        values = first.payload["view"]["state"]["values"]
        [field] = [key for key in values if key.startswith("minutes.")]
        values[field]["value"]["value"] = "-30"
        metadata = first.payload["view"]["private_metadata"].replace('"new_id":"', '"new_id":"x')
        view = first.payload["view"] | {"private_metadata": metadata}
        _, answer = company.forge(first, view=view)
        assert answer["errors"] == {field: "An interview takes 10 to 480 minutes."}

    def test_of_the_same_person_twice(self, company: Company) -> None:
        first = plans(company, company.grace)
        values = first.payload["view"]["state"]["values"]
        values["panel.new"]["plan.changed"]["selected_users"] = [company.grace.id] * 2
        _, answer = company.forge(first)
        assert "Somebody is here twice" in answer["errors"]["panel.new"]

    def test_of_more_people_than_fit(self, company: Company) -> None:
        crowd = [company.slack.add_user(f"U0CROWD{n}", f"Person {n}") for n in range(13)]
        errors = self.sent(company, panel=[person.id for person in crowd])
        assert "room for 12 interviewers; these are 13" in errors["panel.new"]

    def test_of_the_candidate_as_interviewer_is_asked_about_once(self, company: Company) -> None:
        begins(company, company.grace, company.alan, name="grace HOPPER")
        company.submits(company.ada)
        view = company.modal(company.ada)
        assert "An interviewer has the same name as the candidate" in view.text
        assert company.bot.store.unfinished.all() == ()
        company.slack.submit(view)
        assert company.modal(company.ada).title == "Planned"
        opens(company, company.ada, "grace HOPPER")
        company.submits(company.ada)
        assert company.modal(company.ada).title == "Planned"

    def test_of_more_leads_than_the_form_can_remember(self, company: Company) -> None:
        crowd = [company.slack.add_user(f"U0CROWD{n}", f"Person {n}") for n in range(13)]
        errors = self.sent(company, leads=[person.id for person in crowd])
        assert errors["leads.new"] == "12 hiring leads at most; these are 13."

    def test_of_one_skill_alone(self, company: Company) -> None:
        begins(company, company.grace)
        mine = f"focus.ml-engineer.new.{company.grace.id}"
        company.chooses(company.ada, mine, ["ml-data"])
        assert company.errors(company.ada) == {
            mine: "Choose 2 or 3 skills: one alone leaves too much unseen."
        }

    def test_is_no_single_skill_of_a_role_that_has_one(self, company: Company) -> None:
        with company.using(with_skills(company, slice(0, 1))):
            plans(company, company.grace)
            assert company.modal(company.ada).title == "Planned"
        [interview] = company.loop(KATHERINE).interviews
        assert len(interview.focus) == 1

    def test_of_a_bot(self, company: Company) -> None:
        bot = company.slack.workspace.identity.bot_user_id
        assert "is a bot" in self.sent(company, panel=[bot])["panel.new"]

    def test_of_a_lead_who_has_left(self, company: Company) -> None:
        begins(company, company.grace)
        company.chooses(company.ada, "leads.new", [company.ada.id, company.hedy.id])
        company.slack.deactivate(company.hedy)
        assert company.errors(company.ada) == {
            "leads.new": "Hedy Lamarr has left this workspace. Choose somebody else."
        }

    def test_of_a_name_that_is_taken(self, company: Company) -> None:
        plans(company, company.grace)
        opens(company, company.ada)
        fills(company, company.ada, (company.alan,), name=KATHERINE)
        assert "already have an open candidate" in company.errors(company.ada)["name"]

    def test_of_a_skill_the_bank_no_longer_has(self, company: Company) -> None:
        begins(company, company.grace)
        newer = with_skills(company, slice(3, None))
        with company.using(newer):
            company.submits(company.ada)
            view = company.modal(company.ada)
            assert "some of the skills are gone" in view.text
            company.slack.submit(view)
            assert company.modal(company.ada).title == "Planned"
        [interview] = company.loop(KATHERINE).interviews
        fewer = newer.archetype("ml-engineer")
        assert fewer
        assert set(interview.focus) <= {skill.id for skill in fewer.skills}

    def test_of_skills_of_which_one_is_left_is_mended_by_a_new_proposal(
        self, company: Company, ml: Archetype
    ) -> None:
        begins(company, company.grace)
        mine = f"focus.ml-engineer.new.{company.grace.id}"
        chosen = [skill.id for skill in ml.skills[2:4]]
        company.chooses(company.ada, mine, chosen)
        with company.using(with_skills(company, slice(3, None))):
            company.submits(company.ada)
            company.submits(company.ada)
            assert company.modal(company.ada).title == "Planned"


class TestPlanned:
    def test_tells_each_interviewer_in_one_message(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        assert company.modal(company.ada).title == "Planned"
        for who in (company.grace, company.alan):
            told = message_of(company, who)
            assert f"You interview {KATHERINE}" in told.text.replace("\n", "")
            assert "05 March 2026 at 10:00 UTC" in str(told.blocks)
            assert "You look at:" in told.text
        assert message_of(company, company.grace).text != message_of(company, company.alan).text

    def test_says_at_once_who_looks_at_what_and_when(self, company: Company, ml: Archetype) -> None:
        plans(company, company.grace, company.alan)
        page = str(company.modal(company.ada).blocks)
        for interview in company.loop(KATHERINE).interviews:
            names = [skill.name for skill in ml.skills if skill.id in interview.focus]
            assert interview.interviewer_id in page
            assert " · ".join(names) in page

    def test_says_what_to_leave_out_where_the_kit_is_longer_than_the_interview(
        self, company: Company
    ) -> None:
        plans(company, company.grace)
        company.presses(company.grace, message_of(company, company.grace), "interview.kit")
        assert "The interview has 45: ask the first question of each skill" in (
            company.notice(company.grace)
        )

    def test_gives_everybody_a_kit_of_their_own(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        asked = []
        for who in (company.grace, company.alan):
            company.presses(who, message_of(company, who), "interview.kit")
            kit = company.notice(who)
            asked.append({line for line in kit.splitlines() if line.strip().endswith("?")})
        questions = [set(interview.questions) for interview in company.loop(KATHERINE).interviews]
        assert len(questions[0]) >= 4
        assert not questions[0] & questions[1]

    def test_brings_the_kit_again_shortly_before_the_time(self, company: Company) -> None:
        plans(company, company.grace)
        company.clock.moment = TOMORROW - timedelta(minutes=16)
        company.deliver()
        assert len(company.inbox(company.grace)) == 1
        company.clock.forward(minutes=2)
        company.deliver()
        kit = company.message(company.grace, words="Soon: ")
        assert kit.text.count("Senior:") >= 4
        assert "Soon: " in kit.text

    def test_says_now_where_the_kit_comes_late(self, company: Company) -> None:
        plans(company, company.grace)
        company.clock.moment = TOMORROW
        company.deliver()
        kit = company.message(company.grace, words="Now: ")
        assert "Now: " in kit.text
        assert "Soon: " not in kit.text

    def test_brings_no_kit_when_the_interview_is_over(self, company: Company) -> None:
        plans(company, company.grace)
        company.clock.moment = TOMORROW + timedelta(hours=1)
        company.deliver()
        assert not company.inbox(company.grace, "Senior:")

    def test_brings_no_kit_for_a_time_that_was_moved(self, company: Company) -> None:
        plans(company, company.grace)
        scope = company.candidate(KATHERINE).id
        opens(company, company.ada, KATHERINE)
        later = at(TOMORROW + timedelta(days=1))
        company.chooses(company.ada, f"starts.{scope}.{company.grace.id}", later)
        company.submits(company.ada)
        company.clock.moment = TOMORROW
        company.deliver()
        assert company.inbox(company.grace, words="Soon: ") == []

    def test_opens_the_scorecard_on_my_skills(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        mine = company.loop(KATHERINE).interview_of(company.alan.id)
        assert mine
        company.presses(company.alan, message_of(company, company.alan), "score.open")
        view = company.modal(company.alan)
        fields = [block["block_id"] for block in view.blocks]
        rated = [field for field in fields if field.startswith("rating.")]
        assert {field.removeprefix("rating.") for field in rated} == set(mine.focus)

    def test_scored_says_so_in_the_message(self, company: Company) -> None:
        plans(company, company.grace)
        company.scores(company.grace, KATHERINE, ratings={"ml-ops": 4})
        company.deliver()
        message = message_of(company, company.grace)
        assert "Your scorecard is in" in message.text
        assert "score.amend" in message.actions

    def test_sent_twice_plans_once(self, company: Company) -> None:
        company.slack.repeat(plans(company, company.grace))
        company.deliver()
        assert len(company.loop(KATHERINE).interviews) == 1
        assert len(company.inbox(company.grace)) == 1


class TestChanged:
    def test_tells_nobody_where_nothing_changed(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        replans(company, company.ada)
        assert len(company.inbox(company.grace)) == len(company.inbox(company.alan)) == 1

    def test_time_is_told_to_whom_it_concerns_once(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        scope = company.candidate(KATHERINE).id
        opens(company, company.ada, KATHERINE)
        later = TOMORROW + timedelta(hours=3)
        start = f"starts.{scope}.{company.grace.id}"
        company.chooses(company.ada, start, at(later))
        company.submits(company.ada)
        company.deliver()
        [line] = lines_to(company, company.grace, CHANGED)
        assert f"Your interview with {KATHERINE} has changed" in line.replace("\n", "")
        assert "at 13:00 UTC" in str(message_of(company, company.grace).blocks)
        assert lines_to(company, company.alan, CHANGED) == []

    def test_person_is_swapped(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        replans(company, company.ada, panel=[company.hedy.id, company.alan.id])
        assert "Off: the interview with" in message_of(company, company.grace).text
        assert message_of(company, company.grace).actions == []
        assert len(lines_to(company, company.grace, CHANGED)) == 1
        assert "You interview" in message_of(company, company.hedy).text
        assert {interview.interviewer_id for interview in company.loop(KATHERINE).interviews} == {
            company.hedy.id, company.alan.id,
        }  # fmt: skip
        assert company.answer(company.grace, "candidates").text.startswith("Your open candidates")
        assert KATHERINE not in company.answer(company.grace, "candidates").text

    def test_person_who_is_put_back_is_told_once_more(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        replans(company, company.ada, panel=[company.alan.id])
        replans(company, company.ada, panel=[company.alan.id, company.grace.id])
        off, back = lines_to(company, company.grace, CHANGED)
        assert "is off" in off
        assert "has changed" in back
        assert "You interview" in message_of(company, company.grace).text
        assert lines_to(company, company.alan, CHANGED) == []

    def test_due_time_stands_in_everybodys_message_and_pings_nobody(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        replans(company, company.ada, due=at(TOMORROW + timedelta(days=2)))
        for who in (company.grace, company.alan):
            assert "07 March 2026 at 10:00 UTC" in str(message_of(company, who).blocks)
            assert len(company.inbox(who)) == 1

    def test_person_who_has_scored_stays(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        company.scores(company.grace, KATHERINE)
        answer = replans(company, company.ada, panel=[company.alan.id])
        assert "that interview took place" in str(answer.errors)
        assert len(company.loop(KATHERINE).interviews) == 2

    def test_panel_without_the_last_one_missing_gets_its_debrief(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        company.scores(company.grace, KATHERINE)
        replans(company, company.ada, panel=[company.grace.id])
        assert company.inbox(company.ada, "Votes: 1 yes")

    def test_lead_hears_of_it_and_gets_what_waits(self, company: Company) -> None:
        plans(company, company.hedy)
        company.scores(company.hedy, KATHERINE, ratings={"ml-ops": 4})
        company.adds(company.grace, KATHERINE, ratings={"ml-ops": 4})  # as a guest
        company.deliver()
        replans(company, company.ada, leads=[company.ada.id, company.alan.id])
        [news] = lines_to(company, company.alan, NEWS)
        assert "You are a hiring lead of" in news
        buttons = [action for message in company.inbox(company.alan) for action in message.actions]
        assert {"decision.open", "guest.confirm"} <= set(buttons)
        assert not lines_to(company, company.ada, NEWS)

    def test_lead_gets_no_debrief_before_the_last_card(self, company: Company) -> None:
        plans(company, company.hedy, company.grace)
        company.scores(company.hedy, KATHERINE, ratings={"ml-ops": 4})
        replans(company, company.ada, leads=[company.ada.id, company.alan.id])
        assert company.inbox(company.alan) == company.inbox(company.alan, words=NEWS) != []

    def test_lead_who_is_one_no_longer_has_the_debrief_no_longer(self, company: Company) -> None:
        plans(company, company.hedy)
        replans(company, company.ada, leads=[company.ada.id, company.alan.id])
        company.scores(company.hedy, KATHERINE, ratings={"ml-ops": 4})
        company.deliver()
        assert company.inbox(company.alan, "Votes")
        before = company.message(company.ada, "Votes")
        replans(company, company.ada, leads=[company.ada.id])
        assert not company.inbox(company.alan, "Votes")
        assert company.message(company.ada, "Votes").ts == before.ts

    def test_after_a_decision_is_refused(self, company: Company) -> None:
        plans(company, company.grace)
        kept = replans(company, company.ada)
        close(company)
        _, answer = company.forge(kept)
        assert "decided now" in str(answer["errors"])


class TestMinutes:
    def lengths(self, company: Company) -> dict[str, int]:
        return {seat.interviewer_id: seat.minutes for seat in company.loop(KATHERINE).interviews}

    def test_are_each_interviewers_own(self, company: Company) -> None:
        begins(company, company.grace, company.alan)
        company.writes(company.ada, f"minutes.new.{company.alan.id}", "90")
        company.submits(company.ada)
        assert self.lengths(company) == {company.grace.id: 45, company.alan.id: 90}
        scope = company.candidate(KATHERINE).id
        opens(company, company.ada, KATHERINE)
        values = company.values(company.ada)
        assert values[f"minutes.{scope}.{company.alan.id}"]["value"]["value"] == "90"

    def test_of_whoever_joins_are_those_of_most_others(self, company: Company) -> None:
        begins(company, company.grace, company.alan)
        for who in (company.grace, company.alan):
            company.writes(company.ada, f"minutes.new.{who.id}", "60")
        everybody = [who.id for who in (company.grace, company.alan, company.hedy)]
        company.chooses(company.ada, "panel.new", everybody)
        company.submits(company.ada)
        assert self.lengths(company)[company.hedy.id] == 60

    def test_of_an_interview_without_a_time_are_changed_in_silence(self, company: Company) -> None:
        plans(company, company.grace, starts=None)
        scope = company.candidate(KATHERINE).id
        opens(company, company.ada, KATHERINE)
        company.writes(company.ada, f"minutes.{scope}.{company.grace.id}", "30")
        company.submits(company.ada)
        company.deliver()
        assert self.lengths(company) == {company.grace.id: 30}
        assert not lines_to(company, company.grace, CHANGED)

    def test_of_a_form_of_the_previous_release_are_those_of_everybody(
        self, company: Company
    ) -> None:
        first = plans(company, company.grace, company.alan, starts=None)
        view = first.payload["view"]
        values = view["state"]["values"]
        for field in [key for key in values if key.startswith("minutes.")]:
            values["minutes.new"] = values.pop(field)
        values["minutes.new"]["value"]["value"] = "50"
        company.changes("DELETE FROM candidates")
        company.forge(first)
        assert set(self.lengths(company).values()) == {50}


class TestNames:
    """What a screen reader says of each control: no two of them the same."""

    def labels(self, company: Company) -> list[str]:
        blocks = company.modal(company.ada).blocks
        labels = [block["label"]["text"] for block in blocks if block["type"] == "input"]
        assert len(labels) == len(set(labels))
        return labels

    def test_of_each_interviewers_fields_end_with_their_name(self, company: Company) -> None:
        begins(company, company.grace, company.alan)
        labels = self.labels(company)
        for field in ("Focus skills", "Start time", "Minutes"):
            assert {f"{field} of Grace Hopper", f"{field} of Alan Turing"} <= set(labels)

    def test_are_told_apart_by_numbers_where_names_are_the_same(self, company: Company) -> None:
        namesakes = [company.slack.add_user(f"U0SAME{n}", "Grace " * 20) for n in (1, 2)]
        begins(company, company.grace, *namesakes)
        first, second = (label for label in self.labels(company) if "Minutes of Grace G" in label)
        assert first.removesuffix(" 2") == second.removesuffix(" 3")


class TestLargestPlan:
    def test_is_within_slacks_limits(self, company: Company) -> None:
        crowd = [company.slack.add_user(f"U0CROWD{n}", f"Person {n}") for n in range(12)]
        opens(company, company.ada)
        fills(company, company.ada, tuple(crowd), name="W" * 120)
        leads = [company.ada.id, *(person.id for person in crowd[:11])]
        company.chooses(company.ada, "leads.new", leads)
        company.submits(company.ada)
        assert company.modal(company.ada).title == "Planned"
        company.deliver()
        opens(company, company.ada, "W" * 120)
        assert len(company.modal(company.ada).blocks) <= 100
        for who in crowd:
            company.presses(who, message_of(company, who), "interview.kit")
            assert "Others on the panel ask other questions" in company.notice(who)


class TestHostileNames:
    @pytest.mark.parametrize(
        "name", ["<!channel> & <@U0GRACE>", "*x* `y` " + "z" * 100, "Ma\u202erg"]
    )
    def test_are_shown_as_they_were_typed(self, company: Company, name: str) -> None:
        opens(company, company.ada)
        fills(company, company.ada, (company.grace, company.alan), name=name)
        company.submits(company.ada)
        company.deliver()
        assert company.modal(company.ada).title == "Planned"
        message = message_of(company, company.grace)
        company.presses(company.grace, message, "interview.kit")
        company.presses(company.grace, message, "interview.did_not_happen")
        company.deliver()
        news = company.message(company.ada, words=NEWS)
        for blocks in (message.blocks, news.blocks):
            assert "<!channel>" not in str(
                [block for block in blocks if block["type"] != "rich_text"]
            )
