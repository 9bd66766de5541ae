"""What an export holds: everything of a candidate, without what is sealed unless that is asked for."""

import csv
import io
import json

import pytest

from interviews.candidates.queries import open_early
from interviews.decisions import NewDecision, decide
from interviews.errors import NotAllowed, UnknownCandidate
from interviews.export.candidate import export_all, export_for, rounds_to_export
from interviews.export.formats import write_csv, write_json
from interviews.export.models import Export, ExportedCandidate
from interviews.models import InterviewState, Outcome, Recommendation
from interviews.scorecards.submit import submit
from interviews.store import Store
from interviews.store.candidates import CandidateKey
from tests.interviews import make
from tests.interviews.people import (
    ADA,
    BARBARA,
    GRACE,
    MARGARET,
    NOON,
    OTHER_TEAM,
    RADIA,
    TEAM,
    at,
    person,
)
from tests.interviews.steps import add, the_loop
from tests.paths import ROOT

SCHEMA = ROOT / "docs" / "export.schema.json"


def exported(store: Store, *, with_sealed: bool = False) -> ExportedCandidate:
    [found] = export_all(store, [CandidateKey(TEAM, MARGARET)], with_sealed=with_sealed)
    return found


def exported_for(store: Store, who: str) -> ExportedCandidate:
    [found] = export_for(store, person(who), [CandidateKey(TEAM, MARGARET)])
    return found


def contents(candidate: ExportedCandidate) -> dict[str, str | None]:
    """The notes of each interviewer's newest card; None where they are left out."""
    return {
        card.interviewer_id: card.content and card.content.notes
        for card in candidate.scorecards
        if card.newest
    }


def rows(store: Store) -> list[dict[str, str]]:
    """The CSV, as a program reads it."""
    out = io.StringIO()
    write_csv(out, export_all(store, store.candidates.list_keys(), with_sealed=False))
    return [*csv.DictReader(io.StringIO(out.getvalue(), newline=""))]


def scores(store: Store, who: str, minutes: float, **said: object) -> None:
    sent = make.form(f"card-{who}-{minutes}", **said)  # type: ignore[arg-type]
    submit(store, person(who), sent, at(minutes))


@pytest.fixture
def panel(store: Store) -> Store:
    """Ada leads, and is on the panel with Grace; Barbara only listened, and has written something too."""
    add(store, make.candidate(), ADA, GRACE, BARBARA)
    barbara = the_loop(store).interview_of(BARBARA)
    assert barbara is not None
    store.interviews.set_state(TEAM, barbara.id, InterviewState.SHADOWED)
    scores(store, BARBARA, 5, note="Only listened.")
    scores(store, ADA, 10, note="Calm.")
    return store


class TestSealed:
    def test_leaves_out_what_was_written_and_says_whose_card_is_in(self, panel: Store) -> None:
        found = exported(panel)
        assert (found.sealed, found.missing, found.withheld) == (True, (GRACE,), True)
        assert [card.interviewer_id for card in found.scorecards] == [BARBARA, ADA]
        text = found.model_dump_json()
        for written in ("Calm.", "Said so.", "Only listened.", '"rating"', "candidate_rating"):
            assert written not in text

    def test_is_for_everybody_whoever_opened_it_early(self, panel: Store) -> None:
        open_early(panel, person(ADA), MARGARET, at(12))
        found = exported(panel)
        assert [opening.user_id for opening in found.early_openings] == [ADA]
        assert all(card.content is None for card in found.scorecards)

    def test_opens_with_the_last_card_except_for_who_only_listened(self, panel: Store) -> None:
        scores(panel, GRACE, 20)
        found = exported(panel)
        assert not found.sealed
        assert {
            card.interviewer_id: (card.content is not None, card.counts)
            for card in found.scorecards
        } == {ADA: (True, True), GRACE: (True, True), BARBARA: (False, False)}

    def test_is_written_where_that_is_asked_for(self, panel: Store) -> None:
        found = exported(panel, with_sealed=True)
        notes = [card.content.notes for card in found.scorecards if card.content]
        assert notes == ["Only listened.", "Calm."]
        assert not found.withheld

    def test_closes_again_where_somebody_joins_the_panel(self, panel: Store) -> None:
        scores(panel, GRACE, 20)
        panel.interviews.invite(the_loop(panel).candidate, RADIA, at(30), confirmed=True)
        assert all(card.content is None for card in exported(panel).scorecards)


