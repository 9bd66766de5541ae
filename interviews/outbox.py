"""Every job as a type: what follows an answer, whom it is for, and what makes it the same job as another.

A job holds ids and times, never a name or a text: its delivery reads the state again when it is due.
This is the one place that enqueues jobs, and that turns a stored row back into its type.
"""

import json
from datetime import date as day
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from pydantic import Field, ValidationError

from interviews.models import Model, Outcome
from interviews.store import Store
from interviews.store.jobs import Claim, JobRow
from interviews.store.values import new_id, stored_time


class News(StrEnum):
    """What leads hear of an interview, or of who leads."""

    DID_NOT_HAPPEN = "did_not_happen"
    HANDED_OVER = "handed_over"
    SHADOWED = "shadowed"
    LEFT = "left"
    """The interviewer has left the workspace."""
    BECAME_LEAD = "leads"
    """The reader leads the candidate from now on: whoever led before has left."""
    PLANNED_AS_LEAD = "named_lead"
    """The reader leads the candidate from the first plan on, which a coordinator has made."""
    SECOND_RATING = "second_rating"
    REOPENED = "reopened"
    """Another lead has opened the loop again, after a hold or an advance."""


class Event(StrEnum):
    """What another system hears of, by the word that it reads."""

    SCORECARD_SUBMITTED = "scorecard.submitted"
    DEBRIEF_READY = "debrief.ready"
    DECISION_RECORDED = "decision.recorded"
    DECISION_TAKEN_BACK = "decision.taken_back"
    CANDIDATE_ERASED = "candidate.erased"


class Job(Model):
    """Work for one person of one workspace; all jobs of one lane are done one after another."""

    kind: ClassVar[str]
    """The stored word. Rows of earlier releases are read by it, so it never changes."""
    key_fields: ClassVar[tuple[str, ...]] = ("user_id",)
    """Two jobs of a workspace are one where these fields are equal."""
    team_id: str
    user_id: str

    @property
    def key(self) -> str:
        """The kind and the key fields, as one text."""
        return ":".join((self.kind, *(_text(getattr(self, name)) for name in self.key_fields)))

    @property
    def lane(self) -> str:
        """The candidate, where there is one, or else the person."""
        return self.user_id


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return stored_time(value)
    return "-".join(value) if isinstance(value, tuple) else str(value)


class CandidateJob(Job):
    """Work that concerns one candidate: two at once that write one message would post it twice."""

    candidate_id: str

    @property
    def lane(self) -> str:
        return self.candidate_id


class ChangeJob(CandidateJob):
    """Work done once for each person and change; `change_id` may name a card or a decision."""

    key_fields = ("user_id", "change_id")
    change_id: str = Field(default_factory=new_id)


class SendDigest(ChangeJob):
    """The lead has the debrief, up to date."""

    kind = "digest"


class SendDebrief(CandidateJob):
    """The person has a debrief that is too long for one message, as they asked for it."""

    kind = "debrief"
    key_fields = ("user_id", "request_id")
    request_id: str = Field(default_factory=new_id)


class OpeningJob(Job):
    """Work about an opening, once for each time that somebody asks for it."""

    key_fields = ("user_id", "request_id")
    opening_id: str
    request_id: str = Field(default_factory=new_id)


class SendComparison(OpeningJob):
    """The person has a comparison that is too long for one message, as they asked for it."""

    kind = "comparison"


class SendExport(CandidateJob):
    """The lead has what they may read of every round that they lead, as they asked for it."""

    kind = "export"
    key_fields = ("user_id", "request_id")
    request_id: str = Field(default_factory=new_id)


class SendPacket(CandidateJob):
    """The lead or admin has all that is held about the candidate, to hand it to them."""

    kind = "packet"
    key_fields = ("user_id", "request_id")
    request_id: str = Field(default_factory=new_id)


class SendOpeningExport(OpeningJob):
    """The lead has what they may read of everybody whom they lead in the opening, as they asked for it."""

    kind = "opening_export"


class CheckPeople(ChangeJob):
    """The lead reads of everybody in the plan who is a bot or has left, or is perhaps the candidate."""

    kind = "check_people"


class AskAboutGuest(ChangeJob):
    """The lead is asked whether somebody who scored unasked belongs on the panel."""

    kind = "guest"
    guest_id: str


class UpdateInterviewMessage(ChangeJob):
    """The interviewer's own message about an interview is posted, or brought up to date."""

    kind = "interview"


class TellInterviewChange(ChangeJob):
    """The interviewer reads in one line that the interview is not as it was."""

    kind = "interview_changed"


class TellPanelNews(ChangeJob):
    """The lead reads what became of an interview, or who leads; `to` is who holds the interview now."""

    kind = "panel_news"
    news: News
    interviewer_id: str = ""
    to: str = ""


