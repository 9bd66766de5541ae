"""Scorecards as people send them: the modal that the bot itself opened, filled in field by field."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from typing import Any

from benchmarks.data import rows
from benchmarks.load.connections import ask
from benchmarks.load.requests import command, keystroke, submission
from benchmarks.machine.peer import Peer
from sandbox.delivery.payloads import action
from sandbox.world.blocks import Spot, spots
from sandbox.world.form_state import Form


@dataclass(slots=True)
class Panels:
    """Candidates one after the other, each to be scored by six people."""

    port: int
    peer: Peer
    next_candidate: int = 0

    def forms(self, candidates: int) -> list[bytes]:
        """The forms of the panels of so many new candidates, ready to be sent."""
        first, self.next_candidate = self.next_candidate, self.next_candidate + candidates
        seats = range(rows.PANEL)
        return [self._form(n, seat) for n in range(first, self.next_candidate) for seat in seats]

    def _form(self, candidate: int, seat: int) -> bytes:
        user = rows.interviewer(candidate, seat)
        view = open_card(self.port, self.peer, candidate, user)
        return submission(view, usual_form(view).values(), user)


def open_card(port: int, peer: Peer, candidate: int, user: str) -> dict[str, Any]:
    """The scorecard of this candidate, in which this person has added all skills of the role."""
    ask(port, command(f"score id:{rows.candidate_id(candidate)}", user))
    view = peer.modals.pop()
    form = Form(view["blocks"])
    skills = next(spot for spot in spots(view["blocks"]) if spot.key[1] == "score.skill")
    chosen = form.touch(skills, _option(skills, ":all"))
    ask(port, keystroke(view, form.values(), user, action(skills, "1600000000.000000", chosen)))
    return peer.modals.pop()


def usual_form(view: dict[str, Any]) -> Form:
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
    return next(option for option in spot.element["options"] if option["value"] == value)
