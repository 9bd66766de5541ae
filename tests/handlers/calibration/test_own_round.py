"""`/interview calibrate ml-engineer`: eight answers to rate for oneself, and then where one stands."""

import json
import re

import pytest

from question_bank.bank import Bank
from sandbox.client.snapshots import ViewSnapshot
from tests.company import Company
from tests.handlers.calibration.steps import ML, begins, keys, parts, rates, whole_result

ROLES = ("Backend Web Developer", "Data Engineer", "DevOps/Automation Engineer")


class TestAnswer:
    def test_stands_between_its_question_and_all_five_anchors(self, company: Company) -> None:
        view = begins(company, company.grace)
        [part] = parts(company, company.grace)
        answer = part.round.answers[0]
        assert view.title == "Answer 1 of 8"
        for words in (answer.question, answer.text, answer.skill, answer.junior, answer.senior):
            assert words in view.text.replace("\n", " ") or words in view.text
        for words in answer.anchors:
            assert words in view.text

    def test_does_not_tell_its_key_before_the_end(self, company: Company) -> None:
        view = begins(company, company.grace)
        [part] = parts(company, company.grace)
        for answer in part.round.answers:
            assert answer.why not in str(view.blocks)
            view = rates(company, company.grace, 3)
        assert part.round.answers[0].why in whole_result(company, company.grace)

    def test_wants_a_rating_and_no_evidence(self, company: Company) -> None:
        begins(company, company.grace)
        assert company.errors(company.grace).keys() == {"rating"}
        assert rates(company, company.grace, 2).title == "Answer 2 of 8"

    def test_comes_with_nothing_filled_in(self, company: Company) -> None:
        begins(company, company.grace)
        rates(company, company.grace, 2, "Names no number.")
        assert not company.values(company.grace)["rating"]["value"]["selected_option"]
        assert not company.values(company.grace)["evidence"]["value"]["value"]

    def test_sent_twice_counts_once(self, company: Company) -> None:
        begins(company, company.grace)
        company.chooses(company.grace, "rating", "2")
        sent = company.submits(company.grace)
        status, body = company.forge(sent)
        assert (status, body["view"]["title"]["text"]) == (200, "Answer 2 of 8")
        assert [part.next_number for part in parts(company, company.grace)] == [2]


class TestTwoDevices:
    """The same answer is open on both, and rated otherwise on the second: the first stays, and it is said."""

    @pytest.mark.parametrize("number", [1, 8])
    def test_say_what_was_kept_and_what_was_typed(self, company: Company, number: int) -> None:
        begins(company, company.grace)
        for _ in range(number - 1):
            rates(company, company.grace, 3)
        company.chooses(company.grace, "rating", "2")
        company.writes(company.grace, "evidence", "Names no number.")
        second = company.submits(company.grace)
        values = json.loads(
            json.dumps(second.payload["view"]["state"]["values"]).replace('"2"', '"4"')
        )
        view = second.payload["view"] | {"state": {"values": values}}
        status, body = company.forge(second, view=view)
        shown = json.dumps(body)
        assert status == 200
        assert f"Answer {number} had been rated already, with a 2." in shown
        assert "the 4 that you have just sent does not count" in shown
        assert "Names no number." in shown
        [part] = parts(company, company.grace)
        assert part.ratings[-1].rating == 2


class TestStopping:
    def test_goes_on_where_one_was(self, company: Company) -> None:
        begins(company, company.grace)
        for rating in (2, 3):
            rates(company, company.grace, rating)
        company.slack.close(company.modal(company.grace))
        company.crashes()
        assert begins(company, company.grace).title == "Answer 3 of 8"
        assert len(parts(company, company.grace)) == 1

    def test_is_offered_again_on_the_page(self, company: Company) -> None:
        begins(company, company.grace)
        rates(company, company.grace, 2)
        page = company.answer(company.grace, "calibrate")
        assert "for yourself · 1 of 8 rated" in page.text
        company.presses(company.grace, page, "run.round")
        assert company.modal(company.grace).title == "Answer 2 of 8"

    def test_keeps_the_texts_as_they_stood(self, company: Company, bank: Bank) -> None:
        begins(company, company.grace)
        [part] = parts(company, company.grace)
        emptied = tuple(role.model_copy(update={"answers": ()}) for role in bank.archetypes)
        newer = bank.model_copy(update={"archetypes": emptied, "version": "newer"})
        with company.using(newer):
            company.slack.close(company.modal(company.grace))
            page = company.answer(company.grace, "calibrate")
            company.presses(company.grace, page, "run.round")
            for answer in part.round.answers:
                assert answer.text.split(".")[0] in company.modal(company.grace).text
                rates(company, company.grace, 3)
            assert part.round.answers[0].why in whole_result(company, company.grace)


def plays(company: Company, shift: int) -> ViewSnapshot:
    """Grace rates every answer so many rungs off its key, as far as the ladder goes."""
    begins(company, company.grace)
    for key in keys(company, company.grace):
        view = rates(company, company.grace, min(5, max(1, key + shift)), f"Heard {key}.")
    return view