class TestForALead:
    """What `/interview export` gives: what the lead may read, and never more."""

    def test_leaves_out_what_is_sealed_for_them_and_says_so(self, panel: Store) -> None:
        found = exported_for(panel, ADA)
        assert (found.sealed, found.withheld, found.missing) == (True, False, (GRACE,))
        scores(panel, GRACE, 20)
        panel.interviews.invite(the_loop(panel).candidate, RADIA, at(30), confirmed=True)
        found = exported_for(panel, ADA)
        assert (found.sealed, found.withheld) == (True, True)
        assert contents(found) == {ADA: "Calm.", GRACE: None}

    def test_has_what_they_opened_early(self, panel: Store) -> None:
        scores(panel, GRACE, 20, note="Exact.")
        panel.interviews.invite(the_loop(panel).candidate, RADIA, at(30), confirmed=True)
        open_early(panel, person(ADA), MARGARET, at(40))
        found = exported_for(panel, ADA)
        assert contents(found) == {ADA: "Calm.", GRACE: "Exact."}
        assert (found.sealed, found.withheld) == (True, False)

    def test_has_nothing_of_who_only_listened(self, panel: Store) -> None:
        scores(panel, GRACE, 20)
        assert BARBARA not in exported_for(panel, ADA).model_dump_json()

    def test_has_of_a_card_what_the_debrief_says(self, panel: Store) -> None:
        panel.interviews.invite(the_loop(panel).candidate, RADIA, at(15), confirmed=True)
        scores(panel, GRACE, 20, note="A slip.")
        scores(panel, GRACE, 25, note="What it should say.", seen=1)
        scores(panel, RADIA, 30, note="Exact.")
        scores(panel, GRACE, 35, note="Seen anew.", seen=2, reason="Radia's evidence.")
        read = {card.content.notes for card in exported_for(panel, ADA).scorecards if card.content}
        assert read == {"Calm.", "What it should say.", "Exact.", "Seen anew."}

    def test_says_neither_ratings_nor_decision_of_an_earlier_round_to_who_owes_a_later_card(
        self, panel: Store
    ) -> None:
        scores(panel, GRACE, 20, note="Exact.")
        sent = NewDecision(
            id="decision", candidate_id=MARGARET, outcome=Outcome.ADVANCE, reason="Strong."
        )
        decide(panel, person(ADA), sent, at(40))
        second = make.candidate("second").model_copy(update={"round": 2, "first_id": MARGARET})
        add(panel, second, ADA, minutes=50)
        found = exported_for(panel, ADA)
        assert contents(found) == {ADA: "Calm.", GRACE: None}
        assert (found.decision, found.sealed, found.withheld) == (None, False, True)
        assert "Strong." not in found.model_dump_json()

    def test_is_of_the_rounds_that_they_lead(self, panel: Store) -> None:
        second = make.candidate("second", leads=(GRACE,))
        add(panel, second.model_copy(update={"round": 2, "first_id": MARGARET}), RADIA, minutes=50)
        for named in (MARGARET, "second"):
            rounds = rounds_to_export(panel, person(ADA), named)
            assert [candidate.id for candidate in rounds] == [MARGARET]
        assert not [*export_for(panel, person(ADA), [CandidateKey(TEAM, "second")])]

    def test_is_refused_to_everybody_else(self, panel: Store) -> None:
        with pytest.raises(NotAllowed):
            rounds_to_export(panel, person(GRACE), MARGARET)
        with pytest.raises(UnknownCandidate):
            rounds_to_export(panel, person(RADIA), MARGARET)
        for who in (GRACE, RADIA):
            assert not [*export_for(panel, person(who), [CandidateKey(TEAM, MARGARET)])]


class TestCandidate:
    def test_has_ratings_in_harvests_words_beside_ours(self, panel: Store) -> None:
        scores(panel, GRACE, 20, points={"python": 1, "sql": 5, "testing": None})
        card = exported(panel).scorecards[-1]
        assert card.content is not None
        assert [
            (skill.job_candidate_attribute_id, skill.candidate_attribute_rating, skill.rating, skill.note)
            for skill in card.content.scorecard_candidate_attributes
        ] == [
            ("python", "definitely_not", 1, "Said so."),
            ("sql", "strong_yes", 5, "Said so."),
            ("testing", "no_decision", None, ""),
        ]  # fmt: skip

    def test_has_the_texts_that_were_seen_once(self, panel: Store) -> None:
        scores(panel, GRACE, 20)
        found = exported(panel)
        assert [(texts.number, texts.skills) for texts in found.texts] == [(1, make.SKILLS)]
        assert {card.content.texts for card in found.scorecards if card.content} == {1}

    def test_has_every_revision_and_which_is_a_second_rating(self, panel: Store) -> None:
        scores(panel, GRACE, 20)
        scores(panel, ADA, 30, seen=1, vote=Recommendation.NO, reason="Grace's evidence.")
        mine = [card for card in exported(panel).scorecards if card.interviewer_id == ADA]
        assert [(card.revision, card.newest, card.second_rating) for card in mine] == [
            (1, False, False),
            (2, True, True),
        ]
        assert mine[1].content is not None
        assert mine[1].content.reason == "Grace's evidence."

    def test_has_the_decision_and_what_happened_to_the_seal(self, panel: Store) -> None:
        scores(panel, GRACE, 20)
        sent = NewDecision(
            id="decision", candidate_id=MARGARET, outcome=Outcome.HIRE, reason="Strong."
        )
        decide(panel, person(ADA), sent, at(40))
        found = exported(panel)
        assert found.decision is not None
        assert (found.status, found.decision.outcome) == ("closing", Outcome.HIRE)
        assert {reveal.user_id for reveal in found.reveals} == {ADA, GRACE}
        assert {interview.state for interview in found.interviews} == {"planned", "shadowed"}

    def test_that_was_erased_meanwhile_is_passed_over(self, panel: Store) -> None:
        keys = panel.candidates.list_keys()
        panel.candidates.erase(TEAM, MARGARET, ADA, at(50))
        assert not [*export_all(panel, keys, with_sealed=True)]


