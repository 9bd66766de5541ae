"""What another system hears while people work: each event once, in ids, when everybody may know of it."""

import json
from collections import Counter
from typing import Any

import pytest
from pydantic import SecretStr

from interviews.outbox import TellWebhook
from tests.bot.slack.stub_slack import Reply, StubSlack
from tests.company import Company
from tests.handlers.panels.steps import KATHERINE, plans

EVIDENCE = "Mixed up recall and precision."
REASON = "Guessed at every figure."


def heard(receiver: StubSlack) -> list[dict[str, Any]]:
    """The events that came, in order."""
    return [told.params for told in receiver.received]


def types(receiver: StubSlack) -> Counter[str]:
    return Counter(event["type"] for event in heard(receiver))


def scores(company: Company) -> None:
    """Grace and Alan are on the panel, and Grace's card is in."""
    plans(company, company.grace, company.alan)
    rated = {"ml-ops": (2, EVIDENCE)}
    company.scores(company.grace, KATHERINE, ratings=rated, vote="no", note=EVIDENCE)
    company.deliver()


def decides(company: Company, outcome: str = "hire") -> None:
    """The other card is in too, and Ada decides."""
    company.scores(company.alan, KATHERINE)
    company.deliver()
    debrief = company.answer(company.ada, "debrief Katherine")
    company.decides(company.ada, debrief, outcome, REASON)
    company.deliver()


class TestEvents:
    def test_tell_a_loop_from_its_first_card_to_its_end(
        self, company: Company, receiver: StubSlack
    ) -> None:
        scores(company)
        candidate = company.candidate(KATHERINE)
        [card] = heard(receiver)
        own = company.loop(KATHERINE).card_of(company.grace.id)
        assert own
        assert card == {
            "id": f"scorecard.submitted:{own.id}", "type": "scorecard.submitted",
            "at": "2026-03-04T09:30:00.000000Z", "team_id": candidate.team_id,
            "candidate_id": candidate.id, "person_id": candidate.id, "round": 1,
            "remote_id": "", "opening_id": "",
            "scorecard_id": own.id,
            "interviewer_id": company.grace.id, "revision": 1,
        }  # fmt: skip
        decides(company)
        assert types(receiver) == {"scorecard.submitted": 2, "debrief.ready": 1}
        company.becomes_known()
        decision = heard(receiver)[-1]
        assert (decision["type"], decision["outcome"]) == ("decision.recorded", "hire")
        company.erases(company.ada, KATHERINE)
        company.deliver()
        erased = heard(receiver)[-1]
        assert set(erased) == {
            "id", "type", "at", "team_id", "candidate_id", "person_id", "round", "remote_id", "opening_id",
        }  # fmt: skip
        assert (erased["type"], erased["candidate_id"]) == ("candidate.erased", candidate.id)
        bodies = b"".join(told.raw for told in receiver.received).decode()
        assert not [word for word in ("Katherine", EVIDENCE, REASON) if word in bodies]

    def test_tell_nothing_of_a_decision_that_is_undone(
        self, company: Company, receiver: StubSlack
    ) -> None:
        scores(company)
        decides(company)
        debrief = company.answer(company.ada, "debrief Katherine")
        company.presses(company.ada, debrief, "decision.undo")
        company.becomes_known()
        assert not [event for event in types(receiver) if event.startswith("decision.")]

    def test_tell_of_a_decision_that_is_changed_later(
        self, company: Company, receiver: StubSlack
    ) -> None:
        scores(company)
        decides(company)
        company.becomes_known()
        debrief = company.answer(company.ada, "debrief Katherine")
        company.decides(company.ada, debrief, "declined_our_offer")
        company.deliver()
        outcomes = [told["outcome"] for told in heard(receiver) if "outcome" in told]
        assert outcomes == ["hire", "declined_our_offer"]

    @pytest.mark.parametrize("outcome", ["hold", "advance"])
    def test_tell_of_a_decision_that_is_taken_back_later(
        self, company: Company, receiver: StubSlack, outcome: str
    ) -> None:
        scores(company)
        decides(company, outcome)
        company.becomes_known()
        company.clock.forward(days=1)
        for _ in range(2):
            debrief = company.answer(company.ada, "debrief Katherine")
            if "decision.reopen" in debrief.actions:
                company.presses(company.ada, debrief, "decision.reopen")
            company.deliver()
        recorded, taken_back = heard(receiver)[-2:]
        assert taken_back["type"] == "decision.taken_back"
        assert taken_back["decision_id"] == recorded["decision_id"]
        assert taken_back["at"] > recorded["at"]
        assert "outcome" not in taken_back

    def test_tell_of_an_amendment_and_not_again_that_the_debrief_is_ready(
        self, company: Company, receiver: StubSlack
    ) -> None:
        scores(company)
        company.scores(company.alan, KATHERINE)
        company.scores(company.alan, KATHERINE, reason="Heard more.")
        company.deliver()
        assert types(receiver) == {"scorecard.submitted": 3, "debrief.ready": 1}
        assert max(event.get("revision", 0) for event in heard(receiver)) == 2

    def test_tell_that_the_debrief_is_ready_where_the_last_one_leaves_the_panel(
        self, company: Company, receiver: StubSlack
    ) -> None:
        scores(company)
        alans = company.message(company.alan)
        company.presses(company.alan, alans, "interview.did_not_happen")
        company.deliver()
        assert types(receiver) == {"scorecard.submitted": 1, "debrief.ready": 1}

    def test_tell_nothing_of_somebody_who_only_listened(
        self, company: Company, receiver: StubSlack
    ) -> None:
        plans(company, company.grace, company.alan)
        company.deliver()
        company.presses(company.alan, company.message(company.alan), "interview.shadowed")
        company.scores(company.alan, KATHERINE)
        company.deliver()
        assert heard(receiver) == []


