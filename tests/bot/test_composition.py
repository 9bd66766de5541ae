"""The composition root: who is let in, what handlers find, and what is counted when something fails."""

import json
import logging
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from slack_bolt import BoltRequest, BoltResponse

from bot.bolt_app import OURS
from bot.composition import Application
from bot.settings import Settings
from bot.slack import backoff
from bot.slack.request import bolt_request
from handlers import errors
from handlers.context import Context
from handlers.delivery import Result
from interviews.outbox import SendDigest, enqueue
from question_bank.bank import Bank
from sandbox.delivery.http import signed_headers
from tests.bot.slack.stub_slack import IDENTITY, Reply, StubSlack
from tests.company import Clock

SECRET = "a-signing-secret"
NOT_SLACKS = ["[]", "null", '{"a":' * 100_000, '{"type":"event_callback","event":{"user":true}}']
COMMAND = {
    "command": "/interview",
    "text": "help",
    "team_id": "T0TEAM",
    "user_id": "U0ADA",
    "channel_id": "C0GENERAL",
    "trigger_id": "1.2",
}


def settings(stub: StubSlack, folder: Path, **more: Any) -> Settings:
    given = {
        "slack_bot_token": "xoxb-test",
        "slack_signing_secret": SECRET,
        "slack_api_url": stub.base_url,
        "database_url": f"sqlite:///{folder}/interviews.db",
        "interview_admins": "U0ADMIN",
    }
    return Settings(_env_file=None, **{**given, **more})


@pytest.fixture
def bot(stub: StubSlack, tmp_path: Path, bank: Bank, clock: Clock) -> Iterator[Application]:
    application = Application(settings(stub, tmp_path), bank=bank, clock=clock)
    yield application
    application.close()


def request(fields: dict[str, Any]) -> BoltRequest:
    """A request that has been verified: what Slack puts into a form, or into the payload of one."""
    payload = json.loads(fields["payload"]) if "payload" in fields else fields
    return bolt_request(payload, {})


def signed(body: str, secret: str = SECRET) -> tuple[bytes, dict[str, str]]:
    """A body and its headers as they come over HTTP."""
    headers = signed_headers(secret, body, int(time.time()))
    kind = (
        "application/json" if body[:1] in ("{", "[", "n") else "application/x-www-form-urlencoded"
    )
    return body.encode(), {
        **{name.lower(): headers[name] for name in headers},
        "content-type": kind,
    }


def command(**changes: Any) -> BoltRequest:
    return request({**COMMAND, **changes})


def pressed(stub: StubSlack, action: dict[str, Any], **more: Any) -> BoltRequest:
    payload = {
        "type": "block_actions",
        "team": {"id": "T0TEAM"},
        "user": {"id": "U0ADA", "team_id": "T0TEAM"},
        "trigger_id": "1.2",
        "response_url": stub.base_url + "answers",
        "actions": [{"type": "button", "block_id": "b", **action}],
        **more,
    }
    stub.replies["answers"] = [Reply("ok")]
    return request({"payload": json.dumps(payload)})


def answers(stub: StubSlack) -> list[str]:
    return [json.dumps(call.params) for call in stub.received if call.method == "answers"]


