"""All rows of one team, whatever table they are in, to be removed a few at a time."""

from interviews.store.audit_log import Audit
from interviews.store.engines.engine import Engine
from interviews.store.rows import Tables
from interviews.store.traces import Place, Traces

_OF_LOG = "audit_"  # goes in the end, and in an order of its own
FIRST, LAST = "candidates", "bank_texts"
"""With a candidate goes all that hangs on them; what scorecards refer to has to outlive them."""
FEW, MANY = 20, 1000  # candidates, and rows of any other table, that go at once


class Teams(Tables):
    """Finds the teams there are, and removes one."""

    def __init__(self, engine: Engine, log: Audit) -> None:
        super().__init__(engine)
        self._log = log

    def list_all(self) -> tuple[str, ...]:
        """The teams of which anything is kept, for operators."""
        rows = self._query(
            "SELECT team_id FROM candidates UNION SELECT team_id FROM job_openings"
            " UNION SELECT team_id FROM homes UNION SELECT team_id FROM preferences"
            " UNION SELECT team_id FROM audit_heads ORDER BY team_id"
        )
        return tuple(row["team_id"] for row in rows)

    def remove_some(self, team_id: str, besides: str = "") -> int:
        """Removes some rows of the team, less the jobs of the kind `besides`; 0 where none is left."""
        for place in sorted(Traces(self._engine).places(), key=_order):
            if not place.table.startswith(_OF_LOG):
                removed = self._remove(place, team_id, besides)
                if removed:
                    return removed
        return self._log.remove_some(team_id, MANY)

    def _remove(self, place: Place, team_id: str, besides: str) -> int:
        keys, most = ", ".join(place.key), FEW if place.table == FIRST else MANY
        others = "AND kind <> :besides" if place.table == "jobs" else ""
        return self._execute(
            f"DELETE FROM {place.table} WHERE team_id = :team_id AND ({keys}) IN ("
            f"SELECT {keys} FROM {place.table} WHERE team_id = :team_id {others} LIMIT {most})",
            team_id=team_id, besides=besides,
        )  # fmt: skip


def _order(place: Place) -> tuple[int, str]:
    return {FIRST: 0, LAST: 2}.get(place.table, 1), place.table
