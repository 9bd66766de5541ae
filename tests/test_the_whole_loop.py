"""One candidate from plan to decision, told day by day: what each person does, and what they then see."""

from datetime import UTC, datetime

import pytest

from sandbox.client.snapshots import MessageSnapshot
from sandbox.world.records import User
from tests.company import Company
from tests.handlers.panels.steps import KATHERINE, at, fills, message_of, opens

EVIDENCE = "Named retries unprompted."
NOTE = "Calm when I pushed back."


def goes_on_to(company: Company, moment: str) -> None:
    """The clock is moved on, and the bot does everything that has come due by then."""
    company.clock.moment = datetime.fromisoformat(f"2026-03-{moment}").replace(tzinfo=UTC)
    company.deliver()


def plans_two_interviews(company: Company) -> None:
    """Ada leads; Hedy in Amsterdam meets Katherine on Thursday at 10:00 UTC, Grace in New York at 15:00."""
    slack, ada = company.slack, company.ada
    opens(company, ada, KATHERINE)
    fills(company, ada, (company.hedy, company.grace))
    for who, hour in ((company.hedy, 10), (company.grace, 15)):
        starts = at(datetime(2026, 3, 5, hour, tzinfo=UTC))
        slack.choose(company.modal(ada), f"starts.new.{who.id}", starts)
        slack.type(company.modal(ada), f"minutes.new.{who.id}", "60")
    slack.choose(company.modal(ada), "due.new", at(datetime(2026, 3, 9, 12, tzinfo=UTC)))
    slack.submit(company.modal(ada))
    company.deliver()


def about(company: Company, who: User, words: str) -> list[MessageSnapshot]:
    """The bot's messages to somebody that say this."""
    return [message for message in company.inbox(who) if words in message.text]


def all_that_is_shown_to(company: Company, who: User) -> str:
    """What somebody reads in their messages, on their Home tab, and when they ask for the debrief."""
    answer = company.answer(who, f"debrief {KATHERINE}")
    home = company.home(who)
    return "\n".join([answer.text, home.text, *(message.text for message in company.inbox(who))])


def rates(company: Company, who: User, rating: int, vote: str) -> None:
    """Gives every skill on the form this rating, with evidence, then votes and sends."""
    company.chooses(who, "skill_added", ":all")
    view = company.modal(who)
    for skill in [name for name in view.values if name.startswith("rating.")]:
        company.chooses(who, skill, str(rating))
    company.chooses(who, "recommendation", vote)
    company.submits(who)
    assert company.has_saved(who)
    company.deliver()


def wednesday_ada_plans(company: Company) -> None:
    """Each interviewer has one message with what is theirs, and questions of their own."""
    plans_two_interviews(company)
    panel = [company.loop(KATHERINE).interview_of(who.id) for who in (company.hedy, company.grace)]
    questions = [set(interview.questions) for interview in panel if interview]
    assert len(questions) == 2
    assert not questions[0] & questions[1]
    message = message_of(company, company.hedy)
    assert KATHERINE in message.text
    assert "Machine Learning Engineer" in message.text
    assert {"interview.kit", "score.open", "interview.hand_over"} <= set(message.actions)


def thursday_hedy_interviews_and_scores(company: Company) -> None:
    """The kit is there again before the time; the bot dies while she types, and nothing is lost."""
    slack, hedy = company.slack, company.hedy
    goes_on_to(company, "05 09:46")
    [soon] = about(company, hedy, "Soon: ")
    assert "Ask in these words" in soon.text
    goes_on_to(company, "05 11:10")
    slack.press(message_of(company, hedy), "score.open", user=hedy)
    skill = next(name for name in company.modal(hedy).values if name.startswith("evidence."))
    slack.type(company.modal(hedy), skill, EVIDENCE)
    company.crashes()
    notes_in_her_messages(company)
    slack.press(message_of(company, hedy), "score.open", user=hedy)
    assert "Your draft is back as you left it." in company.modal(hedy).text
    assert company.modal(hedy).values[skill]["value"]["value"] == EVIDENCE
    assert company.modal(hedy).values["note"]["value"]["value"] == NOTE
    rates(company, hedy, 4, "strong_yes")
    assert company.bot.store.drafts.of_person("T0TEAM", hedy.id) == ()


def notes_in_her_messages(company: Company) -> None:
    """What she wrote to the bot during the interview goes into her draft, from the message's own menu."""
    slack, hedy = company.slack, company.hedy
    slack.shortcut("add_as_evidence", user=hedy, message=slack.say(NOTE, user=hedy))
    form = company.modal(hedy)
    kind = next(
        block["block_id"] for block in form.blocks if block["block_id"].startswith("skill.")
    )
    slack.choose(form, kind, "None of these: the overall note")
    slack.submit(company.modal(hedy))
    assert company.modal(hedy).title == "Added"
    slack.close(company.modal(hedy))


