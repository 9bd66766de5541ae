"""Where much is written, the same tests run on a SQLite file and on a real PostgreSQL; words run on one Python."""

from pathlib import Path

import pytest

from tests.databases import pooled

ON_ONE_PYTHON = (
    "candidates/test_audit", "candidates/test_lists", "candidates/test_namesakes", "debriefs/test_digest_channel",
    "decisions/", "home/test_home_limits", "kits/test_advice", "kits/test_search", "panels/test_former_leads",
    "panels/test_leavers", "panels/test_many_people", "panels/test_my_interviews", "panels/test_outsiders",
    "panels/test_people", "scorecards/test_score_shortcut", "scorecards/test_second_rating", "test_longest",
    "test_suggestions",
)  # fmt: skip
"""Words, blocks and what follows what: nothing in them reads text, dates or types, or is done at once."""
ON_BOTH = ("candidates/test_eras", "debriefs/", "decisions/", "panels/", "scorecards/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what need not run on every Python."""
    for item in items:
        if _is_in(item.path, ON_ONE_PYTHON):
            item.add_marker(pytest.mark.once)


def _is_in(path: Path, places: tuple[str, ...]) -> bool:
    room = Path(__file__).parent
    return path.is_relative_to(room) and str(path.relative_to(room)).startswith(places)


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
