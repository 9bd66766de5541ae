"""Whatever somebody opens and presses, one modal after the other: Slack has room for the next, and may refuse any."""

from collections.abc import Callable
from copy import deepcopy
from functools import partial
from itertools import count
from typing import Any

import pytest

from sandbox.world.blocks import BUTTON_TYPES, spots
from sandbox.world.views import View
from templates.ids import VALUE
from tests.company import Company
from tests.handlers.panels.steps import KATHERINE, plans

Opens = Callable[[Company], object]


def command(text: str) -> Opens:
    return lambda company: company.types(company.ada, text)


def of_kit(action: str) -> Opens:
    return lambda company: company.presses(
        company.ada, company.answer(company.ada, "ml-engineer"), action, first(company, action)
    )


def first(company: Company, action: str) -> str | None:
    """The value of the first such button of a kit."""
    found = spots(company.answer(company.ada, "ml-engineer").blocks)
    return next((spot.element.get("value") for spot in found if spot.key[1] == action), None)


def of_message(action: str) -> Opens:
    return lambda company: company.presses(
        company.ada, company.message(company.ada, "You interview"), action
    )


def of_home(action: str) -> Opens:
    return lambda company: company.presses(company.ada, company.home(company.ada), action)


def note(company: Company) -> None:
    message = company.slack.say("Knew the p99 by heart.", user=company.ada)
    company.slack.shortcut("add_as_evidence", user=company.ada, message=message)


numbers = count()
OUR_FAULT = "went wrong on our side"
WAYS_IN: dict[str, Opens] = {
    "hand over": of_message("interview.hand_over"),
    "all questions": of_kit("questions.open"),
    "alternates": of_kit("questions.alternates"),
    "a question": of_kit("question.open"),
    "a scorecard for a role": of_kit("score.open"),
    "a scorecard": command(f"score {KATHERINE}"),
    "a plan": command("plan"),
    "the plan": command(f"plan {KATHERINE}"),
    "settings": command("settings"),
    "erasing": command(f"forget {KATHERINE}"),
    "my kit": of_home("interview.kit"),
    "deciding": of_home("decision.open"),
    "a shortcut": lambda company: company.slack.shortcut("score_interview", user=company.ada),
    "a note": note,
}


def fill(company: Company) -> None:
    """Fills what the form on top needs, so that it can be sent."""
    ada, view = company.ada, company.modal(company.ada)
    fields = {spot.key[0].partition(".")[0]: spot for spot in spots(view.blocks) if spot.is_input}
    if "level" in fields:
        company.writes(ada, "name", "Margaret Hamilton")
        company.chooses(ada, "level", "senior")
    if view.callback_id == "scorecard":
        company.fills(view, level=None, reason="Read it again." if "reason" in fields else "")
    elif view.callback_id == "plan":
        company.chooses(ada, fields["panel"].key[0], [company.grace.id])
    elif view.callback_id == "hand_over":
        company.chooses(ada, "to", company.hedy.id)
    elif view.callback_id == "evidence":
        company.chooses(ada, fields["skill"].key[0], ":overall")
    elif view.callback_id == "decision":
        company.chooses(ada, "outcome", "hold")
        company.writes(ada, "reason", "Calm and exact.")


def buttons(company: Company) -> list[str]:
    """The buttons of the modal on top, each kind once."""
    found = spots(company.modal(company.ada).blocks)
    actions = [spot.key[1] for spot in found if spot.element["type"] in BUTTON_TYPES]
    return list(dict.fromkeys(actions))


def press(company: Company, action: str) -> None:
    view = company.modal(company.ada)
    found = [spot for spot in spots(view.blocks) if spot.key[1] == action]
    company.presses(company.ada, view, action, found[0].element.get("value"))


def send(company: Company) -> None:
    fill(company)
    company.submits(company.ada)


def choose(company: Company, block: str) -> None:
    """The last option of a list that the form follows at once."""
    view = company.modal(company.ada)
    [menu] = [spot.element for spot in spots(view.blocks) if spot.key[0] == block]
    company.chooses(company.ada, block, menu["options"][-1]["value"])


