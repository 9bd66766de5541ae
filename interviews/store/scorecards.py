"""Scorecards as rows: added and never changed, each with the texts it was filled on."""

import hashlib
from collections.abc import Sequence
from functools import lru_cache

from pydantic import TypeAdapter

from interviews.models import AnchoredSkill, Scorecard
from interviews.store.engines.engine import Engine, Row
from interviews.store.values import read_time, stored_time

Skills = tuple[AnchoredSkill, ...]
_TEXTS = TypeAdapter(Skills)


class Scorecards:
    """Adds and reads the scorecards of one team at a time."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self._texts = engine, Texts(engine)

    def hold(self, team_id: str, card_id: str) -> None:
        """Keeps the same form, sent twice at once, from being two cards until the transaction ends."""
        self._engine.one_at_a_time(f"{team_id}:{card_id}")

    def add(self, card: Scorecard) -> None:
        """Adds one card with its ratings; the caller holds the candidate and has chosen the revision."""
        self._engine.execute(
            """INSERT INTO scorecards (team_id, id, interview_id, candidate_id, interviewer_id,
                   revision, target_level, bank_version, texts, recommendation, note, reason,
                   after_reveal, submitted_at)
               VALUES (:team_id, :id, :interview_id, :candidate_id, :interviewer_id,
                   :revision, :target_level, :bank_version, :texts, :recommendation, :note, :reason,
                   :after_reveal, :at)""",
            {
                **card.model_dump(mode="json", exclude={"skills", "ratings", "submitted_at"}),
                "texts": self._texts.keep(card.team_id, card.skills),
                "after_reveal": int(card.after_reveal),
                "at": stored_time(card.submitted_at),
            },
        )
        if card.ratings:
            self._add_ratings(card)

    def _add_ratings(self, card: Scorecard) -> None:
        """All in one statement: over a network each would be a journey of its own."""
        rows: list[str] = []
        params: dict[str, str | int | None] = {"team_id": card.team_id, "card": card.id}
        for n, one in enumerate(card.ratings):
            rows.append(f":card, {n}, :skill{n}, :rating{n}, :evidence{n}")
            rating = None if one.rating is None else int(one.rating)
            params |= {
                f"skill{n}": one.skill_id,
                f"rating{n}": rating,
                f"evidence{n}": one.evidence,
            }
        self._engine.execute(
            "INSERT INTO ratings (team_id, scorecard_id, position, skill_id, rating, evidence)"
            f" VALUES (:team_id, {'), (:team_id, '.join(rows)})",
            params,
        )

    def get(self, team_id: str, card_id: str) -> Scorecard | None:
        """One card by the id its form was given, or None."""
        rows = self._engine.query(
            "SELECT * FROM scorecards WHERE team_id = :team_id AND id = :id",
            {"team_id": team_id, "id": card_id},
        )
        return next(iter(self._cards(team_id, rows)), None)

    def of_candidate(self, team_id: str, candidate_id: str) -> tuple[Scorecard, ...]:
        """Every revision of every card of one candidate, lower revisions first."""
        rows = self._engine.query(
            "SELECT * FROM scorecards WHERE team_id = :team_id AND candidate_id = :candidate_id"
            " ORDER BY revision, submitted_at, id",
            {"team_id": team_id, "candidate_id": candidate_id},
        )
        return self._cards(team_id, rows)

    def _cards(self, team_id: str, rows: Sequence[Row]) -> tuple[Scorecard, ...]:
        if not rows:
            return ()
        ratings = self._ratings(team_id, rows)
        return tuple(
            _card(row, self._texts.of_card(team_id, row["texts"]), ratings.get(row["id"], []))
            for row in rows
        )

    def _ratings(self, team_id: str, rows: Sequence[Row]) -> dict[str, list[Row]]:
        """The ratings of all these cards in one statement, by card."""
        names = {f"card{number}": row["id"] for number, row in enumerate(rows)}
        found = self._engine.query(
            "SELECT scorecard_id, skill_id, rating, evidence FROM ratings"
            f" WHERE team_id = :team_id AND scorecard_id IN ({', '.join(f':{n}' for n in names)})"
            " ORDER BY scorecard_id, position",
            {"team_id": team_id, **names},
        )
        by_card: dict[str, list[Row]] = {}
        for row in found:
            by_card.setdefault(row.pop("scorecard_id"), []).append(row)
        return by_card


def _card(row: Row, skills: tuple[AnchoredSkill, ...], ratings: list[Row]) -> Scorecard:
    """Card and ratings in one go: pydantic builds them faster than Python can piece by piece."""
    known = row | {
        "skills": skills,
        "ratings": ratings,
        "submitted_at": read_time(row["submitted_at"]),
    }
    del known["texts"]
    return Scorecard.model_validate(known)


class Texts:
    """Keeps and finds the skills, anchors and questions of one team's cards, by a digest of their content."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._known: dict[str, Skills] = {}

    def keep(self, team_id: str, skills: Skills) -> str:
        """The digest of these texts, which `get` finds from now on."""
        digest, content = _digested(skills)
        if self.get(team_id, digest) is None:
            self._engine.execute(
                "INSERT INTO bank_texts (team_id, digest, content)"
                " VALUES (:team_id, :digest, :content) ON CONFLICT (team_id, digest) DO NOTHING",
                {"team_id": team_id, "digest": digest, "content": content},
            )
        return digest

    def of_card(self, team_id: str, digest: str) -> Skills:
        """The texts that a card of this team names; a digest stands for the same texts for ever."""
        if digest not in self._known:
            found = self.get(team_id, digest)
            if found is None:
                return ()
            self._known[digest] = found
        return self._known[digest]

    def get(self, team_id: str, digest: str) -> Skills | None:
        """The texts of this digest, or None where this team has none such."""
        found = self._engine.query(
            "SELECT content FROM bank_texts WHERE team_id = :team_id AND digest = :digest",
            {"team_id": team_id, "digest": digest},
        )
        return read_texts(found[0]["content"]) if found else None


@lru_cache(maxsize=256)
def _digested(skills: Skills) -> tuple[str, str]:
    content = _TEXTS.dump_json(skills).decode()
    return hashlib.sha256(content.encode()).hexdigest()[:32], content


@lru_cache(maxsize=256)
def read_texts(content: str) -> Skills:
    """Frozen and the same for thousands of cards, so they are parsed once."""
    return _TEXTS.validate_json(content)
