"""A test lets Slack have a bad day."""

import time
import urllib.error
from threading import Timer

import pytest
import urllib3
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from tests.sandbox.office import Office
from tests.sandbox.small_bot import BOT_TOKEN


@pytest.fixture
def plain(slack: Office) -> WebClient:
    """A client that never tries again by itself."""
    return WebClient(token=BOT_TOKEN, base_url=slack.api_url, retry_handlers=[])


class TestAFault:
    def test_can_be_a_rate_limit(self, slack: Office, plain: WebClient) -> None:
        slack.fail("chat.postMessage", error="ratelimited", times=2, retry_after=1)
        for _ in range(2):
            with pytest.raises(SlackApiError) as error:
                plain.chat_postMessage(channel=slack.ada.id, text="Hi")
            answer = error.value.response
            assert (answer.status_code, answer.headers["Retry-After"]) == (429, "1")
            assert answer["error"] == "ratelimited"
        assert plain.chat_postMessage(channel=slack.ada.id, text="Hi")["ok"]
        assert len(slack.messages(slack.ada)) == 1
        assert len(slack.calls("chat.postMessage")) == 3

    def test_can_be_a_named_error(self, slack: Office, plain: WebClient) -> None:
        slack.fail("auth.test", error="fatal_error")
        with pytest.raises(SlackApiError, match="fatal_error"):
            plain.auth_test()
        assert plain.auth_test()["ok"]

    def test_can_be_a_status(self, slack: Office, plain: WebClient) -> None:
        slack.fail("auth.test", status=500)
        with pytest.raises(SlackApiError) as error:
            plain.auth_test()
        assert error.value.response.status_code == 500

    def test_can_be_a_page_of_whoever_stands_between(self, slack: Office) -> None:
        slack.fail("auth.test", status=502, text="<html>Bad gateway</html>")
        answer = urllib3.request("POST", f"{slack.api_url}auth.test", retries=False)
        assert (answer.status, answer.data) == (502, b"<html>Bad gateway</html>")

    def test_can_be_a_delay(self, slack: Office, plain: WebClient) -> None:
        slack.fail("auth.test", delay=0.1)
        before = time.monotonic()
        assert plain.auth_test()["ok"]
        assert time.monotonic() - before >= 0.1

    def test_can_be_a_dropped_connection(self, slack: Office, plain: WebClient) -> None:
        slack.fail("chat.postMessage", drop=True)
        with pytest.raises((ConnectionError, urllib.error.URLError)):
            plain.chat_postMessage(channel=slack.ada.id, text="Hi")
        assert slack.messages(slack.ada) == []

    def test_can_come_after_the_work_was_done(self, slack: Office, plain: WebClient) -> None:
        slack.fail("chat.postMessage", drop=True, after=True)
        with pytest.raises((ConnectionError, urllib.error.URLError)):
            plain.chat_postMessage(channel=slack.ada.id, text="Hi")
        assert [m.text for m in slack.messages(slack.ada)] == ["Hi"]

    def test_can_last_until_it_is_healed(self, slack: Office, plain: WebClient) -> None:
        slack.fail("auth.test", error="fatal_error", times=None)
        for _ in range(3):
            with pytest.raises(SlackApiError):
                plain.auth_test()
        slack.heal("auth.test")
        assert plain.auth_test()["ok"]

    def test_hits_its_own_method_only(self, slack: Office, plain: WebClient) -> None:
        slack.fail("auth.test", error="fatal_error")
        assert plain.users_info(user=slack.ada.id)["ok"]

    def test_can_be_an_outage_of_everything_until_it_is_healed(
        self, slack: Office, plain: WebClient
    ) -> None:
        slack.fail("every method", status=503, times=None)
        hook = WebhookClient(slack.workspace.response_url(slack.ada.id, "C0GENERAL"))
        assert hook.send(text="Hi").status_code == 503
        for call in (plain.auth_test, lambda: plain.users_info(user=slack.ada.id)):
            with pytest.raises(SlackApiError) as error:
                call()
            assert error.value.response.status_code == 503
        slack.heal("every method")
        assert plain.auth_test()["ok"]
        assert hook.send(text="Hi").status_code == 200

    def test_can_hit_response_urls(self, slack: Office) -> None:
        url = slack.workspace.response_url(slack.ada.id, "C0GENERAL")
        slack.fail("response_url", status=500)
        assert WebhookClient(url).send(text="Hi").status_code == 500
        assert WebhookClient(url).send(text="Hi").status_code == 200


class TestWaiting:
    def test_ends_when_the_bot_has_done_it(self, slack: Office, plain: WebClient) -> None:
        Timer(0.05, lambda: plain.chat_postMessage(channel=slack.ada.id, text="Hi")).start()
        slack.wait_for(lambda: slack.messages(slack.ada))
        assert len(slack.messages(slack.ada)) == 1

    def test_fails_when_it_does_not_happen(self, slack: Office) -> None:
        with pytest.raises(AssertionError, match=r"within 0\.05 seconds"):
            slack.wait_for(lambda: slack.calls("auth.test"), seconds=0.05)
