"""Which reminders went out, which day's weekly digest, and who left are rows: finished jobs can go."""

import json

from interviews.store.engines.engine import Engine

STATEMENTS = (
    """CREATE TABLE reminders (
        team_id TEXT NOT NULL, interview_id TEXT NOT NULL, series TEXT NOT NULL,
        number INTEGER NOT NULL CHECK (number >= 1), at TEXT NOT NULL,
        PRIMARY KEY (team_id, interview_id, series, number),
        FOREIGN KEY (team_id, interview_id) REFERENCES interviews ON DELETE CASCADE)""",
    """CREATE TABLE weekly_digests (
        team_id TEXT NOT NULL, user_id TEXT NOT NULL, day TEXT NOT NULL,
        PRIMARY KEY (team_id, user_id))""",
    """CREATE TABLE leavers (
        team_id TEXT NOT NULL, user_id TEXT NOT NULL, interview_id TEXT NOT NULL,
        lead_id TEXT NOT NULL, at TEXT NOT NULL,
        PRIMARY KEY (team_id, user_id, interview_id, lead_id),
        FOREIGN KEY (team_id, interview_id) REFERENCES interviews ON DELETE CASCADE)""",
    "CREATE INDEX leavers_by_interview ON leavers (team_id, interview_id)",
)


def apply(engine: Engine) -> None:
    """Makes the tables, and fills them from the keys of finished jobs."""
    for statement in STATEMENTS:
        engine.execute(statement)
    _fill_reminders(engine)
    _fill_digests(engine)
    _fill_leavers(engine)


def _fill_reminders(engine: Engine) -> None:
    """A key is `remind:<interview>:<series>:<number>`."""
    for row in engine.query(
        "SELECT team_id, dedupe_key, done_at FROM jobs WHERE kind = 'remind' AND done_at IS NOT NULL"
    ):
        parts = row["dedupe_key"].split(":")
        if len(parts) == 4 and parts[3].isdigit():
            engine.execute(
                "INSERT INTO reminders (team_id, interview_id, series, number, at)"
                " SELECT team_id, id, :series, :number, :at FROM interviews"
                " WHERE team_id = :team_id AND id = :id",
                {
                    "team_id": row["team_id"], "id": parts[1], "series": parts[2],
                    "number": int(parts[3]), "at": row["done_at"],
                },
            )  # fmt: skip


def _fill_digests(engine: Engine) -> None:
    """A key is `weekly:<lead>:<day>`; the last day counts."""
    last: dict[tuple[str, str], str] = {}
    for row in engine.query(
        "SELECT team_id, dedupe_key FROM jobs WHERE kind = 'weekly' AND done_at IS NOT NULL"
    ):
        _, user_id, day = row["dedupe_key"].split(":")
        last[row["team_id"], user_id] = max(day, last.get((row["team_id"], user_id), ""))
    for (team_id, user_id), day in last.items():
        engine.execute(
            "INSERT INTO weekly_digests (team_id, user_id, day) VALUES (:team_id, :user_id, :day)",
            {"team_id": team_id, "user_id": user_id, "day": day},
        )


def _fill_leavers(engine: Engine) -> None:
    """A key is `left:<lead>:<interview>`; a word that still waits to be sent will be sent, and counts."""
    for row in engine.query(
        "SELECT team_id, dedupe_key, payload, COALESCE(done_at, due_at) AS at FROM jobs"
        " WHERE kind = 'panel_news' AND substr(dedupe_key, 1, 5) = 'left:'"
    ):
        _, lead_id, interview_id = row["dedupe_key"].split(":")
        engine.execute(
            "INSERT INTO leavers (team_id, user_id, interview_id, lead_id, at)"
            " SELECT team_id, :user_id, id, :lead_id, :at FROM interviews"
            " WHERE team_id = :team_id AND id = :id",
            {
                "team_id": row["team_id"], "id": interview_id, "lead_id": lead_id, "at": row["at"],
                "user_id": json.loads(row["payload"])["interviewer_id"],
            },
        )  # fmt: skip
