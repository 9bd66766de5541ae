"""Whatever Slack signs is answered, changes nothing that its sender has no right to, and leaves no word in a log.

The answer is what it asks for, a sentence, or a 400; never a bare 500. Two thousand five hundred payloads of a kind,
four kinds: with something missing, wrong or huge; with parts of one in another; the same from somebody who has no part
in anything; and all of it while another workspace's records lie in the same database.
"""

import io
import logging
import os
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from bot.logs import JsonFormatter
from handlers.slack.errors import SlackError
from sandbox.delivery.http import Request
from tests.company import Company
from tests.handlers.misshapen import (
    TYPED,
    Heard,
    heard,
    mix,
    play,
    record,
    sent_by,
    shapes,
    signed,
    spoil,
)

# By hand, for more: MISSHAPEN=50000 ./interview test tests/handlers/test_misshapen.py
COUNT = int(os.environ.get("MISSHAPEN", "2500"))
OTHER_TEAM = "T0OTHER"
Rows = dict[str, set[str]]


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the bot logs, as an operator finds it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    logging.root.addHandler(handler)
    yield stream
    logging.root.removeHandler(handler)


@pytest.fixture
def sent(company: Company, monkeypatch: pytest.MonkeyPatch) -> list[Request]:
    """All that came while people worked: first in another workspace, whose records stay, and then in this."""
    found = record(monkeypatch)
    settings = company.slack.workspace.settings
    own = settings.identity
    settings.identity = replace(own, team_id=OTHER_TEAM)
    company.crashes()
    play(company)
    settings.identity = own
    company.crashes()
    play(company)
    return found


def receive(
    company: Company, request: Request, caplog: pytest.LogCaptureFixture
) -> tuple[int, str]:
    """The status of the answer, and what is wrong with it, if anything."""
    caplog.clear()
    secret = company.settings.slack_signing_secret.get_secret_value()
    answer = company.bot.dispatcher.receive(*signed(secret, request))
    run_all(company)
    errors = [line.exc_info[1] for line in caplog.records if line.exc_info]
    ours = [error for error in errors if not isinstance(error, SlackError)]
    is_bare = "Something went wrong" in answer.body or "Traceback" in answer.body
    fault = f"{request.payload}"[:2_000] + caplog.text[-2_000:] if ours or is_bare else ""
    return answer.status, fault


def run_all(company: Company) -> None:
    """Does what goes on after an answer; what Slack refuses of it is only logged."""
    while True:
        try:
            company.later.run()
        except (SlackError, FutureWarning):  # urllib3 warns of an address that is none
            continue
        return


def rows(company: Company, team_id: str) -> Rows:
    """All that is kept of a workspace, by table, but for the head of its log, which moves with each line."""
    engine = company.bot.store._engine
    found: Rows = {}
    for table in sorted(engine.table_names() - {"schema_steps", "audit_heads"}):
        every = engine.query(f"SELECT * FROM {table}")  # noqa: S608 - a name of our own
        found[table] = {str(row) for row in every if row.get("team_id", team_id) == team_id}
    return found


def spoilt(known: list[Request], others: Heard) -> Iterator[Request]:
    random = Random(20_480)
    for number in range(COUNT):
        whole = known[number * 7 % len(known)]
        yield Request(whole.kind, spoil(whole.payload, random))


def mixed(known: list[Request], others: Heard) -> Iterator[Request]:
    random = Random(40_960)
    for number in range(COUNT):
        whole = known[number * 7 % len(known)]
        yield Request(whole.kind, mix(whole.payload, others, random))


@pytest.mark.parametrize("requests", [spoilt, mixed])
def test_every_payload_is_answered(
    company: Company,
    sent: list[Request],
    requests: Any,
    log: io.StringIO,
    caplog: pytest.LogCaptureFixture,
) -> None:
    before = rows(company, OTHER_TEAM)
    assert all(before[table] for table in ("candidates", "scorecards", "interviews", "drafts"))
    known = shapes(sent)
    answers = [receive(company, each, caplog) for each in requests(known, heard(sent))]
    faults = [fault for _, fault in answers if fault]
    assert not faults, f"{len(faults)} faults, such as {faults[0]}"
    assert {status for status, _ in answers} == {200, 400}
    assert rows(company, OTHER_TEAM) == before
    assert not [word for word in TYPED if word in log.getvalue()]


@pytest.mark.parametrize("requests", [spoilt, mixed])
def test_nothing_of_others_changes_by_somebody_without_a_part_in_it(
    company: Company,
    sent: list[Request],
    requests: Any,
    log: io.StringIO,
    caplog: pytest.LogCaptureFixture,
) -> None:
    stranger = company.slack.add_user("U0MALLORY", "Mallory")
    team_id = company.slack.workspace.identity.team_id
    before = {team: rows(company, team) for team in (team_id, OTHER_TEAM)}
    known = [sent_by(stranger.id, each) for each in shapes(sent)]
    others = heard(sent)
    others["id"] = [each for each in others["id"] if not str(each).startswith("U0")]
    faults = [
        receive(company, sent_by(stranger.id, each), caplog)[1] for each in requests(known, others)
    ]
    assert not any(faults), next(filter(None, faults))
    for team, kept in before.items():
        assert company.bot.store.chain.verify(team)
        after = rows(company, team)
        gone = {table: kept[table] - after[table] for table in kept if kept[table] - after[table]}
        assert gone == {}
    assert not [word for word in TYPED if word in log.getvalue()]
