"""Reminders: they come after the interview, by day, stop by themselves, and their buttons tell the truth."""

import json
from datetime import datetime, timedelta

import pytest

from interviews.models import InterviewState
from interviews.reminders.schedule import plan_reminders
from sandbox.client.snapshots import MessageSnapshot
from sandbox.world.records import User
from tests.company import Company
from tests.handlers.panels.steps import opens, replans


@pytest.fixture(autouse=True)
def katherine(company: Company) -> None:
    """On Wednesday at 9:30 UTC Ada adds Katherine, with Hedy in Amsterdam on the panel."""
    company.adds(company.ada, "Katherine Johnson", panel=(company.hedy,))
    company.deliver()


def advance(company: Company, moment: str) -> int:
    """Time goes on to this moment, and the bot does what is due; how many jobs that were."""
    company.clock.moment = datetime.fromisoformat(moment).replace(
        tzinfo=company.clock.moment.tzinfo
    )
    return company.deliver()


def reminders(company: Company, who: User) -> list[MessageSnapshot]:
    """The reminders that stand in somebody's messages."""
    return company.inbox(who, "still open")


def meets_at(company: Company, moment: str) -> None:
    """Hedy's interview, of an hour, is planned for then."""
    interview = company.loop("Katherine Johnson").interview_of(company.hedy.id)
    assert interview
    starts = datetime.fromisoformat(moment).replace(tzinfo=company.clock.moment.tzinfo)
    store = company.bot.store
    store.interviews.plan(interview.model_copy(update={"starts_at": starts, "minutes": 60}))
    plan_reminders(store, company.loop("Katherine Johnson"), company.clock())


