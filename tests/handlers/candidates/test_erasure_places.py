"""Every place where a candidate's name or words about them can stand is found by an erasure, and by its check.

The schema itself is walked: a new column of text fails the first test until somebody has thought of this.
"""

import json
from datetime import timedelta

import pytest
from pydantic import SecretStr

from bot.cli.doctor.slack import OPTIONAL_SCOPES, SCOPES
from interviews.candidates import erasure_check
from interviews.candidates.traces import words_of
from interviews.store.audit import CheckedErasure
from interviews.store.audit_log import Wanted
from sandbox.world.records import User
from templates.ids import Act
from tests.bot.slack.stub_slack import StubSlack
from tests.company import Company
from tests.handlers.panels.steps import sends

KATHERINE, SAID = "Katherine Johnson", "In Zanzibar she named the orbit to the very last decimal."
PERSONAL = {
    ("candidates", "name"), ("candidates", "name_key"), ("candidates", "cv_url"),
    ("scorecards", "note"), ("scorecards", "reason"), ("ratings", "evidence"),
    ("decisions", "reason"), ("drafts", "form"), ("drafts", "name_key"), ("jottings", "text"),
}  # fmt: skip
"""What can hold words about a candidate; the story below writes into each of them."""
NO_WORDS = {
    "about", "action", "actor_id", "added_at", "after_key", "answer_id", "archetype_id", "asked", "at",
    "bank_version", "by_id", "candidate_id", "card_hours", "card_id", "channel", "closed_at", "counts", "created_at",
    "created_by", "day", "dedupe_key", "detail", "digest", "digest_channel", "done_at", "due_at", "failed_at",
    "first_id", "focus", "found", "gram", "hash", "how", "id", "interview_id", "interviewer_id", "kind", "lane",
    "last_error", "lead_id", "lease", "leased_until", "missing", "month", "needles", "opening_id", "outcome",
    "participants", "payload", "person_id", "place", "posted_at", "questions", "rated_at", "recommendation",
    "remote_id", "replaces", "role", "round_id", "rounds", "salt", "saved_at", "scorecard_id", "series",
    "shared_skill", "skill_id", "stage", "stages", "starts_at", "state", "status", "subject", "subject_id",
    "submitted_at", "target_level", "team_id", "texts", "token", "ts", "typed_at", "undone_at", "user_id",
}  # fmt: skip
"""Ids, times, words of the product's own, names of stages, and hashes."""
OF_NOBODY = {
    ("bank_texts", "content"), ("job_openings", "title"), ("job_openings", "name_key"),
    ("calibration_ratings", "evidence"), ("calibration_rounds", "answers"), ("legal_holds", "reason"),
}  # fmt: skip
"""What is typed about no candidate, and about one whom nobody may erase while it stands."""


def places(company: Company) -> set[tuple[str, str]]:
    """Every column with text of every table with a team's data."""
    return {
        (place.table, text) for place in company.bot.store.traces.places() for text in place.texts
    }


def found(company: Company) -> set[tuple[str, str]]:
    """Where in the database the name, or a word that was written about her, stands."""
    query = company.bot.store._engine.query
    rows = {table: query(f"SELECT * FROM {table}") for table, _ in places(company)}  # noqa: S608
    return {
        (table, column)
        for table, column in places(company)
        for row in rows[table]
        if {"katherine", "johnson", "zanzibar"} & {*words_of(row[column] or "")}
    }


def receipt(company: Company, who: User) -> str:
    [message] = company.inbox(who, words="The candidate that you erased ")
    return message.text.replace("\n", "")


def passes(company: Company) -> None:
    """The time in which all that follows an erasure is done."""
    for _ in range(3):
        company.deliver()
        company.clock.forward(minutes=6)