def test_nothing_is_kept_where_no_system_is_named(company: Company) -> None:
    scores(company)
    decides(company)
    company.becomes_known()
    found = company.bot.store._engine.query("SELECT DISTINCT kind FROM jobs")
    assert TellWebhook.kind not in {row["kind"] for row in found}


class TestAway:
    """The system does not take an event."""

    @pytest.mark.parametrize("reply", [Reply("Katherine", 500), Reply(hang_up=True)])
    def test_it_is_told_again_under_the_same_id_and_with_a_new_time(
        self, company: Company, receiver: StubSlack, reply: Reply
    ) -> None:
        receiver.replies["hook"] = [reply, Reply()]
        scores(company)
        [job] = [job for job in company.bot.store.unfinished.all() if job.last_error]
        assert (job.kind, "Katherine" in job.last_error) == ("webhook", False)
        company.clock.forward(seconds=2)
        company.deliver()
        first, second = receiver.received
        assert first.raw == second.raw
        times = [told.headers["x-interview-request-timestamp"] for told in (first, second)]
        assert int(times[1]) - int(times[0]) == 2
        assert len({told.headers["x-interview-signature"] for told in (first, second)}) == 2

    def test_slacks_messages_come_all_the_same(self, company: Company, receiver: StubSlack) -> None:
        receiver.replies["hook"] = [Reply(status=503)]
        scores(company)
        company.scores(company.alan, KATHERINE)
        company.deliver()
        assert company.inbox(company.ada, KATHERINE)

    def test_what_waits_holds_nothing_but_ids_of_somebody_erased(
        self, company: Company, receiver: StubSlack
    ) -> None:
        receiver.replies["hook"] = [Reply(status=503)]
        scores(company)
        candidate = company.candidate(KATHERINE)
        company.erases(company.ada, KATHERINE)
        company.deliver()
        rows = company.bot.store._engine.query("SELECT payload FROM jobs WHERE kind = 'webhook'")
        payloads = [json.loads(row["payload"]) for row in rows]
        assert {found["event"] for found in payloads} == {"scorecard.submitted", "candidate.erased"}
        assert {found["candidate_id"] for found in payloads} == {candidate.id}
        assert not [word for word in ("Katherine", EVIDENCE) if word in json.dumps(payloads)]

    def test_what_waits_is_dropped_where_the_system_is_named_no_more(
        self, company: Company, receiver: StubSlack
    ) -> None:
        receiver.replies["hook"] = [Reply(status=503)]
        scores(company)
        nobody = dict.fromkeys(("webhook_url", "webhook_secret"), SecretStr(""))
        company.settings = company.settings.model_copy(update=nobody)
        company.crashes()
        company.clock.forward(hours=1)
        company.deliver()
        assert "webhook" not in {job.kind for job in company.bot.store.unfinished.all()}
