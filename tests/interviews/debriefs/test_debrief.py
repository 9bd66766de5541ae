"""The debrief: what differs first, then the holes, then the rest; every figure is arithmetic."""

import random
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.debriefs.debrief import debrief
from interviews.debriefs.models import Debrief, SkillSummary
from interviews.loop import Loop
from interviews.models import Rating, Recommendation, Scorecard, SkillRating
from question_bank.models import Level
from tests.interviews import make
from tests.interviews.people import ADA, BARBARA, GRACE, RADIA

PANEL = [ADA, GRACE, BARBARA]


def panel_of_three(**points: tuple[int | None, int | None, int | None]) -> Loop:
    """A panel of three; each skill with what Ada, Grace and Barbara gave."""
    return make.loop(
        PANEL,
        [
            make.card(who, {name: given[seat] for name, given in points.items()})
            for seat, who in enumerate(PANEL)
        ],
    )


def summary(found: Debrief, skill_id: str) -> SkillSummary:
    return next(skill for skill in found.skills if skill.skill_id == skill_id)


def ids(skills: tuple[SkillSummary, ...]) -> list[str]:
    return [skill.skill_id for skill in skills]


class TestDisagreements:
    """Ratings two or more points apart come first, with their evidence side by side."""

    @pytest.mark.parametrize(("low", "high", "apart"), [(3, 4, False), (2, 4, True), (1, 5, True)])
    def test_begin_at_two_points(self, low: int, high: int, apart: bool) -> None:
        found = debrief(panel_of_three(python=(low, high, high), sql=(4, 4, 4)))
        assert ids(found.disagreements) == (["python"] if apart else [])
        assert ("python" in ids(found.agreements)) is not apart

    def test_come_widest_first_and_must_haves_before_the_rest(self) -> None:
        found = debrief(panel_of_three(testing=(2, 4, 4), python=(2, 4, 3), sql=(1, 4, 4)))
        assert ids(found.disagreements) == ["sql", "python", "testing"]

    def test_need_two_who_assessed_the_skill(self) -> None:
        found = debrief(panel_of_three(python=(1, None, None), sql=(4, 4, 4)))
        assert ids(found.disagreements) == []

    def test_show_what_each_heard_in_the_order_of_the_panel(self) -> None:
        found = debrief(panel_of_three(python=(5, None, 2)))
        assert [
            (rating.interviewer_id, rating.rating) for rating in found.disagreements[0].ratings
        ] == [(ADA, Rating.BEYOND_SENIOR), (GRACE, None), (BARBARA, Rating.JUNIOR)]
        assert found.disagreements[0].ratings[0].evidence == "Said so."


class TestHoles:
    """A must-have that nobody assessed is said; it is not a zero."""

    def test_are_must_haves_without_a_rating(self) -> None:
        found = debrief(panel_of_three(python=(4, 4, 4), sql=(None, None, None)))
        assert ids(found.not_assessed) == ["sql"]

    def test_are_must_haves_that_stand_on_no_card(self) -> None:
        assert ids(debrief(make.loop([ADA], [make.card(ADA, {"python": 4})])).not_assessed) == [
            "sql"
        ]

    def test_are_not_the_nice_to_haves(self) -> None:
        found = debrief(panel_of_three(python=(4, 4, 4), sql=(4, 4, 4), testing=(None, None, None)))
        assert ids(found.not_assessed) == []
        assert "testing" not in ids(found.agreements)

    def test_do_not_swallow_evidence_without_a_rating(self) -> None:
        noted = make.card(ADA, {"python": 4}).model_copy(
            update={"ratings": (SkillRating(skill_id="sql", evidence="Ran out of time on joins."),)}
        )
        found = debrief(make.loop([ADA], [noted]))
        assert (ids(found.agreements), ids(found.not_assessed)) == (["sql"], ["python", "sql"])

    def test_close_with_one_rating(self) -> None:
        found = debrief(panel_of_three(python=(4, 4, 4), sql=(None, 3, None)))
        assert ids(found.not_assessed) == []


