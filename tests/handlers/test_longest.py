"""The whole loop at its longest: Slack takes every message, form and Home tab, and no template is left out.

The stand-in checks each call against Slack's limits, and the test ends with none broken: eight skills of the
longest names, six interviewers, a name of 120 characters, and 3,000 in every field for notes.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import templates
from interviews.models import NAME_LENGTH, TEXT_LENGTH, Status
from interviews.outbox import SendDigest, enqueue
from question_bank.bank import Bank
from question_bank.load.loader import load
from question_bank.models import Archetype, Skill
from sandbox.client.snapshots import MessageSnapshot
from sandbox.world.records import User
from templates import render as rendering
from tests.company import Company
from tests.handlers.panels.steps import TOMORROW, at, leaves, message_of, opens, reads

PIECES = {
    "kits/interviewer_questions", "macros/blocks", "candidates/open_candidates",
    "decisions/decision",
}  # fmt: skip
"""Templates that others are made of."""
ELSEWHERE = {
    "panels/people", "openings/comparison", "openings/form", "openings/list", "openings/opening", "openings/saved",
    "export/opening", "export/progress", "retention/policy", "retention/counting", "retention/preview",
    "kits/question_use", "debriefs/asked",
    *(f"calibration/{page}" for page in (
        "answer", "asked", "mirror", "over", "page", "result", "running", "started", "summary", "team",
    )),
    "retention/soon",
}  # fmt: skip
"""Tried with the longest in panels/test_people.py, in the tests of openings/, calibration/ and
retention/, in export/test_opening.py, kits/test_question_use.py and debriefs/test_asked.py."""
OF_THE_BANK = {
    f"kits/{page}"
    for page in (
        "brief", "cv", "search_results", "help", "commands", "kit", "kit_modal", "question", "questions", "roles",
        "term", "terms",
    )
}  # fmt: skip
"""About no candidate; `bank check` shows a bank in all of them and says what Slack would refuse."""
HOSTILE = {
    "escaped fivefold": "&", "wide": "W", "two units each": "𝕎", "a ping": "<!channel> ",
    "right to left": "\u202eא",
}  # fmt: skip


def filled(unit: str, length: int) -> str:
    """As much text as a field takes, the way Slack counts it."""
    return (unit * length)[: length // (len(unit.encode("utf-16-le")) // 2 // len(unit))].strip()


def longest(skill: Skill, number: int) -> Skill:
    return skill.model_copy(update={"name": f"{number} {'&' * 46}"})


def at_length(role: Archetype) -> Archetype:
    """The role with eight skills, each with the longest name that a bank may give it."""
    assert len(role.skills) == 8
    named = tuple(longest(skill, number) for number, skill in enumerate(role.skills))
    return role.model_copy(update={"skills": named})


@pytest.fixture(scope="module")
def bank() -> Bank:
    """The built-in bank with longer names; the company's bot has this one."""
    built_in = load()
    longer = tuple(at_length(role) for role in built_in.archetypes)
    return built_in.model_copy(update={"archetypes": longer, "version": "longest"})


