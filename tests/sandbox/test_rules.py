"""What the stand-in insists on as Slack does, and lets pass when it is told to be lenient."""

import asyncio
import json
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import aiohttp
import pytest
import urllib3
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from sandbox.world.records import Account, Sharing
from sandbox.world.rules import Rule
from slack_limits.check import SOCKET_FRAME
from tests.paths import ROOT
from tests.sandbox.office import Office
from tests.sandbox.pieces import field, form, modal
from tests.sandbox.small_bot import APP_TOKEN, Clock, collect


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


def writes_with_the_messages_tab_off(slack: Office, _clock: Clock) -> str:
    slack.switch_messages_off()
    return outcome(slack.client.chat_postMessage, channel=slack.ada.id, text="Hello")


def writes_to_a_bot(slack: Office, _clock: Clock) -> str:
    slack.workspace.directory.change_user(slack.grace, is_bot=True)
    return outcome(slack.client.chat_postMessage, channel=slack.grace.id, text="Hello")


def announces_a_file(slack: Office, length: int = 5) -> tuple[str, str]:
    """The id of a file, and the address for its bytes."""
    answer = slack.client.files_getUploadURLExternal(filename="card.csv", length=length)
    return answer["file_id"], answer["upload_url"]


def shares_a_file(slack: Office, file_id: str, channel: str) -> str:
    call = slack.client.files_completeUploadExternal
    return outcome(call, files=[{"id": file_id}], channel_id=channel)


def shares_a_file_with_a_person(slack: Office, _clock: Clock) -> str:
    file_id, url = announces_a_file(slack)
    urllib3.request("POST", url, body=b"Hello")
    return shares_a_file(slack, file_id, slack.ada.id)


def shares_a_file_that_came_in_part(slack: Office, _clock: Clock) -> str:
    direct = slack.client.conversations_open(users=slack.ada.id)["channel"]["id"]
    file_id, url = announces_a_file(slack, 6)
    urllib3.request("POST", url, body=b"Hello")
    return shares_a_file(slack, file_id, direct)


def opens_a_direct_message_with_a_bot(slack: Office, _clock: Clock) -> str:
    slack.workspace.directory.change_user(slack.grace, is_bot=True)
    return outcome(slack.client.conversations_open, users=slack.grace.id)


def looks_up_somebody_hidden(slack: Office, _clock: Clock) -> str:
    return outcome(slack.client.users_info, user=slack.hide(slack.grace).id)


def opens_a_direct_message_with_somebody_hidden(slack: Office, _clock: Clock) -> str:
    return outcome(slack.client.conversations_open, users=slack.hide(slack.grace).id)


def types_a_site(slack: Office, _clock: Clock) -> str:
    bodies = collect(slack.app.command("/plan"))
    slack.command("/plan", "asyncio.run", user=slack.ada)
    return str(bodies[0]["text"])


def posts_where_only_ada_may(slack: Office, _clock: Clock) -> str:
    room = slack.add_channel("news", [slack.ada], with_bot=True)
    slack.restrict(room, [slack.ada])
    return outcome(slack.client.chat_postMessage, channel=room.id, text="Hello")


def replies_where_nobody_may(slack: Office, _clock: Clock) -> str:
    room = slack.add_channel("news", [slack.ada], with_bot=True)
    first = slack.client.chat_postMessage(channel=room.id, text="Hello")["ts"]
    slack.restrict(room, [slack.workspace.identity.bot_user_id], threads=False)
    return outcome(slack.client.chat_postMessage, channel=room.id, text="So?", thread_ts=first)


def answers(slack: Office, secret: str) -> str:
    sent = WebhookClient(f"{slack.workspace.base_url}/hooks/{secret}").send(text="Hello")
    return sent.body if sent.status_code == 200 else str(json.loads(sent.body)["error"])


def answers_six_times(slack: Office, _clock: Clock) -> str:
    secret = slack.workspace.response_urls.issue(slack.ada.id, slack.general.id)
    return [answers(slack, secret) for _ in range(6)][-1]


def answers_after_half_an_hour(slack: Office, clock: Clock) -> str:
    secret = slack.workspace.response_urls.issue(slack.ada.id, slack.general.id)
    clock.move(30 * 60 + 1)
    return answers(slack, secret)


