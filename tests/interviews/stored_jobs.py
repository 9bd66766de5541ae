"""Rows of jobs as the release before wrote them: every value a text, and some fields not there yet."""

from typing import Any

from interviews.store.jobs import JobRow

INTERVIEW = {"interview_id": "interview-1", "number": "1", "series": "1772539200"}
CHANGE = {"change_id": "change-1"}
NEWS = {"news": "shadowed", "interviewer_id": "U0ALAN", "to": ""}

PAYLOADS: list[tuple[str, dict[str, str]]] = [
    ("digest", {}),
    ("digest", CHANGE),
    ("guest", {"guest_id": "U0ALAN"}),
    ("guest", CHANGE | {"guest_id": "U0ALAN"}),
    ("decided", {"decision_id": "decision-1"}),
    ("interview", CHANGE),
    ("interview_changed", CHANGE),
    ("panel_news", CHANGE | NEWS),
    ("panel_news", CHANGE | NEWS | {"news": "left"}),
    ("kit", {"starts_at": "2026-03-06T15:00:00.000000Z"}),
    ("remind", INTERVIEW),
    ("remind", {"interview_id": "interview-1", "number": "1"}),
    ("settled", INTERVIEW | {"number": "0"}),
    ("overdue", {}),
    ("leaderless", {}),
    ("erase", {}),
    ("home", CHANGE),
    ("weekly_start", CHANGE),
    ("weekly", {"date": "2026-03-09"}),
    ("old_draft", {"card_id": "card-1"}),
]
"""Each kind with what its payload held besides the candidate and the person."""
OF_NO_CANDIDATE = ("home", "weekly_start", "weekly", "old_draft")


def payload(kind: str, fields: dict[str, str], candidate_id: str, user_id: str) -> dict[str, Any]:
    """The whole payload of such a row."""
    candidate = {} if kind in OF_NO_CANDIDATE else {"candidate_id": candidate_id}
    return candidate | {"user_id": user_id} | fields


def row(team_id: str, kind: str, payload: str, lane: str = "") -> JobRow:
    """Such a row, under a key of its own."""
    return JobRow(team_id=team_id, kind=kind, payload=payload, key=f"{kind}:old", lane=lane)
