"""What has happened in the demo's company so far: who has applied, and what their interviewers wrote."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.demo.scene import ADA, ALAN, GRACE, HEDY
from handlers.scorecards.card_form import anchored_skills
from interviews.candidates.find_or_add import NewCandidate
from interviews.decisions import NewDecision, decide
from interviews.models import Candidate, Outcome, Rating, Recommendation, SkillRating
from interviews.permissions import Person
from interviews.scorecards.submit import Submission, submit
from interviews.store import Store
from question_bank.bank import Bank
from question_bank.models import Level

Card = tuple[str, dict[str, tuple[int, str]], Recommendation, str]
Panel = dict[str, tuple[str, ...]]
"""The skills that each interviewer looks at, in the order of their interviews."""

_FRIDAY = 4
_AFTERNOON = 14  # in UTC: a working hour from Amsterdam to New York
_SHERLOCK: tuple[Card, ...] = (
    (
        ADA,
        {
            "ml-ops": (5, "Rebuilt a model from two years ago in an afternoon, and said how he knew it was the same."),
            "ml-evaluation": (4, "Asked what a wrong alarm costs before he chose a metric."),
            "engineering-judgement": (4, "Named the design he threw away, and why."),
        },
        Recommendation.YES,
        "Deduces from the logs what others ask three people for.",
    ),
    (
        GRACE,
        {
            "ml-ops": (2, "Releases by hand; no way back but to train again."),
            "ml-evaluation": (4, "Split by customer, not at random, and said what leaks otherwise."),
            "ml-data": (3, "Found the label that was wrong, after a hint."),
        },
        Recommendation.NO,
        "I would want to see one release with him on call.",
    ),
    (
        ALAN,
        {
            "ml-evaluation": (4, "Gave the interval, not only the mean."),
            "ml-data": (4, "Asked who writes the labels and how often two of them agree."),
            "modern-python": (3, "Types at the edges; knows why the default list was shared."),
        },
        Recommendation.STRONG_YES,
        "",
    ),
)  # fmt: skip
_ROBIN: tuple[Card, ...] = (
    (
        ADA,
        {
            "do-automation": (4, "Wrote the dry run first, so that the rich would not notice the test."),
            "do-security-recovery": (2, "Shared the key with the whole band."),
        },
        Recommendation.YES,
        "",
    ),
)  # fmt: skip
_MARY: tuple[Card, ...] = (
    (
        HEDY,
        {
            "de-sql": (5, "Rewrote the join aloud and said where the rows doubled before running it."),
            "de-quality": (4, "A failed check stops the load; nobody sees half a day."),
        },
        Recommendation.STRONG_YES,
        "Everything in its place.",
    ),
)  # fmt: skip

_ROBINS_PANEL: Panel = {
    ADA: ("do-automation", "do-security-recovery"),
    GRACE: ("do-delivery", "do-observability"),
    HEDY: ("do-infrastructure-as-code", "do-systems"),
}
_PIPPIS_PANEL: Panel = {
    ADA: ("be-framework", "be-api-design", "be-testing"),
    GRACE: ("be-sql", "be-delivery", "be-reliability"),
}


def seed(store: Store, bank: Bank, team_id: str, now: Callable[[], datetime]) -> None:
    """Fills an empty database: a debrief to read, a panel that waits, a decision, and a card to write."""
    if store.candidates.all_of(team_id):
        return
    story = _Story(store, bank, team_id, now())
    story.add_with_cards("Mary Poppins", "data-engineer", Level.SENIOR, _MARY, ())
    story.hire("Mary Poppins", HEDY, "The strongest data interview of the year, and she knows it.")
    story.add_with_cards("Sherlock Holmes", "ml-engineer", Level.SENIOR, _SHERLOCK, (GRACE, ALAN))
    story.add_with_cards("Robin Hood", "devops-engineer", Level.MID, _ROBIN, (GRACE, HEDY))
    story.plan("Robin Hood", _ROBINS_PANEL, days=-1)
    story.add("Pippi Longstocking", "backend-developer", Level.JUNIOR, ADA, (GRACE,))
    story.plan("Pippi Longstocking", _PIPPIS_PANEL, days=1)


class _Story:
    """Writes what happened through the same doors as everybody else, an hour apart."""

    def __init__(self, store: Store, bank: Bank, team_id: str, today: datetime) -> None:
        self._store, self._bank, self._team_id = store, bank, team_id
        self._today, self._time = today, today - timedelta(days=3)

    def add_with_cards(
        self, name: str, role: str, level: Level, cards: tuple[Card, ...], panel: tuple[str, ...]
    ) -> None:
        """A candidate, and the cards of those who have scored; the first of them leads."""
        new = NewCandidate(
            id=_slug(name), name=name, archetype_id=role, target_level=level, panel=panel
        )
        for number, card in enumerate(cards):
            self._submit(card, new, role, first=number == 0)

    def add(self, name: str, role: str, level: Level, lead: str, panel: tuple[str, ...]) -> None:
        """A candidate whom nobody has scored yet."""
        candidate = Candidate(
            team_id=self._team_id, id=_slug(name), name=name, archetype_id=role,
            target_level=level, leads=(lead,), created_by=lead, created_at=self._later(),
        )  # fmt: skip
        with self._store.transaction():
            self._store.candidates.add(candidate)
            for user_id in (lead, *panel):
                self._store.interviews.invite(candidate, user_id, self._time, confirmed=True)

    def plan(self, name: str, panel: Panel, *, days: int) -> None:
        """Focus skills and times for a panel, on the working day that many days from today, or the next beyond."""
        day = self._today + timedelta(days=days)
        while day.weekday() > _FRIDAY:
            day += timedelta(days=1 if days > 0 else -1)
        begin = day.replace(hour=_AFTERNOON, minute=0, second=0, microsecond=0)
        loop = self._store.loop(self._team_id, _slug(name))
        assert loop is not None, f"{name} is planned before being added"
        with self._store.transaction():
            for number, (user_id, focus) in enumerate(panel.items()):
                interview = loop.interview_of(user_id)
                assert interview is not None, f"{user_id} is not on the panel of {name}"
                seat = {"focus": focus, "starts_at": begin + timedelta(hours=number), "minutes": 45}
                self._store.interviews.plan(interview.model_copy(update=seat))

    def hire(self, name: str, lead: str, reason: str) -> None:
        """A lead closes the loop."""
        decided = NewDecision(
            id=f"decided-{_slug(name)}", candidate_id=_slug(name), outcome=Outcome.HIRE,
            reason=reason, participants=(lead,),
        )  # fmt: skip
        decide(self._store, self._person(lead), decided, self._later())

    def _submit(self, card: Card, new: NewCandidate, role: str, *, first: bool) -> None:
        user_id, ratings, vote, note = card
        archetype = self._bank.archetype(role)
        assert archetype is not None, f"the demo needs the role {role}"
        submission = Submission(
            card_id=f"{new.id}-{user_id}",
            candidate_id=None if first else new.id,
            new=new if first else None,
            bank_version=self._bank.version,
            skills=anchored_skills(archetype),
            ratings=tuple(
                SkillRating(skill_id=skill, rating=Rating(rating), evidence=evidence)
                for skill, (rating, evidence) in ratings.items()
            ),
            recommendation=vote,
            note=note,
        )
        submit(self._store, self._person(user_id), submission, self._later())

    def _person(self, user_id: str) -> Person:
        return Person(team_id=self._team_id, user_id=user_id)

    def _later(self) -> datetime:
        self._time += timedelta(hours=1)
        return self._time


def _slug(name: str) -> str:
    return "demo-" + name.casefold().replace(" ", "-")
