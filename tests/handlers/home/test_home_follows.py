"""A Home tab follows by itself whatever anybody does that changes it; no answer to a person waits for that."""

import pytest

from sandbox.world.records import User
from tests.company import Company
from tests.handlers.panels.steps import KATHERINE, message_of, plans, replans


def published(company: Company, who: User) -> int:
    """How often somebody's Home tab was put up."""
    calls = company.slack.calls("views.publish")
    return sum(call.params["user_id"] == who.id for call in calls)


def decides(company: Company, who: User) -> None:
    """Somebody presses Decide on their Home tab, and hires."""
    company.decides(who, company.home_tab(who))
    company.deliver()


class TestEvent:
    def test_is_answered_without_a_call_to_slack(self, company: Company) -> None:
        assert company.slack.open_home(company.ada).status == 200
        assert company.slack.home_of(company.ada) is None
        company.deliver()
        assert "Waiting for you" in company.home_tab(company.ada).text

    def test_of_the_messages_tab_puts_up_nothing(self, company: Company) -> None:
        company.slack.open_home(company.ada, tab="messages")
        assert company.deliver() == 0

    def test_repeated_is_one_piece_of_work(self, company: Company) -> None:
        for _ in range(3):
            company.slack.open_home(company.ada)
        company.deliver()
        assert published(company, company.ada) == 1


