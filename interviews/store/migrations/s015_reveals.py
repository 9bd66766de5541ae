"""Who could read whose cards since when, who opened early, who left and who was erased are rows of their own.

Until here they were worked out from the log, again whenever somebody asked. What follows is that working
out as it was, for the databases of that time; it is never changed, and nothing else uses it.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from interviews.store.engines.engine import Engine, Row

STATEMENTS = (
    """CREATE TABLE reveals (
        team_id TEXT NOT NULL, candidate_id TEXT NOT NULL, user_id TEXT NOT NULL,
        at TEXT NOT NULL, how TEXT NOT NULL,
        PRIMARY KEY (team_id, candidate_id, user_id),
        FOREIGN KEY (team_id, candidate_id) REFERENCES candidates ON DELETE CASCADE)""",
    """CREATE TABLE openings (
        team_id TEXT NOT NULL, candidate_id TEXT NOT NULL, user_id TEXT NOT NULL,
        at TEXT NOT NULL, missing TEXT NOT NULL,
        PRIMARY KEY (team_id, candidate_id, user_id),
        FOREIGN KEY (team_id, candidate_id) REFERENCES candidates ON DELETE CASCADE)""",
    """CREATE TABLE departures (
        team_id TEXT NOT NULL, candidate_id TEXT NOT NULL, user_id TEXT NOT NULL,
        at TEXT NOT NULL, state TEXT NOT NULL, by_id TEXT NOT NULL,
        led INTEGER NOT NULL CHECK (led IN (0, 1)),
        PRIMARY KEY (team_id, candidate_id, user_id, at),
        FOREIGN KEY (team_id, candidate_id) REFERENCES candidates ON DELETE CASCADE)""",
    """CREATE TABLE erasures (
        team_id TEXT NOT NULL, candidate_id TEXT NOT NULL, by_id TEXT NOT NULL, at TEXT NOT NULL,
        PRIMARY KEY (team_id, candidate_id))""",
    """ALTER TABLE scorecards ADD COLUMN after_reveal INTEGER NOT NULL DEFAULT 0
        CHECK (after_reveal IN (0, 1))""",
)
PAGE = 500  # candidates whose histories are in memory at once


@dataclass
class History:
    """What a database of that time interview of one candidate; times are its own texts, which sort."""

    team_id: str
    candidate_id: str
    leads: set[str]
    panel: list[Row]
    """The planned interviews."""
    cards: list[Row]
    """Every revision of the panel's cards, lower ones first."""
    log: list[Row]
    """With `detail` as a list."""

    def of(self, action: str) -> list[Row]:
        """The entries of one kind, in order."""
        return [entry for entry in self.log if entry["action"] == action]

    @cached_property
    def first_sent(self) -> dict[str, str]:
        """When each interviewer's first revision came in."""
        return {
            card["interviewer_id"]: card["submitted_at"]
            for card in self.cards
            if card["revision"] == 1
        }

    @cached_property
    def lead_changes(self) -> list[tuple[str, list[str]]]:
        """When the leads changed, and who led until then; the first releases did not say who."""
        return [
            (entry["at"], entry["detail"][entry["detail"].index("before") + 1 : -1])
            for entry in self.of("changed_leads")
            if "before" in entry["detail"] and entry["detail"][-2] != "before"
        ]

    @cached_property
    def confirmations(self) -> dict[str, str]:
        """When each guest was confirmed."""
        return {entry["detail"][0]: entry["at"] for entry in self.of("confirmed_guest")}

    def leads_at(self, moment: str) -> set[str]:
        """Who led then, with a change of that very moment made."""
        later = (set(before) for at, before in self.lead_changes if at > moment)
        return next(later, self.leads)

    @cached_property
    def ever_leads(self) -> set[str]:
        """Everybody who leads the candidate, or is on record as having led."""
        former = {who for _, before in self.lead_changes for who in before}
        return self.leads | former | {entry["actor_id"] for entry in self.of("opened_early")}

    def interview_of(self, user_id: str) -> Row | None:
        """This person's interview, or None where they are not on the panel."""
        return next(
            (interview for interview in self.panel if interview["interviewer_id"] == user_id), None
        )


