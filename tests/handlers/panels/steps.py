"""Steps of planning a panel that several tests share: Ada plans, Katherine is the candidate."""

from datetime import UTC, datetime
from typing import Any

from handlers.panels.plan.plan import MEANT
from sandbox.client.snapshots import Answer, MessageSnapshot, ViewSnapshot
from sandbox.world.records import Channel, User
from templates.ids import Act
from tests.company import Company

KATHERINE = "Katherine Johnson"
TOMORROW = datetime(2026, 3, 5, 10, 0, tzinfo=UTC)


def at(moment: datetime) -> str:
    return str(int(moment.timestamp()))


def reads(company: Company, who: User, name: str = KATHERINE) -> ViewSnapshot:
    """Somebody opens the plan of a candidate, to read it."""
    answer = company.types(who, f"plan {name}")
    assert answer.message is None, answer.message and answer.message.text
    return company.modal(who)


def opens(company: Company, who: User, name: str = "") -> ViewSnapshot:
    """Somebody opens the form of a plan."""
    shown = reads(company, who, name)
    if Act.CHANGE_PLAN in shown.actions:
        company.presses(who, shown, Act.CHANGE_PLAN)
    return company.modal(who)


def fills(company: Company, who: User, panel: tuple[User, ...], **also: Any) -> None:
    """A new candidate with a name, a level and a panel."""
    slack = company.slack
    slack.choose(company.modal(who), "role", "ml-engineer")
    if "name" in also:
        slack.type(company.modal(who), "name", also["name"])
    slack.choose(company.modal(who), "level", "senior")
    slack.choose(company.modal(who), "panel.new", [person.id for person in panel])


def begins(company: Company, *panel: User, name: str = KATHERINE) -> None:
    """Ada opens the plan of somebody new and names the panel."""
    opens(company, company.ada, name)
    fills(company, company.ada, panel)


def sends(company: Company, who: User) -> Answer:
    """Somebody sends the form of a plan, and once more where it asks about the times."""
    answer = company.submits(who)
    return company.submits(who) if MEANT in company.modal(who).text else answer


def plans(
    company: Company, *panel: User, name: str = KATHERINE, starts: datetime | None = TOMORROW
) -> Answer:
    """Ada plans a panel for a new candidate; everybody is there at the same time, if at any."""
    begins(company, *panel, name=name)
    for who in panel if starts else ():
        company.chooses(company.ada, f"starts.new.{who.id}", at(starts))
    answer = sends(company, company.ada)
    company.deliver()
    return answer


def plans_to_channel(company: Company) -> Channel:
    """Ada, who leads with Alan, has Grace meet Katherine; the digest is to come to a channel."""
    room = company.slack.add_channel("hiring", [company.ada], private=True, with_bot=True)
    begins(company, company.grace)
    company.chooses(company.ada, "channel.new", room.id)
    company.chooses(company.ada, "leads.new", [company.ada.id, company.alan.id])
    company.submits(company.ada)
    company.deliver()
    return room


def replans(company: Company, who: User, **chosen: Any) -> Answer:
    """A lead opens the plan of Katherine again and chooses something else."""
    scope = company.candidate(KATHERINE).id
    opens(company, who, KATHERINE)
    for field, value in chosen.items():
        company.chooses(who, f"{field}.{scope}", value)
    answer = sends(company, who)
    company.deliver()
    return answer


def message_of(company: Company, who: User) -> MessageSnapshot:
    """The one message about an interview."""
    return company.message(who, words=OWN)


def lines_to(company: Company, who: User, words: str) -> list[str]:
    """What somebody was told beside their message."""
    return [message.text for message in company.inbox(who, words=words)]


# How the bot's messages begin for whoever hears them, as patterns.
OWN = r"(You interview|You shadowed|(Closed|Off|Handed over): the interview)"
CHANGED = "Your interview with"
NO_LEAD = "Every hiring lead of"
NEWS = r"(The interview (with|of)|You are a hiring lead|<@\w+> (only shadowed|has left|has read|opened))"
OVERDUE = r".* · \d+ of \d+ scorecards are in"
REMINDER = r"Your scorecard for .* is still open"


def close(company: Company) -> None:
    """The loop is closed behind everybody's back."""
    company.changes("UPDATE candidates SET status = 'decided'")


def leaves(company: Company, *people: User) -> None:
    """Their accounts are deactivated, and the bot has had the time to notice."""
    for who in people:
        company.slack.deactivate(who)
    company.bot.slack._people._answers.clear()


def parked(company: Company) -> list[str]:
    """What was set aside because it could not be done."""
    return [job.kind for job in company.bot.store.unfinished.all() if job.parked_at]
