"""The private channel for a digest: refused where it may not be, looked at again when the digest is sent."""

from collections.abc import Callable
from typing import Any

import pytest

from sandbox.client.choices import ImpossibleError
from sandbox.client.snapshots import Answer
from sandbox.world.records import Call, Channel, Sharing, User
from tests.company import Company
from tests.handlers.panels.steps import KATHERINE, begins, parked, plans, plans_to_channel, replans

SKILLS = ("ml-ops", "ml-data", "ml-compute", "ml-evaluation")


def after_a_post_to(company: Company, room: Channel, work: Callable[[], None]) -> None:
    """Something happens as soon as the bot has posted there."""

    def watch(call: Call) -> None:
        if call.method == "chat.postMessage" and call.params["channel"] == room.id:
            work()

    company.slack.workspace.watchers.append(watch)
    company.closing.callback(company.slack.workspace.watchers.remove, watch)


def shared_room(company: Company, with_whom: Sharing) -> Channel:
    room = company.slack.add_channel("hiring", [company.ada], private=True, with_bot=True)
    return company.slack.share(room, with_whom)


def without_threads(company: Company, room: Channel) -> None:
    company.slack.restrict(room, [company.slack.workspace.identity.bot_user_id], threads=False)


def archived(company: Company, room: Channel) -> None:
    company.slack.archive(room)


def left(company: Company, room: Channel) -> None:
    company.slack.remove(room)


class TestChannel:
    def chosen(self, company: Company, channel: str) -> Answer:
        begins(company, company.grace)
        company.chooses(company.ada, "channel.new", channel)
        return company.submits(company.ada)

    def test_may_be_private_with_the_bot_in_it(self, company: Company) -> None:
        room = company.slack.add_channel("hiring", [company.ada], private=True, with_bot=True)
        self.chosen(company, room.id)
        assert company.candidate(KATHERINE).digest_channel == room.id

    def test_without_the_bot_is_refused(self, company: Company) -> None:
        room = company.slack.add_channel("hiring", [company.ada], private=True)
        assert "this bot is not in it" in str(self.chosen(company, room.id).errors)

    def test_that_is_public_is_refused(self, company: Company) -> None:
        room = company.slack.add_channel("hiring", [company.ada], private=True, with_bot=True)
        sent = self.chosen(company, room.id)
        public = company.slack.general
        values = sent.payload["view"]["state"]["values"]
        values["channel.new"]["value"]["selected_conversation"] = public.id
        _, answer = company.forge(sent)
        assert "it is not a private channel" in answer["errors"]["channel.new"]

    def test_that_another_company_is_in_is_not_offered(self, company: Company) -> None:
        room = shared_room(company, "external")
        with pytest.raises(ImpossibleError, match="not on offer"):
            self.chosen(company, room.id)

    @pytest.mark.parametrize("with_whom", ["external", "invited"])
    def test_that_another_company_is_in_or_invited_to_is_refused(
        self, company: Company, with_whom: Sharing
    ) -> None:
        """An invitation comes while the form is open, or is none of the picker's business."""
        room = company.slack.add_channel("hiring", [company.ada], private=True, with_bot=True)
        begins(company, company.grace)
        company.chooses(company.ada, "channel.new", room.id)
        company.slack.share(room, with_whom)
        assert "another company is in it or invited" in company.errors(company.ada)["channel.new"]

    def test_of_the_whole_organization_is_taken_once_the_lead_knows_who_reads_it(
        self, company: Company
    ) -> None:
        room = shared_room(company, "organization")
        self.chosen(company, room.id)
        assert "people of its other workspaces" in company.modal(company.ada).text
        company.submits(company.ada)
        assert company.modal(company.ada).title == "Planned"
        assert company.candidate(KATHERINE).digest_channel == room.id
        replans(company, company.ada, panel=[company.grace.id, company.hedy.id])
        assert company.modal(company.ada).title == "Planned", "the same was asked twice"