class TestAll:
    def test_is_every_candidate_of_every_team_a_page_at_a_time(
        self, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("interviews.store.candidates.MOST_AT_ONCE", 2)
        for number in range(5):
            store.candidates.add(make.candidate(f"c{number}"))
        store.candidates.add(make.candidate("c0", team=OTHER_TEAM))
        assert [*store.candidates.list_keys()] == [
            *((TEAM, f"c{number}") for number in range(5)),
            (OTHER_TEAM, "c0"),
        ]


class TestJSON:
    def test_is_read_again_by_the_model(self, panel: Store) -> None:
        add(panel, make.candidate("c2", "Dorothy Vaughan"))
        out = io.StringIO()
        found = [*export_all(panel, panel.candidates.list_keys(), with_sealed=True)]
        write_json(out, found, NOON, with_sealed=True)
        again = Export.model_validate_json(out.getvalue())
        assert again.candidates == tuple(found)
        assert (again.version, again.includes_sealed) == (1, True)

    def test_of_nobody_is_an_empty_list(self) -> None:
        out = io.StringIO()
        write_json(out, [], NOON, with_sealed=False)
        assert Export.model_validate_json(out.getvalue()).candidates == ()

    def test_has_the_schema_that_is_published(self) -> None:
        """Where this fails, the format has changed: raise the version if more than a field was added."""
        now = json.dumps(Export.model_json_schema(mode="serialization"), indent=2) + "\n"
        assert SCHEMA.read_text() == now, f"write it anew: {rewrite_command()}"

    def test_is_explained_field_by_field(self) -> None:
        page = (ROOT / "docs" / "export.md").read_text()
        schema = json.loads(SCHEMA.read_text())
        ours = {name for name in schema["$defs"] if name.startswith("Exported")}
        planned = set(make.candidate().model_dump())
        for model in (schema, *(schema["$defs"][name] for name in ours)):
            for field in set(model["properties"]) - planned:
                assert f"`{field}`" in page, field


def rewrite_command() -> str:
    return (
        "python -c 'import json; from interviews.export.models import Export; "
        'print(json.dumps(Export.model_json_schema(mode="serialization"), indent=2))\' '
        "> docs/export.schema.json"
    )


class TestCSV:
    def test_has_a_row_for_each_rating(self, panel: Store) -> None:
        scores(panel, GRACE, 20)
        found = [row for row in rows(panel) if row["interviewer_id"] == GRACE]
        assert [(row["skill"], row["rating"], row["candidate_rating"]) for row in found] == [
            ("Python", "4", "yes"),
            ("Sql", "3", "yes"),
            ("Testing", "", "yes"),
        ]

    def test_names_the_candidate_in_both_systems_and_the_opening(self, store: Store) -> None:
        of_opening = {"remote_id": "gh-7", "opening_id": "opening-1", "stage": "Onsite"}
        add(store, make.candidate().model_copy(update=of_opening), ADA)
        scores(store, ADA, 10)
        assert all(of_opening.items() <= row.items() for row in rows(store))

    def test_has_one_row_for_a_card_that_is_sealed(self, panel: Store) -> None:
        found = rows(panel)
        assert [(row["interviewer_id"], row["sealed"], row["rating"]) for row in found] == [
            (BARBARA, "yes", ""),
            (ADA, "yes", ""),
        ]

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
    def test_runs_in_no_spreadsheet(self, store: Store, start: str) -> None:
        add(store, make.candidate(name=f"{start}cmd"), ADA)
        scores(store, ADA, 10, note=f"{start}1+1")
        assert {(row["name"], row["notes"]) for row in rows(store)} == {
            (f"'{start}cmd", f"'{start}1+1")
        }

    def test_keeps_lines_and_quotation_marks_of_a_note(self, store: Store) -> None:
        add(store, make.candidate(), ADA)
        scores(store, ADA, 10, note='He said "no",\nthen yes; 3-1=2')
        assert {row["notes"] for row in rows(store)} == {'He said "no",\nthen yes; 3-1=2'}