class TestReminder:
    def test_comes_at_nine_on_the_next_day_where_no_time_is_known(self, company: Company) -> None:
        advance(company, "2026-03-05 07:59")
        assert company.inbox(company.hedy) == []
        advance(company, "2026-03-05 08:00")
        [reminder] = reminders(company, company.hedy)
        assert "Katherine Johnson" in reminder.text
        assert "Machine Learning Engineer" in reminder.text
        assert "You were put on the panel" in reminder.text

    def test_comes_an_hour_after_the_interview(self, company: Company) -> None:
        meets_at(company, "2026-03-06 09:00")
        advance(company, "2026-03-06 10:59")
        assert company.inbox(company.hedy) == []
        advance(company, "2026-03-06 11:00")
        [reminder] = reminders(company, company.hedy)
        assert "The interview ended on" in reminder.text

    def test_waits_for_an_interview_that_was_moved(self, company: Company) -> None:
        meets_at(company, "2026-03-06 09:00")
        meets_at(company, "2026-03-10 09:00")
        advance(company, "2026-03-06 12:00")
        assert company.inbox(company.hedy) == []
        advance(company, "2026-03-10 11:00")
        assert reminders(company, company.hedy)

    def test_waits_again_for_an_interview_that_is_moved_after_the_first(
        self, company: Company
    ) -> None:
        meets_at(company, "2026-03-05 09:00")
        advance(company, "2026-03-05 11:00")
        [first] = reminders(company, company.hedy)
        meets_at(company, "2026-03-10 09:00")
        for day in (6, 9, 10):
            advance(company, f"2026-03-{day:02} 08:00")
            assert reminders(company, company.hedy) == []
        advance(company, "2026-03-10 11:00")
        [second] = reminders(company, company.hedy)
        assert second.ts != first.ts

    def test_comes_anew_for_an_interview_that_is_moved_after_the_last(
        self, company: Company
    ) -> None:
        meets_at(company, "2026-03-05 09:00")
        assert self.days(company, range(5, 13)) == [5, 6, 9, 10, 11]
        meets_at(company, "2026-03-17 09:00")
        assert self.days(company, range(16, 26)) == [17, 18, 19, 20, 23]

    def test_comes_anew_for_somebody_who_is_put_back_on_the_panel(self, company: Company) -> None:
        company.scores(company.ada, "Katherine Johnson", ratings={"ml-ops": 4})
        assert self.days(company, range(5, 12)) == [5, 6, 9, 10, 11]
        replans(company, company.ada, panel=[company.ada.id])
        replans(company, company.ada, panel=[company.ada.id, company.hedy.id])
        assert self.days(company, range(12, 20)) == [12, 13, 16, 17, 18]

    def days(self, company: Company, days: range) -> list[int]:
        """On which of these days of March Hedy was reminded, and never twice on one."""
        seen, known = [], {message.ts for message in company.inbox(company.hedy)}
        for day in days:
            advance(company, f"2026-03-{day:02} 12:00")
            new = [
                message for message in reminders(company, company.hedy) if message.ts not in known
            ]
            assert len(new) <= 1
            known |= {message.ts for message in new}
            seen += [day] if new else []
        return seen

    def test_shows_a_hostile_name_as_it_was_typed(self, company: Company) -> None:
        name = "<!channel> *bold* & <@U0ADA> :fire:"
        company.adds(company.ada, name, panel=(company.grace,))
        advance(company, "2026-03-05 15:00")
        [reminder] = reminders(company, company.grace)
        assert name in reminder.text
        assert "<!channel>" not in json.dumps(
            [block for block in reminder.blocks if block["type"] != "rich_text"]
        )

    def test_waits_until_quiet_hours_and_the_weekend_are_over(self, company: Company) -> None:
        meets_at(company, "2026-03-06 16:30")  # it ends at 18:30 in Amsterdam, on a Friday
        for moment in ("2026-03-06 18:30", "2026-03-07 10:00", "2026-03-09 06:59"):
            advance(company, moment)
            assert company.inbox(company.hedy) == []
        advance(company, "2026-03-09 07:00")
        assert reminders(company, company.hedy)

    def test_comes_daily_as_the_only_one_and_five_times_in_all(self, company: Company) -> None:
        seen = []
        for day in range(4, 24):
            advance(company, f"2026-03-{day:02} 08:00")
            standing = reminders(company, company.hedy)
            assert len(standing) <= 1
            if standing and standing[0].ts not in [message.ts for _, message in seen]:
                seen.append((day, standing[0]))
        assert [day for day, _ in seen] == [5, 6, 9, 10, 11]
        assert "This is the last reminder." in seen[-1][1].text
        assert "reminder.snooze" not in seen[-1][1].actions

    def test_does_not_catch_up_on_missed_days(self, company: Company) -> None:
        advance(company, "2026-03-12 15:00")
        assert len(reminders(company, company.hedy)) == 1
        advance(company, "2026-03-13 07:59")
        [first] = reminders(company, company.hedy)
        advance(company, "2026-03-13 08:00")
        [second] = reminders(company, company.hedy)
        assert first.ts != second.ts

    def test_waits_while_a_decision_can_be_undone_which_it_does_not_give_away(
        self, company: Company
    ) -> None:
        advance(company, "2026-03-05 08:00")
        [before] = reminders(company, company.hedy)
        advance(company, "2026-03-06 07:55")
        page = company.answer(company.ada, "debrief Katherine")
        company.decides(company.ada, page, "no_hire", "She withdrew.")
        advance(company, "2026-03-06 08:00")
        assert reminders(company, company.hedy) == [before]
        company.presses(company.ada, company.modal(company.ada), "decision.undo")
        advance(company, "2026-03-06 08:10")
        [after] = reminders(company, company.hedy)
        assert after.ts != before.ts

    def test_opens_the_scorecard(self, company: Company) -> None:
        advance(company, "2026-03-05 08:00")
        [reminder] = reminders(company, company.hedy)
        company.presses(company.hedy, reminder, "score.open")
        assert company.modal(company.hedy).title == "Score Katherine Johnson"

    def test_comes_to_each_of_three_zones_at_their_own_nine(self, company: Company) -> None:
        company.clock.moment = datetime.fromisoformat("2026-03-26 09:30+00:00")
        company.adds(
            company.ada, "Dorothy Vaughan", panel=(company.hedy, company.grace, company.alan)
        )
        company.deliver()
        got: dict[str, str] = {}
        for hours in range(1, 100):  # summer time begins in Amsterdam that weekend
            company.clock.forward(hours=1)
            company.deliver()
            for who in (company.hedy, company.grace, company.alan):
                text = [
                    message.text for message in reminders(company, who) if "Dorothy" in message.text
                ]
                if text:
                    got.setdefault(who.id, f"{company.clock():%d %H:30}")
            assert hours
        assert got == {"U0HEDY": "27 08:30", "U0GRACE": "27 13:30", "U0ALAN": "27 16:30"}


