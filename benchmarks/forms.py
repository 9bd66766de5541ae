"""Scorecards as people send them: the modal that the bot itself opened, filled in field by field."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from typing import Any

from benchmarks import rows
from benchmarks.asked import command, submission
from benchmarks.connections import ask
from benchmarks.peer import Peer
from sandbox.world.blocks import Spot, spots
from sandbox.world.form_state import Form


@dataclass(slots=True)
class Panels:
    """Candidates one after the other, each to be scored by six people."""

    port: int
    peer: Peer
    following: int = 0

    def filled(self, candidates: int) -> list[bytes]:
        """The forms of the panels of so many new candidates, ready to be sent."""
        first, self.following = self.following, self.following + candidates
        seats = range(rows.PANEL)
        return [self._form(n, seat) for n in range(first, self.following) for seat in seats]

    def _form(self, candidate: int, seat: int) -> bytes:
        user = rows.interviewer(candidate, seat)
        view = opened(self.port, self.peer, candidate, user)
        return submission(view, filled(view).values(), user)


def opened(port: int, peer: Peer, candidate: int, user: str) -> dict[str, Any]:
    """The scorecard of this candidate, as the bot opens it for this person."""
    ask(port, command(f"score id:{rows.candidate_id(candidate)}", user))
    return peer.modals.pop()


def filled(view: dict[str, Any]) -> Form:
    """Every field of a scorecard filled in, with what people usually write."""
    form, ratings = Form(view["blocks"]), cycle(rows.RATINGS)
    for spot in spots(view["blocks"]):
        _fill(form, spot, ratings)
    return form


def _fill(form: Form, spot: Spot, ratings: Iterator[int | None]) -> None:
    field, _, skill = spot.block["block_id"].partition(".")
    if field == "rating" and skill:
        form.touch(spot, _option(spot, str(next(ratings) or "none")))
    elif field == "evidence" and skill:
        form.touch(spot, rows.EVIDENCE)
    elif field == "recommendation":
        form.touch(spot, _option(spot, "yes"))
    elif field == "note":
        form.touch(spot, rows.NOTE)


def _option(spot: Spot, value: str) -> dict[str, Any]:
    return next(one for one in spot.element["options"] if one["value"] == value)
