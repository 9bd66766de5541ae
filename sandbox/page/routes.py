"""The page over HTTP: its files, its live parts, what is done on it."""

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from aiohttp import web
from pydantic import TypeAdapter, ValidationError

from sandbox.client.choices import ImpossibleError
from sandbox.page import actions
from sandbox.page.controls import FaultControls, MovableClock
from sandbox.page.dispatch import Dispatcher
from sandbox.page.guide import Guide
from sandbox.page.live import Live
from sandbox.page.traffic import Traffic
from sandbox.world.records import Json, RefusedError

_FILES = Path(__file__).parent / "static"
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}
_TYPES |= {".svg": "image/svg+xml", ".json": "application/json"}
# Nothing but the page's own files: a text that became markup could neither run nor load anything.
_HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; object-src 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_LOOPBACK = ("127.0.0.1", "localhost")
_ACT: TypeAdapter[Any] = TypeAdapter(actions.Act)
_SETTING: TypeAdapter[Any] = TypeAdapter(actions.Setting)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Routes:
    """Answers the page; strangers' pages in the same browser get nothing."""

    def __init__(
        self,
        live: Live,
        dispatcher: Dispatcher,
        traffic: Traffic,
        guide: Guide,
        faults: FaultControls,
        clock: MovableClock,
    ) -> None:
        self._live = live
        self._dispatcher = dispatcher
        self._traffic = traffic
        self._guide = guide
        self._faults = faults
        self._clock = clock

    def table(self) -> list[web.RouteDef]:
        """Every route of the page."""
        return [
            web.get("/", _guard(self._index)),
            web.get("/page/{name}", _guard(self._file)),
            web.get("/sandbox/live", _guard(self._live_parts)),
            web.get("/sandbox/clock", _guard(self._time)),
            web.get("/sandbox/people", _guard(self._people)),
            web.get("/sandbox/traffic/{number:[0-9]+}", _guard(self._bodies)),
            web.get("/sandbox/files/{id}", _guard(self._upload)),
            web.post("/sandbox/do", _guard(self._do)),
            web.post("/sandbox/set", _guard(self._set)),
        ]

    async def _index(self, _request: web.Request) -> web.StreamResponse:
        return _static_file("index.html")

    async def _file(self, request: web.Request) -> web.StreamResponse:
        return _static_file(request.match_info["name"])

    async def _live_parts(self, request: web.Request) -> web.StreamResponse:
        return await self._live.stream(request)

    async def _time(self, _request: web.Request) -> web.StreamResponse:
        return web.json_response({"time": self._clock(), "offset": self._clock.offset})

    async def _people(self, _request: web.Request) -> web.StreamResponse:
        return web.json_response(self._dispatcher.people())

    async def _bodies(self, request: web.Request) -> web.StreamResponse:
        bodies = self._traffic.bodies(int(request.match_info["number"]))
        if bodies is None:
            raise web.HTTPNotFound(text="no longer kept")
        return web.json_response(bodies)

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        name, content = self._dispatcher.uploaded(request.match_info["id"])
        headers = _HEADERS | {"Content-Disposition": f'attachment; filename="{quote(name)}"'}
        return web.Response(body=content, content_type="application/octet-stream", headers=headers)

    async def _do(self, request: web.Request) -> web.StreamResponse:
        act = await _read(request, _ACT)
        try:
            return web.json_response(await self._dispatcher.do(act))
        finally:
            self._live.refresh()

    async def _set(self, request: web.Request) -> web.StreamResponse:
        setting = await _read(request, _SETTING)
        match setting:
            case actions.ClockMove():
                self._clock.move_on(setting.seconds)
            case actions.FaultStart():
                self._faults.add(setting.method, setting.kind, setting.times)
            case actions.FaultEnd():
                self._faults.clear(setting.method)
            case actions.StepCheck():
                self._guide.tick(setting.number)
        self._live.refresh()
        return web.json_response({})


def _guard(handler: Handler) -> Handler:
    """The handler, for pages of this machine only, with its refusals in words."""

    async def answer(request: web.Request) -> web.StreamResponse:
        if request.url.host not in _LOOPBACK:
            raise web.HTTPForbidden(text="the sandbox is for this machine only")
        try:
            return await handler(request)
        except ImpossibleError as error:
            return _refusal(409, str(error))
        except RefusedError as refused:
            return _refusal(409, refused.error)
        except ValueError as error:
            return _refusal(400, str(error))

    return answer


def _refusal(status: int, error: str) -> web.Response:
    body: Json = {"error": error}
    return web.json_response(body, status=status)


async def _read(request: web.Request, kind: TypeAdapter[Any]) -> Any:
    # Another site's page cannot send this content type without asking first, and is not answered.
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType(text="send JSON")
    try:
        return kind.validate_python(json.loads(await request.text()))
    except ValidationError as error:
        raise ValueError(str(error)) from error


def _static_file(name: str) -> web.Response:
    path = _FILES / name
    if path.parent != _FILES or path.suffix not in _TYPES or not path.is_file():
        raise web.HTTPNotFound(text="there is no such file")
    return web.Response(
        body=path.read_bytes(), content_type=_TYPES[path.suffix], charset="utf-8", headers=_HEADERS
    )
