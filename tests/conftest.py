"""What every test can ask for: the bank, a clock, and a small company with a running bot."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from hypothesis import settings

from bot.cli.doctor.slack import SCOPES
from bot.composition import Application
from bot.server.frames import LONGEST_ANSWER
from bot.settings import Settings
from question_bank.bank import Bank
from question_bank.load.loader import load
from question_bank.models import Archetype
from sandbox.driver.driver import StandIn
from sandbox.world.rules import Rule

# Fixtures, for every test below.
from tests.bot_process import ada as ada
from tests.bot_process import bot as bot
from tests.bot_process import grace as grace
from tests.browser import browser as browser  # a fixture, for every test below
from tests.company import AfterAnswers, Clock, Company, Line, wsgi_server
from tests.control_names import listen
from tests.databases import EMPTIED, wait_for_connection
from tests.databases import emptied_pooled as emptied_pooled
from tests.databases import emptied_postgres as emptied_postgres
from tests.databases import folder_in_memory as folder_in_memory
from tests.databases import migrated_pooled as migrated_pooled
from tests.databases import migrated_postgres as migrated_postgres
from tests.databases import migrated_sqlite as migrated_sqlite
from tests.databases import pgbouncer as pgbouncer
from tests.databases import pooled_url as pooled_url
from tests.databases import postgres as postgres
from tests.databases import postgres_url as postgres_url
from tests.spoken import spoken_faults

# Hypothesis fails an example that takes more than 200 ms, which on a busy machine any can.
settings.register_profile("untimed", settings.default, deadline=None)
settings.load_profile("untimed")

SECRET = "a-signing-secret-of-the-tests"
BOT_TOKEN = "xoxb-of-the-tests"
ENVELOPE = 100  # bytes around an answer over a socket
APP_TOKEN = "xapp-of-the-tests"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds what `./interview test` takes beside the options of pytest."""
    parser.addoption(
        "--write-words", action="store_true", help="write the words beside README's pictures again"
    )
    parser.addoption(
        "--lenient",
        action="append",
        default=[],
        choices=list(Rule.__members__),
        help="a rule of Slack that the stand-in shall not insist on (see sandbox/README.md)",
    )


def pytest_xdist_auto_num_workers() -> int:
    """Two processes a core for `-n auto`: half of the time a test waits, for a browser, a database or the bot."""
    return 2 * (os.cpu_count() or 1)


@pytest.fixture(scope="session")
def bank() -> Bank:
    """The built-in bank."""
    return load()


@pytest.fixture(scope="session")
def ml(bank: Bank) -> Archetype:
    """The role of a machine learning engineer."""
    return next(role for role in bank.archetypes if role.id == "ml-engineer")


@pytest.fixture(scope="session")
def backend(bank: Bank) -> Archetype:
    """The role of a backend developer."""
    return next(role for role in bank.archetypes if role.id == "backend-developer")


@pytest.fixture(scope="session")
def lenient(request: pytest.FixtureRequest) -> frozenset[Rule]:
    """The rules that `--lenient` names."""
    return frozenset(Rule[name] for name in request.config.getoption("--lenient"))


@pytest.fixture(scope="session")
def stand_in(lenient: frozenset[Rule]) -> Iterator[StandIn]:
    """One Slack for all tests, with the scopes of the manifest and no others; `slack` empties it."""
    with StandIn.running(
        signing_secret=SECRET,
        bot_token=BOT_TOKEN,
        app_token=APP_TOKEN,
        scopes=SCOPES,
        lenient=lenient,
    ) as running:
        yield running


@pytest.fixture
def slack(stand_in: StandIn) -> Iterator[StandIn]:
    """A Slack that has seen nothing yet; at the end, nothing may have been over Slack's limits."""
    stand_in.reset()
    yield stand_in
    assert stand_in.violations == []


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still until the test moves it on."""
    return Clock()


@pytest.fixture
def api_url(slack: StandIn) -> str:
    """Where the bot finds Slack's Web API."""
    return slack.api_url


@pytest.fixture
def database_url(
    request: pytest.FixtureRequest, folder_in_memory: Path, migrated_sqlite: Path
) -> str:
    """Where the company's bot keeps its data: a SQLite file, or PostgreSQL for tests that run on both."""
    fixture = EMPTIED.get(getattr(request, "param", "sqlite"))
    if fixture:
        found: str = request.getfixturevalue(fixture)
        return found
    file = shutil.copy(migrated_sqlite, folder_in_memory / "interviews.db")
    return f"sqlite:///{file}"


@pytest.fixture
def company(
    slack: StandIn,
    api_url: str,
    clock: Clock,
    bank: Bank,
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Company]:
    """A company with a bot that listens, its jobs waiting for the test to call `deliver`."""
    with open_company(slack, api_url, clock, bank, database_url, monkeypatch) as opened:
        yield opened


@contextmanager
def open_company(
    slack: StandIn,
    api_url: str,
    clock: Clock,
    bank: Bank,
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Company]:
    """Such a company, in a Slack that has seen nothing yet."""
    admin = slack.add_user("U0ADMIN", "Edsger Dijkstra")
    settings = Settings(
        slack_bot_token=BOT_TOKEN,
        slack_signing_secret=SECRET,
        slack_api_url=api_url,
        database_url=database_url,
        interview_admins=admin.id,
        _env_file=None,
    )
    later = AfterAnswers()
    bot = Application(settings, bank=bank, clock=clock, executor=later)
    wait_for_connection(bot.store)
    slack.after_each_step(later.run)
    names = listen(monkeypatch)
    with wsgi_server(bot.wsgi) as url, ExitStack() as closing:
        slack.deliver_to(f"{url}/slack/events")
        company = Company(
            slack=slack,
            bot=bot,
            settings=settings,
            url=url,
            clock=clock,
            ada=slack.add_user("U0ADA", "Ada Lovelace", tz="Europe/London"),
            grace=slack.add_user("U0GRACE", "Grace Hopper", tz="America/New_York"),
            alan=slack.add_user("U0ALAN", "Alan Turing", tz="America/Los_Angeles"),
            hedy=slack.add_user("U0HEDY", "Hedy Lamarr", tz="Europe/Amsterdam"),
            admin=admin,
            later=later,
            closing=closing,
        )
        yield company
        spoken = spoken_faults(company)
    bot.close()
    assert spoken == [], "notifications and screen readers are told this"
    late = {request: calls for request, calls in slack.replies if len(calls) > 1}
    assert late == {}, "acknowledged after more than one call to Slack"
    assert names == [], "controls that a screen reader does not tell apart"


@pytest.fixture(scope="module")
def line(stand_in: StandIn) -> Iterator[Line]:
    """One socket for all tests of a file: to end it takes seconds."""
    opened = Line(stand_in)
    yield opened
    opened.close()


@pytest.fixture
def connected(company: Company, line: Line) -> Iterator[Company]:
    """The company, with a bot that Slack reaches over a socket; a step is over once it is answered in full.

    At the end, no frame may have been longer than the longest answer and the envelope around it.
    """

    def finish() -> None:
        line.wait_until_idle()
        company.later.run()

    line.company, company.over_http = company, False
    company.slack.use_socket_mode()
    company.slack.after_each_step(finish)
    yield company
    assert max(company.slack.workspace.frames, default=0) <= LONGEST_ANSWER + ENVELOPE
