"""The schema: from every older step with rows in it, by several processes at once, and never backwards."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from subprocess import Popen

import pytest

from interviews.errors import StoreTooNew
from interviews.scorecards.submit import submit
from interviews.store import Store, migrations
from interviews.store.engines.engine import Engine
from interviews.store.migrations import STEPS, Step, in_order, migrate
from interviews.store.readers import Reader
from tests.interviews import make
from tests.interviews.conftest import Database
from tests.interviews.people import ADA, BARBARA, GRACE, MARGARET, NOON, TEAM, person
from tests.interviews.steps import PowerCutError, the_loop
from tests.interviews.store.processes import hear, other_process, tell

NAMES = tuple(step.name for step in STEPS)

ROWS = {
    "001_candidates": """
        INSERT INTO candidates VALUES
            ('T0ENGINE', 'candidate-margaret', 'Margaret Hamilton', 'margaret hamilton',
             'backend-developer', 'senior', 'open', 'U0ADA', '2026-03-02T12:00:00.000000Z');
        INSERT INTO candidate_leads VALUES ('T0ENGINE', 'candidate-margaret', 'U0ADA');
        INSERT INTO interviews VALUES
            ('T0ENGINE', 'interview-1', 'candidate-margaret', 'U0ADA', 1,
             '2026-03-02T12:00:00.000000Z')""",
    "002_scorecards": """
        INSERT INTO bank_texts VALUES ('T0ENGINE', 'digest', '[]');
        INSERT INTO scorecards VALUES
            ('T0ENGINE', 'card-1', 'interview-1', 'candidate-margaret', 'U0ADA', 1, 'senior',
             'bank-0', 'digest', 'yes', 'From long ago.', '2026-03-02T12:00:00.000000Z');
        INSERT INTO ratings VALUES ('T0ENGINE', 'card-1', 0, 'python', 4, 'Knew the GIL.')""",
    "003_audit": """
        INSERT INTO audit VALUES
            ('T0ENGINE', 'key', '2026-03-02T12:00:00.000000Z', 'U0ADA', 'opened_early',
             'candidate-margaret', '["U0GRACE"]')""",
    "004_jobs": """
        INSERT INTO jobs VALUES
            ('T0ENGINE', 'job-1', 'digest', '{}', 'digest:1', '2026-03-02T12:00:00.000000Z',
             NULL, NULL, 0, NULL, NULL, '');
        INSERT INTO messages VALUES
            ('T0ENGINE', 'digest:1', 'candidate-margaret', 'D0ADA', '1.0',
             '2026-03-02T12:00:00.000000Z')""",
    "005_drafts": """
        INSERT INTO drafts VALUES
            ('T0ENGINE', 'U0GRACE', 'card-2', 'candidate-margaret', '{}', '1.0',
             '2026-03-02T12:00:00.000000Z')""",
    "006_decisions": """
        INSERT INTO decisions VALUES
            ('T0ENGINE', 'decision-1', 'candidate-margaret', 'U0ADA', 'advance', 'Calm.',
             '["U0ADA"]', '2026-03-02T12:00:00.000000Z', '2026-03-02T12:05:00.000000Z')""",
    "007_plans": """
        INSERT INTO preferences VALUES ('T0ENGINE', 'U0ADA', 1, 1, 0, 9)""",
    "010_homes": """
        INSERT INTO homes VALUES ('T0ENGINE', 'U0ADA')""",
    "011_jottings": """
        INSERT INTO jottings VALUES
            ('T0ENGINE', 'U0GRACE', 'candidate-margaret', 'note-1', 1, 'python', 'Knew the GIL.',
             '2026-03-02T12:00:00.000000Z')""",
    "015_reveals": """
        INSERT INTO reveals VALUES
            ('T0ENGINE', 'candidate-margaret', 'U0KATHERINE', '2026-03-02T12:00:00.000000Z',
             'became_lead');
        INSERT INTO departures VALUES
            ('T0ENGINE', 'candidate-margaret', 'U0GRACE', '2026-03-02T12:00:00.000000Z',
             'cancelled', 'U0ADA', 0);
        INSERT INTO erasures VALUES
            ('T0ENGINE', 'candidate-0', 'U0ADA', '2026-03-02T12:00:00.000000Z')""",
    "016_notices": """
        INSERT INTO reminders VALUES
            ('T0ENGINE', 'interview-1', '1772452800', 1, '2026-03-02T12:00:00.000000Z');
        INSERT INTO weekly_digests VALUES ('T0ENGINE', 'U0ADA', '2026-03-02');
        INSERT INTO leavers VALUES
            ('T0ENGINE', 'U0ADA', 'interview-1', 'U0GRACE', '2026-03-02T12:00:00.000000Z')""",
    "020_own_reminders": """
        INSERT INTO unwanted_reminders VALUES ('T0ENGINE', 'candidate-margaret', 'U0ADA')""",
    "023_coordinators": """
        INSERT INTO candidate_coordinators VALUES
            ('T0ENGINE', 'candidate-margaret', 'U0BARBARA')""",
    "024_openings": """
        INSERT INTO job_openings VALUES
            ('T0ENGINE', 'opening-1', 'Backend, Berlin', 'backend, berlin', 'backend-developer',
             'senior', '[]', 'bank-0', '', 'U0ADA', '2026-03-02T12:00:00.000000Z', NULL);
        INSERT INTO opening_leads VALUES ('T0ENGINE', 'opening-1', 'U0ADA');
        INSERT INTO opening_coordinators VALUES ('T0ENGINE', 'opening-1', 'U0BARBARA')""",
    "025_calibration": """
        INSERT INTO calibration_rounds VALUES
            ('T0ENGINE', 'round-1', 'backend-developer', 'Backend developer', 1, '[]', 'U0ADA',
             '2026-03-02T12:00:00.000000Z', NULL, NULL);
        INSERT INTO calibration_raters VALUES ('T0ENGINE', 'round-1', 'U0ADA');
        INSERT INTO calibration_ratings VALUES
            ('T0ENGINE', 'round-1', 'U0ADA', 1, 'answer-1', 4, '', '2026-03-02T12:00:00.000000Z')""",
    "027_retention": """
        INSERT INTO legal_holds VALUES
            ('T0ENGINE', 'candidate', 'candidate-margaret', 'hold-1', 'A letter.', 'U0ADA', 0,
             '2026-03-02T12:00:00.000000Z');
        INSERT INTO policies VALUES ('T0ENGINE', 1, 12, 0, 0);
        INSERT INTO erasure_notices VALUES
            ('T0ENGINE', 'candidate-margaret', '2026-03-02T12:00:00.000000Z');
        INSERT INTO erased_rounds VALUES
            ('T0ENGINE', 'round-1', 'opening-1', 'Onsite', 'backend-developer', 'senior', 'hire',
             3, '[2, 20]', '2026-03', 1)""",
    "029_processes": """
        INSERT INTO processes VALUES
            ('process-1', 'host-a', '1.0.0', '0123456789ab', '2026-03-02T12:00:00.000000Z')""",
    "031_erasure_checks": """
        INSERT INTO erasure_checks VALUES
            ('T0ENGINE', 'candidate-0', 'U0ADA', '2026-03-02T12:00:00.000000Z', '[]', '{}', 'salt',
             '[]', '[]', '', '')""",
}
"""What a release of that step wrote, in the words of that time: these rows are never changed."""


@pytest.fixture
def unmigrated(empty_database: Database) -> Iterator[Store]:
    """A store whose database is empty."""
    opened = empty_database.opened()
    yield opened
    opened.close()


def brought_to(store: Store, step: str) -> None:
    """The database as a release of that step left it, with rows in every table."""
    for name in NAMES[: NAMES.index(step) + 1]:
        migrate(store._engine, lambda: NOON, upto=name)
        for row in filter(None, ROWS.get(name, "").split(";")):
            store._engine.execute(row)


class TestFromEveryStep:
    """Whoever skips releases loses nothing."""

    @pytest.mark.parametrize("step", NAMES)
    def test_reaches_the_newest_with_every_row(self, unmigrated: Store, step: str) -> None:
        brought_to(unmigrated, step)
        assert unmigrated.migrate() == NAMES[NAMES.index(step) + 1 :]
        assert unmigrated.is_ready()
        there = the_loop(unmigrated)
        assert (there.candidate.name, there.candidate.leads) == ("Margaret Hamilton", (ADA,))
        assert there.candidate.coordinators == ((BARBARA,) if step >= "023" else ())
        assert [interview.interviewer_id for interview in there.interviews] == [ADA]
        admin = Reader(TEAM, ADA, knows_all=True)
        assert unmigrated.names.find(admin, "t ham") == (MARGARET,)
        assert (there.candidate.round, there.candidate.person_id, there.later) == (1, MARGARET, ())
        if step >= "002":
            [card] = there.cards
            assert (card.note, card.ratings[0].evidence) == ("From long ago.", "Knew the GIL.")
            assert card.reason == ""
        if step >= "003":
            assert [opening.missing for opening in there.early_openings] == [(GRACE,)]
        if step >= "004":
            assert unmigrated.jobs.counts()["waiting"] == 1
            assert unmigrated.messages.find(TEAM, "digest:1") is not None
        if step >= "006":
            [former] = unmigrated.decisions.list_former(TEAM, MARGARET)
            assert (former.reason, former.replaces) == ("Calm.", "")

    def test_begins_with_rows_in_every_table(self, unmigrated: Store) -> None:
        """Whoever adds a step writes down here what the release before it kept."""
        brought_to(unmigrated, NAMES[-2])
        for table in unmigrated._engine.table_names():
            assert unmigrated._engine.query(f"SELECT 1 AS one FROM {table} LIMIT 1"), table  # noqa: S608

    @pytest.mark.parametrize("step", NAMES)
    def test_goes_on_from_there(self, unmigrated: Store, step: str) -> None:
        brought_to(unmigrated, step)
        unmigrated.migrate()
        seen = 1 if step >= "002" else 0
        saved = submit(unmigrated, person(ADA), make.form("card-new", seen=seen), NOON)
        assert saved.card.revision == seen + 1

    def test_reaches_the_newest_from_nothing(self, unmigrated: Store) -> None:
        assert not unmigrated.is_ready()
        assert unmigrated.migrate() == NAMES
        assert unmigrated.is_ready()

    def test_has_nothing_to_do_twice(self, unmigrated: Store) -> None:
        unmigrated.migrate()
        submit(unmigrated, person(ADA), make.form("card", new=make.margaret()), NOON)
        assert unmigrated.migrate() == ()
        assert len(the_loop(unmigrated).cards) == 1

    @pytest.mark.parametrize("step", NAMES[:-1])
    def test_is_not_ready_before(self, unmigrated: Store, step: str) -> None:
        brought_to(unmigrated, step)
        assert not unmigrated.is_ready()

    def test_keeps_nothing_of_steps_that_fail(
        self, unmigrated: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        brought_to(unmigrated, NAMES[0])

        def broken(engine: Engine) -> None:
            engine.execute("CREATE TABLE half (a TEXT)")
            raise PowerCutError

        monkeypatch.setattr(migrations, "STEPS", (*STEPS, Step("999_broken", broken)))
        with pytest.raises(PowerCutError):
            migrate(unmigrated._engine, lambda: NOON, upto="999_broken")
        monkeypatch.undo()
        assert unmigrated._engine.table_names().isdisjoint({"half", "scorecards"})
        assert unmigrated.migrate() == NAMES[1:]


def schema(store: Store) -> list[str]:
    """Everything the database says of its tables, as sorted lines."""
    if store._engine.dialect == "sqlite":
        rows = store._engine.query("SELECT sql AS line FROM sqlite_master WHERE sql IS NOT NULL")
    else:
        rows = store._engine.query(
            """SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable
                   || ' ' || COALESCE(column_default, '') AS line
               FROM information_schema.columns WHERE table_schema = current_schema()
               UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema()
               UNION ALL SELECT CAST(conrelid AS regclass) || ' ' || pg_get_constraintdef(oid)
               FROM pg_constraint WHERE connamespace = CAST(current_schema() AS regnamespace)"""
        )
    return sorted(" ".join(row["line"].split()) for row in rows)


class TestSchema:
    """It is the same for everybody, however long they have been here."""

    @pytest.fixture
    def fresh(self, unmigrated: Store) -> list[str]:
        """What a database has that is new today."""
        unmigrated.migrate()
        found = schema(unmigrated)
        engine, on_postgres = unmigrated._engine, unmigrated._engine.dialect == "postgresql"
        if not on_postgres:  # whose tables go in any order only while no key is looked at
            engine.execute("PRAGMA foreign_keys = OFF")
        for table in engine.table_names():
            engine.execute(f"DROP TABLE {table} {'CASCADE' if on_postgres else ''}")
        if not on_postgres:
            engine.execute("PRAGMA foreign_keys = ON")
        return found

    @pytest.mark.parametrize("step", NAMES)
    def test_is_that_of_a_new_database_from_every_step(
        self, fresh: list[str], unmigrated: Store, step: str
    ) -> None:
        brought_to(unmigrated, step)
        unmigrated.migrate()
        assert schema(unmigrated) == fresh

    def test_repeats_no_values_of_an_enum(self, fresh: list[str]) -> None:
        """PostgreSQL writes IN as = ANY."""
        checks = [line for line in fresh if "CHECK" in line]
        assert checks
        assert not [line for line in checks if "IN ('" in line or "'::text" in line]

    def test_still_deletes_what_belongs_to_a_candidate(self, unmigrated: Store) -> None:
        brought_to(unmigrated, "013_erasing")
        unmigrated.migrate()
        unmigrated.candidates.erase(TEAM, MARGARET, ADA, NOON)
        for table in ("candidate_leads", "interviews", "scorecards", "ratings", "decisions"):
            assert unmigrated._engine.query(f"SELECT * FROM {table}") == [], table  # noqa: S608

    def test_still_refuses_what_belongs_to_nobody(self, unmigrated: Store) -> None:
        unmigrated.migrate()
        with pytest.raises(Exception, match=r"(?i)foreign key"):
            unmigrated._engine.execute("INSERT INTO candidate_leads VALUES ('T0', 'nobody', 'U0')")


class TestSteps:
    """The list of steps, which is checked when it is imported."""

    @pytest.mark.parametrize(
        "names",
        [
            ["001_candidates", "002_scorecards", "002_audit"],
            ["001_candidates", "003_audit"],
            ["002_scorecards", "001_candidates"],
            ["candidates"],
        ],
        ids=["a number twice", "a gap", "a wrong order", "no number"],
    )
    def test_are_refused_unless_they_count(self, names: list[str]) -> None:
        with pytest.raises(ValueError, match="a number is taken or left out"):
            in_order(names)

    def test_are_all_the_files_there_are(self) -> None:
        files = Path(migrations.__file__).parent.glob("s*.py")
        assert sorted(NAMES) == sorted(file.stem.removeprefix("s") for file in files)

    def test_keep_the_names_that_older_databases_have_recorded(self) -> None:
        assert NAMES[:13] == (
            "001_candidates", "002_scorecards", "003_audit", "004_jobs", "005_drafts",
            "006_decisions", "007_plans", "008_leads_by_user", "009_second_ratings", "010_homes",
            "011_jottings", "012_lanes", "013_erasing",
        )  # fmt: skip


class TestNewerDatabase:
    """A release that is rolled back must not touch what a newer one has made."""

    @pytest.fixture
    def newer(self, unmigrated: Store) -> Store:
        unmigrated.migrate()
        unmigrated._engine.execute(
            "INSERT INTO schema_steps (name, applied_at) VALUES ('998_tomorrow', 'x')"
        )
        return unmigrated

    def test_is_refused_with_a_way_out(self, newer: Store) -> None:
        with pytest.raises(StoreTooNew) as refused:
            newer.migrate()
        assert str(refused.value) == (
            "The database was migrated by a newer release (step 998_tomorrow). "
            "Install that release or a later one, or go back to a backup."
        )

    def test_is_not_ready_for_this_one(self, newer: Store) -> None:
        assert not newer.is_ready()


@pytest.fixture(scope="module")
def four() -> Iterator[list[Popen[str]]]:
    """Four processes that migrate what they are told to."""
    with ExitStack() as all_of_them:
        yield [all_of_them.enter_context(other_process("migrates")) for _ in range(4)]


@pytest.mark.pooled
class TestAtOnce:
    """A deployment starts several processes, and each migrates first."""

    @pytest.mark.parametrize("_round", range(4))
    def test_one_does_it_and_the_others_wait(
        self, empty_database: Database, four: list[Popen[str]], _round: int
    ) -> None:
        for process in four:
            tell(process, empty_database.url)
        said = sorted(hear(process) for process in four)
        assert said == [" ".join(NAMES), "nothing to do", "nothing to do", "nothing to do"]
        store = empty_database.opened()
        assert store.is_ready()
        assert store.loop(TEAM, MARGARET) is None
        store.close()
