"""`/interview calibrate team`: several people rate blind, each sees where they stand, and the starter no names."""

import re
from datetime import timedelta

import pytest

from interviews.nameless import make_nameless
from interviews.outbox import CloseCalibration, enqueue
from question_bank.bank import Bank
from sandbox.client.snapshots import MessageSnapshot
from sandbox.world.records import User
from templates.macros.phrases import turnout
from tests.company import Company
from tests.handlers.calibration.steps import (
    ML,
    asked,
    begins,
    finishes,
    joins,
    keys,
    more_people,
    parts,
    rates,
    starts,
    whole_result,
)
from tests.handlers.openings.steps import makes_opening
from tests.handlers.panels.steps import at, leaves

SPREAD = re.compile(r"\d gave a \d")


def result(company: Company, who: User) -> str:
    """What the starter reads once a round is over."""
    return in_lines(company.message(who, words="Calibration for .* is over. .* rated"))


def standing(company: Company, who: User) -> str:
    """What a rater reads once a round is over."""
    return company.message(who, "You met the key").text


def in_lines(message: MessageSnapshot) -> str:
    """All that can be read in a message, with what stands in one line in one."""
    return message.text.replace("\n", "")


class TestStarting:
    @pytest.mark.parametrize("who", ["grace", "alan"])
    def test_is_for_leads_and_admins(self, company: Company, who: str) -> None:
        someone = getattr(company, who)
        shown = company.answer(someone, "calibrate team")
        assert "Hiring leads and admins start rounds for a team." in shown.text
        assert "run.team" not in company.answer(someone, "calibrate").actions

    def test_is_open_to_an_admin_who_leads_nothing(self, company: Company) -> None:
        page = company.answer(company.admin, "calibrate")
        company.presses(company.admin, page, "run.team")
        assert company.modal(company.admin).title == "Calibrate a team"

    def test_asks_each_person_once(self, company: Company) -> None:
        starts(company, company.ada, company.grace, company.alan, company.grace)
        for who in (company.grace, company.alan):
            message = asked(company, who)
            assert "asks you to rate 8 sample answers for Machine" in in_lines(message)
            assert len(company.inbox(who, "15 minutes")) == 1

    def test_sent_twice_is_one_round(self, company: Company) -> None:
        makes_opening(company, company.ada)
        begins(company, company.ada, "team")
        company.chooses(company.ada, "raters", [company.grace.id])
        company.chooses(company.ada, "due", at(company.clock() + timedelta(days=60)))
        sent = company.submits(company.ada)
        company.forge(sent)
        company.deliver()
        assert len(company.inbox(company.grace, "15 minutes")) == 1
        assert len(parts(company, company.grace)) == 1

    @pytest.mark.parametrize(
        ("raters", "days", "faults"),
        [
            (("grace",), -1, {"due"}),
            (("grace",), 61, {"due"}),
            (("bot",), 1, {"raters"}),
            (("bot",), -1, {"raters", "due"}),
        ],
    )
    def test_says_at_the_field_what_is_wrong(
        self, company: Company, raters: tuple[str, ...], days: int, faults: set[str]
    ) -> None:
        bot = robot(company)
        makes_opening(company, company.ada)
        begins(company, company.ada, "team")
        people = {"grace": company.grace, "bot": bot}
        company.chooses(company.ada, "raters", [people[each].id for each in raters])
        company.chooses(company.ada, "due", at(company.clock() + timedelta(days=days)))
        assert company.errors(company.ada).keys() == faults

    def test_offers_the_skills_of_the_role_that_have_answers(self, company: Company) -> None:
        starts(company, company.ada, company.grace, skill="ml-ops")
        [part] = parts(company, company.grace)
        assert {answer.skill_id for answer in part.round.answers} == {"ml-ops"}
        begins(company, company.ada, "team")
        company.chooses(company.ada, "role", "backend-developer")
        options = str(company.modal(company.ada).blocks)
        assert "be-api-design" in options
        assert "ml-ops" not in options

    def test_needs_a_role_with_answers(self, company: Company, bank: Bank) -> None:
        makes_opening(company, company.ada)
        bare = tuple(role.model_copy(update={"answers": ()}) for role in bank.archetypes)
        with company.using(bank.model_copy(update={"archetypes": bare, "version": "bare"})):
            shown = company.answer(company.ada, "calibrate team").text
            assert "No role of this question bank has sample answers yet" in shown
            assert "No role of this question bank" in company.answer(company.ada, "calibrate").text

    def test_waits_for_nobody_who_cannot_take_part(self, company: Company) -> None:
        """The form asks Slack about one person at most, so a bot among others comes to light only then."""
        [newcomer] = more_people(company, 1)
        starts(company, company.ada, company.grace, newcomer, robot(company))
        for who in (company.grace, newcomer):
            finishes(company, who, *[3] * 8)
        assert "2 of 2 people rated every answer." in result(company, company.ada)


