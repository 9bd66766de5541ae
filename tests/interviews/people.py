"""Concrete people, and the time since they met, for tests that read as sentences."""

from datetime import UTC, datetime, timedelta

from interviews.permissions import Person

TEAM, OTHER_TEAM = "T0ENGINE", "T0LOOM"
ADA, GRACE, BARBARA = "U0ADA", "U0GRACE", "U0BARBARA"
"""Ada leads the search and is on the panel with Grace and Barbara."""
RADIA, KATHERINE = "U0RADIA", "U0KATHERINE"
"""Radia is on no panel; Katherine is an admin."""
MARGARET = "candidate-margaret"
BACKEND_BERLIN = "opening-backend-berlin"

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def at(minutes: float) -> datetime:
    """So many minutes after noon."""
    return NOON + timedelta(minutes=minutes)


def person(
    user_id: str, *, admin: bool = False, coordinator: bool = False, team: str = TEAM
) -> Person:
    return Person(team_id=team, user_id=user_id, is_admin=admin, is_coordinator=coordinator)