class TestIdentity:
    """Whom the token belongs to is asked once."""

    def test_is_asked_once_for_any_number_of_requests(
        self, bot: Application, stub: StubSlack
    ) -> None:
        for _ in range(5):
            assert bot.dispatch(command()).status == 200
        assert stub.methods == ["auth.test"]

    def test_a_slack_that_is_away_at_the_start_is_asked_again(
        self, stub: StubSlack, tmp_path: Path, bank: Bank, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(backoff, "FIRST", 0.0)
        known = stub.replies["auth.test"][0]
        stub.replies["auth.test"] = [Reply("", 503), Reply("", 503), Reply("", 503), known]
        bot = Application(settings(stub, tmp_path), bank=bank)
        assert "Slack has not accepted" in bot.problems()[0]
        assert "did not answer in time" in bot.dispatch(command()).body
        assert "/interview" in bot.dispatch(command()).body
        assert bot.problems() == []
        bot.close()


class TestBank:
    def test_has_drafts_that_the_start_counts(
        self, stub: StubSlack, tmp_path: Path, bank: Bank, caplog: pytest.LogCaptureFixture
    ) -> None:
        with_drafts = bank.model_copy(update={"drafts": 98})
        Application(settings(stub, tmp_path), bank=with_drafts).close()
        (line,) = [line for line in caplog.records if "drafts" in line.message]
        assert (line.message, vars(line)["count"]) == ("drafts are left out of the bank", 98)


class TestWaking:
    """What people do is seen at once where it leaves work behind; reading a kit leaves none."""

    def test_an_opened_home_wakes_the_worker_and_a_command_does_not(self, bot: Application) -> None:
        bot.dispatch(command())
        assert not bot.worker._wake.is_set()
        event = {"type": "app_home_opened", "user": "U0ADA", "tab": "home"}
        opened = {"type": "event_callback", "team_id": "T0TEAM", "event": event}
        assert bot.dispatch(request(opened)).status == 200
        assert bot.worker._wake.is_set()
        assert bot.store.jobs.counts()["waiting"] == 1


class TestReception:
    """Only people of the workspace that the token belongs to get through."""

    def test_a_command_of_another_workspace_is_told_so(
        self, bot: Application, stub: StubSlack
    ) -> None:
        answer = bot.dispatch(command(team_id="T0OTHER"))
        assert answer.status == 200
        assert "belongs to another workspace" in answer.body
        assert stub.methods == ["auth.test"]

    def test_a_stranger_in_a_shared_channel_is_told_so(
        self, bot: Application, stub: StubSlack
    ) -> None:
        stranger = {"id": "U0EVE", "team_id": "T0OTHER"}
        bot.dispatch(pressed(stub, {"action_id": "run.1", "value": "roles"}, user=stranger))
        bot.executor.shutdown()  # it is told after the answer
        assert "Only members of the workspace" in answers(stub)[0]

    def test_an_event_of_another_workspace_is_left_alone(
        self, bot: Application, stub: StubSlack
    ) -> None:
        event = {"type": "app_home_opened", "user": "U0EVE", "tab": "home"}
        foreign = {"type": "event_callback", "team_id": "T0OTHER", "event": event}
        answer = bot.dispatch(request(foreign))
        assert (answer.status, answer.body) == (200, "")
        assert stub.methods == ["auth.test"]

    def test_every_workspace_of_a_company_that_installed_it_for_all_gets_in(
        self, stub: StubSlack, tmp_path: Path, bank: Bank
    ) -> None:
        stub.replies["auth.test"] = [Reply({**IDENTITY, "enterprise_id": "E0CO"})]
        bot = Application(settings(stub, tmp_path), bank=bank)
        org = {"enterprise_id": "E0CO", "is_enterprise_install": "true"}
        assert "another workspace" not in bot.dispatch(command(team_id="T0SISTER", **org)).body
        assert "another workspace" in bot.dispatch(command(team_id="T0X", enterprise_id="E0")).body
        bot.close()

    def test_slack_may_try_the_address(self, bot: Application) -> None:
        answer = bot.dispatch(request({"type": "url_verification", "challenge": "c-1"}))
        assert "c-1" in answer.body

    @pytest.mark.parametrize("body", [urlencode(COMMAND), *NOT_SLACKS])
    def test_a_request_that_slack_did_not_sign_is_refused_in_a_short_line(
        self, bot: Application, body: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.INFO)
        assert bot.dispatcher.receive(*signed(body, "guessed")).status == 401
        (line,) = caplog.records
        assert (line.kind, line.status, line.exc_info) == ("unverified", 401, None)  # type: ignore[attr-defined]

    @pytest.mark.parametrize("body", NOT_SLACKS)
    def test_a_signed_request_that_slack_never_sends_is_refused_in_a_short_line(
        self, bot: Application, body: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.INFO)
        answer = bot.dispatcher.receive(*signed(body))
        assert (answer.status, answer.body) == (400, "This is nothing that Slack sends.\n")
        (line,) = caplog.records
        assert (line.kind, line.status, line.exc_info) == ("unreadable", 400, None)  # type: ignore[attr-defined]

    def test_a_signed_request_is_answered(self, bot: Application) -> None:
        answer = bot.dispatcher.receive(*signed(urlencode(COMMAND)))
        assert (answer.status, "/interview" in answer.body) == (200, True)

    def test_nothing_is_taken_over_http_without_a_signing_secret(
        self, stub: StubSlack, tmp_path: Path, bank: Bank
    ) -> None:
        bot = Application(settings(stub, tmp_path, slack_signing_secret=""), bank=bank)
        seen: list[str] = []
        environ: Any = {"PATH_INFO": "/slack/events", "REQUEST_METHOD": "POST"}
        bot.wsgi(environ, lambda status, headers: seen.append(status))  # type: ignore[arg-type]
        assert seen == ["404 Not Found"]
        bot.close()


class TestContext:
    """What a listener may ask for by name."""

    def test_has_every_name_that_handlers_know(self, bot: Application) -> None:
        found: dict[str, Any] = {}

        def probe(ack: Any, context: dict[str, Any]) -> None:
            found.update(context)
            ack()

        bot.bolt.command("/probe")(probe)
        bot.dispatch(command(command="/probe", user_id="U0ADMIN"))
        assert set(found) >= OURS
        assert all(found[name] is not None for name in OURS)
        assert (found["ctx"].person.team_id, found["ctx"].person.is_admin) == ("T0TEAM", True)
        assert len(found["request_id"]) == 8

    def test_a_job_has_the_context_of_the_person_it_is_for(
        self, bot: Application, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        people: list[str] = []

        def digest(ctx: Context, _: SendDigest) -> Result:
            people.append(ctx.person.user_id)
            return None

        monkeypatch.setattr(bot.worker, "_deliveries", {SendDigest: digest})
        job = SendDigest(team_id="T0TEAM", user_id="U0LEAD", candidate_id="c1")
        enqueue(bot.store, job, bot.store._clock())
        assert bot.worker.work_once()
        assert people == ["U0LEAD"]


class TestFailure:
    """Whatever happens, Slack has an answer, the person a sentence, and the operator the same id."""

    @pytest.fixture
    def broken(self, bot: Application) -> Application:
        def fail(ack: Any) -> None:
            raise RuntimeError("Katherine Johnson")

        bot.bolt.command("/broken")(fail)
        return bot

    def test_the_person_and_the_log_have_the_same_id_and_the_log_no_name(
        self, broken: Application, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.INFO)
        answer = broken.dispatch(command(command="/broken"))
        assert answer.status == 200
        (unexpected,) = [record for record in caplog.records if record.msg == "unexpected"]
        assert unexpected.request_id in answer.body  # type: ignore[attr-defined]
        assert "Katherine" not in answer.body
        assert 'outcome="unexpected"' in broken.metrics.page().decode()

    def test_an_error_handler_that_fails_still_gives_an_answer(
        self, broken: Application, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def worse(*_: object) -> BoltResponse:
            raise RuntimeError("worse")

        monkeypatch.setattr(errors, "handle", worse)
        assert broken.dispatch(command(command="/broken")).status == 500

    def test_a_button_of_an_older_version_is_explained(
        self, bot: Application, stub: StubSlack
    ) -> None:
        assert bot.dispatch(pressed(stub, {"action_id": "gone.button"})).status == 200
        bot.executor.shutdown()  # it is told after the answer
        assert "older version" in answers(stub)[0]
        assert 'outcome="expected"' in bot.metrics.page().decode()

    @pytest.mark.parametrize(
        "action", [{"action_id": "x", "url": "https://x.org"}, {"action_id": "link.docs"}]
    )
    def test_a_button_that_opens_a_link_needs_no_answer(
        self, bot: Application, stub: StubSlack, action: dict[str, str]
    ) -> None:
        assert bot.dispatch(pressed(stub, action)).status == 200
        assert answers(stub) == []

    def test_an_event_that_nobody_handles_is_acknowledged(
        self, bot: Application, stub: StubSlack
    ) -> None:
        event = {"type": "channel_rename", "channel": {"id": "C1"}}
        answer = bot.dispatch(
            request({"type": "event_callback", "team_id": "T0TEAM", "event": event})
        )
        assert (answer.status, stub.methods) == (200, ["auth.test"])

    def test_a_closed_modal_is_acknowledged(self, bot: Application, stub: StubSlack) -> None:
        view = {
            "id": "V1", "type": "modal", "callback_id": "gone", "app_installed_team_id": "T0TEAM",
            "private_metadata": "", "hash": "1.a", "blocks": [], "state": {"values": {}},
        }  # fmt: skip
        closed = {
            "type": "view_closed",
            "team": {"id": "T0TEAM"},
            "user": {"id": "U0ADA", "team_id": "T0TEAM"},
            "view": view,
        }
        answer = bot.dispatch(request({"payload": json.dumps(closed)}))
        assert (answer.status, stub.methods) == (200, ["auth.test"])


class TestMetrics:
    """Requests are counted by what was asked, and what people type never becomes a label."""

    def test_a_command_is_counted_by_its_word(self, bot: Application) -> None:
        bot.dispatch(command(text="roles"))
        page = bot.metrics.page().decode()
        assert (
            'interview_requests_total{kind="command",outcome="answered",what="roles"} 1.0' in page
        )
        assert 'interview_request_seconds_count{kind="command"} 1.0' in page

    def test_what_is_no_command_is_counted_as_other(self, bot: Application) -> None:
        bot.dispatch(command(text="Katherine Johnson"))
        page = bot.metrics.page().decode()
        assert 'what="other"' in page
        assert "atherine" not in page

    def test_what_slack_did_not_sign_is_counted_without_a_name(self, bot: Application) -> None:
        bot.dispatcher.receive(*signed(urlencode({**COMMAND, "text": "roles"}), "guessed"))
        page = bot.metrics.page().decode()
        assert '{kind="unverified",outcome="refused",what=""} 1.0' in page
        assert 'what="roles"' not in page

    def test_a_request_is_logged_with_ids_and_codes_only(
        self, bot: Application, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.INFO)
        bot.dispatch(command(text="debrief Katherine"))
        (line,) = [record for record in caplog.records if record.name == "bot.dispatch"]
        assert (line.kind, line.what, line.user) == ("command", "debrief", "U0ADA")  # type: ignore[attr-defined]
        assert "Katherine" not in str(vars(line))
