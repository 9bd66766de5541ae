"""`forget-person` on the command line: an interviewer who left is made nameless, after their id was typed again."""

import pytest
from click.testing import CliRunner, Result

from bot.cli.main import main
from interviews.models import Status, is_nameless
from interviews.retention.models import HoldSubject, LegalHold
from interviews.scorecards.submit import submit
from interviews.store import Store
from tests.interviews import make
from tests.interviews.people import ADA, GRACE, MARGARET, OTHER_TEAM, TEAM, at, person
from tests.interviews.steps import add, the_loop


@pytest.fixture
def store(store: Store) -> Store:
    """Grace has scored Margaret, who is decided."""
    add(store, make.candidate(), GRACE)
    submit(store, person(GRACE), make.form("card"), at(1))
    store.candidates.set_status(TEAM, MARGARET, Status.DECIDED)
    return store


def run(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, arguments, input=typed, catch_exceptions=False)


class TestForgetPerson:
    @pytest.mark.parametrize(("arguments", "typed"), [((), f"{GRACE}\n"), (("--yes",), "")])
    def test_makes_them_nameless(
        self, store: Store, arguments: tuple[str, ...], typed: str
    ) -> None:
        shown = run("forget-person", GRACE, *arguments, typed=typed)
        assert shown.exit_code == 0
        assert f"{GRACE} is nameless now, in " in shown.output
        assert is_nameless(the_loop(store).cards[0].interviewer_id)
        assert f"{GRACE} has done nothing here." in run("forget-person", GRACE, "--yes").output

    def test_changes_nothing_where_the_id_is_not_typed_again(self, store: Store) -> None:
        refused = run("forget-person", GRACE, typed="\n")
        assert refused.exit_code == 1
        assert "Nothing was changed" in refused.output
        assert the_loop(store).cards[0].interviewer_id == GRACE

    def test_says_who_can_take_over_what_is_open(self, store: Store) -> None:
        store.candidates.set_status(TEAM, MARGARET, Status.OPEN)
        refused = run("forget-person", GRACE, "--yes")
        assert refused.exit_code == 1
        assert f"  interviews {MARGARET}; ask {ADA}\n" in refused.output
        assert f"  leads {MARGARET}; ask an admin\n" in run("forget-person", ADA, "--yes").output

    def test_asks_in_which_workspace_of_several(self, store: Store) -> None:
        store.candidates.add(make.candidate(team=OTHER_TEAM, leads=(GRACE,)))
        refused = run("forget-person", GRACE, "--yes")
        assert f"--team: {TEAM}, {OTHER_TEAM}." in refused.output
        assert run("forget-person", GRACE, "--yes", "--team", TEAM).exit_code == 0

    def test_wants_admins_taken_out_of_the_settings_first(
        self, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("INTERVIEW_ADMINS", GRACE)
        assert "Take them out there first." in run("forget-person", GRACE, "--yes").output


class TestForgetTeam:
    @pytest.mark.parametrize(("arguments", "typed"), [((), f"{TEAM}\n"), (("--yes",), "")])
    def test_leaves_nothing_of_it_and_all_of_others(
        self, store: Store, arguments: tuple[str, ...], typed: str
    ) -> None:
        other = make.candidate(team=OTHER_TEAM)
        store.candidates.add(other)
        shown = run("forget-team", TEAM, *arguments, typed=typed)
        assert shown.exit_code == 0
        assert f"Nothing is kept of {TEAM} any more" in shown.output
        for place in store.traces.places():
            found = store._engine.query(f"SELECT team_id FROM {place.table}")  # noqa: S608
            assert TEAM not in [row["team_id"] for row in found], place.table
        assert store.candidates.get(OTHER_TEAM, other.id) == other
        assert f"Nothing is kept of {TEAM}." in run("forget-team", TEAM, "--yes").output

    def test_changes_nothing_where_the_id_is_not_typed_again(self, store: Store) -> None:
        assert "Nothing was changed" in run("forget-team", TEAM, typed="no\n").output
        assert store.candidates.get(TEAM, MARGARET)

    def test_is_refused_under_a_legal_hold(self, store: Store) -> None:
        hold = LegalHold(
            team_id=TEAM, subject=HoldSubject.CANDIDATE, subject_id=MARGARET, id="hold", at=at(2),
            reason="A charge.", by_id=ADA, by_admin=False,
        )  # fmt: skip
        store.legal_holds.add(hold)
        assert (
            "1 legal hold of T0ENGINE must be lifted first"
            in run("forget-team", TEAM, "--yes").output
        )
        assert store.candidates.get(TEAM, MARGARET)
