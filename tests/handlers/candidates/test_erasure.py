"""Erasing a candidate: by those who may, after the name was typed, and then nothing is left of them anywhere."""

from typing import Any

import pytest

from tests.company import Company
from tests.handlers.panels.steps import plans, replans

KATHERINE, SAID = "Katherine Johnson", "Named the orbit to the last decimal."


@pytest.fixture(autouse=True)
def katherine(company: Company) -> None:
    """Ada leads, Grace has scored, Hedy is half-way through her card: every kind of row is there."""
    company.adds(
        company.ada, KATHERINE, panel=(company.grace, company.hedy), note=SAID, ratings={"ml-ops": 4}
    )  # fmt: skip
    company.scores(company.grace, KATHERINE, note=SAID, ratings={"ml-ops": 4})
    company.types(company.hedy, f"score {KATHERINE}")
    company.writes(company.hedy, "note", SAID)
    company.deliver()
    company.clock.forward(days=5)  # Monday: reminders and Ada's weekly digest have come
    company.deliver()


def adds_evidence(company: Company) -> None:
    """Hedy's note waits for her card; what she wrote in her own messages is hers, and stays there."""
    note = company.slack.say("In my own words.", user=company.hedy)
    company.slack.shortcut("add_as_evidence", user=company.hedy, message=note)
    view = company.modal(company.hedy)
    company.slack.choose(view, f"skill.{company.candidate(KATHERINE).id}", "ml-ops")
    company.writes(company.hedy, "note", SAID)
    company.submits(company.hedy)
    assert company.modal(company.hedy).title == "Added"


def everything(company: Company) -> str:
    """All that stands in the database, and in everybody's messages."""
    engine = company.bot.store._engine
    rows = [engine.query(f"SELECT * FROM {table}") for table in sorted(engine.table_names())]  # noqa: S608
    people = (company.ada, company.grace, company.hedy, company.admin)
    return str(rows) + "".join(
        message.text for who in people for message in company.slack.messages(who)
    )


