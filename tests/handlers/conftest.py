"""Where much is written, the same tests run on a SQLite file and on a real PostgreSQL; words run on one Python."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from tests.bot.slack.stub_slack import StubSlack, stub_slack
from tests.company import Company
from tests.databases import pooled

ROOM = Path(__file__).parent
ON_EVERY_PYTHON = (
    "candidates/test_typed_names", "debriefs/test_debrief", "home/test_home.py", "kits/test_kit", "panels/test_plan.py",
    "scorecards/test_drafts", "scorecards/test_scorecard", "test_errors", "test_hostile_text", "test_reminders",
    "test_stored_jobs",
)  # fmt: skip
"""What reads text, dates or types, and the way from a plan to its debrief; the rest is words, and what follows what."""
ON_BOTH = (
    "candidates/test_eras", "debriefs/test_changes", "debriefs/test_debrief", "debriefs/test_weekly", "decisions/",
    "panels/test_former_leads", "panels/test_leavers", "panels/test_plan", "panels/test_times",
    "scorecards/test_drafts", "scorecards/test_evidence", "scorecards/test_scorecard", "scorecards/test_se",
    "test_a_whole_hiring",
)  # fmt: skip
"""What writes, reads back and waits for others; the rest asks nothing of the store that is not among this."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks as `once` what need not run on every Python."""
    for item in items:
        if item.path.is_relative_to(ROOM) and not _is_in(item.path, ON_EVERY_PYTHON):
            item.add_marker(pytest.mark.once)


def _is_in(path: Path, places: tuple[str, ...]) -> bool:
    return path.is_relative_to(ROOM) and str(path.relative_to(ROOM)).startswith(places)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Gives the company of such a test each of the two, unless it is marked as `sqlite`."""
    of_one = metafunc.definition.get_closest_marker("sqlite")
    if (
        "database_url" in metafunc.fixturenames
        and _is_in(metafunc.definition.path, ON_BOTH)
        and not of_one
    ):
        postgresql = pytest.param("postgresql", marks=pytest.mark.once)
        engines = ["sqlite", postgresql, *pooled(metafunc)]
        metafunc.parametrize("database_url", engines, indirect=True)


@pytest.fixture
def receiver(company: Company) -> Iterator[StubSlack]:
    """Another system that hears of events, of a company whose bot is started with its address."""
    with stub_slack() as stub:
        address = {"webhook_url": f"{stub.base_url}hook", "webhook_secret": "shared"}
        secret = {name: SecretStr(value) for name, value in address.items()}
        company.settings = company.settings.model_copy(update=secret)
        company.crashes()
        yield stub
