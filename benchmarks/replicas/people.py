"""People at work: each sends one request after another, and tries again what was not saved, as people do."""

import time
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any

from benchmarks.data import rows
from benchmarks.load.forms import usual_form
from benchmarks.load.requests import command, home_opened, keystroke, submission
from benchmarks.replicas.ledger import Draft, Ledger
from benchmarks.replicas.slack import BadSlack
from sandbox.delivery.payloads import action
from sandbox.world.blocks import spots
from sandbox.world.form_state import Form

Person = Generator[bytes, bytes | None, None]
"""Gives requests, and takes the answer to each; None where there was none that could be read."""

SAVED = b'"text": "Saved"'
PLANNED = b'"text": "Planned"'
KEYSTROKES = 3  # of a scorecard, so that its draft is kept as often


@dataclass(slots=True)
class Office:
    """Whom people score and plan, and what they do how often."""

    slack: BadSlack
    ledger: Ledger
    random: Random
    candidates: int
    _numbers: "count[int]" = field(default_factory=count)
    _cards: "count[int]" = field(default_factory=count)

    def somebody(self) -> Person:
        """A person who does one thing.

        At 100 requests a second three replicas can just send what comes of it, to a Slack that takes 300 ms.
        """
        often = {
            self.reads_a_kit: 60, self.reads_a_debrief: 16, self.scores: 8,
            self.types: 2, self.looks_at_home: 1, self.plans: 0.5,
        }  # fmt: skip
        [chosen] = self.random.choices(list(often), weights=list(often.values()))
        return chosen()

    def reads_a_kit(self) -> Person:
        """One request, which needs no database."""
        yield command("ml-engineer")

    def reads_a_debrief(self) -> Person:
        """The lead of somebody asks how it stands."""
        number = self.random.randrange(self.candidates)
        yield command(f"debrief id:{rows.candidate_id(number)}", rows.interviewer(number, 0))

    def looks_at_home(self) -> Person:
        """The Home tab is published after the answer, by a job."""
        yield home_opened(rows.interviewer(self.random.randrange(self.candidates), 0))

    def types(self) -> Person:
        """Somebody begins a scorecard and leaves it."""
        return self._at_a_card(sends=False)

    def scores(self) -> Person:
        """Somebody fills in a scorecard and sends it until it is saved."""
        return self._at_a_card(sends=True)

    def plans(self) -> Person:
        """A lead plans somebody new, with one interviewer."""
        number = next(self._numbers)
        name, lead = _name(self.random), f"U1LEAD{number}"
        view = yield from self._form(f"plan {name}", lead)
        form = Form(view["blocks"])
        for spot in spots(view["blocks"]):
            if spot.key[0] == "level":
                chosen = next(o for o in spot.element["options"] if o["value"] == "senior")
                form.touch(spot, chosen)
            elif spot.key[0] == "panel.new":
                form.touch(spot, [f"U1PANEL{number}"])
        yield from self._send(
            view, form, lead, PLANNED, lambda: self.ledger.plans.add(name.casefold())
        )

    def _at_a_card(self, *, sends: bool) -> Person:
        number, seat = divmod(next(self._cards), rows.PANEL)
        if number >= self.candidates:
            return  # everybody has scored
        candidate, user = rows.candidate_id(number), rows.interviewer(number, seat)
        view = yield from self._form(f"score id:{candidate}", user)
        form = usual_form(view)
        yield from self._types(view, form, (candidate, user))
        if sends:
            seen = (candidate, user)
            yield from self._send(view, form, user, SAVED, lambda: self.ledger.cards.add(seen))

    def _types(self, view: dict[str, Any], form: Form, seat: tuple[str, str]) -> Person:
        note = next(spot for spot in spots(view["blocks"]) if spot.key[0].startswith("note"))
        draft = self.ledger.drafts.setdefault(seat, Draft())
        for words in range(1, KEYSTROKES + 1):
            text, trigger = f"{rows.NOTE} {words}", self._trigger()
            event = action(note, f"{time.time():.6f}", form.touch(note, text))
            draft.typed.append(text)
            if (yield keystroke(view, form.values(), seat[1], event, trigger)) is not None:
                draft.acknowledged = words
                draft.trigger = trigger

    def _form(self, text: str, user: str) -> Generator[bytes, bytes | None, dict[str, Any]]:
        """The form that a command opens; it is typed again until Slack has shown one."""
        while True:
            trigger = self._trigger()
            yield command(text, user, trigger)
            view = self.slack.views.get(trigger)
            if view and view.get("submit"):  # and no notice
                return view

    def _send(
        self, view: dict[str, Any], form: Form, user: str, saved: bytes, note: Callable[[], None]
    ) -> Person:
        answer = None
        while answer is None or saved not in answer:
            answer = yield submission(view, form.values(), user)
        note()
        self.ledger.saved_at.append(time.time())

    def _trigger(self) -> str:
        return f"1.2.{next(self._numbers):032x}"


def _name(random: Random) -> str:
    """A name that looks like nobody else's."""
    return " ".join(
        "".join(random.choice("bdfgklmnprstvz") + random.choice("aeiou") for _ in range(5)).title()
        for _ in range(2)
    )