class TestStop:
    """A reminder stops by itself."""

    def test_when_the_card_is_in_and_says_thank_you(self, company: Company) -> None:
        advance(company, "2026-03-05 08:00")
        company.scores(company.hedy, "Katherine Johnson", ratings={"ml-ops": 4})
        company.deliver()
        thanks = company.message(company.hedy)
        assert "Thank you, your scorecard is in." in thanks.text
        assert thanks.actions == []
        advance(company, "2026-03-06 08:00")
        assert len(company.inbox(company.hedy)) == 1
        assert reminders(company, company.hedy) == []

    def test_before_it_began(self, company: Company) -> None:
        company.scores(company.hedy, "Katherine Johnson", ratings={"ml-ops": 4})
        advance(company, "2026-03-05 08:00")
        assert company.inbox(company.hedy) == []

    @pytest.mark.parametrize("state", [InterviewState.CANCELLED, InterviewState.HANDED_OVER])
    def test_when_the_interview_is_off(self, company: Company, state: InterviewState) -> None:
        advance(company, "2026-03-05 08:00")
        interview = company.loop("Katherine Johnson").interview_of(company.hedy.id)
        assert interview
        company.bot.store.interviews.set_state(interview.team_id, interview.id, state)
        plan_reminders(company.bot.store, company.loop("Katherine Johnson"), company.clock())
        company.deliver()
        assert "No scorecard is waited for any more." in company.message(company.hedy).text
        advance(company, "2026-03-06 08:00")
        assert reminders(company, company.hedy) == []

    def test_when_a_decision_was_made(self, company: Company) -> None:
        early = company.answer(company.ada, "debrief Katherine")
        company.presses(company.ada, early, "debrief.open_early")
        opened = company.slack.ephemerals(company.ada)[-1]
        company.decides(company.ada, opened, "hold", "The search is paused.")
        advance(company, "2026-03-05 08:00")
        assert reminders(company, company.hedy) == []

    def test_goes_on_when_the_decision_was_undone(self, company: Company) -> None:
        self.test_when_a_decision_was_made(company)
        company.clock.moment -= timedelta(hours=22, minutes=29)
        company.presses(company.ada, company.modal(company.ada), "decision.undo")
        advance(company, "2026-03-06 08:00")
        assert reminders(company, company.hedy)

    def test_when_the_person_has_left(self, company: Company) -> None:
        company.slack.deactivate(company.hedy)
        for day in (5, 6):
            advance(company, f"2026-03-{day:02} 08:00")
        found = [job for job in company.bot.store.unfinished.all() if job.kind == "remind"]
        assert [job.last_error for job in found if job.parked_at is None] == []


class TestForOneCandidate:
    """A lead switches reminders off for a candidate, in the plan; the person's own settings hold beside that."""

    def remind(self, company: Company, *chosen: str) -> None:
        """Ada ticks the box in Katherine's plan, or takes the tick away."""
        scope = company.candidate("Katherine Johnson").id
        opens(company, company.ada, "Katherine")
        company.chooses(company.ada, f"reminders.{scope}", list(chosen))
        company.submits(company.ada)
        assert company.modal(company.ada).title == "Planned"
        company.deliver()

    def test_is_on_unless_somebody_said_otherwise(self, company: Company) -> None:
        opens(company, company.ada, "Katherine")
        [box] = [
            option
            for option in company.modal(company.ada).values
            if option.startswith("reminders.")
        ]
        chosen = company.modal(company.ada).values[box]["value"]["selected_options"]
        assert [option["value"] for option in chosen] == ["on"]

    def test_sends_none_while_it_is_off(self, company: Company) -> None:
        self.remind(company)
        advance(company, "2026-03-10 08:00")
        assert reminders(company, company.hedy) == []
        opens(company, company.ada, "Katherine")
        [box] = [
            option
            for option in company.modal(company.ada).values
            if option.startswith("reminders.")
        ]
        assert not company.modal(company.ada).values[box]["value"].get("selected_options")

    def test_leaves_the_one_that_stands_and_sends_no_more(self, company: Company) -> None:
        advance(company, "2026-03-05 08:00")
        [before] = reminders(company, company.hedy)
        self.remind(company)
        for day in ("06", "09", "10"):
            advance(company, f"2026-03-{day} 08:00")
        [after] = reminders(company, company.hedy)
        assert (after.ts, after.actions) == (before.ts, before.actions)
        company.presses(company.hedy, after, "reminder.snooze")
        [told] = [message for message in company.inbox(company.hedy) if message.ts == before.ts]
        assert "the hiring lead switched them off for this candidate" in told.text

    def test_goes_on_when_it_is_on_again_and_never_beyond_five(self, company: Company) -> None:
        for day in ("05", "06"):
            advance(company, f"2026-03-{day} 08:00")
        self.remind(company)
        advance(company, "2026-03-10 08:00")
        self.remind(company, "on")
        stamps = {message.ts for message in reminders(company, company.hedy)}
        for _ in range(24 * 14):
            company.clock.forward(hours=1)
            company.deliver()
            stamps |= {message.ts for message in reminders(company, company.hedy)}
        assert len(stamps) == 4  # the second, which stood, and three more

    def test_still_tells_leads_who_is_missing(self, company: Company) -> None:
        self.remind(company)
        scope = company.candidate("Katherine Johnson").id
        due = datetime(2026, 3, 6, 12, tzinfo=company.clock.moment.tzinfo)
        opens(company, company.ada, "Katherine")
        company.chooses(company.ada, f"due.{scope}", str(int(due.timestamp())))
        company.submits(company.ada)
        advance(company, "2026-03-06 12:00")
        assert company.inbox(company.ada, "Missing:")
        assert reminders(company, company.hedy) == []


