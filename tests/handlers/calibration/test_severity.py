"""How strict somebody is reaches nobody else: the same story with a strict and a lenient rater tells others the same.

What others get differs only in what all raters gave together.
"""

import json
import logging
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import urllib3
from click.testing import CliRunner

from bot.cli.main import main
from question_bank.bank import Bank
from question_bank.models import Qualification
from sandbox.driver.driver import StandIn
from sandbox.world.records import User
from tests.company import Clock, Company
from tests.conftest import open_company
from tests.handlers.calibration.steps import (
    ML,
    begins,
    finishes,
    keys,
    more_people,
    parts,
    rates,
    starts,
)
from tests.handlers.calibration.test_privacy import SURFACES, looks, shown_to
from tests.handlers.panels.steps import KATHERINE
from tests.handlers.reminders.test_reminders import advance

STRICT, LENIENT = 1, 5
"""What Grace gives to every answer, in the two plays; she passes in neither."""
TOGETHER = re.compile(
    r"Agreement: -?\d\.\d\d| likely -?\d.\d\d to -?\d\.\d\d|(Firm|Enough for careful|Weak)\b[^\"]*"
    r"|Level \d(\.\d)?|Pattern and occasion \d(\.\d)?"
    r"|\d gave a \d( · \d gave a \d)*| · mean \d(\.\d)?"
)
"""What all raters gave together."""


class Story:
    """Six people rate, Ada among them, who started it; Grace rates another round by herself, and reads her mirror."""

    def __init__(self, company: Company, severity: int) -> None:
        self.company = company
        self.raters = [
            company.ada,
            company.grace,
            company.alan,
            company.hedy,
            *more_people(company, 2),
        ]
        company.adds(
            company.ada, KATHERINE, panel=(company.grace, company.alan), ratings={"ml-ops": 4}
        )
        for who in (company.grace, company.alan):
            company.scores(who, KATHERINE, ratings={"ml-ops": 4})
        company.sets(company.ada, weekly="on")
        company.sets(company.grace, mirror="on")
        self.round_id = starts(company, company.ada, *self.raters)
        [part] = parts(company, company.alan)
        self.answers = {answer.text for answer in part.round.answers}
        answers = keys(company, company.alan)
        for number, who in enumerate(self.raters):
            given = [
                min(5, max(1, key + (number + place) % 3 - 1)) for place, key in enumerate(answers)
            ]
            grace = who is company.grace
            finishes(
                company, who, *([severity] * 8 if grace else given), evidence=f"heard-by-{who.id}"
            )
        begins(company, company.grace, ML)
        for _ in range(8):
            rates(company, company.grace, severity, "heard-by-grace-alone")
        company.answer(company.grace, "mirror")
        advance(company, "2026-04-01 18:00")
        company.deliver()

    def others(self) -> list[User]:
        """Everybody but Grace."""
        return [
            each for each in (*self.raters, self.company.admin) if each is not self.company.grace
        ]

    def told(self) -> dict[str, list[str]]:
        """All texts and values that reached each of the others, whatever they ask for."""
        found = {}
        for reader in self.others():
            for surface in SURFACES:
                looks(self.company, reader, surface, self.round_id)
                shown = texts(json.loads(shown_to(self.company, reader)))
                # Whose words stand below the three answers that divide most follows the spread.
                found[f"{reader.id}: {surface}"] = [
                    text for text in shown if text not in self.answers
                ]
        return found

    def written(self, folder: Path) -> dict[str, list[str]]:
        """What the bot writes for others than its readers in Slack."""
        env = {"DATABASE_URL": self.company.settings.database_url.get_secret_value()}

        def printed(*arguments: str) -> str:
            done = CliRunner().invoke(main, arguments, env=env, catch_exceptions=False)
            assert done.exit_code == 0, done.output
            return done.output

        printed("export", "--sealed", "--to", str(folder / "all.json"))
        jobs = self.company.bot.store._engine.query(
            "SELECT kind, payload, dedupe_key, last_error FROM jobs"
        )
        metrics = urllib3.request("GET", f"{self.company.url}/metrics").data.decode()
        return {
            "export": texts(json.loads((folder / "all.json").read_text())),
            "audit": printed("audit").splitlines(),
            "jobs": [str(row) for row in jobs],
            "metrics": [
                line
                for line in metrics.splitlines()
                if line.startswith("interview_") and "seconds" not in line
            ],
        }


