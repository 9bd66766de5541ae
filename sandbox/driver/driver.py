"""The stand-in as one object for tests."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from sandbox.driver.actions import Actions
from sandbox.driver.background import BackgroundLoop
from sandbox.driver.screens import Screens
from sandbox.web_api.server import Server
from sandbox.world.faults import Fault
from sandbox.world.records import Breach, Channel, Clock
from sandbox.world.rules import Rule
from sandbox.world.team import Team
from sandbox.world.workspace import Settings, Workspace


class StandIn:
    """A stand-in for Slack that runs in a thread of its own.

    Its methods come from three classes: `Team` (people and channels), `Actions` (what people do)
    and `Screens` (what people see, and the record of the bot's calls).
    """

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self.settings = settings
        self.workspace = Workspace(settings, clock)
        self._loop = BackgroundLoop()
        self._server = Server(self.workspace)
        self._offer_team(Team(self.workspace))
        self._actions = Actions(self.workspace, self._server.client, self._loop.run)
        self._offer_actions(self._actions)
        self._offer_screens(Screens(self.workspace))

    def _offer_team(self, team: Team) -> None:
        self._general = team.general
        self.add_user = team.add_user
        self.change_account = team.change_account
        self.deactivate = team.deactivate
        self.add_channel = team.add_channel
        self.invite = team.invite
        self.remove = team.remove
        self.archive = team.archive
        self.share = team.share
        self.restrict = team.restrict
        self.hide = team.hide
        self.switch_messages_off = team.switch_messages_off
        self.lack = team.lack
        self.uninstall = team.uninstall

    def _offer_actions(self, actions: Actions) -> None:
        self.command = actions.command
        self.press = actions.press
        self.choose = actions.choose
        self.type = actions.type
        self.suggest = actions.suggest
        self.submit = actions.submit
        self.close = actions.close
        self.shortcut = actions.shortcut
        self.open_home = actions.open_home
        self.event = actions.event
        self.say = actions.say
        self.repeat = actions.repeat

    def _offer_screens(self, screens: Screens) -> None:
        self.view_of = screens.view_of
        self.home_of = screens.home_of
        self.messages = screens.messages
        self.thread = screens.thread
        self.ephemerals = screens.ephemerals
        self.calls = screens.calls
        self._violations = screens.violations
        self._replies = screens.replies
        self.wait_for = screens.wait_for

    @classmethod
    @contextmanager
    def running(cls, *, clock: Clock = time.time, **settings: Any) -> Iterator["StandIn"]:
        """A stand-in that listens on a free port; the settings are the fields of `Settings`."""
        slack = cls(Settings(**settings), clock)
        slack._loop.run(slack._server.start())
        try:
            yield slack
        finally:
            slack._loop.run(slack._server.stop())
            slack._loop.stop()

    @property
    def api_url(self) -> str:
        """What the bot needs as the base URL of its client."""
        return f"{self.workspace.base_url}/api/"

    @property
    def general(self) -> Channel:
        """The public channel that everybody is in."""
        return self._general()

    @property
    def replies(self) -> list[tuple[str, tuple[str, ...]]]:
        """What was sent to the bot, each with the methods that the bot called before it replied."""
        return self._replies()

    @property
    def violations(self) -> list[Breach]:
        """Every place in what the bot sent that is over one of Slack's limits."""
        return self._violations()

    def after_each_step(self, work: Callable[[], object]) -> None:
        """Do this whenever the bot has replied to somebody, before the step's outcome is looked at."""
        self._actions.after_each_step = work

    def deliver_to(self, url: str) -> None:
        """Send what people do to this URL, signed, from now on."""
        self._server.deliver_to(url)

    def use_socket_mode(self, sockets: int = 1, seconds: float = 5.0) -> None:
        """Send what people do over sockets, once the bot has opened this many."""
        self._server.use_socket_mode()
        self.wait_for(lambda: self.open_sockets >= sockets, seconds)

    @property
    def open_sockets(self) -> int:
        """How many connections of the bot take requests now."""
        return self._server.sockets.open

    def refresh_sockets(self, reason: str = "refresh_requested") -> None:
        """Ask the bot to open its sockets anew, as Slack does every few hours."""
        self._loop.run(self._server.sockets.refresh(reason))

    def drop_sockets(self) -> None:
        """Close every socket from Slack's side without notice; the bot may come back at once."""
        self._loop.run(self._server.sockets.drop())

    def reset(self) -> None:
        """Forget all people, channels, messages, views, calls, faults and leniency of one test."""
        self.workspace.reset()
        self.after_each_step(lambda: None)

    def fail(
        self,
        method: str,
        *,
        error: str | None = None,
        status: int = 200,
        retry_after: int | None = None,
        delay: float = 0.0,
        drop: bool = False,
        after: bool = False,
        times: int | None = 1,
        messages: tuple[str, ...] = (),
        text: str | None = None,
    ) -> None:
        """Let the next calls of a method fail, or of "response_url", or of "every method"; see `Fault`."""
        fault = Fault(error, status, retry_after, delay, drop, after, times, messages, text)
        self.workspace.faults.add(method, fault)

    def quickly(self) -> AbstractContextManager[None]:
        """What people do in the block, they do before any update of the bot's has reached their client."""
        return self.workspace.views.lagging_clients()

    def relax(self, rule: Rule) -> None:
        """Do not insist on this rule until the next reset, as a kinder Slack would not."""
        self.workspace.rules.relax(rule)

    def heal(self, method: str) -> None:
        """Let a method work again."""
        self.workspace.faults.clear(method)
