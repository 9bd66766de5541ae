"""The schema as numbered steps that are only ever added to, recorded by name; what is missing is applied as one."""

from collections.abc import Callable
from datetime import datetime

from interviews.errors import StoreTooNew
from interviews.store.engines.engine import Engine
from interviews.store.values import stored_time

STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "001_candidates",
        (
            """CREATE TABLE candidates (
                team_id TEXT NOT NULL, id TEXT NOT NULL,
                name TEXT NOT NULL, name_key TEXT NOT NULL, archetype_id TEXT NOT NULL,
                target_level TEXT NOT NULL CHECK (target_level IN ('junior', 'mid', 'senior')),
                status TEXT NOT NULL CHECK (status IN ('open', 'decided', 'archived')),
                created_by TEXT NOT NULL, created_at TEXT NOT NULL,
                PRIMARY KEY (team_id, id))""",
            "CREATE INDEX candidates_by_name ON candidates (team_id, name_key)",
            """CREATE TABLE candidate_leads (
                team_id TEXT NOT NULL, candidate_id TEXT NOT NULL, user_id TEXT NOT NULL,
                PRIMARY KEY (team_id, candidate_id, user_id),
                FOREIGN KEY (team_id, candidate_id) REFERENCES candidates ON DELETE CASCADE)""",
            "CREATE INDEX leads_by_user ON candidate_leads (team_id, user_id)",
            """CREATE TABLE interviews (
                team_id TEXT NOT NULL, id TEXT NOT NULL, candidate_id TEXT NOT NULL,
                interviewer_id TEXT NOT NULL,
                confirmed INTEGER NOT NULL CHECK (confirmed IN (0, 1)),
                created_at TEXT NOT NULL,
                PRIMARY KEY (team_id, id),
                UNIQUE (team_id, candidate_id, interviewer_id),
                FOREIGN KEY (team_id, candidate_id) REFERENCES candidates ON DELETE CASCADE)""",
            "CREATE INDEX interviews_by_user ON interviews (team_id, interviewer_id)",
        ),
    ),
    (
        "002_scorecards",
        (
            """CREATE TABLE bank_texts (
                team_id TEXT NOT NULL, digest TEXT NOT NULL, content TEXT NOT NULL,
                PRIMARY KEY (team_id, digest))""",
            """CREATE TABLE scorecards (
                team_id TEXT NOT NULL, id TEXT NOT NULL, interview_id TEXT NOT NULL,
                candidate_id TEXT NOT NULL, interviewer_id TEXT NOT NULL,
                revision INTEGER NOT NULL CHECK (revision >= 1),
                target_level TEXT NOT NULL, bank_version TEXT NOT NULL, texts TEXT NOT NULL,
                recommendation TEXT NOT NULL
                    CHECK (recommendation IN ('strong_no', 'no', 'yes', 'strong_yes')),
                note TEXT NOT NULL, submitted_at TEXT NOT NULL,
                PRIMARY KEY (team_id, id),
                UNIQUE (team_id, interview_id, revision),
                FOREIGN KEY (team_id, interview_id) REFERENCES interviews ON DELETE CASCADE,
                FOREIGN KEY (team_id, texts) REFERENCES bank_texts)""",
            "CREATE INDEX scorecards_by_candidate ON scorecards (team_id, candidate_id)",
            """CREATE TABLE ratings (
                team_id TEXT NOT NULL, scorecard_id TEXT NOT NULL, position INTEGER NOT NULL,
                skill_id TEXT NOT NULL, rating INTEGER CHECK (rating BETWEEN 1 AND 5),
                evidence TEXT NOT NULL,
                PRIMARY KEY (team_id, scorecard_id, position),
                UNIQUE (team_id, scorecard_id, skill_id),
                FOREIGN KEY (team_id, scorecard_id) REFERENCES scorecards ON DELETE CASCADE)""",
        ),
    ),
    (
        "003_audit",
        (
            """CREATE TABLE audit (
                team_id TEXT NOT NULL, id TEXT NOT NULL, at TEXT NOT NULL,
                actor_id TEXT NOT NULL, action TEXT NOT NULL,
                candidate_id TEXT NOT NULL, detail TEXT NOT NULL,
                PRIMARY KEY (team_id, id))""",
            "CREATE INDEX audit_by_candidate ON audit (team_id, candidate_id, action)",
        ),
    ),
    (
        "004_jobs",
        (
            """CREATE TABLE jobs (
                team_id TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, payload TEXT NOT NULL,
                dedupe_key TEXT NOT NULL, due_at TEXT NOT NULL, leased_until TEXT, lease TEXT,
                attempts INTEGER NOT NULL, done_at TEXT, failed_at TEXT, last_error TEXT NOT NULL,
                PRIMARY KEY (team_id, id), UNIQUE (team_id, dedupe_key))""",
            """CREATE INDEX jobs_waiting ON jobs (due_at)
                WHERE done_at IS NULL AND failed_at IS NULL""",
            """CREATE TABLE messages (
                team_id TEXT NOT NULL, about TEXT NOT NULL, candidate_id TEXT NOT NULL,
                channel TEXT NOT NULL, ts TEXT NOT NULL, posted_at TEXT NOT NULL,
                PRIMARY KEY (team_id, about))""",
            "CREATE INDEX messages_by_candidate ON messages (team_id, candidate_id)",
        ),
    ),
    (
        "005_drafts",
        (
            """CREATE TABLE drafts (
                team_id TEXT NOT NULL, user_id TEXT NOT NULL, card_id TEXT NOT NULL,
                candidate_id TEXT NOT NULL, form TEXT NOT NULL,
                typed_at TEXT NOT NULL, saved_at TEXT NOT NULL,
                PRIMARY KEY (team_id, user_id, card_id))""",
            "CREATE INDEX drafts_by_candidate ON drafts (team_id, candidate_id)",
        ),
    ),
    (
        "006_decisions",
        (
            """CREATE TABLE decisions (
                team_id TEXT NOT NULL, id TEXT NOT NULL, candidate_id TEXT NOT NULL,
                actor_id TEXT NOT NULL,
                outcome TEXT NOT NULL CHECK (outcome IN ('advance', 'hire', 'no_hire', 'hold')),
                reason TEXT NOT NULL, participants TEXT NOT NULL, at TEXT NOT NULL, undone_at TEXT,
                PRIMARY KEY (team_id, id),
                FOREIGN KEY (team_id, candidate_id) REFERENCES candidates ON DELETE CASCADE)""",
            """CREATE UNIQUE INDEX one_decision_stands ON decisions (team_id, candidate_id)
                WHERE undone_at IS NULL""",
        ),
    ),
    (
        "007_plans",
        (
            "ALTER TABLE candidates ADD COLUMN due_at TEXT",
            "ALTER TABLE candidates ADD COLUMN digest_channel TEXT NOT NULL DEFAULT ''",
            """ALTER TABLE interviews ADD COLUMN state TEXT NOT NULL DEFAULT 'planned'
                CHECK (state IN ('planned', 'cancelled', 'handed_over', 'shadowed'))""",
            "ALTER TABLE interviews ADD COLUMN focus TEXT NOT NULL DEFAULT '[]'",
            "ALTER TABLE interviews ADD COLUMN questions TEXT NOT NULL DEFAULT '[]'",
            "ALTER TABLE interviews ADD COLUMN starts_at TEXT",
            "ALTER TABLE interviews ADD COLUMN minutes INTEGER NOT NULL DEFAULT 0",
            """CREATE TABLE preferences (
                team_id TEXT NOT NULL, user_id TEXT NOT NULL,
                reminders INTEGER NOT NULL CHECK (reminders IN (0, 1)),
                weekly INTEGER NOT NULL CHECK (weekly IN (0, 1)),
                weekly_day INTEGER NOT NULL CHECK (weekly_day BETWEEN 0 AND 6),
                weekly_hour INTEGER NOT NULL CHECK (weekly_hour BETWEEN 0 AND 23),
                PRIMARY KEY (team_id, user_id))""",
        ),
    ),
    (
        "008_leads_by_user",
        (
            # With the candidate in it: SQLite passes over one that does not hold all it needs.
            "DROP INDEX leads_by_user",
            "CREATE INDEX leads_by_user ON candidate_leads (team_id, user_id, candidate_id)",
        ),
    ),
    (
        "009_second_ratings",
        ("ALTER TABLE scorecards ADD COLUMN reason TEXT NOT NULL DEFAULT ''",),
    ),
    (
        "010_homes",
        (
            """CREATE TABLE homes (
                team_id TEXT NOT NULL, user_id TEXT NOT NULL, PRIMARY KEY (team_id, user_id))""",
            """ALTER TABLE candidates ADD COLUMN reminders INTEGER NOT NULL DEFAULT 1
                CHECK (reminders IN (0, 1))""",
        ),
    ),
    (
        "011_jottings",
        (
            """CREATE TABLE jottings (
                team_id TEXT NOT NULL, user_id TEXT NOT NULL, candidate_id TEXT NOT NULL,
                id TEXT NOT NULL, number INTEGER NOT NULL CHECK (number >= 1),
                skill_id TEXT NOT NULL, text TEXT NOT NULL, added_at TEXT NOT NULL,
                PRIMARY KEY (team_id, user_id, id),
                UNIQUE (team_id, candidate_id, user_id, number),
                FOREIGN KEY (team_id, candidate_id) REFERENCES candidates ON DELETE CASCADE)""",
        ),
    ),
    (
        "012_lanes",
        (
            "ALTER TABLE jobs ADD COLUMN lane TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE jobs ADD COLUMN blameless INTEGER NOT NULL DEFAULT 0",
            "CREATE INDEX jobs_in_hand ON jobs (team_id, lane) WHERE lease IS NOT NULL",
        ),
    ),
    (
        "013_erasing",
        (
            # Whom a draft on a new candidate names, so that an erasure finds it.
            "ALTER TABLE drafts ADD COLUMN name_key TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE drafts ADD COLUMN archetype_id TEXT NOT NULL DEFAULT ''",
        ),
    ),
)
NEWEST = STEPS[-1][0]


