"""Parts of the stand-in on their own: time, words, the screen."""

from typing import Any

import pytest

from sandbox.client.choices import ImpossibleError
from sandbox.delivery.http import signed_headers
from sandbox.world.blocks import spots, visible_text, with_ids
from sandbox.world.messages import Messages
from sandbox.world.workspace import Settings
from tests.sandbox.office import Office
from tests.sandbox.pieces import entry, plain


class TestPatience:
    def test_is_three_seconds_unless_told_otherwise(self) -> None:
        assert Settings().ack_seconds == 3.0


class TestTimestamps:
    def test_follow_the_clock_and_never_repeat(self) -> None:
        now = [1_770_000_000.5]
        messages = Messages(lambda: now[0])
        assert messages.next_ts() == "1770000000.500000"
        assert messages.next_ts() == "1770000000.500001"
        now[0] -= 60
        assert messages.next_ts() == "1770000000.500002"
        now[0] += 120
        assert messages.next_ts() == "1770000060.500000"


class TestSigning:
    def test_gives_the_signature_of_slack_s_own_example(self) -> None:
        body = (
            "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
            "&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
            "&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2F"
            "commands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
            "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
        )
        headers = signed_headers("8f742231b10e8888abcd99yyyzzz85a5", body, 1531420618)
        assert headers == {
            "X-Slack-Request-Timestamp": "1531420618",
            "X-Slack-Signature": "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
        }


HEADER = {"type": "header", "text": plain("Top")}
SMALL = {"type": "mrkdwn", "text": "_small_"}
IMAGE = {"type": "image", "alt_text": "A chart", "image_url": "https://example.org/a.png"}
ON_EACH_LETTER = {"trigger_actions_on": ["on_character_entered"]}
EAGER = {"type": "plain_text_input", "action_id": "note", "dispatch_action_config": ON_EACH_LETTER}


class TestWords:
    @pytest.mark.parametrize(
        ("blocks", "text"),
        [
            ("plain &lt;words&gt; &amp;lt;", "plain <words> &lt;"),
            ([{"type": "divider", "block_id": "line"}], ""),
            ([HEADER, {"type": "context", "elements": [SMALL]}], "Top\n_small_"),
            ([IMAGE], "A chart"),
            ([entry("note", EAGER)], "It"),
            ([{"type": "table", "rows": [[{"type": "raw_text", "text": "cell"}]]}], "cell"),
        ],
    )
    def test_are_what_a_person_reads(self, blocks: Any, text: str) -> None:
        assert visible_text(blocks) == text


class TestBlocks:
    def test_inside_blocks_can_be_acted_on(self) -> None:
        button = {"type": "button", "text": {"type": "plain_text", "text": "Go"}}
        inner = {"type": "actions", "elements": [button]}
        card = {"type": "card", "title": {"type": "plain_text", "text": "One"}, "actions": [button]}
        outer = [
            {"type": "container", "child_blocks": [inner]},
            {"type": "carousel", "elements": [card]},
        ]
        ids = iter("abcdefghij")
        all_spots = list(spots(with_ids(outer, lambda: next(ids))))
        assert len({spot.key for spot in all_spots}) == 2


class TestTheScreen:
    def test_knows_nobody_who_was_not_added(self, slack: Office) -> None:
        with pytest.raises(ImpossibleError, match="U0NONE is nobody in this team"):
            slack.command("/plan", user="U0NONE")

    def test_keeps_snapshots(self, slack: Office) -> None:
        message = slack.say("One", user=slack.ada, channel=slack.general)
        live = slack.workspace.messages.find(message.channel, message.ts)
        slack.workspace.messages.edit(live, "Two", None)
        [now] = slack.messages(slack.general)
        assert (message.text, now.text) == ("One", "Two")

    def test_lists_what_can_be_acted_on(self, slack: Office) -> None:
        assert slack.say("One", user=slack.ada, channel=slack.general).actions == []