@pytest.fixture
def story(company: Company, receiver: StubSlack, monkeypatch: pytest.MonkeyPatch) -> StubSlack:
    """Everything that people can write about Katherine, in both of her rounds."""
    monkeypatch.setattr(company.slack.settings, "scopes", SCOPES | OPTIONAL_SCOPES)
    company.opens_card(company.alan)
    company.fills(company.modal(company.alan), name=KATHERINE, vote=None, note=SAID)
    company.slack.close(company.modal(company.alan))
    panel = (company.grace, company.hedy)
    company.adds(company.ada, KATHERINE, panel=panel, note=SAID, ratings={"ml-ops": (5, SAID)})
    words = "UPDATE candidates SET cv_url = :cv"
    company.changes(words, cv="https://example.com/katherine-johnson.pdf")
    for who in panel:
        company.scores(who, KATHERINE, note=SAID, ratings={"ml-ops": 4})
    company.deliver()
    company.scores(company.grace, KATHERINE, note=f"{SAID} Still.", reason=SAID)
    company.answer(company.ada, f"export {KATHERINE}")
    company.answer(company.admin, f"export {KATHERINE} for-them")
    company.types(company.hedy, f"score {KATHERINE}")
    company.writes(company.hedy, "note", f"{SAID} And more.")
    note = company.slack.say("In my own words.", user=company.hedy)
    company.slack.shortcut("add_as_evidence", user=company.hedy, message=note)
    view, scope = company.modal(company.hedy), company.candidate(KATHERINE).id
    company.slack.choose(view, f"skill.{scope}", "ml-ops")
    company.writes(company.hedy, "note", SAID)
    company.submits(company.hedy)
    company.deliver()
    company.decides(company.ada, company.inbox(company.ada, words="Debrief")[-1], "advance", SAID)
    company.presses(company.ada, company.modal(company.ada), Act.NEXT_ROUND)
    company.chooses(company.ada, "panel.new", [company.ada.id])
    sends(company, company.ada)
    company.deliver()
    return receiver


class TestErasure:
    def test_has_been_thought_of_for_every_column(self, company: Company) -> None:
        every = places(company)
        unknown = {place for place in every - PERSONAL - OF_NOBODY if place[1] not in NO_WORDS}
        assert unknown == set(), "Can words about a candidate stand there? Say so above."
        assert every >= PERSONAL

    def test_leaves_nothing_in_any_of_them(self, company: Company, story: StubSlack) -> None:
        assert found(company) == PERSONAL
        company.erases(company.ada, KATHERINE)
        passes(company)
        assert found(company) == set()
        people = (company.ada, company.grace, company.alan, company.hedy, company.admin)
        shown = [message for who in people for message in company.slack.messages(who)]
        assert not [m.text for m in shown if "Katherine" in m.text or "Zanzibar" in m.text]
        assert not [message.files for message in shown if message.files]


