"""Entries of the log have named fields, where they had texts in an order."""

import json
from typing import Any

from interviews.store.engines.engine import Engine

BEFORE = "before"  # stood between who led from then on and who had led


def apply(engine: Engine) -> None:
    """Writes each entry anew."""
    for row in engine.query("SELECT team_id, id, action, detail FROM audit"):
        engine.execute(
            "UPDATE audit SET detail = :detail WHERE team_id = :team_id AND id = :id",
            {
                "team_id": row["team_id"], "id": row["id"],
                "detail": json.dumps(name_fields(row["action"], json.loads(row["detail"]))),
            },
        )  # fmt: skip


def name_fields(action: str, detail: list[str]) -> dict[str, Any]:
    """What the texts of an entry of this kind stood for."""
    match action:
        case "opened_early":
            return {"missing": detail}
        case "confirmed_guest":
            return {"guest_id": detail[0]}
        case "undid_decision" | "reopened":  # the first releases did not say the outcome
            return dict(zip(("decision_id", "outcome"), detail, strict=False))
        case "changed_panel":  # the third text was the moment of the change itself
            since = {"since": detail[3]} if len(detail) > 3 else {}
            return {"user_id": detail[0], "state": detail[1], **since}
        case "changed_leads":  # a mark that made the entry unlike any other came last
            until = detail.index(BEFORE) if BEFORE in detail else len(detail) - 1
            return {"leads": detail[:until], "former": detail[until + 1 : -1]}
        case _:
            return {}
