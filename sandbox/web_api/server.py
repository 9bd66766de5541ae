"""The HTTP server: the Web API, the response URLs and the sockets on one port."""

import socket
from collections.abc import Iterable

import aiohttp
from aiohttp import web

from sandbox.client.client import Client
from sandbox.client.responses import ResponseHooks
from sandbox.delivery.http import HttpDelivery
from sandbox.delivery.sockets import SocketDelivery
from sandbox.web_api.endpoint import WebApi
from sandbox.world.workspace import Workspace

LARGEST_BODY = 4 * 1024 * 1024


class Server:
    """Serves one workspace on loopback, and delivers requests to the bot."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.client = Client(workspace)
        self.sockets = SocketDelivery(workspace)
        self._runner: web.AppRunner | None = None
        self._session: aiohttp.ClientSession | None = None

    async def start(self, port: int = 0, routes: Iterable[web.AbstractRouteDef] = ()) -> None:
        """Listen; port 0 takes a free one. The address is then in `workspace.base_url`.

        The routes are served beside those of Slack.
        """
        # asyncio leaves its socket open where another one listens first; this closes it.
        listener = socket.create_server(("127.0.0.1", port))
        app = web.Application(client_max_size=LARGEST_BODY)
        api = WebApi(self.workspace)
        app.router.add_route("*", "/api/{method}", api.call)
        app.router.add_post("/hooks/{secret}", ResponseHooks(self.workspace).post)
        app.router.add_post("/upload/{ticket}", api.upload)
        app.router.add_get("/link", self.sockets.link)
        app.add_routes(routes)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.SockSite(self._runner, listener).start()
        host, bound_port = self._runner.addresses[0][:2]
        self.workspace.base_url = f"http://{host}:{bound_port}"
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None))

    def deliver_to(self, url: str) -> None:
        """Send what people do to this URL, signed, from now on."""
        if self._session is None:
            raise RuntimeError("start the server before it can deliver anything")
        self.client.delivery = HttpDelivery(self.workspace.settings, self._session, url)

    def use_socket_mode(self) -> None:
        """Send what people do over the sockets that the bot opens, from now on."""
        self.client.delivery = self.sockets

    async def stop(self) -> None:
        """Close every connection and free the port."""
        await self.sockets.drop()
        if self._session is not None:
            await self._session.close()
        if self._runner is not None:
            await self._runner.cleanup()
