"""The panel: planned in one form, told to each interviewer once, changed by those who may."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sandbox.records import Channel, User
from sandbox.seen import Answer, SeenMessage, SeenView
from tests.company import Company

KATHERINE = "Katherine Johnson"
TOMORROW = datetime(2026, 3, 5, 10, 0, tzinfo=UTC)


def at(moment: datetime) -> str:
    return str(int(moment.timestamp()))


def opens(company: Company, who: User, name: str = "") -> SeenView:
    """Somebody opens the form of a plan."""
    answer = company.types(who, f"plan {name}".strip())
    assert answer.message is None, answer.message and answer.message.text
    return company.modal(who)


def fills(company: Company, who: User, panel: tuple[User, ...], **also: Any) -> None:
    """A new candidate with a name, a level and a panel."""
    slack = company.slack
    slack.choose(company.modal(who), "role", "ml-engineer")
    if "name" in also:
        slack.type(company.modal(who), "name", also["name"])
    slack.choose(company.modal(who), "level", "senior")
    slack.choose(company.modal(who), "panel.new", [one.id for one in panel])


def plans(
    company: Company, *panel: User, name: str = KATHERINE, starts: datetime | None = TOMORROW
) -> Answer:
    """Ada plans a panel for a new candidate; everybody is there at the same time, if at any."""
    opens(company, company.ada, name)
    fills(company, company.ada, panel)
    for who in panel if starts else ():
        company.slack.choose(company.modal(company.ada), f"starts.new.{who.id}", at(starts))
    answer = company.slack.submit(company.modal(company.ada))
    company.deliver()
    return answer


def replans(company: Company, who: User, **chosen: Any) -> Answer:
    """A lead opens the plan of Katherine again and chooses something else."""
    scope = company.candidate(KATHERINE).id
    opens(company, who, KATHERINE)
    for field, value in chosen.items():
        company.slack.choose(company.modal(who), f"{field}.{scope}", value)
    answer = company.slack.submit(company.modal(who))
    company.deliver()
    return answer


def message_of(company: Company, who: User) -> SeenMessage:
    """The one message about an interview."""
    [found] = [one for one in company.inbox(who) if one.words == "An interview of yours"]
    return found


def lines_to(company: Company, who: User, words: str) -> list[str]:
    """What somebody was told beside their message."""
    return [one.text for one in company.inbox(who) if one.words == words]


CHANGED, NEWS = "An interview of yours has changed", "News of a panel of yours"


class TestForm:
    def test_proposes_a_split_and_shows_who_looks_at_what(self, company: Company) -> None:
        opens(company, company.ada)
        assert "a split of the skills is proposed here" in company.modal(company.ada).text
        fills(company, company.ada, (company.grace, company.alan), name=KATHERINE)
        view = company.modal(company.ada)
        for who in (company.grace, company.alan):
            chosen = view.values[f"focus.ml-engineer.new.{who.id}"]["plan.changed"]
            assert len(chosen["selected_options"]) == 3
        assert "Who looks at what" in view.text
        assert "Nobody looks at" in view.text
        assert view.values["name"]["value"]["value"] == KATHERINE

    def test_covers_everything_with_four_and_warns_above(self, company: Company) -> None:
        slack = company.slack
        everybody = (company.grace, company.alan, company.hedy, company.admin)
        opens(company, company.ada)
        fills(company, company.ada, everybody)
        assert "nobody" not in company.modal(company.ada).text
        more = slack.add_user("U0BARBARA", "Barbara Liskov")
        fills(company, company.ada, (*everybody, more))
        assert "5 interviewers are many" in company.modal(company.ada).text

    def test_keeps_what_the_lead_chose_when_the_panel_grows(self, company: Company) -> None:
        opens(company, company.ada)
        fills(company, company.ada, (company.grace,))
        mine = f"focus.ml-engineer.new.{company.grace.id}"
        company.slack.choose(company.modal(company.ada), mine, ["ml-data", "ml-ops"])
        fills(company, company.ada, (company.grace, company.alan))
        chosen = company.modal(company.ada).values[mine]["plan.changed"]["selected_options"]
        assert {one["value"] for one in chosen} == {"ml-data", "ml-ops"}

    def test_follows_the_role(self, company: Company) -> None:
        opens(company, company.ada, KATHERINE)
        fills(company, company.ada, (company.grace,))
        company.slack.choose(company.modal(company.ada), "role", "data-engineer")
        view = company.modal(company.ada)
        assert f"focus.data-engineer.new.{company.grace.id}" in view.values
        assert view.values["name"]["value"]["value"] == KATHERINE

    def test_turns_to_a_candidate_of_mine_and_back(self, company: Company) -> None:
        plans(company, company.grace)
        found = company.candidate(KATHERINE)
        opens(company, company.ada)
        company.slack.choose(company.modal(company.ada), "candidate", found.id)
        view = company.modal(company.ada)
        panel = view.values[f"panel.{found.id}"]["plan.changed"]["selected_users"]
        assert panel == [company.grace.id]
        company.slack.choose(company.modal(company.ada), "candidate", "new")
        assert "panel.new" in company.modal(company.ada).values

    def test_is_for_leads_alone(self, company: Company) -> None:
        plans(company, company.grace)
        assert (
            "You may not change this panel" in company.told(company.grace, f"plan {KATHERINE}").text
        )

    def test_sent_by_somebody_else_is_refused(self, company: Company) -> None:
        plans(company, company.grace)
        sent = replans(company, company.ada)
        _, answer = company.forge(sent, user=company.grace.id)
        assert "You may not change this panel" in str(answer["errors"])
        _, answer = company.forge(sent, user=company.hedy.id)
        assert "You have no such candidate" in str(answer["errors"])


class TestFault:
    """Each stands at its field, with all that was typed."""

    def sent(self, company: Company, **chosen: Any) -> dict[str, str]:
        opens(company, company.ada, KATHERINE)
        fills(company, company.ada, (company.grace,))
        for field, value in chosen.items():
            company.slack.choose(company.modal(company.ada), f"{field}.new", value)
        answer = company.slack.submit(company.modal(company.ada))
        assert company.bot.store.candidates.all_of("T0SANDBOX") == ()
        assert answer.errors
        return answer.errors

    def test_of_a_time_in_the_past(self, company: Company) -> None:
        past = at(company.clock() - timedelta(hours=1))
        start = f"starts.new.{company.grace.id}"
        opens(company, company.ada, KATHERINE)
        fills(company, company.ada, (company.grace,))
        company.slack.choose(company.modal(company.ada), start, past)
        company.slack.choose(company.modal(company.ada), "due.new", past)
        answer = company.slack.submit(company.modal(company.ada))
        assert answer.errors
        assert "in the past" in answer.errors[start]
        assert "in the past" in answer.errors["due.new"]

    def test_of_cards_due_before_an_interview(self, company: Company) -> None:
        opens(company, company.ada, KATHERINE)
        fills(company, company.ada, (company.grace,))
        view = company.modal(company.ada)
        company.slack.choose(view, f"starts.new.{company.grace.id}", at(TOMORROW))
        company.slack.choose(view, "due.new", at(TOMORROW - timedelta(hours=2)))
        answer = company.slack.submit(company.modal(company.ada))
        assert answer.errors == {
            "due.new": "An interview begins only after this. Choose a later time."
        }

    def test_of_an_end_before_its_start(self, company: Company) -> None:
        first = plans(company, company.grace)
        values = first.payload["view"]["state"]["values"]
        values["minutes.new"]["value"]["value"] = "-30"
        metadata = first.payload["view"]["private_metadata"].replace('"new_id":"', '"new_id":"x')
        view = first.payload["view"] | {"private_metadata": metadata}
        _, answer = company.forge(first, view=view)
        assert "An interview ends after its start" in answer["errors"]["minutes.new"]

    def test_of_the_same_person_twice(self, company: Company) -> None:
        first = plans(company, company.grace)
        values = first.payload["view"]["state"]["values"]
        values["panel.new"]["plan.changed"]["selected_users"] = [company.grace.id] * 2
        _, answer = company.forge(first)
        assert "Somebody is here twice" in answer["errors"]["panel.new"]

    def test_of_more_people_than_fit(self, company: Company) -> None:
        crowd = [company.slack.add_user(f"U0CROWD{n}", f"Person {n}") for n in range(13)]
        errors = self.sent(company, panel=[one.id for one in crowd])
        assert "room for 12 interviewers; these are 13" in errors["panel.new"]

    def test_of_a_bot(self, company: Company) -> None:
        bot = company.slack.workspace.identity.bot_user_id
        errors = self.sent(company, panel=[bot])
        assert "is a bot" in errors["panel.new"]

    def test_of_a_lead_who_has_left(self, company: Company) -> None:
        opens(company, company.ada, KATHERINE)
        fills(company, company.ada, (company.grace,))
        company.slack.choose(
            company.modal(company.ada), "leads.new", [company.ada.id, company.hedy.id]
        )
        company.slack.deactivate(company.hedy)
        answer = company.slack.submit(company.modal(company.ada))
        assert answer.errors == {
            "leads.new": "Hedy Lamarr has left this workspace. Choose somebody else."
        }

    def test_of_a_name_that_is_taken(self, company: Company) -> None:
        plans(company, company.grace)
        opens(company, company.ada)
        fills(company, company.ada, (company.alan,), name=KATHERINE)
        answer = company.slack.submit(company.modal(company.ada))
        assert answer.errors
        assert "already have an open candidate" in answer.errors["name"]

    def test_of_a_skill_the_bank_no_longer_has(self, company: Company) -> None:
        opens(company, company.ada, KATHERINE)
        fills(company, company.ada, (company.grace,))
        bank = company.bot.bank
        role = bank.archetype("ml-engineer")
        assert role
        fewer = role.model_copy(update={"skills": role.skills[3:]})
        others = tuple(fewer if one.id == role.id else one for one in bank.archetypes)
        newer = bank.model_copy(update={"archetypes": others, "version": "newer"})
        with company.using(newer):
            company.slack.submit(company.modal(company.ada))
            view = company.modal(company.ada)
            assert "some of the skills are gone" in view.text
            company.slack.submit(view)
            assert company.modal(company.ada).title == "Planned"
        [interview] = company.loop(KATHERINE).interviews
        assert set(interview.focus) <= {one.id for one in fewer.skills}


class TestChannel:
    def chosen(self, company: Company, channel: str) -> Answer:
        opens(company, company.ada, KATHERINE)
        fills(company, company.ada, (company.grace,))
        company.slack.choose(company.modal(company.ada), "channel.new", channel)
        return company.slack.submit(company.modal(company.ada))

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


class TestDigest:
    """It goes to the channel that was chosen, as long as it may."""

    def planned(self, company: Company) -> Channel:
        room = company.slack.add_channel("hiring", [company.ada], private=True, with_bot=True)
        opens(company, company.ada, KATHERINE)
        fills(company, company.ada, (company.grace,))
        company.slack.choose(company.modal(company.ada), "channel.new", room.id)
        leads = [company.ada.id, company.alan.id]
        company.slack.choose(company.modal(company.ada), "leads.new", leads)
        company.slack.submit(company.modal(company.ada))
        company.deliver()
        return room

    def scored(self, company: Company, **filled: Any) -> None:
        company.scores(company.grace, KATHERINE, **filled)
        company.deliver()

    def debriefs(self, company: Company, who: User) -> list[str]:
        return [one.text for one in company.inbox(who) if "Votes" in one.text]

    def test_is_one_message_in_the_channel(self, company: Company) -> None:
        room = self.planned(company)
        self.scored(company)
        self.scored(company, note="Once more.")
        [message] = company.slack.messages(room)
        assert "Votes: 1 yes" in message.text
        assert message.edited
        assert self.debriefs(company, company.ada) == self.debriefs(company, company.alan) == []

    def test_comes_by_direct_message_where_the_bot_was_removed(self, company: Company) -> None:
        room = self.planned(company)
        company.slack.remove(room)
        self.scored(company)
        for lead in (company.ada, company.alan):
            [text] = self.debriefs(company, lead)
            assert "This was to go to a channel, but this bot is not in it." in text

    def test_leaves_a_channel_that_became_public(self, company: Company) -> None:
        room = self.planned(company)
        self.scored(company)
        company.slack.workspace.directory.change_channel(room, kind="public")
        self.scored(company, note="Once more.")
        assert company.slack.messages(room) == []
        assert "never goes anywhere public" in self.debriefs(company, company.ada)[0]

    def test_comes_by_direct_message_where_the_channel_was_archived(self, company: Company) -> None:
        company.slack.archive(self.planned(company))
        self.scored(company)
        assert "but it is archived" in self.debriefs(company, company.ada)[0]


class TestPlanned:
    def test_tells_each_interviewer_in_one_message(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        assert company.modal(company.ada).title == "Planned"
        for who in (company.grace, company.alan):
            told = message_of(company, who)
            assert f"You interview {KATHERINE}" in told.text.replace("\n", "")
            assert "05 March 2026 at 10:00 UTC" in str(told.blocks)
            assert "You look at:" in told.text
        assert message_of(company, company.grace).text != message_of(company, company.alan).text

    def test_gives_everybody_a_kit_of_their_own(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        asked = []
        for who in (company.grace, company.alan):
            company.slack.press(message_of(company, who), "interview.kit", user=who)
            view = company.modal(who)
            assert view.title == "Your kit"
            asked.append({one for one in view.text.splitlines() if one.strip().endswith("?")})
        questions = [set(one.questions) for one in company.loop(KATHERINE).interviews]
        assert len(questions[0]) >= 4
        assert not questions[0] & questions[1]

    def test_brings_the_kit_again_shortly_before_the_time(self, company: Company) -> None:
        plans(company, company.grace)
        company.clock.moment = TOMORROW - timedelta(minutes=16)
        company.deliver()
        assert len(company.inbox(company.grace)) == 1
        company.clock.forward(minutes=2)
        company.deliver()
        [kit] = [one for one in company.inbox(company.grace) if one.words.endswith("begins soon")]
        assert kit.text.count("Senior:") >= 4

    def test_brings_no_kit_for_a_time_that_was_moved(self, company: Company) -> None:
        plans(company, company.grace)
        scope = company.candidate(KATHERINE).id
        opens(company, company.ada, KATHERINE)
        later = at(TOMORROW + timedelta(days=1))
        company.slack.choose(
            company.modal(company.ada), f"starts.{scope}.{company.grace.id}", later
        )
        company.slack.submit(company.modal(company.ada))
        company.clock.moment = TOMORROW
        company.deliver()
        assert lines_to(company, company.grace, "An interview of yours begins soon") == []

    def test_opens_the_scorecard_on_my_skills_first(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        mine = company.loop(KATHERINE).interview_of(company.alan.id)
        assert mine
        company.slack.press(message_of(company, company.alan), "score.open", user=company.alan)
        view = company.modal(company.alan)
        order = [one["block_id"] for one in view.blocks if one["block_id"].startswith("rating.")]
        assert {one.removeprefix("rating.") for one in order[:3]} == set(mine.focus)
        assert "Also, if it came up" in view.text

    def test_scored_says_so_in_the_message(self, company: Company) -> None:
        plans(company, company.grace)
        company.scores(company.grace, KATHERINE, ratings={"ml-ops": 4})
        company.deliver()
        message = message_of(company, company.grace)
        assert "Your scorecard is in" in message.text
        assert "score.amend" in message.actions

    def test_sent_twice_plans_once(self, company: Company) -> None:
        first = plans(company, company.grace)
        company.slack.repeat(first)
        company.deliver()
        assert len(company.loop(KATHERINE).interviews) == 1
        assert len(company.inbox(company.grace)) == 1


class TestChanged:
    def test_tells_nobody_where_nothing_changed(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        replans(company, company.ada)
        assert len(company.inbox(company.grace)) == len(company.inbox(company.alan)) == 1

    def test_time_is_told_to_whom_it_concerns_once(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        scope = company.candidate(KATHERINE).id
        opens(company, company.ada, KATHERINE)
        later = TOMORROW + timedelta(hours=3)
        start = f"starts.{scope}.{company.grace.id}"
        company.slack.choose(company.modal(company.ada), start, at(later))
        company.slack.submit(company.modal(company.ada))
        company.deliver()
        [line] = lines_to(company, company.grace, CHANGED)
        assert f"Your interview with {KATHERINE} has changed" in line.replace("\n", "")
        assert "at 13:00 UTC" in str(message_of(company, company.grace).blocks)
        assert lines_to(company, company.alan, CHANGED) == []

    def test_person_is_swapped(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        replans(company, company.ada, panel=[company.hedy.id, company.alan.id])
        assert "Off: the interview with" in message_of(company, company.grace).text
        assert message_of(company, company.grace).actions == []
        assert len(lines_to(company, company.grace, CHANGED)) == 1
        assert "You interview" in message_of(company, company.hedy).text
        assert {one.interviewer_id for one in company.loop(KATHERINE).interviews} == {
            company.hedy.id, company.alan.id,
        }  # fmt: skip
        assert company.told(company.grace, "candidates").text.startswith("Your open candidates")
        assert KATHERINE not in company.told(company.grace, "candidates").text

    def test_person_who_has_scored_stays(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        company.scores(company.grace, KATHERINE)
        answer = replans(company, company.ada, panel=[company.alan.id])
        assert "that interview took place" in str(answer.errors)
        assert len(company.loop(KATHERINE).interviews) == 2

    def test_panel_without_the_last_one_missing_gets_its_debrief(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        company.scores(company.grace, KATHERINE)
        replans(company, company.ada, panel=[company.grace.id])
        assert any("Votes: 1 yes" in one.text for one in company.inbox(company.ada))

    def test_after_a_decision_is_refused(self, company: Company) -> None:
        plans(company, company.grace)
        kept = replans(company, company.ada)
        decided(company)
        _, answer = company.forge(kept)
        assert "decided now" in str(answer["errors"])


def decided(company: Company) -> None:
    """The loop is closed behind everybody's back."""
    changed(company, "UPDATE candidates SET status = 'decided'")