def apply(engine: Engine) -> None:
    """Makes the tables, and fills them page by page."""
    for statement in STATEMENTS:
        engine.execute(statement)
    fill(engine)


def fill(engine: Engine) -> None:
    """Works out every row from what the database holds."""
    engine.execute(
        "INSERT INTO erasures (team_id, candidate_id, by_id, at)"
        " SELECT team_id, candidate_id, MIN(actor_id), MIN(at) FROM audit WHERE action = 'erased'"
        " GROUP BY team_id, candidate_id"
    )
    for history in _histories(engine):
        _keep(engine, history)


def _histories(engine: Engine) -> Iterator[History]:
    for team in engine.query("SELECT DISTINCT team_id FROM candidates ORDER BY team_id"):
        last = ""
        while page := engine.query(
            "SELECT id FROM candidates WHERE team_id = :team_id AND id > :last"
            f" ORDER BY id LIMIT {PAGE}",
            {**team, "last": last},
        ):
            ids = [row["id"] for row in page]
            yield from _page(engine, {**team, "first": ids[0], "last": ids[-1]}, ids)
            last = ids[-1]


def _page(engine: Engine, which: dict[str, Any], ids: list[str]) -> Iterator[History]:
    those = "WHERE team_id = :team_id AND candidate_id >= :first AND candidate_id <= :last"

    def found(sql: str, order: str) -> dict[str, list[Row]]:
        rows = engine.query(f"{sql} {those} ORDER BY candidate_id, {order}", which)
        by_candidate = groupby(rows, key=lambda row: str(row["candidate_id"]))
        return {candidate_id: list(group) for candidate_id, group in by_candidate}

    leads = found("SELECT candidate_id, user_id FROM candidate_leads", "user_id")
    interviews = found(
        "SELECT candidate_id, id, interviewer_id, confirmed, created_at, state FROM interviews",
        "created_at, id",
    )
    cards = found(
        "SELECT candidate_id, id, interview_id, interviewer_id, revision, submitted_at, reason"
        " FROM scorecards",
        "revision, submitted_at, id",
    )
    log = found("SELECT candidate_id, at, actor_id, action, detail FROM audit", "at, id")
    for candidate_id in ids:
        panel = [row for row in interviews.get(candidate_id, []) if row["state"] == "planned"]
        seats = {row["id"] for row in panel}
        yield History(
            team_id=which["team_id"],
            candidate_id=candidate_id,
            leads={row["user_id"] for row in leads.get(candidate_id, [])},
            panel=panel,
            cards=[row for row in cards.get(candidate_id, []) if row["interview_id"] in seats],
            log=[row | {"detail": json.loads(row["detail"])} for row in log.get(candidate_id, [])],
        )


def _keep(engine: Engine, history: History) -> None:
    key = {"team_id": history.team_id, "candidate_id": history.candidate_id}
    people = history.ever_leads | {interview["interviewer_id"] for interview in history.panel}
    opened = {who: opened_at(history, who) for who in sorted(people)}
    for who, at in opened.items():
        if at is not None:
            _insert(
                engine, "reveals", {**key, "user_id": who, "at": at, "how": cause(history, who, at)}
            )
    for card in history.cards:
        if sent_open(history, card, opened[card["interviewer_id"]]):
            engine.execute(
                "UPDATE scorecards SET after_reveal = 1 WHERE team_id = :team_id AND id = :id",
                {"team_id": history.team_id, "id": card["id"]},
            )
    for entry in history.of("opened_early"):
        _insert(engine, "openings", {
            **key, "user_id": entry["actor_id"], "at": entry["at"],
            "missing": json.dumps(entry["detail"]),
        })  # fmt: skip
    for entry in history.of("changed_panel"):
        who, at = entry["detail"][0], entry["at"]
        _insert(engine, "departures", {
            **key, "user_id": who, "at": at, "state": entry["detail"][1],
            "by_id": entry["actor_id"], "led": int(who in history.leads_at(at)),
        })  # fmt: skip


