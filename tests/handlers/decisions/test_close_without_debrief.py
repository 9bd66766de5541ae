"""A candidate withdraws before the cards are in: a lead closes the loop all the same."""

import pytest

from sandbox.client.snapshots import MessageSnapshot, ViewSnapshot
from sandbox.world.records import User
from tests.company import Company
from tests.handlers.debriefs.test_changes import digest_of, replies
from tests.handlers.panels.steps import KATHERINE, message_of, plans
from tests.handlers.reminders.test_reminders import advance


@pytest.fixture(autouse=True)
def plan(company: Company) -> None:
    """Ada leads; Hedy and Grace are to meet Katherine."""
    plans(company, company.hedy, company.grace)


def closes(
    company: Company, shown: MessageSnapshot | ViewSnapshot, outcome: str = "withdrew"
) -> str:
    """Ada presses the button and decides; what the form said of the cards."""
    company.presses(company.ada, shown, "decision.open")
    form = company.modal(company.ada)
    company.slack.choose(form, "outcome", outcome)
    company.slack.type(form, "reason", "She moves abroad.")
    company.slack.submit(form)
    assert company.modal(company.ada).title == "Recorded"
    company.deliver()
    return form.text


def nobody_meets_her(company: Company) -> None:
    for who in (company.hedy, company.grace):
        action = "interview.did_not_happen"
        company.presses(who, message_of(company, who), action)
        company.deliver()


def debrief(company: Company, who: User) -> MessageSnapshot:
    return company.answer(who, f"debrief {KATHERINE}")


class TestALead:
    @pytest.mark.parametrize("where", ["debrief", "list", "home"])
    def test_closes_the_loop_from_wherever_the_candidate_stands(
        self, company: Company, where: str
    ) -> None:
        shown = {
            "debrief": lambda: debrief(company, company.ada),
            "list": lambda: company.answer(company.ada, "candidates"),
            "home": lambda: company.home(company.ada),
        }[where]()
        said = closes(company, shown)
        assert "Not everybody has scored yet" in said
        assert company.candidate_named(KATHERINE, "decided")
        company.clock.forward(days=3)
        company.deliver()
        own, told = (message.words for message in company.inbox(company.grace))
        assert own.startswith(f"Closed: the interview with {KATHERINE}")
        assert told.startswith(f"{KATHERINE} withdrew; recorded by <@{company.ada.id}>")

    def test_closes_it_where_every_interview_was_cancelled(self, company: Company) -> None:
        nobody_meets_her(company)
        shown = debrief(company, company.ada)
        assert "nobody is on the panel" in shown.text
        assert "0 of 0" not in shown.text
        assert "plan.open" in shown.actions
        assert "No scorecard is in." in closes(company, shown)

    def test_reads_what_was_decided_and_can_undo_it(self, company: Company) -> None:
        company.scores(company.grace, KATHERINE, ratings={"ml-ops": 4}, note="Calm and exact.")
        closes(company, debrief(company, company.ada))
        shown = debrief(company, company.ada)
        for said in (
            "The candidate withdrew\n, recorded by",
            "She moves abroad.",
            "What came in stays sealed",
        ):
            assert said in shown.text
        assert "Calm and exact." not in shown.text
        company.presses(company.ada, shown, "decision.undo")
        assert company.candidate(KATHERINE)

    def test_opens_it_again_where_it_is_on_hold(self, company: Company) -> None:
        closes(company, debrief(company, company.ada), "hold")
        company.clock.forward(minutes=11)
        shown = debrief(company, company.ada)
        company.presses(company.ada, shown, "decision.reopen")
        assert company.candidate(KATHERINE)
        assert "1 of" not in debrief(company, company.ada).text


class TestThePanel:
    def test_is_offered_none_of_it(self, company: Company) -> None:
        pages = (f"debrief {KATHERINE}", "candidates")
        assert not [
            page for page in pages if "decision.open" in company.answer(company.grace, page).actions
        ]
        closes(company, debrief(company, company.ada))
        company.becomes_known()
        shown = debrief(company, company.grace)
        assert "The candidate withdrew\n, recorded by" in shown.text
        assert "She moves abroad." not in shown.text
        assert not {"decision.undo", "decision.reopen"} & set(shown.actions)


@pytest.mark.parametrize(
    ("outcome", "words"), [("withdrew", "withdrew"), ("declined_our_offer", "declined our offer")]
)
class TestTheirOwnChoice:
    """It is said as theirs wherever an outcome is read, and counts as nobody's no hire."""

    def test_is_said_as_such(self, company: Company, outcome: str, words: str) -> None:
        company.scores(company.grace, KATHERINE)
        company.scores(company.hedy, KATHERINE)
        company.deliver()
        closes(company, debrief(company, company.ada), outcome)
        recorded = company.modal(company.ada).text
        company.becomes_known()
        by = f"by <@{company.ada.id}>"
        listed = company.answer(company.ada, "candidates decided")
        places = {
            "form": (recorded, f"{KATHERINE}\n{words}\n."),
            "message": (
                company.message(company.grace, "Thank you").words,
                f"{KATHERINE} {words}; ",
            ),
            "debrief": (debrief(company, company.grace).words, f"The candidate {words}, recorded"),
            "list": (listed.text, f"{words.capitalize()}\n · "),
            "thread": (
                replies(company, digest_of(company, company.ada))[-1],
                f"recorded: {words}.",
            ),
        }
        for place, (text, said) in places.items():
            assert said in text, (place, text)
            assert "ecided: " not in text, (place, text)
        assert by in company.message(company.grace, "Thank you").words

    def test_is_counted_apart_in_the_weekly_digest(
        self, company: Company, outcome: str, words: str
    ) -> None:
        closes(company, debrief(company, company.ada), outcome)
        advance(company, "2026-03-09 09:00")
        digest = company.message(company.ada, "in the last seven days")
        assert "decided in the last seven days: 0 · withdrew: 1" in digest.text
        assert f"{KATHERINE}\n: {words}" in digest.text
        assert f"Withdrew: {KATHERINE}." in digest.words
