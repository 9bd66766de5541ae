"""Every type of job: through the store and back, with one key and one lane; and rows that fit no type."""

import ast
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from interviews import outbox
from interviews.models import Outcome
from interviews.outbox import JOBS, Job, OnRepeat, UnreadableJob, enqueue, read, withdraw
from interviews.store import Store
from interviews.store.jobs import Claim
from tests.interviews.people import ADA, GRACE, MARGARET, OTHER_TEAM, TEAM, at
from tests.interviews.stored_jobs import PAYLOADS, payload, row
from tests.paths import ROOT

LEASE = timedelta(minutes=1)
TWO = datetime(2026, 3, 6, 14, tzinfo=UTC)
ABOUT = {"team_id": TEAM, "user_id": ADA, "candidate_id": MARGARET}
MINE = {"team_id": TEAM, "user_id": ADA}

# Each job with the key that the release before gave it, and its lane.
OF_MARGARET: list[tuple[Job, str]] = [
    (outbox.SendDigest(**ABOUT, change_id="c"), f"digest:{ADA}:c"),
    (outbox.SendDebrief(**ABOUT, request_id="r"), f"debrief:{ADA}:r"),
    (outbox.SendExport(**ABOUT, request_id="r"), f"export:{ADA}:r"),
    (outbox.SendPacket(**ABOUT, request_id="r"), f"packet:{ADA}:r"),
    (outbox.CheckPeople(**ABOUT, change_id="c"), f"check_people:{ADA}:c"),
    (outbox.AskAboutGuest(**ABOUT, change_id="c", guest_id=GRACE), f"guest:{ADA}:c"),
    (outbox.UpdateInterviewMessage(**ABOUT, change_id="c"), f"interview:{ADA}:c"),
    (outbox.TellInterviewChange(**ABOUT, change_id="c"), f"interview_changed:{ADA}:c"),
    (
        outbox.TellPanelNews(**ABOUT, change_id="c", news=outbox.News.BECAME_LEAD),
        f"panel_news:{ADA}:c",
    ),
    (outbox.TellOverdue(**ABOUT, change_id="c"), f"overdue:{ADA}:c"),
    (outbox.MarkNote(**ABOUT, note_id="1772.5"), f"note:{ADA}:1772.5"),
    (outbox.CloseLoop(**ABOUT, decision_id="d"), "close_loop:d"),
    (outbox.TellDecision(**ABOUT, decision_id="d"), f"decided:{ADA}:d"),
    (
        outbox.TellLeaderless(**ABOUT, leads=(GRACE, ADA)),
        f"leaderless:{ADA}:{MARGARET}:{GRACE}-{ADA}",
    ),
    (outbox.SendKit(**ABOUT, interview_id="i", starts_at=TWO), "kit:i:2026-03-06T14:00:00.000000Z"),
    (outbox.Remind(**ABOUT, interview_id="i", number=2, series="9"), "remind:i:9:2"),
    (outbox.RemindNow(**ABOUT, interview_id="i", number=2, asker_id=GRACE), "remind_now:i:2"),
    (
        outbox.SettleReminder(**ABOUT, interview_id="i", cause="card", number=2, series="9"),
        "settled:i:card:2",
    ),
    (
        outbox.SettleReminder(**ABOUT, interview_id="i", cause="moved", series="9"),
        "settled:i:moved:9",
    ),
    (outbox.EraseMessages(**ABOUT, number=1), f"erase:{MARGARET}:1"),
    (
        outbox.TellErasure(**ABOUT, at=TWO, counts={"notes": 1}, left=("drafts",), receiver="told"),
        f"erasure_checked:{MARGARET}",
    ),
]
CASES: list[tuple[Job, str, str]] = [
    *((job, key, MARGARET) for job, key in OF_MARGARET),
    (
        outbox.SendComparison(**MINE, opening_id="o", request_id="r"),
        f"comparison:{ADA}:r",
        ADA,
    ),
    (
        outbox.SendOpeningExport(**MINE, opening_id="o", request_id="r"),
        f"opening_export:{ADA}:r",
        ADA,
    ),
    (outbox.AskToCalibrate(**MINE, round_id="r"), f"calibration_ask:{ADA}:r", ADA),
    (outbox.CloseCalibration(**MINE, round_id="r"), "calibration_close:r", ADA),
    (outbox.TellStanding(**MINE, round_id="r"), f"calibration_standing:{ADA}:r", ADA),
    (outbox.TellCalibration(**MINE, round_id="r"), f"calibration_result:{ADA}:r", ADA),
    (outbox.RefreshHome(**MINE), f"home:{ADA}", ADA),
    (outbox.PlanWeekly(**MINE), f"weekly_start:{ADA}", ADA),
    (outbox.SendWeekly(**MINE, date=date(2026, 3, 9)), f"weekly:{ADA}:2026-03-09", ADA),
    (outbox.SendMirror(**MINE, month=date(2026, 4, 1)), f"mirror:{ADA}:2026-04-01", ADA),
    (outbox.ExpireDraft(**MINE, card_id="card"), f"old_draft:{ADA}:card", ADA),
    (
        outbox.TellWebhook(
            **ABOUT,
            event=outbox.Event.DECISION_RECORDED,
            at=TWO,
            subject_id="d",
            outcome=Outcome.HIRE,
        ),
        "webhook:decision.recorded:d",
        "webhook",
    ),
    (outbox.RemoveFinishedJobs(), "remove_finished_jobs", ""),
    (outbox.StartRetention(), "retention_start", ""),
    (
        outbox.ApplyPolicy(team_id=TEAM, date=date(2026, 3, 9), begun_at=TWO, after="c"),
        "retention:2026-03-09:c",
        "retention",
    ),
    (
        outbox.WarnOfErasure(**MINE, at=TWO),
        f"erasure_soon:{ADA}:2026-03-06T14:00:00.000000Z:False",
        ADA,
    ),
    (outbox.CheckErasures(), "check_erasures", ""),
    (outbox.ForgetTeam(team_id=TEAM), "forget_team", ""),
]
IDS = [f"{job.kind}-{key}" for job, key, _ in CASES]


