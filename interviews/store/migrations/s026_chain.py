"""The log is a chain of lines that nothing but forgetting a team removes, and people stand in it as tokens."""

import json
from collections.abc import Iterator
from typing import Any

from interviews.store.chain import line_hash, mentions_in, new_token
from interviews.store.engines.engine import Engine, Row

PAGE = 1000
STATEMENTS = (
    """CREATE TABLE audit_lines (
        team_id TEXT NOT NULL, seq INTEGER NOT NULL, at TEXT NOT NULL,
        actor_id TEXT NOT NULL, action TEXT NOT NULL,
        candidate_id TEXT NOT NULL, opening_id TEXT NOT NULL, detail TEXT NOT NULL,
        hash TEXT NOT NULL, PRIMARY KEY (team_id, seq))""",
    "CREATE INDEX audit_by_time ON audit_lines (team_id, at, seq)",
    "CREATE INDEX audit_by_actor ON audit_lines (team_id, actor_id, at, seq)",
    "CREATE INDEX audit_by_candidate ON audit_lines (team_id, candidate_id, at, seq)",
    """CREATE INDEX audit_by_opening ON audit_lines (team_id, opening_id, at, seq)
        WHERE opening_id <> ''""",
    # Whom a line names beside whoever did it.
    """CREATE TABLE audit_mentions (
        team_id TEXT NOT NULL, seq INTEGER NOT NULL, token TEXT NOT NULL, at TEXT NOT NULL,
        PRIMARY KEY (team_id, seq, token))""",
    "CREATE INDEX audit_by_mention ON audit_mentions (team_id, token, at, seq)",
    """CREATE TABLE audit_people (
        team_id TEXT NOT NULL, token TEXT NOT NULL, salt TEXT NOT NULL, user_id TEXT NOT NULL,
        PRIMARY KEY (team_id, token))""",
    "CREATE UNIQUE INDEX audit_people_by_user ON audit_people (team_id, user_id)",
    """CREATE TABLE audit_heads (
        team_id TEXT PRIMARY KEY, seq INTEGER NOT NULL, hash TEXT NOT NULL)""",
)
# They keep mistakes out; whoever may change the schema can take them away, and then the chain shows what was done.
REFUSALS = {
    "sqlite": (
        """CREATE TRIGGER audit_lines_stay BEFORE UPDATE ON audit_lines
        BEGIN
            SELECT RAISE(ABORT, 'lines of the log stay as they are');
        END""",
        """CREATE TRIGGER audit_lines_go_together BEFORE DELETE ON audit_lines
        WHEN EXISTS (SELECT 1 FROM audit_heads WHERE team_id = OLD.team_id)
        BEGIN
            SELECT RAISE(ABORT, 'a log is removed whole, its head first');
        END""",
    ),
    "postgresql": (
        """CREATE OR REPLACE FUNCTION audit_lines_stay() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'lines of the log stay as they are';
        END $$""",
        """CREATE OR REPLACE FUNCTION audit_lines_go_together() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF EXISTS (SELECT 1 FROM audit_heads WHERE team_id = OLD.team_id) THEN
                RAISE EXCEPTION 'a log is removed whole, its head first';
            END IF;
            RETURN OLD;
        END $$""",
        """CREATE TRIGGER audit_lines_stay BEFORE UPDATE ON audit_lines
            FOR EACH ROW EXECUTE FUNCTION audit_lines_stay()""",
        """CREATE TRIGGER audit_lines_go_together BEFORE DELETE ON audit_lines
            FOR EACH ROW EXECUTE FUNCTION audit_lines_go_together()""",
    ),
}
PEOPLE = ("missing", "guest_id", "user_id", "leads", "former", "coordinators")
"""The fields with user ids, but for a former outcome, which has the same name."""


def apply(engine: Engine) -> None:
    """Chains what there is in the order in which it was done."""
    engine.execute("DROP INDEX audit_by_candidate")
    for statement in (*STATEMENTS, *REFUSALS[engine.dialect]):
        engine.execute(statement)
    for team in engine.query("SELECT DISTINCT team_id FROM audit ORDER BY team_id"):
        _chain(engine, team["team_id"])
    engine.execute("DROP TABLE audit")


def _chain(engine: Engine, team_id: str) -> None:
    tokens: dict[str, str] = {}

    def token_of(user_id: str) -> str:
        if user_id not in tokens:
            row = new_token(team_id, user_id)
            _insert(engine, "audit_people", row)
            tokens[user_id] = row["token"]
        return tokens[user_id]

    def with_tokens(name: str, value: Any) -> Any:
        if name not in PEOPLE or (name == "former" and isinstance(value, str)):
            return value
        return token_of(value) if isinstance(value, str) else [token_of(who) for who in value]

    seq, last = 0, ""
    for seq, row in enumerate(_old_lines(engine, team_id), start=1):
        detail = json.loads(row["detail"])
        line = {name: row[name] for name in ("team_id", "at", "action", "candidate_id")} | {
            "seq": seq,
            "actor_id": token_of(row["actor_id"]),
            "opening_id": detail.pop("opening_id", ""),
            "detail": json.dumps({name: with_tokens(name, detail[name]) for name in detail}),
        }
        last = line_hash(last, line)
        _insert(engine, "audit_lines", {**line, "hash": last})
        for mention in mentions_in(line):
            _insert(engine, "audit_mentions", mention)
    _insert(engine, "audit_heads", {"team_id": team_id, "seq": seq, "hash": last})


def _old_lines(engine: Engine, team_id: str) -> Iterator[Row]:
    after = {"team_id": team_id, "at": "", "id": ""}
    while page := engine.query(
        "SELECT * FROM audit WHERE team_id = :team_id AND (at, id) > (:at, :id)"
        f" ORDER BY at, id LIMIT {PAGE}",
        after,
    ):
        yield from page
        after |= {name: page[-1][name] for name in ("at", "id")}


def _insert(engine: Engine, table: str, row: Row) -> None:
    values = ", ".join(f":{column}" for column in row)
    engine.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({values})", row)
