"""The message action "Add as evidence": a note of one's own to the bot goes into one's scorecard."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from question_bank.bank import Bank
from sandbox.client.snapshots import Answer, MessageSnapshot, ViewSnapshot
from sandbox.world.records import User
from tests.company import Company
from tests.handlers.panels.steps import close, message_of, plans, replans

KATHERINE, DOROTHY = "Katherine Johnson", "Dorothy Vaughan"
SAID = "Asked about idempotency, named retries unprompted."


def note(company: Company, who: User, text: str = SAID) -> MessageSnapshot:
    """Somebody writes to the bot."""
    return company.slack.say(text, user=who)


def uses(company: Company, who: User, message: MessageSnapshot) -> Answer:
    """Somebody picks "Add as evidence" in the menu of a message."""
    answer = company.slack.shortcut("add_as_evidence", user=who, message=message)
    assert answer.status == 200
    return answer


def opens(company: Company, who: User, text: str = SAID) -> ViewSnapshot:
    """Somebody writes a note and wants it in their scorecard."""
    uses(company, who, note(company, who, text))
    return company.modal(who)


def skill_block(view: ViewSnapshot) -> str:
    return next(
        block["block_id"] for block in view.blocks if block.get("block_id", "").startswith("skill.")
    )


def adds(company: Company, who: User, text: str = SAID, to: str = "ml-ops") -> Answer:
    """The note goes to the candidate that is offered, as evidence of a skill."""
    view = opens(company, who, text)
    company.slack.choose(view, skill_block(view), to)
    return company.submits(who)


def evidence(company: Company, who: User, skill: str = "ml-ops") -> str:
    """What the open scorecard says of a skill."""
    return company.values(who)[f"evidence.{skill}"]["value"]["value"] or ""


def resumes(company: Company, who: User) -> ViewSnapshot:
    company.presses(who, company.modal(who), "score.resume")
    return company.modal(who)


def picked(view: ViewSnapshot) -> str:
    """Whom the form has chosen by itself."""
    option = view.values["candidate"]["evidence.candidate"]["selected_option"]
    return option["text"]["text"].partition(" · ")[0] if option else ""


def autosaved(company: Company, window: Answer, **change: Any) -> None:
    """A scorecard that is open elsewhere saves itself once more, as it stands there."""
    action = window.payload["actions"][0]
    action = action | {"action_ts": f"{action['action_ts']}1"}  # a moment later
    assert company.forge(window, actions=[action], **change)[0] == 200


def submitted(company: Company, window: Answer) -> Any:
    """And is sent from there; what the bot answered."""
    _, body = company.forge(window, type="view_submission")
    return body


@pytest.fixture
def interview(company: Company) -> Company:
    """Grace has met Katherine, and has not scored her yet."""
    company.adds(company.ada, KATHERINE, panel=(company.grace,))
    return company


class TestAddAsEvidence:
    def test_puts_the_note_into_a_draft_that_is_made_for_it(self, interview: Company) -> None:
        adds(interview, interview.grace)
        said = interview.modal(interview.grace)
        assert said.title == "Added"
        assert "Kept as evidence for MLOps: serving and monitoring, Katherine Johnson." in said.text
        resumes(interview, interview.grace)
        assert evidence(interview, interview.grace) == SAID

    def test_puts_it_behind_what_is_there(self, interview: Company) -> None:
        interview.types(interview.grace, "score Katherine")
        interview.slack.type(interview.modal(interview.grace), "evidence.ml-ops", "Serves at 900/s")
        adds(interview, interview.grace)
        adds(interview, interview.grace, "And how he rolls back.")
        resumes(interview, interview.grace)
        whole = f"Serves at 900/s\n{SAID}\nAnd how he rolls back."
        assert evidence(interview, interview.grace) == whole

    def test_can_go_to_the_overall_note(self, interview: Company) -> None:
        adds(interview, interview.grace, to=":overall")
        assert "Kept for the overall note, Katherine" in interview.modal(interview.grace).text
        resumes(interview, interview.grace)
        assert interview.values(interview.grace)["note"]["value"]["value"] == SAID

    def test_takes_the_words_as_they_were_changed_in_the_form(self, interview: Company) -> None:
        view = opens(interview, interview.grace)
        interview.slack.choose(view, skill_block(view), "ml-ops")
        interview.slack.type(interview.modal(interview.grace), "note", "In better words.")
        interview.slack.submit(interview.modal(interview.grace))
        resumes(interview, interview.grace)
        assert evidence(interview, interview.grace) == "In better words."

    def test_is_sent_with_the_card_and_then_waits_no_more(self, interview: Company) -> None:
        grace = interview.grace
        adds(interview, grace)
        resumes(interview, grace)
        interview.slack.choose(interview.modal(grace), "recommendation", "yes")
        interview.slack.submit(interview.modal(grace))
        assert interview.has_saved(grace)
        card = interview.loop(KATHERINE).card_of(grace.id)
        assert card
        assert [rating.evidence for rating in card.ratings if rating.evidence] == [SAID]
        interview.slack.press(interview.modal(grace), "score.amend", user=grace)
        assert evidence(interview, grace) == SAID, "once, not twice"
        rows = interview.bot.store._engine.query("SELECT text FROM jottings")
        assert [row["text"] for row in rows] == [""], "its words stand in the card alone"

    def test_what_is_deleted_in_the_draft_stays_deleted(self, interview: Company) -> None:
        grace = interview.grace
        adds(interview, grace)
        interview.slack.type(resumes(interview, grace), "evidence.ml-ops", "Something else")
        interview.slack.close(interview.modal(grace))
        interview.types(grace, "score Katherine")
        assert evidence(interview, grace) == "Something else"

    def test_adds_once_when_sent_twice(self, interview: Company) -> None:
        assert interview.slack.repeat(adds(interview, interview.grace)).status == 200
        interview.types(interview.grace, "score Katherine")
        assert evidence(interview, interview.grace) == SAID

    def test_sent_twice_is_not_told_that_it_has_no_room(self, interview: Company) -> None:
        again = interview.slack.repeat(adds(interview, interview.grace, "x" * 2000))
        assert again.body["view"]["title"]["text"] == "Added"

    def test_sent_again_after_the_card_leaves_no_new_draft(self, interview: Company) -> None:
        grace = interview.grace
        answer = adds(interview, grace)
        resumes(interview, grace)
        interview.slack.choose(interview.modal(grace), "recommendation", "yes")
        interview.slack.submit(interview.modal(grace))
        interview.slack.repeat(answer)
        assert interview.bot.store.drafts.of_person("T0TEAM", grace.id) == ()

    def test_belongs_to_its_author(self, interview: Company) -> None:
        adds(interview, interview.grace)
        interview.types(interview.ada, "score Katherine")
        assert SAID not in str(interview.modal(interview.ada).values)
        assert SAID not in interview.answer(interview.ada, "debrief Katherine").text

    def test_keeps_names_and_words_out_of_the_logs(
        self, interview: Company, caplog: pytest.LogCaptureFixture
    ) -> None:
        adds(interview, interview.grace, f"Kathrine: {SAID}")
        interview.deliver()
        for kept in (caplog.text, interview.bot.metrics.page().decode()):
            assert SAID not in kept
            assert "Kath" not in kept

    def test_says_so_to_a_guest(self, company: Company) -> None:
        company.adds(company.ada, KATHERINE)
        company.adds(company.alan, KATHERINE)
        self.is_told(company, company.alan)

    def test_says_so_to_somebody_who_only_listens(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        company.presses(company.grace, message_of(company, company.grace), "interview.shadowed")
        self.is_told(company, company.grace)

    def is_told(self, company: Company, who: User) -> None:
        """That the note is kept, and that it is kept already."""
        message = note(company, who)
        uses(company, who, message)
        company.slack.choose(company.modal(who), skill_block(company.modal(who)), "ml-ops")
        company.submits(who)
        added = company.modal(who)
        uses(company, who, message)
        already = company.modal(who)
        assert (added.title, already.title) == ("Added", "Added already")
        for said in (added, already):
            assert "Kept as evidence for MLOps" in said.text
            assert "Resume draft" in said.text


class TestASentCard:
    def test_stays_as_it_is_and_an_amendment_begins(self, interview: Company) -> None:
        grace = interview.grace
        interview.scores(grace, KATHERINE, ratings={"ml-ops": (4, "Serves at 900/s")}, note="Calm")
        adds(interview, grace)
        assert "Your scorecard is sent and stays as it is" in interview.modal(grace).text
        first = interview.loop(KATHERINE).card_of(grace.id)
        assert first
        assert first.revision == 1
        view = resumes(interview, grace)
        assert "This is a second rating" in view.text
        assert evidence(interview, grace) == f"Serves at 900/s\n{SAID}"
        assert interview.values(grace)["note"]["value"]["value"] == "Calm"
        interview.slack.type(view, "reason", "My own notes.")
        interview.slack.submit(interview.modal(grace))
        second = interview.loop(KATHERINE).card_of(grace.id)
        assert second
        assert second.revision == 2


def marks(company: Company, message: MessageSnapshot) -> list[MessageSnapshot]:
    """What stands below a note, once the bot has done what is due."""
    company.deliver()
    thread = company.slack.messages(company.grace)
    return [reply for reply in thread if reply.thread_ts == message.ts != reply.ts]


class TestAUsedNote:
    """It says below itself what it is kept as, is there once, and can be taken back."""

    KEPT = "Kept as evidence for MLOps: serving and monitoring, Katherine Johnson."

    @pytest.fixture
    def message(self, interview: Company) -> MessageSnapshot:
        """Grace's note, which she has added as evidence."""
        message = note(interview, interview.grace)
        self.uses_for(interview, message, "ml-ops")
        return message

    def uses_for(self, company: Company, message: MessageSnapshot, skill: str) -> Answer:
        uses(company, company.grace, message)
        view = company.modal(company.grace)
        company.slack.choose(view, skill_block(view), skill)
        return company.submits(company.grace)

    def test_says_what_it_is_kept_as(self, interview: Company, message: MessageSnapshot) -> None:
        [mark] = marks(interview, message)
        assert (mark.text, mark.words) == (f"{self.KEPT}\nOpen scorecard\nTake back", self.KEPT)

    def test_says_nothing_before_it_is_kept(self, interview: Company) -> None:
        message = note(interview, interview.grace)
        uses(interview, interview.grace, message)
        assert marks(interview, message) == []
        interview.changes("DELETE FROM candidates")
        view = interview.modal(interview.grace)
        interview.slack.choose(view, skill_block(view), "ml-ops")
        interview.submits(interview.grace)
        assert marks(interview, message) == []

    def test_is_not_added_twice(self, interview: Company, message: MessageSnapshot) -> None:
        uses(interview, interview.grace, message)
        view = interview.modal(interview.grace)
        assert (view.title, view.submit) == ("Added already", None)
        assert self.KEPT in view.text
        resumes(interview, interview.grace)
        assert evidence(interview, interview.grace) == SAID

    def test_is_kept_as_what_the_first_of_two_forms_says(
        self, interview: Company, message: MessageSnapshot
    ) -> None:
        other = note(interview, interview.grace)
        second = self.uses_for(interview, other, ":overall").payload["view"]
        sent = self.uses_for(interview, note(interview, interview.grace), "ml-ops")
        _, body = interview.forge(sent, view=second | {"private_metadata": message.ts})
        assert self.KEPT in str(body)
        assert len(marks(interview, message)) == 1

    def test_taken_back_is_none_and_can_be_added_anew(
        self, interview: Company, message: MessageSnapshot
    ) -> None:
        grace = interview.grace
        [mark] = marks(interview, message)
        for _ in range(2):
            interview.presses(grace, mark, "evidence.take_back")
            assert "Taken back" in interview.notice(grace)
        assert marks(interview, message) == []
        assert interview.bot.store.drafts.of_person("T0TEAM", grace.id) == ()
        self.uses_for(interview, message, "ml-statistics")
        [mark] = marks(interview, message)
        assert "Kept as evidence for Statistics" in mark.text
        resumes(interview, grace)
        assert evidence(interview, grace) == ""
        assert evidence(interview, grace, "ml-statistics") == SAID

    def test_is_taken_back_where_it_was_added_too(
        self, interview: Company, message: MessageSnapshot
    ) -> None:
        interview.presses(interview.grace, interview.modal(interview.grace), "evidence.take_back")
        assert "can be added anew" in interview.modal(interview.grace).text
        assert marks(interview, message) == []

    def test_taken_back_leaves_a_draft_in_which_something_is_typed(
        self, interview: Company, message: MessageSnapshot
    ) -> None:
        grace = interview.grace
        [mark] = marks(interview, message)
        other = note(interview, grace, "Another.")
        self.uses_for(interview, other, "ml-ops")
        interview.presses(grace, mark, "evidence.take_back")
        interview.types(grace, "score Katherine")
        assert evidence(interview, grace) == "Another."

    def test_that_the_draft_has_taken_in_is_deleted_there(
        self, interview: Company, message: MessageSnapshot
    ) -> None:
        grace = interview.grace
        [mark] = marks(interview, message)
        interview.presses(grace, mark, "score.open")
        interview.slack.choose(interview.modal(grace), "recommendation", "yes")
        interview.presses(grace, mark, "evidence.take_back")
        assert "in your draft already" in interview.notice(grace)
        assert evidence(interview, grace) == SAID
        interview.submits(grace)
        interview.presses(grace, mark, "evidence.take_back")
        assert "was sent with your scorecard" in interview.notice(grace)
        uses(interview, grace, message)
        assert "It was sent with your scorecard." in interview.modal(grace).text
        assert len(marks(interview, message)) == 1

    def test_whose_message_is_gone_has_no_place_for_a_mark(
        self, interview: Company, message: MessageSnapshot
    ) -> None:
        interview.slack.fail("chat.postMessage", error="thread_not_found")
        assert marks(interview, message) == []
        assert [job for job in interview.bot.store.unfinished.all() if job.last_error] == []

    def test_goes_with_the_candidate_who_is_erased(
        self, interview: Company, message: MessageSnapshot
    ) -> None:
        assert len(marks(interview, message)) == 1
        interview.erases(interview.ada, KATHERINE)
        assert marks(interview, message) == []


