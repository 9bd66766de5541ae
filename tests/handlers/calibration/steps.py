"""Steps of calibration rounds that several tests share."""

from interviews.calibration.models import Part
from interviews.permissions import Person
from sandbox.client.snapshots import ViewSnapshot
from sandbox.world.records import User
from tests.company import Company

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