def shows_a_long_section(slack: Office, _clock: Clock) -> str:
    text = {"type": "mrkdwn", "text": "word " * 100}
    for said in ({"expand": True}, {"expand": False}, {}):
        slack.post({"type": "section", "text": text, **said})
    return ", ".join(f"{breach.path} {breach.code}" for breach in slack.violations) or "ok"


def updates_with_an_old_hash(slack: Office, _clock: Clock) -> str:
    view = slack.open_form(field("plain_text_input"))
    slack.client.views_update(view_id=view.id, hash=view.hash, view=modal("One"))
    return outcome(slack.client.views_update, view_id=view.id, hash=view.hash, view=modal("Two"))


def account_of(slack: Office, account: Account) -> str:
    slack.change_account(slack.grace, account)
    profile = slack.client.users_info(user=slack.grace.id)["user"]
    flags = [key for key, on in profile.items() if key.startswith("is_") and on]
    return " ".join([*flags, profile["team_id"]])


def looks_at_a_guest_account(slack: Office, _clock: Clock) -> str:
    return account_of(slack, "guest of one channel")


def looks_at_a_workflow(slack: Office, _clock: Clock) -> str:
    return account_of(slack, "workflow")


def looks_at_a_stranger(slack: Office, _clock: Clock) -> str:
    return account_of(slack, "stranger")


def looks_at_a_stranger_of_a_shared_channel(slack: Office, _clock: Clock) -> str:
    return account_of(slack, "known stranger")


def sharing_of(slack: Office, with_whom: Sharing) -> str:
    room = slack.add_channel("hiring", [slack.ada], private=True, with_bot=True)
    slack.share(room, with_whom)
    channel = slack.client.conversations_info(channel=room.id)["channel"]
    return " ".join(sorted(key for key, on in channel.items() if key.endswith("shared") and on))


def looks_at_a_shared_channel(slack: Office, _clock: Clock) -> str:
    return sharing_of(slack, "external")


def looks_at_a_channel_to_be_shared(slack: Office, _clock: Clock) -> str:
    return sharing_of(slack, "invited")


def pushes_a_fourth_view(slack: Office, _clock: Clock) -> str:
    slack.open_form(field("plain_text_input"))
    for _ in range(2):
        slack.client.views_push(trigger_id=slack.trigger(in_modal=True), view=modal())
    return outcome(slack.client.views_push, trigger_id=slack.trigger(in_modal=True), view=modal())


def opens_from_inside_a_modal(slack: Office, _clock: Clock) -> str:
    slack.open_form(field("plain_text_input"))
    return outcome(slack.client.views_open, trigger_id=slack.trigger(in_modal=True), view=modal())


def opens_after_more_than_three_seconds(slack: Office, clock: Clock) -> str:
    trigger = slack.trigger()
    clock.move(3.1)
    return outcome(slack.client.views_open, trigger_id=trigger, view=modal())


def answers_a_command_with_a_new_block(slack: Office, _clock: Clock) -> str:
    chart = {
        "type": "data_visualization",
        "title": "Cards",
        "chart": {"type": "pie", "segments": [{"label": "In", "value": 1}]},
    }
    slack.app.command("/cards")(lambda ack: ack(text="Cards", blocks=[chart]))
    return slack.command("/cards", user=slack.ada).failure or "ok"


def answers_a_form_with_a_new_block(slack: Office, _clock: Clock) -> str:
    slack.open_modal(field("plain_text_input"))
    alert = {"type": "alert", "text": {"type": "plain_text", "text": "Careful"}}
    slack.app.view("card")(lambda ack: ack(response_action="update", view=form(alert)))
    return slack.submit(slack.view()).failure or "ok"


def sends_frames(slack: Office, _clock: Clock) -> str:
    """What Slack says to a frame of the greatest size, and to a larger one."""
    sizes = (SOCKET_FRAME, SOCKET_FRAME + 1)
    with ThreadPoolExecutor(1) as thread:  # a browser's tests may have left a loop in this one
        said = [
            thread.submit(asyncio.run, _said_to_a_frame(slack, size)).result() for size in sizes
        ]
    return ", ".join(said)