def subclasses(kind: type[Job]) -> set[type[Job]]:
    """Every type below this one that is stored under a word of its own."""
    below = {found for child in kind.__subclasses__() for found in subclasses(child)}
    return below | ({kind} if "kind" in vars(kind) else set())


def claim(store: Store) -> Claim:
    """The row that is due."""
    found = store.jobs.claim(at(0), LEASE)
    assert found
    return found


@pytest.mark.parametrize(("job", "key", "lane"), CASES, ids=IDS)
class TestJob:
    """What holds for every type."""

    def test_comes_back_from_the_store_as_it_was(
        self, store: Store, job: Job, key: str, lane: str
    ) -> None:
        assert enqueue(store, job, at(0))
        again = read(claim(store))
        assert (again, type(again)) == (job, type(job))
        assert (again.key, again.lane) == (key, lane)

    def test_is_stored_under_its_key_and_lane(
        self, sqlite_store: Store, job: Job, key: str, lane: str
    ) -> None:
        enqueue(sqlite_store, job, at(0))
        [stored] = sqlite_store._engine.query("SELECT team_id, kind, dedupe_key, lane FROM jobs")
        assert stored == {
            "team_id": job.team_id, "kind": job.kind, "dedupe_key": key, "lane": lane,
        }  # fmt: skip

    def test_is_frozen(self, job: Job, key: str, lane: str) -> None:
        with pytest.raises(ValidationError, match="frozen"):
            job.user_id = GRACE  # type: ignore[misc]
        assert (job.key, job.lane) == (key, lane)


def test_every_type_is_in_the_table_and_above() -> None:
    every = {found for kind in Job.__subclasses__() for found in subclasses(kind)}
    assert set(JOBS.values()) == every == {type(job) for job, _, _ in CASES}


NEW = {
    outbox.SendDebrief, outbox.CheckPeople, outbox.CloseLoop, outbox.RemoveFinishedJobs,
    outbox.RemindNow, outbox.MarkNote, outbox.TellWebhook, outbox.SendComparison,
    outbox.SendExport, outbox.SendOpeningExport, outbox.SendPacket, outbox.SendMirror,
    outbox.AskToCalibrate, outbox.CloseCalibration, outbox.TellStanding, outbox.TellCalibration,
    outbox.StartRetention, outbox.ApplyPolicy, outbox.WarnOfErasure,
    outbox.CheckErasures, outbox.TellErasure, outbox.ForgetTeam,
}  # fmt: skip
"""Types that the release before did not have."""


