"""What somebody's own scorecards and rounds say about how they rate; for their own eyes alone."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from statistics import fmean, pstdev

from interviews.calibration.drift import (
    KeyChange,
    Repeats,
    key_change,
    keyed_ratings,
    repeats,
)
from interviews.calibration.estimates import Estimate, mean, middle, share
from interviews.calibration.models import Part
from interviews.debriefs.debrief import rating_pair
from interviews.loop import Loop
from interviews.models import Model, Rating, Scorecard
from interviews.permissions import Action, Person, may
from interviews.store import Store

LOOKED_BACK = timedelta(days=365)
REPEATS_LOOKED_BACK = timedelta(days=550)
"""Longer, since a round has four repeats at most, and two rounds of them are needed: one a year is enough."""
FEWEST_CARDS, FEWEST_RATINGS, FEWEST_KEYED = 5, 20, 8
"""Below so many cards, candidates or times; ratings; and ratings of sample answers, a figure is mostly chance."""
FEWEST_FIVES = 4
FEWEST_ON_CARD = 3
"""Ratings on a card from which its spread says something."""


class Mirror(Model):
    """How somebody rates; what too little is known of is None."""

    cards: int
    threes: Estimate | None = None
    """The share of ratings in the middle of the ladder."""
    spread: Estimate | None = None
    """How far the ratings of one card are apart, as a standard deviation; near 0 one impression colours all."""
    fives_alone: Estimate | None = None
    """Of the ratings of 5 in debriefs that are open to this person, the share of those of skills nobody else rated."""
    panel: Estimate | None = None
    """Own rating minus the mean of the others on the same skill, a mean for each candidate."""
    key: Estimate | None = None
    """Own rating minus key, in rounds that are over."""
    key_change: KeyChange | None = None
    repeats: Repeats | None = None
    hours_to_card: Estimate | None = None
    """The median time from the end of an interview to the scorecard."""

    @property
    def says_something(self) -> bool:
        """Whether there is any figure with enough behind it."""
        figures = self.model_dump(exclude={"cards"}).values()
        return any(figure is not None for figure in figures)


def mirror_of(store: Store, person: Person, now: datetime) -> Mirror:
    """What this person's own last year says."""
    ids = person.team_id, person.user_id
    # Of whoever leads thousands, only the candidates whom they scored themselves are read.
    scored = store.candidates.list_scored(*ids, now - LOOKED_BACK)
    parts = store.calibration.of_person(*ids)
    return mirror(
        person,
        store.loops(person.team_id, scored),
        [part for part in parts if part.round.closed_at],
        now,
    )


def mirror(person: Person, loops: Sequence[Loop], parts: Iterable[Part], now: datetime) -> Mirror:
    """The same of these loops and rounds; of others' cards only those are counted that are open to the person.

    Rounds that are older than a year count for what has changed since, and for nothing else.
    """
    own = [(loop, card) for loop in loops if (card := _first_card(loop, person.user_id))]
    given = [int(rating) for _, card in own for rating in card.given_ratings()]
    apart = [
        pstdev(map(int, card.given_ratings()))
        for _, card in own
        if len(card.given_ratings()) >= FEWEST_ON_CARD
    ]
    readable = [(loop, card) for loop, card in own if may(person, Action.READ_DEBRIEF, loop)]
    differences, alone = list[float](), list[bool]()
    for loop, card in readable:
        others = _others(loop, person.user_id)
        found = [
            skill.rating - fmean(others[skill.skill_id])
            for skill in card.ratings
            if skill.rating is not None and skill.skill_id in others
        ]
        differences += [fmean(found)] if found else []
        alone += [
            skill.skill_id not in others
            for skill in card.ratings
            if skill.rating is Rating.BEYOND_SENIOR
        ]
    since, keyed = now - LOOKED_BACK, keyed_ratings(parts)
    off_the_key = [each.difference for each in keyed if each.rated_at > since]
    return Mirror(
        cards=len(own),
        threes=share([rating == Rating.BETWEEN for rating in given], FEWEST_RATINGS),
        spread=mean(apart, FEWEST_CARDS),
        fives_alone=share(alone, FEWEST_FIVES),
        panel=mean(differences, FEWEST_CARDS),
        key=mean(off_the_key, FEWEST_KEYED),
        key_change=key_change(keyed, now, FEWEST_KEYED),
        repeats=repeats(keyed, now - REPEATS_LOOKED_BACK),
        hours_to_card=_hours(own, person.user_id),
    )


def _first_card(loop: Loop, user_id: str) -> Scorecard | None:
    """What somebody rated before they could read the others'; nothing of whoever only listened."""
    newest = next((card for card in loop.cards if card.interviewer_id == user_id), None)
    return rating_pair(loop, newest).first if newest else None


def _others(loop: Loop, user_id: str) -> dict[str, list[int]]:
    """What everybody else rated first, by skill."""
    found: dict[str, list[int]] = {}
    for newest in loop.cards:
        if newest.interviewer_id != user_id:
            for skill in rating_pair(loop, newest).first.ratings:
                if skill.rating is not None:
                    found.setdefault(skill.skill_id, []).append(int(skill.rating))
    return found


def _hours(own: Sequence[tuple[Loop, Scorecard]], user_id: str) -> Estimate | None:
    """Scorecards sent before the end of the interview count as sent at its end."""
    took = []
    for loop, _ in own:
        interview, sent = loop.interview_of(user_id), loop.first_sent.get(user_id)
        if interview and interview.ends_at and sent:
            took.append(max(0.0, (sent - interview.ends_at).total_seconds() / 3600))
    return middle(took, FEWEST_CARDS)
