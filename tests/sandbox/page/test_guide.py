"""The guide ticks its steps off."""

import pytest

from sandbox.delivery.http import Reply, Request
from sandbox.page.events import call_occurrences, request_occurrences
from sandbox.page.guide import Guide
from sandbox.page.scene import Step, Until
from sandbox.world.records import Call
from tests.sandbox.pieces import Json


def done(guide: Guide) -> list[bool]:
    return [step["done"] for step in guide.summary()]


class TestGuide:
    def test_ticks_the_first_open_step_that_fits(self) -> None:
        guide = Guide([Step(title="Ada", until=Until(user="U1"))] * 2)
        guide.record("user", "U1")
        assert done(guide) == [True, False]

    @pytest.mark.parametrize(
        ("until", "kind", "what", "fits"),
        [
            (Until(command="/interview ml.*"), "command", "/interview ml-engineer", True),
            (Until(command="/interview"), "command", "/interview help", False),
            (Until(opened="card"), "opened", "card", True),
            (Until(opened="card"), "accepted", "card", False),
            (Until(message="debrief"), "message", "Your debrief is here", True),
        ],
    )
    def test_knows_what_it_waits_for(
        self, until: Until, kind: str, what: str, *, fits: bool
    ) -> None:
        guide = Guide([Step(title="x", until=until)])
        guide.record(kind, what)
        assert done(guide) == [fits]

    def test_lets_only_steps_without_a_condition_be_ticked_by_hand(self) -> None:
        guide = Guide([Step(title="Read"), Step(title="Do", until=Until(opened="card"))])
        guide.tick(0)
        with pytest.raises(ValueError, match="ticks itself off"):
            guide.tick(1)
        assert done(guide) == [True, False]


def submission(body: Json | None, failure: str | None = None) -> list[tuple[str, str]]:
    request = Request("interactive", {"type": "view_submission", "view": {"callback_id": "card"}})
    return list(request_occurrences(request, Reply(200, body, failure)))


class TestOccurrences:
    def test_a_submission_counts_once_it_was_accepted(self) -> None:
        assert submission(None) == [("accepted", "card")]
        assert submission({"response_action": "errors", "errors": {"a": "b"}}) == []
        assert submission(None, "operation_timeout") == []

    def test_a_form_that_is_shown_again_was_not_accepted(self) -> None:
        answer = {"response_action": "update", "view": {"callback_id": "card"}}
        assert submission(answer) == [("opened", "card")]
        answer["view"] = {"callback_id": "saved"}
        assert submission(answer) == [("accepted", "card"), ("opened", "saved")]

    def test_a_view_in_the_answer_was_opened(self) -> None:
        answer = {"response_action": "push", "view": {"callback_id": "next"}}
        assert submission(answer) == [("accepted", "card"), ("opened", "next")]

    def test_a_refused_call_said_nothing(self) -> None:
        call = Call("chat.postMessage", {"text": "Hi"}, None, {"ok": False, "error": "x"}, 0.0)
        assert list(call_occurrences(call)) == []
