"""A whole hiring, told week by week: an opening with two stages, three candidates, and one who is hired.

Ada leads and Hedy coordinates. Grace holds the phone screens; Alan and Barbara meet whoever comes to the onsite.
"""

from datetime import UTC, datetime

import pytest

from bot.cli.doctor.slack import OPTIONAL_SCOPES, SCOPES
from interviews.export.models import Export
from sandbox.client.snapshots import MessageSnapshot
from sandbox.world.records import User
from templates.ids import Act
from tests.company import Company
from tests.handlers.export.steps import files
from tests.handlers.openings.steps import BERLIN, ONSITE, PHONE, makes_opening, says, shows
from tests.handlers.panels.steps import KATHERINE, at, sends

DOROTHY, MARY = "Dorothy Vaughan", "Mary Jackson"
SECRET = "Named retries unprompted."


@pytest.fixture
def barbara(company: Company) -> User:
    return company.slack.add_user("U0BARBARA", "Barbara Liskov")


def goes_on_to(company: Company, moment: str) -> None:
    """The clock is moved on, and the bot does everything that has come due by then."""
    company.clock.moment = datetime.fromisoformat(f"2026-03-{moment}").replace(tzinfo=UTC)
    company.deliver()


def plans_screen(company: Company, name: str, moment: str) -> None:
    """Hedy, who coordinates, plans a phone screen with Grace: 30 minutes, about the two skills of the stage."""
    company.presses(company.hedy, shows(company, company.hedy), Act.PLAN_IN_OPENING)
    company.writes(company.hedy, "name", name)
    company.chooses(company.hedy, "panel.new", [company.grace.id])
    starts = datetime.fromisoformat(f"2026-03-{moment}").replace(tzinfo=UTC)
    company.chooses(company.hedy, f"starts.new.{company.grace.id}", at(starts))
    sends(company, company.hedy)
    company.deliver()


def scores(company: Company, who: User, name: str, rating: int, vote: str) -> None:
    company.scores(who, name, ratings={"modern-python": (rating, SECRET)}, vote=vote)
    company.deliver()


def digest(company: Company, name: str) -> MessageSnapshot:
    """Ada's newest message with the debrief of this candidate."""
    return [m for m in company.inbox(company.ada) if name in m.text and Act.DECIDE in m.actions][-1]


def decides(company: Company, name: str, outcome: str, reason: str) -> None:
    company.decides(company.ada, digest(company, name), outcome, reason)
    company.deliver()


def first_week_the_opening_is_made_and_filled(company: Company) -> None:
    makes_opening(company, company.ada, coordinators=[company.hedy.id])
    for name, hour in ((KATHERINE, "14:00"), (DOROTHY, "15:00"), (MARY, "16:00")):
        plans_screen(company, name, f"05 {hour}")
    katherine = company.candidate(KATHERINE)
    assert (katherine.leads, katherine.stage) == ((company.ada.id,), PHONE)
    shown = says(company, company.hedy)
    assert f"{PHONE} · 3" in shown
    assert f"{ONSITE} · 0" in shown


def thursday_grace_holds_the_screens(company: Company) -> None:
    """One candidate withdraws before hers; what Grace writes of the others, Hedy cannot read."""
    goes_on_to(company, "05 14:45")
    company.presses(company.ada, company.answer(company.ada, f"debrief {MARY}"), Act.DECIDE)
    company.chooses(company.ada, "outcome", "withdrew")
    company.writes(company.ada, "reason", "She took another offer.")
    company.submits(company.ada)
    assert f"{KATHERINE}: waiting since today for the scorecard of " in says(company, company.hedy)
    goes_on_to(company, "05 17:30")
    scores(company, company.grace, KATHERINE, 4, "yes")
    scores(company, company.grace, DOROTHY, 2, "no")
    assert SECRET in digest(company, KATHERINE).text
    for text in (
        says(company, company.hedy),
        company.answer(company.hedy, f"debrief {KATHERINE}").text,
    ):
        assert SECRET not in text