class TestDigest:
    """It goes to the channel that was chosen, as long as it may."""

    def score(self, company: Company, **filled: Any) -> None:
        company.scores(company.grace, KATHERINE, **filled)
        company.deliver()

    def debriefs(self, company: Company, who: User) -> list[str]:
        return [message.text for message in company.inbox(who) if "Votes" in message.text]

    def test_is_one_message_in_the_channel(self, company: Company) -> None:
        room = plans_to_channel(company)
        self.score(company)
        self.score(company, note="Once more.")
        message, reply = company.slack.messages(room)
        assert "Votes: 1 yes" in message.text
        assert message.edited
        assert reply.thread_ts == message.ts
        assert self.debriefs(company, company.ada) == self.debriefs(company, company.alan) == []

    def test_comes_when_the_last_one_waited_for_is_taken_off(self, company: Company) -> None:
        room = plans_to_channel(company)
        replans(company, company.ada, panel=[company.grace.id, company.hedy.id])
        self.score(company)
        assert company.slack.messages(room) == []
        replans(company, company.ada, panel=[company.grace.id])
        [message] = company.slack.messages(room)
        assert f"Taken off the panel: <@{company.hedy.id}>, by <@{company.ada.id}>" in message.text
        assert "Add a second rating" not in str(message.blocks)
        assert self.debriefs(company, company.ada) == []

    def test_comes_whoever_leads_by_then(self, company: Company) -> None:
        """A lead who sorts before all others is added while the digest waits for Slack."""
        room = plans_to_channel(company)
        company.slack.fail("conversations.info", status=503, times=None)
        self.score(company)
        company.slack.heal("conversations.info")
        anna = company.slack.add_user("U0AAA", "Anna")
        replans(company, company.ada, leads=[anna.id, company.ada.id, company.alan.id])
        assert company.candidate(KATHERINE).leads[0] == anna.id
        company.clock.forward(hours=1)
        company.deliver()
        [message] = company.slack.messages(room)
        assert "Votes: 1 yes" in message.text

    def test_comes_by_direct_message_where_the_bot_was_removed(self, company: Company) -> None:
        room = plans_to_channel(company)
        company.slack.remove(room)
        self.score(company)
        for lead in (company.ada, company.alan):
            [text] = self.debriefs(company, lead)
            assert "This was to go to a channel, but this bot is not in it." in text

    def test_leaves_a_channel_that_became_public(self, company: Company) -> None:
        room = plans_to_channel(company)
        self.score(company)
        company.slack.workspace.directory.change_channel(room, kind="public")
        self.score(company, note="Once more.")
        assert company.slack.messages(room) == []
        assert "never goes anywhere public" in self.debriefs(company, company.ada)[0]

    @pytest.mark.parametrize("with_whom", ["external", "invited"])
    def test_leaves_a_channel_that_another_company_came_to(
        self, company: Company, with_whom: Sharing
    ) -> None:
        room = plans_to_channel(company)
        self.score(company)
        company.slack.share(room, with_whom)
        self.score(company, note="Once more.")
        assert company.slack.messages(room) == []
        for lead in (company.ada, company.alan):
            [text] = self.debriefs(company, lead)
            assert "This was to go to a channel, but another company is in it or invited" in text

    def test_stays_in_a_channel_that_the_organization_came_to(self, company: Company) -> None:
        room = plans_to_channel(company)
        company.slack.share(room, "organization")
        self.score(company)
        assert "Votes: 1 yes" in company.slack.messages(room)[0].text

    def test_moves_when_another_channel_is_chosen(self, company: Company) -> None:
        room = plans_to_channel(company)
        self.score(company)
        other = company.slack.add_channel("leads", [company.ada], private=True, with_bot=True)
        replans(company, company.ada, channel=other.id)
        assert company.slack.messages(room) == []
        [message] = company.slack.messages(other)
        assert "Votes: 1 yes" in message.text

    def test_moves_from_direct_messages_to_a_channel_and_not_to_a_public_one(
        self, company: Company
    ) -> None:
        plans(company, company.grace)
        self.score(company)
        assert self.debriefs(company, company.ada)
        room = company.slack.add_channel("hiring", [company.ada], private=True, with_bot=True)
        replans(company, company.ada, channel=room.id)
        [_] = company.slack.messages(room)
        assert self.debriefs(company, company.ada) == []

    def test_stays_sealed_when_another_channel_is_chosen(self, company: Company) -> None:
        room = plans_to_channel(company)
        other = company.slack.add_channel("leads", [company.ada], private=True, with_bot=True)
        replans(company, company.ada, channel=other.id)
        assert company.slack.messages(room) == company.slack.messages(other) == []

    def test_comes_by_direct_message_where_the_channel_was_archived(self, company: Company) -> None:
        company.slack.archive(plans_to_channel(company))
        self.score(company)
        assert "but it is archived" in self.debriefs(company, company.ada)[0]

    def test_comes_by_direct_message_where_only_some_may_post(self, company: Company) -> None:
        room = plans_to_channel(company)
        company.slack.restrict(room, [company.ada])
        self.score(company)
        assert company.slack.messages(room) == []
        for lead in (company.ada, company.alan):
            [text] = self.debriefs(company, lead)
            assert "This was to go to a channel, but only some may post there" in text

    def test_returns_to_the_channel_when_the_bot_may_post_there(self, company: Company) -> None:
        room = plans_to_channel(company)
        company.slack.restrict(room)
        self.score(company)
        company.slack.workspace.directory.change_channel(room, posters=None)
        self.score(company, note="Once more.")
        assert "Votes: 1 yes" in company.slack.messages(room)[0].text
        assert self.debriefs(company, company.ada) == []

    @pytest.mark.parametrize("closes", [without_threads, archived, left])
    def test_comes_whole_by_direct_message_where_a_post_is_refused_halfway(
        self, company: Company, closes: Callable[[Company, Channel], None]
    ) -> None:
        """The channel takes the first of several messages and nothing in its thread."""
        room = plans_to_channel(company)
        after_a_post_to(company, room, lambda: closes(company, room))
        long = {skill: (5, f"{skill} " + "x" * 2900) for skill in SKILLS}
        self.score(company, ratings=long)
        for lead in (company.ada, company.alan):
            [digest] = [message for message in company.inbox(lead) if "Votes" in message.text]
            whole = "\n".join(part.text for part in (digest, *company.slack.thread(digest)))
            assert "This was to go to a channel, but" in digest.text
            assert all(evidence in whole for _, evidence in long.values())
        assert parked(company) == []
        assert company.slack.messages(room) == [] or closes is not without_threads
