"""The whole bot where Slack is reached through a company's proxy alone: calls, answers and the socket."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.main import main
from sandbox.driver.driver import StandIn
from sandbox.world.records import User
from tests.bot_process import bot_process, environment, started
from tests.proxies import HOST, LOGIN, URL_LOGIN, Proxy, proxy_to


@pytest.fixture
def proxy(slack: StandIn, tmp_path: Path) -> Iterator[Proxy]:
    """The only way to Slack, which gives out addresses that lead through it."""
    own = slack.workspace.base_url
    with proxy_to(own, tmp_path) as running:
        slack.workspace.base_url = f"https://{HOST}"
        yield running
        slack.workspace.base_url = own


@pytest.mark.parametrize(("mode", "name"), [("serve", "HTTPS_PROXY"), ("socket", "https_proxy")])
def test_the_bot_calls_answers_and_listens_through_it(
    mode: str, name: str, proxy: Proxy, slack: StandIn, ada: User, tmp_path: Path
) -> None:
    given = proxy.environment()
    given[name] = given.pop("HTTPS_PROXY")
    with bot_process(mode, slack, f"sqlite:///{tmp_path}/x.db", **given) as bot:
        kit = slack.command("/interview", "ml-engineer", user=ada).message
        assert kit
        slack.press(kit, "score.open", user=ada)  # a call
        assert slack.view_of(ada) is not None
        helped = slack.command("/interview", "help", user=ada).message
        assert helped
        seen = len(slack.ephemerals(ada))
        slack.press(helped, "run.1", user=ada)  # an answer to the address that came with it
        slack.wait_for(lambda: len(slack.ephemerals(ada)) > seen)
        assert LOGIN[1] not in bot.output()
        assert URL_LOGIN not in bot.output()
    assert set(proxy.asked) == {f"{HOST}:443"}


class TestDoctor:
    @pytest.fixture
    def given(
        self, proxy: Proxy, slack: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> pytest.MonkeyPatch:
        """The environment of a bot whose database is there."""
        monkeypatch.chdir(tmp_path)
        url = f"sqlite:///{tmp_path}/x.db"
        for name, value in {**environment(slack, url, "socket"), **proxy.environment()}.items():
            monkeypatch.setenv(name, value)
        return monkeypatch

    @staticmethod
    def says() -> str:
        """What `doctor` prints, in which no password ever stands."""
        said = CliRunner().invoke(main, ["doctor"], catch_exceptions=False).output
        assert "hidden" not in said
        return said

    def test_says_which_proxy_there_is(self, given: pytest.MonkeyPatch, proxy: Proxy) -> None:
        said = self.says()
        assert f"ok       Slack is reached through the proxy 127.0.0.1:{proxy.port}" in said
        assert "ok       Slack knows the bot" in said
        assert "ok       Slack opens sockets" in said

    def test_says_that_the_proxy_is_not_for_slack(
        self, given: pytest.MonkeyPatch, proxy: Proxy
    ) -> None:
        given.setenv("NO_PROXY", f"localhost, {HOST}")
        said = self.says()
        assert f"note     {HOST} is reached without the proxy 127.0.0.1:{proxy.port}" in said
        assert "missing  A way to Slack (NameResolutionError" in said
        assert proxy.asked == []

    def test_says_what_the_proxy_answers(self, given: pytest.MonkeyPatch, proxy: Proxy) -> None:
        given.setenv("HTTPS_PROXY", f"http://bot:hidden@127.0.0.1:{proxy.port}")
        said = self.says()
        assert "A way to Slack (ProxyError: Tunnel connection failed: 407" in said
        assert set(proxy.asked) == {"somebody without the login"}

    def test_sends_the_webhook_its_ping_through_it(
        self, given: pytest.MonkeyPatch, proxy: Proxy
    ) -> None:
        given.setenv("WEBHOOK_URL", f"https://{HOST}/nothing-is-there")
        given.setenv("WEBHOOK_SECRET", "hidden")
        way = f"A system at {HOST} through the proxy 127.0.0.1:{proxy.port} that takes events"
        assert f"missing  {way} (HTTP 404)" in self.says()

    def test_says_that_the_proxy_is_away(self, given: pytest.MonkeyPatch) -> None:
        given.setenv("HTTPS_PROXY", "bot:hidden@127.0.0.1:1")
        assert "A way to Slack (ProxyError: Connection refused)" in self.says()

    def test_refuses_a_proxy_that_it_cannot_speak_to(self, given: pytest.MonkeyPatch) -> None:
        given.setenv("HTTPS_PROXY", "socks5://bot:hidden@127.0.0.1:1080")
        assert "HTTPS_PROXY must be the address of an HTTP proxy, such as" in self.says()


def test_a_login_that_the_proxy_refuses_is_said_without_the_password(
    proxy: Proxy, slack: StandIn, ada: User, tmp_path: Path
) -> None:
    """The bot waits for it as for any network that is down, and says why."""
    wrong = {**proxy.environment("bot:hidden"), "LOG_LEVEL": "DEBUG"}
    given = {**environment(slack, f"sqlite:///{tmp_path}/x.db", "socket"), **wrong}
    with started("socket", given) as bot:
        bot.wait_for("no socket yet")
        lines = [json.loads(line) for line in bot.output().splitlines() if line[0] == "{"]
    tried = next(line for line in lines if line["event"] == "no socket yet")
    assert tried["address"] == HOST
    assert tried["error"].startswith("ProxyError:_Tunnel_connection_failed:_407")
    assert "hidden" not in json.dumps(lines)


def test_a_slack_on_this_machine_is_reached_without_it(
    slack: StandIn, ada: User, tmp_path: Path
) -> None:
    nobody = {"HTTPS_PROXY": "http://127.0.0.1:1"}
    with bot_process("socket", slack, f"sqlite:///{tmp_path}/x.db", **nobody):
        assert slack.command("/interview", "roles", user=ada).message is not None
