"""`jobs` on the command line: what waits, what was set aside, and another chance for it."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.main import main
from bot.clock import now
from handlers.slack.errors import kind_of
from interviews.outbox import Remind, SendDigest, enqueue
from interviews.store import Store
from interviews.store.engines.sqlite import SQLiteEngine
from interviews.store.migrations import STEPS, migrate
from tests.bot_process import free_port
from tests.paths import ROOT, python

TEAM = "T0ENGINE"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["jobs", *arguments], catch_exceptions=False)


def failed(store: Store, *, parked: bool, error: str = "SlackRefused user_disabled") -> str:
    """A digest that did not work; its id."""
    enqueue(store, SendDigest(team_id=TEAM, user_id="U0ADA", candidate_id="c1"), now())
    job = store.jobs.claim(now(), timedelta(minutes=1))
    assert job
    if parked:
        store.jobs.park(job, now() - timedelta(hours=3), error)
    else:
        store.jobs.retry(job, now() + timedelta(minutes=5, seconds=30), "SlackUnreachable")
    return job.id


class TestJobs:
    def test_says_that_there_is_nothing(self, store: Store) -> None:
        assert run().output == "No job waits, and none was set aside.\n"

    def test_counts_by_kind(self, store: Store) -> None:
        for number in range(3):
            job = Remind(
                team_id=TEAM, user_id="U0ADA", candidate_id="c1", interview_id="i", number=number
            )
            enqueue(store, job, now())
        assert run().output == "remind: 3 waiting, 0 set aside\n"

    def test_says_what_failed_and_why_without_saying_whom_it_is_about(self, store: Store) -> None:
        job_id = failed(store, parked=True)
        assert run().output == (
            "digest: 0 waiting, 1 set aside\n"
            f"  {job_id}  set aside 3 h ago, after 1 attempt: SlackRefused user_disabled."
            f" {kind_of('user_disabled').operator}\n"
        )

    def test_names_what_tries_a_system_that_takes_no_events(self, store: Store) -> None:
        failed(store, parked=True, error="ReceiverFailed HTTP 401")
        assert run().output.endswith(
            ": ReceiverFailed HTTP 401. ./interview doctor tries WEBHOOK_URL.\n"
        )

    def test_says_when_it_is_tried_again(self, store: Store) -> None:
        failed(store, parked=False)
        assert "waiting, next try in 5 min, after 1 attempt: SlackUnreachable" in run().output

    def test_gives_one_another_chance(self, store: Store) -> None:
        job_id = failed(store, parked=True)
        assert run("retry", job_id).output == f"{job_id} is due now.\n"
        again = store.jobs.claim(now(), timedelta(minutes=1))
        assert again
        assert (again.id, again.attempts) == (job_id, 1)

    def test_retries_only_what_was_set_aside(self, store: Store) -> None:
        job_id = failed(store, parked=False)
        for wanted in (job_id, "nonsense"):
            answer = run("retry", wanted)
            assert answer.exit_code == 1
            assert "was set aside" in answer.output

    @pytest.mark.parametrize("asked", [[], ["retry", "nonsense"]])
    def test_says_in_a_line_that_there_is_no_database_and_makes_none(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: list[str]
    ) -> None:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("DATABASE_URL", "sqlite:///nowhere/typo.db")
        answer = run(*asked)
        assert answer.exit_code == 1
        assert answer.output == (
            "Error: There is no database at nowhere/typo.db yet. The first ./interview run makes it; if"
            " you have one elsewhere, look at DATABASE_URL.\n"
        )
        assert not any(tmp_path.iterdir())

    def test_says_in_a_line_that_the_database_is_not_up_to_date(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        engine = SQLiteEngine(tmp_path / "old.db")
        migrate(engine, now, upto=STEPS[0].name)
        engine.close()
        monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'old.db'}")
        answer = run()
        assert answer.exit_code == 1
        assert answer.output == (
            "Error: The database is not up to date. Run ./interview migrate first.\n"
        )

    def test_says_in_a_line_that_the_database_does_not_answer(self, tmp_path: Path) -> None:
        """In a process of its own, as nobody else may see what the driver's pool prints there."""
        database = f"postgresql://u:hidden@127.0.0.1:{free_port()}/x"
        paths = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
        ended = python("-m", "bot", "jobs", cwd=tmp_path, env=paths | {"DATABASE_URL": database})
        assert ended.returncode == 1
        assert ended.stdout == ""
        assert len(ended.stderr.splitlines()) == 1
        assert ended.stderr.startswith("Error: The database cannot be reached")
