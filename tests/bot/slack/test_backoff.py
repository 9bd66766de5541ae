"""Whoever asks Slack again after a failure waits first, as long as Slack wants."""

import pytest

from bot.slack.backoff import LONGEST, Backoff
from handlers.slack.errors import SlackError, SlackRateLimited, SlackUnreachable

AWAY, LIMIT = SlackUnreachable("HTTP 503"), SlackRateLimited("auth.test", 40.0)


class Question:
    """Fails as it is told, then has an answer; counts how often it was asked."""

    def __init__(self, *failures: SlackError) -> None:
        self.failures, self.asked = [*failures], 0

    def __call__(self) -> str:
        self.asked += 1
        if self.failures:
            raise self.failures.pop(0)
        return "answer"


def test_an_answer_comes_at_once() -> None:
    assert Backoff(lambda: 0.0).ask(Question()) == "answer"


@pytest.mark.parametrize(("failure", "wait"), [(AWAY, 1.0), (LIMIT, 40.0)])
def test_a_failure_is_told_again_until_it_is_time_to_ask(failure: SlackError, wait: float) -> None:
    now = [0.0]
    backoff, question = Backoff(lambda: now[0]), Question(failure)
    for now[0] in (0.0, wait / 2):
        with pytest.raises(type(failure)):
            backoff.ask(question)
    assert (question.asked, backoff.left()) == (1, wait / 2)
    now[0] = wait
    assert backoff.ask(question) == "answer"


def test_the_wait_grows_to_its_limit_and_begins_anew_after_an_answer() -> None:
    now, waits = [0.0], list[float]()
    backoff, question = Backoff(lambda: now[0]), Question(*[AWAY] * 7)
    for _ in range(7):
        with pytest.raises(SlackUnreachable):
            backoff.ask(question)
        waits.append(backoff.left())
        now[0] += backoff.left()
    assert waits == [1.0, 2.0, 4.0, 8.0, 16.0, LONGEST, LONGEST]
    backoff.ask(question)
    with pytest.raises(SlackUnreachable):
        backoff.ask(Question(AWAY))
    assert backoff.left() == 1.0
