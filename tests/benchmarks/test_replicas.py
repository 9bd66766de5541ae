"""What the script that kills bots relies on: who is asked again, what counts as lost, and what as twice."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import urllib3

from benchmarks.load.connections import WrongAnswer
from benchmarks.machine.servers import free_port
from benchmarks.replicas.balancer import NobodyListens, RoundRobin
from benchmarks.replicas.ledger import Draft, Ledger, doubled
from benchmarks.replicas.load import Load
from benchmarks.replicas.people import Person
from benchmarks.replicas.run import Options, Outcome, running
from benchmarks.replicas.slack import BadSlack, bad_slack

REQUEST = b"GET / HTTP/1.1\r\n\r\n"
ADA = ("candidate-1", "U0ADA")


@contextmanager
def replica(answer: bytes) -> Iterator[tuple[int, list[bytes]]]:
    """What listens at a port and gives each request this answer, and what it was sent; hangs up without one."""
    asked: list[bytes] = []

    def serve() -> None:
        while True:
            try:
                line, _ = listener.accept()
            except OSError:
                return
            with line:
                asked.append(line.recv(65536))
                line.sendall(answer)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve)
        thread.start()
        yield listener.getsockname()[1], asked
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()


def says(words: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(words), words)


class TestTheRoundRobin:
    """The balancer in front of the replicas."""

    def test_asks_each_in_turn(self) -> None:
        with replica(says(b"one")) as (one, _), replica(says(b"two")) as (two, _):
            balancer = RoundRobin([one, two])
            assert [balancer.ask(REQUEST) for _ in range(4)] == [b"one", b"two"] * 2

    def test_passes_over_those_that_refuse(self) -> None:
        with replica(says(b"two")) as (two, _):
            balancer = RoundRobin([free_port(), two])
            assert [balancer.ask(REQUEST) for _ in range(2)] == [b"two"] * 2
            assert balancer.refused == 1

    def test_says_so_where_all_refuse(self) -> None:
        with pytest.raises(NobodyListens):
            RoundRobin([free_port(), free_port()]).ask(REQUEST)

    def test_never_asks_another_once_something_was_sent(self) -> None:
        with replica(b"") as (dying, _), replica(says(b"two")) as (two, asked):
            with pytest.raises((WrongAnswer, ConnectionError)):
                RoundRobin([dying, two]).ask(REQUEST)
            assert asked == []


class TestLost:
    """What was acknowledged is in the database, or it is lost."""

    def test_is_a_card_or_a_plan_that_is_not_there(self) -> None:
        ledger = Ledger(cards={ADA}, plans={"vera rubin"})
        assert ledger.lost({ADA}, {"vera rubin"}, {}) == []
        assert ledger.lost((), (), {}) == [f"card {ADA}", "plan vera rubin"]

    @pytest.mark.parametrize(
        ("acknowledged", "kept", "lost"),
        [
            (2, "two", False),
            (2, "three", False),  # its answer was cut off
            (2, "one", True),
            (1, None, True),
            (0, None, False),
        ],
    )
    def test_is_a_draft_older_than_what_was_acknowledged(
        self, acknowledged: int, kept: str | None, lost: bool
    ) -> None:
        ledger = Ledger(drafts={ADA: Draft(["one", "two", "three"], acknowledged)})
        drafts = {ADA: kept} if kept else {}
        assert ledger.lost((), (), drafts) == ([f"draft {ADA}"] if lost else [])
        assert ledger.lost({ADA}, (), drafts) == []  # the form was sent, and has no draft any more

    def test_or_twice(self) -> None:
        assert doubled([ADA, ("candidate-2", "U0ADA"), ADA]) == [str(ADA)]


class TestTheBadSlack:
    """The stand-in that replicas are killed in front of."""

    def test_keeps_what_is_sent_twice(self) -> None:
        with bad_slack(seed=1, delay=0, faults=0) as slack:
            for text in (
                "Debrief: Ada · 5 of 6",
                "Debrief: Ada · 6 of 6",
                "Debrief: Grace · 6 of 6",
            ):
                posts(slack, text)
        assert slack.twice() == [("D0ADA", "Debrief: Ada")]

    def test_has_not_done_what_it_refuses_or_leaves_unanswered(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("benchmarks.replicas.slack.SILENCE", 0)
        with bad_slack(seed=1, delay=0, faults=1) as slack:
            statuses = {posts(slack, "Debrief: Ada") for _ in range(20)}
        assert statuses == {429, 500, None}
        assert slack.posts == []

    def test_answers_nothing_while_it_is_gone(self) -> None:
        with bad_slack(seed=1, delay=0, faults=0) as slack:
            slack.gone.set()
            assert posts(slack, "Debrief: Ada") is None
            slack.gone.clear()
            assert posts(slack, "Debrief: Ada") == 200


def posts(slack: BadSlack, text: str) -> int | None:
    try:
        return urllib3.request(
            "POST", f"{slack.api_url}chat.postMessage",
            json={"channel": "D0ADA", "text": text}, retries=False,
        ).status  # fmt: skip
    except urllib3.exceptions.HTTPError:
        return None


@pytest.mark.parametrize(
    ("outcome", "holds"),
    [
        (Outcome("load", Ledger(), cuts=1, twice_sent=[("D0ADA", "Debrief: Ada")]), True),
        (Outcome("load", Ledger(), cuts=0, twice_sent=[("D0ADA", "Debrief: Ada")]), False),
        (Outcome("load", Ledger(), lost=[f"card {ADA}"]), False),
        (Outcome("load", Ledger(), twice_kept=[f"card {ADA}"]), False),
    ],
)
def test_the_outcome_holds_where_nothing_is_lost_or_twice_but_what_was_cut_off(
    outcome: Outcome, holds: bool
) -> None:
    assert outcome.holds is holds


def test_somebody_else_takes_the_turn_of_a_person_who_is_done() -> None:
    def somebody() -> Person:
        yield REQUEST

    done = somebody()
    load = Load(somebody, lambda request: b"", Ledger(), rate=1)
    assert load._next(done, None) == (done, REQUEST)
    person, request = load._next(done, b"")
    assert request == REQUEST
    assert person is not done


@pytest.mark.once
def test_people_at_work_have_their_cards_kept(tmp_path: Path) -> None:
    """The smallest run: one bot over SQLite, and a Slack that is well."""
    well = Options(seconds=2, rate=30, seed=1, folder=tmp_path, delay=0, faults=0)
    with running(well, "smallest", postgresql=False, replicas=1) as run:
        while not run.ledger.cards and not run.ledger.failed:
            time.sleep(0.05)
    assert run.outcome.holds
    assert not run.ledger.failed
    assert run.outcome.unexpected == 0