class TestFigures:
    """Mean with n and range, against the target."""

    def test_are_those_of_the_ratings_given(self) -> None:
        found = summary(debrief(panel_of_three(python=(2, None, 5))), "python")
        assert (found.mean, found.count, found.low, found.high) == (3.5, 2, 2, 5)

    @pytest.mark.parametrize(
        ("level", "target"), [(Level.JUNIOR, 2), (Level.MID, 3), (Level.SENIOR, 4)]
    )
    def test_stand_against_the_target_level(self, level: Level, target: int) -> None:
        assert debrief(make.loop([ADA], [make.card(ADA)], level=level)).target == target

    def test_are_absent_where_nobody_assessed(self) -> None:
        found = summary(debrief(panel_of_three(python=(None, None, None))), "python")
        assert (found.count, found.mean, found.low, found.high) == (0, None, None, None)

    def test_of_all_skills_come_in_the_order_of_the_bank(self) -> None:
        found = debrief(panel_of_three(testing=(4, 4, 4), sql=(1, 5, 3), python=(3, 3, 3)))
        assert ids(found.skills) == ["python", "sql", "testing"]

    def test_keep_both_skills_where_the_bank_changed_between_two_cards(self) -> None:
        renamed = make.PYTHON.model_copy(update={"name": "Python, the language"})
        docker = make.skill("docker")
        sent = [
            make.card(ADA, {"python": 3, "sql": 4}, skills=(make.PYTHON, make.SQL), minutes=10),
            make.card(GRACE, {"python": 4, "docker": 2}, skills=(renamed, docker), minutes=20),
        ]
        found = debrief(make.loop([ADA, GRACE], sent))
        assert ids(found.skills) == ["python", "docker", "sql"]
        assert summary(found, "python").name == "Python, the language"
        assert summary(found, "sql").mean == 4


class TestVotes:
    """Each recommendation, and what the reader should know about it."""

    def test_are_tallied(self) -> None:
        sent = [
            make.card(ADA, vote=Recommendation.YES),
            make.card(GRACE, vote=Recommendation.STRONG_NO),
            make.card(BARBARA, vote=Recommendation.YES),
        ]
        assert debrief(make.loop(PANEL, sent)).tally == {
            Recommendation.YES: 2,
            Recommendation.STRONG_NO: 1,
        }

    def test_say_where_they_contradict_their_own_ratings(self) -> None:
        sent = [
            make.card(ADA, {"python": 2, "sql": 3}, Recommendation.YES),
            make.card(GRACE, {"python": 4, "sql": 4}, Recommendation.NO),
            make.card(BARBARA, {"python": 4, "sql": 4}, Recommendation.YES),
        ]
        flagged = [vote.contradiction is not None for vote in debrief(make.loop(PANEL, sent)).votes]
        assert flagged == [True, True, False]

    def test_are_held_against_the_target_their_card_was_filled_for(self) -> None:
        as_junior = make.card(ADA, {"python": 2}, Recommendation.YES, level=Level.JUNIOR)
        assert (
            debrief(make.loop([ADA], [as_junior], level=Level.SENIOR)).votes[0].contradiction
            is None
        )

    def test_say_whose_interviewer_joined_unasked(self) -> None:
        panel = [make.interview(ADA), make.interview(RADIA, confirmed=False)]
        found = debrief(make.loop(panel, [make.card(ADA), make.card(RADIA)]))
        assert [vote.confirmed for vote in found.votes] == [True, False]

    def test_say_which_was_first_sent_by_a_lead_who_could_read_the_others(self) -> None:
        panel = [make.interview(GRACE), make.interview(BARBARA), make.interview(ADA, minutes=40)]
        sent = [
            make.card(GRACE, minutes=10),
            make.card(BARBARA, minutes=20),
            make.card(ADA, minutes=40, after_reveal=True),
        ]
        assert [vote.after_reveal for vote in debrief(make.loop(panel, sent)).votes] == [
            False, False, True,
        ]  # fmt: skip


