"""`bank stats --asked` on the command line: what became of the questions, as a table and as JSON."""

import json

import pytest
from click.testing import CliRunner, Result

from bot.cli.main import main
from interviews.store import Store
from question_bank.models import Archetype
from tests.interviews.asked import NAMES, score_many

pytestmark = pytest.mark.once


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["bank", "stats", *arguments])


class TestAsked:
    def test_has_a_line_for_each_question_of_every_role(self, store: Store, ml: Archetype) -> None:
        score_many(store, "T0ENGINE", ml, 5, questions=2)
        done = run("--asked")
        assert done.exit_code == 0, done.output
        assert "ml-engineer: 10 scorecards in which questions were ticked" in done.output
        assert "data-engineer: 0 scorecards" in done.output
        [line] = [
            line for line in done.output.splitlines() if line.endswith("1.00 (1.00 to 1.00)")
        ][:1]
        assert line.split()[-9:-4] == ["0", "3", "4", "3", "0"]
        assert done.output.count("never asked") > len(ml.questions)
        assert all(len(line) <= 120 for line in done.output.splitlines())

    def test_says_where_there_are_too_few(self, store: Store, ml: Archetype) -> None:
        score_many(store, "T0ENGINE", ml, 4)
        [line] = [line for line in run("--asked").output.splitlines() if "too few" in line]
        assert line.split()[-5:] == ["8", "too", "few", "to", "say"]

    def test_is_the_same_as_json(self, store: Store, ml: Archetype) -> None:
        score_many(store, "T0ENGINE", ml, 5)
        done = run("--asked", "--json")
        [role] = [each for each in json.loads(done.output) if each["archetype_id"] == "ml-engineer"]
        first = role["questions"][0]
        assert (role["cards"], first["times"], first["ratings"]) == (10, 10, [0, 3, 4, 3, 0])
        assert first["separation"]["correlation"] == pytest.approx(1)
        assert not [who for who in (*NAMES, "U0PANEL", "c-0") if who in done.output]

    def test_as_json_is_of_questions_that_were_asked_alone(self) -> None:
        done = run("--json")
        assert (done.exit_code, done.output) == (1, "Error: --json goes with --asked.\n")
