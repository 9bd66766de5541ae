"""Logs: what an operator can find in them, and what nobody can."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from bot import logs
from handlers.slack.errors import SlackRefused, SlackUnreachable
from tests.paths import ROOT, python

TYPED = "Grace Hopper cannot explain the GIL"


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """Where the lines go; afterwards logging is as it was."""
    handlers, level = logging.root.handlers[:], logging.root.level
    stream = io.StringIO()
    logs.configure("INFO", stream)
    yield stream
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)


def only(stream: io.StringIO) -> dict[str, Any]:
    (line,) = stream.getvalue().splitlines()
    read: dict[str, Any] = json.loads(line)
    return read


class TestLine:
    """What a line holds."""

    def test_is_json_with_the_event_and_its_fields(self, lines: io.StringIO) -> None:
        logging.getLogger("bot.server.wsgi").info(
            "answered", extra={"command": "score", "ms": 1.25}
        )
        line = only(lines)
        assert (line["event"], line["command"], line["ms"]) == ("answered", "score", 1.25)
        assert (line["level"], line["logger"]) == ("INFO", "bot.server.wsgi")

    def test_carries_the_request_id_into_other_threads(self, lines: io.StringIO) -> None:
        token = logs.request_id.set("7f3a09c1")
        with logs.ContextExecutor(max_workers=1) as threads:
            threads.submit(logging.getLogger("bot").info, "later").result()
        logs.request_id.reset(token)
        assert only(lines)["request_id"] == "7f3a09c1"

    def test_says_in_a_line_what_slack_refuses_after_an_answer(self, lines: io.StringIO) -> None:
        def work() -> None:
            raise SlackUnreachable("views.update: HTTP 503")

        with logs.ContextExecutor(max_workers=1) as threads:
            threads.submit(work)
        line = only(lines)
        assert (line["level"], line["error"]) == ("WARNING", "views.update:_HTTP_503")
        assert "errors" not in line

    def test_keeps_to_the_level(self, lines: io.StringIO) -> None:
        logging.getLogger("bot").debug("not now")
        logging.getLogger("slack_sdk").info("never below a warning")
        assert lines.getvalue() == ""


class TestPrivacy:
    """Nothing that somebody typed gets in, whichever way a line is made."""

    def test_values_put_into_the_text_are_left_out(self, lines: io.StringIO) -> None:
        logging.getLogger("interview.scorecards").info("note was %s", TYPED)
        assert only(lines)["event"] == "note was %s"

    def test_prose_in_a_field_is_withheld(self, lines: io.StringIO) -> None:
        logging.getLogger("bot").info("saved", extra={"command": TYPED, "note": "Grace"})
        line = only(lines)
        assert line["command"] == "withheld"
        assert "note" not in line

    def test_a_library_line_shows_its_place_only(self, lines: io.StringIO) -> None:
        logging.getLogger("slack_bolt.RequestVerification").error("body: " + TYPED)  # noqa: G003 - as Bolt does
        line = only(lines)
        assert "test_logs.py" in line["event"]
        assert "Grace" not in json.dumps(line)

    def test_an_error_shows_types_codes_and_places_without_messages(
        self, lines: io.StringIO
    ) -> None:
        try:
            try:
                int(TYPED)
            except ValueError as error:
                raise SlackRefused("views.open", "invalid_blocks", (TYPED,)) from error
        except SlackRefused:
            logging.getLogger("bot").exception("could not answer")
        line = only(lines)
        assert [error["type"] for error in line["errors"]] == ["SlackRefused", "ValueError"]
        assert (line["errors"][0]["method"], line["errors"][0]["error"]) == (
            "views.open",
            "invalid_blocks",
        )
        assert line["errors"][1]["at"][0].startswith("test_logs.py:")
        assert "Grace" not in json.dumps(line)

    def test_an_error_as_its_own_cause_ends(self, lines: io.StringIO) -> None:
        first, second = ValueError(), TypeError()
        first.__cause__, second.__cause__ = second, first
        logging.getLogger("bot").error("round", exc_info=first)
        assert len(only(lines)["errors"]) == 30


class TestLineWriter:
    """Lines that a thread of its own writes."""

    @pytest.fixture
    def apart(self) -> Iterator[io.StringIO]:
        handlers, level = logging.root.handlers[:], logging.root.level
        stream = io.StringIO()
        logs.configure("INFO", stream, apart=True)
        yield stream
        logging.root.handlers[:] = handlers
        logging.root.setLevel(level)

    def test_has_written_every_line_in_order_after_a_flush(self, apart: io.StringIO) -> None:
        for number in range(500):
            logging.getLogger("bot").info("request", extra={"count": number})
        logs.flush()
        counts = [json.loads(line)["count"] for line in apart.getvalue().splitlines()]
        assert counts == list(range(500))

    def test_gives_a_line_the_request_of_its_moment(self, apart: io.StringIO) -> None:
        token = logs.request_id.set("7f3a09c1")
        logging.getLogger("bot").info("request")
        logs.request_id.reset(token)
        logs.flush()
        assert only(apart)["request_id"] == "7f3a09c1"

    def test_writes_what_a_process_logs_before_it_fails(self) -> None:
        script = (
            "import logging, multiprocessing\n"
            "from bot import logs\n"
            "def work():\n"
            "    logs.configure('INFO', apart=True)\n"
            "    for number in range(200):\n"
            "        logging.getLogger('bot').info('request')\n"
            "    raise SystemExit(1)\n"
            "process = multiprocessing.get_context('fork').Process(target=work)\n"
            "process.start()\n"
            "process.join()\n"
        )
        ended = python("-c", script, cwd=ROOT)
        assert ended.stdout.count('"event": "request"') == 200

    def test_goes_on_where_nobody_reads(self, apart: io.StringIO) -> None:
        apart.close()
        logging.getLogger("bot").info("request")
        logs.flush()
        logging.getLogger("bot").info("request")
        logs.flush()
