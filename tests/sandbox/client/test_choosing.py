"""People choose in menus, and type into fields that tell the bot."""

from typing import Any

import pytest

from sandbox.client.choices import ImpossibleError
from tests.sandbox.office import Office
from tests.sandbox.pieces import Json, actions, button, entry, menu, option, plain


class TestChoosing:
    def test_in_a_message_tells_at_once_and_is_remembered(
        self, slack: Office, bodies: list[Json]
    ) -> None:
        message = slack.post(actions(menu(), button()))
        slack.choose(message, "pick", "b")
        slack.press(message, "go")
        first, second = bodies
        assert first["actions"][0]["selected_option"] == option("b")
        state = {"row": {"pick": {"type": "static_select", "selected_option": option("b")}}}
        assert first["state"]["values"] == second["state"]["values"] == state

    def test_of_one_person_is_not_seen_by_another(self, slack: Office, bodies: list[Json]) -> None:
        slack.invite(slack.general)
        blocks = [actions(menu(), button())]
        slack.client.chat_postMessage(channel="C0GENERAL", text="Go", blocks=blocks)
        [message] = slack.messages(slack.general)
        slack.choose(message, "pick", "b", user=slack.ada)
        slack.press(message, "go", user=slack.grace)
        assert bodies[1]["state"]["values"]["row"]["pick"]["selected_option"] is None

    def test_in_a_form_waits_for_the_submission(self, slack: Office, bodies: list[Json]) -> None:
        view = slack.open_modal(entry("row", menu()))
        assert slack.choose(view, "pick", "a").sent is False
        assert bodies == []

    def test_in_a_form_that_dispatches_sends_the_whole_state(
        self, slack: Office, bodies: list[Json]
    ) -> None:
        note = {"type": "plain_text_input", "action_id": "note"}
        menus = entry("row", menu(), dispatch_action=True)
        view = slack.open_modal(entry("text", note), menus, private_metadata="7")
        slack.type(view, "note", "so far")
        slack.choose(view, "row", "a")
        [body] = bodies
        assert body["container"] == {"type": "view", "view_id": view.id}
        assert (body["view"]["hash"], body["view"]["private_metadata"]) == (view.hash, "7")
        assert body["view"]["state"]["values"] == {
            "text": {"note": {"type": "plain_text_input", "value": "so far"}},
            "row": {"pick": {"type": "static_select", "selected_option": option("a")}},
        }
        assert "response_url" not in body
        assert "message" not in body

    def test_in_an_overflow_menu(self, slack: Office, bodies: list[Json]) -> None:
        slack.press(slack.post(actions(menu("overflow"))), "pick", value="b")
        assert bodies[0]["actions"][0]["selected_option"] == option("b")
        assert bodies[0]["state"] == {"values": {}}

    def test_nothing_takes_a_choice_back(self, slack: Office, bodies: list[Json]) -> None:
        message = slack.post(actions(menu()))
        slack.choose(message, "pick", "a")
        slack.choose(message, "pick", None)
        assert bodies[1]["actions"][0]["selected_option"] is None

    def test_from_option_groups(self, slack: Office, bodies: list[Json]) -> None:
        groups = [{"label": plain("All"), "options": [option("x"), option("y")]}]
        element = {"type": "static_select", "action_id": "pick", "option_groups": groups}
        slack.choose(slack.post(actions(element)), "pick", "y")
        assert bodies[0]["actions"][0]["selected_option"] == option("y")

    @pytest.mark.parametrize(
        ("element", "choice", "words"),
        [
            (menu(), "c", "'c' is not on offer"),
            (menu(), ["a", "b"], "only one can be chosen"),
            (menu("multi_static_select", max_selected_items=1), ["a", "b"], "takes at most 1"),
            ({"type": "users_select", "action_id": "pick"}, "U0GONE", "'U0GONE' is not on offer"),
            ({"type": "datepicker", "action_id": "pick"}, "tomorrow", "cannot give 'tomorrow'"),
        ],
    )
    def test_what_is_not_on_offer_is_impossible(
        self, slack: Office, bodies: list[Json], element: Json, choice: Any, words: str
    ) -> None:
        slack.deactivate(slack.add_user("U0GONE", "Gone"))
        block = {"type": "section", "text": plain("Pick"), "accessory": element}
        with pytest.raises(ImpossibleError, match=words):
            slack.choose(slack.post(block), "pick", choice)
        assert bodies == []

    @pytest.mark.parametrize(
        ("rules", "possible"),
        [
            (None, ["C0GENERAL", "C0MINE", "D0ADA"]),
            ({"include": ["private"]}, ["C0MINE"]),
            ({"exclude_bot_users": True}, ["C0GENERAL", "C0MINE"]),
        ],
    )
    def test_conversations_by_the_filter(
        self, slack: Office, bodies: list[Json], rules: Json | None, possible: list[str]
    ) -> None:
        mine = slack.add_channel("mine", [slack.ada], private=True)
        hers = slack.add_channel("hers", [slack.grace], private=True)
        old = slack.archive(slack.add_channel("old", [slack.ada]))
        element = {"type": "conversations_select", "action_id": "pick"}
        if rules:
            element["filter"] = rules  # type: ignore[assignment]
        message = slack.post(actions(element))
        choices = []
        for channel in ("C0GENERAL", mine, "D0ADA", hers, old):
            try:
                slack.choose(message, "pick", channel)
            except ImpossibleError:
                continue
            choices.append(bodies[-1]["actions"][0]["selected_conversation"])
        assert choices == possible


class TestTyping:
    @pytest.mark.parametrize(
        ("config", "multiline", "enter", "sent"),
        [
            (None, False, False, False),
            (None, False, True, True),
            (None, True, True, False),
            (["on_enter_pressed"], False, True, True),
            (["on_character_entered"], False, False, True),
            (["on_character_entered"], True, True, True),
        ],
    )
    def test_tells_the_bot_when_the_field_asks_for_it(
        self,
        slack: Office,
        bodies: list[Json],
        config: list[str] | None,
        multiline: bool,
        enter: bool,
        sent: bool,
    ) -> None:
        element = {"type": "plain_text_input", "action_id": "note", "multiline": multiline}
        if config:
            element["dispatch_action_config"] = {"trigger_actions_on": config}
        view = slack.open_modal(entry("text", element, dispatch_action=True))
        assert slack.type(view, "note", "words", enter=enter).sent is sent
        values = [body["actions"][0]["value"] for body in bodies]
        assert values == (["words"] if sent else [])

    def test_is_quiet_without_dispatch_action(self, slack: Office, bodies: list[Json]) -> None:
        config = {"trigger_actions_on": ["on_character_entered"]}
        element = {
            "type": "plain_text_input",
            "action_id": "note",
            "dispatch_action_config": config,
        }
        view = slack.open_modal(entry("text", element))
        assert slack.type(view, "note", "words", enter=True).sent is False
        assert bodies == []

    def test_into_a_button_is_impossible(self, slack: Office) -> None:
        with pytest.raises(ImpossibleError, match="nothing can be entered in 'go'"):
            slack.type(slack.post(actions(button())), "go", "words")