async def _said_to_a_frame(slack: Office, size: int) -> str:
    client = WebClient(base_url=slack.api_url)
    address = client.apps_connections_open(app_token=APP_TOKEN)["url"]
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(address, autoping=False) as socket,
    ):
        await socket.receive()  # the hello
        await socket.send_str("{}".ljust(size))
        await socket.ping()
        said = await socket.receive()
        return "ok" if said.type is aiohttp.WSMsgType.PONG else str(said.data)


# A rule | what somebody does | what comes of it in Slack | what comes of it when the stand-in is lenient
Case = tuple[Rule, Callable[[Office, Clock], str], str, str]
CASES: list[Case] = [
    (Rule.ACCOUNTS, looks_at_a_guest_account, "is_restricted is_ultra_restricted T0TEAM", "T0TEAM"),
    (Rule.ACCOUNTS, looks_at_a_workflow, "is_workflow_bot T0TEAM", "T0TEAM"),
    (Rule.ACCOUNTS, looks_at_a_stranger, "is_stranger T0OTHER", "T0TEAM"),
    (Rule.ACCOUNTS, looks_at_a_stranger_of_a_shared_channel, "T0OTHER", "T0TEAM"),
    (Rule.FILES, shares_a_file_with_a_person, "invalid_arguments", "ok"),
    (Rule.FILES, shares_a_file_that_came_in_part, "file_not_found", "ok"),
    (Rule.FOLDED_TEXT, shows_a_long_section, "/blocks/0 folded", "ok"),
    (Rule.FORM_STATE, changes_an_initial_value, "old", "new"),
    (Rule.DIRECT_MESSAGES, writes_with_the_messages_tab_off, "messages_tab_disabled", "ok"),
    (Rule.DIRECT_MESSAGES, writes_to_a_bot, "cannot_dm_bot", "ok"),
    (Rule.DIRECT_MESSAGES, opens_a_direct_message_with_a_bot, "cannot_dm_bot", "ok"),
    (Rule.HASH, updates_with_an_old_hash, "hash_conflict", "ok"),
    (Rule.HIDDEN_PEOPLE, looks_up_somebody_hidden, "user_not_visible", "ok"),
    (Rule.HIDDEN_PEOPLE, opens_a_direct_message_with_somebody_hidden, "user_not_visible", "ok"),
    (Rule.LINKS, types_a_site, "<http://asyncio.run|asyncio.run>", "asyncio.run"),
    (Rule.NEW_BLOCKS, answers_a_command_with_a_new_block, "invalid_blocks", "ok"),
    (Rule.NEW_BLOCKS, answers_a_form_with_a_new_block, "invalid_blocks", "ok"),
    (Rule.POSTERS, posts_where_only_ada_may, "restricted_action", "ok"),
    (Rule.POSTERS, replies_where_nobody_may, "restricted_action_non_threadable_channel", "ok"),
    (Rule.RESPONSE_URLS, answers_six_times, "used_url", "ok"),
    (Rule.RESPONSE_URLS, answers_after_half_an_hour, "expired_url", "ok"),
    (Rule.SHARED_CHANNELS, looks_at_a_shared_channel, "is_ext_shared is_shared", ""),
    (Rule.SHARED_CHANNELS, looks_at_a_channel_to_be_shared, "is_pending_ext_shared", ""),
    (Rule.FRAME, sends_frames, "ok, 1009", "ok, ok"),
    (Rule.STACK, pushes_a_fourth_view, "push_limit_reached", "ok"),
    (Rule.TRIGGER_PLACE, opens_from_inside_a_modal, "invalid_trigger_id", "ok"),
    (Rule.TRIGGER_TIME, opens_after_more_than_three_seconds, "expired_trigger_id", "ok"),
]


@pytest.mark.parametrize("case", CASES, ids=[case[1].__name__ for case in CASES])
class TestARule:
    def test_holds(self, slack: Office, clock: Clock, case: Case) -> None:
        rule, does, strictly, leniently = case
        assert does(slack, clock) == (strictly if slack.workspace.enforces(rule) else leniently)

    def test_can_be_relaxed_until_the_next_reset(
        self, slack: Office, clock: Clock, case: Case
    ) -> None:
        rule, does, strictly, leniently = case
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
    words = {name: row.replace("\\|", "|") for name, row in rows}
    assert words == {rule.name: rule.value for rule in Rule}