def robot(company: Company) -> User:
    """A bot of the workspace, which the bot knows nothing of yet."""
    return company.slack.change_account(company.slack.add_user("U0ROBOT", "Robot"), "workflow")


class TestWhileItRuns:
    def test_nobody_sees_the_key_or_anything_of_the_others(self, company: Company) -> None:
        starts(company, company.ada, company.grace, company.alan, company.ada)
        finishes(company, company.grace, *[5] * 8)
        finishes(company, company.ada, *[1] * 8)
        for who in (company.grace, company.ada):
            assert "You get the key" in company.modal(who).text
        [part] = parts(company, company.grace)
        page = company.answer(company.ada, "calibrate")
        company.presses(company.ada, page, "run.started")
        seen = company.notice(company.ada) + company.modal(company.ada).text
        assert "2 of 3 are done" in seen
        assert not SPREAD.search(seen)
        assert part.round.answers[0].why not in seen
        assert not company.inbox(company.ada, "You met the key")

    def test_ends_once_all_are_in(self, company: Company) -> None:
        starts(company, company.ada, company.grace, company.alan)
        finishes(company, company.grace, *[3] * 8)
        assert not company.inbox(company.grace, "You met the key")
        finishes(company, company.alan, *[3] * 8)
        for who in (company.grace, company.alan):
            assert "You met the key" in standing(company, who)
        assert "2 of 2 people rated every answer." in result(company, company.ada)

    def test_ends_at_its_date_and_counts_who_left_in_the_middle(self, company: Company) -> None:
        starts(company, company.ada, company.grace, company.alan, company.hedy)
        finishes(company, company.grace, *[3] * 8)
        finishes(company, company.alan, 4, 4)
        company.clock.forward(days=4)
        company.deliver()
        assert "of 2 and were within one rung" in standing(company, company.alan)
        assert "on average" not in standing(company, company.alan)
        assert "on average" in standing(company, company.grace)
        assert not company.inbox(company.hedy, "You met the key")
        assert "2 of 3 people rated, 1 of them every answer." in result(company, company.ada)

    def test_takes_no_rating_after_its_end(self, company: Company) -> None:
        starts(company, company.ada, company.grace, company.alan)
        joins(company, company.grace)
        rates(company, company.grace, 3)
        company.chooses(company.grace, "rating", "4")
        company.clock.forward(days=4)
        company.deliver()
        company.submits(company.grace)
        assert (
            "This round is over. What you rated in time counts."
            in company.modal(company.grace).text
        )
        assert [len(part.ratings) for part in parts(company, company.grace)] == [1]

    def test_comes_before_a_round_of_ones_own(self, company: Company) -> None:
        begins(company, company.grace)
        rates(company, company.grace, 3)
        round_id = starts(company, company.ada, company.grace)
        view = begins(company, company.grace)
        assert (view.title, round_id in view.private_metadata) == ("Answer 1 of 8", True)


def test_says_to_whoever_is_done_what_comes_next(company: Company) -> None:
    starts(company, company.ada, company.grace, company.alan)
    finishes(company, company.grace, *[3] * 8)
    shown = joins(company, company.grace).text
    assert shown.startswith("All your ratings are in, thank you. You get the key")


