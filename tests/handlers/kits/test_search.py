"""`/interview term` and `/interview search`: words of the glossary, and questions and guides by the words in them."""

import pytest

from handlers.kits.search import term
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
        for entry in bank.glossary.terms:
            answer = company.answer(company.ada, f"term {entry.word}")
            assert answer.blocks[0]["text"]["text"] == entry.word
            for words in (entry.what, entry.matters, entry.good_mention):
                assert words in answer.text

    def test_misspelt_offers_up_to_three_that_may_have_been_meant(self, company: Company) -> None:
        answer = company.answer(company.ada, "term kuberntes")
        assert "does not have “kuberntes”" in answer.text
        assert len(answer.actions) <= 3
        company.presses(company.ada, answer, "run.1")
        found = company.slack.ephemerals(company.ada)[-1]
        assert found.blocks[0]["text"]["text"] == "Kubernetes"

    def test_unlike_any_other_leads_to_the_list_and_to_the_search(self, company: Company) -> None:
        answer = company.answer(company.ada, "term slowly growing table")
        company.presses(company.ada, answer, "run.1")
        assert "The glossary for interviewers" in company.notice(company.ada)
        company.presses(company.ada, answer, "run.2")
        assert "Found in the question bank" in company.notice(company.ada)

    def test_unlike_anything_leads_to_the_list_alone(self, company: Company) -> None:
        answer = company.answer(company.ada, "term qqqqzzzz")
        assert answer.actions == ["run.1"]

    def test_leads_to_the_questions_about_it(self, company: Company) -> None:
        answer = company.answer(company.ada, "term idempotency")
        company.presses(company.ada, answer, "run.search")
        assert "question.open" in company.slack.ephemerals(company.ada)[-1].actions


class TestAllWords:
    def test_stand_in_lists_by_role_when_no_word_was_typed(
        self, company: Company, bank: Bank
    ) -> None:
        text = company.answer(company.ada, "term").text
        for entry in bank.glossary.terms:
            assert entry.word in text
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


class TestSearch:
    def test_opens_the_question_it_found(self, company: Company, bank: Bank) -> None:
        answer = company.answer(company.ada, "search charged twice")
        [hit] = [
            block["accessory"]["value"]
            for block in answer.blocks
            if block.get("accessory", {}).get("value", "").endswith("be-charged-once")
        ]
        company.slack.press(answer, "question.open", user=company.ada, value=hit)
        question = bank.question("backend-developer", "be-charged-once")
        assert question
        assert question.ask in company.modal(company.ada).text

    def test_finds_the_words_of_a_guide_and_shows_where_they_stand(self, company: Company) -> None:
        text = company.answer(company.ada, "search expand migrate contract").text
        assert "In the senior guide" in text

    def test_finds_a_word_of_the_glossary_and_opens_it(self, company: Company) -> None:
        answer = company.answer(company.ada, "search kubernetes")
        assert "glossary" in answer.text
        company.presses(company.ada, answer, "run.1")
        found = company.slack.ephemerals(company.ada)[-1]
        assert found.blocks[0]["text"]["text"] == "Kubernetes"

    def test_of_a_misspelt_word_says_what_it_searched_for(self, company: Company) -> None:
        text = company.answer(company.ada, "search kuberntes").text
        assert "Nothing has “kuberntes”, so this is for “kubernetes”." in text

    def test_says_how_many_more_there_are(self, company: Company) -> None:
        assert "are not shown. Add a word" in company.answer(company.ada, "search test").text

    def test_where_nothing_has_all_words_says_that_it_shows_some(self, company: Company) -> None:
        text = company.answer(company.ada, "search airflow photo payroll").text
        assert "Nothing has all of these words" in text

    def test_names_every_role_that_asks_a_shared_question_once(
        self, company: Company, bank: Bank
    ) -> None:
        text = company.answer(company.ada, "search hardest system you have built").text
        question = bank.question("ml-engineer", "sh-hardest-system")
        assert question
        assert text.count(question.ask) == 1
        assert all(role.name in text for role in bank.archetypes)

    def test_that_finds_nothing_says_so_kindly(self, company: Company) -> None:
        answer = company.answer(company.ada, "search zzzzqqqq")
        assert "No question, guide or glossary entry has “zzzzqqqq”" in answer.text

    def test_without_words_offers_examples_that_find_something(self, company: Company) -> None:
        answer = company.answer(company.ada, "search")
        for action in answer.actions:
            company.presses(company.ada, answer, action)
            assert "Found in the question bank" in company.notice(company.ada)

    @pytest.mark.parametrize(
        "typed",
        ['"', "NEAR(a b)", "heading:drift", "drift OR", "a* NOT b", "^", "-", "' --", "(", "*_~`"],
    )
    def test_reads_operators_as_words(self, company: Company, typed: str) -> None:
        assert company.answer(company.ada, f"search {typed}").text

    @pytest.mark.parametrize("typed", ["w" * 290, "é" * 290, " ".join(["drift"] * 48)])
    def test_takes_what_fits_into_a_command(self, company: Company, typed: str) -> None:
        assert company.answer(company.ada, f"search {typed}").text


class TestHelp:
    def test_names_every_command_for_questions(self, company: Company) -> None:
        text = company.answer(company.ada, "help commands").text
        for usage in ("brief <role>", "cv [role]", "term <word>", "search <words>"):
            assert f"/interview {usage}" in text

    def test_a_misspelt_command_leads_to_the_right_one(self, company: Company) -> None:
        company.presses(company.ada, company.answer(company.ada, "serch"), "run.1")
        assert "What should I search" in company.notice(company.ada)
