"""Scorecards as rows: added and never changed, each with the texts it was filled on."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from pydantic import TypeAdapter

from interviews.models import AnchoredSkill, AskedQuestion, Model, Scorecard
from interviews.store.engines.engine import Engine, Row
from interviews.store.rows import ONCE, Tables, Value, grouped, row_of, where_clause

Skills = tuple[AnchoredSkill, ...]
_TEXTS = TypeAdapter(Skills)

# Of each interview the revision that counts, as debriefs count it, and only where no card of the panel is missing.
_WITH_QUESTIONS = """
    SELECT s.id, s.interviewer_id, s.asked, r.skill_id, r.rating,
        CASE WHEN c.first_id = '' THEN c.id ELSE c.first_id END AS person_id
    FROM candidates c
    JOIN scorecards s ON s.team_id = c.team_id AND s.candidate_id = c.id
    JOIN interviews i ON i.team_id = c.team_id AND i.id = s.interview_id AND i.state = 'planned'
    JOIN ratings r ON r.team_id = c.team_id AND r.scorecard_id = s.id AND r.rating IS NOT NULL
    WHERE c.team_id = :team_id AND c.archetype_id = :archetype_id AND s.asked <> '[]'
        AND (s.after_reveal = 0 OR s.revision = 1)
        AND NOT EXISTS (
            SELECT 1 FROM scorecards later WHERE later.team_id = c.team_id
            AND later.interview_id = s.interview_id AND later.revision > s.revision
            AND later.after_reveal = 0)
        AND NOT EXISTS (
            SELECT 1 FROM interviews open_one WHERE open_one.team_id = c.team_id
            AND open_one.candidate_id = c.id AND open_one.state = 'planned'
            AND NOT EXISTS (
                SELECT 1 FROM scorecards sent WHERE sent.team_id = c.team_id
                AND sent.interview_id = open_one.id))
    ORDER BY s.id, r.position"""


class AskedCard(Model):
    """A scorecard in which questions were ticked as asked, as far as figures over many are made of it."""

    interviewer_id: str
    person_id: str
    """The candidate, the same in every round."""
    asked: tuple[str, ...]
    """The ids of the questions."""
    ratings: dict[str, int]
    """By the id of the skill, those that were assessed."""


class Scorecards(Tables):
    """Adds and reads the scorecards of one team at a time."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self._texts = Texts(engine)

    def hold(self, team_id: str, card_id: str) -> None:
        """Keeps the same form, sent twice at once, from being two cards until the transaction ends."""
        self._engine.one_at_a_time(f"{team_id}:{card_id}")

    def add(self, card: Scorecard) -> None:
        """Adds one card with its ratings; the caller holds the candidate and has chosen the revision."""
        texts = self._texts.keep(card.team_id, card.skills)
        asked = self._texts.keep_questions(card.team_id, card.asked)
        row = row_of(card, without=("skills", "ratings", "asked"))
        self._insert("scorecards", row | {"texts": texts, "asked": json.dumps(asked)})
        if card.ratings:
            self._add_ratings(card)

    def _add_ratings(self, card: Scorecard) -> None:
        """All in one statement: over a network each would be a journey of its own."""
        rows, params = list[str](), dict[str, Value](team_id=card.team_id, card=card.id)
        for n, skill in enumerate(card.ratings):
            rows.append(f":card, {n}, :skill_id{n}, :rating{n}, :evidence{n}")
            params |= {f"{name}{n}": value for name, value in row_of(skill).items()}
        self._execute(
            "INSERT INTO ratings (team_id, scorecard_id, position, skill_id, rating, evidence)"
            f" VALUES (:team_id, {'), (:team_id, '.join(rows)})",
            **params,
        )

    def get(self, team_id: str, card_id: str) -> Scorecard | None:
        """One card by the id its form was given, or None."""
        rows = self._rows("scorecards", team_id=team_id, id=card_id)
        return next(iter(self._cards(team_id, rows)), None)

    def known(self, team_id: str, ids: Iterable[str]) -> frozenset[str]:
        """Those of these ids that scorecards of this team have, whoever their candidates are."""
        return self._ids_among("scorecards", team_id, ids)

    def of_candidate(self, team_id: str, candidate_id: str) -> tuple[Scorecard, ...]:
        """Every revision of every card of one candidate, lower revisions first."""
        return self.of_candidates(team_id, (candidate_id,)).get(candidate_id, ())

    def of_candidates(
        self, team_id: str, candidate_ids: tuple[str, ...], *, contents: bool = True
    ) -> dict[str, tuple[Scorecard, ...]]:
        """The same of each of these, by candidate; without `contents` there are no ratings, skills and questions."""
        in_order = "ORDER BY revision, submitted_at, id"
        rows = self._rows("scorecards", in_order, team_id=team_id, candidate_id=candidate_ids)
        cards = self._cards(team_id, rows) if contents else (_card(row, (), [], []) for row in rows)
        return grouped(cards)

    def with_questions(self, team_id: str, archetype_id: str) -> tuple[AskedCard, ...]:
        """The cards of one role in which questions were ticked and something is rated, once their seal is open."""
        rows = self._query(_WITH_QUESTIONS, team_id=team_id, archetype_id=archetype_id)
        ratings: dict[str, dict[str, int]] = {}
        for row in rows:
            ratings.setdefault(row["id"], {})[row["skill_id"]] = row["rating"]
        return tuple(
            AskedCard(
                interviewer_id=row["interviewer_id"],
                person_id=row["person_id"],
                asked=tuple(question_id for question_id, _ in json.loads(row["asked"])),
                ratings=ratings[row["id"]],
            )
            for row in {row["id"]: row for row in rows}.values()
        )

    def _cards(self, team_id: str, rows: Sequence[Row]) -> tuple[Scorecard, ...]:
        if not rows:
            return ()
        ratings = self._ratings(team_id, rows)
        asked = {row["id"]: json.loads(row["asked"]) for row in rows}
        questions = self._texts.questions(
            team_id, {digest for pairs in asked.values() for _, digest in pairs}
        )
        return tuple(
            _card(
                row,
                self._texts.of_card(team_id, row["texts"]),
                ratings.get(row["id"], []),
                [questions[digest] for _, digest in asked[row["id"]]],
            )
            for row in rows
        )

    def _ratings(self, team_id: str, rows: Sequence[Row]) -> dict[str, list[Row]]:
        """The ratings of all these cards in one statement, by card."""
        condition, params = where_clause({"scorecard_id": tuple(row["id"] for row in rows)})
        found = self._query(
            "SELECT scorecard_id, skill_id, rating, evidence FROM ratings"
            f" WHERE team_id = :team_id AND {condition} ORDER BY scorecard_id, position",
            team_id=team_id,
            **params,
        )
        by_card: dict[str, list[Row]] = {}
        for row in found:
            by_card.setdefault(row.pop("scorecard_id"), []).append(row)
        return by_card