class TestEnqueue:
    """One key is one job, whose second coming does what the caller says."""

    JOB = outbox.RefreshHome(**MINE)

    def test_keeps_the_first(self, store: Store) -> None:
        assert enqueue(store, self.JOB, at(0))
        assert not enqueue(store, self.JOB, at(-9))
        assert read(claim(store)) == self.JOB

    def test_moves_the_one_that_waits(self, store: Store) -> None:
        assert enqueue(store, self.JOB, at(0), OnRepeat.MOVE)
        assert enqueue(store, self.JOB, at(9), OnRepeat.MOVE)
        assert store.jobs.claim(at(8), LEASE) is None

    def test_renews_one_that_is_over(self, store: Store) -> None:
        enqueue(store, self.JOB, at(0), OnRepeat.RENEW)
        store.jobs.finish(claim(store), at(0))
        newer = outbox.RefreshHome(**MINE)
        assert enqueue(store, newer, at(0), OnRepeat.RENEW)
        assert read(claim(store)) == newer

    def test_of_another_team_is_another_job(self, store: Store) -> None:
        assert enqueue(store, self.JOB, at(0))
        assert enqueue(store, outbox.RefreshHome(team_id=OTHER_TEAM, user_id=ADA), at(0))

    def test_can_be_withdrawn_while_it_waits(self, store: Store) -> None:
        enqueue(store, self.JOB, at(0))
        withdraw(store, outbox.RefreshHome(**MINE))
        assert store.jobs.claim(at(0), LEASE) is None


class TestRead:
    """Rows of other releases."""

    @pytest.mark.parametrize(("kind", "fields"), PAYLOADS)
    def test_takes_what_the_release_before_wrote(self, kind: str, fields: dict[str, str]) -> None:
        stored = json.dumps(payload(kind, fields, MARGARET, ADA))
        job = read(self.claim(kind, stored))
        assert (job.kind, job.team_id, job.user_id) == (kind, TEAM, ADA)

    def test_has_one_of_every_kind(self) -> None:
        kinds = {kind for kind, _ in PAYLOADS}
        assert kinds == set(JOBS) - {job.kind for job in NEW}

    @pytest.mark.parametrize(
        ("kind", "stored", "fault"),
        [
            ("fax", "{}", "unknown kind of job"),
            ("digest", "{", "unreadable payload: no JSON object"),
            ("digest", "[]", "unreadable payload: no JSON object"),
            ("digest", '{"user_id": "U0ADA"}', "unreadable payload: candidate_id missing"),
            (
                "weekly",
                '{"user_id": "U0ADA", "date": "Margaret"}',
                "unreadable payload: date date_from_datetime_parsing",
            ),
        ],
    )
    def test_says_what_does_not_fit_and_no_value(self, kind: str, stored: str, fault: str) -> None:
        with pytest.raises(UnreadableJob) as error:
            read(self.claim(kind, stored))
        assert str(error.value) == fault

    def claim(self, kind: str, stored: str) -> Claim:
        written = row(TEAM, kind, stored).model_dump(include={"team_id", "kind", "payload"})
        return Claim(**written, id="1", attempts=1, lease="1")


WRITERS = {"add", "add_or_move", "add_or_renew"}
ROOMS = ("bot", "handlers", "interviews")


def calls(path: Path) -> set[str]:
    """The methods of a store's jobs that a module calls."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node.value).endswith("jobs")
    }


def test_only_the_outbox_writes_jobs() -> None:
    modules = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    writers = {path.relative_to(ROOT) for path in modules if calls(path) & WRITERS}
    assert writers == {Path("interviews/outbox.py")}


def test_the_outbox_knows_the_store_and_no_other_room() -> None:
    tree = ast.parse((ROOT / "interviews/outbox.py").read_text(encoding="utf-8"))
    modules = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    ours = {name for name in modules if name.startswith("interviews.")}
    allowed = ("interviews.store", "interviews.models")
    assert {name for name in ours if not name.startswith(allowed)} == set()