def changed(company: Company, sql: str) -> None:
    company.bot.store._engine.execute(sql)


class TestHandOver:
    def hands(self, company: Company, to: str) -> Answer:
        company.slack.press(
            message_of(company, company.grace), "interview.hand_over", user=company.grace
        )
        company.slack.choose(company.modal(company.grace), "to", to)
        answer = company.slack.submit(company.modal(company.grace))
        company.deliver()
        return answer

    def test_passes_on_skills_questions_and_time(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        before = company.loop(KATHERINE).interview_of(company.grace.id)
        self.hands(company, company.hedy.id)
        after = company.loop(KATHERINE).interview_of(company.hedy.id)
        assert before
        assert after
        assert (after.focus, after.questions, after.starts_at) == (
            before.focus, before.questions, before.starts_at,
        )  # fmt: skip
        assert "You interview" in message_of(company, company.hedy).text
        assert "Handed over" in message_of(company, company.grace).text
        assert company.loop(KATHERINE).interview_of(company.grace.id) is None
        assert len(lines_to(company, company.ada, NEWS)) == 1

    def test_to_a_bot_is_refused(self, company: Company) -> None:
        plans(company, company.grace)
        answer = self.hands(company, company.slack.workspace.identity.bot_user_id)
        assert "is a bot" in str(answer.errors)

    def test_to_somebody_on_the_panel_is_refused(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        answer = self.hands(company, company.alan.id)
        assert "already" in str(answer.errors)

    def test_by_anybody_else_is_refused(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        pressed = company.slack.press(
            message_of(company, company.grace), "interview.hand_over", user=company.grace
        )
        company.forge(pressed, user=company.alan.id)
        assert company.slack.view_of(company.alan) is None
        company.slack.choose(company.modal(company.grace), "to", company.hedy.id)
        sent = company.slack.submit(company.modal(company.grace))
        _, answer = company.forge(sent, user=company.alan.id)
        assert answer["errors"]


class TestDidNotHappen:
    def test_waits_for_no_card_and_tells_the_lead(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        company.slack.press(
            message_of(company, company.grace), "interview.did_not_happen", user=company.grace
        )
        company.deliver()
        assert company.loop(KATHERINE).missing == (company.alan.id,)
        assert "Off: the interview with" in message_of(company, company.grace).text
        [news] = [one for one in company.inbox(company.ada) if one.words == NEWS]
        assert "did not happen" in news.text
        company.slack.press(news, "run.plan", user=company.ada)
        assert company.modal(company.ada).title == "Plan the panel"

    def test_is_said_once(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        message = message_of(company, company.grace)
        company.slack.press(message, "interview.did_not_happen", user=company.grace)
        company.slack.press(message, "interview.did_not_happen", user=company.grace)
        company.deliver()
        assert "not planned any more" in company.slack.ephemerals(company.grace)[-1].text
        assert len(lines_to(company, company.ada, NEWS)) == 1

    def test_can_be_planned_again(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        company.slack.press(
            message_of(company, company.grace), "interview.did_not_happen", user=company.grace
        )
        company.deliver()
        replans(company, company.ada, panel=[company.alan.id, company.grace.id])
        assert "You interview" in message_of(company, company.grace).text
        assert set(company.loop(KATHERINE).missing) == {company.alan.id, company.grace.id}


class TestShadow:
    def shadows(self, company: Company) -> None:
        company.slack.press(
            message_of(company, company.grace), "interview.shadowed", user=company.grace
        )
        company.deliver()

    def test_card_is_kept_apart_from_seal_and_debrief(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        self.shadows(company)
        company.slack.press(message_of(company, company.grace), "score.open", user=company.grace)
        company.fills(company.modal(company.grace), ratings={"ml-ops": 1}, vote="strong_no")
        company.slack.submit(company.modal(company.grace))
        assert "kept apart" in company.modal(company.grace).text
        assert company.loop(KATHERINE).cards == ()
        assert company.loop(KATHERINE).sealed
        company.scores(company.alan, KATHERINE, ratings={"ml-ops": 4})
        company.deliver()
        [digest] = [one for one in company.inbox(company.ada) if "Votes" in one.text]
        assert "Votes: 1 yes" in digest.text
        assert company.grace.id not in str(digest.blocks)

    def test_sees_no_debrief_and_no_counts(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        self.shadows(company)
        company.scores(company.alan, KATHERINE)
        assert "Votes" not in company.told(company.grace, f"debrief {KATHERINE}").text
        listed = company.told(company.grace, "candidates").text
        assert company.alan.id not in listed

    def test_can_amend_the_card(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        self.shadows(company)
        company.scores(company.grace, KATHERINE)
        company.scores(company.grace, KATHERINE, note="On second thought.")
        assert company.saved(company.grace)
        [card] = company.loop(KATHERINE).shadow_cards
        assert card.revision == 2

    def test_takes_no_vote_back_that_others_have_read(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        message = message_of(company, company.grace)
        company.scores(company.grace, KATHERINE)
        company.scores(company.alan, KATHERINE)
        company.slack.press(message, "interview.shadowed", user=company.grace)
        assert "so it stays" in company.slack.ephemerals(company.grace)[-1].text
        assert len(company.loop(KATHERINE).cards) == 2


class TestLateButton:
    """A message stays where it is when the data behind it is gone or closed."""

    BUTTONS = (
        "interview.kit",
        "interview.hand_over",
        "interview.did_not_happen",
        "interview.shadowed",
    )

    @pytest.mark.parametrize("button", BUTTONS)
    def test_after_the_candidate_was_forgotten(self, company: Company, button: str) -> None:
        plans(company, company.grace)
        message = message_of(company, company.grace)
        changed(company, "DELETE FROM candidates")
        company.slack.press(message, button, user=company.grace)
        assert "no longer here" in company.slack.ephemerals(company.grace)[-1].text

    @pytest.mark.parametrize("button", BUTTONS)
    def test_after_the_decision(self, company: Company, button: str) -> None:
        plans(company, company.grace)
        message = message_of(company, company.grace)
        decided(company)
        company.slack.press(message, button, user=company.grace)
        assert "decided now" in company.slack.ephemerals(company.grace)[-1].text


class TestLargestPlan:
    def test_is_within_slacks_limits(self, company: Company) -> None:
        crowd = [company.slack.add_user(f"U0CROWD{n}", f"Person {n}") for n in range(12)]
        opens(company, company.ada)
        fills(company, company.ada, tuple(crowd), name="W" * 120)
        company.slack.submit(company.modal(company.ada))
        assert company.modal(company.ada).title == "Planned"
        company.deliver()
        opens(company, company.ada, "W" * 120)
        assert len(company.modal(company.ada).blocks) <= 100
        for who in crowd:
            company.slack.press(message_of(company, who), "interview.kit", user=who)
            assert company.modal(who).title == "Your kit"


class TestHostileNames:
    @pytest.mark.parametrize(
        "name", ["<!channel> & <@U0GRACE>", "*x* `y` " + "z" * 100, "Ma\u202erg"]
    )
    def test_are_shown_as_they_were_typed(self, company: Company, name: str) -> None:
        opens(company, company.ada)
        fills(company, company.ada, (company.grace, company.alan), name=name)
        company.slack.submit(company.modal(company.ada))
        company.deliver()
        assert company.modal(company.ada).title == "Planned"
        message = message_of(company, company.grace)
        company.slack.press(message, "interview.kit", user=company.grace)
        company.slack.press(message, "interview.did_not_happen", user=company.grace)
        company.deliver()
        [news] = [one for one in company.inbox(company.ada) if one.words == NEWS]
        for blocks in (message.blocks, news.blocks):
            assert "<!channel>" not in str([one for one in blocks if one["type"] != "rich_text"])
