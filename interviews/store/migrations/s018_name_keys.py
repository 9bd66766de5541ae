"""Names are compared without what nobody sees in them; two that were told apart by it stay two candidates."""

from interviews.store.engines.engine import Engine
from interviews.store.values import name_key


def apply(engine: Engine) -> None:
    """Writes the key of each name anew where it changes; of a draft's name the key is all there is."""
    for row in engine.query("SELECT team_id, id, name, name_key FROM candidates"):
        new = name_key(row["name"])
        if new != row["name_key"]:
            engine.execute(
                "UPDATE candidates SET name_key = :new WHERE team_id = :team_id AND id = :id",
                {"team_id": row["team_id"], "id": row["id"], "new": new},
            )
    for row in engine.query("SELECT DISTINCT name_key FROM drafts"):
        keys = {"old": row["name_key"], "new": name_key(row["name_key"])}
        if keys["old"] != keys["new"]:
            engine.execute("UPDATE drafts SET name_key = :new WHERE name_key = :old", keys)
