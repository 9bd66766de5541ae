"""`/interview export <opening>`: everybody in it whom the asker leads, in two files."""

import pytest

from bot.cli.doctor.slack import OPTIONAL_SCOPES, SCOPES
from interviews.export.models import Export
from sandbox.world.records import User
from templates.ids import Act
from tests.company import Company
from tests.handlers.export.steps import asks_for, files
from tests.handlers.openings.steps import BERLIN, makes_opening, plans_in

KATHERINE, DOROTHY, MARY = "Katherine Johnson", "Dorothy Vaughan", "Mary Jackson"
EXPORT = f"export {BERLIN}"


@pytest.fixture(autouse=True)
def berlin(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ada leads Katherine and Dorothy in the opening, whom Grace meets, and Alan leads Mary."""
    monkeypatch.setattr(company.slack.settings, "scopes", SCOPES | OPTIONAL_SCOPES)
    makes_opening(company, company.ada)
    for name in (KATHERINE, DOROTHY, MARY):
        plans_in(company, company.ada, name, company.grace, timed=False)
    mary = company.candidate(MARY).id
    leads = "UPDATE candidate_leads SET user_id = :alan WHERE candidate_id = :mary"
    company.changes(leads, alan=company.alan.id, mary=mary)
    company.scores(company.grace, KATHERINE, note="Calm.", ratings={"ml-ops": 4})
    company.deliver()


def asks(company: Company, who: User, command: str = EXPORT) -> str:
    return asks_for(company, who, command)


def content(company: Company, who: User) -> Export:
    [as_json, _] = files(company, who)
    return Export.model_validate_json(as_json.content or b"")


def said(company: Company, who: User) -> str:
    [message] = company.inbox(who, words="The export of the opening ")
    return message.text.replace("\n", "")


class TestExport:
    def test_has_everybody_whom_the_asker_leads_and_the_opening(self, company: Company) -> None:
        assert asks(company, company.ada) == (
            f"Your export of {BERLIN} is on its way to our direct messages."
        )
        found = content(company, company.ada)
        assert {candidate.name for candidate in found.candidates} == {KATHERINE, DOROTHY}
        [opening] = found.openings
        assert [file.name for file in files(company, company.ada)] == [
            f"opening-{opening.id}.json", f"opening-{opening.id}.csv",
        ]  # fmt: skip
        text = said(company, company.ada)
        assert f"The export of the opening {BERLIN}: 2 candidates, 2 rounds, 1 scorecard." in text
        assert "Not in it: 1 candidate of this opening whom you do not lead." in text

    def test_leaves_out_what_is_sealed_and_says_so(self, company: Company) -> None:
        company.add_lead(KATHERINE, company.hedy)
        company.changes(
            "INSERT INTO interviews SELECT team_id, 'more', candidate_id, :hedy, confirmed, created_at,"
            " state, focus, questions, starts_at, minutes FROM interviews WHERE candidate_id = :id",
            hedy=company.hedy.id,
            id=company.candidate(KATHERINE).id,
        )
        asks(company, company.ada)
        found = content(company, company.ada)
        assert [candidate.withheld for candidate in found.candidates].count(True) == 1
        assert "Calm." not in found.model_dump_json()
        assert "What is sealed for you is left out of 1 round." in said(company, company.ada)

    def test_is_found_by_a_part_of_its_title_or_after_the_word(self, company: Company) -> None:
        for command in ("export berlin", f"export opening {BERLIN}"):
            assert f"Your export of {BERLIN} is on its way" in asks(company, company.ada, command)

    def test_of_a_candidate_goes_before_it_where_both_are_named_so(self, company: Company) -> None:
        company.adds(company.ada, "Irving Berlin", ratings={"ml-ops": 4})
        assert "Your export of Irving Berlin is" in asks(company, company.ada, "export Berlin")
        assert f"Your export of {BERLIN} is" in asks(company, company.ada, "export opening Berlin")

    def test_is_for_who_leads_somebody_in_it(self, company: Company) -> None:
        asks(company, company.alan)
        assert [found.name for found in content(company, company.alan).candidates] == [MARY]
        company.changes("UPDATE candidate_leads SET user_id = :alan", alan=company.alan.id)
        assert "You lead nobody in this opening" in asks(company, company.ada)
        for who in (company.grace, company.admin):
            text = asks(company, who)
            assert "You have no candidate “ML, Berlin”, and lead nobody in an opening" in text

    def test_is_offered_where_its_title_or_the_command_is_mistyped(self, company: Company) -> None:
        for typed in ("export ML, Brlin", "exprt ML, Berlin"):
            asked = company.answer(company.ada, typed)
            company.presses(company.ada, asked, asked.actions[0])
            assert f"Your export of {BERLIN} is on its way" in company.notice(company.ada)

    def test_says_so_where_they_lead_nobody_any_more(self, company: Company) -> None:
        company.answer(company.ada, EXPORT)
        company.changes("UPDATE candidate_leads SET user_id = :alan", alan=company.alan.id)
        company.deliver()
        [message] = company.inbox(company.ada, "Your export cannot be made any more")
        assert "You lead nobody in this opening" in message.text

    def test_says_how_far_it_is_where_it_is_long(
        self, company: Company, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("handlers.export.content.STEP", 1)
        asks(company, company.ada)
        steps = [
            call.params["text"]
            for call in company.slack.calls()
            if "is being made" in call.params.get("text", "")
        ]
        assert [step.partition("made: ")[2] for step in steps] == [
            "1 of 2 rounds are read.", "2 of 2 rounds are read.",
        ]  # fmt: skip
        assert "2 candidates, 2 rounds" in said(company, company.ada)

    @pytest.mark.parametrize("unit", ["&", "𝕎", "<!channel> "])
    def test_is_said_of_the_longest_title(
        self, company: Company, monkeypatch: pytest.MonkeyPatch, unit: str
    ) -> None:
        monkeypatch.setattr("handlers.export.content.STEP", 1)
        title = (unit * 120)[:60].strip()
        company.changes("UPDATE job_openings SET title = :title", title=title)
        opening = company.candidate(DOROTHY).opening_id
        asks(company, company.ada, f"export opening id:{opening}")
        assert title in said(company, company.ada)
        assert not any(job.last_error for job in company.bot.store.unfinished.all())

    def test_is_one_line_of_the_log_that_hides_nothing_else(
        self, company: Company, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        company.decides(
            company.ada, company.inbox(company.ada, words="Debrief: ")[-1], reason="Calm."
        )
        company.presses(company.ada, company.modal(company.ada), Act.UNDO)
        monkeypatch.setattr("handlers.candidates.audit.MOST_READ", 2)
        asks(company, company.ada)
        log = company.answer(company.ada, "audit").text.replace("\n", "")
        assert f" exported 2 candidates of the opening {BERLIN}" in log
        assert log.count(" exported ") == 1
        assert f" took back the decision on {KATHERINE}" in log

    def test_goes_with_anybody_in_it_who_is_erased(self, company: Company) -> None:
        asks(company, company.ada)
        company.erases(company.ada, DOROTHY)
        company.deliver()
        assert files(company, company.ada) == []
        company.erases(company.ada, KATHERINE)
        company.deliver()
        assert not any(job.last_error for job in company.bot.store.unfinished.all())

    def test_names_other_ways_where_no_file_can_be_sent(
        self, company: Company, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(company.slack.settings, "scopes", SCOPES)
        asks(company, company.ada)
        assert "This bot cannot send files here." in said(company, company.ada)
