"""What a year of interviews takes, and that the page on sizes shows the same lines."""

from pathlib import Path

from benchmarks.sizing import CARDS, HIRED, PEOPLE, Taken, lines, measure
from tests.paths import ROOT


def test_plays_a_year_of_a_hundred_people(tmp_path: Path) -> None:
    taken = measure(f"sqlite:///{tmp_path / 'year.db'}")
    assert taken.cards == PEOPLE * HIRED * CARDS == taken.rows["scorecards"]
    assert taken.rows["decisions"] == taken.rows["candidates"] == 120
    assert 1e6 < taken.bytes < 5e6


def test_shows_the_lines_of_the_page() -> None:
    """Bytes and rows change with the schema; what is supposed of a company does not."""
    shown = list(lines({"SQLite": Taken({"scorecards": 240}, 2_000_000, 240)}))
    page = (ROOT / "docs" / "sizing.md").read_text()
    for line in shown[-3:]:
        people, cards, *_, hour, second = line.split()
        assert f"| {people} | {cards} |" in page
        assert f"| {hour} | {second} |" in page
