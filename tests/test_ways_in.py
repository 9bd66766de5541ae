"""The whole bot in a process of its own, over HTTP and over Socket Mode: the same loop from kit to digest."""

import json
import random
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import urllib3

from sandbox.client.snapshots import ViewSnapshot
from sandbox.delivery.http import signed_headers
from sandbox.driver.driver import StandIn
from sandbox.world.records import User
from tests.bot_process import PATIENCE, BotProcess, bot_process


def modal(slack: StandIn, who: User) -> ViewSnapshot:
    """The modal on somebody's screen."""
    view = slack.view_of(who)
    assert view is not None
    return view


def score(slack: StandIn, who: User, ratings: dict[str, str], vote: str) -> None:
    """Fills what is open and sends it."""
    slack.choose(modal(slack, who), "skill_added", ":all")
    for skill, rating in ratings.items():
        slack.choose(modal(slack, who), f"rating.{skill}", rating)
    slack.choose(modal(slack, who), "recommendation", vote)
    slack.submit(modal(slack, who))
    assert modal(slack, who).title == "Saved"


class TestTheWholeLoop:
    def test_runs_from_kit_to_digest(
        self, bot: BotProcess, slack: StandIn, ada: User, grace: User
    ) -> None:
        kit = slack.command("/interview", "ml-engineer senior", user=ada).message
        assert kit
        assert "Ask everybody in these words" in kit.text
        slack.press(kit, "score.open", user=ada)
        slack.type(modal(slack, ada), "name", "Katherine Johnson")
        slack.choose(modal(slack, ada), "level", "senior")
        slack.choose(modal(slack, ada), "panel", [grace.id])
        score(slack, ada, {"ml-ops": "4", "ml-data": "4"}, "yes")

        sealed = slack.command("/interview", "debrief Katherine", user=ada).message
        assert sealed
        assert "1 of 2 scorecards are in" in sealed.text

        slack.command("/interview", "score Katherine", user=grace)
        score(slack, grace, {"ml-ops": "2", "ml-data": "4"}, "no")

        slack.wait_for(lambda: slack.messages(ada), seconds=PATIENCE)
        [digest] = slack.messages(ada)
        assert "Votes: 1 yes, 1 no" in digest.text
        assert "3 (2 ratings)" in digest.text

    def test_shows_operators_that_it_is_well(
        self, bot: BotProcess, slack: StandIn, ada: User
    ) -> None:
        slack.command("/interview", "ml-engineer", user=ada)
        assert bot.get("/healthz") == (200, "alive\n")
        assert bot.get("/readyz") == (200, "ready\n")
        status, figures = bot.get("/metrics")
        assert status == 200
        assert 'what="ml-engineer"' in figures

    def test_ends_cleanly_when_asked_and_logs_no_names(
        self, bot: BotProcess, slack: StandIn, ada: User
    ) -> None:
        slack.command("/interview", "score Katherine Johnson", user=ada)
        slack.command("/interview", "debrief Katherine Johnson", user=ada)
        assert bot.stop() == 0
        lines = bot.output().splitlines()
        assert any('"what"' in line for line in lines)
        assert not any("Katherine" in line or "Johnson" in line for line in lines)


