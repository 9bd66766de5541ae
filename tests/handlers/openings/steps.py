"""Steps with openings that several tests share: Ada fills "Backend, Berlin" through a phone screen and an onsite."""

from typing import Any

from sandbox.client.snapshots import MessageSnapshot, ViewSnapshot
from sandbox.world.records import User
from templates.ids import Act
from tests.company import Company
from tests.handlers.panels.steps import TOMORROW, at, sends

BERLIN = "ML, Berlin"
PHONE, ONSITE = "Phone screen", "Onsite"


def begins_opening(company: Company, who: User, title: str = BERLIN) -> ViewSnapshot:
    """Somebody opens the form of a new opening, and fills in what must be."""
    company.presses(who, company.answer(who, "openings"), Act.OPENING)
    if title:
        company.writes(who, "title", title)
    company.chooses(who, "role", "ml-engineer")
    company.chooses(who, "target_level", "senior")
    return company.modal(who)


def makes_opening(company: Company, who: User, title: str = BERLIN, **chosen: Any) -> None:
    """Somebody makes an opening whose phone screen takes 30 minutes and looks at two skills."""
    begins_opening(company, who, title)
    company.writes(who, "stage_minutes.1", "30")
    company.chooses(who, "stage_focus.ml-engineer.1", ["modern-python", "engineering-judgement"])
    for field, value in chosen.items():
        company.chooses(who, field, value)
    company.submits(who)
    assert "Saved: " in company.modal(who).text


def shows(company: Company, who: User, title: str = BERLIN) -> MessageSnapshot:
    """An opening as somebody sees it."""
    return company.answer(who, f"opening {title}")


def says(company: Company, who: User, title: str = BERLIN) -> str:
    """The same as words in one line."""
    return shows(company, who, title).text.replace("\n", "")


def plans_in(
    company: Company, who: User, name: str, *panel: User, title: str = BERLIN, timed: bool = True
) -> None:
    """Somebody plans a candidate in an opening, whose interviews are tomorrow, or have no time."""
    company.presses(who, shows(company, who, title), Act.PLAN_IN_OPENING)
    company.writes(who, "name", name)
    if panel:
        company.chooses(who, "panel.new", [person.id for person in panel])
    for person in panel if timed else ():
        company.chooses(who, f"starts.new.{person.id}", at(TOMORROW))
    sends(company, who)
    company.deliver()