class TestButtons:
    @pytest.fixture
    def reminder(self, company: Company) -> MessageSnapshot:
        """The one that Hedy has on Thursday at nine."""
        advance(company, "2026-03-05 08:00")
        [reminder] = reminders(company, company.hedy)
        return reminder

    def test_snooze_brings_the_next_one_in_an_hour(
        self, company: Company, reminder: MessageSnapshot
    ) -> None:
        company.presses(company.hedy, reminder, "reminder.snooze")
        [snoozed] = reminders(company, company.hedy)
        assert "The next reminder comes on" in snoozed.text
        advance(company, "2026-03-05 08:59")
        assert [message.ts for message in reminders(company, company.hedy)] == [reminder.ts]
        advance(company, "2026-03-05 09:00")
        assert [message.ts for message in reminders(company, company.hedy)] != [reminder.ts]

    def test_snooze_never_ends_in_quiet_hours(
        self, company: Company, reminder: MessageSnapshot
    ) -> None:
        company.clock.moment = datetime.fromisoformat("2026-03-05 17:30+00:00")
        company.presses(company.hedy, reminder, "reminder.snooze")
        advance(company, "2026-03-06 06:59")
        assert [message.ts for message in reminders(company, company.hedy)] == [reminder.ts]
        advance(company, "2026-03-06 07:00")
        assert [message.ts for message in reminders(company, company.hedy)] != [reminder.ts]

    def test_tomorrow_is_monday_on_a_friday(self, company: Company) -> None:
        advance(company, "2026-03-06 08:00")
        [reminder] = reminders(company, company.hedy)
        assert "Monday 9:00" in reminder.text
        company.presses(company.hedy, reminder, "reminder.tomorrow")
        advance(company, "2026-03-09 07:59")
        assert [message.ts for message in reminders(company, company.hedy)] == [reminder.ts]
        advance(company, "2026-03-09 08:00")
        assert [message.ts for message in reminders(company, company.hedy)] != [reminder.ts]

    def test_did_not_happen_ends_it(self, company: Company, reminder: MessageSnapshot) -> None:
        company.presses(company.hedy, reminder, "reminder.not_held")
        ended = company.message(company.hedy)
        assert "did not happen" in ended.text
        assert ended.actions == []
        assert company.loop("Katherine Johnson").missing == ()
        advance(company, "2026-03-06 08:00")
        assert reminders(company, company.hedy) == []
        assert company.inbox(company.ada, "Debrief")

    def test_did_not_happen_is_not_for_an_interview_with_a_card(
        self, company: Company, reminder: MessageSnapshot
    ) -> None:
        company.scores(company.hedy, "Katherine Johnson", ratings={"ml-ops": 4})
        company.presses(company.hedy, reminder, "reminder.not_held")
        assert "so it took place" in company.notice(company.hedy)
        assert company.loop("Katherine Johnson").card_of(company.hedy.id)

    @pytest.mark.parametrize("which", ["reminder.off_here", "reminder.off_all"])
    def test_stop_asks_which_and_ends_them_until_they_are_wanted_again(
        self, company: Company, reminder: MessageSnapshot, which: str
    ) -> None:
        company.adds(company.ada, "Mary Jackson", panel=(company.hedy,))
        company.presses(company.hedy, reminder, "reminder.off")
        assert "Katherine Johnson" in company.modal(company.hedy).text
        company.presses(company.hedy, company.modal(company.hedy), which)
        assert "You get no more reminders" in company.modal(company.hedy).text
        stopped = company.message(company.hedy, "You get no more reminders")
        home = company.home(company.hedy).text
        assert ("but off for one candidate" in home) == (which == "reminder.off_here")
        assert ("to you are off" in home) == (which == "reminder.off_all")
        advance(company, "2026-03-06 15:00")
        others = reminders(company, company.hedy)
        assert len(others) == (1 if which == "reminder.off_here" else 0)  # of Mary
        company.presses(company.hedy, stopped, "reminder.again")
        assert "Reminders come again." in company.inbox(company.hedy)[0].text
        assert "but off" not in company.home(company.hedy).text
        advance(company, "2026-03-09 15:00")
        assert len(reminders(company, company.hedy)) == 2

    def test_stop_tells_nobody_else_of_the_candidate(
        self, company: Company, reminder: MessageSnapshot
    ) -> None:
        company.presses(company.hedy, reminder, "reminder.off")
        pressed = company.presses(company.hedy, company.modal(company.hedy), "reminder.off_all")
        company.forge(pressed, user=company.grace.id)
        last = company.slack.calls("views.update")[-1]
        assert "Katherine" not in str(last.params["view"])

    def test_that_was_stopped_for_a_candidate_is_started_in_the_settings_too(
        self, company: Company, reminder: MessageSnapshot
    ) -> None:
        company.presses(company.hedy, reminder, "reminder.off")
        company.presses(company.hedy, company.modal(company.hedy), "reminder.off_here")
        view = company.opens(company.hedy, "settings")
        assert "No reminders of Katherine Johnson come to you." in view.text
        company.presses(company.hedy, view, "reminder.again")
        assert company.modal(company.hedy).text == "Reminders come again."
        assert "Katherine" not in company.opens(company.hedy, "settings").text

    def test_snooze_says_so_where_reminders_were_switched_off(
        self, company: Company, reminder: MessageSnapshot
    ) -> None:
        company.sets(company.hedy, reminders="off")
        company.presses(company.hedy, reminder, "reminder.snooze")
        assert "you switched them off" in company.inbox(company.hedy)[0].text

    def test_are_nobody_elses(self, company: Company, reminder: MessageSnapshot) -> None:
        pressed = company.presses(company.hedy, reminder, "reminder.snooze")
        action = pressed.payload["actions"][0] | {"action_id": "reminder.not_held"}
        company.forge(pressed, user=company.grace.id, actions=[action])
        assert company.loop("Katherine Johnson").missing == (company.hedy.id,)

    def test_say_so_when_nothing_is_waited_for(
        self, company: Company, reminder: MessageSnapshot
    ) -> None:
        company.scores(company.hedy, "Katherine Johnson", ratings={"ml-ops": 4})
        company.presses(company.hedy, reminder, "reminder.snooze")
        assert "Thank you" in company.inbox(company.hedy)[0].text


