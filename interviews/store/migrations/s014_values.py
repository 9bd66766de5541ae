"""No CHECK repeats the values of an enum any more: the models check them, and a new value needs no migration."""

import re

from interviews.store.engines.engine import Engine

ENUMS = (
    ("candidates", "target_level"),
    ("candidates", "status"),
    ("interviews", "state"),
    ("scorecards", "recommendation"),
    ("decisions", "outcome"),
)


def apply(engine: Engine) -> None:
    """PostgreSQL drops the constraints; SQLite builds the tables anew, and must find every reference whole."""
    if engine.dialect == "postgresql":
        for table, column in ENUMS:
            engine.execute(f"ALTER TABLE {table} DROP CONSTRAINT {table}_{column}_check")
        return
    for table in dict.fromkeys(table for table, _ in ENUMS):
        _build_anew(engine, table)
    if engine.query("PRAGMA foreign_key_check"):
        raise ValueError(
            "A row refers to one that is not there, so the tables cannot be built anew"
        )


def _build_anew(engine: Engine, table: str) -> None:
    """The same table in its stored words, less the checks; its rows and indexes go along."""
    stored = engine.query(
        "SELECT type, sql FROM sqlite_master WHERE tbl_name = :table AND sql IS NOT NULL",
        {"table": table},
    )
    [made] = [row["sql"] for row in stored if row["type"] == "table"]
    columns = "|".join(column for of, column in ENUMS if of == table)
    unchecked = re.sub(rf"\s*CHECK \(({columns}) IN \([^)]*\)\)", "", made)
    engine.execute(re.sub(rf'^CREATE TABLE "?{table}"?', f"CREATE TABLE {table}_anew", unchecked))
    engine.execute(f"INSERT INTO {table}_anew SELECT * FROM {table}")
    engine.execute(f"DROP TABLE {table}")
    engine.execute(f"ALTER TABLE {table}_anew RENAME TO {table}")
    for row in stored:
        if row["type"] == "index":
            engine.execute(row["sql"])
