"""What somebody sees in a form is what Slack would send, and what is saved, whatever they did before.

A field shows what Slack holds for it. Where the bot fills one anew under its old block_id, it shows
something else than the bot believes.
"""

from collections.abc import Iterator
from itertools import count
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from handlers.slack.block_ids import declared_id
from sandbox.client.choices import ImpossibleError
from sandbox.client.snapshots import ViewSnapshot
from sandbox.world.blocks import Spot, spots
from sandbox.world.fields import SHAPES, initial_entry, value_of
from tests.company import Company
from tests.handlers.panels.steps import at, opens

numbers = count()
ROLES = ("ml-engineer", "data-engineer")
STORIES = settings(max_examples=12, deadline=None, phases=[Phase.explicit, Phase.generate])

Step = tuple[str, Any]
Story = list[list[Step]]
"""Bursts of steps, each so quick that no answer comes in between."""
Skills = dict[str, set[str]]
"""Ids of skills, by the person who looks at them."""


def stories(*steps: st.SearchStrategy[Step]) -> st.SearchStrategy[Story]:
    return st.lists(st.lists(st.one_of(*steps), min_size=1, max_size=3), max_size=6)


def step(name: str, *choices: Any) -> st.SearchStrategy[Step]:
    return st.tuples(st.just(name), st.sampled_from(choices))


CANDIDATE = step("candidate", "new", "first", "second")
PEOPLE = ("ada", "alan", "hedy")
PLAN = stories(
    st.tuples(st.just("panel"), st.lists(st.sampled_from(PEOPLE), min_size=1, unique=True)),
    st.tuples(st.just("focus"), st.tuples(st.sampled_from(PEOPLE), st.integers(0, 5))),
    step("role", *ROLES), CANDIDATE, step("minutes", "30", "60"), step("starts", *PEOPLE),
)  # fmt: skip
CARD = stories(
    CANDIDATE, step("rating", "2", "4"), step("evidence", "Said so."), step("resume", ""),
    step("skill_added", 0, 1, -1),
    step("note", "Calm.", "Calm and exact."), step("recommendation", "yes", "no"),
)  # fmt: skip
NOTE = stories(
    step("candidate", "first", "second"), step("skill", 0, 1, 2), step("note", "Other words.")
)
CHANGES_THE_FORM = {"panel", "focus", "role", "candidate", "resume", "skill_added"}


class Form:
    """The form that Ada has open; a step that is impossible in it is passed over."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self.ids = {"new": "new"} | {key: self._adds(key) for key in ("first", "second")}
        self._typed: set[str] = set()

    def _adds(self, key: str) -> str:
        name = f"{key} {next(numbers)}"
        role = ROLES[key == "second"]
        self.company.adds(self.company.grace, name, role, panel=(self.company.ada,))
        self.company.add_lead(name, self.company.ada)
        return self.company.candidate(name).id

    @property
    def view(self) -> ViewSnapshot:
        return self.company.modal(self.company.ada)

    def plays(self, story: Story) -> None:
        for burst in story:
            newest: Step | None = None
            with self.company.slack.quickly():
                for name, choice in burst:
                    try:
                        self._does(name, choice)
                    except ImpossibleError:
                        continue
                    if name not in CHANGES_THE_FORM:
                        self._typed.add(name)
                    elif newest != (name, choice):  # the same once more is a double click
                        newest, self._typed = (name, choice), set()
            assert list(self.disagreements()) == [], burst

    def _does(self, name: str, choice: Any) -> None:
        company, ada = self.company, self.company.ada
        match name:
            case "resume":
                element = self._button("score.resume").element
                if "options" in element:
                    company.chooses(ada, "score.resume", element["options"][0]["value"])
                else:
                    company.presses(ada, self.view, "score.resume", element["value"])
            case "panel":
                people = [self._person(who) for who in choice]
                company.chooses(ada, self._field("panel").key[0], people)
            case "focus":
                who, first = choice
                self._picks(self._field("focus", self._person(who)), first, 2)
            case "skill":
                self._picks(self._field("skill"), choice, 1)
            case "skill_added":
                options = [option["value"] for option in self._field(name).element["options"]]
                company.chooses(ada, name, options[choice % len(options)])
            case "starts":
                field = self._field("starts", self._person(choice)).key[0]
                company.chooses(ada, field, at(company.clock().replace(year=2027)))
            case "candidate":
                company.chooses(ada, "candidate", self.ids[choice])
            case "rating" | "recommendation" | "role":
                company.chooses(ada, self._field(name).key[0], choice)
            case _:
                company.writes(ada, self._field(name).key[0], choice)

    def _person(self, name: str) -> str:
        found: str = getattr(self.company, name).id
        return found

    def _field(self, name: str, person: str = "") -> Spot:
        """The first field of this name, and for this person."""
        for spot in spots(self.view.blocks):
            declared = declared_id(spot.key[0])
            if declared.partition(".")[0] == name and declared.endswith(person):
                return spot
        raise ImpossibleError(name)

    def _button(self, action: str) -> Spot:
        """The first button of this kind."""
        for spot in spots(self.view.blocks):
            if spot.key[1] == action:
                return spot
        raise ImpossibleError(action)

    def _picks(self, field: Spot, first: int, number: int) -> None:
        values = [option["value"] for option in field.element["options"]]
        self.company.chooses(self.company.ada, field.key[0], values[first : first + number])

    def disagreements(self) -> Iterator[str]:
        """The fields that hold something else than the bot has put there, and nobody has typed since."""
        for spot in spots(self.view.blocks):
            block_id, action_id = spot.key
            name = declared_id(block_id).partition(".")[0]
            if spot.element["type"] in SHAPES and name not in self._typed:
                held = value_of(self.view.values[block_id][action_id])
                if held != value_of(initial_entry(spot.element)):
                    yield f"{block_id} holds {held}"

    def sends(self) -> bool:
        """Whether the form was taken; where it comes back with a question, it is sent once more."""
        for _ in range(2):
            if self.view.submit:
                self.company.submits(self.company.ada)
        return not self.view.submit

    def fills_in(self, **texts: str) -> str:
        """Fills what a new candidate needs, where the form is about one; the candidate's name."""
        new = [key for key in self.company.values(self.company.ada) if key == "name"]
        name = f"Kay {next(numbers)}"
        if new:
            self.company.writes(self.company.ada, "name", name)
            self.company.chooses(self.company.ada, "level", "senior")
            return name
        [chosen] = self.company.values(self.company.ada)["candidate"].values()
        return next(
            candidate.name
            for candidate in self.company.bot.store.candidates.all_of("T0TEAM")
            if candidate.id == chosen["selected_option"]["value"]
        )


