"""Starts a stand-in with its page, for the command line and for whoever embeds it."""

import errno
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from sandbox.driver.background import BackgroundLoop
from sandbox.page.controls import FaultControls, MovableClock
from sandbox.page.dispatch import Dispatcher
from sandbox.page.guide import Guide
from sandbox.page.live import Live
from sandbox.page.routes import Routes
from sandbox.page.scene import Scene, set_up
from sandbox.page.snapshot import PageSnapshot
from sandbox.page.traffic import Traffic
from sandbox.web_api.server import Server
from sandbox.world.workspace import Settings, Workspace

PORT = 3100
_TRIES = 50


class Page:
    """A stand-in with a page at `url`; use it on one event loop, from `start` to `stop`."""

    def __init__(self, scene: Scene, settings: Settings) -> None:
        self.clock = MovableClock()
        identity = replace(settings.identity, bot_name=scene.bot, team_name=scene.team)
        self.workspace = Workspace(replace(settings, identity=identity), self.clock)
        self.server = Server(self.workspace)
        set_up(scene, self.workspace)
        self._socket_mode = False
        self._guide = Guide(scene.guide)
        self._faults = FaultControls(self.workspace)
        self._live = Live(self._parts_for)
        self._traffic = Traffic(self.workspace, self._live.refresh, self._guide.record)
        self._dispatcher = Dispatcher(self.workspace, self.server.client, self._guide, scene.events)
        self._snapshot = PageSnapshot(
            self.workspace,
            scene,
            self._traffic,
            self._guide,
            self._faults,
            self.clock,
            self._has_bot,
        )

    def _parts_for(self, user_id: str) -> dict[str, object]:
        return self._snapshot.parts_for(user_id)

    @property
    def url(self) -> str:
        """The address of the page."""
        return f"{self.workspace.base_url}/"

    @property
    def api_url(self) -> str:
        """What the bot needs as the base URL of its client."""
        return f"{self.workspace.base_url}/api/"

    async def start(self, port: int = 0) -> None:
        """Listen; port 0 takes a free one. The address is then in `url`."""
        routes = Routes(
            self._live, self._dispatcher, self._traffic, self._guide, self._faults, self.clock
        )
        await self.server.start(port, routes.table())

    async def start_near(self, first: int = PORT) -> None:
        """Listen on the first port, or on the next one above it that nothing listens on."""
        for port in range(first, min(first + _TRIES, 65_536)):
            try:
                return await self.start(port)
            except OSError as error:
                if error.errno != errno.EADDRINUSE:
                    raise
        raise OSError(errno.EADDRINUSE, f"no port from {first} to {port} is free")

    def deliver_to(self, url: str) -> None:
        """Send what people do to this URL, signed, from now on."""
        self.server.deliver_to(url)
        self._socket_mode = False
        self._watch()

    def use_socket_mode(self) -> None:
        """Send what people do over the sockets that the bot opens, from now on."""
        self.server.use_socket_mode()
        self._socket_mode = True
        self._watch()

    def _has_bot(self) -> bool:
        if self._socket_mode:
            return self.server.sockets.open > 0
        return self.server.client.delivery is not None

    def _watch(self) -> None:
        client = self.server.client
        if client.delivery is not None:
            client.delivery = self._traffic.wrap(client.delivery)

    async def stop(self) -> None:
        """Close every connection and free the port."""
        self._live.close()
        await self._dispatcher.stop()
        await self.server.stop()


@contextmanager
def running_page(
    scene: Scene, settings: Settings | None = None, *, port: int = 0, browser: bool = False
) -> Iterator[Page]:
    """A page in a thread of its own, for plain code; nothing of it is left after the block.

    Where its port is taken it is on the next one that is free; 0 takes any.
    """
    page = Page(scene, settings or Settings())
    loop = BackgroundLoop()
    try:
        loop.run(page.start_near(port))
        if browser:
            webbrowser.open(page.url)
        yield page
    finally:
        loop.run(page.stop())
        loop.stop()
