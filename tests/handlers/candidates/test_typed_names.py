"""A candidate is found by the name that was typed, whatever that name is made of."""

import pytest

from sandbox.world.blocks import spots
from tests.company import Company
from tests.handlers.panels.steps import KATHERINE, plans


@pytest.mark.parametrize(
    "name", ['"', "'", "\u201c\u201d", "id:x", "id:", "new:ml-engineer", "new:x y"]
)
class TestName:
    def added(self, company: Company, name: str) -> None:
        company.adds(company.ada, name, panel=(company.hedy,), ratings={"ml-ops": 4})
        assert company.has_saved(company.ada)
        while company.slack.view_of(company.ada):
            company.slack.close(company.modal(company.ada))

    @pytest.mark.parametrize("command", ["plan", "score", "forget"])
    def test_opens_the_form_of_that_candidate(
        self, company: Company, name: str, command: str
    ) -> None:
        self.added(company, name)
        answer = company.types(company.ada, f"{command} {name}")
        assert answer.message is None, answer.message and answer.message.text
        assert company.candidate(name).id in company.modal(company.ada).private_metadata

    @pytest.mark.parametrize("command", ["debrief", "audit"])
    def test_answers_about_that_candidate(self, company: Company, name: str, command: str) -> None:
        self.added(company, name)
        assert "You have no" not in company.answer(company.ada, f"{command} {name}").text


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ('"Ada"', "Ada"), ("'Ada'", "Ada"), ("\u201cAda\u201d", "Ada"), ("\u2018Ada\u2019", "Ada"),
        ("\u201eAda\u201c", "Ada"), ("\u00abAda\u00bb", "Ada"), (" \" Ada  L \" ", "Ada L"),
        ('"Ada "Countess" Lovelace"', 'Ada "Countess" Lovelace'),
        ("\u201cAda \u201cCountess\u201d L\u201d", "Ada \u201cCountess\u201d L"),
        *[(whole, whole) for whole in (
            'Ada "Countess" Lovelace', 'Ada "Countess"', '"Countess" Ada', '"Ada" and "Grace"', "Miles O'Brien",
            "Rosalind 'Roz'", "'Roz' 'Ada'", "'Ada", "Miles O'", '"', '""', "\u201c\u201d",
        )],
    ],
)  # fmt: skip
class TestQuotes:
    """A pair around all of the name is how people type names; any other mark is part of the name."""

    def test_of_somebody_new_are_kept_where_they_are_part_of_the_name(
        self, company: Company, typed: str, name: str
    ) -> None:
        answer = company.answer(company.ada, f"score {typed}").text
        assert f"You have no candidate “{name}”." in answer
        view = company.opens(company.ada, f"plan {typed}")
        [field] = [block for block in view.blocks if block["block_id"].startswith("name")]
        assert field["element"]["initial_value"] == name

    def test_find_who_was_added_so(self, company: Company, typed: str, name: str) -> None:
        company.adds(company.ada, name, panel=(company.hedy,))
        assert "1 of 2" in company.answer(company.ada, f"debrief {typed}").text


@pytest.mark.parametrize(
    "typed", ["Miles O\u2019Brien-Li", "miles o'brien\u2011li", "'Miles O'Brien\u2013Li'"]
)
def test_marks_that_a_keyboard_changes_make_no_other_name(company: Company, typed: str) -> None:
    company.adds(company.ada, "Miles O'Brien-Li", panel=(company.hedy,))
    assert "1 of 2" in company.answer(company.ada, f"debrief {typed}").text


@pytest.mark.parametrize(
    "again", ["Kay\u200b", "Ka\u00ady", "\u200fKay", "\uff2bay", "K\u200da\ufe0fy"]
)
class TestUnseen:
    """The same name with something in it that nobody sees is the same candidate's."""

    def test_scores_whom_others_score(self, company: Company, again: str) -> None:
        company.adds(company.ada, "Kay", panel=(company.hedy,))
        company.adds(company.alan, again)
        assert {card.interviewer_id for card in company.loop("Kay").cards} == {
            company.ada.id, company.alan.id,
        }  # fmt: skip

    def test_finds_and_erases_them(self, company: Company, again: str) -> None:
        company.adds(company.ada, "Kay", panel=(company.hedy,))
        assert "1 of 2" in company.answer(company.ada, f"debrief {again}").text
        company.erases(company.ada, again, typed=again)
        assert "no open candidates" in company.answer(company.ada, "candidates").text


@pytest.mark.parametrize("name", ["\u200b", "\u3164\u2800", "\ufe0f", "\u0301 \u034f"])
def test_a_name_that_nobody_sees_is_none(company: Company, name: str) -> None:
    assert company.adds(company.ada, name).errors == {"name": "Write the candidate's name."}


def test_a_button_of_an_erased_candidate_says_so(company: Company) -> None:
    gone = "0" * 26
    assert "no such candidate" in company.answer(company.ada, f"debrief id:{gone}").text


def test_a_name_alone_is_offered_to_score_where_the_person_has_an_interview(
    company: Company,
) -> None:
    plans(company, company.grace, starts=None)
    offered = {
        who.id: [
            spot.element["text"]["text"] for spot in spots(company.answer(who, "Katherine").blocks)
        ]
        for who in (company.ada, company.grace)
    }
    assert offered == {
        company.ada.id: [f"Debrief {KATHERINE}"],
        company.grace.id: [f"Score {KATHERINE}", f"Debrief {KATHERINE}"],
    }
