"""A collector hears how long requests, jobs and calls to Slack take, and nothing that anybody typed."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from bot.settings import Settings, settings_of
from bot.settings_faults import SettingsFaults
from bot.traces import NO_TRACES, Traces, traces_of
from tests.company import Company

trace_service = pytest.importorskip(
    "opentelemetry.proto.collector.trace.v1.trace_service_pb2",
    reason="the extra otel is not installed",
)
pytestmark = pytest.mark.once


class Collector(BaseHTTPRequestHandler):
    """Keeps what is sent."""

    got: list[tuple[str, str | None, bytes]] = []  # noqa: RUF012 - the server makes the object

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.got.append((self.path, self.headers["x-key"], body))
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def settings() -> Iterator[Settings]:
    Collector.got.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Collector) as server:
        Thread(target=server.serve_forever).start()
        yield settings_of(
            otel_exporter_otlp_endpoint=f"http://127.0.0.1:{server.server_port}/",
            otel_exporter_otlp_headers="x-key=a%20key",
        )
        server.shutdown()


def spans() -> list[Any]:
    requests = (
        trace_service.ExportTraceServiceRequest.FromString(body) for *_, body in Collector.got
    )
    return [
        span
        for request in requests
        for resource in request.resource_spans
        for scope in resource.scope_spans
        for span in scope.spans
    ]


def facts(span: Any) -> dict[str, Any]:
    return {fact.key: fact.value.string_value or fact.value.int_value for fact in span.attributes}


@pytest.fixture
def traces(settings: Settings, company: Company) -> Traces:
    """Of the company's bot, from now on."""
    found = traces_of(settings)
    bot = company.bot
    bot.dispatcher._traces = bot.worker._traces = bot.slack._traces = found
    return found


class TestTraces:
    """What goes to the collector."""

    def test_are_of_requests_with_their_calls_and_of_jobs(
        self, traces: Traces, company: Company
    ) -> None:
        company.adds(company.ada, "Katherine Johnson", panel=(company.grace,))
        company.types(company.ada, "debrief Katherine Johnson")
        assert company.deliver()
        traces.close()
        found = {span.name: span for span in spans()}
        request = found["command debrief"]
        assert facts(request)["outcome"] == "answered"
        assert len(facts(request)["request_id"]) == 8
        requests = {
            span.span_id for span in spans() if not span.name.startswith(("slack ", "job "))
        }
        assert found["slack views.open"].parent_span_id in requests
        assert any(name.startswith("job ") for name in found)
        assert "Katherine" not in str(spans())
        assert {(path, key) for path, key, _ in Collector.got} == {("/v1/traces", "a key")}

    def test_say_which_error_it_was_and_not_its_message(self, traces: Traces) -> None:
        with pytest.raises(LookupError), traces.span("job digest"):
            raise LookupError("Katherine Johnson knew the GIL")
        traces.close()
        (span,) = spans()
        assert facts(span) == {"error.type": "LookupError"}
        assert span.status.code == 2
        assert not span.events
        assert "Katherine" not in str(span)

    def test_name_the_release(self, traces: Traces) -> None:
        with traces.span("job digest"):
            pass
        traces.close()
        request = trace_service.ExportTraceServiceRequest.FromString(Collector.got[0][2])
        known = {
            fact.key: fact.value.string_value
            for fact in request.resource_spans[0].resource.attributes
        }
        assert known["service.name"] == "interview-assistant"
        assert known["service.version"].startswith("1.")


def test_nothing_is_kept_where_no_setting_names_a_collector() -> None:
    assert traces_of(settings_of(otel_exporter_otlp_endpoint="")) is NO_TRACES


@pytest.mark.parametrize("address", ["localhost:4318", "grpc://localhost:4317", "x"])
def test_a_collector_is_named_by_an_address(address: str) -> None:
    with pytest.raises(SettingsFaults, match="OTEL_EXPORTER_OTLP_ENDPOINT must be an address"):
        settings_of(otel_exporter_otlp_endpoint=address)


@pytest.mark.parametrize("headers", ["key", "key=a key", "key=a,,b=c"])
def test_headers_are_names_and_values(headers: str) -> None:
    with pytest.raises(SettingsFaults, match="OTEL_EXPORTER_OTLP_HEADERS must be name=value"):
        settings_of(otel_exporter_otlp_headers=headers)
