"""What `bank stats --asked` prints: a line for each question of each role, and the same as JSON."""

import json
from collections.abc import Iterable, Iterator
from textwrap import shorten

from bot.cli.counts import quantity
from interviews.question_use import QuestionUse, RoleUse

_WIDTH = 46  # of the words of a question; the whole line fits a terminal of 120


def use_json(roles: Iterable[RoleUse]) -> str:
    """A list of the roles, as their models are."""
    return json.dumps([role.model_dump(mode="json") for role in roles], indent=2)


def use_table(role: RoleUse) -> str:
    """The role, and how its questions were used."""
    return "\n".join(_lines(role)) + "\n"


def _lines(role: RoleUse) -> Iterator[str]:
    yield f"{role.archetype_id}: {quantity(role.cards, 'scorecard')} in which questions were ticked"
    yield f"  {'question':<{_WIDTH}} {'asked':>5}   {'1':>4} {'2':>4} {'3':>4} {'4':>4} {'5':>4}   tells apart"
    for question in role.questions:
        words = shorten(question.ask, _WIDTH, placeholder=" …")
        yield f"  {words:<{_WIDTH}} {question.times:>5}   {_figures(question)}"


def _figures(question: QuestionUse) -> str:
    if not question.times:
        return "never asked"
    if question.ratings is None:
        return "too few to say"
    counts = " ".join(f"{count:>4}" for count in question.ratings)
    if question.only_rung:
        return f"{counts}   always {question.only_rung}"
    found = question.separation
    if found is None:
        return f"{counts}   too few to say"
    return f"{counts}   {found.correlation:.2f} ({found.low:.2f} to {found.high:.2f})"
