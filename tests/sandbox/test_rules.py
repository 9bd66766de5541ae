"""What the stand-in insists on as Slack does, and lets pass when it is told to be lenient."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from sandbox.world.rules import Rule
from tests.paths import ROOT
from tests.sandbox.office import Office
from tests.sandbox.pieces import field, form, modal
from tests.sandbox.small_bot import Clock


def outcome(call: Callable[..., Any], **arguments: Any) -> str:
    """What Slack says to the call: "ok", or the error."""
    try:
        call(**arguments)
    except SlackApiError as error:
        return str(error.response["error"])
    return "ok"


def changes_an_initial_value(slack: Office, _clock: Clock) -> str:
    view = slack.open_form(field("plain_text_input", initial_value="old"))
    changed = form(field("plain_text_input", initial_value="new"))
    slack.client.views_update(view_id=view.id, view=changed)
    return str(slack.view().values["it-block"]["it"]["value"])


def updates_with_an_old_hash(slack: Office, _clock: Clock) -> str:
    view = slack.open_form(field("plain_text_input"))
    slack.client.views_update(view_id=view.id, hash=view.hash, view=modal("One"))
    return outcome(slack.client.views_update, view_id=view.id, hash=view.hash, view=modal("Two"))


def pushes_a_fourth_view(slack: Office, _clock: Clock) -> str:
    slack.open_form(field("plain_text_input"))
    for _ in range(2):
        slack.client.views_push(trigger_id=slack.trigger(), view=modal())
    return outcome(slack.client.views_push, trigger_id=slack.trigger(), view=modal())


def opens_after_more_than_three_seconds(slack: Office, clock: Clock) -> str:
    trigger = slack.trigger()
    clock.move(3.1)
    return outcome(slack.client.views_open, trigger_id=trigger, view=modal())


# A rule | what somebody does | what comes of it in Slack | what comes of it when the stand-in is lenient
CASES = [
    (Rule.FORM_STATE, changes_an_initial_value, "old", "new"),
    (Rule.HASH, updates_with_an_old_hash, "hash_conflict", "ok"),
    (Rule.STACK, pushes_a_fourth_view, "push_limit_reached", "ok"),
    (Rule.TRIGGER_TIME, opens_after_more_than_three_seconds, "expired_trigger_id", "ok"),
]


@pytest.mark.parametrize(
    ("rule", "does", "strictly", "leniently"), CASES, ids=[case[0].name for case in CASES]
)
class TestARule:
    def test_holds(
        self,
        slack: Office,
        clock: Clock,
        rule: Rule,
        does: Callable[[Office, Clock], str],
        strictly: str,
        leniently: str,
    ) -> None:
        assert does(slack, clock) == (strictly if slack.workspace.enforces(rule) else leniently)

    def test_can_be_relaxed_until_the_next_reset(
        self,
        slack: Office,
        clock: Clock,
        rule: Rule,
        does: Callable[[Office, Clock], str],
        strictly: str,
        leniently: str,
    ) -> None:
        held = slack.workspace.enforces(rule)
        slack.relax(rule)
        assert does(slack, clock) == leniently != strictly
        slack.reset()
        assert slack.workspace.enforces(rule) == held


def test_every_rule_is_tried() -> None:
    assert {case[0] for case in CASES} == set(Rule)


def test_readme_has_every_rule_with_its_words_and_a_source() -> None:
    readme = (ROOT / "sandbox" / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (.+) \| \S.* \|$", readme, re.MULTILINE)
    assert dict(rows) == {rule.name: rule.value for rule in Rule}
