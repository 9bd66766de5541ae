"""Calibration rounds, who rates in them, and what each of them gave, as rows."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from interviews.calibration.agreement import FEWEST_RATERS, Repeat
from interviews.calibration.models import LATELY, Before, GivenRating, Part, Rater, Round
from interviews.store.rows import ONCE, Tables, model_of, row_of, where_clause
from interviews.store.values import stored_time

IN_ORDER = "ORDER BY number"


class Calibration(Tables):
    """Adds, finds and closes the rounds of one team at a time."""

    def add(self, new: Round, user_ids: Iterable[str]) -> bool:
        """Adds a round with its raters, each once; False, and nothing changed, where the id is there already."""
        added = self._insert("calibration_rounds", row_of(new), ONCE)
        for user_id in dict.fromkeys(user_ids) if added else ():
            rater = Rater(team_id=new.team_id, round_id=new.id, user_id=user_id)
            self._insert("calibration_raters", row_of(rater))
        return added

    def hold(self, team_id: str, round_id: str) -> None:
        """Keeps other writers off this round until the transaction ends."""
        self._rows("calibration_rounds", self._engine.for_update, team_id=team_id, id=round_id)

    def get(self, team_id: str, round_id: str) -> Round | None:
        """The round, or None."""
        return self._first(Round, "calibration_rounds", team_id=team_id, id=round_id)

    def raters(self, team_id: str, round_id: str) -> tuple[str, ...]:
        """The ids of those who are asked to rate in it."""
        rows = self._rows(
            "calibration_raters", "ORDER BY user_id", team_id=team_id, round_id=round_id
        )
        return tuple(row["user_id"] for row in rows)

    def ratings(self, team_id: str, round_id: str) -> tuple[GivenRating, ...]:
        """All that was given in it, by everybody."""
        then = "ORDER BY user_id, number"
        return self._find(
            GivenRating, "calibration_ratings", then, team_id=team_id, round_id=round_id
        )

    def part(self, rater: Rater) -> Part | None:
        """This person's part in the round; None where they are not asked to rate in it."""
        found = self.get(rater.team_id, rater.round_id)
        if found is None or not self._rows("calibration_raters", **dict(rater)):
            return None
        ratings = self._find(GivenRating, "calibration_ratings", IN_ORDER, **dict(rater))
        return Part(round=found, ratings=ratings)

    def of_person(self, team_id: str, user_id: str) -> tuple[Part, ...]:
        """This person's part in every round that they are asked to rate in, newest first."""
        rows = self._query(
            """SELECT r.* FROM calibration_rounds r WHERE r.team_id = :team_id AND r.id IN (
                   SELECT round_id FROM calibration_raters
                   WHERE team_id = :team_id AND user_id = :user_id)
               ORDER BY r.created_at DESC, r.id DESC""",
            team_id=team_id, user_id=user_id,
        )  # fmt: skip
        own = self._find(
            GivenRating, "calibration_ratings", IN_ORDER, team_id=team_id, user_id=user_id
        )
        return tuple(
            Part(
                round=model_of(Round, row),
                ratings=tuple(rating for rating in own if rating.round_id == row["id"]),
            )
            for row in rows
        )

    def open_rounds(self, team_id: str, user_ids: tuple[str, ...]) -> tuple[Round, ...]:
        """The rounds that have not ended, of one person or several, in which any of these people rates."""
        people, params = where_clause({"user_id": user_ids})
        rows = self._query(
            f"""SELECT r.* FROM calibration_rounds r
                WHERE r.team_id = :team_id AND r.closed_at IS NULL AND r.id IN (
                    SELECT round_id FROM calibration_raters WHERE team_id = :team_id AND {people})
                ORDER BY r.id""",
            team_id=team_id, **params,
        )  # fmt: skip
        return tuple(model_of(Round, row) for row in rows)

    def started_by(self, team_id: str, user_id: str) -> tuple[Round, ...]:
        """The rounds of several people that this person has started, newest first."""
        then = "AND due_at IS NOT NULL ORDER BY created_at DESC, id DESC"
        return self._find(Round, "calibration_rounds", then, team_id=team_id, created_by=user_id)

    def list_open_shared(self, team_id: str) -> tuple[Round, ...]:
        """The team's rounds of several people that have not ended, newest first."""
        then = "AND due_at IS NOT NULL AND closed_at IS NULL ORDER BY created_at DESC, id DESC"
        return self._find(Round, "calibration_rounds", then, team_id=team_id)

    def remove_rater(self, team_id: str, round_id: str, user_id: str) -> None:
        """Nobody asks this person to rate in it any more."""
        self._delete("calibration_raters", team_id=team_id, round_id=round_id, user_id=user_id)

    def repeats(self, found: Round) -> tuple[Repeat, ...]:
        """What people gave to answers of this round, and what they had given them half a year before or more.

        Nothing where these are fewer than five people: what is worked out of it would be about them.
        """
        given = self.ratings(found.team_id, found.id)
        people = tuple({rating.user_id for rating in given})
        every = self._find(
            GivenRating, "calibration_ratings", "ORDER BY rated_at",
            team_id=found.team_id, user_id=people,
        )  # fmt: skip
        before = {
            (each.user_id, each.answer_id): each.rating
            for each in every
            if each.rated_at < found.created_at - LATELY
        }
        again = [each for each in given if (each.user_id, each.answer_id) in before]
        if len({each.user_id for each in again}) < FEWEST_RATERS:
            return ()
        return tuple((before[each.user_id, each.answer_id], each.rating) for each in again)

    def rate(self, rating: GivenRating) -> None:
        """Keeps what somebody gave to an answer; what they gave it before stays."""
        self._insert("calibration_ratings", row_of(rating), ONCE)

    def rated(
        self, team_id: str, user_ids: tuple[str, ...], moment: datetime
    ) -> tuple[Counter[str], dict[str, Before]]:
        """How many of these people have rated an answer since then, by its id; and how many before, of the others."""
        rows = self._rows("calibration_ratings", team_id=team_id, user_id=user_ids)
        since = stored_time(moment)
        pairs = {(row["user_id"], row["answer_id"]) for row in rows if row["rated_at"] >= since}
        lately = Counter(answer_id for _, answer_id in pairs)
        before = dict[str, Before]()
        for answer_id in {row["answer_id"] for row in rows} - lately.keys():
            given = [row for row in rows if row["answer_id"] == answer_id]
            people = {row["user_id"] for row in given}
            before[answer_id] = -len(people), max(row["rated_at"] for row in given)[:10]
        return lately, before

    def close(self, team_id: str, round_id: str, at: datetime, *, passed: bool = False) -> None:
        """From now on its key is open to its raters; of one's own round it stays whether one has passed."""
        self._execute(
            "UPDATE calibration_rounds SET closed_at = :at, passed = :passed"
            " WHERE team_id = :team_id AND id = :id",
            team_id=team_id, id=round_id, at=at, passed=passed,
        )  # fmt: skip

    def list_passed(
        self, team_id: str, archetype_id: str, user_ids: tuple[str, ...]
    ) -> frozenset[str]:
        """Those of these people who have passed a round of this role; of nobody else is anything said."""
        people, params = where_clause({"created_by": user_ids})
        rows = self._query(
            f"SELECT DISTINCT created_by FROM calibration_rounds WHERE team_id = :team_id"
            f" AND {people} AND archetype_id = :archetype_id AND passed = 1",
            team_id=team_id, archetype_id=archetype_id, **params,
        )  # fmt: skip
        return frozenset(row["created_by"] for row in rows)