class TestForget:
    def test_says_what_goes_and_what_stays(self, company: Company) -> None:
        company.types(company.ada, f"forget {KATHERINE}")
        text = company.modal(company.ada).text
        assert KATHERINE in text
        assert "3 interviews, 2 scorecards" in text
        assert "backups made before" in text

    def test_leaves_nothing_but_a_line_in_the_log(self, company: Company) -> None:
        found = company.candidate(KATHERINE)
        assert KATHERINE in company.inbox(company.ada)[0].text
        assert KATHERINE in company.inbox(company.hedy)[0].text
        adds_evidence(company)
        company.erases(company.ada, KATHERINE)
        assert company.modal(company.ada).title == "Erased"
        company.deliver()
        left = everything(company)
        assert "Katherine" not in left
        assert "katherine" not in left
        assert SAID not in left
        [entry] = [
            entry for entry in company.bot.store.audit.of_candidate(found.team_id, found.id)
            if entry.action == "erased"
        ]  # fmt: skip
        assert entry.actor_id == company.ada.id

    @pytest.mark.sqlite
    def test_leaves_no_bytes_in_the_files(self, company: Company) -> None:
        adds_evidence(company)
        company.erases(company.ada, KATHERINE)
        company.deliver()
        files = list(company.file.parent.glob(f"{company.file.name}*"))
        assert files
        for file in files:
            content = file.read_bytes().lower()
            assert b"katherine" not in content
            assert SAID.lower().encode() not in content

    def test_takes_back_what_was_asked_for_on_the_home_tab(self, company: Company) -> None:
        company.slack.open_home(company.ada)
        company.deliver()
        home = company.slack.home_of(company.ada)
        assert home
        company.presses(company.ada, home, "debrief.open")
        assert KATHERINE in company.inbox(company.ada)[-1].text
        company.erases(company.ada, KATHERINE)
        company.deliver()
        assert "Katherine" not in everything(company)
        home = company.slack.home_of(company.ada)
        assert home
        assert KATHERINE not in home.text

    def test_leaves_answers_about_others_whose_names_hold_this_one(self, company: Company) -> None:
        for name in ("Jane Anderson", "An"):
            company.adds(company.ada, name, ratings={"ml-ops": 4})
        home = company.home(company.ada)
        anderson = company.candidate("Jane Anderson").id
        company.slack.press(home, "debrief.open", user=company.ada, value=anderson)
        before = [
            message.ts for message in company.inbox(company.ada) if "Jane Anderson" in message.text
        ]
        company.erases(company.ada, "An")
        company.deliver()
        after = [
            message.ts for message in company.inbox(company.ada) if "Jane Anderson" in message.text
        ]
        assert after == before
        assert len(after) == 2  # the digest, and what she asked for

    @pytest.mark.parametrize("name", ["100% Sure!", "Tom & Jerry <T>", "Stra\u00dfe_1"])
    def test_takes_back_an_answer_about_whomever_it_names(
        self, company: Company, name: str
    ) -> None:
        company.adds(company.ada, name, ratings={"ml-ops": 4})
        home, before = company.home(company.ada), len(company.inbox(company.ada))
        own_id = company.candidate(name).id
        company.slack.press(home, "debrief.open", user=company.ada, value=own_id)
        asked_for = company.inbox(company.ada)[before:]
        assert asked_for
        company.erases(company.ada, f"id:{own_id}", typed=name)
        company.deliver()
        after = {message.ts for message in company.inbox(company.ada)}
        assert not after & {message.ts for message in asked_for}

    def test_needs_the_name_as_it_stands(self, company: Company) -> None:
        answer = company.erases(company.ada, KATHERINE, typed="Katherine")
        assert answer.errors
        assert "not the candidate's name" in answer.errors["name"]
        company.writes(company.ada, "name", "  katherine   JOHNSON ")
        company.submits(company.ada)
        assert company.modal(company.ada).title == "Erased"

    def test_is_open_to_admins_and_to_nobody_on_the_panel(self, company: Company) -> None:
        answer = company.answer(company.grace, f"forget {KATHERINE}")
        assert "You may not erase this candidate" in answer.text
        assert "You have no candidate" in company.answer(company.alan, f"forget {KATHERINE}").text
        company.erases(company.admin, KATHERINE)
        assert company.modal(company.admin).title == "Erased"

    def test_sent_by_somebody_else_is_refused(self, company: Company) -> None:
        found = company.candidate(KATHERINE)
        sent = company.erases(company.ada, KATHERINE, typed="nobody")
        values = sent.payload["view"]["state"]["values"]
        values["name"]["value"]["value"] = KATHERINE
        _, answer = company.forge(sent, user=company.grace.id)
        assert "You may not erase this candidate" in str(answer["errors"])
        assert company.candidate(KATHERINE) == found

    def test_sent_twice_is_once(self, company: Company) -> None:
        again = company.slack.repeat(company.erases(company.ada, KATHERINE))
        assert again.body["view"]["title"]["text"] == "Erased"

    def test_asks_whom(self, company: Company) -> None:
        assert "Whom?" in company.answer(company.ada, "forget").text

    def test_goes_on_when_slack_is_back(self, company: Company) -> None:
        company.slack.fail("chat.delete", status=503, times=3)
        company.erases(company.ada, KATHERINE)
        company.deliver()
        for _ in range(5):
            company.clock.forward(minutes=2)
            company.deliver()
        assert "Katherine" not in everything(company)


class TestWhatComesLate:
    def test_a_keystroke_does_not_bring_a_draft_back(self, company: Company) -> None:
        company.erases(company.ada, KATHERINE)
        company.writes(company.hedy, "note", f"{SAID} And more.")
        assert company.bot.store.drafts.of_person("T0TEAM", company.hedy.id) == ()

    def test_a_card_is_not_kept_and_its_author_is_told(self, company: Company) -> None:
        company.erases(company.ada, KATHERINE)
        company.chooses(company.hedy, "recommendation", "yes")
        assert "no such candidate" in str(company.submits(company.hedy).errors)
        assert SAID not in str(company.bot.store._engine.query("SELECT * FROM scorecards"))

    def test_a_message_that_was_on_its_way_is_found_five_minutes_later(
        self, company: Company
    ) -> None:
        week = company.message(company.ada)
        [row] = company.bot.store._engine.query(
            "SELECT * FROM messages WHERE ts = :ts AND candidate_id <> ''", {"ts": week.ts}
        )
        company.erases(company.ada, KATHERINE)
        company.deliver()
        late = company.bot.slack.post(week.channel, text=f"About {KATHERINE}")
        company.bot.store._engine.execute(
            "INSERT INTO messages (team_id, about, candidate_id, channel, ts, posted_at)"
            " VALUES (:team_id, :about, :candidate_id, :channel, :ts, :posted_at)",
            row | {"ts": late["ts"]},
        )
        company.clock.forward(minutes=6)
        company.deliver()
        assert "Katherine" not in everything(company)

    def test_a_form_sent_once_more_does_not_bring_the_candidate_back(
        self, company: Company
    ) -> None:
        sent = company.adds(company.hedy, "Dorothy Vaughan", ratings={"ml-ops": 4})
        company.erases(company.hedy, "Dorothy Vaughan")
        _, answer = company.forge(sent)
        assert "was erased, and is not added again" in str(answer)
        assert "Dorothy" not in str(company.bot.store._engine.query("SELECT * FROM candidates"))

    def test_nor_does_a_keystroke_in_it_bring_its_draft_back(self, company: Company) -> None:
        company.opens_card(company.hedy)
        company.fills(company.modal(company.hedy), name="Dorothy Vaughan", vote=None)
        typed = company.chooses(company.hedy, "recommendation", "yes")
        company.submits(company.hedy)
        assert company.has_saved(company.hedy)
        company.erases(company.hedy, "Dorothy Vaughan")
        company.slack.repeat(typed)
        drafts = company.bot.store.drafts.of_person("T0TEAM", company.hedy.id)
        assert not any("Dorothy" in draft.form for draft in drafts)

    def test_nor_does_a_plan_sent_once_more(self, company: Company) -> None:
        sent = plans(company, company.hedy, name="Dorothy Vaughan", starts=None)
        company.erases(company.ada, "Dorothy Vaughan")
        _, answer = company.forge(sent)
        assert "was erased, and is not added again" in str(answer)


