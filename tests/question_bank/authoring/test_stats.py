"""What the bank covers, counted."""

from question_bank.authoring.stats import coverage
from question_bank.bank import Bank


class TestCoverage:
    def test_counts_every_question_of_a_role_once(self, bank: Bank) -> None:
        for role in coverage(bank):
            assert sum(skill.core + skill.alternates for skill in role.skills) == len(
                role.role.questions
            )
            assert sum(skill.minutes for skill in role.skills) == sum(
                question.minutes for question in role.role.questions
            )

    def test_of_one_skill_tells_core_from_alternates(self, bank: Bank) -> None:
        [ml] = [role for role in coverage(bank) if role.role.id == "ml-engineer"]
        [framework] = [skill for skill in ml.skills if skill.skill.id == "ml-framework"]
        assert (framework.core, framework.alternates) == (1, 4)
        assert framework.core_minutes == 8
        assert ml.core == 8

    def test_of_tags_has_the_most_frequent_first(self, bank: Bank) -> None:
        for role in coverage(bank):
            counts = [count for _, count in role.tags]
            assert counts == sorted(counts, reverse=True)
            assert sum(counts) == sum(len(question.tags) for question in role.role.questions)
