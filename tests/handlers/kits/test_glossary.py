"""`/interview term`: words for interviewers who are no Python experts."""

import pytest

from handlers.kits.glossary import term
from handlers.slack.request import Request
from question_bank.bank import Bank
from question_bank.reference import Glossary, Term
from slack_limits.check import check_message
from tests.company import Company
from tests.handlers.contexts import context_with


class TestTerm:
    def test_says_what_it_is_why_it_matters_and_what_a_good_mention_sounds_like(
        self, company: Company
    ) -> None:
        text = company.answer(company.ada, "term Pydantic").text
        for words in ("Pydantic", "Why it matters", "A good mention sounds like", "FastAPI"):
            assert words in text

    @pytest.mark.parametrize("typed", ["gil", "GIL", "global interpreter lock", "“GIL”"])
    def test_is_found_by_any_of_its_names(self, company: Company, typed: str) -> None:
        assert company.answer(company.ada, f"term {typed}").blocks[0]["text"]["text"] == "GIL"

    def test_is_shown_whole_for_every_word_of_the_glossary(
        self, company: Company, bank: Bank
    ) -> None:
        for one in bank.glossary.terms:
            answer = company.answer(company.ada, f"term {one.word}")
            assert answer.blocks[0]["text"]["text"] == one.word
            for words in (one.what, one.matters, one.good_mention):
                assert words in answer.text

    def test_misspelt_offers_up_to_three_that_may_have_been_meant(self, company: Company) -> None:
        answer = company.answer(company.ada, "term kuberntes")
        assert "does not have “kuberntes”" in answer.text
        assert len(answer.actions) <= 3
        company.slack.press(answer, "run.1", user=company.ada)
        found = company.slack.ephemerals(company.ada)[-1]
        assert found.blocks[0]["text"]["text"] == "Kubernetes"

    def test_unlike_any_other_leads_to_the_list_and_to_the_search(self, company: Company) -> None:
        answer = company.answer(company.ada, "term qqqqzzzz")
        company.slack.press(answer, "run.1", user=company.ada)
        assert "The glossary for interviewers" in company.slack.ephemerals(company.ada)[-1].text
        company.slack.press(answer, "run.2", user=company.ada)
        assert "has “qqqqzzzz”" in company.slack.ephemerals(company.ada)[-1].text

    def test_leads_to_the_questions_about_it(self, company: Company) -> None:
        answer = company.answer(company.ada, "term idempotency")
        company.slack.press(answer, "run.search", user=company.ada)
        assert "question.open" in company.slack.ephemerals(company.ada)[-1].actions


class TestAllWords:
    def test_stand_in_lists_by_role_when_no_word_was_typed(
        self, company: Company, bank: Bank
    ) -> None:
        text = company.answer(company.ada, "term").text
        for one in bank.glossary.terms:
            assert one.word in text
        for role in bank.archetypes:
            assert role.name in text

    def test_too_many_for_one_message_say_how_many_are_left_out(self, bank: Bank) -> None:
        many = tuple(
            Term(word=f"word {n:04} {'w' * 30}", what="w", matters="w", good_mention="w",
                 fields=("ml-engineer",))
            for n in range(2000)
        )  # fmt: skip
        wordy = bank.model_copy(update={"glossary": Glossary(terms=many), "version": "wordy"})
        page = term(context_with(wordy), Request(text=""))
        assert check_message(page) == []
        assert page["blocks"][-1]["elements"][0]["text"].startswith("1900 more words")