def skills_by_field(company: Company) -> Skills:
    return {
        field.rpartition(".")[2]: {
            option["value"] for option in state["plan.changed"]["selected_options"]
        }
        for field, state in company.values(company.ada).items()
        if field.startswith("focus.")
    }


def skills_by_summary(company: Company) -> Skills:
    names = {skill.name: skill.id for role in company.bot.bank.archetypes for skill in role.skills}
    told: Skills = {}
    for block in company.modal(company.ada).blocks:
        for line in block["elements"] if block["type"] == "rich_text" else ():
            words, *people = line["elements"]
            skill = words.get("text", "").removeprefix("• ").removesuffix(": ")
            for person in (person["user_id"] for person in people if "user_id" in person):
                told.setdefault(person, set()).add(names[skill.removesuffix(" (must-have)")])
    return told


def test_the_plan(company: Company) -> None:
    @STORIES
    @given(PLAN)
    def agrees(story: Story) -> None:
        form = Form(company)
        opens(company, company.ada)
        form.plays(story)
        seen = skills_by_field(company)
        assert skills_by_summary(company) == seen
        name = form.fills_in()
        if form.sends():
            saved = company.loop(name).interviews
            assert {seat.interviewer_id: set(seat.focus) for seat in saved} == seen

    agrees()


def test_the_scorecard(company: Company) -> None:
    @STORIES
    @given(CARD)
    def agrees(story: Story) -> None:
        form = Form(company)
        draft = company.opens_card(company.ada)
        company.fills(draft, name=f"Kay {next(numbers)}", vote=None, note="Half a thought")
        company.slack.close(company.modal(company.ada))
        company.opens_card(company.ada)
        form.plays(story)
        name = form.fills_in()
        company.chooses(company.ada, "recommendation", "yes")
        seen = company.values(company.ada)
        assert form.sends()
        card = company.loop(name).card_of(company.ada.id)
        assert card
        assert card.note == (seen["note"]["value"]["value"] or "")
        for rating in card.ratings:
            field = seen.get(f"rating.{rating.skill_id}")
            shown = field["value"]["selected_option"]["value"] if field else "none"
            assert shown == ("none" if rating.rating is None else str(int(rating.rating)))

    agrees()


def test_a_note_that_becomes_evidence(company: Company) -> None:
    @STORIES
    @given(NOTE)
    def agrees(story: Story) -> None:
        form = Form(company)
        message = company.slack.say("Knew the p99.", user=company.ada)
        company.slack.shortcut("add_as_evidence", user=company.ada, message=message)
        form.plays(story)
        values = company.values(company.ada)
        [chosen] = values["candidate"].values()
        candidate_id = (chosen["selected_option"] or {}).get("value", "")
        target = (
            values[f"skill.{candidate_id}"]["value"]["selected_option"] if candidate_id else None
        )
        if target is None:
            return
        assert form.sends()
        note = company.bot.store.notes.list_unsent("T0TEAM", company.ada.id, candidate_id, 0)[-1]
        assert (note.text, note.skill_id or ":overall") == (
            values["note"]["value"]["value"], target["value"],
        )  # fmt: skip

    agrees()