class TestEndNow:
    @pytest.mark.parametrize("who", ["ada", "admin"])
    def test_counts_whoever_rated(self, company: Company, who: str) -> None:
        """For whoever started it and for admins, from the page of rounds on."""
        starts(company, company.ada, company.grace, company.alan)
        finishes(company, company.grace, *[3] * 8)
        by = getattr(company, who)
        page = company.answer(by, "calibrate")
        company.presses(by, page, "run.started" if by is company.ada else "run.other")
        shown = company.slack.ephemerals(by)[-1]
        assert "1 of 2 are done" in shown.text
        company.presses(by, shown, "run.end")
        assert "The round is over." in company.notice(by)
        company.deliver()
        assert "You met the key" in standing(company, company.grace)
        assert not company.inbox(company.alan, "You met the key")
        assert "1 of 2 people rated every answer." in result(company, company.ada)
        assert not company.inbox(company.admin, "people rated")
        page = company.answer(company.admin, "calibrate")
        assert "run.other" not in page.actions

    def test_is_for_nobody_else(self, company: Company) -> None:
        round_id = starts(company, company.ada, company.grace)
        for who in (company.grace, company.alan):
            shown = company.answer(who, f"calibrate team end id:{round_id}").text
            assert "you have started no such round" in shown
        [part] = parts(company, company.grace)
        assert part.round.closed_at is None


class TestSomebodyWhoLeft:
    """In the middle of a round: it ends at its date all the same."""

    @pytest.mark.parametrize("nameless", [False, True])
    def test_as_its_starter_is_no_loss_to_the_raters(
        self, company: Company, nameless: bool
    ) -> None:
        """An admin who is still there reads what it came to."""
        round_id = starts(company, company.ada, company.grace, company.alan)
        joins(company, company.grace)
        rates(company, company.grace, 3)
        goes(company, company.ada, nameless=nameless)
        team = company.slack.workspace.identity.team_id
        company.clock.forward(days=10)
        company.deliver()
        ended = company.bot.store.calibration.get(team, round_id)
        assert ended is not None
        assert ended.closed_at
        assert "You met the key" in standing(company, company.grace)
        assert "1 of 2 people rated" in result(company, company.admin)
        assert not company.inbox(company.ada, "is over")

    @pytest.mark.parametrize("nameless", [False, True])
    def test_as_a_rater_counts_with_what_they_rated(self, company: Company, nameless: bool) -> None:
        starts(company, company.ada, company.grace, company.alan)
        joins(company, company.grace)
        rates(company, company.grace, 3)
        finishes(company, company.alan, *[3] * 8)
        goes(company, company.grace, nameless=nameless)
        company.clock.forward(days=10)
        company.deliver()
        assert "2 of 2 people rated, 1 of them every answer." in result(company, company.ada)
        assert "You met the key" in standing(company, company.alan)
        assert not company.inbox(company.grace, "You met the key")


def goes(company: Company, who: User, *, nameless: bool) -> None:
    """Somebody leaves the workspace, hands over what they lead, and is perhaps made nameless too."""
    leaves(company, who)
    if nameless:
        team = company.slack.workspace.identity.team_id
        company.bot.store._engine.execute("DELETE FROM opening_leads")
        make_nameless(company.bot.store, team, who.id, company.clock())


class TestNobody:
    def test_rated_is_said_plainly(self, company: Company) -> None:
        starts(company, company.ada, company.grace, company.alan)
        company.clock.forward(days=4)
        company.deliver()
        text = result(company, company.ada)
        assert "None of the 2 people asked rated anything." in text
        assert "So there is nothing to show. Start another round with more time" in text
        joins(company, company.grace)
        assert "You rated no answer of this round in time." in company.modal(company.grace).text


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((1, 0, 0), "The only person asked rated nothing."),
        ((1, 1, 0), "The only person asked rated some answers."),
        ((1, 1, 1), "The only person asked rated every answer."),
        ((3, 0, 0), "None of the 3 people asked rated anything."),
        ((3, 1, 0), "1 of 3 people rated, but not every answer."),
        ((3, 1, 1), "1 of 3 people rated every answer."),
        ((3, 2, 0), "2 of 3 people rated, none of them every answer."),
        ((3, 2, 1), "2 of 3 people rated, 1 of them every answer."),
        ((3, 3, 3), "3 of 3 people rated every answer."),
    ],
)
def test_who_rated_is_said_in_plain_english(counts: tuple[int, int, int], said: str) -> None:
    assert turnout(*counts) == said