class TestSecondRatings:
    """What somebody rates after reading the others stands beside what they rated before, and is not counted."""

    def test_leave_every_figure_and_the_tally_to_the_first_ratings(self) -> None:
        sent = [
            make.card(ADA, {"python": 2}, Recommendation.NO, minutes=10),
            make.card(GRACE, {"python": 4}, minutes=20),
        ]
        again = make.card(ADA, {"python": 4}, revision=2, minutes=30, reason="Grace heard more.")
        before, after = (
            debrief(make.loop([ADA, GRACE], sent)),
            debrief(make.loop([ADA, GRACE], [*sent, again])),
        )
        assert figures(before) == figures(after)
        assert ids(after.disagreements) == ["python"]
        assert after.tally == before.tally == {Recommendation.NO: 1, Recommendation.YES: 1}
        assert after.tally_now == {Recommendation.YES: 2}

    def test_stand_beside_the_first_in_skill_and_vote(self) -> None:
        sent = [
            make.card(ADA, {"python": 2, "sql": 3}, Recommendation.NO, minutes=10, note="Slow."),
            make.card(GRACE, minutes=20),
            make.card(
                ADA, {"python": 4, "sql": 3}, revision=2, minutes=30, note="Fair.", reason="Why."
            ),
        ]
        found = debrief(make.loop([ADA, GRACE], sent))
        assert summary(found, "python").ratings[0] == (ADA, Rating.JUNIOR, "Said so.", (4, ""))
        vote = found.votes[0]
        assert (vote.recommendation, vote.note, vote.revision) == (Recommendation.NO, "Slow.", 1)
        assert vote.second
        assert (vote.second.recommendation, vote.second.note, vote.second.reason) == (
            Recommendation.YES, "Fair.", "Why.",
        )  # fmt: skip

    def test_repeat_nothing_that_is_as_it_was(self) -> None:
        sent = [
            make.card(ADA, {"python": 2, "sql": 3}, minutes=10, note="Calm."),
            make.card(GRACE, minutes=20),
            make.card(
                ADA, {"python": 2, "sql": 3}, revision=2, minutes=30, note="Calm. ", reason="Sure."
            ),
        ]
        found = debrief(make.loop([ADA, GRACE], sent))
        assert [skill.ratings[0].second for skill in found.skills if skill.ratings[0].interviewer_id == ADA] == [
            None, None,
        ]  # fmt: skip
        second = found.votes[0].second
        assert second
        assert (second.note, second.reason) == ("", "Sure.")

    def test_are_shown_where_the_skill_was_not_assessed_before(self) -> None:
        sent = [
            make.card(ADA, {"sql": None}, minutes=10),
            make.card(GRACE, {"sql": None}, minutes=20),
            make.card(
                ADA, {"sql": 4}, revision=2, minutes=30, reason="It came up.", evidence="A join."
            ),
        ]
        found = debrief(make.loop([ADA, GRACE], sent))
        assert summary(found, "sql").ratings[0] == (ADA, None, "", (4, "A join."))
        assert "sql" in ids(found.agreements)
        assert "sql" in ids(found.not_assessed)

    def test_have_beside_them_the_newest_of_before_the_reveal(self) -> None:
        sent = [
            make.card(ADA, {"python": 1}, minutes=5),
            make.card(ADA, {"python": 2}, revision=2, minutes=10),
            make.card(GRACE, minutes=20),
            make.card(ADA, {"python": 3}, revision=3, minutes=30, reason="One."),
            make.card(ADA, {"python": 4}, revision=4, minutes=40, reason="Two."),
        ]
        found = debrief(make.loop([ADA, GRACE], sent))
        [heard, _] = summary(found, "python").ratings
        assert (heard.rating, heard.second) == (2, (4, ""))
        assert (found.votes[0].revision, found.votes[0].after_reveal) == (2, False)

    def test_need_no_reason(self) -> None:
        """Cards of the first releases have none."""
        sent = [
            make.card(ADA, {"python": 2}, minutes=10),
            make.card(GRACE, minutes=20),
            make.card(ADA, {"python": 4}, revision=2, minutes=30, after_reveal=True),
        ]
        found = debrief(make.loop([ADA, GRACE], sent))
        assert (summary(found, "python").ratings[0].rating, found.votes[0].revision) == (2, 1)
        assert found.votes[0].second

    def test_are_none_where_somebody_else_still_had_to_score(self) -> None:
        sent = [
            make.card(ADA, {"python": 2}, minutes=10),
            make.card(ADA, {"python": 4}, revision=2, minutes=15),
            make.card(GRACE, minutes=20),
        ]
        found = debrief(make.loop([ADA, GRACE], sent))
        assert (found.votes[0].revision, found.votes[0].second) == (2, None)

    def test_of_a_lead_who_had_opened_early_are_seconds_for_them_alone(self) -> None:
        sent = [
            make.card(ADA, {"python": 2}, minutes=5),
            make.card(GRACE, {"python": 2}, minutes=10),
            make.card(ADA, {"python": 4}, revision=2, minutes=30, after_reveal=True),
            make.card(GRACE, {"python": 4}, revision=2, minutes=30),
        ]
        found = debrief(
            make.loop(PANEL, sent, early_openings=[make.early_opening(ADA, 20, BARBARA)])
        )
        assert [vote.second is not None for vote in found.votes] == [True, False]
        assert [vote.after_reveal for vote in found.votes] == [False, False]

    def test_stand_beside_the_very_first_of_a_lead_who_never_scored_unread(self) -> None:
        sent = [
            make.card(GRACE, minutes=10),
            make.card(ADA, {"python": 2}, minutes=30, after_reveal=True),
            make.card(ADA, {"python": 4}, revision=2, minutes=40, reason="On reflection."),
        ]
        found = debrief(
            make.loop(
                [GRACE, ADA, BARBARA],
                sent,
                early_openings=[make.early_opening(ADA, 20, ADA, BARBARA)],
            )
        )
        vote = next(vote for vote in found.votes if vote.interviewer_id == ADA)
        assert (vote.revision, vote.after_reveal, vote.second is not None) == (1, True, True)
        assert summary(found, "python").low == 2

    def test_are_contradicted_by_their_own_ratings(self) -> None:
        sent = [
            make.card(ADA, {"python": 4, "sql": 4}, minutes=10),
            make.card(GRACE, minutes=20),
            make.card(ADA, {"python": 2, "sql": 2}, revision=2, minutes=30, reason="A kind heart."),
        ]
        [vote, _] = debrief(make.loop([ADA, GRACE], sent)).votes
        assert vote.contradiction is None
        assert vote.second
        assert vote.second.contradiction


