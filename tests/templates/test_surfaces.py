"""No name, note or evidence, however long or hostile, makes a message or a modal that Slack refuses."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.candidates.lists import OpenCandidate
from handlers.slack.notices import notice
from interviews.candidates.queries import Older
from interviews.candidates.rounds import Round
from interviews.debriefs.debrief import debrief, rating_pair
from interviews.loop import Departure, EarlyOpening, Loop
from interviews.models import (
    AnchoredSkill,
    Candidate,
    Decision,
    FormerDecision,
    Interview,
    InterviewState,
    Outcome,
    Rating,
    Recommendation,
    Scorecard,
    SkillRating,
)
from interviews.scorecards.submit import SaveResult
from question_bank.models import Level
from slack_limits.check import check_message, check_view
from templates.macros.elements import cell, fits_table
from templates.macros.escaping import clean, one_line
from templates.render import render
from templates.split import parts, plainer

MORNING = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
SKILLS = tuple(
    AnchoredSkill(
        id=f"skill-{n}", name=f"Skill number {n}", must_have=n % 2 == 0,
        anchors=("below", "junior", "between", "senior", "beyond"), questions=("What did you do?",),
    )
    for n in range(8)
)  # fmt: skip

ROUNDS = tuple(
    Round(
        candidate=Candidate(
            team_id="T1", id=f"c{number}", name="N" * 120, archetype_id="ml-engineer",
            target_level=Level.SENIOR, leads=("U0PERSON0",), created_by="U0PERSON0",
            created_at=MORNING, stage="s" * 40, round=number,
        ),
        decision=Decision(
            team_id="T1", id=f"d{number}", candidate_id=f"c{number}", actor_id="U0PERSON0",
            outcome=Outcome.ADVANCE, reason="r" * 3000, at=MORNING,
        ),
        may_ask=True,
    )
    for number in (1, 2)
)  # fmt: skip

DECIDED = {
    "channel_fault": "",
    "posted": True,
    "may_decide": True,
    "may_undo": True,
    "may_reopen": True,
    "may_advance": True,
    "changeable": "d1",
    "rounds": ROUNDS,
    "former": (
        FormerDecision(
            team_id="T1", id="d0", candidate_id="c1", actor_id="U0PERSON1", reason="r" * 3000,
            outcome=Outcome.DECLINED_OFFER, at=MORNING, undone_at=MORNING,
        ),
    ),
    "may_rate_again": True, "shows_asked": True,
    "decision": Decision(
        team_id="T1", id="d1", candidate_id="c1", actor_id="U0PERSON0", outcome=Outcome.NO_HIRE,
        reason="r" * 3000, participants=("U0PERSON1",), at=MORNING,
    ),
}  # fmt: skip

OPEN = DECIDED | {
    "decision": None, "former": (), "may_undo": False, "may_reopen": False, "changeable": "",
    "may_advance": False, "rounds": (),
}  # fmt: skip

letters = st.characters(codec="utf-8")
names = st.text(letters, min_size=1, max_size=120).filter(one_line)
texts = st.one_of(st.text(letters, max_size=60), st.text(letters, min_size=1, max_size=12).map(
    lambda text: (text * 3000)[:3000]
))  # fmt: skip
ratings = st.builds(
    lambda n, rating, evidence: SkillRating(
        skill_id=SKILLS[n].id, rating=Rating(rating) if rating else None, evidence=evidence
    ),
    st.integers(0, 7), st.integers(0, 5), texts,
)  # fmt: skip


@st.composite
def loops(draw: st.DrawFn) -> Loop:
    """A loop of up to six interviewers, some of whom have scored."""
    count = draw(st.integers(1, 6))
    people = [f"U0PERSON{n}" for n in range(count)]
    scored = people[: draw(st.integers(1, count))]
    cards = tuple(draw(cards_of(who)) for who in scored)
    return Loop(
        earlier=tuple(draw(cards_of(card.interviewer_id, 1)) for card in cards if card.revision > 1),
        departures=(
            Departure(
                user_id="U0PERSON7", state=draw(st.sampled_from(InterviewState)), by=people[0], at=MORNING,
            ),
        ),
        candidate=Candidate(
            team_id="T1", id="c1", name=draw(names), archetype_id="ml-engineer",
            target_level=draw(st.sampled_from(Level)), leads=(people[0],),
            created_by=people[0], created_at=MORNING,
        ),
        interviews=tuple(
            Interview(
                team_id="T1", id=f"i{n}", candidate_id="c1", interviewer_id=who,
                confirmed=n % 3 != 2, created_at=MORNING,
            )
            for n, who in enumerate(people)
        ),
        cards=cards,
        first_sent={card.interviewer_id: MORNING for card in cards},
        early_openings=(EarlyOpening(user_id=people[0], at=MORNING, missing=tuple(people[1:])),),
    )  # fmt: skip


@st.composite
def cards_of(draw: st.DrawFn, who: str, revision: int = 0) -> Scorecard:
    """One card with each skill rated at most once; those that are amended may be second ratings."""
    revision, after_reveal = revision or draw(st.integers(1, 3)), draw(st.booleans())
    given_ratings = {rating.skill_id: rating for rating in draw(st.lists(ratings, max_size=8))}
    return Scorecard(
        team_id="T1", id=f"card-{who}", interview_id=f"i-{who}", candidate_id="c1",
        interviewer_id=who, revision=revision, target_level=Level.SENIOR,
        bank_version="0123456789ab", skills=SKILLS, ratings=tuple(given_ratings.values()),
        recommendation=draw(st.sampled_from(Recommendation)), note=draw(texts),
        reason=draw(texts) if revision > 1 and after_reveal else "", after_reveal=after_reveal,
        submitted_at=MORNING + timedelta(minutes=draw(st.integers(0, 90))),
    )  # fmt: skip


def everything_said(messages: list[dict[str, Any]]) -> str:
    """All text of all parts, the way `json` would not escape it."""
    found: list[str] = []

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            found.extend([node["text"]] if isinstance(node.get("text"), str) else [])
            for child in node.values():
                walk(child)
        elif isinstance(node, list):
            for child in node:
                walk(child)

    walk(messages)
    return "\n".join(found)


def letters_of(text: str) -> str:
    """The text without the spaces and line ends between which it may be divided."""
    return "".join(text.split())


class TestDebrief:
    @settings(max_examples=60, deadline=None)
    @given(loops())
    def test_is_taken_by_slack_and_loses_no_word(self, loop: Loop) -> None:
        found = debrief(loop)
        whole = parts(render("debriefs/debrief", debrief=found, role="Engineer", **DECIDED))
        plainest = [[message, *plainer(message)][-1] for message in whole]
        for messages in (whole, plainest):
            for message in messages:
                assert check_message(message) == []
            said = letters_of(everything_said(messages))
            for card in (*loop.cards, *(rating_pair(loop, newest).first for newest in loop.cards)):
                assert letters_of(clean(card.note)) in said
                assert letters_of(clean(card.reason)) in said
                for skill in card.ratings:
                    assert letters_of(clean(skill.evidence)) in said

    def test_divides_what_six_people_wrote_at_length_about_one_skill(self) -> None:
        people = [f"U0PERSON{n}" for n in range(6)]
        cards = tuple(
            Scorecard(
                team_id="T1", id=f"card-{who}", interview_id=f"i-{who}", candidate_id="c1",
                interviewer_id=who, revision=1, target_level=Level.SENIOR, bank_version="1",
                skills=SKILLS, recommendation=Recommendation.YES, submitted_at=MORNING,
                ratings=(SkillRating(skill_id="skill-0", rating=Rating(n % 5 + 1), evidence=who[-1] * 3000),),
            )
            for n, who in enumerate(people)
        )  # fmt: skip
        loop = Loop(
            candidate=Candidate(
                team_id="T1", id="c1", name="Katherine Johnson", archetype_id="ml-engineer",
                target_level=Level.SENIOR, leads=("U0PERSON0",), created_by="U0PERSON0",
                created_at=MORNING,
            ),
            interviews=tuple(
                Interview(team_id="T1", id=f"i-{who}", candidate_id="c1", interviewer_id=who, created_at=MORNING)
                for who in people
            ),
            cards=cards,
        )  # fmt: skip
        messages = parts(
            render(
                "debriefs/debrief",
                debrief=debrief(loop),
                role="Engineer",
                **DECIDED,
            )
        )
        assert all(check_message(message) == [] for message in messages)
        assert len(messages) > 2
        assert all(who[-1] * 3000 in everything_said(messages) for who in people)


@pytest.mark.parametrize(
    ("rows", "columns", "text", "fits"),
    [
        (100, 20, "", True), (101, 20, "", False), (100, 21, "", False), (9, 20, "w" * 100, False),
    ],
)  # fmt: skip
def test_a_table_that_slack_would_refuse_does_not_fit(
    rows: int, columns: int, text: str, fits: bool
) -> None:
    assert fits_table([[cell(text)] * columns] * rows) == fits


class TestOtherSurfaces:
    @settings(max_examples=60, deadline=None)
    @given(loops())
    def test_are_taken_by_slack(self, loop: Loop) -> None:
        entry = OpenCandidate(
            loop=loop, role="Engineer", since=" (since 04 Mar 2026, no. 2)", reader="", missing=list(loop.missing[::2]),
            coming=list(loop.missing[1::2]), leavers=loop.missing[::2], leads=True, plans=True,
            is_guest=False, is_shadow=False, may_score=True, may_amend=True, second_rating=True,
            spoken="S" * 49, now=MORNING, next_at=MORNING, late=loop.interviews,
        )  # fmt: skip
        sealed = {
            "owes_later": True, "panel": loop, "leavers": loop.missing, "may_open": True, "leads": True,
            "may_plan": True, "late": [(interview, "W" * 80) for interview in loop.interviews],
        }  # fmt: skip
        for message in (
            render("debriefs/sealed", **sealed | DECIDED),
            render("debriefs/sealed", **sealed | OPEN),
            render("panels/guest", candidate=loop.candidate, guest_id="U0PERSON9"),
            render("candidates/list", entries=[entry] * 12, older=Older(3)),
        ):
            assert check_message(message) == []
        saved = render(
            "scorecards/saved",
            saved=SaveResult(
                card=loop.cards[0],
                loop=loop,
                joined_as_guest=True,
                panel_not_added=("U0PERSON8",),
            ),
            rates_again=False,
            notes={"added": 3, "left": 2},
        )
        assert check_view(saved) == []

    @settings(max_examples=40, deadline=None)
    @given(texts.filter(one_line))
    def test_notices_are_taken_by_slack(self, text: str) -> None:
        message = notice(f"I do not know {text}"[:2900], ((text, "help"), (text, "roles")))
        assert check_message(message) == []
