"""A decision that can still be undone is known to the leads alone: everybody else sees what they saw before it."""

import re
from collections.abc import Mapping

import pytest

from sandbox.world.records import User
from tests.company import Company
from tests.handlers.panels.steps import KATHERINE, fills, opens

REASON = "Guessed at every figure."
COMMANDS = (
    "debrief Katherine", "candidates", "candidates decided", "Katherine", "audit", "audit Katherine",
    "debrief Kathrine Jonson", "plan Katherine", "score Katherine",
)  # fmt: skip
OTHERS = ("on the panel", "guest", "shadow", "admin", "in the channel")


class Search:
    """Ada and Alan lead, and Alan interviews too; the debrief goes to a channel that Barbara reads."""

    def __init__(self, company: Company, *, sealed: bool) -> None:
        self.company, slack = company, company.slack
        mary, barbara = (slack.add_user(f"U0{name.upper()}", name) for name in ("Mary", "Barbara"))
        self.people = {
            "lead": company.ada, "other lead": company.alan, "on the panel": company.grace,
            "guest": mary, "shadow": company.hedy, "admin": company.admin, "in the channel": barbara,
        }  # fmt: skip
        self.room = slack.add_channel("hiring", [company.ada, barbara], private=True, with_bot=True)
        opens(company, company.ada, KATHERINE)
        fills(company, company.ada, (company.grace, company.alan, company.hedy))
        company.chooses(company.ada, "channel.new", self.room.id)
        company.chooses(company.ada, "leads.new", [company.ada.id, company.alan.id])
        company.submits(company.ada)
        company.deliver()
        company.presses(company.hedy, company.message(company.hedy), "interview.shadowed")
        company.scores(company.alan, KATHERINE)
        company.fills(company.opens_card(mary), name=KATHERINE)
        company.submits(mary)
        if not sealed:
            company.scores(company.grace, KATHERINE)
        company.deliver()

    def decides(self) -> None:
        """Ada decides from what `debrief` shows her, whether it is sealed or not."""
        page = self.company.answer(self.company.ada, "debrief Katherine")
        answer = self.company.decides(self.company.ada, page, "no_hire", REASON)
        assert not answer.errors
        self.company.deliver()

    def seen_by(self, who: User) -> dict[str, str]:
        """What this person reads wherever they look, by the place."""
        company = self.company
        seen = {command: self.shown(who, command) for command in COMMANDS}
        seen["Home"] = company.home(who).text
        seen["messages"] = "\n".join(message.text for message in company.slack.messages(who))
        if who.id in company.slack.workspace.directory.channel(self.room).members:
            posts = company.slack.messages(self.room)
            seen["channel"] = "\n".join(message.text for message in posts)
        return seen

    def shown(self, who: User, command: str) -> str:
        """What the command answers, as a message or as a modal."""
        answer = self.company.types(who, command).message
        text = answer.text if answer else self.company.modal(who).text
        # Looking at all this is logged as well.
        return re.sub(rf"\n: \n read the debrief of \n{KATHERINE}", "", text)

    def seen(self, *names: str) -> dict[str, Mapping[str, str]]:
        """The same of each of these people."""
        return {name: self.seen_by(self.people[name]) for name in names}


@pytest.fixture(params=[False, True], ids=["open", "sealed"])
def search(company: Company, request: pytest.FixtureRequest) -> Search:
    """The search before the decision, its debrief open or with a scorecard missing."""
    return Search(company, sealed=request.param)


class TestForTenMinutes:
    def test_only_leads_see_a_decision(self, search: Search) -> None:
        before = search.seen(*OTHERS)
        search.decides()
        assert search.seen(*OTHERS) == before
        for lead in ("lead", "other lead"):
            seen = search.seen_by(search.people[lead])
            assert "no hire" in seen["debrief Katherine"]
            assert "No hire" in seen["candidates decided"]
            assert REASON in seen["debrief Katherine"]
        assert "Closed: the interview" in search.company.message(search.company.alan, "Closed").text

    def test_nothing_can_be_sent_and_the_sentence_gives_nothing_away(self, search: Search) -> None:
        company, grace = search.company, search.company.grace
        view = company.opens(grace, "score Katherine")
        company.fills(view, reason="Read the others." if "reason" in view.values else "")
        search.decides()
        [sentence] = company.errors(grace).values()
        assert "try again in ten minutes" in sentence
        assert "decided" not in sentence

    def test_a_newcomer_who_adds_the_same_name_makes_no_second_candidate(
        self, search: Search
    ) -> None:
        company, betty = search.company, search.company.slack.add_user("U0BETTY", "Betty")
        search.decides()
        [sentence] = (company.adds(betty, KATHERINE).errors or {}).values()
        assert "try again in ten minutes" in sentence
        team = company.slack.workspace.identity.team_id
        assert company.bot.store.candidates.all_of(team) == ()

    def test_a_second_lead_is_not_asked_to_decide_again(self, search: Search) -> None:
        page = search.company.answer(search.company.alan, "debrief Katherine")
        search.decides()
        search.company.presses(search.company.alan, page, "decision.open")
        assert "before you: no hire" in search.company.notice(search.company.alan)


class TestAfterwards:
    def test_everybody_concerned_sees_it(self, search: Search) -> None:
        before = search.seen(*OTHERS)
        search.decides()
        search.company.clock.forward(minutes=10, seconds=1)
        search.company.deliver()
        after = search.seen(*OTHERS)
        assert "no hire" in after["on the panel"]["messages"]
        assert "Closed: the interview" in after["on the panel"]["messages"]
        for name in ("on the panel", "admin"):
            assert "no hire" in after[name]["debrief Katherine"]
        for name in ("on the panel", "guest", "shadow"):
            assert (
                "Decided" in after[name]["candidates decided"]
                or "No hire" in (after[name]["candidates decided"])
            )
            assert KATHERINE not in after[name]["Home"].partition("Your candidates")[2]
        if before["in the channel"]["channel"]:
            assert "no hire" in after["in the channel"]["channel"]

    def test_nobody_ever_sees_one_that_was_undone(self, search: Search) -> None:
        company = search.company
        before = search.seen(*OTHERS)
        search.decides()
        company.clock.forward(minutes=9)
        page = company.answer(company.alan, "candidates decided")
        company.presses(company.alan, page, "decision.undo")
        company.deliver()
        for minutes in (0, 2):
            company.clock.forward(minutes=minutes)
            company.deliver()
            after = search.seen(*OTHERS)
            for name, seen in after.items():
                for place, text in seen.items():
                    assert "no hire" not in text.casefold(), (name, place)
                    assert REASON not in text, (name, place)
                    if "audit" not in place:  # it says that something was taken back, and not what
                        assert text == before[name][place], (name, place)
