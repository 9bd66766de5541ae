"""What made-up raters give, and that the page on calibration shows the same lines."""

from click.testing import CliRunner

from benchmarks import raters
from tests.paths import ROOT


def test_is_drawn_line_by_line_on_the_page() -> None:
    """With few teams the figures differ, and the lines are the same."""
    drawn = CliRunner().invoke(raters.main, ["--teams", "2"]).output.splitlines()
    page = (ROOT / "docs" / "calibration.md").read_text().splitlines()
    words = [line.strip().split("  ")[0] for line in drawn]
    assert len(words) == 19
    assert {
        each for each in words if not any(line.strip().startswith(each) for line in page)
    } == set()
