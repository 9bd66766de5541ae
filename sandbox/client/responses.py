"""Messages in answer to a person: the body of an ack, or a post to a response URL."""

import asyncio

from aiohttp import web

from sandbox.web_api.chat import read_blocks
from sandbox.web_api.endpoint import failure_response, read_params, replaces_answer
from sandbox.world.records import Call, Json, Message, RefusedError
from sandbox.world.response_urls import ResponseUrl
from sandbox.world.workspace import Workspace

METHOD = "response_url"
_EXPIRED = ("expired_url", "used_url")


def show(workspace: Workspace, where: str, body: Json, place: ResponseUrl) -> Message | None:
    """The new or changed message, ephemeral unless the body says otherwise; None when one was deleted."""
    if body.get("delete_original") and place.original is not None:
        workspace.messages.delete(place.original)
        return None
    text, blocks = str(body.get("text") or ""), read_blocks(body.get("blocks"))
    workspace.checks.message(where, {**body, "text": text, "blocks": blocks})
    blocks = workspace.with_ids(blocks)
    if body.get("replace_original") and place.original is not None:
        workspace.messages.edit(place.original, text, blocks)
        return place.original
    return workspace.messages.post(
        place.channel,
        workspace.identity.bot_user_id,
        text,
        blocks,
        thread_ts=body.get("thread_ts"),
        only_for=None if body.get("response_type") == "in_channel" else place.user,
    )


class ResponseHooks:
    """Takes posts to response URLs."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    async def post(self, request: web.Request) -> web.Response:
        """`ok`, or the error in JSON: 404 for an expired or used URL, else 400."""
        if (fault := self._workspace.faults.take(METHOD)) is not None:
            await asyncio.sleep(fault.delay)
            if replaces_answer(fault):
                return failure_response(request, fault)
        answer = await self._run(request)
        if answer["ok"]:
            return web.Response(text="ok")
        return web.json_response(answer, status=404 if answer["error"] in _EXPIRED else 400)

    async def _run(self, request: web.Request) -> Json:
        params: Json = {}
        answer: Json = {"ok": True}
        try:
            params = await read_params(request)
            with self._workspace.lock:
                place = self._workspace.response_urls.spend(request.match_info["secret"])
                show(self._workspace, METHOD, params, place)
        except RefusedError as error:
            answer = error.answer
        self._workspace.record(Call(METHOD, params, None, answer, self._workspace.clock()))
        return answer