def _card(
    row: Row, skills: tuple[AnchoredSkill, ...], ratings: list[Row], asked: list[AskedQuestion]
) -> Scorecard:
    """Card and ratings in one go: pydantic builds them faster than Python can piece by piece."""
    fields = {name: value for name, value in row.items() if name != "texts"}
    beside = {"skills": skills, "ratings": ratings, "asked": asked}
    return Scorecard.model_validate(fields | beside)


class Texts(Tables):
    """Keeps and finds the skills, anchors and questions of one team's cards, by a digest of their content."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self._known: dict[str, Skills] = {}
        self._known_questions: dict[str, AskedQuestion] = {}

    def keep(self, team_id: str, skills: Skills) -> str:
        """The digest of these texts, which `get` finds from now on."""
        digest, content = _digest(skills)
        if self.get(team_id, digest) is None:
            row = {"team_id": team_id, "digest": digest, "content": content}
            self._insert("bank_texts", row, ONCE)
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
        found = self._rows("bank_texts", team_id=team_id, digest=digest)
        return read_texts(found[0]["content"]) if found else None

    def keep_questions(self, team_id: str, asked: Sequence[AskedQuestion]) -> list[tuple[str, str]]:
        """The id and the digest of each of these questions; `questions` finds them from now on."""
        pairs, rows, params = [], list[str](), dict[str, Value](team_id=team_id)
        for n, question in enumerate(asked):
            content = question.model_dump_json()
            pairs.append((question.id, _digest_of(content)))
            rows.append(f":digest{n}, :content{n}")
            params |= {f"digest{n}": pairs[n][1], f"content{n}": content}
        if rows:  # in one statement, as ratings are
            self._execute(
                "INSERT INTO bank_texts (team_id, digest, content)"
                f" VALUES (:team_id, {'), (:team_id, '.join(rows)}) {ONCE}",
                **params,
            )
        return pairs

    def questions(self, team_id: str, digests: Iterable[str]) -> Mapping[str, AskedQuestion]:
        """The questions that cards of this team name, by digest."""
        new = tuple(digest for digest in digests if digest not in self._known_questions)
        for row in self._rows("bank_texts", team_id=team_id, digest=new) if new else ():
            question = AskedQuestion.model_validate_json(row["content"])
            self._known_questions[row["digest"]] = question
        return self._known_questions


@lru_cache(maxsize=256)
def _digest(skills: Skills) -> tuple[str, str]:
    content = _TEXTS.dump_json(skills).decode()
    return _digest_of(content), content


def _digest_of(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()[:32]


@lru_cache(maxsize=256)
def read_texts(content: str) -> Skills:
    """Frozen and the same for thousands of cards, so they are parsed once."""
    return _TEXTS.validate_json(content)