def migrate(engine: Engine, clock: Callable[[], datetime], upto: str = NEWEST) -> tuple[str, ...]:
    """Applies what is missing, in order, and returns the names of the steps applied.

    Safe under several processes at once: they queue, and the later ones find nothing to do.
    Raises `StoreTooNew` where the database has steps that this release does not know.
    """
    return engine.migrating(lambda: _applied_now(engine, clock, upto))


def _applied_now(engine: Engine, clock: Callable[[], datetime], upto: str) -> tuple[str, ...]:
    engine.execute(
        "CREATE TABLE IF NOT EXISTS schema_steps (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL)"
    )
    done = applied(engine)
    wanted = [step for step in STEPS if step[0] not in done and step[0] <= upto]
    for name, statements in wanted:
        for statement in statements:
            engine.execute(statement)
        engine.execute(
            "INSERT INTO schema_steps (name, applied_at) VALUES (:name, :at)",
            {"name": name, "at": stored_time(clock())},
        )
    return tuple(name for name, _ in wanted)


def applied(engine: Engine) -> set[str]:
    """The steps this database has; raises `StoreTooNew` where a newer release added some."""
    done = {row["name"] for row in engine.query("SELECT name FROM schema_steps")}
    unknown = sorted(done - {name for name, _ in STEPS})
    if unknown:
        raise StoreTooNew(
            f"The database was migrated by a newer release (step {unknown[-1]}). "
            "Install that release or a later one, or go back to a backup."
        )
    return done


def is_current(engine: Engine) -> bool:
    """Whether every step has been applied."""
    return "schema_steps" in engine.table_names() and len(applied(engine)) == len(STEPS)