class TestWhoLeft:
    """Fewer interviewers can open the seal, so the page says who was taken off."""

    def test_is_shown_with_who_did_it(self) -> None:
        left = make.departure(BARBARA, 30, by=ADA)
        found = debrief(
            make.loop([ADA, GRACE], [make.card(ADA), make.card(GRACE)], departures=[left])
        )
        assert found.departures == (left,)


class TestWhoIsMissing:
    """A debrief that was opened early says so, and names who had not scored."""

    def test_is_named_by_user_id(self) -> None:
        early = make.early_opening(ADA, 15, ADA, BARBARA)
        found = debrief(make.loop(PANEL, [make.card(GRACE)], early_openings=[early]))
        assert (found.missing, found.panel_size, found.early_openings) == (
            (ADA, BARBARA),
            3,
            (early,),
        )

    def test_is_nobody_when_all_are_in(self) -> None:
        assert debrief(panel_of_three(python=(4, 4, 4))).missing == ()


POINTS = st.none() | st.integers(1, 5)
A_CARD = st.fixed_dictionaries({skill.id: POINTS for skill in make.SKILLS})
Figures = dict[str, tuple[int, float | None, Rating | None, Rating | None, float | None, bool]]


def figures(found: Debrief) -> Figures:
    return {
        skill.skill_id: (
            skill.count,
            skill.mean,
            skill.low,
            skill.high,
            skill.is_disagreement,
        )
        for skill in found.skills
    }


def panel_of(cards: list[Mapping[str, int | None]]) -> tuple[list[str], list[Scorecard]]:
    people = [f"U0PERSON{number}" for number in range(len(cards))]
    sent = [
        make.card(who, points, minutes=seat)
        for seat, (who, points) in enumerate(zip(people, cards, strict=True))
    ]
    return people, sent


class TestArithmetic:
    """What holds for every panel."""

    @given(cards=st.lists(A_CARD, min_size=1, max_size=6))
    def test_is_not_moved_by_somebody_who_assessed_nothing(
        self, cards: list[Mapping[str, int | None]]
    ) -> None:
        silent: Mapping[str, int | None] = {skill.id: None for skill in make.SKILLS}
        people, sent = panel_of(cards)
        more_people, more_sent = panel_of([*cards, silent])
        assert figures(debrief(make.loop(people, sent))) == figures(
            debrief(make.loop(more_people, more_sent))
        )

    @given(cards=st.lists(A_CARD, min_size=1, max_size=6), seed=st.randoms())
    def test_does_not_depend_on_the_order_of_the_cards(
        self, cards: list[Mapping[str, int | None]], seed: random.Random
    ) -> None:
        people, sent = panel_of(cards)
        mixed = seed.sample(sent, len(sent))
        plain, other = debrief(make.loop(people, sent)), debrief(make.loop(people, mixed))
        assert figures(plain) == figures(other)
        assert (plain.tally, plain.disagreements and True) == (
            other.tally,
            other.disagreements and True,
        )

    @given(
        cards=st.lists(A_CARD, min_size=2, max_size=5),
        again=st.lists(A_CARD, min_size=1, max_size=5),
        who=st.lists(st.integers(0, 4), min_size=5, max_size=5),
    )
    def test_is_not_moved_by_second_ratings(
        self,
        cards: list[Mapping[str, int | None]],
        again: list[Mapping[str, int | None]],
        who: list[int],
    ) -> None:
        people, sent = panel_of(cards)
        revisions = dict.fromkeys(people, 1)
        for number, points in enumerate(again):
            user_id = people[who[number] % len(people)]
            revisions[user_id] += 1
            more = make.card(
                user_id, points, revision=revisions[user_id], minutes=99, reason="Swayed."
            )
            sent = [*sent, more]
        first, both = (
            debrief(make.loop(people, sent[: len(cards)])),
            debrief(make.loop(people, sent)),
        )
        assert figures(both) == figures(first)
        assert (both.tally, ids(both.disagreements)) == (first.tally, ids(first.disagreements))

    @given(cards=st.lists(A_CARD, min_size=1, max_size=6))
    def test_puts_every_assessed_skill_in_one_place(
        self, cards: list[Mapping[str, int | None]]
    ) -> None:
        found = debrief(make.loop(*panel_of(cards)))
        placed = ids(found.disagreements) + ids(found.agreements)
        assert sorted(placed) == sorted(skill.skill_id for skill in found.skills if skill.count)
        assert all(skill.low <= skill.mean <= skill.high for skill in found.skills if skill.count)  # type: ignore[operator]
