"""Seats on a panel: whoever takes one brings nothing along that they had sent while they only listened."""

from interviews.models import InterviewState
from interviews.store.engines.engine import Engine

SEATS = "interviewer_id <> id"
"""What is true of every interview but those that are set aside."""


def set_shadow_aside(engine: Engine, team_id: str, candidate_id: str, user_id: str) -> None:
    """The interview that this person listened to is nobody's from now on, and keeps its cards.

    It names itself where its interviewer stood: so the person's next interview is a new one, and
    what was promised to count nowhere stays with the old.
    """
    engine.execute(
        "UPDATE interviews SET interviewer_id = id WHERE team_id = :team_id"
        " AND candidate_id = :candidate_id AND interviewer_id = :user_id AND state = :shadowed",
        {
            "team_id": team_id, "candidate_id": candidate_id, "user_id": user_id,
            "shadowed": InterviewState.SHADOWED.value,
        },
    )  # fmt: skip
