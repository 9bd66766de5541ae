"""Which questions were asked, and by whom: counted in the debrief, and one press away, inside the seal."""

import re

import pytest

from interviews.debriefs.debrief import debrief
from interviews.models import AskedQuestion
from interviews.store.audit import ReadDebrief
from interviews.store.audit_log import Wanted
from sandbox.client.snapshots import ViewSnapshot
from sandbox.world.records import User
from slack_limits.check import check_view
from templates.ids import Act
from templates.render import render
from tests.company import Company
from tests.handlers.panels.steps import KATHERINE, plans_to_channel
from tests.handlers.test_longest import filled

SKILL = "ml-ops"


def questions_of(company: Company, skill: str) -> list[str]:
    """The ids of the questions on this skill."""
    role = company.bot.bank.archetype("ml-engineer")
    assert role
    return [question.id for question in role.questions if question.skill == skill]


def words_of(company: Company, question_id: str) -> str:
    role = company.bot.bank.archetype("ml-engineer")
    assert role
    return next(question.ask for question in role.questions if question.id == question_id)


@pytest.fixture
def three(company: Company) -> tuple[str, str, str]:
    """Three questions: Ada asked the first two, Grace the last two, and Alan ticked none."""
    first, second, third, *_ = questions_of(company, SKILL)
    rated = {"ratings": {SKILL: 4}}
    panel = (company.grace, company.alan)
    company.adds(company.ada, KATHERINE, panel=panel, asked=[first, second], **rated)
    company.scores(company.grace, KATHERINE, asked=[second, third], **rated)
    return first, second, third


def opens_asked(company: Company, who: User) -> ViewSnapshot:
    company.presses(who, company.answer(who, f"debrief {KATHERINE}"), Act.ASKED)
    return company.modal(who)


class TestQuestionsAsked:
    def test_stand_once_each_with_those_of_several_first(
        self, company: Company, three: tuple[str, str, str]
    ) -> None:
        company.scores(company.alan, KATHERINE, ratings={SKILL: 4})
        ada, grace, alan = company.ada.id, company.grace.id, company.alan.id
        first, second, third = (f"• {words_of(company, each)}" for each in three)
        blocks = str(opens_asked(company, company.ada).blocks)
        order = (ada, grace, second, ada, first, grace, third, alan)
        assert re.search(".*".join(map(re.escape, order)), blocks)
        counts = [blocks.count(each) for each in ("• ", ada, grace, alan)]
        assert counts == [3, 2, 2, 1]

    def test_are_counted_beside_each_name(
        self, company: Company, three: tuple[str, str, str]
    ) -> None:
        company.scores(company.alan, KATHERINE, ratings={SKILL: 4})
        shown = company.answer(company.ada, f"debrief {KATHERINE}")
        assert shown.text.count("asked 2 questions") == 2
        assert not [each for each in three if words_of(company, each) in shown.text]

    def test_have_no_button_where_none_was_ticked(self, company: Company) -> None:
        company.adds(company.ada, KATHERINE, ratings={SKILL: 4})
        shown = company.answer(company.ada, f"debrief {KATHERINE}")
        assert Act.ASKED not in shown.actions
        assert "asked" not in shown.text

    def test_have_no_button_in_a_channel(self, company: Company) -> None:
        """Whoever reads there, off the panel, could not open it."""
        room = plans_to_channel(company)
        asked = questions_of(company, SKILL)[:1]
        company.scores(company.grace, KATHERINE, ratings={SKILL: 4}, asked=asked)
        company.deliver()
        [digest] = company.slack.messages(room)
        assert "asked 1 question" in digest.text
        assert Act.ASKED not in digest.actions

    def test_stay_there_once_it_is_decided(
        self, company: Company, three: tuple[str, str, str]
    ) -> None:
        company.scores(company.alan, KATHERINE, ratings={SKILL: 4})
        company.decides(company.ada, company.answer(company.ada, f"debrief {KATHERINE}"))
        assert opens_asked(company, company.ada).title == "Questions asked"

    @pytest.mark.parametrize("who", ["ada", "alan", "hedy"])
    def test_are_nobodys_before_they_may_read_the_debrief(
        self, company: Company, three: tuple[str, str, str], who: str
    ) -> None:
        """Alan's card is missing, and Hedy has no part in it."""
        reader = getattr(company, who)
        pressed = company.presses(reader, company.answer(reader, "ml-engineer"), Act.QUESTIONS)
        changed = {"action_id": Act.ASKED, "value": company.candidate(KATHERINE).id}
        before = company.modal(reader).title
        company.forge(pressed, actions=[pressed.payload["actions"][0] | changed])
        assert company.modal(reader).title == before
        assert not [
            each for each in three if f"• {words_of(company, each)}" in company.notice(reader)
        ]

    def test_are_logged_as_reading_the_debrief(
        self, company: Company, three: tuple[str, str, str]
    ) -> None:
        company.scores(company.alan, KATHERINE, ratings={SKILL: 4})
        shown = company.answer(company.grace, f"debrief {KATHERINE}")
        before = len(reads_of(company))
        company.presses(company.grace, shown, Act.ASKED)
        assert len(reads_of(company)) == before + 1

    @pytest.mark.parametrize("unit", ["&", "𝕎", "<!channel> "])
    def test_fit_into_a_modal_at_their_longest(
        self, company: Company, three: tuple[str, str, str], unit: str
    ) -> None:
        company.scores(company.alan, KATHERINE, ratings={SKILL: 4})
        found = debrief(company.loop(KATHERINE))
        longest = filled(unit, 120)
        votes = tuple(
            found.votes[0]._replace(
                interviewer_id=f"U0RATER{n}",
                asked=tuple(
                    AskedQuestion(id=f"q{n * 30 + i}", skill_id=SKILL, ask=filled(unit, 240))
                    for i in range(30)
                ),
            )
            for n in range(12)
        )
        named = found.candidate.model_copy(update={"name": longest})
        view = render("debriefs/asked", debrief=found._replace(votes=votes, candidate=named))
        assert check_view(view) == []
        assert "The rest has no room here" in str(view)


def reads_of(company: Company) -> list[ReadDebrief]:
    """What the log says of debriefs that were read."""
    team = company.slack.workspace.identity.team_id
    lines = company.bot.store.audit.find(team, Wanted(), 100)
    return [line.entry for line in lines if isinstance(line.entry, ReadDebrief)]