def presses(company: Company) -> list[Opens]:
    """All that the modal on top answers at once; whatever only saves a draft is left out."""
    menus = [
        spot.key[0]
        for spot in spots(company.modal(company.ada).blocks)
        if spot.element["type"] == "static_select" and spot.dispatches and spot.key[1] != VALUE
    ]
    return [
        *(partial(press, action=action) for action in buttons(company)),
        *(partial(choose, block=block) for block in menus),
    ]


def steps(company: Company) -> list[Opens]:
    """All that can be done in the modal on top."""
    sends = [send] if company.modal(company.ada).submit else []
    return [*presses(company), *sends]


def screen(company: Company) -> list[View]:
    """What lies on Ada's screen, the lowest first."""
    return company.slack.workspace.views.stack(company.ada.id)


def put_back(company: Company, views: list[View]) -> None:
    """Ada has these in front of her again, each as if it had been changed to what it is."""
    company.slack.workspace.views.clear(company.ada.id)
    for view in deepcopy(views):
        view.hash = f"{view.hash}+{next(numbers)}"
        screen(company).append(view)


def refusals(company: Company) -> list[str]:
    return [
        f"{call.method}: {call.answer['error']}"
        for call in company.slack.calls()
        if not call.answer["ok"]
    ]


def titles(views: list[View]) -> tuple[str, ...]:
    return tuple(view.body["title"]["text"] for view in views)


def walk(company: Company, seen: set[tuple[str, ...]]) -> None:
    """Does all that can be done from here, and from wherever that leads to for the first time.

    What is pressed is first pressed in a modal that Slack no longer has, then in one that an answer to
    something earlier has changed, and then too late for Slack.
    """
    here = deepcopy(screen(company))
    if not here or titles(here) in seen:
        return
    seen.add(titles(here))
    for step in presses(company):
        for refuses in (closed_meanwhile, changed_meanwhile, too_late):
            put_back(company, here)
            refuses(company, step)
    put_back(company, here)
    for step in steps(company):
        put_back(company, here)
        before = refusals(company)
        step(company)
        assert refusals(company) == before, f"{step} on {titles(here)}"
        assert not company.inbox(company.ada, OUR_FAULT), f"{step} on {titles(here)}"
        assert not any(OUR_FAULT in str(view.body) for view in screen(company))
        walk(company, seen)


def is_refused(company: Company, step: Opens, methods: tuple[str, ...], **fault: Any) -> bool:
    """Whether the step makes one of these calls, which fail."""
    before = refusals(company)
    for method in methods:
        company.slack.fail(method, **fault)
    step(company)
    for method in methods:
        company.slack.heal(method)
    return refusals(company) != before


def closed_meanwhile(company: Company, step: Opens) -> None:
    """Nobody waits for the answer, and nobody hears of it."""
    shown, heard = titles(screen(company)), company.slack.messages(company.ada)
    if is_refused(company, step, ("views.update", "views.push"), error="not_found"):
        assert titles(screen(company)) == shown, step
        assert company.slack.messages(company.ada) == heard, step


def changed_meanwhile(company: Company, step: Opens) -> None:
    """The newer answer is shown all the same."""
    if is_refused(company, step, ("views.update",), error="hash_conflict"):
        last = company.slack.calls()[-1]
        assert (last.method, last.answer["ok"]) == ("views.update", True), step


def too_late(company: Company, step: Opens) -> None:
    """The person reads of the three seconds, in the less known of Slack's words for it."""
    words = ("[ERROR] invalid `trigger_id` [json-pointer:/trigger_id]",)
    methods = ("views.open", "views.push")
    if is_refused(company, step, methods, error="invalid_arguments", messages=words):
        read: list[object] = [view.body for view in screen(company)[-1:]]
        read += [message.text for message in company.slack.ephemerals(company.ada)[-1:]]
        read += [message.text for message in company.slack.messages(company.ada)[-1:]]
        assert "the three seconds Slack gives" in str(read), step


@pytest.mark.parametrize("way", WAYS_IN)
def test_every_chain_of_modals_goes_on(company: Company, way: str) -> None:
    plans(company, company.ada, company.grace)
    too_late(company, WAYS_IN[way])
    WAYS_IN[way](company)
    walk(company, set())
