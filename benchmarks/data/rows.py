"""Interview loops as plain rows, six interviewers each; with the standard library only, as the floor has them too."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

TEAM, ROLE, TEXTS = "T0BENCH", "ml-engineer", "texts-of-the-benchmarks"
# Here, so that the floor has nothing in its memory that only makes requests.
SECRET, TOKEN = "a-secret-of-the-benchmarks", "xoxb-of-the-benchmarks"
PANEL = 6
MORNING = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
RATINGS = (3, 4, 5, 4, 3, 4, None, 4)  # fits a yes for a senior search
EVIDENCE = (
    "Named the leak in the split before being asked, and how a time-based split would show it."
)
NOTE = (
    "Clear on data and evaluation; we did not get to serving. Would like a second opinion on scale."
)

Row = tuple[str | int | None, ...]

CANDIDATE = """INSERT INTO candidates (team_id, id, name, name_key, archetype_id, target_level, status,
    created_by, created_at) VALUES (?, ?, ?, ?, ?, 'senior', 'open', ?, ?)"""
LEAD = "INSERT INTO candidate_leads (team_id, candidate_id, user_id) VALUES (?, ?, ?)"
INTERVIEW = """INSERT INTO interviews (team_id, id, candidate_id, interviewer_id, confirmed, created_at)
    VALUES (?, ?, ?, ?, 1, ?)"""
CARD = """INSERT INTO scorecards (team_id, id, interview_id, candidate_id, interviewer_id, revision,
    target_level, bank_version, texts, recommendation, note, submitted_at)
    VALUES (?, ?, ?, ?, ?, 1, 'senior', '0123456789ab', ?, 'yes', ?, ?)"""
RATING = """INSERT INTO ratings (team_id, scorecard_id, position, skill_id, rating, evidence)
    VALUES (?, ?, ?, ?, ?, ?)"""


def candidate_id(number: int) -> str:
    """The id of a candidate, as long as the product's own."""
    return f"candidate-{number:016d}"


def interviewer(number: int, seat: int) -> str:
    """Everybody is on one panel only, as busy as people are with the loops that are open."""
    return f"U{number:07d}{seat}"


def candidates(first: int, last: int) -> Iterator[Row]:
    """Open candidates for a senior ML engineer."""
    for n in range(first, last):
        name = f"Ada Lovelace {n}"
        yield TEAM, candidate_id(n), name, name.casefold(), ROLE, interviewer(n, 0), _at(0)


def leads(first: int, last: int) -> Iterator[Row]:
    """The first interviewer of each is the lead."""
    for n in range(first, last):
        yield TEAM, candidate_id(n), interviewer(n, 0)


def interviews(first: int, last: int) -> Iterator[Row]:
    """The panel of each."""
    for n, seat in _seats(first, last):
        interview = f"interview-{n:014d}-{seat}"
        yield TEAM, interview, candidate_id(n), interviewer(n, seat), _at(seat)


def cards(first: int, last: int) -> Iterator[Row]:
    """Everybody's card."""
    for n, seat in _seats(first, last):
        yield card(f"card-{n:019d}-{seat}", f"interview-{n:014d}-{seat}", n, seat)


def card(card_id: str, interview: str, number: int, seat: int) -> Row:
    """One card."""
    who = interviewer(number, seat)
    return TEAM, card_id, interview, candidate_id(number), who, TEXTS, NOTE, _at(600 + seat)


def all_ratings(first: int, last: int, skills: Sequence[str]) -> Iterator[Row]:
    """The ratings of all those cards."""
    for n, seat in _seats(first, last):
        yield from ratings(f"card-{n:019d}-{seat}", skills)


def ratings(card_id: str, skills: Sequence[str]) -> Iterator[Row]:
    """The ratings of one card."""
    for position, skill in enumerate(skills):
        yield TEAM, card_id, position, skill, RATINGS[position % len(RATINGS)], EVIDENCE


def _seats(first: int, last: int) -> Iterator[tuple[int, int]]:
    for n in range(first, last):
        for seat in range(PANEL):
            yield n, seat


def _at(minutes: int) -> str:
    return f"{MORNING + timedelta(minutes=minutes):%Y-%m-%dT%H:%M:%S.%fZ}"
