"""Whatever Slack signs is answered: by what it asks for, a sentence, or a 400; never by a bare 500."""

import os
from random import Random

import pytest

from handlers.slack.errors import SlackError
from sandbox.delivery.http import Request
from tests.company import Company
from tests.handlers.misshapen import play, record, shapes, signed, spoil

# By hand: MISSHAPEN=10000 ./interview test tests/handlers/test_misshapen.py
COUNT = int(os.environ.get("MISSHAPEN", "600"))


def test_whatever_is_missing_or_wrong_or_huge_is_answered(
    company: Company, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    sent = record(monkeypatch)
    play(company)
    known, random = shapes(sent), Random(20_480)
    secret = company.settings.slack_signing_secret.get_secret_value()
    statuses, faults = set[int](), list[str]()
    for number in range(COUNT):
        whole = known[number * 7 % len(known)]
        spoilt = Request(whole.kind, spoil(whole.payload, random))
        caplog.clear()
        answer = company.bot.dispatcher.receive(*signed(secret, spoilt))
        run_all(company)
        statuses.add(answer.status)
        errors = [line.exc_info[1] for line in caplog.records if line.exc_info]
        ours = [error for error in errors if not isinstance(error, SlackError)]
        if ours or "Something went wrong" in answer.body:
            faults.append(f"{spoilt.payload}"[:2_000] + caplog.text[-2_000:])
    assert not faults, f"{len(faults)} faults, such as {faults[0]}"
    assert statuses == {200, 400}


def run_all(company: Company) -> None:
    """Does what goes on after an answer; what Slack refuses of it is only logged."""
    while True:
        try:
            company.later.run()
        except (SlackError, FutureWarning):  # urllib3 warns of an address that is none
            continue
        return