class TestTheForm:
    def test_chooses_the_only_candidate(self, interview: Company) -> None:
        assert picked(opens(interview, interview.grace)) == KATHERINE

    def test_chooses_nobody_where_it_cannot_tell(self, interview: Company) -> None:
        interview.adds(interview.ada, DOROTHY, panel=(interview.grace,), role="data-engineer")
        view = opens(interview, interview.grace)
        assert picked(view) == ""
        interview.slack.submit(view)
        assert interview.modal(interview.grace).errors.keys() == {"candidate"}

    def test_offers_the_skills_of_the_role_that_is_chosen(
        self, interview: Company, bank: Bank
    ) -> None:
        interview.adds(interview.ada, DOROTHY, panel=(interview.grace,), role="data-engineer")
        opens(interview, interview.grace)
        for name, role in ((DOROTHY, "data-engineer"), (KATHERINE, "ml-engineer")):
            chosen = interview.candidate(name).id
            interview.slack.choose(interview.modal(interview.grace), "candidate", chosen)
            view = interview.modal(interview.grace)
            archetype = bank.archetype(role)
            assert archetype
            for skill in archetype.skills:
                assert skill.name in view.text
            assert view.values["note"]["value"]["value"] == SAID

    def test_asks_for_the_skill_of_a_candidate_just_chosen(self, interview: Company) -> None:
        interview.adds(interview.ada, DOROTHY, panel=(interview.grace,), role="data-engineer")
        opens(interview, interview.grace)
        interview.slack.fail("views.update", error="internal_error")
        chosen = interview.candidate(DOROTHY).id
        interview.slack.choose(interview.modal(interview.grace), "candidate", chosen)
        if interview.modal(interview.grace).title == "Please note":
            interview.slack.close(interview.modal(interview.grace))
        interview.slack.submit(interview.modal(interview.grace))
        errors = interview.modal(interview.grace).errors
        assert errors == {"candidate": "Choose below what it speaks for."}

    def test_chooses_whom_the_note_begins_with(self, interview: Company) -> None:
        interview.adds(interview.ada, DOROTHY, panel=(interview.grace,), role="data-engineer")
        assert picked(opens(interview, interview.grace, f"Kathrine: {SAID}")) == KATHERINE
        assert picked(opens(interview, interview.grace, f"dorothy {SAID}")) == DOROTHY

    def test_keeps_the_last_skill_of_each_candidate(self, interview: Company) -> None:
        """So that a note is three presses: the menu of the message, the shortcut, Add."""
        interview.adds(interview.ada, DOROTHY, panel=(interview.grace,))
        for name, skill in ((KATHERINE, "ml-ops"), (DOROTHY, ":overall")):
            adds(interview, interview.grace, f"{name}: {SAID}", to=skill)
            view = opens(interview, interview.grace, f"{name}: And more.")
            assert picked(view) == name
            assert "As for your last note" in view.text
            assert interview.submits(interview.grace).status == 200
            assert interview.modal(interview.grace).title == "Added"
        interview.types(interview.grace, "score Katherine")
        assert "And more." in evidence(interview, interview.grace)

    def test_puts_the_skills_of_ones_own_first(self, company: Company) -> None:
        plans(company, company.grace, starts=None)
        company.changes("""UPDATE interviews SET focus = '["ml-ops"]'""")
        view = opens(company, company.grace)
        [block] = [block for block in view.blocks if block.get("block_id", "").startswith("skill.")]
        values = [option["value"] for option in block["element"]["options"]]
        assert (values[0], values[-1]) == ("ml-ops", ":overall")

    def test_chooses_whom_one_was_meeting_when_one_wrote_it(self, company: Company) -> None:
        now = datetime.fromtimestamp(int(time.time()), UTC)
        plans(company, company.grace, starts=now - timedelta(minutes=20))
        plans(company, company.grace, name=DOROTHY, starts=now + timedelta(days=1))
        company.types(company.grace, "score Dorothy")
        company.writes(company.grace, "note", "A draft on another")
        assert picked(opens(company, company.grace)) == KATHERINE

    def test_chooses_the_newest_draft_where_no_interview_is_near(self, interview: Company) -> None:
        interview.adds(interview.ada, DOROTHY, panel=(interview.grace,))
        interview.types(interview.grace, "score Katherine")
        interview.slack.type(interview.modal(interview.grace), "note", "Half a thought")
        assert picked(opens(interview, interview.grace)) == KATHERINE

    @pytest.mark.parametrize(
        ("sent", "shown"),
        [
            ("a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"),
            ("&amp;lt; stays", "&lt; stays"),
            ("<@U0ADA> and <@U0ADA|ada> asked", "@Ada Lovelace and @ada asked"),
            ("<@U0NOBODY> left", "@somebody left"),
            ("in <#C0GENERAL|general>, <#C0X>", "in #general, #a channel"),
            ("<!here> <!subteam^S1|@leads>", "@here @leads"),
            ("<https://a.example/x?a=1&amp;b=2>", "https://a.example/x?a=1&b=2"),
            ("<https://a.example|the talk>", "the talk (https://a.example)"),
            ("<mailto:a@b.example|a@b.example>", "a@b.example"),
        ],
    )
    def test_shows_what_was_written_and_no_codes(
        self, interview: Company, sent: str, shown: str
    ) -> None:
        view = opens(interview, interview.grace, sent)
        assert view.values["note"]["value"]["value"] == shown

    def test_says_so_where_a_message_is_longer_than_a_field(self, interview: Company) -> None:
        view = opens(interview, interview.grace, "x" * 3001)
        assert "longer than the 3,000 characters" in view.text
        assert view.values["note"]["value"]["value"] == "x" * 3000

    def test_is_within_slacks_limits_for_somebody_with_many_candidates(
        self, interview: Company
    ) -> None:
        columns = "team_id, id, name, name_key, archetype_id, target_level, status, created_by, created_at"
        [row] = interview.bot.store._engine.query(f"SELECT {columns} FROM candidates")  # noqa: S608
        for number in range(120):
            new = row | {"id": f"candidate-{number}", "name": f"{number} " + "y" * 110}
            interview.bot.store._engine.execute(
                f"INSERT INTO candidates ({columns}) VALUES"  # noqa: S608
                " (:team_id, :id, :name, :name_key, :archetype_id, :target_level, :status,"
                " :created_by, :created_at)",
                new,
            )
            interview.bot.store._engine.execute(
                "INSERT INTO candidate_leads VALUES (:team_id, :id, 'U0GRACE')", new
            )
        assert "22 older candidates are not in this list." in opens(interview, interview.grace).text


