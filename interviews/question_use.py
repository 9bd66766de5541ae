"""What became of the bank's questions: how often each was asked, what was rated then, and what that tells apart."""

from collections.abc import Sequence
from math import atanh, sqrt, tanh
from statistics import StatisticsError, correlation, fmean

from interviews.errors import NotAllowed
from interviews.models import Model, Rating
from interviews.permissions import Person
from interviews.store import Store
from interviews.store.scorecards import AskedCard
from question_bank.models import Archetype, Question

FEWEST_CARDS = 10
FEWEST_PEOPLE = 5
"""Interviewers, and candidates: of fewer, figures would tell how somebody rates, or was rated."""
_WIDTH = 1.96  # standard errors on each side hold 95 %


class Separation(Model):
    """How the rating of a question's skill goes with the rest of the card: from -1 to 1, with its interval of 95 %.

    That is Fisher's, from as many cards; those of one interviewer are more alike than it supposes.
    """

    correlation: float
    low: float
    high: float
    cards: int


class QuestionUse(Model):
    """One question: on how many cards it was ticked, and what is known from them."""

    question_id: str
    skill_id: str
    ask: str
    times: int
    ratings: tuple[int, ...] | None = None
    """How many cards gave its skill each rung of the ladder, from 1 to 5; None where they are too few to say."""
    separation: Separation | None = None
    """None where cards are too few to say, or either side never varies."""

    @property
    def only_rung(self) -> int | None:
        """The rung that every card gave its skill; None where they differ, or are too few to say."""
        if self.ratings is None or max(self.ratings) < sum(self.ratings):
            return None
        return self.ratings.index(max(self.ratings)) + 1


class RoleUse(Model):
    """The use of one role's questions, in the order of the bank."""

    archetype_id: str
    cards: int
    """The scorecards in which questions were ticked."""
    questions: tuple[QuestionUse, ...]


def question_use(role: Archetype, cards: Sequence[AskedCard]) -> RoleUse:
    """What these cards say of the role's questions; from the same cards always the same."""
    return RoleUse(
        archetype_id=role.id,
        cards=len(cards),
        questions=tuple(_of(question, cards) for question in role.questions),
    )


def _of(question: Question, cards: Sequence[AskedCard]) -> QuestionUse:
    asked = [card for card in cards if question.id in card.asked]
    use = QuestionUse(
        question_id=question.id, skill_id=question.skill, ask=question.ask, times=len(asked)
    )
    rated = [card for card in asked if question.skill in card.ratings]
    if not _are_enough(rated):
        return use
    given = [card.ratings[question.skill] for card in rated]
    counts = tuple(given.count(rung) for rung in Rating)
    return use.model_copy(
        update={"ratings": counts, "separation": _separation(question.skill, rated)}
    )


def _are_enough(cards: Sequence[AskedCard]) -> bool:
    people = ({card.interviewer_id for card in cards}, {card.person_id for card in cards})
    return len(cards) >= FEWEST_CARDS and all(len(each) >= FEWEST_PEOPLE for each in people)


def _separation(skill_id: str, cards: Sequence[AskedCard]) -> Separation | None:
    """The correlation of the skill's rating with the mean of the card's others."""
    with_others = [card for card in cards if len(card.ratings) > 1]
    if not _are_enough(with_others):
        return None
    own = [float(card.ratings[skill_id]) for card in with_others]
    rest = [
        fmean(rating for other, rating in card.ratings.items() if other != skill_id)
        for card in with_others
    ]
    try:
        found = correlation(own, rest)
    except StatisticsError:  # one of the two is always the same
        return None
    middle = atanh(max(-_NEARLY_ONE, min(_NEARLY_ONE, found)))
    error = _WIDTH / sqrt(len(own) - 3)
    return Separation(
        correlation=found, low=tanh(middle - error), high=tanh(middle + error), cards=len(own)
    )


_NEARLY_ONE = 1 - 1e-9  # of 1 itself there is no interval


def require_reader(store: Store, person: Person) -> None:
    """Raises `NotAllowed` for anybody but leads and admins."""
    if not (person.is_admin or store.candidates.has_led(person.team_id, person.user_id)):
        raise NotAllowed("Only hiring leads and admins see what became of the questions.")


def use_for(store: Store, person: Person, role: Archetype) -> RoleUse:
    """The same of the person's team, for a lead or an admin; raises `NotAllowed`."""
    require_reader(store, person)
    return question_use(role, store.scorecards.with_questions(person.team_id, role.id))


def use_everywhere(store: Store, role: Archetype) -> RoleUse:
    """The same of every team, for whoever runs the bot."""
    teams = store.candidates.list_teams()
    cards = [
        card for team_id in teams for card in store.scorecards.with_questions(team_id, role.id)
    ]
    return question_use(role, cards)
