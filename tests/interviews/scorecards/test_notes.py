"""Notes on their way into a scorecard: kept once, numbered for ever, and about whom they likely are."""

from datetime import timedelta

import pytest

from interviews.errors import AlreadyScored, LoopClosed, UnknownCandidate
from interviews.models import Interview
from interviews.scorecards.notes import about_whom, add_note, named_first
from interviews.scorecards.submit import submit
from interviews.store import Store
from interviews.store.drafts import Draft, Note
from interviews.store.values import name_key
from tests.interviews import make
from tests.interviews.people import ADA, GRACE, MARGARET, NOON, OTHER_TEAM, RADIA, TEAM, at, person
from tests.interviews.steps import add


def note(
    note_id: str = "note-1", text: str = "Named retries.", who: str = GRACE, about: str = MARGARET
) -> Note:
    return Note(
        team_id=TEAM, user_id=who, candidate_id=about, id=note_id, skill_id="python", text=text,
        added_at=NOON,
    )  # fmt: skip


def draft(card_id: str = "card-grace", about: str = MARGARET, minutes: float = 0) -> Draft:
    return Draft(
        team_id=TEAM, user_id=GRACE, card_id=card_id, candidate_id=about, form="{}", typed_at="0",
        saved_at=at(minutes),
    )  # fmt: skip


def meeting(store: Store, candidate_id: str, minutes: float, lasting: int = 45) -> None:
    """Grace is to meet somebody so many minutes after noon."""
    store.interviews.plan(
        Interview(
            team_id=TEAM, id=f"of-{candidate_id}", candidate_id=candidate_id, interviewer_id=GRACE,
            created_at=NOON, starts_at=at(minutes), minutes=lasting,
        )
    )  # fmt: skip


@pytest.fixture
def loop(store: Store) -> Store:
    """Ada leads, and Grace meets Margaret."""
    add(store, make.candidate(), ADA, GRACE)
    return store


def waiting(store: Store, after: int = 0) -> list[str]:
    return [note.text for note in store.notes.list_unsent(TEAM, GRACE, MARGARET, after)]


class TestJot:
    def test_keeps_the_note_and_a_draft_for_it(self, loop: Store) -> None:
        add_note(loop, person(GRACE), note(), draft())
        assert loop.drafts.on(TEAM, GRACE, MARGARET) == draft()
        assert waiting(loop) == ["Named retries."]
        assert loop.drafts.of_person(TEAM, GRACE) == (draft(),)

    def test_leaves_the_draft_there_is_alone(self, loop: Store) -> None:
        loop.drafts.save(draft("card-older"))
        add_note(loop, person(GRACE), note(), draft())
        assert loop.drafts.on(TEAM, GRACE, MARGARET) == draft("card-older")
        assert loop.drafts.of_person(TEAM, GRACE) == (draft("card-older"),)

    def test_keeps_a_note_once(self, loop: Store) -> None:
        for _ in range(2):
            add_note(loop, person(GRACE), note(), draft())
        assert waiting(loop) == ["Named retries."]
        assert loop.notes.get(TEAM, GRACE, "note-1")
        assert not loop.notes.get(OTHER_TEAM, GRACE, "note-1")
        assert not loop.notes.get(TEAM, ADA, "note-1")

    def test_numbers_notes_and_never_gives_a_number_twice(self, loop: Store) -> None:
        for number in (1, 2):
            add_note(loop, person(GRACE), note(f"note-{number}", f"{number}"), draft())
        loop.notes.clear(TEAM, GRACE, MARGARET, 2)
        add_note(loop, person(GRACE), note("note-3", "3"), draft())
        assert waiting(loop) == ["3"]
        assert waiting(loop, after=2) == ["3"]
        assert waiting(loop, after=3) == []

    def test_is_refused_to_strangers_with_nothing_kept(self, loop: Store) -> None:
        with pytest.raises(UnknownCandidate):
            add_note(loop, person(RADIA), note(who=RADIA), None)
        assert not loop.notes.get(TEAM, RADIA, "note-1")

    def test_is_refused_once_the_candidate_is_decided(self, loop: Store) -> None:
        loop._engine.execute("UPDATE candidates SET status = 'decided'")
        with pytest.raises(LoopClosed, match="is decided now"):
            add_note(loop, person(GRACE), note(), draft())
        assert waiting(loop) == []

    def test_asks_once_more_where_the_draft_was_sent_meanwhile(self, loop: Store) -> None:
        submit(loop, person(GRACE), make.form("card-grace"), at(1))
        with pytest.raises(AlreadyScored, match="Press Add once more"):
            add_note(loop, person(GRACE), note(), None)
        assert waiting(loop) == []

    def test_goes_with_the_candidate_who_is_erased(self, loop: Store) -> None:
        add_note(loop, person(GRACE), note(), draft())
        loop._engine.execute("DELETE FROM candidates")
        assert not loop.notes.get(TEAM, GRACE, "note-1")


