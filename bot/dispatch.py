"""Answers requests of Slack: each is counted, timed and logged under an id of its own."""

import logging
import time
from collections.abc import Callable, Mapping

from slack_bolt import App, BoltRequest, BoltResponse
from slack_sdk.signature import SignatureVerifier

from bot import logs
from bot.metrics import OTHER, Metrics
from bot.slack.request import Refusal, unsigned_refusal, verify_request
from bot.traces import NO_TRACES, Traces

log = logging.getLogger("bot.dispatch")

# After these, jobs are looked for at once. Typing in a scorecard has no name of its own and can wait a second.
_MAKES_JOBS = frozenset({"view_submission", "view_closed", "block_actions", "event_callback"})


class Dispatcher:
    """The bot behind its ways in; without a verifier it takes nothing that comes over HTTP."""

    def __init__(
        self,
        bolt: App,
        metrics: Metrics,
        wake_worker: Callable[[], None],
        verifier: SignatureVerifier | None,
        traces: Traces = NO_TRACES,
    ) -> None:
        self._bolt, self._metrics, self._traces = bolt, metrics, traces
        self._wake_worker, self._verifier = wake_worker, verifier

    def receive(self, raw: bytes, headers: Mapping[str, str]) -> BoltResponse:
        """The answer to a request over HTTP: 401 where Slack has not signed it, 400 where it never sends the like."""
        try:
            if self._verifier is None:
                raise unsigned_refusal()
            request = verify_request(self._verifier, raw, headers)
        except Refusal as refusal:
            self._metrics.count(refusal.kind, "", "refused", 0.0)
            status = refusal.status.value
            extra = {"kind": refusal.kind, "outcome": "refused", "status": status}
            log.info("request", extra=extra)
            return BoltResponse(status=refusal.status, body=str(refusal))
        return self.dispatch(request)

    def dispatch(self, request: BoltRequest) -> BoltResponse:
        """Bolt's answer to one request, whose sender has been verified."""
        token = logs.request_id.set(logs.new_request_id())
        started = time.perf_counter()
        try:
            kind, what = self._metrics.name(request.body)
            with self._traces.span(f"{kind} {what}", request_id=logs.request_id.get()) as note:
                response = self._answer(request)
                outcome = request.context.get("outcome") or _outcome(response)
                note({"outcome": outcome, "status": response.status})
            if kind in _MAKES_JOBS and what != OTHER:
                self._wake_worker()
            seconds = time.perf_counter() - started
            self._metrics.count(kind, what, outcome, seconds)
            extra = {
                "kind": kind,
                "what": what,
                "outcome": outcome,
                "status": response.status,
                "ms": round(seconds * 1000, 2),
                "user": request.context.user_id,
            }
            log.info("request", extra=extra)
        finally:
            logs.request_id.reset(token)
        return response

    def _answer(self, request: BoltRequest) -> BoltResponse:
        try:
            return self._bolt.dispatch(request)
        except Exception:  # the error handler itself failed: Slack still gets an answer
            log.exception("no answer")
            request.context["outcome"] = "unexpected"
            return BoltResponse(status=500, body=f"This failed: {logs.request_id.get()}\n")


def _outcome(response: BoltResponse) -> str:
    return "answered" if response.status == 200 else "failed"
