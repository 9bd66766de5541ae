"""Modals and Home tabs, right and wrong: both Slacks answer alike, but for what is known."""

from collections.abc import Callable

import pytest

from tests.another_slack.known_differences import known_differences
from tests.another_slack.mirror import Mirror
from tests.another_slack.samples import ADA, HOME, MODAL, NOBODY, TEXT, Ask

pytestmark = pytest.mark.usefixtures("people")


class TestViews:
    def test_are_opened(self, ask: Ask, mirror: Mirror, trigger: Callable[[], str]) -> None:
        used = trigger()
        view = ask("views.open", trigger_id=used, view=MODAL)["view"]
        assert view["root_view_id"] == view["id"]
        assert ask("views.open", trigger_id=used, view=MODAL)["error"] == "exchanged_trigger_id"
        for wrong in ("1.2.made-up", None):
            assert ask("views.open", trigger_id=wrong, view=MODAL)["error"] == "invalid_trigger_id"
        for wrong_view in (None, HOME):
            ask("views.open", trigger_id=trigger(), view=wrong_view)
        assert ask("views.open", trigger_id=trigger(), view=MODAL | {"blocks": [TEXT]})["ok"]
        assert mirror.differences == known_differences("views.open")

    def test_are_changed(self, ask: Ask, mirror: Mirror, trigger: Callable[[], str]) -> None:
        named = MODAL | {"external_id": "changed"}
        old = ask("views.open", trigger_id=trigger(), view=named)["view"]
        mirror.differences.clear()
        other = named | {"blocks": [TEXT]}
        new = ask("views.update", view_id=old["id"], view=other, hash=old["hash"])["view"]
        assert (new["id"], new["external_id"]) == (old["id"], "changed")
        assert new["hash"] != old["hash"]
        stale = ask("views.update", view_id=old["id"], view=named, hash=old["hash"])
        assert stale["error"] == "hash_conflict"
        assert ask("views.update", external_id="changed", view=named)["ok"]
        for wrong in ("V0NOTHING", None):
            assert ask("views.update", view_id=wrong, view=named)["error"] == "not_found"
        ask("views.update", view_id=old["id"])
        assert mirror.differences == known_differences("views.update")

    def test_are_three_deep_at_most(
        self,
        ask: Ask,
        mirror: Mirror,
        trigger: Callable[[], str],
        modal_trigger: Callable[[], str],
    ) -> None:
        below = ask("views.open", trigger_id=trigger(), view=MODAL)["view"]
        mirror.differences.clear()
        second = ask("views.push", trigger_id=modal_trigger(), view=MODAL)["view"]
        assert (second["previous_view_id"], second["root_view_id"]) == (below["id"], below["id"])
        other = MODAL | {"blocks": [TEXT]}
        assert ask("views.push", trigger_id=modal_trigger(), view=other)["ok"]
        assert (
            ask("views.push", trigger_id=modal_trigger(), view=MODAL)["error"]
            == "push_limit_reached"
        )
        assert (
            ask("views.push", trigger_id="1.2.made-up", view=MODAL)["error"] == "invalid_trigger_id"
        )
        assert mirror.differences == known_differences("views.push")

    def test_are_published(self, ask: Ask, mirror: Mirror) -> None:
        old = ask("views.publish", user_id=ADA, view=HOME)["view"]
        assert (
            ask("views.publish", user_id=ADA, view=HOME, hash=old["hash"])["view"]["id"]
            == old["id"]
        )
        stale = ask("views.publish", user_id=ADA, view=HOME, hash=old["hash"])
        assert stale["error"] == "hash_conflict"
        assert ask("views.publish", user_id=NOBODY, view=HOME)["error"] == "user_not_found"
        ask("views.publish", user_id=ADA, view=MODAL)
        assert mirror.differences == known_differences("views.publish")