def _insert(engine: Engine, table: str, row: dict[str, str | int]) -> None:
    values = ", ".join(f":{column}" for column in row)
    engine.execute(
        f"INSERT INTO {table} ({', '.join(row)}) VALUES ({values}) ON CONFLICT DO NOTHING", row
    )


def opened_at(history: History, user_id: str) -> str | None:
    """When others' cards first opened to this person, with the seal or by opening early; None before."""
    others = [at for who, at in history.first_sent.items() if who != user_id]
    if not others:
        return None
    moments = {at for at in _changes(history) if at >= min(others)}
    return next((at for at in sorted(moments) if _open_at(history, at, user_id)), None)


def sent_open(history: History, card: Row, opened: str | None) -> bool:
    """Whether its author could read the others' cards when this card was sent.

    A first card is the last key to the seal, so only a lead, be it a former one, can have read the
    others before it.
    """
    if card["revision"] == 1 and card["interviewer_id"] not in history.ever_leads:
        return False
    return bool(card["reason"]) or (opened is not None and card["submitted_at"] > opened)


def cause(history: History, user_id: str, at: str) -> str:
    """What opened the others' cards to this person at that moment."""
    leads_now = {
        who for moment, _ in history.lead_changes if moment == at for who in history.leads_at(at)
    }
    led_before = {who for moment, before in history.lead_changes if moment == at for who in before}
    if user_id in leads_now - led_before:
        return "became_lead"
    if not _all_in(history, at):
        return "opened_early"
    return "confirmed" if history.confirmations.get(user_id) == at else "all_in"


def _changes(history: History) -> Iterable[str]:
    """Every moment at which the seal may have opened to somebody."""
    yield from (entry["at"] for entry in history.of("opened_early"))
    yield from (at for at, _ in history.lead_changes)
    yield from history.first_sent.values()
    yield from (entry["at"] for entry in history.of("changed_panel"))
    yield from (interview["created_at"] for interview in history.panel)
    yield from history.confirmations.values()


def _open_at(history: History, moment: str, user_id: str) -> bool:
    """Whether this person had opened it early, or everybody on the panel of that moment had scored and they read it."""
    if _opened_early_at(history, moment, user_id):
        return True
    return _all_in(history, moment) and _reads_at(history, moment, user_id)


def _all_in(history: History, moment: str) -> bool:
    scored = {who for who, at in history.first_sent.items() if at <= moment}
    return _panel_at(history, moment) <= scored


def _opened_early_at(history: History, moment: str, user_id: str) -> bool:
    """Whoever opened it led then, be it on record or not, and has it open for as long as they lead."""
    mine = [entry["at"] for entry in history.of("opened_early") if entry["actor_id"] == user_id]
    opened = min(mine, default=None)
    if opened is None or opened > moment:
        return False
    return opened == moment or user_id in history.leads_at(moment)


def _panel_at(history: History, moment: str) -> set[str]:
    seated = {
        interview["interviewer_id"]
        for interview in history.panel
        if interview["created_at"] <= moment
    }
    left = {
        entry["detail"][0]
        for entry in history.of("changed_panel")
        if entry["at"] > moment and (len(entry["detail"]) <= 3 or entry["detail"][3] <= moment)
    }
    return seated | left


def _reads_at(history: History, moment: str, user_id: str) -> bool:
    """Guests are on the panel as far as the seal goes, and read from when a lead confirms them."""
    if user_id in history.leads_at(moment):
        return True
    interview = history.interview_of(user_id)
    if interview is None or not interview["confirmed"] or interview["created_at"] > moment:
        return False
    return history.confirmations.get(user_id, moment) <= moment
