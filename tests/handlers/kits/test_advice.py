"""`/interview brief` and `/interview cv`: for whoever writes the job description, and whoever reads the CVs."""

from itertools import combinations

import pytest
from rapidfuzz import fuzz
from rapidfuzz.utils import default_process

from handlers.kits.advice import PARTS, brief_of, cv_of
from question_bank.bank import Bank
from question_bank.models import Archetype, Example
from question_bank.reference import Mistake
from slack_limits.check import check_message
from tests.company import Company


@pytest.fixture(params=["backend-developer", "data-engineer", "ml-engineer", "devops-engineer"])
def archetype(request: pytest.FixtureRequest, bank: Bank) -> Archetype:
    """Each role in turn."""
    return next(role for role in bank.archetypes if role.id == request.param)


class TestBrief:
    def test_says_what_the_job_is_and_what_to_leave_out_of_the_text(
        self, company: Company, archetype: Archetype
    ) -> None:
        text = company.answer(company.ada, f"brief {archetype.id}").text
        for line in (
            *archetype.builds, *archetype.must_haves, *archetype.brief.say,
            *archetype.brief.leave_out, *archetype.probes, *archetype.not_screened,
            archetype.signal.ask, archetype.signal.yardstick,
            *(example.builds for example in archetype.examples),
        ):  # fmt: skip
            assert line in text

    def test_names_the_pay_against_the_baseline(self, company: Company) -> None:
        for role, pay in (
            ("backend", "the baseline"),
            ("de", "+10 to 15 %"),
            ("ml", "+15 to 25 %"),
            ("sre", "+5 to 10 %"),
        ):
            text = company.answer(company.ada, f"brief {role}").text
            assert f"*Pay against a plain Python backend developer:* {pay}" in text

    def test_turns_each_hiring_mistake_into_a_check_with_why_example_and_fix(
        self, company: Company, bank: Bank
    ) -> None:
        text = company.answer(company.ada, "brief data-engineer").text
        assert len(bank.hiring.mistakes) == 5
        for mistake in bank.hiring.mistakes:
            assert mistake.example
            for words in (mistake.check, mistake.title, mistake.why, mistake.example, mistake.fix):
                assert words in text

    def test_without_a_role_asks_which(self, company: Company) -> None:
        answer = company.answer(company.ada, "brief")
        assert "Which role" in answer.text
        company.presses(company.ada, answer, "run.2")
        assert "Brief: Data Engineer" in company.notice(company.ada)

    def test_of_a_misspelt_role_offers_the_nearest(self, company: Company) -> None:
        answer = company.answer(company.ada, "brief ml-enginer")
        assert "No role is called “ml-enginer”" in answer.text
        company.presses(company.ada, answer, "run.1")
        assert "Brief: Machine Learning Engineer" in company.notice(company.ada)

    def test_leads_to_the_kit_and_the_cv_checklist(self, company: Company) -> None:
        answer = company.answer(company.ada, "brief ml-engineer")
        company.presses(company.ada, answer, "run.kit")
        assert "core questions" in company.notice(company.ada)
        company.presses(company.ada, answer, "run.cv")
        assert "CV checklist" in company.notice(company.ada)

    def test_too_long_for_one_message_comes_in_parts_that_hold_all_of_it(self, bank: Bank) -> None:
        talkative, wordy = _with_everything_as_long_as_it_may_be(bank)
        job = brief_of(wordy, talkative)
        values = [button["value"] for button in job["blocks"][-1]["elements"]]
        assert values[-2:] == ["brief interview ml-engineer", "brief mistakes ml-engineer"]
        for part in PARTS:
            assert check_message(brief_of(wordy, talkative, part)) == []

    def test_in_parts_is_asked_for_by_the_name_of_the_part(self, company: Company) -> None:
        mistakes = company.answer(company.ada, "brief mistakes ml-engineer").text
        assert "5 checks" in mistakes
        assert "Must-haves" not in mistakes


