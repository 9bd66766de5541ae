"""Many interviews in which questions were ticked as asked, for what is made of them."""

from interviews.models import AskedQuestion, Interview, Rating, SkillRating
from interviews.store import Store
from question_bank.models import Archetype
from tests.interviews import make
from tests.interviews.people import ADA, at

NAMES = ("Ida Rhodes", "Kay McNulty", "Jean Bartik", "Betty Holberton", "Ruth Teitelbaum")


def score_many(
    store: Store, team: str, role: Archetype, people: int, *, lead: str = ADA, questions: int = 1
) -> None:
    """So many candidates, each scored by two of five interviewers who asked the role's first questions."""
    question, other = role.questions[0], role.skills[1].id
    asked = tuple(
        AskedQuestion(id=each.id, skill_id=each.skill, ask=each.ask)
        for each in role.questions[:questions]
    )
    for number in range(people):
        candidate = make.candidate(
            f"c-{number}", NAMES[number], team=team, role=role.id, leads=(lead,)
        )
        store.candidates.add(candidate)
        for seat in range(2):
            who = f"U0PANEL{(number * 2 + seat) % 5}"
            point = Rating(2 + (number + seat) % 3)
            interview = Interview(
                **candidate.ids, id=f"i-{number}-{seat}", interviewer_id=who,
                created_at=at(0),
            )  # fmt: skip
            store.interviews.plan(interview)
            ratings = tuple(
                SkillRating(skill_id=skill, rating=point) for skill in (question.skill, other)
            )
            card = make.card(who).model_copy(
                update={
                    "team_id": team, "id": f"card-{number}-{seat}", "candidate_id": candidate.id,
                    "interview_id": interview.id, "ratings": ratings, "asked": asked,
                }
            )  # fmt: skip
            store.scorecards.add(card)
