"""How long requests, jobs and calls to Slack take, for an OpenTelemetry collector where the settings name one."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from importlib import import_module
from typing import Any

from bot.settings import Settings
from bot.version import VERSION, commit

Facts = Mapping[str, str | int]
"""What is known of a span: kinds, ids and outcomes, as in a line of the log, and nothing that anybody typed."""
Note = Callable[[Facts], None]

LONGEST_EXPORT = 5.0  # seconds that a collector has for a batch


class Traces:
    """Spans of one process; without a provider nothing is kept of them."""

    def __init__(self, provider: Any = None) -> None:
        self._provider = provider
        self._tracer: Any = provider.get_tracer("bot") if provider else None

    def span(self, name: str, **facts: str) -> AbstractContextManager[Note]:
        """Times the block, inside the span that it is part of; what it gives takes facts known later."""
        return self._timed(name, facts) if self._tracer else _UNTIMED

    @contextmanager
    def _timed(self, name: str, facts: Facts) -> Iterator[Note]:
        # The library would keep an error's message, which may quote what somebody typed.
        quiet = {"record_exception": False, "set_status_on_exception": False}
        with self._tracer.start_as_current_span(name, attributes=facts, **quiet) as span:
            try:
                yield span.set_attributes
            except Exception as error:
                span.set_attribute("error.type", type(error).__name__)
                span.set_status(import_module("opentelemetry.trace").StatusCode.ERROR)
                raise

    def close(self) -> None:
        """Sends what is left."""
        if self._provider:
            self._provider.shutdown()


def _forget(_: Facts) -> None:
    pass


_UNTIMED = nullcontext(_forget)
NO_TRACES = Traces()


def traces_of(settings: Settings) -> Traces:
    """Traces that go to the collector of these settings; such as keep nothing where they name none."""
    address = settings.otel_exporter_otlp_endpoint
    if not address:
        return NO_TRACES
    # An extra, which most do without. No global state.
    session = import_module("requests").Session()
    session.trust_env = False  # the proxy is the one of our settings
    if settings.proxy.is_for(address):
        session.proxies = {"https": settings.https_proxy.get_secret_value()}
    export = import_module("opentelemetry.exporter.otlp.proto.http.trace_exporter")
    exporter = export.OTLPSpanExporter(
        endpoint=f"{address.rstrip('/')}/v1/traces", headers=settings.collector_headers,
        timeout=LONGEST_EXPORT, session=session,
    )  # fmt: skip
    sdk, batches = (
        import_module(f"opentelemetry.sdk.{name}") for name in ("trace", "trace.export")
    )
    resource = import_module("opentelemetry.sdk.resources").Resource.create(
        {"service.name": "interview-assistant", "service.version": f"{VERSION}+{commit()}"}
    )
    provider = sdk.TracerProvider(resource=resource, shutdown_on_exit=False)
    provider.add_span_processor(batches.BatchSpanProcessor(exporter))
    return Traces(provider)