class TestEnd:
    def test_of_five_shows_the_starter_spread_and_agreement(self, company: Company) -> None:
        people = [company.grace, company.alan, company.hedy, *more_people(company, 3)]
        starts(company, company.ada, *people)
        given = keys(company, company.grace)
        for number, who in enumerate(people):
            finishes(company, who, *(min(5, max(1, key + number % 2)) for key in given))
        text = result(company, company.ada)
        assert "6 of 6 people rated every answer." in text
        assert re.search(
            r"Agreement: 0\.\d\d \(Krippendorff's alpha: 1 is full agreement, 0 is chance; with other answers likely",
            text,
        )
        assert re.search(r"Level 0\.\d: some rate more strictly than others", text)
        assert re.search(r"Pattern and occasion 0\.\d: one sees more in this answer", text)
        assert "Talk about these first" in text
        assert len(SPREAD.findall(text)) >= 8

    def test_of_five_shows_each_rater_the_spread(self, company: Company) -> None:
        people = [company.grace, company.alan, company.hedy, *more_people(company, 2)]
        starts(company, company.ada, *people)
        for who in people:
            finishes(company, who, *[3] * 8)
        message = company.message(company.alan, "You met the key")
        company.presses(company.alan, message, "run.round")
        assert whole_result(company, company.alan).count("All raters: 5 gave a 3") == 8
        text = result(company, company.ada)
        assert "Every answer got the same rung from everybody" in text

    def test_of_four_shows_each_their_own_and_nothing_more(self, company: Company) -> None:
        people = [company.grace, company.alan, company.hedy, company.ada]
        starts(company, company.ada, *people)
        for who in people:
            finishes(company, who, *[2] * 8)
        text = result(company, company.ada)
        assert "4 of 4 people rated every answer." in text
        assert "No answer was rated by five people, so nothing else is shown" in text
        company.presses(company.ada, company.message(company.ada, "You met the key"), "run.round")
        assert not SPREAD.search(text + company.modal(company.ada).text)

    def test_can_be_read_again_by_who_started_it_alone(self, company: Company) -> None:
        round_id = starts(company, company.ada, company.grace)
        finishes(company, company.grace, *[3] * 8)
        again = company.answer(company.ada, f"calibrate team id:{round_id}").text
        assert "The only person asked rated every answer." in again
        for who in (company.grace, company.admin, company.alan):
            shown = company.answer(who, f"calibrate team id:{round_id}").text
            assert "Only who started a round sees what it came to" in shown

    def test_comes_once_however_often_it_ends(self, company: Company) -> None:
        round_id = starts(company, company.ada, company.grace)
        finishes(company, company.grace, *[3] * 8)
        team = company.slack.workspace.identity.team_id
        for number in range(2):
            job = CloseCalibration(team_id=team, user_id=company.ada.id, round_id=f"{round_id}")
            enqueue(company.bot.store, job, company.clock())
            company.clock.forward(days=4 + number)
            company.deliver()
        assert len(company.inbox(company.grace, "You met the key")) == 1
        assert result(company, company.ada)


class TestTexts:
    def test_stand_as_they_stood_whatever_becomes_of_the_bank(
        self, company: Company, bank: Bank
    ) -> None:
        starts(company, company.ada, company.grace)
        [part] = parts(company, company.grace)
        roles = tuple(role for role in bank.archetypes if role.id != ML)
        with company.using(bank.model_copy(update={"archetypes": roles, "version": "without"})):
            finishes(company, company.grace, *[3] * 8)
        joins(company, company.grace)
        shown = whole_result(company, company.grace)
        assert all(answer.why in shown for answer in part.round.answers)