class TestCheck:
    def test_gives_whoever_erased_a_receipt_without_personal_data(
        self, company: Company, story: StubSlack
    ) -> None:
        person_id = company.candidate(KATHERINE).person_id
        company.erases(company.ada, KATHERINE)
        assert company.inbox(company.ada, words="The candidate that you erased ") == []
        passes(company)
        text = receipt(company, company.ada)
        assert "2 drafts, 4 interviews, 4 scorecards, 1 decision, 1 note" in text
        assert "nothing of it was found" in text
        assert "The other system was told" in text
        assert "Katherine" not in text
        lines = company.bot.store.audit.find("T0TEAM", Wanted(), 5)
        [entry] = [each.entry for each in lines if isinstance(each.entry, CheckedErasure)]
        assert (entry.left, entry.receiver) == ((), "told")
        assert company.bot.store._engine.query("SELECT * FROM erasure_checks") == []
        assert person_id

    def test_keeps_no_words_to_search_for(self, company: Company, story: StubSlack) -> None:
        company.erases(company.ada, KATHERINE)
        [kept] = company.bot.store._engine.query("SELECT * FROM erasure_checks")
        assert not {"katherine", "zanzibar"} & {*words_of(json.dumps(kept))}

    @pytest.mark.parametrize(
        ("sql", "where"),
        [
            ("UPDATE scorecards SET note = :said", "a scorecard on somebody else"),
            ("UPDATE decisions SET reason = :said", "a decision on somebody else"),
            ("UPDATE job_openings SET title = :name", "an opening"),
            ("UPDATE preferences SET user_id = :said", "the table preferences"),
            ("UPDATE candidates SET name = 'katherine JOHNSON'", "the name of another candidate"),
        ],
    )
    def test_says_where_the_same_words_still_stand(
        self, company: Company, story: StubSlack, sql: str, where: str
    ) -> None:
        company.erases(company.ada, KATHERINE)
        company.adds(company.ada, "Dorothy Vaughan", ratings={"ml-ops": 4})
        company.decides(company.ada, company.home(company.ada), reason="Calm.")
        company.changes("INSERT INTO preferences VALUES ('T0TEAM', 'U0ADA', 1, 1, 0, 9, 1, 0)")
        company.changes(
            "INSERT INTO job_openings SELECT team_id, id, 'Berlin', '', archetype_id, target_level, '[]', '', '',"
            " created_by, created_at, NULL FROM candidates"
        )
        said = json.dumps(f"As of the other: {SAID} – really")  # as a form keeps it
        used = {"said": said, "name": f"For {KATHERINE}'s team"}
        company.changes(sql, **{key: value for key, value in used.items() if f":{key}" in sql})
        passes(company)
        text = receipt(company, company.ada)
        assert f"The same words still stand in: {where}." in text
        assert "Katherine" not in text

    @pytest.mark.sqlite
    @pytest.mark.parametrize("left", [f"{KATHERINE}{KATHERINE.lower()}", SAID])
    def test_reads_the_bytes_of_the_file(
        self, company: Company, story: StubSlack, left: str
    ) -> None:
        """Of a row that was deleted without overwriting it."""
        company.bot.store._engine.query("PRAGMA secure_delete = OFF")
        company.erases(company.ada, KATHERINE)
        company.changes(
            "INSERT INTO preferences VALUES ('T0TEAM', :left, 1, 1, 0, 9, 1, 0)", left=left
        )
        company.changes("DELETE FROM preferences WHERE user_id = :left", left=left)
        passes(company)
        assert "the database's files, outside of its rows" in receipt(company, company.ada)

    @pytest.mark.sqlite
    def test_takes_no_longer_name_for_what_was_left(
        self, company: Company, story: StubSlack
    ) -> None:
        """In the bytes nobody can tell where a name begins, so one that holds this one keeps them from telling."""
        company.adds(company.ada, f"Anna{KATHERINE}sdottir", ratings={"ml-ops": 4})
        company.erases(company.ada, f"{KATHERINE} ")
        passes(company)
        assert "nothing of it was found" in receipt(company, company.ada)

    def test_goes_on_where_a_process_was_lost(
        self, company: Company, story: StubSlack, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(erasure_check, "ROWS", 20)
        company.erases(company.ada, KATHERINE)
        company.deliver()
        company.clock.forward(minutes=7)
        for _ in range(4):
            company.bot.worker.work_once()
        company.bot.store.jobs.claim(company.clock(), timedelta(minutes=1))
        company.crashes()
        company.clock.forward(minutes=2)
        passes(company)
        assert "nothing of it was found" in receipt(company, company.ada)

    def test_waits_for_slack_and_the_other_system_a_day(
        self, company: Company, story: StubSlack, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        company.slack.fail("chat.delete", status=503, times=None)
        company.settings = company.settings.model_copy(
            update={"webhook_url": SecretStr("http://127.0.0.1:9/hook")}
        )
        company.crashes()
        company.erases(company.ada, KATHERINE)
        passes(company)
        assert company.inbox(company.ada, words="The candidate that you erased ") == []
        company.clock.forward(days=1)
        passes(company)
        text = receipt(company, company.ada)
        assert "messages in Slack that could not be deleted" in text
        assert "could not be told" in text

    def test_of_two_erasures_is_one_search(self, company: Company, story: StubSlack) -> None:
        company.adds(
            company.ada, "Dorothy Vaughan", note="Asked of the sea.", ratings={"ml-ops": 4}
        )
        company.erases(company.ada, KATHERINE)
        company.erases(company.ada, "Dorothy Vaughan")
        salts = company.bot.store._engine.query("SELECT DISTINCT salt FROM erasure_checks")
        assert len(salts) == 1
        passes(company)
        assert len(company.inbox(company.ada, words="The candidate that you erased ")) == 2