class TestSubmitting:
    def test_clears_the_notes_that_are_in_the_card_and_no_others(self, loop: Store) -> None:
        for number in (1, 2):
            add_note(loop, person(GRACE), note(f"note-{number}", f"{number}"), draft())
        add_note(loop, person(ADA), note("of-ada", "Ada's", who=ADA), None or draft("card-ada"))
        sent = make.form("card-grace").model_copy(update={"last_note": 1})
        submit(loop, person(GRACE), sent, at(1))
        assert waiting(loop) == ["2"]
        assert len(loop.notes.list_unsent(TEAM, ADA, MARGARET)) == 1


class TestAboutWhom:
    @pytest.fixture
    def two(self, loop: Store) -> Store:
        """Grace meets Dorothy as well."""
        add(loop, make.candidate("candidate-dorothy", "Dorothy Vaughan"), ADA, GRACE)
        return loop

    def guess(self, store: Store, minutes: float, text: str = "Named retries.") -> str | None:
        return about_whom(store, person(GRACE), ["backend-developer"], text, at(minutes))

    def test_is_the_only_one_there_is(self, loop: Store) -> None:
        assert self.guess(loop, 0) == MARGARET

    def test_is_nobody_where_one_cannot_tell(self, two: Store) -> None:
        assert self.guess(two, 0) is None

    @pytest.mark.parametrize(
        ("minutes", "about"),
        [
            (-16, None),
            (-15, MARGARET),
            (20, MARGARET),
            (46, "candidate-dorothy"),
            (60 + 45 + 119, "candidate-dorothy"),
            (60 + 45 + 121, None),
        ],
    )
    def test_is_whom_one_was_meeting_the_later_one_first(
        self, two: Store, minutes: float, about: str | None
    ) -> None:
        meeting(two, MARGARET, 0)
        meeting(two, "candidate-dorothy", 60)
        assert self.guess(two, minutes) == about

    def test_is_no_longer_whom_one_has_handed_over(self, two: Store) -> None:
        meeting(two, MARGARET, 0)
        two._engine.execute("UPDATE interviews SET state = 'handed_over'")
        assert two.interviews.list_started(TEAM, GRACE, NOON - timedelta(days=1), at(60)) == ()

    @pytest.mark.parametrize("text", ["Dorothy: named retries", "dorothy named retries"])
    def test_is_first_of_all_whom_the_note_names(self, two: Store, text: str) -> None:
        meeting(two, MARGARET, 0)
        assert self.guess(two, 20, text) == "candidate-dorothy"

    def test_of_two_of_one_first_name_is_whom_one_was_meeting(self, two: Store) -> None:
        add(two, make.candidate("candidate-atwood", "Margaret Atwood"), ADA, GRACE)
        assert self.guess(two, 20, "Margaret: named retries") is None
        meeting(two, "candidate-atwood", 0)
        assert self.guess(two, 20, "Margaret: named retries") == "candidate-atwood"

    def test_is_nobody_whom_one_only_leads_while_one_interviews_others(self, two: Store) -> None:
        add(two, make.candidate("candidate-led", "Katherine Johnson", leads=(GRACE,)), ADA)
        assert self.guess(two, 0, "Katherine: named retries") is None

    @pytest.mark.parametrize(
        ("text", "names"),
        [
            ("Margaret Hamilton: retries", ["Margaret Hamilton"]),
            ("MARGARET HAMILTON said so", ["Margaret Hamilton"]),
            ("margaret - retries", ["Margaret Hamilton", "Margaret Ann Atwood"]),
            ("Hamilton: retries", ["Margaret Hamilton"]),
            ("Ann Atwood: retries", ["Margaret Ann Atwood"]),
            ("Dorthy: a slip", ["Dorothy Vaughan"]),
            ("Margret Hamiltn: two slips", ["Margaret Hamilton"]),
            ("  Dorothy\u2019s plan", ["Dorothy Vaughan"]),
            ("Dorthy said, with a slip and no colon", []),
            ("Dot: not near enough", []),
            ("MLOps: a skill", []),
            ("She named Dorothy: later", []),
            ("Dorothyish", []),
            ("", []),
        ],
    )
    def test_is_named_at_the_beginning_whole_or_in_part(self, text: str, names: list[str]) -> None:
        known = ("Margaret Hamilton", "Margaret Ann Atwood", "Dorothy Vaughan")
        assert named_first(text, {name: name_key(name) for name in known}) == names

    def test_is_else_whom_the_newest_draft_is_on(self, two: Store) -> None:
        two.drafts.save(draft("card-1", "candidate-dorothy", minutes=1))
        two.drafts.save(draft("card-2", MARGARET, minutes=2))
        assert self.guess(two, 0) == MARGARET
        meeting(two, "candidate-dorothy", 0)
        assert self.guess(two, 20) == "candidate-dorothy"
