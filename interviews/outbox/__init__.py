"""Every job as a type, and the one place that enqueues them; it knows the store and none of the other rooms."""

from interviews.outbox.jobs import (
    JOBS,
    AskAboutGuest,
    CandidateJob,
    CheckPeople,
    EraseMessages,
    ExpireDraft,
    Job,
    News,
    PlanWeekly,
    RefreshHome,
    Remind,
    RemoveFinishedJobs,
    SendDebrief,
    SendDigest,
    SendKit,
    SendWeekly,
    SettleReminder,
    TellDecision,
    TellInterviewChange,
    TellLeaderless,
    TellOverdue,
    TellPanelNews,
    UpdateInterviewMessage,
)  # fmt: skip
from interviews.outbox.queue import OnRepeat, UnreadableJob, enqueue, read, withdraw, withdraw_all

__all__ = [
    "JOBS", "AskAboutGuest", "CandidateJob", "CheckPeople", "EraseMessages", "ExpireDraft", "Job", "News",
    "OnRepeat", "PlanWeekly", "RefreshHome", "Remind", "RemoveFinishedJobs", "SendDebrief", "SendDigest",
    "SendKit", "SendWeekly", "SettleReminder", "TellDecision", "TellInterviewChange",
    "TellLeaderless", "TellOverdue", "TellPanelNews", "UnreadableJob", "UpdateInterviewMessage",
    "enqueue", "read", "withdraw", "withdraw_all",
]  # fmt: skip
