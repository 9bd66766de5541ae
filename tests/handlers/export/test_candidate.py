"""`/interview export`: a lead has what they may read of a candidate, as files or as text, and nobody else has."""

import csv
import io
from typing import Any

import pytest

from bot.cli.doctor.slack import OPTIONAL_SCOPES, SCOPES
from interviews.export.models import Export, ExportedCandidate
from interviews.store.audit import Exported
from interviews.store.audit_log import Wanted
from question_bank.models import Archetype
from sandbox.client.snapshots import MessageSnapshot
from sandbox.world.records import User
from templates.ids import Act
from tests.company import Company
from tests.handlers.export.steps import asks_for, files
from tests.handlers.panels.steps import sends

KATHERINE, SAID = "Katherine Johnson", "Named the orbit to the last decimal."
EXPORT = f"export {KATHERINE}"


@pytest.fixture(autouse=True)
def katherine(company: Company) -> None:
    """Ada leads and has scored; Grace is on the panel."""
    company.adds(
        company.ada, KATHERINE, panel=(company.grace,), note="Calm.", ratings={"ml-ops": 4}
    )
    company.deliver()


@pytest.fixture
def may_send_files(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    """The app was granted what the manifest has as optional."""
    monkeypatch.setattr(company.slack.settings, "scopes", SCOPES | OPTIONAL_SCOPES)


def asks(company: Company, who: User, command: str = EXPORT) -> str:
    return asks_for(company, who, command)


def rounds(company: Company, who: User) -> tuple[ExportedCandidate, ...]:
    """What the newest file says in JSON."""
    content = [file.content for file in files(company, who) if file.name.endswith(".json")][-1]
    return Export.model_validate_json(content or b"").candidates


def said(company: Company, who: User) -> MessageSnapshot:
    """The newest message about an export."""
    return company.inbox(who, words="The export of ")[-1]


def logged(company: Company) -> list[tuple[str, str]]:
    """Who exported which round."""
    lines = company.bot.store.audit.find(company.slack.workspace.identity.team_id, Wanted(), 50)
    found = [entry for _, _, entry in lines if isinstance(entry, Exported)]
    return [(entry.actor_id, entry.candidate_id) for entry in found]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


class TestCommand:
    def test_says_at_once_that_it_is_on_its_way(self, company: Company) -> None:
        before = len(company.slack.calls())
        text = company.answer(company.ada, EXPORT).text
        assert text == f"Your export of {KATHERINE} is on its way to our direct messages."
        assert len(company.slack.calls()) == before

    def test_is_for_leads_alone(self, company: Company) -> None:
        assert "You may not export this candidate" in asks(company, company.grace)
        assert "You may not export this candidate" in asks(company, company.admin)
        assert "You have no candidate “Katherine Johnson”" in asks(company, company.alan)
        assert logged(company) == []

    def test_asks_whom(self, company: Company) -> None:
        assert "Whom?" in company.answer(company.ada, "export").text

    def test_asks_which_of_two_and_forgives_a_slip(self, company: Company) -> None:
        company.adds(company.ada, KATHERINE, role="backend", ratings={"be-sql": 4})
        asked = company.answer(company.ada, EXPORT)
        company.presses_last(company.ada, asked)
        company.deliver()
        assert len(company.inbox(company.ada, words="The export of ")) == 1
        slip = company.answer(company.ada, "export Kathrine Jonson")
        assert "Did you mean" in slip.text

    def test_of_somebody_erased_meanwhile_says_so(self, company: Company) -> None:
        company.answer(company.ada, EXPORT)
        company.erases(company.ada, KATHERINE)
        company.deliver()
        [message] = company.inbox(company.ada, "Your export cannot be made any more")
        assert "their data was erased" in message.text

    def test_of_somebody_they_lead_no_longer_says_so(self, company: Company) -> None:
        company.answer(company.ada, EXPORT)
        company.changes("UPDATE candidate_leads SET user_id = :grace", grace=company.grace.id)
        company.deliver()
        [message] = company.inbox(company.ada, "Your export cannot be made any more")
        assert "You may not export this candidate" in message.text


@pytest.mark.usefixtures("may_send_files")
class TestFiles:
    def test_are_json_and_csv_by_the_id_of_the_candidate(self, company: Company) -> None:
        company.scores(company.grace, KATHERINE, note=SAID, ratings={"ml-ops": 2}, vote="no")
        asks(company, company.ada)
        found = company.candidate(KATHERINE)
        as_json, as_csv = files(company, company.ada)
        assert [as_json.name, as_csv.name] == [
            f"candidate-{found.id}.json", f"candidate-{found.id}.csv",
        ]  # fmt: skip
        [only] = Export.model_validate_json(as_json.content or b"").candidates
        assert (only.name, only.withheld) == (KATHERINE, False)
        table = rows((as_csv.content or b"").decode())
        assert {row["rating"] for row in table if row["job_candidate_attribute_id"] == "ml-ops"} == {
            "4", "2",
        }  # fmt: skip
        text = said(company, company.ada).text
        assert (
            f"The export of \n{KATHERINE} · Machine Learning Engineer · senior\n: 1 round, 2 scorecards."
            in text
        )
        assert "left out" not in text
        assert "Katherine" not in as_json.name + as_json.title + as_csv.name + as_csv.title

    def test_have_nothing_that_is_sealed_for_who_asks_and_say_so(self, company: Company) -> None:
        company.add_lead(KATHERINE, company.alan)
        asks(company, company.alan)
        [only] = rounds(company, company.alan)
        assert only.withheld
        assert {card.content for card in only.scorecards} == {None}
        assert "What is sealed for you is left out." in said(company, company.alan).text
        asks(company, company.ada)
        [own] = rounds(company, company.ada)
        assert [card.content and card.content.notes for card in own.scorecards] == ["Calm."]
        assert not own.withheld

    def test_are_of_every_round_without_what_a_later_card_must_not_be_swayed_by(
        self, company: Company
    ) -> None:
        company.scores(company.grace, KATHERINE, note=SAID, ratings={"ml-ops": 2}, vote="no")
        company.deliver()
        company.decides(company.ada, company.inbox(company.ada, words="Debrief")[-1], "advance")
        company.presses(company.ada, company.modal(company.ada), Act.NEXT_ROUND)
        company.chooses(company.ada, "panel.new", [company.ada.id])
        sends(company, company.ada)
        company.deliver()
        asks(company, company.ada)
        first, second = rounds(company, company.ada)
        assert (first.withheld, second.withheld) == (True, False)
        assert (first.decision, SAID in first.model_dump_json()) == (None, False)
        assert "What is sealed for you is left out: round 1." in said(company, company.ada).text

    def test_are_logged_by_who_and_whom(self, company: Company) -> None:
        asks(company, company.ada)
        assert logged(company) == [(company.ada.id, company.candidate(KATHERINE).id)]
        log = company.answer(company.ada, "audit")
        assert f" exported \n{KATHERINE}" in log.text
        assert log.text.count(" exported ") == 1

    def test_are_erased_with_the_candidate(self, company: Company) -> None:
        asks(company, company.ada)
        assert len(files(company, company.ada)) == 2
        company.erases(company.ada, KATHERINE)
        company.deliver()
        assert files(company, company.ada) == []
        assert company.inbox(company.ada, "Katherine") == []

    def test_are_erased_once_slack_is_back(self, company: Company) -> None:
        asks(company, company.ada)
        company.slack.fail("files.delete", status=503, times=3)
        company.erases(company.ada, KATHERINE)
        for _ in range(5):
            company.deliver()
            company.clock.forward(minutes=1)
        assert files(company, company.ada) == []

    def test_that_can_no_longer_be_deleted_keep_no_message_and_an_operator_sees_it(
        self, company: Company, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asks(company, company.ada)
        monkeypatch.setattr(company.slack.settings, "scopes", SCOPES)
        company.erases(company.ada, KATHERINE)
        company.deliver()
        assert company.inbox(company.ada, "Katherine") == []
        [parked] = [job for job in company.bot.store.unfinished.all() if job.parked_at]
        assert (parked.kind, parked.last_error) == ("erase", "SlackRefused missing_scope")
        monkeypatch.setattr(company.slack.settings, "scopes", SCOPES | OPTIONAL_SCOPES)
        company.bot.store.unfinished.retry(parked.id, company.clock())
        company.deliver()
        assert files(company, company.ada) == []

    def test_that_somebody_deleted_by_hand_keep_nothing_from_being_erased(
        self, company: Company
    ) -> None:
        asks(company, company.ada)
        workspace = company.slack.workspace
        workspace.files.delete(workspace.files.find(files(company, company.ada)[0].id))
        company.erases(company.ada, KATHERINE)
        company.deliver()
        assert files(company, company.ada) == []

    @pytest.mark.parametrize(
        ("method", "fault"),
        [
            ("files.getUploadURLExternal", {"status": 503}),
            ("upload_url", {"status": 503}),
            ("upload_url", {"drop": True}),
            ("files.completeUploadExternal", {"error": "internal_error"}),
            ("files.completeUploadExternal", {"drop": True, "after": True}),
            ("chat.postMessage", {"status": 503}),
        ],
    )
    def test_are_there_once_whatever_breaks_off(
        self, company: Company, method: str, fault: dict[str, Any]
    ) -> None:
        company.slack.fail(method, **fault)
        asks(company, company.ada)
        company.clock.forward(minutes=1)
        company.deliver()
        assert len(files(company, company.ada)) == 2
        assert len(company.inbox(company.ada, words="The export of ")) == 1

    @pytest.mark.parametrize(
        ("method", "error"),
        [
            ("files.getUploadURLExternal", "file_uploads_disabled"),
            ("upload_url", "no_such_word"),
            ("files.completeUploadExternal", "posting_to_channel_denied"),
        ],
    )
    def test_that_slack_refuses_come_as_text(
        self, company: Company, method: str, error: str
    ) -> None:
        company.slack.fail(method, error=error, status=200 if "." in method else 400, times=None)
        asks(company, company.ada)
        company.slack.heal(method)
        assert files(company, company.ada) == []
        assert "follows in this thread as text" in said(company, company.ada).text
        announced = company.slack.calls("files.getUploadURLExternal")
        deleted = {call.params["file"] for call in company.slack.calls("files.delete")}
        assert {call.answer["file_id"] for call in announced if call.answer["ok"]} == deleted


class TestText:
    """The app was not granted what it takes to send files."""

    def test_is_csv_in_the_thread(self, company: Company) -> None:
        asks(company, company.ada)
        message = said(company, company.ada)
        assert "follows in this thread as text: CSV" in message.text
        [part] = company.slack.thread(message)
        assert {row["candidate_id"] for row in rows(part.text)} == {company.candidate(KATHERINE).id}
        assert logged(company) == [(company.ada.id, company.candidate(KATHERINE).id)]

    def test_is_whole_in_several_parts(self, company: Company) -> None:
        company.scores(
            company.grace, KATHERINE, note="`&<x>` " * 400, ratings={"ml-ops": 2}, vote="no"
        )
        asks(company, company.ada)
        parts = company.slack.thread(said(company, company.ada))
        assert 1 < len(parts) <= 5
        text = "".join(part.blocks[0]["elements"][0]["elements"][0]["text"] for part in parts)
        assert {row["notes"] for row in rows(text)} == {"Calm.", "`&<x>` " * 400}

    def test_that_is_too_long_is_left_to_the_command_line(
        self, company: Company, ml: Archetype
    ) -> None:
        long = "word " * 590
        ratings = {skill.id: (3, long) for skill in ml.skills}
        company.scores(company.grace, KATHERINE, note=long, ratings=ratings, vote="no")
        asks(company, company.ada)
        message = said(company, company.ada)
        found = company.candidate(KATHERINE)
        assert (
            f"./interview export {found.id}, or give the bot the scope files:write" in message.text
        )
        assert company.slack.thread(message) == []

    def test_is_erased_with_the_candidate(self, company: Company) -> None:
        asks(company, company.ada)
        company.erases(company.ada, KATHERINE)
        company.deliver()
        assert company.inbox(company.ada, "Katherine") == []
        assert not [m for m in company.slack.messages(company.ada) if "ml-ops" in m.text]