OF_EVERY_RECORD = {*vars(logging.makeLogRecord({})), "message", "ms", "request_id", "lag_ms"}


def logged(record: logging.LogRecord) -> str:
    """What a line of the log says, without times."""
    more = {key: value for key, value in vars(record).items() if key not in OF_EVERY_RECORD}
    return f"{record.getMessage()} {more}"


def texts(found: Any) -> list[str]:
    """Every text in what was read from JSON."""
    if isinstance(found, dict):
        return [text for key, value in found.items() for text in (str(key), *texts(value))]
    if isinstance(found, list):
        return [text for each in found for text in texts(each)]
    return [str(found)]


IDS = re.compile(r"\b[0-9a-f]{26}\b|\b[0-9a-f]{64}\b|\d+\.\d{3,}|\d{4}-\d\d-\d\d[T ][\d:.]+\S*")


def alike(found: list[str]) -> list[str]:
    """The texts without ids, times, and what all raters gave together; in no order, as that follows the spread."""
    return sorted(TOGETHER.sub("together", IDS.sub("id", text)) for text in found)


@contextmanager
def asking(company: Company, bank: Bank) -> Iterator[None]:
    """The role asks its interviewers for a round that is passed."""
    asked = Qualification(exact=0.5)
    roles = tuple(role.model_copy(update={"qualification": asked}) for role in bank.archetypes)
    with company.using(bank.model_copy(update={"archetypes": roles})):
        yield


def test_others_are_told_the_same_whether_somebody_is_strict_or_lenient(
    stand_in: StandIn, bank: Bank, migrated_sqlite: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    plays = []
    for severity in (STRICT, LENIENT):
        folder = tmp_path / str(severity)
        folder.mkdir()
        file = shutil.copy(migrated_sqlite, folder / "interviews.db")
        numbers = count(1)
        for module in ("handlers.calibration.team", "interviews.calibration.rounds"):
            monkeypatch.setattr(f"{module}.new_id", lambda numbers=numbers: f"{next(numbers):026x}")
        stand_in.reset()
        caplog.clear()
        with (
            open_company(
                stand_in, stand_in.api_url, Clock(), bank, f"sqlite:///{file}", monkeypatch
            ) as company,
            asking(company, bank),
        ):
            story = Story(company, severity)
            found = story.told() | story.written(folder)
            found["log"] = [
                logged(record) for record in caplog.records if record.name.startswith("bot")
            ]
            assert_nothing_of_anybody(story, found)
            plays.append({place: alike(texts) for place, texts in found.items()})
    assert plays[0].keys() == plays[1].keys()
    for place, strict in plays[0].items():
        assert len(strict) > 5, place
        lenient = plays[1][place]
        assert (place, Counter(strict) - Counter(lenient), Counter(lenient) - Counter(strict)) == (
            place, Counter(), Counter(),
        )  # fmt: skip


def assert_nothing_of_anybody(story: Story, found: dict[str, list[str]]) -> None:
    """No evidence of Grace's anywhere; and in no message of a round anybody's id but who started it."""
    for place, shown in found.items():
        assert not [text for text in shown if "heard-by-grace" in text.casefold()], place
    ids = [who.id.casefold() for who in story.raters if who is not story.company.ada]
    for reader in story.others():
        for message in story.company.inbox(reader):
            whole = json.dumps([message.words, message.blocks, message.metadata]).casefold()
            if "calibrat" in whole:
                assert not [each for each in ids if each in whole], whole