def friday_ada_decides(company: Company, barbara: User) -> None:
    """The one advances, to a panel of two; the other is turned down."""
    goes_on_to(company, "06 10:00")
    decides(company, DOROTHY, "no_hire", "Not yet; we would like to meet again in a year.")
    company.decides(company.ada, digest(company, KATHERINE), "advance", "Let two more meet her.")
    company.presses(company.ada, company.modal(company.ada), Act.NEXT_ROUND)
    panel = (company.alan, barbara)
    company.chooses(company.ada, "panel.new", [who.id for who in panel])
    for who in panel:
        starts = datetime(2026, 3, 10, 10, tzinfo=UTC)
        company.chooses(company.ada, f"starts.new.{who.id}", at(starts))
        company.writes(company.ada, f"minutes.new.{who.id}", "60")
    sends(company, company.ada)
    company.deliver()
    onsite = company.candidate(KATHERINE)
    assert (onsite.stage, onsite.round, onsite.coordinators) == (ONSITE, 2, (company.hedy.id,))
    shown = says(company, company.ada)
    assert f"{ONSITE} · 1• {KATHERINE}: interview to come" in shown
    assert "1 candidate in progress" in shown


def second_week_the_onsite_takes_place(company: Company, barbara: User) -> None:
    """Whoever owes a card of the onsite reads nothing of the screen; when all are in, both rounds stand in order."""
    goes_on_to(company, "10 11:30")
    for who in (company.alan, barbara):
        assert SECRET not in company.answer(who, f"debrief {KATHERINE}").text
    scores(company, company.alan, KATHERINE, 4, "yes")
    scores(company, barbara, KATHERINE, 5, "strong_yes")
    found = digest(company, KATHERINE).text
    assert ONSITE in found
    assert PHONE in found
    assert "Let two more meet her." in found


def ada_compares(company: Company) -> None:
    """Each round stands apart; who withdrew is named, and whoever coordinates compares nothing."""
    shown = company.answer(company.ada, f"compare {BERLIN}").text.replace("\n", "")
    assert f"{KATHERINE}: 4.5 (" in shown
    assert f"{DOROTHY}: 2 (one rating)" in shown
    assert f"{MARY}: withdrew" in shown
    assert SECRET not in shown
    assert "4.5" not in company.answer(company.hedy, f"compare {BERLIN}").text


def ada_hires(company: Company) -> None:
    goes_on_to(company, "11 10:00")
    decides(company, KATHERINE, "hire", "Three people would work with her tomorrow.")
    shown = says(company, company.ada)
    assert "0 candidates in progress" in shown
    for outcome in ("hire: 1", "no hire: 1", "withdrew: 1"):
        assert outcome in shown
    # Three hours, two hours, half an hour and half an hour: in the middle an hour and a quarter.
    assert "from interview to scorecard an hour or less (4)" in shown
    # Nineteen hours for the one turned down, six days for the one hired.
    assert "from first interview to decision 3 days or less (2)" in shown
    company.presses(company.ada, shows(company, company.ada), Act.OPENING_CLOSE)
    assert "closed, after 7 days" in says(company, company.ada)


def ada_exports(company: Company) -> None:
    """Everybody of the opening comes in files by direct message: three people, and four rounds."""
    company.answer(company.ada, f"export {BERLIN}")
    company.deliver()
    [as_json, _] = files(company, company.ada)
    found = Export.model_validate_json(as_json.content or b"")
    rounds = sorted((each.name, each.stage, each.decision.outcome) for each in found.candidates)  # type: ignore[union-attr]
    assert rounds == [
        (DOROTHY, PHONE, "no_hire"), (KATHERINE, ONSITE, "hire"), (KATHERINE, PHONE, "advance"),
        (MARY, PHONE, "withdrew"),
    ]  # fmt: skip
    assert [opening.title for opening in found.openings] == [BERLIN]
    assert found.model_dump_json().count(SECRET) == 4


def the_week_is_told(company: Company) -> None:
    """On Monday Ada reads what was decided: her first digest had who withdrew, and this one has who is hired."""
    goes_on_to(company, "16 12:00")
    first, second = (
        m.text for m in company.inbox(company.ada) if "Your candidates this week" in m.text
    )
    assert "decided in the last seven days: 2 · withdrew: 1" in first
    assert "Open: 0" in second
    assert f"{KATHERINE}: hire" in second.replace("\n", "")


def test_a_whole_hiring(company: Company, barbara: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(company.slack.settings, "scopes", SCOPES | OPTIONAL_SCOPES)
    first_week_the_opening_is_made_and_filled(company)
    thursday_grace_holds_the_screens(company)
    friday_ada_decides(company, barbara)
    second_week_the_onsite_takes_place(company, barbara)
    ada_compares(company)
    ada_hires(company)
    ada_exports(company)
    the_week_is_told(company)
