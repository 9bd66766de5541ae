"""The candidates of an opening beside each other, skill by skill: what is open to whoever asks, and no verdict."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import NamedTuple, TypeVar

from interviews.debriefs.debrief import debrief, rating_pair
from interviews.debriefs.models import Debrief, SkillSummary
from interviews.loop import Loop
from interviews.models import Candidate, Outcome, Scorecard, Status
from interviews.openings import permissions as openings
from interviews.openings.models import Opening
from interviews.openings.permissions import OpeningAction
from interviews.permissions import Action, Person, as_seen_by, may, status_for
from interviews.store import Store
from interviews.store.audit import Compared
from interviews.store.values import name_key

Key = TypeVar("Key", bound=Hashable)
Texts = frozenset[tuple[tuple[str, ...], tuple[str, ...]]]
"""The anchors and the core questions of a skill, each pair as an interviewer saw it."""


class ComparedRound(NamedTuple):
    """One round of one candidate, with its debrief."""

    candidate: Candidate
    debrief: Debrief
    outcome: Outcome | None
    """What was decided, as far as the reader may know."""
    bank_versions: tuple[str, ...]
    """The versions of the question bank that its scorecards were filled on."""
    texts: Mapping[str, Texts]
    """By the id of each skill that was rated."""

    def summary(self, skill_id: str) -> SkillSummary | None:
        """What the panel rated in this skill; None where nobody assessed it."""
        found = (skill for skill in self.debrief.skills if skill.skill_id == skill_id)
        return next((skill for skill in found if skill.count), None)


class Hole(NamedTuple):
    """Somebody whom nobody assessed in a skill, and their other rounds, open to the reader, in which somebody did."""

    candidate: Candidate
    elsewhere: tuple[Candidate, ...]


class ComparedSkill(NamedTuple):
    """One skill in one stage: who was assessed in it, by name, and who was not."""

    name: str
    must_have: bool
    rated: tuple[tuple[Candidate, SkillSummary], ...]
    holes: tuple[Hole, ...]


Groups = tuple[tuple[str, tuple[Candidate, ...]], ...]
"""A value, and the candidates who share it, by name."""


class OtherTexts(NamedTuple):
    """Skills of which the core questions or the anchors were not the same for all, and who had the same."""

    skills: tuple[str, ...]
    groups: tuple[tuple[Candidate, ...], ...]


class AskedApart(NamedTuple):
    """That these were not asked the same questions, as far as any were ticked."""

    common: int
    """How many questions everybody was asked."""
    besides: tuple[tuple[Candidate, int], ...]
    """Who was asked how many more."""
    unknown: tuple[Candidate, ...]
    """For whom none were ticked."""


class ComparedStage(NamedTuple):
    """What was rated in rounds of one name, so that like stands beside like."""

    rounds: tuple[ComparedRound, ...]
    skills: tuple[ComparedSkill, ...]
    not_assessed: tuple[ComparedSkill, ...]
    """The skills in which nobody of these was assessed."""
    roles: Groups
    """The ids of the roles, where they differ; as the next two."""
    levels: Groups
    bank_versions: Groups
    texts: tuple[OtherTexts, ...]
    asked: AskedApart | None
    """None where all were asked the same, or nothing is known to compare."""

    @property
    def candidate(self) -> Candidate:
        """A candidate in it, who names it."""
        return self.rounds[0].candidate


class ClosedRound(NamedTuple):
    """A round that the reader may know of, and whose debrief is not open to them."""

    candidate: Candidate
    missing: tuple[str, ...]
    """Whose card is not in."""
    has_panel: bool
    owes_later: bool
    """Whether the reader owes a card in a later round."""
    outcome: Outcome | None


class Comparison(NamedTuple):
    """The candidates of an opening as one reader may compare them, each by name."""

    stages: tuple[ComparedStage, ...]
    """The last stage first."""
    holes: tuple[tuple[str, tuple[Candidate, ...]], ...]
    """Must-haves, each with those whom nobody assessed in it, in any round that is open to the reader."""
    closed: tuple[ClosedRound, ...]
    withdrawn: tuple[tuple[Candidate, Outcome], ...]
    is_whole: bool
    """Whether everybody in the opening is named."""

    @property
    def shown(self) -> tuple[Candidate, ...]:
        """The rounds whose contents are in it."""
        return tuple(each.candidate for stage in self.stages for each in stage.rounds)

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """Everybody who is named, in whatever round."""
        closed = (each.candidate for each in self.closed)
        return (*self.shown, *closed, *(candidate for candidate, _ in self.withdrawn))


def compare(
    person: Person,
    loops: Iterable[Loop],
    outcomes: Mapping[str, Outcome],
    stages: Sequence[str] = (),
    *,
    sees_all: bool = False,
) -> Comparison:
    """What this person may compare: each round by the same rules as its debrief.

    Named are those whom they may know of: all, where `sees_all` says that the opening's page shows them.

    `outcomes` has what they may know of decisions, by the round's id; `stages` the names of the
    opening's stages, in order. Whoever withdrew is named, and not compared.
    """
    known = [loop for loop in loops if sees_all or may(person, Action.SEE_CANDIDATE, loop)]
    known.sort(key=lambda loop: _by_name(loop.candidate))
    withdrawn = {
        loop.candidate.person_id: (loop.candidate, outcome)
        for loop in known
        if (outcome := outcomes.get(loop.candidate.id)) and outcome.is_withdrawal
    }
    here = [loop for loop in known if loop.candidate.person_id not in withdrawn]
    is_open = {loop.candidate.id: may(person, Action.READ_DEBRIEF, loop) for loop in here}
    rounds = [
        _round(as_seen_by(person, loop), outcomes) for loop in here if is_open[loop.candidate.id]
    ]
    return Comparison(
        stages=_stages(rounds, stages),
        holes=_holes(rounds),
        closed=tuple(
            _closed(person, loop, outcomes) for loop in here if not is_open[loop.candidate.id]
        ),
        withdrawn=tuple(withdrawn.values()),
        is_whole=sees_all,
    )


def _by_name(candidate: Candidate) -> tuple[str, str, int]:
    """By name, and for namesakes by person, so that no order says who is better."""
    return name_key(candidate.name), candidate.person_id, candidate.round


def _round(loop: Loop, outcomes: Mapping[str, Outcome]) -> ComparedRound:
    cards = [rating_pair(loop, card).first for card in loop.cards]
    return ComparedRound(
        candidate=loop.candidate,
        debrief=debrief(loop),
        outcome=outcomes.get(loop.candidate.id),
        bank_versions=tuple(dict.fromkeys(card.bank_version for card in cards)),
        texts=_texts(cards),
    )


def _texts(cards: Iterable[Scorecard]) -> dict[str, Texts]:
    texts: dict[str, Texts] = {}
    for card in cards:
        rated = {rating.skill_id for rating in card.ratings if rating.rating is not None}
        for skill in card.skills:
            if skill.id in rated:
                seen = frozenset({(skill.anchors, skill.questions)})
                texts[skill.id] = texts.get(skill.id, frozenset()) | seen
    return texts


def _holes(rounds: Sequence[ComparedRound]) -> tuple[tuple[str, tuple[Candidate, ...]], ...]:
    people = _grouped(rounds, lambda each: each.candidate.person_id)
    skills = {
        skill.skill_id: skill.name
        for each in rounds
        for skill in each.debrief.skills
        if skill.must_have
    }
    assessed = {
        (each.candidate.person_id, skill.skill_id)
        for each in rounds
        for skill in each.debrief.skills
        if skill.count
    }
    lacking = (
        (name, tuple(own[0] for who, own in people.items() if (who, skill_id) not in assessed))
        for skill_id, name in skills.items()
    )
    return tuple((name, candidates) for name, candidates in lacking if candidates)


def _closed(person: Person, loop: Loop, outcomes: Mapping[str, Outcome]) -> ClosedRound:
    return ClosedRound(
        candidate=loop.candidate,
        missing=loop.missing,
        has_panel=bool(loop.interviews),
        owes_later=loop.owes_later_card(person.user_id),
        outcome=outcomes.get(loop.candidate.id),
    )


def _stages(rounds: Sequence[ComparedRound], names: Sequence[str]) -> tuple[ComparedStage, ...]:
    """The rounds of one name together; those without a name by their number."""
    places = {name_key(name): place for place, name in enumerate(names)}
    together: dict[str, list[ComparedRound]] = {}
    for each in rounds:
        name = name_key(each.candidate.stage) or f"round {each.candidate.round}"
        together.setdefault(name, []).append(each)
    last_first = sorted(
        together,
        key=lambda name: (
            places.get(name, -1),
            max(each.candidate.round for each in together[name]),
        ),
        reverse=True,
    )
    return tuple(_stage(together[name], rounds) for name in last_first)


def _stage(here: Sequence[ComparedRound], rounds: Sequence[ComparedRound]) -> ComparedStage:
    every = {skill.skill_id: skill for each in here for skill in each.debrief.skills}
    skills = [_skill(skill, here, rounds) for skill in every.values()]
    return ComparedStage(
        rounds=tuple(here),
        skills=tuple(skill for skill in skills if skill.rated),
        not_assessed=tuple(skill for skill in skills if not skill.rated),
        roles=_differ(here, lambda each: each.candidate.archetype_id),
        levels=_differ(here, _level),
        bank_versions=_differ(here, lambda each: " and ".join(each.bank_versions)),
        texts=_other_texts(here, {skill_id: skill.name for skill_id, skill in every.items()}),
        asked=_asked_apart(here),
    )


def _asked_apart(rounds: Sequence[ComparedRound]) -> AskedApart | None:
    asked = [
        (each.candidate, {question.id for vote in each.debrief.votes for question in vote.asked})
        for each in rounds
    ]
    common = set[str]().union(*(found for _, found in asked))
    common.intersection_update(*(found for _, found in asked if found))
    besides = tuple((who, len(found - common)) for who, found in asked if found - common)
    unknown = tuple(who for who, found in asked if not found)
    return AskedApart(len(common), besides, unknown) if besides else None


def _level(each: ComparedRound) -> str:
    """The target level with the rating that stands for it, as in "senior (4)"."""
    return f"{each.candidate.target_level.value} ({int(each.debrief.target)})"


def _skill(
    skill: SkillSummary, here: Sequence[ComparedRound], rounds: Sequence[ComparedRound]
) -> ComparedSkill:
    rated = [(each.candidate, each.summary(skill.skill_id)) for each in here]
    return ComparedSkill(
        name=skill.name,
        must_have=skill.must_have,
        rated=tuple((candidate, summary) for candidate, summary in rated if summary),
        holes=tuple(
            Hole(candidate, _elsewhere(candidate, skill.skill_id, rounds))
            for candidate, summary in rated
            if not summary
        ),
    )


def _elsewhere(
    candidate: Candidate, skill_id: str, rounds: Sequence[ComparedRound]
) -> tuple[Candidate, ...]:
    return tuple(
        each.candidate
        for each in rounds
        if each.candidate.person_id == candidate.person_id and each.summary(skill_id)
    )


def _differ(rounds: Sequence[ComparedRound], value: Callable[[ComparedRound], str]) -> Groups:
    """Who shares which value; nothing where all share one."""
    groups = _grouped(rounds, value)
    return tuple(groups.items()) if len(groups) > 1 else ()


def _grouped(
    rounds: Iterable[ComparedRound], key: Callable[[ComparedRound], Key]
) -> dict[Key, tuple[Candidate, ...]]:
    groups: dict[Key, tuple[Candidate, ...]] = {}
    for each in rounds:
        groups[key(each)] = (*groups.get(key(each), ()), each.candidate)
    return groups


def _other_texts(
    rounds: Sequence[ComparedRound], names: Mapping[str, str]
) -> tuple[OtherTexts, ...]:
    """Skills with the same groups stand together: mostly one change of the bank made all of them."""
    skills: dict[tuple[tuple[Candidate, ...], ...], list[str]] = {}
    for skill_id, name in names.items():
        rated = [each for each in rounds if skill_id in each.texts]
        groups = _grouped(rated, partial(_texts_of, skill_id))
        if len(groups) > 1:
            skills.setdefault(tuple(groups.values()), []).append(name)
    return tuple(OtherTexts(tuple(names), groups) for groups, names in skills.items())


def _texts_of(skill_id: str, each: ComparedRound) -> Texts:
    return each.texts[skill_id]


def comparison_for(store: Store, person: Person, opening: Opening) -> Comparison:
    """The candidates of this opening as this person may compare them now."""
    with store.read_session():
        candidates = store.candidates.in_opening(opening.team_id, opening.id)
        loops = store.loops(opening.team_id, [candidate.id for candidate in candidates])
        decided = tuple(
            candidate.id
            for candidate in candidates
            if status_for(person.user_id, candidate) is Status.DECIDED
        )
        decisions = store.decisions.list_current(opening.team_id, decided)
        own = openings.own_of(store, person, opening.id)
    outcomes = {decision.candidate_id: decision.outcome for decision in decisions}
    stages = [stage.name for stage in opening.stages]
    sees_all = openings.may(person, OpeningAction.SEE, opening, own)
    return compare(person, loops, outcomes, stages, sees_all=sees_all)


def log_comparison(
    store: Store, person: Person, opening: Opening, found: Comparison, now: datetime
) -> None:
    """An entry for each round whose contents this person gets to read."""
    with store.transaction():
        for candidate in found.shown:
            ids = {**candidate.ids, "opening_id": opening.id}
            store.audit.add(Compared(**ids, at=now, actor_id=person.user_id))