class TestFollowing:
    @pytest.fixture(autouse=True)
    def homes(self, company: Company) -> None:
        """Ada, who leads, and Grace have opened their Home tabs before; Alan and Hedy have not."""
        for who in (company.ada, company.grace):
            company.home(who)

    def test_a_plan(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        assert KATHERINE in company.home_tab(company.ada).text
        assert "Your coming interviews" in company.home_tab(company.grace).text
        replans(company, company.ada, panel=[company.alan.id])
        assert KATHERINE not in company.home_tab(company.grace).text

    def test_a_scorecard_of_somebody_else(self, company: Company) -> None:
        plans(company, company.grace, company.alan, starts=None)
        assert "0 of 2 scorecards in" in company.home_tab(company.ada).text
        company.scores(company.alan, KATHERINE, ratings={"ml-ops": 4})
        company.deliver()
        assert "1 of 2 scorecards in" in company.home_tab(company.ada).text
        company.scores(company.grace, KATHERINE, ratings={"ml-ops": 4})
        company.deliver()
        waiting = company.home_tab(company.ada).text.split("Your candidates")[0]
        assert "Both scorecards in\n since \n: your decision" in waiting
        assert "You are up to date" in company.home_tab(company.grace).text

    def test_a_hand_over(self, company: Company) -> None:
        plans(company, company.alan)
        company.presses(company.alan, message_of(company, company.alan), "interview.hand_over")
        company.chooses(company.alan, "to", company.grace.id)
        company.submits(company.alan)
        company.deliver()
        assert "Your coming interviews" in company.home_tab(company.grace).text

    @pytest.mark.parametrize("button", ["interview.did_not_happen", "interview.shadowed"])
    def test_an_interview_that_is_off_or_was_shadowed(self, company: Company, button: str) -> None:
        plans(company, company.grace, company.alan)
        company.presses(company.alan, message_of(company, company.alan), button)
        company.deliver()
        assert "0 of 1 scorecards in" in company.home_tab(company.ada).text

    def test_a_decision_and_its_undoing(self, company: Company) -> None:
        plans(company, company.grace, starts=None)
        company.scores(company.grace, KATHERINE, ratings={"ml-ops": 4})
        company.deliver()
        decides(company, company.ada)
        assert KATHERINE not in company.home_tab(company.ada).text
        company.presses(company.ada, company.modal(company.ada), "decision.undo")
        company.deliver()
        assert KATHERINE in company.home_tab(company.ada).text

    def test_a_decision_for_everybody_once_it_stands_and_its_end(self, company: Company) -> None:
        plans(company, company.grace, starts=None)
        company.scores(company.grace, KATHERINE, ratings={"ml-ops": 4})
        company.deliver()
        company.decides(company.ada, company.home_tab(company.ada), "hold")
        company.becomes_known()
        for who in (company.ada, company.grace):
            assert KATHERINE not in company.home_tab(who).text
        page = company.answer(company.ada, "candidates decided")
        company.presses(company.ada, page, "decision.reopen")
        company.deliver()
        for who in (company.ada, company.grace):
            assert KATHERINE in company.home_tab(who).text

    def test_a_decision_for_somebody_who_only_listened(self, company: Company) -> None:
        plans(company, company.grace, company.alan, starts=None)
        company.presses(company.grace, message_of(company, company.grace), "interview.shadowed")
        company.scores(company.alan, KATHERINE, ratings={"ml-ops": 4})
        company.deliver()
        assert "You only listened" in company.home_tab(company.grace).text
        decides(company, company.ada)
        company.becomes_known()
        assert KATHERINE not in company.home_tab(company.grace).text

    def test_an_erased_candidate(self, company: Company) -> None:
        plans(company, company.grace)
        company.erases(company.ada, KATHERINE)
        company.deliver()
        for who in (company.ada, company.grace):
            assert KATHERINE not in company.home_tab(who).text

    def test_a_guest_who_is_put_on_the_panel(self, company: Company) -> None:
        company.adds(company.ada, KATHERINE)
        company.adds(company.grace, KATHERINE)
        company.deliver()
        assert "has not put you on the panel yet" in company.home_tab(company.grace).text
        [asked] = [
            message for message in company.inbox(company.ada) if "guest.confirm" in message.actions
        ]
        company.presses(company.ada, asked, "guest.confirm")
        company.deliver()
        assert "the hiring lead decides" in company.home_tab(company.grace).text

    def test_a_draft_that_is_made_and_sent_but_no_keystroke(self, company: Company) -> None:
        plans(company, company.grace, starts=None)
        before = published(company, company.grace)
        company.types(company.grace, "score Katherine")
        for note in ("C", "Ca", "Calm"):
            company.writes(company.grace, "note", note)
            company.deliver()
        assert published(company, company.grace) == before + 1
        assert "draft" in company.home_tab(company.grace).text
        company.chooses(company.grace, "recommendation", "yes")
        company.submits(company.grace)
        company.deliver()
        assert "draft" not in company.home_tab(company.grace).text

    def test_a_form_that_is_closed_half_filled(self, company: Company) -> None:
        company.slack.type(company.opens_card(company.grace), "name", "K")
        company.deliver()
        company.writes(company.grace, "name", KATHERINE)
        company.slack.close(company.modal(company.grace))
        company.deliver()
        assert f"{KATHERINE} · Machine Learning Engineer · draft" in company.home_tab(company.grace).text  # fmt: skip

    def test_settings(self, company: Company) -> None:
        company.sets(company.grace, weekly_day="4")
        company.deliver()
        assert "Fridays at 09:00" in company.home_tab(company.grace).text

    def test_nothing_of_those_who_never_opened_theirs(self, company: Company) -> None:
        plans(company, company.alan, company.hedy)
        for who in (company.alan, company.hedy):
            assert company.slack.home_of(who) is None


class TestTrouble:
    def test_a_change_while_it_is_put_up_is_shown_right_after(self, company: Company) -> None:
        company.home(company.ada)
        slack, publish = company.bot.slack, company.bot.slack.views_publish

        def slowly(*args: object) -> dict[str, object]:
            company.bot.slack.views_publish = publish  # type: ignore[method-assign]
            company.adds(company.ada, KATHERINE)
            return publish(*args)  # type: ignore[arg-type]

        slack.views_publish = slowly  # type: ignore[method-assign, assignment]
        company.slack.open_home(company.ada)
        company.deliver()
        assert KATHERINE in company.home_tab(company.ada).text

    def test_is_made_up_for_after_an_outage(self, company: Company) -> None:
        company.home(company.ada)
        company.slack.fail("views.publish", status=503)
        company.adds(company.ada, KATHERINE)
        company.deliver()
        company.clock.forward(minutes=1)
        company.deliver()
        assert KATHERINE in company.home_tab(company.ada).text

    def test_ends_with_a_person_who_has_left(self, company: Company) -> None:
        company.slack.open_home(company.grace)
        company.slack.deactivate(company.grace)
        company.deliver()
        assert published(company, company.grace) == 0
        assert company.bot.store.homes.among("T0TEAM", [company.grace.id]) == ()
        assert company.bot.store.jobs.counts()["waiting"] == 0

    @pytest.mark.parametrize("error", ["not_enabled", "user_not_found"])
    def test_sets_no_job_aside_where_nobody_looks(self, company: Company, error: str) -> None:
        company.home(company.ada)
        company.slack.fail("views.publish", error=error)
        company.slack.open_home(company.ada)
        company.deliver()
        counts = company.bot.store.jobs.counts()
        assert (counts["waiting"], counts["parked"]) == (0, 0)
        assert "Waiting for you" in company.home(company.ada).text  # opening it brings it back

    def test_waits_as_one_job_while_the_token_is_refused(self, company: Company) -> None:
        company.home(company.ada)
        company.slack.fail("views.publish", error="token_revoked", times=None)
        for name in ("Katherine Johnson", "Dorothy Vaughan", "Mary Jackson"):
            company.adds(company.ada, name)
            company.deliver()
        homes = [job for job in company.bot.store.unfinished.all() if job.kind == "home"]
        assert len(homes) == 1
        assert homes[0].parked_at is None
        company.slack.heal("views.publish")
        company.clock.forward(hours=2)
        company.deliver()
        assert "Mary Jackson" in company.home_tab(company.ada).text
