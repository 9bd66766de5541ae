"""The database file goes while the bot runs: nobody is told that anything was saved, and operators see why."""

from pathlib import Path

import urllib3

from tests.company import Company

KATHERINE = "Katherine Johnson"


def file_of(company: Company) -> Path:
    file = company.settings.sqlite_file
    assert file is not None
    return file


def test_a_scorecard_that_is_sent_then_comes_back_with_what_was_typed(company: Company) -> None:
    company.adds(company.ada, KATHERINE, panel=(company.grace,))
    company.types(company.grace, f"score {KATHERINE}")
    company.fills(company.modal(company.grace), ratings={"ml-ops": 4})
    file_of(company).unlink()
    company.submits(company.grace)
    [error] = company.modal(company.grace).errors.values()
    assert "Nothing was saved" in error


def test_the_bot_is_not_ready(company: Company) -> None:
    file_of(company).unlink()
    answer = urllib3.request("GET", f"{company.url}/readyz", retries=False)
    assert (answer.status, answer.data.decode()) == (
        503,
        "The database file was removed or replaced while the bot was running.\n",
    )