class TellOverdue(ChangeJob):
    """The lead reads which cards are missing after the due time."""

    kind = "overdue"


class MarkNote(CandidateJob):
    """What the interviewer's own message says below it: that it is kept as evidence, or nothing any more."""

    kind = "note"
    key_fields = ("user_id", "note_id")
    note_id: str


class CloseLoop(CandidateJob):
    """A decision can no longer be undone, so that everybody concerned sees it; the person is who decided."""

    kind = "close_loop"
    key_fields = ("decision_id",)
    decision_id: str


class TellDecision(CandidateJob):
    """Somebody who took part reads how it ended."""

    kind = "decided"
    key_fields = ("user_id", "decision_id")
    decision_id: str


class TellLeaderless(CandidateJob):
    """An admin reads that every lead of a candidate has left."""

    kind = "leaderless"
    key_fields = ("user_id", "candidate_id", "leads")
    leads: tuple[str, ...] = ()


class SendKit(CandidateJob):
    """The interviewer has the kit shortly before the interview, if it still begins at this time."""

    kind = "kit"
    key_fields = ("interview_id", "starts_at")
    interview_id: str = ""
    starts_at: datetime


class Remind(CandidateJob):
    """The interviewer is reminded of a card; the first of a series has the number 1."""

    kind = "remind"
    key_fields = ("interview_id", "series", "number")
    interview_id: str
    number: int
    series: str = ""
    """Empty in rows of the first releases, which knew of one series only."""


class RemindNow(CandidateJob):
    """The interviewer is reminded of a card because a lead, `asker_id`, asked for it; the newest number counts."""

    kind = "remind_now"
    key_fields = ("interview_id", "number")
    interview_id: str
    number: int
    asker_id: str


class SettleReminder(CandidateJob):
    """The reminders of an interview that stand in Slack say that they are settled, or go."""

    kind = "settled"
    interview_id: str
    cause: str = ""
    number: int = 0
    series: str = ""

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.interview_id}:{self.cause}:{self.number or self.series}"


class EraseMessages(CandidateJob):
    """What the bot wrote about an erased candidate goes from Slack; a second number looks again."""

    kind = "erase"
    key_fields = ("candidate_id", "number")
    number: int = 0


class RoundJob(Job):
    """Work about a calibration round, once for each person."""

    key_fields: ClassVar[tuple[str, ...]] = ("user_id", "round_id")
    round_id: str


class AskToCalibrate(RoundJob):
    """The person is asked to rate in a round of several people."""

    kind = "calibration_ask"


class CloseCalibration(RoundJob):
    """A round of several people is over, at its date or once all are in; the person is who started it."""

    kind = "calibration_close"
    key_fields = ("round_id",)


class TellStanding(RoundJob):
    """Somebody who rated reads where they stand against the key."""

    kind = "calibration_standing"


class TellCalibration(RoundJob):
    """Who started a round reads what it came to, with nobody's name in it."""

    kind = "calibration_result"


class ForgetTeam(Job):
    """All data of a team goes some time after the app was uninstalled, unless it is back by then."""

    kind = "forget_team"
    key_fields = ()
    user_id: str = ""


class CheckErasures(Job):
    """The database is searched for what was erased, a piece at a time; for all teams, and for nobody in particular."""

    kind = "check_erasures"
    key_fields = ()
    team_id: str = ""
    user_id: str = ""
    change_id: str = Field(default_factory=new_id)


class TellErasure(CandidateJob):
    """Whoever erased a candidate reads what was erased and that it was checked; all of it is ids and counts."""

    kind = "erasure_checked"
    key_fields = ("candidate_id",)
    at: datetime
    counts: dict[str, int]
    left: tuple[str, ...]
    receiver: str


class RefreshHome(Job):
    """The person's Home tab shows what holds now; another change while it is in hand is another refresh."""

    kind = "home"
    change_id: str = Field(default_factory=new_id)


class PlanWeekly(Job):
    """The lead's next weekly digest is planned for its hour; a change meanwhile plans it again."""

    kind = "weekly_start"
    change_id: str = Field(default_factory=new_id)


class SendWeekly(Job):
    """The lead has the digest of the week, on this day of theirs."""

    kind = "weekly"
    key_fields = ("user_id", "date")
    date: day


class SendMirror(Job):
    """The person has their mirror, in the month that begins on this day."""

    kind = "mirror"
    key_fields = ("user_id", "month")
    month: day


class ExpireDraft(Job):
    """A draft on a candidate whom nobody has added goes, unless somebody still types in it."""

    kind = "old_draft"
    key_fields = ("user_id", "card_id")
    card_id: str


