"""Lists of openings and candidates, as a spreadsheet or another system writes them: what they mean, and every fault."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from interviews.export.candidate import export_all
from interviews.export.formats import write_csv
from interviews.imports.faults import Effect, Fault, Unreadable
from interviews.imports.importing import Importer, Step
from interviews.loop import Loop
from interviews.models import Candidate, InterviewState
from interviews.openings.models import Stage
from interviews.panels.split import LEAST_FOCUS
from interviews.scorecards.submit import submit
from interviews.store import Store
from interviews.store.messages import Posted
from question_bank.models import Archetype, Level
from tests.interviews import make
from tests.interviews.imports.terms import ALAN, importer, terms
from tests.interviews.people import (
    ADA,
    BACKEND_BERLIN,
    BARBARA,
    GRACE,
    RADIA,
    TEAM,
    at,
    person,
)
from tests.interviews.steps import add, change, the_loop

HEADER = "remote_id,name,opening,role,level,stage,leads,coordinators,due_at,cv_url,interviewer,starts_at,minutes,focus"
ROLE = "backend-developer"
TWO_O_CLOCK = "2026-03-02T14:00+01:00"


def row(**values: str) -> str:
    """A line of the table, with the cells that must be there unless the test says otherwise."""
    cells = {"name": "Katherine Johnson", "role": ROLE, "level": "senior", "leads": ADA} | values
    return ",".join(cells.get(name, "") for name in HEADER.split(","))


def table(*rows: str) -> str:
    return "\n".join((HEADER, *rows, ""))


Check = Callable[[str], list[Step | Fault]]


@pytest.fixture
def check(store: Store, role: Archetype) -> Check:
    return lambda text: [*importer(store, role).check(io.StringIO(text), at(0))]


@pytest.fixture
def takes_in(store: Store, role: Archetype) -> Callable[..., list[Effect]]:
    """Imports a file without a fault, and gives back what became of its entries."""

    def take_in(text: str, *, notify: bool = False, minutes: float = 0) -> list[Effect]:
        reader = importer(store, role)
        with store.transaction():
            return [
                reader.take_in(step, at(minutes), notify=notify)
                for step in reader.check(io.StringIO(text), at(minutes))
                if isinstance(step, Step) or pytest.fail(str(step))
            ]

    return take_in


TakesIn = Callable[..., list[Effect]]


def everybody(store: Store) -> list[Candidate]:
    return [*store.candidates.all_of(TEAM)]


def only(store: Store) -> Loop:
    """All there is about the one candidate."""
    [candidate] = everybody(store)
    return the_loop(store, candidate.id)


def kinds(store: Store) -> set[str]:
    return {found["kind"] for found in store._engine.query("SELECT kind FROM jobs")}


class TestCandidate:
    def test_has_what_the_row_says(self, store: Store, takes_in: TakesIn) -> None:
        takes_in(
            table(
                row(
                    remote_id="4711", stage="Onsite", leads=f"{ADA} {BARBARA}", coordinators=RADIA,
                    due_at="2026-03-09 18:00Z", cv_url="https://cv.example.com/1",
                )
            )
        )  # fmt: skip
        candidate = only(store).candidate
        assert candidate.model_dump(exclude={"id"}) == {
            **make.candidate(name="Katherine Johnson").model_dump(exclude={"id"}),
            "remote_id": "4711", "stage": "Onsite", "leads": (ADA, BARBARA), "coordinators": (RADIA,),
            "due_at": datetime(2026, 3, 9, 18, tzinfo=UTC), "cv_url": "https://cv.example.com/1",
        }  # fmt: skip

    def test_has_the_interviews_of_all_their_rows(
        self, store: Store, takes_in: TakesIn, role: Archetype
    ) -> None:
        takes_in(
            table(
                row(interviewer=GRACE, starts_at=TWO_O_CLOCK, minutes="60", focus="be-sql be-testing"),
                row(name="Dorothy Vaughan"),
                row(interviewer=BARBARA),
            )
        )  # fmt: skip
        [katherine] = [each for each in everybody(store) if each.name == "Katherine Johnson"]
        grace, barbara = (
            the_loop(store, katherine.id).interview_of(who) for who in (GRACE, BARBARA)
        )
        assert grace
        assert barbara
        assert (grace.starts_at, grace.minutes) == (datetime(2026, 3, 2, 13, tzinfo=UTC), 60)
        assert grace.focus == ("be-sql", "be-testing")
        assert grace.questions
        assert (barbara.starts_at, barbara.minutes) == (None, 45)
        assert len(barbara.focus) >= LEAST_FOCUS
        assert not {*grace.questions} & {*barbara.questions}

    def test_has_what_the_opening_says_where_the_row_says_nothing(
        self, store: Store, takes_in: TakesIn
    ) -> None:
        stages = (Stage(name="Phone screen", minutes=30, focus=("be-sql", "be-testing")),)
        store.openings.add(make.opening(leads=(BARBARA,), stages=stages))
        bare = row(opening='"backend,  berlin"', role="", level="", leads="", interviewer=GRACE)
        takes_in(table(bare))
        loop = only(store)
        candidate, [interview] = loop.candidate, loop.interviews
        assert (candidate.opening_id, candidate.stage) == (BACKEND_BERLIN, "Phone screen")
        assert (candidate.leads, candidate.archetype_id) == ((BARBARA,), ROLE)
        assert (interview.minutes, interview.focus) == (30, ("be-sql", "be-testing"))

    def test_is_asked_about_the_skills_of_the_stage_alone(
        self, store: Store, takes_in: TakesIn, role: Archetype
    ) -> None:
        four = tuple(skill.id for skill in role.skills[:4])
        store.openings.add(make.opening(stages=(Stage(name="Onsite", focus=four),)))
        takes_in(table(*(row(opening=BACKEND_BERLIN, interviewer=who) for who in (GRACE, BARBARA))))
        split = [each.focus for each in only(store).interviews]
        assert {skill for focus in split for skill in focus} == {*four}
        assert {len(focus) for focus in split} <= {2, 3}

    @pytest.mark.parametrize("shared", ["be-sql", "gone-since"])
    def test_gives_the_plans_shared_skill_to_whoever_is_added(
        self, store: Store, takes_in: TakesIn, role: Archetype, shared: str
    ) -> None:
        takes_in(table(row(interviewer=GRACE)))
        plan = only(store).candidate.model_copy(update={"shared_skill": shared})
        store.candidates.set_details(plan)
        takes_in(table(row(interviewer=GRACE), row(interviewer=BARBARA)), minutes=5)
        barbara = only(store).interview_of(BARBARA)
        assert barbara
        assert (shared in barbara.focus) is bool(role.skill(shared))
        assert only(store).candidate.shared_skill == shared

    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            ("  Katherine   Johnson ", "Katherine Johnson"),
            ("Kath\u202eerine", "Katherine"),
            ("=HYPERLINK(1)", "=HYPERLINK(1)"),
            ("'=1+1", "=1+1"),
            ("O'Neil", "O'Neil"),
            ("'t Hooft", "'t Hooft"),
            ("@U0ADA", "@U0ADA"),
        ],
    )
    def test_has_the_name_as_it_is_typed_in_slack(
        self, store: Store, takes_in: TakesIn, typed: str, kept: str
    ) -> None:
        takes_in(table(row(name=typed)))
        assert only(store).candidate.name == kept

    def test_with_a_formula_as_a_name_runs_in_no_spreadsheet(
        self, store: Store, takes_in: TakesIn
    ) -> None:
        takes_in(table(row(name="=1+1", interviewer=GRACE)))
        submit(store, person(GRACE), make.form("card", only(store).candidate.id), at(1))
        out = io.StringIO()
        write_csv(out, export_all(store, store.candidates.list_keys(), with_sealed=True))
        assert ",'=1+1," in out.getvalue()
        assert ",=1+1" not in out.getvalue()

    def test_is_read_from_json_too(self, store: Store, takes_in: TakesIn) -> None:
        interview = {"interviewer": GRACE, "starts_at": TWO_O_CLOCK, "minutes": 60}
        katherine = {
            "remote_id": 4711, "name": "Katherine Johnson", "role": ROLE, "level": "senior",
            "leads": [ADA], "due_at": None, "interviews": [interview],
        }  # fmt: skip
        assert takes_in(json.dumps({"candidates": [katherine]}, indent=1)) == [Effect.ADDED]
        loop = only(store)
        assert (loop.candidate.remote_id, loop.interviews[0].minutes) == ("4711", 60)

    @pytest.mark.parametrize("delimiter", [";", "\t"])
    def test_stands_between_semicolons_or_tabs_too(
        self, store: Store, takes_in: TakesIn, delimiter: str
    ) -> None:
        takes_in(table(row(interviewer=GRACE)).replace(",", delimiter).replace("\n", "\r\n"))
        assert [each.interviewer_id for each in only(store).interviews] == [GRACE]

    def test_has_columns_in_any_order_and_spelling(self, store: Store, takes_in: TakesIn) -> None:
        takes_in(
            f"Role,LEADS, Remote id ,Level,Name,\n{ROLE},{ADA},4711,senior,Katherine,\n\n,,,,,\n"
        )
        assert only(store).candidate.remote_id == "4711"

    def test_has_times_in_the_zone_of_the_file(self, store: Store, role: Archetype) -> None:
        in_berlin = replace(terms(role), zone=ZoneInfo("Europe/Berlin"))
        berlin = Importer(store, in_berlin, TEAM, lambda: TEAM)
        text = table(row(due_at="2026-03-09 18:00"))
        [step] = berlin.check(io.StringIO(text), at(0))
        assert isinstance(step, Step)
        with store.transaction():
            berlin.take_in(step, at(0), notify=False)
        assert only(store).candidate.due_at == datetime(2026, 3, 9, 17, tzinfo=UTC)


class TestOpening:
    TEXT = f"title,role,level,leads,stages\nBackend Berlin,{ROLE},mid,{ADA},Phone screen (30); Onsite\n"

    def test_is_added_once(self, store: Store, takes_in: TakesIn) -> None:
        assert takes_in(self.TEXT) == [Effect.ADDED]
        assert takes_in(self.TEXT.replace("Backend Berlin", "backend  berlin")) == [Effect.KEPT]
        [opening] = store.openings.all_of(TEAM)
        assert opening.stages == (Stage(name="Phone screen", minutes=30), Stage(name="Onsite"))
        assert (opening.target_level, opening.bank_version) == (Level.MID, "bank-1")

    def test_stands_before_its_candidates_in_one_file(
        self, store: Store, takes_in: TakesIn
    ) -> None:
        data = {
            "openings": [
                {"remote_id": "job-1", "title": "Backend", "role": ROLE, "level": "mid", "leads": ADA,
                 "stages": [{"name": "Onsite", "minutes": 60, "focus": ["be-sql", "be-testing"]}]}
            ],
            "candidates": [{"name": "Katherine Johnson", "opening": "job-1"}],
        }  # fmt: skip
        assert takes_in(json.dumps(data)) == [Effect.ADDED, Effect.ADDED]
        [opening] = store.openings.all_of(TEAM)
        assert opening.stages[0].focus == ("be-sql", "be-testing")
        assert only(store).candidate.opening_id == opening.id
        assert takes_in(json.dumps(data)) == [Effect.KEPT, Effect.KEPT]


class TestAgain:
    FIRST = row(remote_id="4711", interviewer=GRACE, starts_at=TWO_O_CLOCK)

    @pytest.mark.parametrize("remote_id", ["4711", ""])
    def test_adds_nothing_twice(self, store: Store, takes_in: TakesIn, remote_id: str) -> None:
        text = table(row(remote_id=remote_id, interviewer=GRACE), row(name="Dorothy Vaughan"))
        takes_in(text)
        before = everybody(store), store._engine.query("SELECT * FROM interviews ORDER BY id")
        assert takes_in(text, minutes=5) == [Effect.KEPT, Effect.KEPT]
        after = everybody(store), store._engine.query("SELECT * FROM interviews ORDER BY id")
        assert after == before

    def test_changes_times_and_adds_who_is_new(self, store: Store, takes_in: TakesIn) -> None:
        takes_in(table(self.FIRST))
        later = row(
            remote_id="4711", interviewer=GRACE, starts_at="2026-03-03T09:00Z", due_at="2026-03-09T09:00Z"
        )  # fmt: skip
        more = row(remote_id="4711", interviewer=BARBARA, due_at="2026-03-09T09:00Z")
        assert takes_in(table(later, more)) == [Effect.CHANGED]
        loop = only(store)
        assert [each.interviewer_id for each in loop.interviews] == [GRACE, BARBARA]
        assert loop.interviews[0].starts_at == datetime(2026, 3, 3, 9, tzinfo=UTC)
        assert loop.candidate.due_at == datetime(2026, 3, 9, 9, tzinfo=UTC)

    def test_leaves_what_it_does_not_say_and_who_leads(
        self, store: Store, takes_in: TakesIn
    ) -> None:
        takes_in(table(self.FIRST))
        change(store, "UPDATE candidate_leads SET user_id = 'U0BARBARA' WHERE team_id = :team_id")
        before = only(store)
        assert takes_in(table(row(remote_id="4711", name="Katherine G. Johnson"))) == [Effect.KEPT]
        assert only(store) == before
        assert before.candidate.leads == (BARBARA,)

    def test_puts_nobody_on_a_panel_again(self, store: Store, takes_in: TakesIn) -> None:
        takes_in(table(self.FIRST))
        [interview] = only(store).interviews
        store.interviews.set_state(TEAM, interview.id, InterviewState.CANCELLED)
        assert takes_in(table(self.FIRST)) == [Effect.KEPT]
        assert not only(store).interviews

    def test_moves_no_interview_whose_card_is_in(self, store: Store, takes_in: TakesIn) -> None:
        takes_in(table(self.FIRST))
        submit(store, person(GRACE), make.form("card", only(store).candidate.id), at(1))
        assert takes_in(table(row(remote_id="4711", interviewer=GRACE, minutes="90"))) == [
            Effect.KEPT
        ]

    def test_keeps_whoever_is_decided(self, store: Store, takes_in: TakesIn) -> None:
        takes_in(table(self.FIRST))
        change(store, "UPDATE candidates SET status = 'decided' WHERE team_id = :team_id")
        assert takes_in(table(self.FIRST, row(remote_id="4711", interviewer=RADIA))) == [
            Effect.KEPT
        ]
        assert everybody(store) == []

    def test_finds_whom_somebody_has_added_in_slack(self, store: Store, takes_in: TakesIn) -> None:
        add(store, make.candidate(), ADA)
        assert takes_in(table(row(remote_id="4711", name="margaret  hamilton"))) == [Effect.CHANGED]
        assert only(store).candidate.remote_id == "4711"
        assert takes_in(table(row(remote_id="4712", name="Margaret Hamilton"))) == [Effect.ADDED]

    def test_knows_the_round_by_its_stage(self, store: Store, takes_in: TakesIn) -> None:
        takes_in(table(row(remote_id="4711", stage="Phone screen")))
        change(store, "UPDATE candidates SET status = 'decided' WHERE team_id = :team_id")
        [phone] = store.candidates.by_remote_id(TEAM, "4711")
        onsite = {
            "id": "onsite",
            "round": 2,
            "stage": "Onsite",
            "first_id": phone.id,
            "status": "open",
        }
        store.candidates.add(Candidate.model_validate(phone.model_dump() | onsite))
        panel = {"remote_id": "4711", "interviewer": GRACE}
        assert takes_in(table(row(**panel, stage="Phone screen"))) == [Effect.KEPT]
        assert takes_in(table(row(**panel, stage="Onsite"))) == [Effect.CHANGED]
        assert [each.interviewer_id for each in the_loop(store, "onsite").interviews] == [GRACE]


class TestMessages:
    TEXT = table(row(interviewer=GRACE, starts_at="2026-03-05T14:00Z"))

    def test_are_none_unless_asked_for(self, store: Store, takes_in: TakesIn) -> None:
        store.homes.remember(TEAM, GRACE)
        takes_in(self.TEXT)
        assert kinds(store) == {"home"}

    def test_come_as_from_a_plan_where_they_are(self, store: Store, takes_in: TakesIn) -> None:
        takes_in(self.TEXT, notify=True)
        assert {"interview", "remind", "kit"} <= kinds(store)

    def test_that_stand_in_slack_already_follow(self, store: Store, takes_in: TakesIn) -> None:
        """Somebody has planned it in Slack: its message and its reminders must not be of an older time."""
        takes_in(self.TEXT)
        loop = only(store)
        about = f"interview:{loop.candidate.id}:{GRACE}:000"
        posted = Posted(
            team_id=TEAM, about=about, candidate_id=loop.candidate.id, channel="D0", ts="1.0"
        )
        store.messages.remember(posted, at(0))
        takes_in(
            table(row(interviewer=GRACE, starts_at="2026-03-06T14:00Z"), row(interviewer=RADIA))
        )
        assert {"interview", "remind"} <= kinds(store)
        told = store._engine.query("SELECT payload FROM jobs")
        assert not [each for each in told if RADIA in each["payload"]]


class TestFaults:
    @pytest.mark.parametrize(
        ("line", "fault"),
        [
            (row(name=""), "line 2, column 2 (name): is missing."),
            (row(name="\u202e"), "line 2, column 2 (name): holds nothing that can be seen."),
            (row(name="x" * 121), "line 2, column 2 (name): has 121 characters; 120 fit."),
            (row(role=""), "line 2, column 4 (role): is missing."),
            (row(role="backnd"), "line 2, column 4 (role): No role is called backnd. Did you mean backend-developer?"),
            (row(level="staff"), "line 2, column 5 (level): staff is no level: junior, mid or senior."),
            (row(leads=""), "line 2, column 7 (leads): is missing: somebody decides"),
            (row(leads="ada@example.com"), "line 2, column 7 (leads): 'ada@example.com' is no Slack user id"),
            (row(leads=ALAN), "line 2, column 7 (leads): has left this workspace."),
            (row(leads=" ".join(f"U00{number}" for number in range(13))), "(leads): names 13 people; 12 fit."),
            (row(coordinators="Ada"), "line 2, column 8 (coordinators): 'Ada' is no Slack user id"),
            (row(due_at="soon"), "line 2, column 9 (due_at): soon is no time such as 2026-03-02 14:00."),
            (row(due_at="2026-03-02"), "(due_at): 2026-03-02 is no time such as"),
            (row(due_at="0001-01-01T00:00Z"), "(due_at): 0001-01-01T00:00Z is no time such as"),
            (row(due_at="2026-03-02 14:00"), "(due_at): 2026-03-02 14:00 does not say its time zone."),
            (row(cv_url="cv.pdf"), "line 2, column 10 (cv_url): is no address such as"),
            (row(stage="x" * 41), "line 2, column 6 (stage): has 41 characters; 40 fit."),
            (row(opening="Backend Munich"),
             "line 2, column 3 (opening): No opening is called Backend Munich. Did you mean Backend, Berlin?"),
            (row(opening=BACKEND_BERLIN, stage="Onsight"),
             "(stage): The opening has no stage Onsight. Did you mean Onsite?"),
            (row(starts_at=TWO_O_CLOCK), "line 2, column 11 (interviewer): is missing."),
            (row(interviewer=ALAN), "line 2, column 11 (interviewer): has left this workspace."),
            (row(interviewer=GRACE, minutes="5"), "(minutes): An interview takes 10 to 480 minutes."),
            (row(interviewer=GRACE, minutes="an hour"), "(minutes): An interview takes 10 to 480 minutes."),
            (row(interviewer=GRACE, focus="be-sql"), "line 2, column 14 (focus): 2 or 3 skills each"),
            (row(interviewer=GRACE, focus="be-sql be-tests"), "(focus): The role has no skill be-tests. Did you mean"),
            (row() + ",more", "line 2, column 15: stands in no column."),
            (row(interviewer=GRACE) + "\n" + row(interviewer=GRACE),
             "line 3, column 11 (interviewer): has two interviews with this candidate."),
            (row(remote_id="1") + "\n" + row(remote_id="1", name="Dorothy"),
             "line 3, column 2 (name): is not what line 2 says of the same candidate."),
            ("\n".join(row(interviewer=f"U00{number}") for number in range(13)),
             "(interviewer): A panel has room for 12"),
        ],
    )  # fmt: skip
    def test_come_with_line_and_column(
        self, store: Store, check: Check, line: str, fault: str
    ) -> None:
        store.openings.add(make.opening(stages=(Stage(name="Phone screen"), Stage(name="Onsite"))))
        faults = [str(found) for found in check(table(line)) if isinstance(found, Fault)]
        assert any(fault in found for found in faults), faults
        assert all("line" in found for found in faults)

    def test_are_all_said_at_once(self, check: Check) -> None:
        bad = row(name="", level="x", leads="y", due_at="z", interviewer="w")
        faults = check(table(bad, row(), row(name="", level="x")))
        assert [str(found).partition(":")[0] for found in faults if isinstance(found, Fault)] == [
            "line 2, column 5 (level)", "line 2, column 2 (name)", "line 2, column 7 (leads)",
            "line 2, column 9 (due_at)", "line 2, column 11 (interviewer)",
            "line 4, column 5 (level)", "line 4, column 2 (name)",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("header", "fault"),
        [
            ("name,role,levl", "line 1, column 3 (levl): is no column that is known. Did you mean level?"),
            ("name,name,role", "line 1, column 2 (name): stands twice."),
        ],
    )  # fmt: skip
    def test_of_the_first_line_come_too(self, check: Check, header: str, fault: str) -> None:
        assert fault in [str(found) for found in check(header + "\n")]

    def test_of_cells_with_line_breaks_name_the_line_where_the_row_begins(
        self, check: Check
    ) -> None:
        text = table(row(name='"Katherine\nJohnson"'), row(name="Dorothy", level="x"))
        assert [str(found) for found in check(text) if isinstance(found, Fault)] == [
            "line 4, column 5 (level): x is no level: junior, mid or senior."
        ]

    @pytest.mark.parametrize(
        "text", ["", "\n", "Katherine Johnson;backend", 'name\n"Katherine\n', "name,scorecard_id"]
    )
    def test_of_what_is_no_table_say_what_to_do(self, check: Check, text: str) -> None:
        with pytest.raises(Unreadable, match=r"line [12]"):
            check(text)

    @pytest.mark.parametrize(
        ("entry", "fault"),
        [
            ({"name": "Katherine Johnson"}, "(role): is missing."),
            ({"nme": "Katherine Johnson"}, "(nme): is no key that is known. Did you mean name?"),
            ({"name": ["Katherine"]}, "(name): must be a text."),
            ({"leads": {"id": ADA}}, "(leads): must be a list of texts."),
            ({"interviews": GRACE}, "(interviews): must be a list."),
            ({"interviews": [GRACE]}, "line 5, column 5 (interviews): must be an object."),
            ({"interviews": [{"interviewer": "Grace"}]}, "line 6, column 21 (interviewer): 'Grace' is no Slack"),
            ("Katherine", "line 3, column 3: must be an object."),
        ],
    )  # fmt: skip
    def test_in_json_come_with_line_and_column(
        self, check: Check, entry: object, fault: str
    ) -> None:
        faults = [str(found) for found in check(json.dumps({"candidates": [entry]}, indent=1))]
        assert any(fault in found for found in faults), faults

    @pytest.mark.parametrize(
        ("stages", "fault"),
        [
            ([{"name": str(number)} for number in range(9)], "(stages): has 9 stages; 8 fit."),
            ("Onsite; onsite", "(stages): Two of the stages have one name."),
            ("Onsite (5)", "(stages): An interview takes 10 to 480 minutes."),
            ("Onsite; ", "(stages): The name of a stage has 1 to 40 characters."),
            ([{"minutes": 30}], "(name): is missing."),
            ([{"name": "Onsite", "focus": "be-tests"}], "(focus): The role has no skill be-tests."),
        ],
    )
    def test_of_stages_come_too(self, check: Check, stages: object, fault: str) -> None:
        opening = {"title": "Backend", "role": ROLE, "level": "mid", "leads": ADA, "stages": stages}
        faults = [str(found) for found in check(json.dumps({"openings": [opening]}, indent=1))]
        assert len(faults) == 1, faults
        assert fault in faults[0]

    def test_include_a_candidate_who_stands_twice(self, check: Check) -> None:
        entry = {"name": "Katherine Johnson", "role": ROLE, "level": "mid", "leads": ADA}
        faults = check(json.dumps({"candidates": [entry, entry]}, indent=1))
        assert "line 9, column 3: This candidate stands in line 3, too." in map(str, faults)

    def test_include_two_openings_of_one_title(self, store: Store, check: Check) -> None:
        store.openings.add(make.opening())
        store.openings.add(make.opening("other"))
        [fault] = check(table(row(opening='"Backend, Berlin"')))
        assert "Several openings have this title. Write the id of one" in str(fault)

    def test_include_a_closed_opening(self, store: Store, check: Check) -> None:
        store.openings.add(make.opening())
        store.openings.set_closed(TEAM, BACKEND_BERLIN, at(0))
        [fault] = check(table(row(opening=BACKEND_BERLIN)))
        assert "(opening): This opening is closed." in str(fault)

    def test_include_several_who_are_here(self, store: Store, check: Check) -> None:
        for number in range(2):
            add(store, make.candidate(f"margaret-{number}"), ADA)
        [fault] = check(table(row(name="Margaret Hamilton")))
        assert "(name): Several candidates here have this name for this role." in str(fault)

    def test_quote_nobody_and_no_control_characters(self, check: Check) -> None:
        faults = check(table(row(role="back\x1b[31mend", level="x")))
        assert all(str(fault).isprintable() for fault in faults)
        assert "Katherine" not in "".join(map(str, faults))
