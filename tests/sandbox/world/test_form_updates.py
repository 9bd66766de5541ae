"""What stays of what was typed when the bot changes the form."""

from typing import Any

import pytest

from sandbox.world.form_state import Form
from tests.sandbox.office import Office
from tests.sandbox.pieces import field, form, option

OPTIONS = [option("low"), option("high")]


class TestAnUpdate:
    def value(self, slack: Office) -> Any:
        return slack.view().values["it-block"]["it"]["value"]

    def test_keeps_what_was_typed(self, slack: Office) -> None:
        view = slack.open_form(field("plain_text_input"))
        slack.type(view, "it", "typed")
        slack.client.views_update(view_id=view.id, view=form(field("plain_text_input")))
        assert self.value(slack) == "typed"

    def test_s_initial_value_does_not_replace_what_was_typed(self, slack: Office) -> None:
        view = slack.open_form(field("plain_text_input"))
        slack.type(view, "it", "typed")
        new_form = form(field("plain_text_input", initial_value="from the bot"))
        slack.client.views_update(view_id=view.id, view=new_form)
        assert self.value(slack) == "typed"

    def test_s_initial_value_is_ignored_also_where_nobody_touched_the_field(
        self, slack: Office
    ) -> None:
        view = slack.open_form(field("plain_text_input", initial_value="old"))
        new_form = form(field("plain_text_input", initial_value="new"))
        slack.client.views_update(view_id=view.id, view=new_form)
        assert self.value(slack) == "old"

    @pytest.mark.parametrize("change", ["block_id", "action_id", "type"])
    def test_that_changes_an_id_or_the_kind_drops_what_was_typed(self, change: str) -> None:
        before, after = field("plain_text_input"), field("plain_text_input")
        if change == "block_id":
            after["block_id"] = "other"
        elif change == "action_id":
            after["element"]["action_id"] = "other"
        else:
            after["element"]["type"] = "email_text_input"
        kept = Form([before])
        [spot] = kept._fields.values()
        kept.touch(spot, "typed")
        kept.update_fields([after])
        [[entry]] = [list(inner.values()) for inner in kept.values().values()]
        assert entry["value"] is None
        kept.update_fields([before])
        assert kept.values()["it-block"]["it"]["value"] is None

    def test_that_takes_a_chosen_option_away_drops_the_choice(self) -> None:
        kept = Form([field("static_select", options=OPTIONS)])
        [spot] = kept._fields.values()
        kept.touch(spot, option("high"))
        kept.update_fields([field("static_select", options=[option("low")])])
        assert kept.values()["it-block"]["it"]["selected_option"] is None

    def test_without_block_ids_drops_what_was_typed(self, slack: Office) -> None:
        nameless = field("plain_text_input")
        del nameless["block_id"]
        view = slack.open_form(nameless)
        slack.type(view, "it", "typed")
        slack.client.views_update(view_id=view.id, view=form(nameless))
        now = slack.view()
        [[entry]] = [list(inner.values()) for inner in now.values.values()]
        assert entry["value"] is None
