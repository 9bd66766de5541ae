"""The buttons that several templates have in common."""

from templates.ids import Act
from templates.macros.elements import Piece, button, confirm


def debrief_button(candidate_id: str, style: str | None = None) -> Piece:
    """Opens the debrief."""
    return button("Debrief", Act.DEBRIEF, candidate_id, style)


def plan_button(candidate_id: str) -> Piece:
    """Opens the plan of the candidate's panel."""
    return button("Change the plan", f"{Act.RUN}.plan", f"plan id:{candidate_id}")


def score_button(candidate_id: str, style: str | None = None) -> Piece:
    """Opens the scorecard."""
    return button("Score", Act.SCORE, f"candidate {candidate_id}", style)


def open_early_button(candidate_id: str) -> Piece:
    """Opens the debrief to a lead before the last scorecard is in, after a question."""
    question = confirm(
        "Open before all have scored?",
        "It is logged, and the debrief will say that you opened it and who had not scored.",
        "Open early",
        "Wait",
    )
    return button("Open early", Act.OPEN_EARLY, candidate_id, "danger", question)


def close_button(candidate_id: str) -> Piece:
    """Opens the form of the decision while the debrief is still sealed."""
    return button("Decide now", Act.DECIDE, candidate_id)


def undo_button(candidate_id: str) -> Piece:
    """Takes the decision back."""
    return button("Undo", Act.UNDO, candidate_id, "danger")


def revert_buttons(candidate_id: str, may_undo: bool, may_reopen: bool) -> list[Piece]:
    """The button that takes a decision back or opens the loop again, as far as that is possible now."""
    if may_undo:
        return [undo_button(candidate_id)]
    return [reopen_button(candidate_id)] if may_reopen else []


def reopen_button(candidate_id: str) -> Piece:
    """Lets a loop go on after a hold or an advance, after a question."""
    question = confirm(
        "Open again?",
        "Scorecards, reminders and the plan go on as before, and you can decide anew. It is logged, "
        "and other leads are told.",
        "Open again",
        "Back",
    )
    return button("Open again", Act.REOPEN, candidate_id, confirm=question)


def amend_button(candidate_id: str, second_rating: bool) -> Piece:
    """Opens the scorecard that is in, to amend it, or to add a second rating beside it."""
    return button("Add a second rating" if second_rating else "Amend", Act.AMEND, candidate_id)
