"""Candidates are found by three characters in a row of their names, and lists begin at the newest."""

from interviews.store.engines.engine import Engine, Params
from interviews.store.values import grams

PAGE = 50  # names; with the longest of them, a statement has as many values as SQLite takes
# In the order of code points: whatever begins with two characters stands together.
_TABLE = """CREATE TABLE name_grams (
    team_id TEXT NOT NULL, gram TEXT{collation} NOT NULL, candidate_id TEXT NOT NULL,
    PRIMARY KEY (team_id, gram, candidate_id),
    FOREIGN KEY (team_id, candidate_id) REFERENCES candidates ON DELETE CASCADE){storage}"""
_INDEXES = (
    "CREATE INDEX name_grams_by_candidate ON name_grams (team_id, candidate_id)",
    "DROP INDEX interviews_by_user",
    """CREATE INDEX interviews_by_user
        ON interviews (team_id, interviewer_id, candidate_id, state)""",
    """CREATE INDEX candidates_undecided ON candidates (team_id, created_at, id)
        WHERE status <> 'decided'""",
)


def apply(engine: Engine) -> None:
    """Makes the table and fills it from the names there are."""
    is_sqlite = engine.dialect == "sqlite"
    collation, storage = ("", " WITHOUT ROWID") if is_sqlite else (' COLLATE "C"', "")
    engine.execute(_TABLE.format(collation=collation, storage=storage))
    last = {"team_id": "", "id": ""}
    while page := engine.query(
        f"""SELECT team_id, id, name_key FROM candidates WHERE (team_id, id) > (:team_id, :id)
            ORDER BY team_id, id LIMIT {PAGE}""",
        last,
    ):
        rows, params = list[str](), dict[str, str]()
        for n, row in enumerate(page):
            params |= {f"team{n}": row["team_id"], f"id{n}": row["id"]}
            for m, gram in enumerate(grams(row["name_key"])):
                rows.append(f"(:team{n}, :gram{n}_{m}, :id{n})")
                params[f"gram{n}_{m}"] = gram
        _insert(engine, rows, params)
        last = {"team_id": page[-1]["team_id"], "id": page[-1]["id"]}
    for index in _INDEXES:
        engine.execute(index)


def _insert(engine: Engine, rows: list[str], params: Params) -> None:
    if rows:
        values = ", ".join(rows)
        engine.execute(
            f"INSERT INTO name_grams (team_id, gram, candidate_id) VALUES {values}", params
        )