class TestPowerCut:
    CARDS = 100

    def test_loses_no_card_that_was_said_to_be_saved_and_keeps_none_twice(
        self, slack: StandIn, ada: User, tmp_path: Path
    ) -> None:
        database = tmp_path / "interviews.db"
        bodies = [self.body(slack, ada, number, tmp_path) for number in range(self.CARDS)]
        saved: set[int] = set()
        rolls = random.Random(20260304)
        for _ in range(4):
            waiting = [number for number in range(self.CARDS) if number not in saved]
            with bot_process("serve", slack, f"sqlite:///{database}") as bot:
                self.send(slack, bot, bodies, waiting, saved, bot.kill, rolls.uniform(0.05, 0.25))
        self.send_the_rest_and_compare(slack, database, bodies, saved)

    def test_of_one_worker_of_two_loses_no_card_either(
        self, slack: StandIn, ada: User, tmp_path: Path
    ) -> None:
        database = tmp_path / "interviews.db"
        bodies = [self.body(slack, ada, number, tmp_path) for number in range(self.CARDS)]
        saved: set[int] = set()
        with bot_process("serve", slack, f"sqlite:///{database}", WEB_CONCURRENCY="2") as bot:
            for _ in range(4):
                waiting = [number for number in range(self.CARDS) if number not in saved]
                self.send(slack, bot, bodies, waiting[:40], saved, bot.kill_worker, 0.1)
                bot.wait_until_ready()
                time.sleep(6)  # a worker that dies again sooner ends the bot
        self.send_the_rest_and_compare(slack, database, bodies, saved)

    def send_the_rest_and_compare(
        self, slack: StandIn, database: Path, bodies: list[str], saved: set[int]
    ) -> None:
        """Sends what was not said to be saved, until all is; then every card is in the database once."""
        with bot_process("serve", slack, f"sqlite:///{database}") as bot:
            for _ in range(5):  # a busy machine may say "try again", and so does a person
                waiting = [number for number in range(self.CARDS) if number not in saved]
                self.send(slack, bot, bodies, waiting, saved)
        assert saved == set(range(self.CARDS))
        with sqlite3.connect(database) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            ids = [row[0] for row in connection.execute("SELECT id FROM scorecards")]
            rated = connection.execute("SELECT COUNT(*) FROM ratings").fetchone()[0]
        assert sorted(ids) == [f"card-{number:03}" for number in range(self.CARDS)]
        assert rated == self.CARDS * 8

    def body(self, slack: StandIn, ada: User, number: int, tmp_path: Path) -> str:
        """One form, filled by a client: the first is filled by hand, the rest are copies with their own ids."""
        if number == 0:
            with bot_process("serve", slack, f"sqlite:///{tmp_path}/first.db"):
                kit = slack.command("/interview", "ml-engineer", user=ada).message
                assert kit
                slack.press(kit, "score.open", user=ada)
                slack.type(modal(slack, ada), "name", "Candidate 0")
                slack.choose(modal(slack, ada), "level", "senior")
                slack.choose(modal(slack, ada), "recommendation", "yes")
                self.form = slack.submit(modal(slack, ada)).payload
        view = json.loads(json.dumps(self.form["view"]))
        kept = json.loads(view["private_metadata"])
        kept |= {"card_id": f"card-{number:03}", "new_id": f"candidate-{number:03}"}
        view["private_metadata"] = json.dumps(kept)
        view["state"]["values"]["name"]["value"]["value"] = f"Candidate {number}"
        return urlencode({"payload": json.dumps(self.form | {"view": view})})

    def send(
        self,
        slack: StandIn,
        bot: BotProcess,
        bodies: list[str],
        numbers: list[int],
        saved: set[int],
        cut: Callable[[], object] | None = None,
        cut_after: float = 0.0,
    ) -> None:
        """Sends the forms from four threads, with the cut in the middle; notes what was said to be saved."""

        http = urllib3.PoolManager(maxsize=4, retries=False)

        def submit(number: int) -> None:
            headers = signed_headers(
                slack.settings.signing_secret, bodies[number], int(time.time())
            ) | {"content-type": "application/x-www-form-urlencoded"}
            try:
                answer = http.request(
                    "POST", f"http://127.0.0.1:{bot.port}/slack/events",
                    body=bodies[number], headers=headers, timeout=10,
                )  # fmt: skip
            except urllib3.exceptions.HTTPError:
                return
            if answer.status == 200 and b'"text": "Saved"' in answer.data:
                saved.add(number)

        with ThreadPoolExecutor(4) as clients:
            for number in numbers:
                clients.submit(submit, number)
            if cut:
                time.sleep(cut_after)
                cut()
