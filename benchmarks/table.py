"""One line for each thing measured: ours, its floor, the ratio, the budget, and whether it was kept."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

HEAD = ("benchmark", "ours", "floor", "ratio", "budget", "within")


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured thing; without a budget it is there to be looked at."""

    name: str
    unit: str
    ours: float
    floor: float | None = None
    budget: "Budget | None" = None

    @property
    def ratio(self) -> float | None:
        """How many times the floor this is."""
        return self.ours / self.floor if self.floor else None

    @property
    def cells(self) -> tuple[str, ...]:
        """The line of the table."""
        within = {True: "yes", False: "NO"}[self.budget.holds(self)] if self.budget else "-"
        return (
            f"{self.name}, {self.unit}",
            _number(self.ours),
            _number(self.floor),
            "-" if self.ratio is None else f"{self.ratio:.2f}",
            self.budget.words if self.budget else "-",
            within,
        )


@dataclass(frozen=True, slots=True)
class Budget:
    """What a figure must keep to, and the words for it."""

    words: str
    holds: Callable[[Figure], bool]


def ratio_at_least(least: float) -> Budget:
    """At least this share of the floor: for what should be large."""
    return Budget(
        f"at least {least:g}", lambda figure: figure.ratio is not None and figure.ratio >= least
    )


def ratio_at_most(most: float) -> Budget:
    """At most this many times the floor: for what should be small."""
    return Budget(
        f"at most {most:g}", lambda figure: figure.ratio is not None and figure.ratio <= most
    )


def under(most: float) -> Budget:
    """Less than this, in the figure's own unit."""
    return Budget(f"under {most:g}", lambda figure: figure.ours < most)


def ratio_at_most_and_under(ratio: float, most: float) -> Budget:
    """Both: for what people wait for, however little it is compared with."""
    both = ratio_at_most(ratio), under(most)
    return Budget(
        " and ".join(budget.words for budget in both),
        lambda figure: all(budget.holds(figure) for budget in both),
    )


def as_text(figures: Iterable[Figure]) -> str:
    """The whole table as text."""
    rows = [HEAD, *(figure.cells for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    return "\n".join(_line(row, widths) for row in rows)


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    name, *rest = (
        cell.ljust(width) if column in (0, 4) else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join((name, *rest)).rstrip()


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
