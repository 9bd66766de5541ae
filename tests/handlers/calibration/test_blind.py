"""Nobody reads the key of an answer that they rate with others before that round is over, by whatever way."""

from itertools import combinations

import pytest

from question_bank.bank import Bank
from sandbox.world.records import User
from tests.company import Company
from tests.handlers.calibration.steps import (
    asked,
    begins,
    keys,
    more_people,
    parts,
    rates,
    starts,
    whole_result,
)


@pytest.fixture
def few(company: Company, bank: Bank) -> Company:
    """A company whose roles have eight answers each, so that any two rounds have the same."""
    roles = tuple(role.model_copy(update={"answers": role.answers[:8]}) for role in bank.archetypes)
    newer = bank.model_copy(update={"archetypes": roles, "version": "few"})
    company.closing.enter_context(company.using(newer))
    return company


def reads_key(company: Company, who: User) -> bool:
    """Whether anything that somebody has on their screen, or in their messages, says why an answer has its key."""
    [*_, first] = parts(company, who)
    seen = [whole_result(company, who)] if company.slack.view_of(who) else []
    seen += [message.text for message in (*company.inbox(who), *company.slack.ephemerals(who))]
    return any(
        answer.why in text or f"key: {int(answer.key)}" in text or f"Key {int(answer.key)}" in text
        for answer in first.round.answers
        for text in seen
    )


def test_open_rounds_of_a_person_share_no_answer(company: Company) -> None:
    begins(company, company.grace)
    rates(company, company.grace, 3)
    company.slack.close(company.modal(company.grace))
    for lead in (company.ada, company.hedy):
        starts(company, lead, company.grace, company.alan)
    rounds = [
        {answer.id for answer in part.round.answers} for part in parts(company, company.grace)
    ]
    assert [len(each) for each in rounds] == [8, 8, 8]
    assert not any(a & b for a, b in combinations(rounds, 2))


def test_the_log_tells_that_somebody_rated_and_never_what(
    company: Company, caplog: pytest.LogCaptureFixture
) -> None:
    """Two people rate otherwise; but for them, the times and the ids of requests, their lines are the same."""
    caplog.set_level("INFO", "bot.dispatch")
    for who, rating in ((company.grace, 1), (company.alan, 5)):
        begins(company, who)
        rates(company, who, rating, "Names no number." * rating)
    lines = [vars(record) for record in caplog.records if vars(record).get("what") == "calibration"]
    assert [line["user"] for line in lines] == [company.grace.id, company.alan.id]
    assert {(line["kind"], line["outcome"], line["status"]) for line in lines} == {
        ("view_submission", "answered", 200)
    }
    assert lines[0].keys() == lines[1].keys()
    assert not [line for line in lines if "Names no" in str(line)]


class TestWhereThereAreTooFewAnswers:
    def test_ones_own_round_keeps_the_key_until_the_teams_is_over(self, few: Company) -> None:
        begins(few, few.grace)
        few.slack.close(rates(few, few.grace, 3))
        own = f"calibrate id:{parts(few, few.grace)[0].round.id}"
        starts(few, few.ada, few.grace, few.alan)
        few.opens(few.grace, own)
        for _ in range(7):
            view = rates(few, few.grace, 3)
        assert view.title == "Where you stand"
        text = view.text.replace("\n", "")
        assert "8 more are in a round with others that is still open." in text
        assert "Come back for the key once that is over, " in text
        assert "You rated no answer" not in text
        assert not reads_key(few, few.grace)
        few.clock.forward(days=4)
        few.deliver()
        few.slack.close(few.modal(few.grace))
        few.opens(few.grace, own)
        assert whole_result(few, few.grace).count("key: ") == 8

    def test_a_round_that_ends_keeps_what_is_in_another_for_raters_and_starter(
        self, few: Company
    ) -> None:
        people = [few.grace, few.ada, few.alan, *more_people(few, 2)]
        starts(few, few.ada, *people, days=1)
        for who in people:
            finishes_first(few, who)
        starts(few, few.hedy, few.grace, few.ada)
        few.clock.forward(days=2)
        few.deliver()
        for who in (few.grace, few.ada):
            assert "You get the key once your other round" in few.message(who, "other round").text
            assert not reads_key(few, who)
        assert "You met the key" in few.message(few.alan, "You met").text
        summary = few.message(few.ada, "people rated").text
        assert "Left out: 8 answers of a round in which you rate yourself" in summary
        assert "gave a" not in summary


def finishes_first(company: Company, who: User) -> None:
    """Somebody rates all answers but the last of the round that they are asked about."""
    company.presses(who, asked(company, who), "run.round")
    for key in keys(company, who)[:7]:
        rates(company, who, key)
    company.slack.close(company.modal(who))
