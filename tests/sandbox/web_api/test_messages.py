"""The bot posts, changes and takes back messages."""

import pytest
from slack_sdk.errors import SlackApiError

from tests.sandbox.office import Office
from tests.sandbox.pieces import error_of

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "*One* &amp; only"}}


class TestPosting:
    def test_shows_in_the_channel(self, slack: Office) -> None:
        slack.invite(slack.general)
        answer = slack.client.chat_postMessage(channel="C0GENERAL", text="One", blocks=[SECTION])
        [message] = slack.messages(slack.general)
        assert (answer["channel"], answer["ts"]) == ("C0GENERAL", message.ts)
        assert answer["message"]["bot_id"] == "B0BOT"
        assert answer["message"]["blocks"][0]["block_id"]
        assert (message.text, message.words) == ("*One* & only", "One")

    def test_finds_a_channel_by_its_name_too(self, slack: Office) -> None:
        kitchen = slack.add_channel("kitchen", with_bot=True)
        for name in ("kitchen", "#kitchen"):
            assert slack.client.chat_postMessage(channel=name, text="Tea?")["channel"] == kitchen.id
        error = error_of(slack.client.chat_postMessage, channel="directmessage", text="Tea?")
        assert error == "channel_not_found"

    def test_to_a_person_opens_their_direct_messages(self, slack: Office) -> None:
        answer = slack.client.chat_postMessage(channel=slack.ada.id, text="Hello")
        direct = slack.client.conversations_open(users=[slack.ada.id])
        assert answer["channel"] == direct["channel"]["id"] == "D0ADA"
        assert [m.text for m in slack.messages(slack.ada)] == ["Hello"]

    def test_gives_each_message_a_later_timestamp(self, slack: Office) -> None:
        stamps = [
            slack.client.chat_postMessage(channel=slack.ada.id, text="Hi")["ts"] for _ in range(3)
        ]
        assert stamps == sorted(set(stamps))
        assert all(len(ts.partition(".")[2]) == 6 for ts in stamps)

    def test_replies_in_a_thread(self, slack: Office) -> None:
        parent = slack.client.chat_postMessage(channel=slack.ada.id, text="Parent")["ts"]
        slack.client.chat_postMessage(channel="D0ADA", text="Reply", thread_ts=parent)
        assert [m.text for m in slack.thread(slack.messages(slack.ada)[0])] == ["Reply"]

    def test_cannot_reply_to_nothing(self, slack: Office) -> None:
        error = error_of(
            slack.client.chat_postMessage, channel=slack.ada.id, text="Hi", thread_ts="1.000001"
        )
        assert error == "thread_not_found"

    def test_keeps_metadata(self, slack: Office) -> None:
        metadata = {"event_type": "digest", "event_payload": {"id": "7"}}
        slack.client.chat_postMessage(channel=slack.ada.id, text="Hi", metadata=metadata)
        assert slack.messages(slack.ada)[0].metadata == metadata


class TestRefusals:
    def test_of_a_channel_without_the_bot(self, slack: Office) -> None:
        assert (
            error_of(slack.client.chat_postMessage, channel="C0GENERAL", text="Hi")
            == "not_in_channel"
        )

    def test_of_a_channel_without_the_bot_unless_the_app_may_post_to_any_public_one(
        self, slack: Office
    ) -> None:
        slack.settings.scopes = frozenset({"chat:write", "chat:write.public"})
        assert slack.client.chat_postMessage(channel="C0GENERAL", text="Hi")["ok"]
        secret = slack.add_channel("secret", private=True)
        assert (
            error_of(slack.client.chat_postMessage, channel=secret.id, text="Hi")
            == "channel_not_found"
        )

    def test_of_a_private_channel_without_the_bot(self, slack: Office) -> None:
        hiring = slack.add_channel("hiring", [slack.ada], private=True)
        error = error_of(slack.client.chat_postMessage, channel=hiring.id, text="Hi")
        assert error == "channel_not_found"

    def test_of_a_channel_that_the_bot_was_taken_out_of(self, slack: Office) -> None:
        slack.invite(slack.general)
        slack.client.chat_postMessage(channel="C0GENERAL", text="Hi")
        slack.remove(slack.general)
        assert (
            error_of(slack.client.chat_postMessage, channel="C0GENERAL", text="Hi")
            == "not_in_channel"
        )

    def test_of_an_unknown_channel(self, slack: Office) -> None:
        assert (
            error_of(slack.client.chat_postMessage, channel="C0NONE", text="Hi")
            == "channel_not_found"
        )

    def test_of_an_unknown_person(self, slack: Office) -> None:
        assert (
            error_of(slack.client.chat_postMessage, channel="U0NONE", text="Hi")
            == "channel_not_found"
        )

    def test_of_an_archived_channel(self, slack: Office) -> None:
        slack.archive(slack.add_channel("old", with_bot=True))
        assert error_of(slack.client.chat_postMessage, channel="C0OLD", text="Hi") == "is_archived"

    def test_of_new_messages_with_somebody_who_has_left(self, slack: Office) -> None:
        """The old ones stay, and Slack goes on posting into them: the bot has to look before it writes."""
        direct = slack.client.conversations_open(users=slack.ada.id)["channel"]["id"]
        slack.deactivate(slack.ada)
        assert error_of(slack.client.conversations_open, users=[slack.ada.id]) == "user_disabled"
        assert slack.client.chat_postMessage(channel=direct, text="Hi")["ok"]

    def test_of_a_message_without_words(self, slack: Office) -> None:
        empty = {"channel": slack.ada.id, "text": ""}
        assert (
            error_of(slack.client.api_call, api_method="chat.postMessage", json=empty) == "no_text"
        )


