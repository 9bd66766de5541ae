"""The Web API over HTTP: reads a call, applies its faults, runs it, answers and records it."""

import asyncio
import json
from urllib.parse import parse_qsl

from aiohttp import web

from sandbox.web_api.methods import METHODS, Method
from sandbox.world.faults import Fault
from sandbox.world.records import Call, Json, RefusedError
from sandbox.world.workspace import Workspace

UPLOAD = "upload_url"
"""How faults and calls name the addresses that take the bytes of files."""


class WebApi:
    """Answers the calls of the bot."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    async def call(self, request: web.Request) -> web.Response:
        """The answer of the method named in the path."""
        name = request.match_info["method"]
        try:
            params = await read_params(request)
        except RefusedError as refusal:
            return self._record(name, {}, None, refusal.answer)
        token = _token(request, params)
        fault = self._workspace.faults.take(name)
        if fault is None:
            return self._run(name, params, token)
        return await self._fail(fault, request, name, params, token)

    async def upload(self, request: web.Request) -> web.Response:
        """`OK - ` and the number of bytes; status 400 where they are not those of a file that waits for them."""
        workspace = self._workspace
        if (fault := workspace.faults.take(UPLOAD)) is not None:
            await asyncio.sleep(fault.delay)
            if replaces_answer(fault):
                return failure_response(request, fault)
        content = await request.read()
        with workspace.lock:
            taken = workspace.files.receive(request.match_info["ticket"], content)
        workspace.record(Call(UPLOAD, {}, None, {"ok": taken}, workspace.clock()))
        text = f"OK - {len(content)}" if taken else "Bad Request"
        return web.Response(text=text, status=200 if taken else 400)

    async def _fail(
        self, fault: Fault, request: web.Request, name: str, params: Json, token: str | None
    ) -> web.Response:
        response = self._run(name, params, token) if fault.after else None
        await asyncio.sleep(fault.delay)
        if replaces_answer(fault):
            if response is None:
                self._record(name, params, token, {"ok": False, "error": _error_name(fault)})
            return failure_response(request, fault)
        return self._run(name, params, token) if response is None else response

    def _run(self, name: str, params: Json, token: str | None) -> web.Response:
        with self._workspace.lock:
            try:
                answer = self._method(name, token).run(self._workspace, params)
            except RefusedError as refusal:
                answer = refusal.answer
            return self._record(name, params, token, answer)

    def _method(self, name: str, token: str | None) -> Method:
        method = METHODS.get(name)
        if method is None:
            raise RefusedError("unknown_method", req_method=name)
        self._authorize(token, method)
        if method.scopes:
            self._workspace.require_scope(*method.scopes)
        return method

    def _authorize(self, token: str | None, method: Method) -> None:
        settings = self._workspace.settings
        callers = {settings.bot_token: "bot", settings.app_token: "app"}
        if token is None:
            raise RefusedError("not_authed")
        if token not in callers:
            raise RefusedError("invalid_auth")
        if callers[token] != method.caller:
            raise RefusedError("not_allowed_token_type")
        if not self._workspace.bot_is_active:
            raise RefusedError("account_inactive")

    def _record(self, name: str, params: Json, token: str | None, answer: Json) -> web.Response:
        self._workspace.record(Call(name, params, token, answer, self._workspace.clock()))
        scopes = self._workspace.settings.scopes
        headers = None if scopes is None else {"X-OAuth-Scopes": ",".join(sorted(scopes))}
        return web.json_response(answer, headers=headers)


def replaces_answer(fault: Fault) -> bool:
    """Whether the fault replaces the answer; otherwise it only delays it."""
    failing = (fault.error, fault.retry_after, fault.text) != (None, None, None)
    return fault.drop or failing or fault.status != 200


def failure_response(request: web.Request, fault: Fault) -> web.Response:
    """The response that the fault puts in place of the answer."""
    if fault.drop and request.transport is not None:
        request.transport.abort()
    if fault.retry_after is not None:
        headers = {"Retry-After": str(fault.retry_after)}
        return web.json_response(
            {"ok": False, "error": _error_name(fault)}, status=429, headers=headers
        )
    if fault.error is not None:
        answer: Json = {"ok": False, "error": fault.error}
        if fault.messages:
            answer["response_metadata"] = {"messages": list(fault.messages)}
        return web.json_response(answer, status=fault.status)
    return web.Response(status=fault.status, text=fault.text or "")


async def read_params(request: web.Request) -> Json:
    """The arguments of a call, from the query and from a form or a JSON body."""
    body = await request.text()
    if request.content_type == "application/json":
        return {**request.query, **_read_json(body)}
    return {**request.query, **dict(parse_qsl(body, keep_blank_values=True))}


def _read_json(body: str) -> Json:
    try:
        params = json.loads(body or "{}")
    except ValueError as error:
        raise RefusedError("invalid_json") from error
    if not isinstance(params, dict):
        raise RefusedError("json_not_object")
    return params


def _token(request: web.Request, params: Json) -> str | None:
    scheme, _, bearer = request.headers.get("Authorization", "").partition(" ")
    from_params = params.pop("token", None)
    return (bearer if scheme.lower() == "bearer" else "") or from_params or None


def _error_name(fault: Fault) -> str:
    if fault.error is not None:
        return fault.error
    if fault.retry_after is not None:
        return "ratelimited"
    return "connection dropped" if fault.drop else f"status {fault.status}"
