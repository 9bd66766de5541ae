"""What has happened in the demo's company so far: who has applied, and what their interviewers wrote."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from bot.demo.calibration import play
from bot.demo.scene import ADA, ALAN, CHARLES, EDSGER, GRACE, HEDY
from handlers.scorecards.card_form import anchored_skills
from interviews.candidates.find_or_add import NewCandidate
from interviews.candidates.rounds import follow
from interviews.decisions import NewDecision, close, decide
from interviews.models import (
    AskedQuestion,
    Candidate,
    Outcome,
    Rating,
    Recommendation,
    SkillRating,
)
from interviews.openings.models import Opening, Stage
from interviews.outbox import CloseLoop, SendDigest, TellDecision, withdraw_all
from interviews.permissions import Person
from interviews.scorecards.submit import Submission, submit
from interviews.store import Store
from question_bank.bank import Bank
from question_bank.models import Archetype, Level, Question

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

_EMILS_SCREEN: tuple[Card, ...] = (
    (
        HEDY,
        {
            "be-framework": (3, "Named every step from the URL to the database, with one detour to the woodshed."),
            "modern-python": (3, "Found the shared default list once he had printed it."),
        },
        Recommendation.YES,
        "Owns up to every outage he has caused; there were some.",
    ),
)  # fmt: skip
_MATILDAS_SCREEN: tuple[Card, ...] = (
    (
        HEDY,
        {
            "be-framework": (4, "Knew what the framework does for her, and where she would rather do it herself."),
            "modern-python": (2, "Types everywhere; async only from a book, and said so."),
        },
        Recommendation.STRONG_YES,
        "Seven years old at heart, and ahead of the rest of us.",
    ),
)  # fmt: skip
_MATILDAS_ONSITE: tuple[Card, ...] = (
    (
        ADA,
        {
            "be-api-design": (4, "Asked who calls it, and what happens to those who call it twice."),
            "be-testing": (3, "Tests the refused card first, then the good one."),
        },
        Recommendation.STRONG_YES,
        "Had read our documentation, and found two mistakes in it.",
    ),
    (
        GRACE,
        {
            "be-sql": (4, "Read the query plan aloud, like a story with a villain."),
            "be-delivery": (2, "Knows how to release; has never had to take one back."),
        },
        Recommendation.YES,
        "",
    ),
)  # fmt: skip
_MOMOS_SCREEN: tuple[Card, ...] = (
    (
        HEDY,
        {
            "be-framework": (
                4,
                "Let the question stand until the answer came by itself; it was right.",
            )
        },
        Recommendation.YES,
        "Listens better than anybody I have met.",
    ),
)

_LAST_SUMMER: dict[str, tuple[int, int]] = {
    "Sinbad": (4, 4), "Scheherazade": (5, 4), "Phileas Fogg": (3, 4), "Lemuel Gulliver": (2, 2), "Mowgli": (3, 2),
}  # fmt: skip
"""What each of two interviewers gave to data engineers whom Hedy met then, on the first two skills."""
_TOLD_THEN = (SendDigest, CloseLoop, TellDecision)

STOCKHOLM = Opening(
    team_id="", id="demo-backend-stockholm", title="Backend, Stockholm",
    archetype_id="backend-developer", target_level=Level.JUNIOR, leads=(ADA,), coordinators=(HEDY,),
    stages=(
        Stage(name="Phone screen", minutes=30, focus=("be-framework", "modern-python")),
        Stage(name="Onsite", minutes=60),
    ),
    bank_version="", created_by=ADA, created_at=datetime(2026, 1, 1, tzinfo=UTC),
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
    """Fills an empty database: a debrief to read, a panel that waits, a decision, a card to write, and an opening."""
    if store.candidates.all_of(team_id):
        return
    story = _Story(store, bank, team_id, now())
    story.add_with_cards("Mary Poppins", "data-engineer", Level.SENIOR, _MARY, ())
    story.remember_last_summer()
    story.hire("Mary Poppins", HEDY, "The strongest data interview of the year, and she knows it.")
    story.add_with_cards("Sherlock Holmes", "ml-engineer", Level.SENIOR, _SHERLOCK, (GRACE, ALAN))
    story.add_with_cards("Robin Hood", "devops-engineer", Level.MID, _ROBIN, (GRACE, HEDY))
    story.plan("Robin Hood", _ROBINS_PANEL, days=-1)
    story.fill(STOCKHOLM)
    story.plan("Pippi Longstocking", _PIPPIS_PANEL, days=1)
    play(store, bank, team_id, now())


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

    def fill(self, opening: Opening) -> None:
        """An opening: somebody has advanced, another is ready to decide on, one withdrew, and one is still to come."""
        own = {"team_id": self._team_id, "bank_version": self._bank.version}
        opened_at = self._today - timedelta(days=18)
        opening = opening.model_copy(update=own | {"created_at": opened_at})
        self._store.openings.add(opening)
        screen, onsite = opening.stages
        self._add_in(opening, "Momo", screen, _MOMOS_SCREEN)
        self._decide("Momo", ADA, Outcome.WITHDREW, "She would rather keep her time.")
        self._add_in(opening, "Emil Svensson", screen, _EMILS_SCREEN)
        self._decide("Emil Svensson", ADA, Outcome.ADVANCE, "Let the whole team meet him.")
        self._follow("Emil Svensson", onsite, (ALAN, GRACE))
        self._add_in(opening, "Matilda Wormwood", screen, _MATILDAS_SCREEN)
        self._decide("Matilda Wormwood", ADA, Outcome.ADVANCE, "Hedy would hire her on the spot.")
        onsite_id = self._follow("Matilda Wormwood", onsite, (ADA, GRACE))
        for card in _MATILDAS_ONSITE:
            self._submit_on(onsite_id, card, opening.archetype_id)
        self._add_in(opening, "Pippi Longstocking", screen, (), (ADA, GRACE))
        close(self._store, self._team_id, _slug("Momo"), f"decided-{_slug('Momo')}", self._later())
        for candidate in self._store.candidates.in_opening(self._team_id, opening.id):
            self._tell_nobody(candidate.id)

    def _tell_nobody(self, candidate_id: str) -> None:
        """The page begins with one debrief to read: all else was told weeks ago."""
        for told in _TOLD_THEN:
            withdraw_all(self._store, told, self._team_id, candidate_id)

    def remember_last_summer(self) -> None:
        """Five data engineers and five interviewers: enough to say what became of the questions."""
        now, self._time = self._time, self._today - timedelta(days=150)
        interviewers = (HEDY, GRACE, ALAN, EDSGER, CHARLES)
        for number, (name, given) in enumerate(_LAST_SUMMER.items()):
            panel = (interviewers[number], interviewers[(number + 1) % len(interviewers)])
            candidate = Candidate(
                team_id=self._team_id, id=_slug(name), name=name, archetype_id="data-engineer",
                target_level=Level.MID, leads=(HEDY,), created_by=HEDY, created_at=self._later(),
            )  # fmt: skip
            self._invite(candidate, panel)
            for who, off in zip(panel, (0, number % 2), strict=True):
                sql, quality = given[0], max(1, given[1] - off)
                rated = {"de-sql": (sql, ""), "de-quality": (quality, "")}
                vote = Recommendation.YES if sql > Rating.BETWEEN else Recommendation.NO
                self._submit_on(candidate.id, (who, rated, vote, ""), candidate.archetype_id)
            self._decide(name, HEDY, Outcome.NO_HIRE, "Another was nearer to what we need.")
            close(self._store, self._team_id, _slug(name), f"decided-{_slug(name)}", self._later())
            self._tell_nobody(candidate.id)
        self._time = now

    def _add_in(
        self,
        opening: Opening,
        name: str,
        stage: Stage,
        cards: tuple[Card, ...],
        panel: tuple[str, ...] = (),
    ) -> None:
        """A candidate in this stage, with the cards that are in."""
        candidate = Candidate(
            team_id=self._team_id, id=_slug(name), name=name, archetype_id=opening.archetype_id,
            target_level=opening.target_level, leads=opening.leads, opening_id=opening.id,
            coordinators=opening.coordinators, stage=stage.name, created_by=ADA, created_at=self._later(),
        )  # fmt: skip
        self._invite(candidate, panel or tuple(card[0] for card in cards))
        for card in cards:
            self._submit_on(candidate.id, card, opening.archetype_id)

    def _follow(self, name: str, stage: Stage, panel: tuple[str, ...]) -> str:
        """The id of the round after the one that a candidate has advanced from."""
        with self._store.transaction():
            followed = follow(
                self._store, self._person(ADA), _slug(name), f"{_slug(name)}-2", self._later()
            )
        self._invite(followed.model_copy(update={"stage": stage.name}), panel)
        return followed.id

    def _invite(self, candidate: Candidate, panel: tuple[str, ...]) -> None:
        with self._store.transaction():
            self._store.candidates.add(candidate)
            for user_id in panel:
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
        self._decide(name, lead, Outcome.HIRE, reason)

    def _decide(self, name: str, lead: str, outcome: Outcome, reason: str) -> None:
        decided = NewDecision(
            id=f"decided-{_slug(name)}", candidate_id=_slug(name), outcome=outcome,
            reason=reason, participants=(lead,),
        )  # fmt: skip
        decide(self._store, self._person(lead), decided, self._later())

    def _submit(self, card: Card, new: NewCandidate, role: str, *, first: bool) -> None:
        self._submit_on(new.id, card, role, new if first else None)

    def _submit_on(
        self, candidate_id: str, card: Card, role: str, new: NewCandidate | None = None
    ) -> None:
        user_id, ratings, vote, note = card
        archetype = self._bank.archetype(role)
        assert archetype is not None, f"the demo needs the role {role}"
        submission = Submission(
            card_id=f"{candidate_id}-{user_id}",
            candidate_id=None if new else candidate_id,
            new=new,
            bank_version=self._bank.version,
            skills=anchored_skills(archetype),
            ratings=tuple(
                SkillRating(skill_id=skill, rating=Rating(rating), evidence=evidence)
                for skill, (rating, evidence) in ratings.items()
            ),
            recommendation=vote,
            note=note,
            asked=_asked(archetype, ratings),
        )
        submit(self._store, self._person(user_id), submission, self._later())

    def _person(self, user_id: str) -> Person:
        return Person(team_id=self._team_id, user_id=user_id)

    def _later(self) -> datetime:
        self._time += timedelta(hours=1)
        return self._time


def _asked(role: Archetype, skills: Iterable[str]) -> tuple[AskedQuestion, ...]:
    """The first two questions on the first of these skills, and the first on each other."""
    found: list[Question] = []
    for number, skill in enumerate(skills):
        found += [each for each in role.questions if each.skill == skill][: 1 if number else 2]
    return tuple(AskedQuestion(id=each.id, skill_id=each.skill, ask=each.ask) for each in found)


def _slug(name: str) -> str:
    return "demo-" + name.casefold().replace(" ", "-")
