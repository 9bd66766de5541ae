"""What notifications show and screen readers read: who and what a message is about, and what there is to do."""

import re
from datetime import timedelta

import pytest

from sandbox.client.snapshots import MessageSnapshot
from sandbox.world.records import User
from templates.macros.elements import SPOKEN_TEXT, moment, person, spoken, words
from tests.company import Company
from tests.handlers.panels.steps import KATHERINE, TOMORROW, at, begins, message_of, opens, sends
from tests.spoken import spoken_faults


def heard(company: Company, message: MessageSnapshot) -> str:
    """The text as Slack shows it: with names and times in place of codes."""
    text = re.sub(r"<!date[^|]+\|([^>]+)>", r"\1", message.words)
    return re.sub(
        r"<@(\w+)>", lambda code: company.slack.workspace.directory.user(code[1]).real_name, text
    )


def latest(company: Company, who: User) -> str:
    return heard(company, company.inbox(who)[-1])


KATHERINES = f"{KATHERINE} · Machine Learning Engineer · target level senior"
SKILLS = (
    "PyTorch or TensorFlow in depth · MLOps: serving and monitoring · GPU computing, speed and cost"
)
BEGINS, DUE = "05 March 2026 at 10:00 UTC", "05 March 2026 at 18:00 UTC"
CARD_DUE = f"Your scorecard is due on {DUE}"
OPEN = f"Your scorecard for {KATHERINE} is still open{KATHERINES.removeprefix(KATHERINE)}"
MISSING = "Grace Hopper and Alan Turing"
UNASKED = (
    "without being on the panel. The scorecard counts; until you confirm them, they see nothing but "
    "their own."
)


def is_planned(company: Company) -> None:
    """Ada has Grace and Alan meet Katherine tomorrow; cards are due in the evening."""
    begins(company, company.grace, company.alan)
    for who in (company.grace, company.alan):
        company.chooses(company.ada, f"starts.new.{who.id}", at(TOMORROW))
    company.chooses(company.ada, "due.new", at(TOMORROW + timedelta(hours=8)))
    sends(company, company.ada)
    company.deliver()


class TestTheLoop:
    """Each message says who it is about, when, and what there is to do, in the order in which they come."""

    def test_is_planned_changed_and_waited_for(self, company: Company) -> None:
        is_planned(company)
        told = [heard(company, message_of(company, company.grace))]
        opens(company, company.ada, KATHERINE)
        scope = company.candidate(KATHERINE).id
        company.writes(company.ada, f"minutes.{scope}.{company.grace.id}", "30")
        sends(company, company.ada)
        company.deliver()
        told.append(latest(company, company.grace))
        for when in (TOMORROW - timedelta(minutes=10), TOMORROW + timedelta(hours=12)):
            company.clock.moment = when
            company.deliver()
            told.append(latest(company, company.grace))
        company.clock.moment = TOMORROW + timedelta(days=1)
        company.deliver()
        assert [*told, latest(company, company.ada)] == [
            f"You interview {KATHERINES}, {BEGINS}, 45 minutes. You look at {SKILLS}. {CARD_DUE}.",
            f"Your interview with {KATHERINE} has changed: {BEGINS}, 30 minutes. You look at {SKILLS}.",
            f"Soon: {KATHERINES}, {BEGINS}, 30 minutes. You ask about {SKILLS}.",
            f"{OPEN}. It is due on {DUE}. Type /interview score to fill it in.",
            f"{KATHERINE} · 0 of 2 scorecards are in. They were due on {DUE}. Missing: {MISSING}.",
        ]

    def test_is_scored_and_decided(self, company: Company) -> None:
        is_planned(company)
        company.adds(company.hedy, KATHERINE)
        company.deliver()
        told = [latest(company, company.ada)]
        told += [self.answer(company, what) for what in ("candidates", f"debrief {KATHERINE}")]
        company.presses(company.alan, message_of(company, company.alan), "interview.did_not_happen")
        company.deliver()
        told.append(latest(company, company.ada))
        company.scores(company.grace, KATHERINE, vote="no", ratings={"ml-ops": 2})
        company.deliver()
        told.append(latest(company, company.ada).partition(" Must-haves")[0])
        company.decides(company.ada, company.answer(company.ada, f"debrief {KATHERINE}"), "no_hire")
        company.clock.forward(minutes=11)
        company.deliver()
        told += [latest(company, company.grace), self.answer(company, "candidates decided")]
        assert told == [
            f"Hedy Lamarr sent a scorecard for {KATHERINE} {UNASKED}",
            f"Your open candidates: {KATHERINE}.",
            f"{KATHERINE} · 1 of 3 scorecards are in. Sealed until these people have scored: {MISSING}.",
            f"The interview of Alan Turing with {KATHERINE} did not happen.",
            f"Debrief: {KATHERINES}. To decide. Votes: 1 yes, 1 no. 2 of 2 scorecards in.",
            f"{KATHERINE}: no hire, decided by Ada Lovelace. Thank you for your part in it.",
            f"Your decided candidates: {KATHERINE}.",
        ]

    def answer(self, company: Company, command: str) -> str:
        return heard(company, company.answer(company.ada, command))


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("help", "What /interview can do. Type /interview and the role you interview for: "),
        ("ml-engineer", "Interview kit: Machine Learning Engineer. "),
        ("roles", "Which kind of Python developer are you hiring? Backend Web Developer · "),
        ("cv", "CV checklist: good signs, signs to ask about, and warnings. "),
        ("brief ml-engineer", "Brief for the job description: Machine Learning Engineer. "),
        ("term", "The glossary for interviewers. What a word means, why it matters"),
        ("term GIL", "GIL: "),
        ("search GIL", "Found in the question bank: "),
        ("audit", "Nothing is logged yet."),
        ("debrief Nobody", "You have no candidate “Nobody”"),
    ],
)
def test_an_answer_begins_with_what_matters(company: Company, typed: str, says: str) -> None:
    assert company.answer(company.ada, typed).words.startswith(says)


class TestText:
    """What a message's `text` is made of."""

    def test_keeps_people_and_times_and_escapes_what_was_typed(self) -> None:
        said = spoken([words("<!channel> & Co\n"), " ", person("U0ADA"), " ", moment(TOMORROW)])
        assert said == (
            "&lt;!channel&gt; &amp; Co <@U0ADA> "
            "<!date^1772704800^{date_long} at {time}|05 March 2026 at 10:00 UTC>"
        )

    @pytest.mark.parametrize("unit", ["w", "&", "<", "𝕎"])
    @pytest.mark.parametrize("length", [1, 79, 80, 81, 399, 400, 401, 3000])
    def test_ends_with_an_ellipsis_where_there_is_no_room(self, unit: str, length: int) -> None:
        said = spoken([unit * length])
        assert len(said) <= SPOKEN_TEXT
        whole = len(spoken([unit])) * length <= SPOKEN_TEXT
        assert said.removesuffix("…") == spoken([unit]) * said.count(spoken([unit]))
        assert said.endswith("…") != whole

    def test_cuts_no_mention_in_two(self) -> None:
        said = spoken(["w" * 390, person("U0ADALOVELACE")])
        assert said == "w" * 390 + "…"


def test_a_message_that_does_not_say_whom_it_shows_is_found(company: Company) -> None:
    """Every test with a company ends with this look at all that the bot has written."""
    is_planned(company)
    world = company.slack.workspace
    [own] = world.messages.history(world.directory.direct(company.grace).id)
    world.messages.edit(own, "An interview of yours", None)
    [fault] = spoken_faults(company)
    assert "a candidate who is shown and not named" in fault
    world.messages.delete(own)