class TellWebhook(CandidateJob):
    """Another system hears of an event; the person is whose doing it was, where it was somebody's."""

    kind = "webhook"
    key_fields = ("event", "subject_id")
    event: Event
    at: datetime
    subject_id: str = Field(default_factory=new_id)
    """The id of the scorecard, the decision or the candidate; of a debrief that is ready, one of its own."""
    revision: int = 0
    outcome: Outcome | None = None
    person_id: str = ""
    """What all rounds of the candidate share; empty in rows of the first release that had webhooks."""
    round: int = 1
    remote_id: str = ""
    opening_id: str = ""

    @property
    def lane(self) -> str:
        return self.kind


class StartRetention(Job):
    """It is looked which teams erase by rule, again and again; it is for nobody in particular."""

    kind = "retention_start"
    key_fields = ()
    team_id: str = ""
    user_id: str = ""


class ApplyPolicy(Job):
    """A step of the walk, once a day, in which the team's policy is applied to everybody behind this one."""

    kind = "retention"
    key_fields = ("date", "after")
    user_id: str = ""
    date: day
    begun_at: datetime
    after: str = ""

    @property
    def lane(self) -> str:
        return self.kind


class WarnOfErasure(Job):
    """The lead reads who is erased before long, as the walk that began then has found; an admin, of the leaderless."""

    kind = "erasure_soon"
    key_fields = ("user_id", "at", "leaderless")
    at: datetime
    leaderless: bool = False


class RemoveFinishedJobs(Job):
    """Jobs of every workspace that were done long ago go; it is for nobody in particular."""

    kind = "remove_finished_jobs"
    key_fields = ()
    team_id: str = ""
    user_id: str = ""


JOBS: dict[str, type[Job]] = {
    job.kind: job
    for job in (
        SendDigest, SendDebrief, SendComparison, SendExport, SendPacket, SendOpeningExport, CheckPeople,
        AskAboutGuest,
        UpdateInterviewMessage,
        TellInterviewChange, TellPanelNews, TellOverdue, CloseLoop, TellDecision, TellLeaderless,
        AskToCalibrate, CloseCalibration, TellStanding, TellCalibration,
        MarkNote, SendKit, Remind, RemindNow, SettleReminder, EraseMessages,
        RefreshHome, PlanWeekly, SendWeekly, SendMirror, ExpireDraft, TellWebhook, RemoveFinishedJobs,
        StartRetention, ApplyPolicy, WarnOfErasure, CheckErasures, TellErasure, ForgetTeam,
    )
}  # fmt: skip
"""Every type of job, by its stored word."""


class OnRepeat(StrEnum):
    """What becomes of a job whose key is in the queue already."""

    KEEP = "keep"
    """The first one stays as it is, also when it is done: each key is done once."""
    MOVE = "move"
    """The one that waits is due at the new time; one that is over, or in hand, stays as it is."""
    RENEW = "renew"
    """It is done after this moment, once for any number of changes; one that waits keeps its time."""


class UnreadableJob(Exception):
    """A stored row that no type of this release takes; the message names what does not fit, and no value."""


def enqueue(store: Store, job: Job, due_at: datetime, on_repeat: OnRepeat = OnRepeat.KEEP) -> bool:
    """Writes the job, in the caller's transaction if there is one; False where its key has kept all as it was."""
    row = JobRow(
        team_id=job.team_id, kind=job.kind, key=job.key, lane=job.lane,
        payload=job.model_dump_json(exclude={"team_id"}),
    )  # fmt: skip
    add = {
        OnRepeat.KEEP: store.jobs.add,
        OnRepeat.MOVE: store.jobs.add_or_move,
        OnRepeat.RENEW: store.jobs.add_or_renew,
    }[on_repeat]
    return add(row, due_at)


def withdraw(store: Store, job: Job) -> None:
    """Takes away the job of this key, if it waits and is in nobody's hand."""
    store.jobs.withdraw(job.team_id, job.key)


def withdraw_all(store: Store, kind: type[Job], team_id: str, lane: str) -> None:
    """Takes away the jobs of this type and lane that wait and are in nobody's hand."""
    store.jobs.withdraw_all(team_id, kind.kind, lane)


def read(claim: Claim) -> Job:
    """The job that a claimed row stands for; raises `UnreadableJob`."""
    kind = JOBS.get(claim.kind)
    if kind is None:
        raise UnreadableJob("unknown kind of job")
    try:
        return kind.model_validate({**json.loads(claim.payload), "team_id": claim.team_id})
    except ValidationError as error:
        faults = ", ".join(
            f"{'.'.join(map(str, fault['loc']))} {fault['type']}" for fault in error.errors()
        )
        raise UnreadableJob(f"unreadable payload: {faults}") from None
    except (ValueError, TypeError):
        raise UnreadableJob("unreadable payload: no JSON object") from None