class TestFault:
    """What Slack does on a bad day loses nothing."""

    def test_waits_as_long_as_slack_asks(self, company: Company) -> None:
        company.slack.fail("chat.postMessage", status=429, retry_after=120)
        advance(company, "2026-03-05 08:00")
        assert company.inbox(company.hedy) == []
        advance(company, "2026-03-05 08:01")
        assert company.inbox(company.hedy) == []
        advance(company, "2026-03-05 08:02")
        assert len(reminders(company, company.hedy)) == 1

    def test_an_answer_lost_after_an_update_changes_nothing(self, company: Company) -> None:
        advance(company, "2026-03-05 08:00")
        company.scores(company.hedy, "Katherine Johnson", ratings={"ml-ops": 4})
        company.slack.fail("chat.update", drop=True, after=True, times=3)
        company.deliver()
        company.clock.forward(minutes=1)
        company.deliver()
        assert len(company.inbox(company.hedy)) == 1

    def test_an_answer_lost_after_a_first_post_repeats_it_once_at_most(
        self, company: Company
    ) -> None:
        company.slack.fail("chat.postMessage", drop=True, after=True)
        advance(company, "2026-03-05 08:00")
        company.clock.forward(minutes=1)
        company.deliver()
        assert len(reminders(company, company.hedy)) == 2
        company.scores(company.hedy, "Katherine Johnson", ratings={"ml-ops": 4})
        company.deliver()
        assert len(reminders(company, company.hedy)) == 1  # nobody knows where the first one stands