def nobody_sees_what_a_sealed_card_says(company: Company) -> None:
    """Everybody may know how many cards are in, and nothing of what stands in them."""
    for who in (company.ada, company.grace):
        seen = all_that_is_shown_to(company, who)
        assert "1 of 2 scorecards are in" in seen
        assert EVIDENCE not in seen
        assert NOTE not in seen
        assert "strong yes" not in seen


def grace_is_reminded(company: Company) -> None:
    """An hour after her interview, then once a day at nine in New York, and not at the weekend."""
    goes_on_to(company, "05 16:59")
    assert about(company, company.grace, "still open") == []
    goes_on_to(company, "05 17:00")
    [first] = about(company, company.grace, "still open")
    goes_on_to(company, "06 13:59")
    assert [message.ts for message in about(company, company.grace, "still open")] == [first.ts]
    goes_on_to(company, "06 14:00")
    [second] = about(company, company.grace, "still open")
    assert second.ts != first.ts
    goes_on_to(company, "07 14:00")
    assert [message.ts for message in about(company, company.grace, "still open")] == [second.ts]


def monday_ada_sees_what_waits(company: Company) -> None:
    """Her weekly digest comes at nine; at the due time one line says who is missing."""
    goes_on_to(company, "09 09:00")
    [week] = about(company, company.ada, "Your candidates this week")
    assert "1 of 2 scorecards in" in week.text
    goes_on_to(company, "09 12:00")
    [overdue] = about(company, company.ada, "Missing: ")
    assert company.grace.id in overdue.text


def the_last_card_opens_the_debrief(company: Company) -> None:
    """The digest comes, disagreement first; no reminder stands any more."""
    goes_on_to(company, "09 14:30")
    [reminder] = about(company, company.grace, "still open")
    company.presses(company.grace, reminder, "score.open")
    rates(company, company.grace, 2, "no")
    assert about(company, company.grace, "still open") == []
    [digest] = about(company, company.ada, f"Debrief: {KATHERINE}")
    assert "Talk about these first: two or more points apart" in digest.text
    assert "Votes: 1 strong yes, 1 no" in digest.text
    assert EVIDENCE in digest.text


def grace_rates_again(company: Company) -> None:
    """They talk. Grace changes her mind and says why; her first rating stays, and is what counts."""
    slack, grace = company.slack, company.grace
    assert "This is a second rating" in company.opens(grace, f"score {KATHERINE}").text
    slack.type(company.modal(grace), "reason", "Hedy made her explain the rollback.")
    slack.choose(company.modal(grace), "recommendation", "yes")
    slack.submit(company.modal(grace))
    slack.submit(
        company.modal(grace)
    )  # her ratings say otherwise; she is questions once, and means it
    assert company.has_saved(grace)
    company.deliver()
    [digest] = about(company, company.ada, f"Debrief: {KATHERINE}")
    assert "Hedy made her explain the rollback." in digest.text
    assert "Votes: 1 strong yes, 1 no" in digest.text


def ada_decides(company: Company) -> None:
    """The decision stands in the digest, and the panel hears of it once it can no longer be undone."""
    slack, ada = company.slack, company.ada
    [digest] = about(company, ada, f"Debrief: {KATHERINE}")
    slack.press(digest, "decision.open", user=ada)
    slack.choose(company.modal(ada), "outcome", "hire")
    slack.type(company.modal(ada), "reason", "Deep where it matters, and honest about the rest.")
    slack.submit(company.modal(ada))
    assert about(company, company.grace, "hire, decided by") == []
    goes_on_to(company, "09 14:45")
    for who in (company.grace, company.hedy):
        assert len(about(company, who, "hire, decided by")) == 1
    [digest] = about(company, ada, f"Debrief: {KATHERINE}")
    assert "Decided: hire" in digest.text


def a_week_later_all_is_quiet(company: Company) -> None:
    """The weekly digest says how it ended, and nobody is reminded of anything."""
    goes_on_to(company, "16 09:00")
    week = about(company, company.ada, "Your candidates this week")[-1]
    assert f"{KATHERINE}\n: hire" in week.text
    assert about(company, company.grace, "still open") == []
    assert company.bot.store.jobs.counts()["parked"] == 0


def play(company: Company) -> None:
    """One candidate, from the plan to the week after the decision."""
    wednesday_ada_plans(company)
    thursday_hedy_interviews_and_scores(company)
    nobody_sees_what_a_sealed_card_says(company)
    grace_is_reminded(company)
    monday_ada_sees_what_waits(company)
    the_last_card_opens_the_debrief(company)
    grace_rates_again(company)
    ada_decides(company)
    a_week_later_all_is_quiet(company)


@pytest.mark.parametrize("way", ["company", pytest.param("connected", marks=pytest.mark.once)])
def test_one_candidate_from_plan_to_decision(request: pytest.FixtureRequest, way: str) -> None:
    play(request.getfixturevalue(way))