class TestEphemerals:
    def test_are_seen_by_one_person(self, slack: Office) -> None:
        slack.invite(slack.general)
        slack.client.chat_postEphemeral(channel="C0GENERAL", user=slack.ada.id, text="Only you")
        assert [m.text for m in slack.ephemerals(slack.ada)] == ["Only you"]
        assert (slack.ephemerals(slack.grace), slack.messages(slack.general)) == ([], [])

    def test_may_stand_in_a_thread(self, slack: Office) -> None:
        hiring = slack.add_channel("hiring", [slack.ada], with_bot=True)
        message = slack.say("Look", user=slack.ada, channel=hiring)
        slack.client.chat_postEphemeral(
            channel=hiring.id, user=slack.ada.id, text="Hi", thread_ts=message.ts
        )
        assert [ephemeral.thread_ts for ephemeral in slack.ephemerals(slack.ada)] == [message.ts]
        assert slack.messages(hiring) == [message]

    def test_need_the_person_in_the_channel(self, slack: Office) -> None:
        hiring = slack.add_channel("hiring", with_bot=True)
        error = error_of(
            slack.client.chat_postEphemeral, channel=hiring.id, user=slack.ada.id, text="Hi"
        )
        assert error == "user_not_in_channel"


class TestChanging:
    def test_to_words_alone_takes_the_blocks_away(self, slack: Office) -> None:
        ts = slack.client.chat_postMessage(channel=slack.ada.id, text="One", blocks=[SECTION])["ts"]
        edited = slack.client.chat_update(channel="D0ADA", ts=ts, text="Two")["message"]["edited"]
        assert edited["ts"] > ts
        [message] = slack.messages(slack.ada)
        assert (message.words, message.text, message.edited) == ("Two", "Two", True)

    def test_to_other_blocks_keeps_words_that_are_not_given(self, slack: Office) -> None:
        ts = slack.client.chat_postMessage(channel=slack.ada.id, text="One")["ts"]
        slack.client.api_call(
            "chat.update", json={"channel": "D0ADA", "ts": ts, "blocks": [SECTION]}
        )
        [message] = slack.messages(slack.ada)
        assert (message.words, message.text) == ("One", "*One* & only")

    def test_to_nothing_at_all_is_refused(self, slack: Office) -> None:
        ts = slack.client.chat_postMessage(channel=slack.ada.id, text="One")["ts"]
        error = error_of(
            slack.client.api_call, api_method="chat.update", params={"channel": "D0ADA", "ts": ts}
        )
        assert error == "no_text"

    def test_takes_blocks_away_when_told_to(self, slack: Office) -> None:
        ts = slack.client.chat_postMessage(channel=slack.ada.id, text="One", blocks=[SECTION])["ts"]
        slack.client.chat_update(channel="D0ADA", ts=ts, text="Two", blocks=[])
        assert slack.messages(slack.ada)[0].blocks == []

    def test_of_nothing_or_of_others_is_refused(self, slack: Office) -> None:
        slack.client.conversations_open(users=slack.ada.id)
        message = slack.say("Mine", user=slack.ada, channel="D0ADA")
        update, delete = slack.client.chat_update, slack.client.chat_delete
        assert error_of(update, channel="D0ADA", ts="1.000001", text="x") == "message_not_found"
        assert error_of(update, channel="D0ADA", ts=message.ts, text="x") == "cant_update_message"
        assert error_of(delete, channel="D0ADA", ts=message.ts) == "cant_delete_message"

    def test_deleting_leaves_nothing(self, slack: Office) -> None:
        ts = slack.client.chat_postMessage(channel=slack.ada.id, text="One")["ts"]
        slack.client.chat_delete(channel="D0ADA", ts=ts)
        assert slack.messages(slack.ada) == []
        assert error_of(slack.client.chat_delete, channel="D0ADA", ts=ts) == "message_not_found"


class TestLimits:
    def test_refuse_with_a_pointer_and_keep_a_list(self, slack: Office) -> None:
        text = {"type": "mrkdwn", "text": "x" * 3001}
        long = {"type": "section", "text": text, "expand": True}
        with pytest.raises(SlackApiError) as error:
            slack.client.chat_postMessage(channel=slack.ada.id, text="One", blocks=[SECTION, long])
        answer = error.value.response
        assert answer["error"] == "invalid_blocks"
        [line] = answer["response_metadata"]["messages"]
        assert line.startswith("[ERROR] ")
        assert line.endswith("[json-pointer:/blocks/1/text/text]")
        [breach] = slack.violations
        assert (breach.where, breach.path) == ("chat.postMessage", "/blocks/1/text/text")
        assert slack.messages(slack.ada) == []

    def test_count_all_text_together(self, slack: Office) -> None:
        blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 2999}}] * 4
        error = error_of(
            slack.client.chat_postMessage, channel=slack.ada.id, text="One", blocks=blocks
        )
        assert error == "msg_blocks_too_long"

    def test_hold_for_the_fallback_text(self, slack: Office) -> None:
        error = error_of(slack.client.chat_postMessage, channel=slack.ada.id, text="x" * 4001)
        assert error == "msg_too_long"

    def test_let_a_message_without_fallback_text_pass_and_note_it(self, slack: Office) -> None:
        answer = slack.client.api_call(
            "chat.postMessage", json={"channel": slack.ada.id, "blocks": [SECTION], "text": ""}
        )
        assert answer["response_metadata"]["warnings"] == ["missing_text_in_message"]
        assert [m.text for m in slack.messages(slack.ada)] == ["*One* & only"]
        assert [breach.path for breach in slack.violations] == ["/text"]

    def test_nothing_is_listed_for_a_good_message(self, slack: Office) -> None:
        slack.client.chat_postMessage(channel=slack.ada.id, text="One", blocks=[SECTION])
        assert slack.violations == []