class TestMessageThatSlackNeverConfirmed:
    """Posted twice, since nobody could know: the first of the two cannot be taken back."""

    def text(self, company: Company) -> str:
        company.erases(company.ada, KATHERINE)
        return company.modal(company.ada).text

    def finishes(self, company: Company, **fault: Any) -> None:
        """The last card brings Ada her digest, on a bad day for Slack."""
        if fault:
            company.slack.fail("chat.postMessage", **fault)
        company.scores(company.hedy, KATHERINE, ratings={"ml-ops": 4})
        company.deliver()
        company.clock.forward(minutes=5)
        company.deliver()

    def test_is_told_with_the_place_where_it_may_stand(self, company: Company) -> None:
        self.finishes(company, drop=True, after=True)
        assert "Slack never confirmed some of the messages" in self.text(company)
        blocks = str(company.modal(company.ada).blocks)
        assert company.ada.id in blocks
        assert company.hedy.id not in blocks

    def test_is_none_where_slack_said_no(self, company: Company) -> None:
        self.finishes(company, status=429, retry_after=30)
        assert "never confirmed" not in self.text(company)

    def test_is_none_where_all_went_well(self, company: Company) -> None:
        self.finishes(company)
        assert "never confirmed" not in self.text(company)

    def test_in_a_channel_is_told_by_the_channel(self, company: Company) -> None:
        room = company.slack.add_channel("hiring", [company.ada], private=True, with_bot=True)
        replans(company, company.ada, channel=room.id)
        self.finishes(company, drop=True, after=True)
        assert len(company.slack.messages(room)) == 2
        assert "in these channels" in self.text(company)
        assert room.id in str(company.modal(company.ada).blocks)


class TestDraftOnSomebodyNew:
    """Begun in a form for a new candidate: only the name that was typed says whom it is about."""

    def begins(self, company: Company, name: str, role: str = "ml-engineer") -> None:
        company.slack.open_home(company.alan)
        company.slack.type(company.opens_card(company.alan, role), "name", name)
        company.writes(company.alan, "note", SAID)
        company.slack.close(company.modal(company.alan))
        company.deliver()
        assert " ".join(name.split()) in company.home_tab(company.alan).text

    def test_goes_with_the_candidate_of_that_name(self, company: Company) -> None:
        self.begins(company, " katherine  JOHNSON")
        company.erases(company.ada, KATHERINE)
        company.deliver()
        assert company.bot.store.drafts.of_person("T0TEAM", company.alan.id) == ()
        assert "JOHNSON" not in company.home_tab(company.alan).text

    def test_on_a_namesake_for_another_role_stays(self, company: Company) -> None:
        self.begins(company, KATHERINE, "backend-developer")
        company.erases(company.ada, KATHERINE)
        assert company.bot.store.drafts.of_person("T0TEAM", company.alan.id)

    def test_of_whom_nobody_was_added_goes_after_thirty_days(self, company: Company) -> None:
        self.begins(company, "Dorothy Vaughan")
        company.clock.forward(days=29)
        company.deliver()
        company.presses(company.alan, company.home_tab(company.alan), "score.resume")
        company.writes(company.alan, "note", "Half a thought")
        company.clock.forward(days=29)
        company.deliver()
        assert company.bot.store.drafts.of_person("T0TEAM", company.alan.id)
        company.clock.forward(days=2)
        company.deliver()
        assert company.bot.store.drafts.of_person("T0TEAM", company.alan.id) == ()
        assert "Dorothy" not in company.home_tab(company.alan).text
