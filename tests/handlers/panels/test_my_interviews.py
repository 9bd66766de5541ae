"""The buttons of an interviewer's message: handed over, did not happen, only shadowed, and all of them too late."""

from collections.abc import Callable

import pytest

from question_bank.models import Archetype
from sandbox.client.snapshots import Answer
from tests.company import Company
from tests.handlers.panels.steps import KATHERINE, NEWS, close, lines_to, message_of, plans, replans


class TestHandOver:
    def hands(self, company: Company, to: str) -> Answer:
        company.presses(company.grace, message_of(company, company.grace), "interview.hand_over")
        company.chooses(company.grace, "to", to)
        answer = company.submits(company.grace)
        company.deliver()
        return answer

    def test_passes_on_skills_questions_and_time(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        before = company.loop(KATHERINE).interview_of(company.grace.id)
        self.hands(company, company.hedy.id)
        after = company.loop(KATHERINE).interview_of(company.hedy.id)
        assert before
        assert after
        assert (after.focus, after.questions, after.starts_at) == (
            before.focus, before.questions, before.starts_at,
        )  # fmt: skip
        assert company.modal(company.grace).title == "Handed over"
        told = message_of(company, company.hedy)
        assert "You interview" in told.text
        assert "handed this over to you" in told.text
        assert company.grace.id in str(told.blocks[1])
        assert "handed this over" not in message_of(company, company.alan).text
        assert "Handed over" in message_of(company, company.grace).text
        assert company.loop(KATHERINE).interview_of(company.grace.id) is None
        [news] = lines_to(company, company.ada, NEWS)
        assert "Nobody looks now" not in news

    def test_to_a_bot_is_refused(self, company: Company) -> None:
        plans(company, company.grace)
        answer = self.hands(company, company.slack.workspace.identity.bot_user_id)
        assert "is a bot" in str(answer.errors)

    def test_to_somebody_on_the_panel_is_refused(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        assert "already" in str(self.hands(company, company.alan.id).errors)

    def test_by_anybody_else_is_refused(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        pressed = company.presses(
            company.grace, message_of(company, company.grace), "interview.hand_over"
        )
        company.forge(pressed, user=company.alan.id)
        assert company.slack.view_of(company.alan) is None
        company.chooses(company.grace, "to", company.hedy.id)
        _, answer = company.forge(company.submits(company.grace), user=company.alan.id)
        assert answer["errors"]


class TestDidNotHappen:
    def test_waits_for_no_card_and_tells_the_lead(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        company.presses(
            company.grace, message_of(company, company.grace), "interview.did_not_happen"
        )
        company.deliver()
        assert company.loop(KATHERINE).missing == (company.alan.id,)
        assert "Off: the interview with" in message_of(company, company.grace).text
        news = company.message(company.ada, words=NEWS)
        assert "did not happen" in news.text
        company.presses(company.ada, news, "plan.open")
        assert company.modal(company.ada).title == "Plan the panel"

    def test_tells_the_lead_which_must_haves_nobody_looks_at_now(
        self, company: Company, ml: Archetype
    ) -> None:
        plans(company, company.grace, company.alan)
        grace, alan = (
            company.loop(KATHERINE).interview_of(person.id)
            for person in (company.grace, company.alan)
        )
        assert grace
        assert alan
        alone = [
            skill.name
            for skill in ml.skills
            if skill.must_have and skill.id in grace.focus and skill.id not in alan.focus
        ]
        assert alone
        company.presses(
            company.grace, message_of(company, company.grace), "interview.did_not_happen"
        )
        company.deliver()
        [news] = lines_to(company, company.ada, NEWS)
        assert f"Nobody looks now at: {' · '.join(alone)}." in news

    def test_is_said_once(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        message = message_of(company, company.grace)
        company.presses(company.grace, message, "interview.did_not_happen")
        company.presses(company.grace, message, "interview.did_not_happen")
        company.deliver()
        assert "not planned any more" in company.notice(company.grace)
        assert len(lines_to(company, company.ada, NEWS)) == 1

    def test_can_be_planned_again(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        company.presses(
            company.grace, message_of(company, company.grace), "interview.did_not_happen"
        )
        company.deliver()
        replans(company, company.ada, panel=[company.alan.id, company.grace.id])
        assert "You interview" in message_of(company, company.grace).text
        assert set(company.loop(KATHERINE).missing) == {company.alan.id, company.grace.id}


class TestShadow:
    def shadows(self, company: Company) -> None:
        company.presses(company.grace, message_of(company, company.grace), "interview.shadowed")
        company.deliver()

    def test_card_is_kept_apart_from_seal_and_debrief(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        self.shadows(company)
        company.presses(company.grace, message_of(company, company.grace), "score.open")
        company.fills(company.modal(company.grace), ratings={"ml-ops": 1}, vote="strong_no")
        company.submits(company.grace)
        assert "kept apart" in company.modal(company.grace).text
        assert company.loop(KATHERINE).cards == ()
        assert company.loop(KATHERINE).is_sealed
        company.scores(company.alan, KATHERINE, ratings={"ml-ops": 4})
        company.deliver()
        digest = company.message(company.ada, "Votes")
        assert "Votes: 1 yes" in digest.text
        assert company.grace.id not in str(digest.blocks)

    def test_sees_no_debrief_and_no_counts(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        self.shadows(company)
        company.scores(company.alan, KATHERINE)
        assert "Votes" not in company.answer(company.grace, f"debrief {KATHERINE}").text
        assert company.alan.id not in company.answer(company.grace, "candidates").text

    def test_can_amend_the_card(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        self.shadows(company)
        company.scores(company.grace, KATHERINE)
        company.scores(company.grace, KATHERINE, note="On second thought.")
        assert company.has_saved(company.grace)
        [card] = company.loop(KATHERINE).shadow_cards
        assert card.revision == 2

    def test_takes_no_vote_back_that_others_have_read(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        message = message_of(company, company.grace)
        company.scores(company.grace, KATHERINE)
        company.scores(company.alan, KATHERINE)
        company.presses(company.grace, message, "interview.shadowed")
        assert "so it stays" in company.notice(company.grace)
        assert len(company.loop(KATHERINE).cards) == 2


class TestLeadWhoShadows:
    """A lead's own "I only shadowed" opens the others' cards to them, so it does not pass in silence."""

    def test_is_named_in_the_debrief_though_they_score_after_all(self, company: Company) -> None:
        plans(company, company.ada, company.hedy)
        company.scores(company.hedy, KATHERINE)
        company.clock.forward(minutes=5)
        company.presses(company.ada, message_of(company, company.ada), "interview.shadowed")
        company.deliver()
        said = "Taken off the panel, as somebody who only listened"
        assert said in company.answer(company.ada, f"debrief {KATHERINE}").text
        company.clock.forward(minutes=5)
        replans(company, company.ada, panel=[company.hedy.id, company.ada.id])
        company.clock.forward(minutes=5)
        company.scores(company.ada, KATHERINE)
        told = company.answer(company.hedy, f"debrief {KATHERINE}").text
        [line] = [line for line in told.splitlines() if said in line]
        assert f"<@{company.ada.id}>, by themselves" in line
        assert told.count("sent when the others' scorecards were open to them") == 1


class TestShadowWhoTakesASeat:
    """What was promised to count nowhere stays apart: whoever interviews after all owes a card of that."""

    WORDS = "What only a shadow would write."

    @pytest.fixture(autouse=True)
    def grace_shadows(self, company: Company) -> None:
        plans(company, company.alan, company.grace)
        company.presses(company.grace, message_of(company, company.grace), "interview.shadowed")
        company.scores(company.grace, KATHERINE, ratings={"ml-ops": 2}, vote="no", note=self.WORDS)
        assert "kept apart" in company.modal(company.grace).text
        company.deliver()

    def is_handed_it(self, company: Company) -> None:
        alan = company.alan
        company.presses(alan, message_of(company, alan), "interview.hand_over")
        company.chooses(alan, "to", company.grace.id)
        company.submits(alan)
        company.deliver()

    def is_planned(self, company: Company) -> None:
        company.scores(company.alan, KATHERINE)
        replans(company, company.ada, panel=[company.alan.id, company.grace.id])

    @pytest.mark.parametrize("takes_a_seat", [is_handed_it, is_planned])
    def test_owes_a_card_and_opens_nothing(
        self, company: Company, takes_a_seat: Callable[[object, Company], None]
    ) -> None:
        takes_a_seat(self, company)
        loop = company.loop(KATHERINE)
        assert loop.is_sealed
        assert company.grace.id in loop.missing
        assert company.grace.id in company.answer(company.ada, f"debrief {KATHERINE}").text
        assert "score.open" in company.home(company.grace).actions
        assert company.opens(company.grace, f"score {KATHERINE}").title == "Score Katherine Johnson"

    @pytest.mark.parametrize("takes_a_seat", [is_handed_it, is_planned])
    def test_counts_with_the_new_card_alone(
        self, company: Company, takes_a_seat: Callable[[object, Company], None]
    ) -> None:
        takes_a_seat(self, company)
        company.clock.forward(minutes=5)
        company.scores(company.grace, KATHERINE, ratings={"ml-ops": 4}, vote="yes")
        assert "kept apart" not in company.modal(company.grace).text
        company.deliver()
        told = company.answer(company.ada, f"debrief {KATHERINE}").text
        assert "Votes" in told
        assert "amended" not in told
        assert self.WORDS not in told
        assert not company.inbox(company.ada, self.WORDS)
        assert company.loop(KATHERINE).earlier == ()

    def test_hears_of_the_card_sent_again_that_it_is_kept_apart(self, company: Company) -> None:
        company.fills(
            company.opens(company.grace, f"score {KATHERINE}"), vote="no", note=self.WORDS
        )
        answer = company.submits(company.grace)
        self.is_handed_it(company)
        company.slack.repeat(answer)
        assert "kept apart" in company.modal(company.grace).text


class TestLateButton:
    """A message stays where it is when the data behind it is gone or closed."""

    BUTTONS = (
        "interview.kit",
        "interview.hand_over",
        "interview.did_not_happen",
        "interview.shadowed",
    )

    @pytest.mark.parametrize("button", BUTTONS)
    def test_after_the_candidate_was_forgotten(self, company: Company, button: str) -> None:
        plans(company, company.grace)
        message = message_of(company, company.grace)
        company.changes("DELETE FROM candidates")
        company.presses(company.grace, message, button)
        assert "no longer here" in company.notice(company.grace)

    @pytest.mark.parametrize("button", BUTTONS)
    def test_after_the_decision(self, company: Company, button: str) -> None:
        plans(company, company.grace)
        message = message_of(company, company.grace)
        close(company)
        company.presses(company.grace, message, button)
        assert "decided now" in company.notice(company.grace)
