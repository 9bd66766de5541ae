"""A digest that has changed since it was posted says so in its thread: who did what, once, and no more than that."""

from datetime import datetime

import pytest

from interviews.store.messages import Posted
from sandbox.client.snapshots import MessageSnapshot
from sandbox.world.records import User
from tests.company import Company
from tests.handlers.debriefs.test_debrief import rates_again, two_who_differ
from tests.handlers.panels.steps import KATHERINE, parked, plans_to_channel, replans

SECRET = "Only when she was asked twice."


def digest_of(company: Company, who: User) -> MessageSnapshot:
    [found] = company.inbox(who, words="Debrief: ")
    return found


def replies(company: Company, digest: MessageSnapshot) -> list[str]:
    """What was said in its thread, with the ids of people."""
    told = [reply.words for reply in company.slack.thread(digest)]
    assert all(words.startswith(f"The debrief of {KATHERINE} has changed: ") for words in told)
    return [words.partition(": ")[2] for words in told]


@pytest.fixture
def digest(company: Company) -> MessageSnapshot:
    """Ada's digest, with her own card and Grace's."""
    two_who_differ(company)
    company.deliver()
    posted = digest_of(company, company.ada)
    assert company.slack.thread(posted) == []
    return posted


class TestReply:
    def test_says_whose_card_is_new(self, company: Company, digest: MessageSnapshot) -> None:
        replans(company, company.ada, panel=[company.ada.id, company.grace.id, company.alan.id])
        company.scores(company.alan, KATHERINE, ratings={"ml-ops": (1, SECRET)}, vote="strong_no")
        company.deliver()
        assert replies(company, digest) == [f"<@{company.alan.id}> sent their scorecard."]
        [reply] = company.slack.thread(digest)
        assert SECRET not in reply.text
        assert "no" not in reply.text.split()
        assert SECRET in digest_of(company, company.ada).text

    def test_says_who_rated_again(self, company: Company, digest: MessageSnapshot) -> None:
        rates_again(company)
        company.deliver()
        assert replies(company, digest) == [f"<@{company.grace.id}> added a second rating."]

    def test_says_who_decided_and_who_took_it_back(
        self, company: Company, digest: MessageSnapshot
    ) -> None:
        company.decides(company.ada, digest, "no_hire", SECRET)
        company.deliver()
        company.presses(company.ada, digest_of(company, company.ada), "decision.undo")
        company.deliver()
        assert replies(company, digest) == [
            f"<@{company.ada.id}> decided: no hire.",
            f"<@{company.ada.id}> took the decision back.",
        ]

    def test_says_each_change_once(self, company: Company, digest: MessageSnapshot) -> None:
        company.decides(company.ada, digest)
        company.becomes_known()
        replans_nothing = company.slack.thread(digest)
        company.clock.forward(days=1)
        company.deliver()
        assert replies(company, digest) == [f"<@{company.ada.id}> decided: hire."]
        assert company.slack.thread(digest) == replans_nothing

    def test_says_in_one_what_changed_before_the_bot_came_to_it(
        self, company: Company, digest: MessageSnapshot
    ) -> None:
        """What was put right within seconds is no change."""
        rates_again(company)
        company.scores(
            company.grace, KATHERINE, ratings={"ml-ops": 3}, reason="A slip of the finger."
        )
        company.decides(company.ada, digest)
        company.presses(company.ada, company.modal(company.ada), "decision.undo")
        company.decides(company.ada, digest, "no_hire")
        company.deliver()
        assert replies(company, digest) == [
            f"<@{company.ada.id}> decided: no hire; <@{company.grace.id}> added a second rating."
        ]

    def test_is_not_needed_where_the_digest_is_posted_anew(
        self, company: Company, digest: MessageSnapshot
    ) -> None:
        company.slack.fail("chat.update", error="message_not_found")
        rates_again(company)
        company.deliver()
        *_, again = company.inbox(company.ada, words="Debrief: ")
        assert again.ts != digest.ts
        assert company.slack.thread(again) == []

    def test_stands_once_though_slack_failed_at_first(
        self, company: Company, digest: MessageSnapshot
    ) -> None:
        company.slack.fail("chat.postMessage", status=500, times=2)
        company.decides(company.ada, digest)
        for _ in range(4):
            company.deliver()
            company.clock.forward(minutes=5)
        assert replies(company, digest) == [f"<@{company.ada.id}> decided: hire."]

    def test_says_each_of_several_once_though_the_bot_is_lost_after_it_did(
        self, company: Company, digest: MessageSnapshot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        rates_again(company)
        company.decides(company.ada, digest)
        messages = company.bot.store.messages
        remember = messages.remember

        def last(posted: Posted, at: datetime) -> None:
            remember(posted, at)
            if "told:" in posted.about:
                raise ConnectionAbortedError

        monkeypatch.setattr(messages, "remember", last)
        company.deliver()
        company.crashes()
        company.clock.forward(minutes=5)
        company.deliver()
        [said] = replies(company, digest)
        assert "decided: hire" in said
        assert "added a second rating" in said

    def test_begins_with_the_next_change_for_a_digest_of_an_earlier_release(
        self, company: Company, digest: MessageSnapshot
    ) -> None:
        """What its readers know of is not on record."""
        company.changes("DELETE FROM messages WHERE about LIKE :marks", marks="%told:%")
        rates_again(company)
        company.deliver()
        assert replies(company, digest) == []
        company.decides(company.ada, digest)
        company.deliver()
        assert replies(company, digest) == [f"<@{company.ada.id}> decided: hire."]

    def test_goes_with_the_digest(self, company: Company, digest: MessageSnapshot) -> None:
        rates_again(company)
        company.deliver()
        company.erases(company.ada, KATHERINE)
        company.deliver()
        assert company.slack.thread(digest) == []
        assert company.inbox(company.ada, KATHERINE) == []


class TestInAChannel:
    """Everybody in it reads the reply, so that it says no more than the digest there."""

    def test_says_what_changed_once_though_several_lead(self, company: Company) -> None:
        room = plans_to_channel(company)
        company.scores(company.grace, KATHERINE, note="First.")
        company.deliver()
        company.scores(company.grace, KATHERINE, note="Second.")
        company.deliver()
        digest = company.slack.messages(room)[0]
        assert replies(company, digest) == [f"<@{company.grace.id}> amended their scorecard."]

    def test_says_nothing_of_a_decision_that_can_be_undone(self, company: Company) -> None:
        room = plans_to_channel(company)
        company.scores(company.grace, KATHERINE)
        company.deliver()
        [digest] = company.slack.messages(room)
        company.decides(company.ada, company.answer(company.ada, f"debrief {KATHERINE}"))
        company.deliver()
        assert replies(company, digest) == []
        company.becomes_known()
        assert replies(company, digest) == [f"<@{company.ada.id}> decided: hire."]

    def test_does_without_where_nobody_may_reply(self, company: Company) -> None:
        room = plans_to_channel(company)
        company.slack.restrict(room, [company.slack.workspace.identity.bot_user_id], threads=False)
        for note in ("First.", "Second."):
            company.scores(company.grace, KATHERINE, note=note)
            company.deliver()
        [digest] = company.slack.messages(room)
        assert "Second." in digest.text
        assert company.inbox(company.ada, words="Debrief: ") == []
        assert parked(company) == []
