"""What people were told was saved, written down as they read it, and held against the database in the end."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from benchmarks.rounds import percentile

TOO_LATE = 3.0  # seconds; Slack has shown an error by then

Seat = tuple[str, str]
"""A candidate's id, and who scores them."""


@dataclass(slots=True)
class Draft:
    """Everything that one person has typed so far, and how much of it was acknowledged."""

    typed: list[str] = field(default_factory=list)
    acknowledged: int = 0
    trigger: str = ""
    """Of what was acknowledged last: a view that it opened says that it was not saved."""

    @property
    def may_be(self) -> list[str]:
        """What the database may hold: what was acknowledged last, or typed since."""
        return self.typed[max(self.acknowledged - 1, 0) :]


@dataclass(slots=True)
class Ledger:
    """The answers of one run."""

    cards: set[Seat] = field(default_factory=set)
    plans: set[str] = field(default_factory=set)
    """The names of candidates whose plan was saved."""
    drafts: dict[Seat, Draft] = field(default_factory=dict)
    took: list[float] = field(default_factory=list)
    """Seconds to each answer."""
    failed: Counter[str] = field(default_factory=Counter)
    saved_at: list[float] = field(default_factory=list)
    """When each of those was acknowledged."""
    requests: int = 0

    def milliseconds(self, share: float) -> float:
        """What this share of the answers did not exceed."""
        return percentile(self.took, share) * 1000 if self.took else 0.0

    def first_saved_after(self, moment: float) -> float | None:
        """Seconds from then to the next thing that was acknowledged; None where nothing was."""
        return next((at - moment for at in sorted(self.saved_at) if at >= moment), None)

    def lost(
        self, cards: Collection[Seat], plans: Collection[str], drafts: Mapping[Seat, str]
    ) -> list[str]:
        """What was acknowledged and is not in the database, which holds these."""
        typed = {seat: draft for seat, draft in self.drafts.items() if draft.acknowledged}
        return [
            *(f"card {seat}" for seat in sorted(self.cards - set(cards))),
            *(f"plan {name}" for name in sorted(self.plans - set(plans))),
            *(
                f"draft {seat}"
                for seat, draft in sorted(typed.items())
                if seat not in cards and drafts.get(seat) not in draft.may_be
            ),
        ]


def doubled(rows: Iterable[object]) -> list[str]:
    """What is there more than once."""
    return sorted(str(row) for row, times in Counter(rows).items() if times > 1)
