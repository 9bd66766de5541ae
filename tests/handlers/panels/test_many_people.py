"""Long lists ask the database a few times for each candidate, and never once for each person."""

from collections.abc import Callable

import pytest

from interviews.models import Candidate
from interviews.scorecards.submit import submit
from question_bank.models import Level
from tests.company import Company
from tests.interviews import make
from tests.interviews.people import person

TEAM = "T0TEAM"


def candidates(company: Company, panel: int, *, by: str = "") -> None:
    """Ada leads twelve candidates, each with so many interviewers."""
    company.changes("DELETE FROM candidates")
    for number in range(12):
        candidate = Candidate(
            team_id=TEAM, id=f"candidate-{number}", name=f"Katherine {number}",
            archetype_id="ml-engineer", target_level=Level.SENIOR, leads=(company.ada.id,),
            created_by=company.ada.id, created_at=company.clock(),
        )  # fmt: skip
        company.bot.store.candidates.add(candidate)
        for seat in range(panel):
            company.bot.store.interviews.invite(
                candidate, by or f"U{seat}", candidate.created_at, confirmed=True
            )


def statements(
    company: Company, monkeypatch: pytest.MonkeyPatch, does: Callable[[], object]
) -> int:
    """How many statements the bot needs for this."""
    engine, statements = company.bot.store._engine, list[str]()
    with monkeypatch.context() as patched:
        for name in ("query", "execute"):
            real = getattr(engine, name)

            def record(sql: str, *rest: object, real: Callable[..., object] = real) -> object:
                statements.append(sql)
                return real(sql, *rest)

            patched.setattr(engine, name, record)
        does()
    assert statements
    return len(statements)


class TestLists:
    def shows(self, company: Company) -> None:
        assert "Katherine 11" in company.answer(company.ada, "candidates").text

    def test_of_candidates_do_not_ask_for_each_person(
        self, company: Company, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        candidates(company, panel=1)
        few = statements(company, monkeypatch, lambda: self.shows(company))
        candidates(company, panel=5)
        assert statements(company, monkeypatch, lambda: self.shows(company)) == few

    def test_on_home_do_not_ask_for_each_person_or_interview(
        self, company: Company, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        company.home(company.ada)
        candidates(company, panel=1)
        few = statements(company, monkeypatch, lambda: company.home(company.ada))
        candidates(company, panel=5)
        assert statements(company, monkeypatch, lambda: company.home(company.ada)) == few
        candidates(company, panel=1, by=company.ada.id)
        assert statements(company, monkeypatch, lambda: company.home(company.ada)) == few


class TestScore:
    def send_cards(self, company: Company, *numbers: int) -> None:
        """Ada's cards on these candidates are in."""
        for number in numbers:
            sent = make.form(f"card-{number}", f"candidate-{number}")
            submit(company.bot.store, person(company.ada.id, team=TEAM), sent, company.clock())

    def test_asks_once_who_is_left_to_score(
        self, company: Company, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        candidates(company, panel=1, by=company.ada.id)
        self.send_cards(company, 11)
        company.types(company.ada, "score")  # keeps the role's texts, once for all
        few = statements(company, monkeypatch, lambda: company.types(company.ada, "score"))
        self.send_cards(company, *range(2, 10))
        assert statements(company, monkeypatch, lambda: company.types(company.ada, "score")) == few

    def test_opens_for_the_only_one_left_to_score(self, company: Company) -> None:
        candidates(company, panel=1, by=company.ada.id)
        self.send_cards(company, *(number for number in range(12) if number != 8))
        company.types(company.ada, "score")
        [picked] = company.modal(company.ada).values["candidate"].values()
        assert picked["selected_option"]["value"] == "candidate-8"