class TestCv:
    def test_of_a_role_shows_what_holds_everywhere_and_what_the_role_adds(
        self, company: Company, bank: Bank, archetype: Archetype
    ) -> None:
        text = company.answer(company.ada, f"cv {archetype.id}").text
        for signs in (bank.hiring.cv, archetype.cv):
            for line in (*signs.green, *signs.yellow, *signs.red):
                assert line in text

    def test_without_a_role_shows_what_holds_everywhere_and_offers_the_roles(
        self, company: Company, bank: Bank
    ) -> None:
        answer = company.answer(company.ada, "cv")
        hiring = bank.hiring
        for line in (*hiring.cv.green, *hiring.cv.yellow, *hiring.cv.red, *hiring.portfolio_red):
            assert line in answer.text
        for version in hiring.python_versions:
            assert version.signals in answer.text
        company.presses(company.ada, answer, "run.1")
        assert "Backend Web Developer" in company.notice(company.ada)

    def test_of_a_role_says_nothing_twice(self, company: Company, archetype: Archetype) -> None:
        text = company.answer(company.ada, f"cv {archetype.id}").text
        signs = [line for line in text.splitlines() if line.startswith("• ")]
        assert len(signs) > 20
        for sign, other in combinations(signs, 2):
            assert fuzz.token_set_ratio(sign, other, processor=default_process) < 70, (sign, other)

    def test_says_colours_in_words_and_that_a_sign_is_only_a_reason_to_ask(
        self, company: Company
    ) -> None:
        text = company.answer(company.ada, "cv ml-engineer").text
        for words in ("Green: good signs", "Yellow: ask about it", "Red: a warning"):
            assert words in text
        assert "never a reason to turn somebody down unheard" in text

    def test_of_a_misspelt_role_offers_the_nearest(self, company: Company) -> None:
        answer = company.answer(company.ada, "cv bakend")
        company.presses(company.ada, answer, "run.1")
        assert "Backend Web Developer" in company.notice(company.ada)

    def test_too_long_for_one_message_leaves_the_shared_signs_to_a_button(self, bank: Bank) -> None:
        talkative, wordy = _with_everything_as_long_as_it_may_be(bank)
        page = cv_of(wordy, talkative)
        assert page["blocks"][-1]["elements"][-1]["value"] == "cv"
        assert check_message(page) == []
        assert check_message(cv_of(wordy, None)) == []


def _with_everything_as_long_as_it_may_be(bank: Bank) -> tuple[Archetype, Bank]:
    """A role whose lists are as long as the models let them be, and hiring advice likewise."""
    ml = bank.archetype("ml-engineer")
    assert ml
    lines, names = ("w" * 160,) * 10, ("w" * 60,) * 12
    signs = ml.cv.model_copy(update=dict.fromkeys(("green", "yellow", "red"), lines[:8]))
    role = ml.model_copy(
        update={
            "summary": "w" * 200, "builds": lines[:6], "uses": names, "hired_by": names,
            "must_haves": lines, "probes": lines, "not_screened": lines,
            "brief": ml.brief.model_copy(update={"say": lines, "leave_out": lines}),
            "signal": ml.signal.model_copy(update={"ask": "w" * 300, "yardstick": "w" * 300}),
            "examples": (Example(company="w" * 60, builds="w" * 300, figure="w" * 300),) * 4,
            "cv": signs,
        }
    )  # fmt: skip
    mistake = Mistake(
        title="w" * 80, why="w" * 300, example="w" * 300, fix="w" * 300, check="w" * 120
    )
    versions = tuple(
        sign.model_copy(update={"versions": "w" * 60, "signals": "w" * 300})
        for sign in bank.hiring.python_versions[:1] * 6
    )
    hiring = bank.hiring.model_copy(
        update={
            "mistakes": (mistake,) * 7, "cv": signs, "portfolio_red": lines[:8],
            "python_versions": versions,
        }
    )  # fmt: skip
    return Archetype.model_validate(role.model_dump()), bank.model_copy(update={"hiring": hiring})
