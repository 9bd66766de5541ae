"""The index: what a search finds, from any thread, whatever was typed."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.bank import Bank
from question_bank.load.loader import load
from question_bank.search import MOST_HITS, Hit, index_of
from tests.question_bank.banks import extension, question, write_files

BANK = load()  # for the property test, which cannot take a fixture for each example


def ids(hits: Sequence[Hit]) -> list[str]:
    return [
        hit.question.id if hit.question else hit.term.word
        for hit in hits
        if hit.question or hit.term
    ]


class TestFound:
    def test_is_a_question_by_the_words_to_say(self, bank: Bank) -> None:
        assert "be-charged-once" in ids(index_of(bank).search("charged twice").hits)

    def test_is_a_question_by_a_word_of_either_guide(self, bank: Bank) -> None:
        expected = bank.question("ml-engineer", "ml-loss-will-not-fall")
        assert expected
        for level, words in (("junior", "learning rate labels"), ("senior", "handful by heart")):
            hits = index_of(bank).search(words).hits
            [hit] = [hit for hit in hits if hit.question == expected]
            assert hit.guide == level
            assert words.split()[0] in hit.excerpt

    def test_is_a_question_by_a_word_of_a_cue_with_the_cue_as_excerpt(self, bank: Bank) -> None:
        [hit] = index_of(bank).search("missing cent halves search").hits
        assert hit.question
        assert hit.question.id == "sh-unfamiliar-code"
        assert hit.excerpt.startswith(f"{hit.question.senior.cue} · ")

    def test_is_a_term_by_its_alias(self, bank: Bank) -> None:
        assert "GIL" in ids(index_of(bank).search("nogil").hits)

    def test_is_another_form_of_the_word(self, bank: Bank) -> None:
        index = index_of(bank)
        assert ids(index.search("retry").hits) == ids(index.search("retries").hits)
        assert "Kubernetes" in ids(index.search("kuber").hits)

    def test_is_what_has_all_words_where_something_has(self, bank: Bank) -> None:
        result = index_of(bank).search("slow pandas")
        assert result.all_words
        assert "de-pandas-slow-job" in ids(result.hits)

    def test_is_what_has_some_words_where_nothing_has_all(self, bank: Bank) -> None:
        result = index_of(bank).search("airflow photo payroll")
        assert not result.all_words
        assert "Airflow" in ids(result.hits)

    def test_is_said_to_be_more_than_is_shown(self, bank: Bank) -> None:
        index = index_of(bank)
        few, all_of_them = index.search("test"), index.search("test", limit=1000)
        assert len(few.hits) == MOST_HITS
        assert few.more == len(all_of_them.hits) - MOST_HITS
        assert all_of_them.more == 0

    @pytest.mark.parametrize(
        ("query", "meant"),
        [("kuberntes", "kubernetes"), ("pandsa", "pandas"), ("airfow", "airflow")],
    )
    def test_is_the_nearest_word_where_one_is_misspelt(
        self, bank: Bank, query: str, meant: str
    ) -> None:
        result = index_of(bank).search(query)
        assert result.corrections == ((query, meant),)
        assert result.hits == index_of(bank).search(meant).hits

    def test_is_a_shared_question_once_with_all_its_roles(self, bank: Bank) -> None:
        hits = index_of(bank).search("hardest system you have built").hits
        [hit] = [hit for hit in hits if hit.question and hit.question.id == "sh-hardest-system"]
        assert hit.roles == bank.archetypes

    def test_is_a_replaced_question_beside_the_one_that_other_roles_keep(
        self, tmp_path: Path
    ) -> None:
        ours = question("sh-hardest-system", skill="engineering-judgement", tags=["tandem-bikes"])
        bank = load(write_files(tmp_path, ours=extension(ours)))
        [hit] = index_of(bank).search("tandem bikes").hits
        assert [role.id for role in hit.roles] == ["ml-engineer"]
        rest = index_of(bank).search("hardest system you have built").hits
        assert next(len(hit.roles) for hit in rest if hit.question) == 3

    def test_is_every_question_by_its_own_words(self, bank: Bank) -> None:
        index = index_of(bank)
        for role in bank.archetypes:
            for entry in role.questions:
                assert entry.id in ids(index.search(entry.ask, limit=1000).hits)


class TestIndex:
    def test_is_built_once_for_a_version(self, bank: Bank) -> None:
        assert index_of(bank) is index_of(bank)
        assert index_of(load()) is index_of(bank)

    def test_is_another_one_for_another_bank(self, bank: Bank, tmp_path: Path) -> None:
        changed = load(write_files(tmp_path, ours=extension(question(tags=["tandem-bikes"]))))
        assert index_of(changed).search("tandem").hits
        assert "hb-empty-stations" not in ids(index_of(bank).search("tandem").hits)

    def test_answers_many_threads_alike(self, bank: Bank) -> None:
        index = index_of(bank)
        words = ["drift", "slow query", "kuberntes", "test", "airflow"] * 20
        with ThreadPoolExecutor(8) as threads:
            answers = list(threads.map(index.search, words))
        assert answers == [index.search(word) for word in words]

    @given(query=st.text(max_size=60))
    def test_takes_whatever_is_typed(self, query: str) -> None:
        assert len(index_of(BANK).search(query).hits) <= MOST_HITS
