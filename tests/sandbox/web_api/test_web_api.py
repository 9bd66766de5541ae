"""The bot calls the Web API: who may, how arguments travel, what is known of the team."""

import json
import urllib.request
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from sandbox.driver.driver import StandIn
from tests.sandbox.office import Office


def post(slack: StandIn, method: str, body: str, **headers: str) -> dict[str, Any]:
    """The raw answer, with nothing between the test and the wire."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(slack.api_url + method, body.encode(), names)  # noqa: S310 -- the stand-in's own address
    with urllib.request.urlopen(request) as response:  # noqa: S310
        answer: dict[str, Any] = json.load(response)
    return answer


class TestAuthorization:
    def test_takes_a_bearer_token(self, slack: Office) -> None:
        answer = post(slack, "auth.test", "", Authorization="Bearer xoxb-test")
        assert answer == {
            "ok": True,
            "url": "https://sandbox.slack.com/",
            "team": "Sandbox",
            "team_id": "T0TEAM",
            "user": "bot",
            "user_id": "U0BOT",
            "bot_id": "B0BOT",
            "is_enterprise_install": False,
        }

    def test_takes_a_token_among_the_arguments(self, slack: Office) -> None:
        assert post(slack, "auth.test", "token=xoxb-test")["ok"]

    @pytest.mark.parametrize(
        ("body", "error"),
        [("", "not_authed"), ("token=", "not_authed"), ("token=xoxb-other", "invalid_auth")],
    )
    def test_refuses_others(self, slack: Office, body: str, error: str) -> None:
        assert post(slack, "auth.test", body) == {"ok": False, "error": error}

    def test_keeps_both_kinds_of_token_apart(self, slack: Office) -> None:
        wrong = {"ok": False, "error": "not_allowed_token_type"}
        assert post(slack, "auth.test", "token=xapp-test") == wrong
        assert post(slack, "apps.connections.open", "token=xoxb-test") == wrong

    def test_ends_when_the_app_is_uninstalled(self, slack: Office) -> None:
        slack.uninstall()
        with pytest.raises(SlackApiError, match="account_inactive"):
            slack.client.auth_test()

    def test_names_a_scope_that_is_missing(self, slack: Office) -> None:
        slack.settings.scopes = frozenset({"commands", "chat:write"})
        assert slack.client.chat_postMessage(channel=slack.ada.id, text="Hi")["ok"]
        with pytest.raises(SlackApiError) as error:
            slack.client.users_info(user=slack.ada.id)
        answer = error.value.response
        assert (answer["error"], answer["needed"]) == ("missing_scope", "users:read")
        assert answer.headers["X-OAuth-Scopes"] == "chat:write,commands"


class TestArguments:
    def test_may_be_json(self, slack: Office) -> None:
        body = json.dumps({"channel": slack.ada.id, "text": "Hi", "token": "xoxb-test"})
        assert post(slack, "chat.postMessage", body, Content_Type="application/json")["ok"]

    def test_may_be_a_form_with_json_inside(self, slack: Office) -> None:
        blocks = '[{"type":"divider","block_id":"line"}]'
        body = f"token=xoxb-test&channel={slack.ada.id}&text=Hi&blocks={blocks}"
        assert post(slack, "chat.postMessage", body)["ok"]
        assert slack.messages(slack.ada)[0].blocks == [{"type": "divider", "block_id": "line"}]

    @pytest.mark.parametrize(("body", "error"), [("{", "invalid_json"), ("[]", "json_not_object")])
    def test_that_cannot_be_read_are_refused(self, slack: Office, body: str, error: str) -> None:
        answer = post(slack, "auth.test", body, Content_Type="application/json")
        assert answer == {"ok": False, "error": error}

    def test_with_broken_blocks_are_refused(self, slack: Office) -> None:
        body = f"token=xoxb-test&channel={slack.ada.id}&text=Hi&blocks=[{{"
        answer = post(slack, "chat.postMessage", body)
        assert answer == {"ok": False, "error": "invalid_blocks_format"}

    def test_do_not_help_an_unknown_method(self, slack: Office) -> None:
        answer = post(slack, "reminders.add", "token=xoxb-test")
        assert answer == {"ok": False, "error": "unknown_method", "req_method": "reminders.add"}


class TestTheRecord:
    def test_keeps_method_arguments_token_answer_and_time(self, slack: Office) -> None:
        slack.client.chat_postMessage(channel=slack.ada.id, text="Hi")
        with pytest.raises(SlackApiError):
            slack.client.users_info(user="U0NONE")
        post, lookup = slack.calls()
        assert (post.method, post.token) == ("chat.postMessage", "xoxb-test")
        assert post.params == {"channel": "U0ADA", "text": "Hi"}
        assert post.at == 1_770_000_000.0
        assert lookup.answer == {"ok": False, "error": "user_not_found"}
        assert [call.method for call in slack.calls("users.info")] == ["users.info"]


class TestPeople:
    def test_have_a_name_and_a_time_zone(self, slack: Office) -> None:
        user = slack.client.users_info(user=slack.grace.id)["user"]
        assert (user["real_name"], user["name"]) == ("Grace Hopper", "grace.hopper")
        assert (user["tz"], user["tz_offset"]) == ("America/New_York", -5 * 3600)
        assert (user["deleted"], user["is_bot"]) == (False, False)

    def test_are_listed_a_page_at_a_time(self, slack: Office) -> None:
        first = slack.client.users_list(limit=2)
        assert [user["id"] for user in first["members"]] == ["U0BOT", "U0ADA"]
        rest = slack.client.users_list(limit=2, cursor=first["response_metadata"]["next_cursor"])
        assert [user["id"] for user in rest["members"]] == ["U0GRACE"]
        assert rest["response_metadata"]["next_cursor"] == ""

    @pytest.mark.parametrize("wrong", ["cursor", "limit"])
    def test_are_listed_from_a_page_that_exists(self, slack: Office, wrong: str) -> None:
        with pytest.raises(SlackApiError, match=f"invalid_{wrong}"):
            slack.client.users_list(**{wrong: "next"})  # type: ignore[arg-type]

    def test_who_left_are_marked(self, slack: Office) -> None:
        slack.deactivate(slack.ada)
        assert slack.client.users_info(user=slack.ada.id)["user"]["deleted"] is True


class TestChannels:
    def test_say_what_they_are(self, slack: Office) -> None:
        hiring = slack.add_channel("hiring", [slack.ada], private=True, with_bot=True)
        public = slack.client.conversations_info(channel="C0GENERAL")["channel"]
        private = slack.client.conversations_info(channel=hiring.id)["channel"]
        direct = slack.client.conversations_open(users=slack.ada.id)["channel"]["id"]
        assert (public["is_private"], public["is_member"], public["name"]) == (
            False,
            False,
            "general",
        )
        assert (private["is_private"], private["is_member"]) == (True, True)
        assert slack.client.conversations_info(channel=direct)["channel"]["user"] == slack.ada.id

    def test_are_read_with_the_scope_of_their_kind(self, slack: Office) -> None:
        hiring = slack.add_channel("hiring", [slack.ada], private=True, with_bot=True)
        direct = slack.client.conversations_open(users=slack.ada.id)["channel"]["id"]
        slack.settings.scopes = frozenset({"groups:read"})
        assert slack.client.conversations_info(channel=hiring.id)["ok"]
        for channel, needed in (("C0GENERAL", "channels:read"), (direct, "im:read")):
            with pytest.raises(SlackApiError) as error:
                slack.client.conversations_info(channel=channel)
            answer = error.value.response
            assert (answer["error"], answer["needed"]) == ("missing_scope", needed)

    def test_are_counted_when_asked(self, slack: Office) -> None:
        hiring = slack.add_channel("hiring", [slack.ada], private=True, with_bot=True)
        about = slack.client.conversations_info(channel=hiring.id, include_num_members=True)[
            "channel"
        ]
        assert about["num_members"] == 2
        assert about["topic"]["value"] == ""
        assert "num_members" not in slack.client.conversations_info(channel=hiring.id)["channel"]

    def test_list_their_members(self, slack: Office) -> None:
        hiring = slack.add_channel("hiring", [slack.ada], private=True, with_bot=True)
        assert slack.client.conversations_members(channel=hiring.id)["members"] == [
            "U0ADA",
            "U0BOT",
        ]
        first = slack.client.conversations_members(channel=hiring.id, limit=1)
        assert first["members"] == ["U0ADA"]
        assert first["response_metadata"]["next_cursor"] == "1"

    def test_are_followed_page_by_page_by_slacks_own_client(self, slack: Office) -> None:
        pages = [
            [user["id"] for user in page["members"]] for page in slack.client.users_list(limit=1)
        ]
        assert pages == [["U0BOT"], ["U0ADA"], ["U0GRACE"]]

    def test_without_the_bot_stay_hidden_when_private(self, slack: Office) -> None:
        hidden = slack.add_channel("hidden", [slack.ada], private=True)
        with pytest.raises(SlackApiError, match="channel_not_found"):
            slack.client.conversations_info(channel=hidden.id)

    def test_direct_ones_say_when_they_were_open_already(self, slack: Office) -> None:
        first = slack.client.conversations_open(users=slack.ada.id, return_im=True)
        assert first["channel"]["is_im"]
        assert "already_open" not in first.data
        again = slack.client.conversations_open(channel=first["channel"]["id"])
        assert again["channel"] == {"id": first["channel"]["id"]}
        assert (again["no_op"], again["already_open"]) == (True, True)

    def test_direct_ones_are_found_by_their_own_id_only(self, slack: Office) -> None:
        with pytest.raises(SlackApiError, match="channel_not_found"):
            slack.client.conversations_open(channel="C0GENERAL")

    def test_direct_with_nobody_cannot_be_opened(self, slack: Office) -> None:
        with pytest.raises(SlackApiError, match="users_list_not_supplied"):
            slack.client.conversations_open(users="")


class TestReset:
    def test_forgets_everything(self, slack: Office) -> None:
        slack.client.chat_postMessage(channel=slack.ada.id, text="Hi")
        slack.fail("auth.test", error="fatal_error")
        slack.uninstall()
        slack.reset()
        assert slack.client.auth_test()["ok"]
        assert [call.method for call in slack.calls()] == ["auth.test"]
        assert slack.violations == []
        with pytest.raises(SlackApiError, match="user_not_found"):
            slack.client.users_info(user=slack.ada.id)