@pytest.fixture
def template_names(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The names of the templates that were shown."""
    environment, names = rendering._environment(), set[str]()
    found = environment.get_template

    def record(name: str, *more: Any) -> Any:
        names.add(name.removesuffix(".jinja"))
        return found(name, *more)

    monkeypatch.setattr(environment, "get_template", record)
    return names


class Story:
    """One candidate, from the plan to the erasure, with everybody writing as much as they may."""

    def __init__(self, company: Company, unit: str) -> None:
        self.company, self.slack, self.lead = company, company.slack, company.ada
        self.name, self.text = filled(unit, NAME_LENGTH), filled(unit, TEXT_LENGTH)
        more = [company.slack.add_user(f"U0MORE{n}", f"{n} {unit * 60}") for n in range(3)]
        self.panel = [company.grace, company.alan, company.hedy, *more]
        self.skills = [skill.id for skill in company.bot.bank.archetypes[0].skills]

    @property
    def steps(self) -> tuple[Callable[[], None], ...]:
        return (
            self.is_planned, self.is_planned_again, self.is_moved, self.is_prepared,
            self.is_noted, self.is_waited_for, self.is_scored_by_all, self.is_undone_and_decided,
            self.is_looked_back_on, self.is_left_and_forgotten,
        )  # fmt: skip

    @property
    def id(self) -> str:
        everybody = self.company.bot.store.candidates.all_of(self.slack.workspace.identity.team_id)
        return everybody[0].id

    def passes(self, **time: float) -> None:
        self.company.clock.forward(**time)
        self.company.deliver()

    def last(self, who: User, action: str) -> MessageSnapshot:
        """The newest message with this button."""
        told = [*self.company.inbox(who), *self.slack.ephemerals(who)]
        return [message for message in told if action in message.actions][-1]

    def presses(self, who: User, action: str) -> None:
        self.slack.press(self.last(who, action), action, user=who)
        self.company.deliver()

    def submits(self, who: User, title: str) -> None:
        answer = self.slack.submit(self.company.modal(who))
        shown = self.company.modal(who)
        assert (shown.errors, answer.failure) == ({}, None), self.slack.violations
        assert shown.title == title
        self.company.deliver()

    def is_planned(self) -> None:
        lead, slack = self.lead, self.slack
        opens(self.company, lead)
        slack.choose(self.company.modal(lead), "role", self.company.bot.bank.archetypes[0].id)
        slack.type(self.company.modal(lead), "name", self.name)
        slack.choose(self.company.modal(lead), "level", "senior")
        slack.choose(self.company.modal(lead), "panel.new", [person.id for person in self.panel])
        for who in self.panel:
            slack.choose(self.company.modal(lead), f"starts.new.{who.id}", at(TOMORROW))
        due = at(TOMORROW + timedelta(hours=8))
        slack.choose(self.company.modal(lead), "due.new", due)
        self.submits(lead, "Plan the panel")  # everybody is to be there at once
        self.submits(lead, "Planned")

    def is_planned_again(self) -> None:
        assert "Change the plan" in reads(self.company, self.lead, f"id:{self.id}").text
        self.slack.press(self.company.modal(self.lead), "plan.open", user=self.lead)

    def is_moved(self) -> None:
        grace = self.panel[0]
        view = self.company.modal(self.lead)
        start = f"starts.{self.id}.{grace.id}"
        self.slack.choose(view, start, at(TOMORROW + timedelta(hours=1)))
        self.submits(self.lead, "Plan the panel")
        self.submits(self.lead, "Planned")

    def is_prepared(self) -> None:
        for who in self.panel:
            self.slack.press(message_of(self.company, who), "interview.kit", user=who)
            assert "Others on the panel ask other questions" in self.company.notice(who)
        gone, instead = self.panel[5], self.slack.add_user("U0INSTEAD", "Barbara Liskov")
        self.slack.press(message_of(self.company, gone), "interview.hand_over", user=gone)
        self.slack.choose(self.company.modal(gone), "to", instead.id)
        self.slack.submit(self.company.modal(gone))
        self.panel[5] = instead
        self.company.clock.moment = TOMORROW - timedelta(minutes=10)
        self.company.deliver()

    def is_waited_for(self) -> None:
        grace, alan = self.panel[:2]
        self.company.clock.moment = TOMORROW + timedelta(hours=7)
        self.company.deliver()
        self.presses(grace, "reminder.snooze")
        self.presses(alan, "reminder.off")
        self.slack.press(self.company.modal(alan), "reminder.off_here", user=alan)
        self.company.types(alan, "settings")
        self.passes(days=1)
        self.slack.open_home(self.lead)
        for page in ("candidates", f"debrief id:{self.id}"):
            shown = self.company.answer(self.lead, page)
            if page == "candidates":
                self.company.presses(self.lead, shown, "reminder.now")
        self.is_exported("it follows in this thread as text")
        admin = self.company.admin
        self.company.answer(admin, f"export for-them id:{self.id}")
        self.company.deliver()
        assert self.company.inbox(admin, words="All that is held about ")

    def is_exported(self, how: str) -> None:
        self.company.answer(self.lead, f"export id:{self.id}")
        self.company.deliver()
        assert how in self.company.inbox(self.lead, words="The export of ")[-1].text

    def is_noted(self) -> None:
        hedy = self.panel[2]
        note = self.slack.say(self.text, user=hedy)
        self.slack.shortcut("add_as_evidence", user=hedy, message=note)
        view = self.company.modal(hedy)
        block = next(
            block["block_id"]
            for block in view.blocks
            if block.get("block_id", "").startswith("skill.")
        )
        self.slack.choose(view, block, self.skills[0])
        self.submits(hedy, "Added")

    def is_scored(self, who: User, rating: int, vote: str) -> None:
        self.slack.press(self.last(who, "score.open"), "score.open", user=who)
        ratings = dict.fromkeys(self.skills, (rating, self.text))
        self.company.fills(self.company.modal(who), ratings=ratings, vote=vote, note=self.text)
        self.slack.submit(self.company.modal(who))
        assert self.company.modal(who).errors == {}
        if self.company.modal(who).title != "Saved":
            self.submits(who, "Saved")  # the vote does not fit the ratings: sent once more
        self.company.deliver()

    def is_scored_by_all(self) -> None:
        for number, who in enumerate(self.panel):
            self.is_scored(who, 1 + number % 5, ("strong_yes", "strong_no")[number % 2])
            if not number:
                self.joined_by_a_guest()
                self.company.answer(self.lead, f"debrief id:{self.id}")
                self.presses(self.lead, "debrief.open_early")
        self.is_exported("this is too long for messages")

    def joined_by_a_guest(self) -> None:
        admin = self.company.admin
        self.company.adds(admin, self.name, self.company.bot.bank.archetypes[0].id)
        assert self.company.has_saved(admin)
        self.company.deliver()

    def is_decided(self) -> None:
        lead = self.lead
        self.presses(lead, "decision.open")
        self.slack.choose(self.company.modal(lead), "outcome", "no_hire")
        self.slack.type(self.company.modal(lead), "reason", self.text)
        everybody = [person.id for person in self.panel]
        self.slack.choose(self.company.modal(lead), "participants", everybody)
        self.submits(lead, "Recorded")

    def is_undone_and_decided(self) -> None:
        candidate_id = self.id
        self.is_decided()
        self.slack.press(self.company.modal(self.lead), "decision.undo", user=self.lead)
        self.company.deliver()
        assert self.id == candidate_id
        self.is_decided()
        self.passes(minutes=11)

    def is_looked_back_on(self) -> None:
        for page in ("candidates decided", "audit"):
            self.company.answer(self.lead, page)
        self.company.types(self.lead, "settings")
        self.is_held()
        self.passes(days=6)

    def is_held(self) -> None:
        [found] = self.company.bot.store.candidates.all_of("T0TEAM", Status.DECIDED)
        self.company.opens(self.lead, f"legal-hold id:{found.id}")
        self.slack.type(self.company.modal(self.lead), "reason", self.text)
        self.submits(self.lead, "Legal hold")
        self.company.answer(self.lead, "legal-hold")
        assert self.company.opens(self.lead, f"forget id:{found.id}").title == "On hold"
        self.company.opens(self.lead, f"legal-hold id:{found.id}")
        self.slack.press(self.company.modal(self.lead), "legal_hold.lift", user=self.lead)

    def is_left_and_forgotten(self) -> None:
        admin = self.company.admin
        leaves(self.company, self.lead)
        team = self.slack.workspace.identity.team_id
        [found] = self.company.bot.store.candidates.all_of(team, Status.DECIDED)
        once_more = SendDigest(team_id=found.team_id, user_id=self.lead.id, candidate_id=found.id)
        enqueue(self.company.bot.store, once_more, self.company.clock())
        self.company.deliver()
        self.presses(admin, "leads.open")
        self.company.types(admin, f"forget id:{found.id}")
        self.slack.type(self.company.modal(admin), "name", found.name)
        self.slack.choose(self.company.modal(admin), "cause", "time_over")
        self.submits(admin, "Erased")
        for _ in range(3):
            self.passes(minutes=6)


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_is_taken_by_slack_in_every_template(
    company: Company, template_names: set[str], unit: str
) -> None:
    story = Story(company, unit)
    for step in story.steps:
        step()
        assert [
            job.last_error for job in company.bot.store.unfinished.all() if job.last_error
        ] == []
        assert company.slack.violations == [], step.__name__
    folder = Path(templates.__file__).parent
    every = {str(path.relative_to(folder).with_suffix("")) for path in folder.rglob("*.jinja")}
    assert every - PIECES - OF_THE_BANK - ELSEWHERE - template_names == set()
