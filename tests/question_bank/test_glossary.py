"""The glossary by any name, by what was nearly typed, and by role."""

from question_bank.bank import Bank
from question_bank.glossary import FOR_MOST, by_role, find_term, near_terms
from question_bank.reference import Glossary


class TestFind:
    def test_knows_every_entry_by_its_word(self, bank: Bank) -> None:
        for term in bank.glossary.terms:
            assert find_term(bank, term.word) == term
            assert find_term(bank, f" “{term.word.upper()}” ") == term

    def test_knows_every_alias(self, bank: Bank) -> None:
        for term in bank.glossary.terms:
            for alias in term.aliases:
                assert find_term(bank, alias) == term

    def test_prefers_the_word_of_an_entry_to_an_alias_of_another(self, bank: Bank) -> None:
        first, second = bank.glossary.terms[:2]
        greedy = first.model_copy(update={"aliases": (second.word,)})
        changed = Glossary(terms=(second, greedy))
        other = bank.model_copy(update={"glossary": changed, "version": "greedy"})
        assert find_term(other, second.word) == second


class TestNear:
    def test_are_at_most_three_different_entries_the_nearest_first(self, bank: Bank) -> None:
        for query, word in (
            ("pytset", "pytest"),
            ("kuberntes", "Kubernetes"),
            ("pandsa", "Pandas"),
        ):
            near = near_terms(bank, query)
            assert near[0].word == word
            assert len({term.word for term in near}) == len(near) <= 3

    def test_of_nothing_alike_are_none(self, bank: Bank) -> None:
        assert near_terms(bank, "qqqqzzzz") == ()


class TestByRole:
    def test_every_word_stands_under_most_roles_or_under_each_of_its_own(self, bank: Bank) -> None:
        lists = {words.role: words.words for words in by_role(bank)}
        for term in bank.glossary.terms:
            places = [role for role, words in lists.items() if term.word in words]
            if len(term.fields) > 2:
                assert places == [FOR_MOST]
            else:
                assert len(places) == len(term.fields)

    def test_words_are_in_the_order_of_the_alphabet(self, bank: Bank) -> None:
        for words in by_role(bank):
            assert list(words.words) == sorted(words.words, key=str.casefold)
