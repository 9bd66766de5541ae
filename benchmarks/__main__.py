"""The command line: runs the benchmarks that are named, or all, and prints one table."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import click

from benchmarks.measures import (
    agreement,
    autosave,
    debrief,
    demo,
    export,
    kit,
    retention,
    scorecard,
    start,
    years,
)
from benchmarks.sizes import FULL, NORMAL, QUICK, Size
from benchmarks.table import Figure, as_text

BENCHMARKS: dict[str, Callable[[Size, Path], Iterator[Figure]]] = {
    "kit": kit.measure,
    "scorecard": scorecard.measure,
    "autosave": autosave.measure,
    "debrief": debrief.measure,
    "agreement": agreement.measure,
    "export": export.measure,
    "retention": retention.measure,
    "start": start.measure,
    "years": years.measure,
    "demo": demo.measure,
}


@click.command(epilog=f"The benchmarks: {', '.join(BENCHMARKS)}.")
@click.argument("names", nargs=-1, type=click.Choice(list(BENCHMARKS)), metavar="[NAMES]...")
@click.option("--quick", is_flag=True, help="Fewer rounds, for a first impression.")
@click.option(
    "--full", is_flag=True, help=f"Debriefs out of {FULL:,} scorecards (3 GB of disk, kept)."
)
def main(names: tuple[str, ...], quick: bool, full: bool) -> None:
    """Measure the bot against its floor, side by side, and print whether each budget is kept.

    NAMES are the benchmarks to run; without any, all are run. Uses the loopback network only.
    """
    size = QUICK if quick else NORMAL
    if full:
        size = replace(size, stored=FULL)
    figures: list[Figure] = []
    for name in names or BENCHMARKS:
        click.echo(f"{name} …", err=True)
        with tempfile.TemporaryDirectory(prefix="benchmarks-") as folder:
            figures.extend(BENCHMARKS[name](size, Path(folder)))
    click.echo(as_text(figures))


if __name__ == "__main__":
    main(prog_name="python -m benchmarks")