class TestEnd:
    @pytest.mark.parametrize(
        ("shift", "words"),
        [
            (
                0,
                "in line with the key on average · exactly the key 8 of 8 · within one rung 8 of 8",
            ),
            (1, "above the key on average"),
            (-2, "below the key on average"),
        ],
    )
    def test_says_where_one_stands(self, company: Company, shift: int, words: str) -> None:
        view = plays(company, shift)
        assert view.title == "Where you stand"
        assert words in view.text.replace("\n", "")

    @pytest.mark.parametrize(
        ("shift", "advice"),
        [
            (0, "You rate as the key does."),
            (2, "You rate more leniently"),
            (-2, "You rate more strictly"),
        ],
    )
    def test_says_what_to_do_with_it(self, company: Company, shift: int, advice: str) -> None:
        assert advice in plays(company, shift).text

    def test_has_key_reason_answer_and_own_note_for_each(self, company: Company) -> None:
        plays(company, 1)
        shown = whole_result(company, company.grace)
        [part] = parts(company, company.grace)
        for number, answer in enumerate(part.round.answers, 1):
            assert f"{number}. {answer.question}" in shown
            assert answer.why in shown
            assert answer.text in shown
            assert answer.misleads == "nothing" or f"What misleads: {answer.misleads}." in shown
            assert f"You noted: Heard {answer.key}." in shown
        assert len(re.findall("key: ", shown)) == 8

    def test_begins_with_what_is_furthest_from_the_key(self, company: Company) -> None:
        begins(company, company.grace)
        given = [3, *keys(company, company.grace)[1:7], 1]
        for rating in given:
            rates(company, company.grace, rating)
        shown = whole_result(company, company.grace)
        differences = [abs(a - b) for a, b in zip(given, keys(company, company.grace), strict=True)]
        first = max(range(8), key=lambda place: (differences[place], -place)) + 1
        assert shown.index(f"\n{first}. ") == min(
            shown.index(f"\n{number}. ") for number in range(1, 9)
        )

    def test_can_be_looked_at_again(self, company: Company) -> None:
        plays(company, 0)
        page = company.answer(company.grace, "calibrate")
        [shown] = [
            e
            for b in page.blocks
            if b["type"] == "actions"
            for e in b["elements"]
            if "options" in e
        ]
        assert "Machine Learning Engineer" in str(shown)
        company.slack.choose(page, "run.over", shown["options"][0]["value"], user=company.grace)
        assert company.modal(company.grace).title == "Where you stand"

    def test_is_followed_by_a_round_of_other_answers(self, company: Company) -> None:
        plays(company, 0)
        begins(company, company.grace)
        later, earlier = parts(company, company.grace)
        assert not {a.id for a in later.round.answers} & {a.id for a in earlier.round.answers}


class TestRole:
    def test_that_is_unknown_leads_to_those_there_are(self, company: Company) -> None:
        shown = company.answer(company.grace, "calibrate ml-enginer")
        assert "I do not know the role “ml-enginer”." in shown.text
        company.presses(company.grace, shown, "run.1")
        assert company.modal(company.grace).title == "Answer 1 of 8"

    def test_without_answers_leads_to_others_and_says_how_to_add_some(
        self, company: Company, bank: Bank
    ) -> None:
        roles = tuple(
            role.model_copy(update={"answers": ()}) if role.id == ML else role
            for role in bank.archetypes
        )
        with company.using(bank.model_copy(update={"archetypes": roles, "version": "fewer"})):
            shown = company.answer(company.grace, f"calibrate {ML}").text
            assert "Machine Learning Engineer has no sample answers yet." in shown
            assert "[[answers]] in the role's file" in shown
            assert all(role in shown for role in ROLES)

    def test_of_fewer_answers_has_a_shorter_round(self, company: Company, bank: Bank) -> None:
        few = tuple(
            role.model_copy(update={"answers": role.answers[:2]}) for role in bank.archetypes
        )
        with company.using(bank.model_copy(update={"archetypes": few, "version": "few"})):
            assert begins(company, company.grace).title == "Answer 1 of 2"
            rates(company, company.grace, 2)
            shown = rates(company, company.grace, 2).text
            assert "Too few answers to say how you lean." in shown
            assert "on average" not in shown


class TestStranger:
    def test_reads_nothing_of_anothers_round(self, company: Company) -> None:
        plays(company, 0)
        [part] = parts(company, company.grace)
        for who in (company.ada, company.admin):
            shown = company.answer(who, f"calibrate id:{part.round.id}").text
            assert "You are not among those who rate in this round." in shown

    def test_rates_nothing_in_anothers_round(self, company: Company) -> None:
        begins(company, company.grace)
        company.chooses(company.grace, "rating", "2")
        sent = company.submits(company.grace)
        company.forge(sent, user=company.alan.id)
        assert [len(part.ratings) for part in parts(company, company.grace)] == [1]
        assert parts(company, company.alan) == ()
