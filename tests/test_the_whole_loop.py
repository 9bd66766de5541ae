"""One candidate from plan to decision, told day by day: what each person does, and what they then see."""

from datetime import UTC, datetime

from sandbox.records import User
from sandbox.seen import SeenMessage
from tests.company import Company
from tests.handlers.panels import KATHERINE, at, fills, message_of, opens


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
    slack.type(company.modal(ada), "minutes.new", "60")
    slack.choose(company.modal(ada), "due.new", at(datetime(2026, 3, 9, 12, tzinfo=UTC)))
    slack.submit(company.modal(ada))
    company.deliver()


def about(company: Company, who: User, words: str) -> list[SeenMessage]:
    """The bot's messages to somebody that say this."""
    return [one for one in company.inbox(who) if words in one.text]


def all_that_is_shown_to(company: Company, who: User) -> str:
    """What somebody reads in their messages, on their Home tab, and when they ask for the debrief."""
    answer = company.told(who, f"debrief {KATHERINE}")
    company.slack.open_home(who)
    home = company.slack.home_of(who)
    assert home
    return "\n".join([answer.text, home.text, *(one.text for one in company.inbox(who))])


def rates(company: Company, who: User, rating: int, vote: str) -> None:
    """Gives every skill on the form this rating, with evidence, then votes and sends."""
    view = company.modal(who)
    for skill in [one for one in view.values if one.startswith("rating.")]:
        company.slack.choose(company.modal(who), skill, str(rating))
    company.slack.choose(company.modal(who), "recommendation", vote)
    company.slack.submit(company.modal(who))
    assert company.saved(who)
    company.deliver()


def test_one_candidate_from_plan_to_decision(company: Company) -> None:
    slack, ada, grace, hedy = company.slack, company.ada, company.grace, company.hedy

    # Wednesday. Ada plans, and each interviewer has one message with what is theirs.
    plans_two_interviews(company)
    asked = message_of(company, hedy)
    assert KATHERINE in asked.text
    assert "Machine Learning Engineer" in asked.text
    assert {"interview.kit", "score.open", "interview.hand_over"} <= set(asked.actions)
    mine = company.loop(KATHERINE).interview_of(hedy.id)
    theirs = company.loop(KATHERINE).interview_of(grace.id)
    assert mine
    assert theirs
    assert not set(mine.questions) & set(theirs.questions)

    # Thursday. The kit is there again shortly before; afterwards Hedy begins to score.
    goes_on_to(company, "05 09:46")
    [soon] = about(company, hedy, "Soon: ")
    assert "Ask in these words" in soon.text
    goes_on_to(company, "05 11:10")
    slack.press(message_of(company, hedy), "score.open", user=hedy)
    slack.type(company.modal(hedy), f"evidence.{mine.focus[0]}", "Named retries unprompted.")

    # The bot dies while she types, and comes back with all she had typed.
    company.crashes()
    assert about(company, grace, "still open") == []
    slack.press(message_of(company, hedy), "score.open", user=hedy)
    assert "Your draft is back as you left it." in company.modal(hedy).text
    assert "Named retries unprompted." in str(company.modal(hedy).values)
    rates(company, hedy, 4, "strong_yes")
    assert company.bot.store.drafts.of_person("T0TEAM", hedy.id) == ()

    # Sealed: they see how many cards are in, and nowhere what a card says.
    for who in (ada, grace):
        seen = all_that_is_shown_to(company, who)
        assert "1 of 2 scorecards are in" in seen
        assert "Named retries unprompted." not in seen
        assert "strong yes" not in seen

    # Grace forgets: a reminder an hour after her interview, then one a day at her own nine o'clock.
    goes_on_to(company, "05 17:00")
    [first] = about(company, grace, "still open")
    goes_on_to(company, "06 13:59")
    assert [one.ts for one in about(company, grace, "still open")] == [first.ts]
    goes_on_to(company, "06 14:00")  # 9:00 in New York
    [second] = about(company, grace, "still open")
    assert second.ts != first.ts
    goes_on_to(company, "07 14:00")  # a Saturday
    assert [one.ts for one in about(company, grace, "still open")] == [second.ts]

    # Monday. The weekly digest says what waits; at the due time Ada sees who is missing.
    goes_on_to(company, "09 09:00")
    [week] = about(company, ada, "Your candidates this week")
    assert "1 of 2 scorecards in" in week.text
    goes_on_to(company, "09 12:00")
    [overdue] = about(company, ada, "Missing: ")
    assert grace.id in overdue.text

    # The last card opens the seal: the digest comes, disagreement first, and no reminder stays.
    goes_on_to(company, "09 14:30")
    [reminder] = about(company, grace, "still open")
    slack.press(reminder, "score.open", user=grace)
    rates(company, grace, 2, "no")
    assert about(company, grace, "still open") == []
    [digest] = about(company, ada, f"Debrief: {KATHERINE}")
    assert "Talk about these first: two or more points apart" in digest.text
    assert "Votes: 1 strong yes, 1 no" in digest.text
    assert "Named retries unprompted." in digest.text

    # They talk, Ada decides, and the panel hears of it once it can no longer be undone.
    slack.press(digest, "decision.open", user=ada)
    slack.choose(company.modal(ada), "outcome", "hire")
    slack.type(company.modal(ada), "reason", "Deep where it matters, and honest about the rest.")
    slack.submit(company.modal(ada))
    goes_on_to(company, "09 14:45")
    for who in (grace, hedy):
        assert about(company, who, "hire, decided by")
    [digest] = about(company, ada, f"Debrief: {KATHERINE}")
    assert "Decided: hire" in digest.text

    # A week later the digest says how it ended, and nobody is reminded of anything.
    goes_on_to(company, "16 09:00")
    week = about(company, ada, "Your candidates this week")[-1]
    assert "hire" in week.text
    assert about(company, grace, "still open") == []