class TestRefusals:
    """Each says, in a modal, how it is done."""

    def refused(self, company: Company, who: User, message: MessageSnapshot) -> str:
        uses(company, who, message)
        assert company.modal(who).title == "Please note"
        return company.modal(who).text

    def test_a_message_of_somebody_else(self, interview: Company) -> None:
        interview.deliver()
        theirs = interview.slack.say(SAID, user=interview.ada, channel=interview.slack.general)
        assert "your own notes to me" in self.refused(interview, interview.grace, theirs)

    def test_a_message_of_the_bot(self, company: Company) -> None:
        plans(company, company.grace)
        told = company.inbox(company.grace)[0]
        assert "your own notes to me" in self.refused(company, company.grace, told)

    def test_a_message_of_ones_own_elsewhere(self, interview: Company) -> None:
        public = interview.slack.say(SAID, user=interview.grace, channel=interview.slack.general)
        assert "in our direct messages" in self.refused(interview, interview.grace, public)

    @pytest.mark.parametrize("text", ["", "   ", "\u200b"])
    def test_a_message_without_words(self, interview: Company, text: str) -> None:
        empty = note(interview, interview.grace, text)
        assert "no words in this message" in self.refused(interview, interview.grace, empty)

    def test_somebody_without_a_candidate(self, company: Company) -> None:
        message = note(company, company.alan)
        assert "no open candidate" in self.refused(company, company.alan, message)


