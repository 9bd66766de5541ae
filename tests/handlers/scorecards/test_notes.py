"""However often a scorecard is open, saved and opened again, each note is in what is sent, once."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.context import Context
from handlers.scorecards.card_form import CardForm, Metadata, form_of
from handlers.scorecards.drafts import draft_on, new_draft
from handlers.scorecards.notes import with_note, with_notes
from handlers.scorecards.scorecard import form_for
from handlers.slack.text import message_text
from interviews.models import SkillRating
from interviews.permissions import Person
from interviews.scorecards.notes import add_note
from interviews.store import Store, open_store
from interviews.store.drafts import Note
from interviews.store.values import new_id
from question_bank.bank import Bank
from templates.macros.escaping import escape
from tests.interviews import make

TEAM, GRACE = "T0ENGINE", "U0GRACE"
SKILLS = ("python", "sql")
NO_DESK = cast(Context, None)  # no name has to be looked up
WINDOWS = st.integers(0, 2)
SKILL = st.sampled_from((*SKILLS, ""))


class Step(NamedTuple):
    """Something that happens to a scorecard, in one of three windows."""

    does: str
    window: int
    skill: str


STEPS = st.lists(
    st.builds(
        Step, st.sampled_from(["opens", "types", "deletes", "saves", "notes"]), WINDOWS, SKILL
    ),
    max_size=14,
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder: Path = tmp_path_factory.mktemp("jotted")
    opened = open_store(f"sqlite:///{folder}/interviews.db", lambda: datetime.now(UTC))
    opened.migrate()
    yield opened
    opened.close()


class Evening:
    """Grace writes one scorecard in three windows, and adds notes meanwhile."""

    def __init__(self, bank: Bank, store: Store) -> None:
        self.number = 0
        self.notes: list[str] = []
        self.windows: dict[int, CardForm] = {}
        who = Person(team_id=TEAM, user_id=GRACE)
        self.ctx = Context(
            bank=bank,
            store=store,
            slack=cast(Any, None),
            person=who,
            clock=lambda: datetime.now(UTC),
            executor=cast(Any, None),
        )
        candidate = make.candidate(new_id(), "Margaret Hamilton", leads=(GRACE,))
        store.candidates.add(candidate)
        self.about = candidate.id

    def does(self, step: Step) -> None:
        acts: dict[str, Callable[[Step], None]] = {
            "opens": self.opens, "types": self.types, "deletes": self.deletes,
            "saves": self.saves, "notes": self.adds_a_note,
        }  # fmt: skip
        acts[step.does](step)

    def opens(self, step: Step) -> None:
        card, _ = form_for(self.ctx, self.about)
        self.windows[step.window] = with_notes(self.ctx, card, SKILLS).form

    def types(self, step: Step) -> None:
        if step.window in self.windows:
            self.number += 1
            self.change(step, lambda before: f"{before} typed-{self.number}")

    def deletes(self, step: Step) -> None:
        """Whatever stands in the field is taken out on purpose, notes and all."""
        if step.window in self.windows:
            gone = self.standing(step)
            self.notes = [note for note in self.notes if note not in gone]
            self.change(step, lambda _: "")

    def standing(self, step: Step) -> str:
        form = self.windows[step.window]
        rating = form.ratings.get(step.skill)
        return form.note if not step.skill else rating.evidence if rating else ""

    def change(self, step: Step, how: Callable[[str], str]) -> None:
        form, text = self.windows[step.window], how(self.standing(step))
        if step.skill:
            rating = SkillRating(skill_id=step.skill, evidence=text)
            changed = {"ratings": form.ratings | {step.skill: rating}}
        else:
            changed = {"note": text}
        self.windows[step.window] = form.model_copy(update=changed)

    def saves(self, step: Step) -> None:
        if step.window in self.windows:
            self.number += 1
            kept = new_draft(self.ctx, self.windows[step.window])
            later = kept.model_copy(update={"typed_at": f"{self.number:09}"})
            self.ctx.store.drafts.save(later)

    def adds_a_note(self, step: Step) -> None:
        self.number += 1
        text = f"note-{self.number}."
        note = Note(
            team_id=TEAM, user_id=GRACE, candidate_id=self.about, id=new_id(),
            skill_id=step.skill, text=text, added_at=self.ctx.now(),
        )  # fmt: skip
        card, _ = form_for(self.ctx, self.about)
        fresh = None if draft_on(self.ctx, self.about) else new_draft(self.ctx, card)
        add_note(self.ctx.store, self.ctx.person, note, fresh)
        assert draft_on(self.ctx, self.about)
        self.notes.append(text)

    def sends(self, form: CardForm) -> str:
        whole = with_notes(self.ctx, form, SKILLS).form
        return "\n".join([whole.note, *(rating.evidence for rating in whole.ratings.values())])


@pytest.fixture(scope="module")
def begins(bank: Bank, store: Store) -> Callable[[], Evening]:
    """Makes an evening with a candidate of its own."""
    return lambda: Evening(bank, store)


class TestNotes:
    @settings(max_examples=60, deadline=None)
    @given(steps=STEPS)
    def test_are_never_lost_and_never_there_twice(
        self, begins: Callable[[], Evening], steps: list[Step]
    ) -> None:
        """A note that was deleted in one window may still stand in another, which is as it should be."""
        evening = begins()
        for step in steps:
            evening.does(step)
        draft = draft_on(evening.ctx, evening.about)
        forms = [*evening.windows.values(), *([form_of(draft)] if draft else [])]
        for form in forms:
            sent = evening.sends(form)
            assert not [note for note in evening.notes if sent.count(note) != 1]


class TestBehind:
    def test_puts_what_a_lost_skill_leaves_into_the_overall_note(self) -> None:
        kept = Metadata(card_id="card", archetype_id="ml-engineer", new_id="new")
        note = Note(
            team_id=TEAM, user_id=GRACE, candidate_id="margaret", id="note", skill_id="lost",
            text="Named retries.", added_at=datetime.now(UTC),
        )  # fmt: skip
        longer = with_note(CardForm(kept=kept, note="Calm."), note, SKILLS)
        assert longer
        assert (longer.note, longer.ratings) == ("Calm.\nNamed retries.", {})


class TestReadable:
    @given(st.text())
    def test_gives_back_what_slack_has_escaped(self, text: str) -> None:
        assert message_text(NO_DESK, escape(text)) == text.strip()
