"""What the bank covers, counted."""

from question_bank.authoring.stats import coverage
from question_bank.bank import Bank


class TestCoverage:
    def test_counts_every_question_of_a_role_once(self, bank: Bank) -> None:
        for one in coverage(bank):
            assert sum(skill.core + skill.alternates for skill in one.skills) == len(
                one.role.questions
            )
            assert sum(skill.minutes for skill in one.skills) == sum(
                question.minutes for question in one.role.questions
            )

    def test_of_one_skill_tells_core_from_alternates(self, bank: Bank) -> None:
        [ml] = [one for one in coverage(bank) if one.role.id == "ml-engineer"]
        [framework] = [one for one in ml.skills if one.skill.id == "ml-framework"]
        assert (framework.core, framework.alternates) == (1, 4)
        assert framework.core_minutes == 8
        assert ml.core == 8

    def test_of_tags_has_the_most_frequent_first(self, bank: Bank) -> None:
        for one in coverage(bank):
            counts = [count for _, count in one.tags]
            assert counts == sorted(counts, reverse=True)
            assert sum(counts) == sum(len(question.tags) for question in one.role.questions)
