"""Where much is written, the same tests run on a SQLite file and on a real PostgreSQL."""

from pathlib import Path

import pytest

from tests.databases import pooled

ON_BOTH = ("candidates/test_eras", "debriefs/", "decisions/", "panels/", "scorecards/")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Gives the company of such a test each of the two, unless it is marked as `sqlite`."""
    path = str(metafunc.definition.path.relative_to(Path(__file__).parent))
    of_one = metafunc.definition.get_closest_marker("sqlite")
    if "database_url" in metafunc.fixturenames and path.startswith(ON_BOTH) and not of_one:
        postgresql = pytest.param("postgresql", marks=pytest.mark.once)
        engines = ["sqlite", postgresql, *pooled(metafunc)]
        metafunc.parametrize("database_url", engines, indirect=True)