class TestMeanwhile:
    """Between opening the form and sending it."""

    def says(self, company: Company) -> str:
        view = opens(company, company.grace)
        company.slack.choose(view, skill_block(view), "ml-ops")
        self.happens()
        company.submits(company.grace)
        assert company.modal(company.grace).values["note"]["value"]["value"] == SAID
        return company.modal(company.grace).errors["note"]

    def test_a_decision_is_said_at_the_field(self, interview: Company) -> None:
        self.happens = lambda: close(interview)
        assert "is decided now, so nothing can be added" in self.says(interview)
        assert interview.bot.store.drafts.of_person("T0TEAM", interview.grace.id) == ()

    def test_an_erased_candidate(self, interview: Company) -> None:
        self.happens = lambda: interview.changes("DELETE FROM candidates")
        assert "You have no such candidate" in self.says(interview)

    def test_an_interview_that_was_handed_over(self, company: Company) -> None:
        plans(company, company.grace)
        self.happens = lambda: company.changes("UPDATE interviews SET state = 'handed_over'")
        assert "You have no such candidate" in self.says(company)

    def test_being_taken_off_the_panel(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        self.happens = lambda: replans(company, company.ada, panel=[company.alan.id]) and None
        assert "You have no such candidate" in self.says(company)

    def test_a_role_that_the_bank_has_lost(self, interview: Company) -> None:
        self.happens = lambda: interview.changes("UPDATE candidates SET archetype_id = 'gone'")
        assert "The bank no longer has this role" in self.says(interview)

    def test_a_field_that_is_full(self, interview: Company) -> None:
        interview.types(interview.grace, "score Katherine")
        interview.slack.type(interview.modal(interview.grace), "evidence.ml-ops", "y" * 2980)
        self.happens = lambda: None
        said = self.says(interview)
        assert said.startswith("This is 50 characters long, and your scorecard has room for 19")

    def test_another_person_sending_ones_form_gets_nowhere(self, interview: Company) -> None:
        _, body = interview.forge(adds(interview, interview.grace), user=interview.hedy.id)
        assert "You have no such candidate" in body["errors"]["note"]


class TestAScorecardOpenElsewhere:
    """It knows nothing of the note, and saves and sends itself as a whole."""

    @pytest.fixture
    def window(self, interview: Company) -> Answer:
        """Grace's open scorecard, with something typed and a vote, before she adds a note."""
        interview.types(interview.grace, "score Katherine")
        view = interview.modal(interview.grace)
        interview.slack.type(view, "evidence.ml-ops", "Serves at 900/s")
        return interview.slack.choose(interview.modal(interview.grace), "recommendation", "yes")

    def test_does_not_take_the_note_away_by_saving_itself(
        self, interview: Company, window: Answer
    ) -> None:
        adds(interview, interview.grace)
        autosaved(interview, window)
        interview.types(interview.grace, "score Katherine")
        assert evidence(interview, interview.grace) == f"Serves at 900/s\n{SAID}"

    def test_does_not_either_where_nothing_was_typed_in_it_before(self, interview: Company) -> None:
        interview.types(interview.grace, "score Katherine")
        window = interview.slack.choose(interview.modal(interview.grace), "rating.ml-ops", "4")
        interview.bot.store.drafts.remove(
            "T0TEAM", interview.grace.id, "", interview.candidate(KATHERINE).id
        )
        adds(interview, interview.grace)
        autosaved(interview, window)
        interview.types(interview.grace, "score Katherine")
        assert evidence(interview, interview.grace) == SAID

    def test_takes_the_note_along_when_it_is_sent(self, interview: Company, window: Answer) -> None:
        adds(interview, interview.grace)
        assert "while this form was open is in it too" in str(submitted(interview, window))
        card = interview.loop(KATHERINE).card_of(interview.grace.id)
        assert card
        given = [rating.evidence for rating in card.ratings if rating.evidence]
        assert given == [f"Serves at 900/s\n{SAID}"]

    def test_says_so_where_it_has_filled_the_field_meanwhile(
        self, interview: Company, window: Answer
    ) -> None:
        adds(interview, interview.grace)
        values = window.payload["view"]["state"]["values"]
        full = {"evidence.ml-ops": {"value": {"type": "plain_text_input", "value": "y" * 3000}}}
        view = window.payload["view"] | {"state": {"values": values | full}}
        autosaved(interview, window, view=view)
        interview.types(interview.grace, "score Katherine")
        assert "has no room in its field" in interview.modal(interview.grace).text
        assert evidence(interview, interview.grace) == "y" * 3000
        interview.slack.type(interview.modal(interview.grace), "evidence.ml-ops", "Short")
        interview.types(interview.grace, "score Katherine")
        assert evidence(interview, interview.grace) == f"Short\n{SAID}"
