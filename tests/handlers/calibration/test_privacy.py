"""Nobody's ratings reach anybody else: not on any surface, and not in what the bot writes, counts or tells others."""

import json
import logging
from collections.abc import Callable
from pathlib import Path

import pytest
import urllib3
from click.testing import CliRunner

from bot.cli.main import main
from sandbox.world.records import User
from tests.bot.slack.stub_slack import StubSlack
from tests.company import Company
from tests.handlers.calibration.steps import begins, finishes, parts, rates, starts
from tests.handlers.panels.steps import KATHERINE
from tests.handlers.reminders.test_reminders import advance

RATERS = ("ada", "grace", "alan", "hedy")
GIVEN = {"ada": 5, "grace": 1, "alan": 4, "hedy": 2}
"""Each rates everything alike, so that their standing is nobody else's."""
SURFACES = (
    "calibrate", "calibrate id:{round}", "calibrate team id:{round}", "calibrate id:{own}", "calibrate ml-engineer",
    "mirror",
    "candidates", "candidates decided", "openings", "opening {opening}", "compare {opening}", "plan {candidate}",
    "debrief {candidate}", "export {candidate}", "export {opening}", "audit", "audit {candidate}", "settings", "help",
    "help commands", "search calibration", "home",
)  # fmt: skip


def word_of(who: User) -> str:
    """A word that this person alone has typed."""
    return f"heard-by-{who.id}"


@pytest.fixture
def played(company: Company) -> str:
    """A round of four people that is over, with Grace's own beside it; the id of the round.

    Katherine is a candidate whom all of them have scored.
    """
    people = [getattr(company, name) for name in RATERS]
    company.adds(company.ada, KATHERINE, panel=tuple(people[1:]), ratings={"ml-ops": 4})
    for who in people[1:]:
        company.scores(who, KATHERINE, ratings={"ml-ops": 4})
    round_id = starts(company, company.ada, *people)
    for name, who in zip(RATERS, people, strict=True):
        finishes(company, who, *[GIVEN[name]] * 8, evidence=word_of(who))
    begins(company, company.grace, "data-engineer")
    for _ in range(8):
        rates(company, company.grace, 1, word_of(company.grace))
    company.clock.forward(days=8)
    company.deliver()
    return round_id


@pytest.fixture
def told(company: Company, played: str) -> None:
    """Grace has had her mirror by message."""
    company.sets(company.grace, mirror="on")
    advance(company, "2026-04-01 18:00")
    assert company.inbox(company.grace, "How you rate")


def looks(company: Company, who: User, surface: str, round_id: str) -> None:
    """Somebody asks for a page; Grace's own round is what others try to look into."""
    own = parts(company, company.grace)[0].round.id
    opening = f"Opening of {company.ada.id}"
    names = {"round": round_id, "own": own, "opening": opening, "candidate": KATHERINE}
    if surface == "home":
        company.home(who)
    else:
        company.types(who, surface.format(**names))
    company.deliver()


def shown_to(company: Company, who: User) -> str:
    """All that Slack has of the bot's for this person, as it is sent: what can be read, and what cannot."""
    views = [view for view in (company.slack.view_of(who), company.slack.home_of(who)) if view]
    told = [*company.slack.messages(who), *company.slack.ephemerals(who)]
    return json.dumps(
        [
            *((view.blocks, view.private_metadata, view.values) for view in views),
            *((message.text, message.words, message.blocks) for message in told),
            *(str(file) for message in told for file in message.files),
        ]
    )


@pytest.mark.parametrize("surface", SURFACES)
def test_no_page_shows_anybody_elses(company: Company, played: str, surface: str) -> None:
    everybody = [*(getattr(company, name) for name in RATERS), company.admin]
    for reader in everybody:
        looks(company, reader, surface, played)
        shown = shown_to(company, reader)
        for author in everybody:
            assert (word_of(author) in shown) <= (author is reader), f"{reader.id} sees {author.id}"
        assert "gave a" not in shown


def test_the_messages_of_a_round_name_nobody_but_who_started_it(
    company: Company, played: str
) -> None:
    for name in RATERS:
        who = getattr(company, name)
        told = [message for message in company.inbox(who) if "alibrat" in str(message.blocks)]
        assert len(told) >= 2
        others = {getattr(company, other).id for other in RATERS} - {company.ada.id}
        assert not [each for each in others if each in json.dumps([m.blocks for m in told])]


def test_a_button_and_a_form_hold_the_round_and_the_place_alone(company: Company) -> None:
    round_id = starts(company, company.ada, company.grace)
    view = begins(company, company.grace)
    assert json.loads(view.private_metadata) == {"round_id": round_id, "number": 1}
    [button] = [
        b for b in company.inbox(company.grace, "15 minutes")[0].blocks if b["type"] == "actions"
    ]
    assert [each["value"] for each in button["elements"]] == [f"calibrate id:{round_id}"]


def log(company: Company, caplog: pytest.LogCaptureFixture, folder: Path) -> str:
    return "\n".join(f"{vars(record)}" for record in caplog.records)


def metrics(company: Company, caplog: pytest.LogCaptureFixture, folder: Path) -> str:
    return urllib3.request("GET", f"{company.url}/metrics").data.decode()


def command_line_export(company: Company, caplog: pytest.LogCaptureFixture, folder: Path) -> str:
    file = folder / "all.json"
    found = CliRunner().invoke(
        main,
        ["export", "--sealed", "--to", str(file)],
        env={"DATABASE_URL": company.settings.database_url.get_secret_value()},
        catch_exceptions=False,
    )
    assert found.exit_code == 0, found.output
    return file.read_text()


def jobs(company: Company, caplog: pytest.LogCaptureFixture, folder: Path) -> str:
    rows = company.bot.store._engine.query("SELECT kind, payload, dedupe_key, last_error FROM jobs")
    return "\n".join(str(row) for row in rows)


def audit_log(company: Company, caplog: pytest.LogCaptureFixture, folder: Path) -> str:
    rows = company.bot.store._engine.query("SELECT * FROM audit_lines")
    return "lines\n" + "\n".join(str(row) for row in rows)


PLACES: tuple[Callable[[Company, pytest.LogCaptureFixture, Path], str], ...] = (
    log, metrics, command_line_export, jobs, audit_log,
)  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_nothing_that_was_rated_stands_in(
    company: Company,
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
    place: Callable[[Company, pytest.LogCaptureFixture, Path], str],
    request: pytest.FixtureRequest,
) -> None:
    caplog.set_level(logging.DEBUG)
    request.getfixturevalue("told")
    found = place(company, caplog, tmp_path)
    assert found
    assert "heard-by-" not in found
    assert "answer_id" not in found
    assert "calibration_rating" not in found
    assert "How you rate" not in found
    assert "the key" not in found


def test_another_system_hears_of_no_round(company: Company, receiver: StubSlack) -> None:
    starts(company, company.ada, company.grace)
    finishes(company, company.grace, *[3] * 8)
    company.sets(company.grace, mirror="on")
    advance(company, "2026-04-01 18:00")
    assert company.inbox(company.grace, "How you rate")
    assert receiver.received == []


def test_a_weekly_digest_says_nothing_of_rounds(company: Company, played: str) -> None:
    company.sets(company.ada, weekly="on")
    company.clock.forward(days=9)
    company.deliver()
    digests = [message for message in company.inbox(company.ada) if "week" in message.words.lower()]
    assert digests
    assert not [message for message in digests if "alibrat" in message.text]
