"""Steps of calibration rounds that several tests share."""

from datetime import timedelta

from interviews.calibration.models import Part
from interviews.permissions import Person
from sandbox.client.snapshots import MessageSnapshot, ViewSnapshot
from sandbox.world.blocks import spots
from sandbox.world.records import User
from tests.company import Company
from tests.handlers.openings.steps import makes_opening
from tests.handlers.panels.steps import at

ML = "ml-engineer"


def begins(company: Company, who: User, text: str = ML) -> ViewSnapshot:
    """Somebody begins a round, or goes on with it, and has an answer before them."""
    return company.opens(who, f"calibrate {text}")


def rates(company: Company, who: User, rating: int, evidence: str = "") -> ViewSnapshot:
    """Somebody rates the answer before them, and sees what follows."""
    company.chooses(who, "rating", str(rating))
    if evidence:
        company.writes(who, "evidence", evidence)
    company.submits(who)
    return company.modal(who)


def result_pages(company: Company, who: User) -> list[ViewSnapshot]:
    """All pages of the result that somebody has before them; each next one is a press away."""
    pages = [company.modal(who)]
    while "run.rest" in [spot.key[1] for spot in spots(pages[-1].blocks)]:
        company.presses(who, pages[-1], "run.rest")
        pages.append(company.modal(who))
    return pages


def whole_result(company: Company, who: User) -> str:
    """All that can be read on these pages."""
    return "\n".join(page.text for page in result_pages(company, who))


def parts(company: Company, who: User) -> tuple[Part, ...]:
    """Somebody's parts in rounds, newest first, straight from the store."""
    team = company.slack.workspace.identity.team_id
    return company.bot.store.calibration.of_person(team, who.id)


def keys(company: Company, who: User) -> list[int]:
    """The keys of somebody's newest round, in the order of its answers."""
    return [int(answer.key) for answer in parts(company, who)[0].round.answers]


def person(company: Company, who: User) -> Person:
    """Somebody as the domain knows them."""
    return Person(team_id=company.slack.workspace.identity.team_id, user_id=who.id)


def starts(company: Company, lead: User, *raters: User, days: float = 3, skill: str = "") -> str:
    """A lead starts a round for these people, and each of them is asked; the id of the round."""
    if not company.answer(lead, "calibrate").actions.count("run.team"):
        makes_opening(company, lead, f"Opening of {lead.id}")
    begins(company, lead, f"team {ML}")
    company.chooses(lead, "raters", [person.id for person in raters])
    company.chooses(lead, "due", at(company.clock() + timedelta(days=days)))
    if skill:
        company.chooses(lead, f"skill_id.{ML}", skill)
    company.submits(lead)
    assert company.modal(lead).title == "Started", company.modal(lead).text
    company.deliver()
    team = company.slack.workspace.identity.team_id
    return company.bot.store.calibration.started_by(team, lead.id)[0].id


def asked(company: Company, who: User) -> MessageSnapshot:
    """The message that asks somebody to rate."""
    return company.inbox(who, "15 minutes")[-1]


def joins(company: Company, who: User) -> ViewSnapshot:
    """Somebody presses the button of the message that asks them."""
    company.presses(who, asked(company, who), "run.round")
    return company.modal(who)


def finishes(company: Company, who: User, *given: int, evidence: str = "") -> None:
    """Somebody rates the answers in order, each with the next of these."""
    joins(company, who)
    for rating in given:
        rates(company, who, rating, evidence)
    company.deliver()


def more_people(company: Company, count: int) -> list[User]:
    """So many more people of the company."""
    return [company.slack.add_user(f"U0RATER{n}", f"Rater {n}") for n in range(count)]
