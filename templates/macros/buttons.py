"""The buttons that several templates have in common.

`of` is a candidate's name where a page has such a button for each of several: a screen reader says whose it is.
"""

from templates.ids import Act
from templates.macros.elements import Piece, button, confirm


def debrief_button(candidate_id: str, style: str | None = None, *, of: str = "") -> Piece:
    """Opens the debrief."""
    return button("Debrief", Act.DEBRIEF, candidate_id, style, label=_label("Debrief of", of))


def plan_button(candidate_id: str, *, of: str = "") -> Piece:
    """Opens the plan of the candidate's panel, to be read."""
    label = _label("Plan of", of)
    return button("Plan", f"{Act.RUN}.plan", f"plan id:{candidate_id}", label=label)


def change_plan_button(candidate_id: str, style: str | None = None) -> Piece:
    """Opens the form of the plan, for whoever may change it."""
    return button("Change the plan", Act.CHANGE_PLAN, candidate_id, style)


def score_button(candidate_id: str, style: str | None = None, *, of: str = "") -> Piece:
    """Opens the scorecard."""
    label = _label("Score", of)
    return button("Score", Act.SCORE, f"candidate {candidate_id}", style, label=label)


def kit_button(interview_id: str, style: str | None = None, *, of: str = "") -> Piece:
    """Opens the interviewer's own kit."""
    label = _label("Open my kit for", of)
    return button("Open my kit", Act.KIT_OF_MINE, interview_id, style, label=label)


def decide_button(candidate_id: str, *, of: str = "") -> Piece:
    """Opens the form of the decision."""
    return button("Decide", Act.DECIDE, candidate_id, "primary", label=_label("Decide on", of))


def _label(words: str, of: str) -> str:
    return f"{words} {of}" if of else ""


def open_early_button(candidate_id: str) -> Piece:
    """Opens the debrief to a lead before the last scorecard is in, after a question."""
    question = confirm(
        "Open before all have scored?",
        "It is logged, and the debrief will say that you opened it and who had not scored.",
        "Open early",
        "Wait",
    )
    return button("Open early", Act.OPEN_EARLY, candidate_id, "danger", question)


def close_button(candidate_id: str, *, of: str = "") -> Piece:
    """Opens the form of the decision while the debrief is still sealed."""
    return button("Decide now", Act.DECIDE, candidate_id, label=_label("Decide now on", of))


def remind_button(candidate_id: str, interview_id: str = "", *, of: str) -> Piece:
    """Has the interviewer reminded, or all whose cards are late; `of` is who, or whose panel."""
    value, label = f"{candidate_id} {interview_id}".strip(), _label("Remind now:", of)
    return button("Remind now", Act.REMIND_NOW, value, label=label)


def undo_button(candidate_id: str, *, of: str = "") -> Piece:
    """Takes the decision back."""
    label = _label("Undo the decision on", of)
    return button("Undo", Act.UNDO, candidate_id, "danger", label=label)


def revert_buttons(
    candidate_id: str,
    may_undo: bool,
    may_reopen: bool,
    changeable: str,
    may_advance: bool,
    *,
    of: str = "",
) -> list[Piece]:
    """The buttons that go on from a decision, take it back, or change it, as far as that is possible now.

    `changeable` is the id of the decision, where it can be changed.
    """
    advance = [next_round_button(candidate_id, of=of)] if may_advance else []
    if may_undo:
        return [*advance, undo_button(candidate_id, of=of)]
    change = button(
        "Change the decision", Act.DECIDE, f"{candidate_id} {changeable}",
        label=_label("Change the decision on", of),
    )  # fmt: skip
    reopen = [reopen_button(candidate_id, of=of)] if may_reopen else []
    return advance + reopen + ([change] if changeable else [])


def next_round_button(candidate_id: str, *, of: str = "") -> Piece:
    """Opens the plan of the round that follows the decision to advance."""
    label = _label("Plan the next round of", of)
    return button("Plan the next round", Act.NEXT_ROUND, candidate_id, "primary", label=label)


def reopen_button(candidate_id: str, *, of: str = "") -> Piece:
    """Lets a loop go on after a hold or an advance, after a question."""
    question = confirm(
        "Open again?",
        "Scorecards, reminders and the plan go on as before, and you can decide anew. It is logged, "
        "and other leads are told.",
        "Open again",
        "Back",
    )
    label = _label("Open again:", of)
    return button("Open again", Act.REOPEN, candidate_id, confirm=question, label=label)


def amend_button(candidate_id: str, second_rating: bool, *, of: str = "") -> Piece:
    """Opens the scorecard that is in, to amend it, or to add a second rating beside it."""
    text = "Add a second rating" if second_rating else "Amend"
    label = _label("Add a second rating of" if second_rating else "Amend the scorecard of", of)
    return button(text, Act.AMEND, candidate_id, label=label)
