"""What the bot does by itself: for each type of job the delivery that does it.

Each delivery reads the state again when it is due, and says nothing that its reader may not see then.
"""

from collections.abc import Mapping
from typing import Any

from handlers import decisions, home, teams, upkeep, webhooks
from handlers.calibration import messages as calibration
from handlers.calibration import mirror
from handlers.candidates import erasure
from handlers.debriefs import debrief, digest, overdue, weekly
from handlers.delivery import AnyJob, Delivery, for_anybody, for_interviewer, for_lead
from handlers.export import candidate as candidate_export
from handlers.export import opening as opening_export
from handlers.export import packet
from handlers.openings import compare
from handlers.panels import interview_kit, leavers, messages
from handlers.reminders import requests, schedule
from handlers.retention import rule
from handlers.scorecards import drafts, evidence
from interviews import outbox
from interviews.outbox import Job

Deliveries = Mapping[type[Job], Delivery[Any]]


def _entry(job: type[AnyJob], delivery: Delivery[AnyJob]) -> tuple[type[Job], Delivery[Any]]:
    """One line of the table; mypy refuses a delivery of another type of job."""
    return job, delivery


DELIVERIES: Deliveries = dict(
    (
        _entry(outbox.SendDigest, digest.digest),
        _entry(outbox.SendDebrief, for_anybody(debrief.send_debrief)),
        _entry(outbox.SendComparison, for_anybody(compare.send_comparison)),
        _entry(outbox.SendExport, for_anybody(candidate_export.send_export)),
        _entry(outbox.SendPacket, for_anybody(packet.send_packet)),
        _entry(outbox.SendOpeningExport, for_anybody(opening_export.send_export)),
        _entry(outbox.CheckPeople, for_lead(messages.people)),
        _entry(outbox.AskAboutGuest, for_lead(messages.guest)),
        _entry(outbox.CloseLoop, decisions.close_loop),
        _entry(outbox.TellDecision, for_anybody(decisions.tell_decision)),
        _entry(outbox.UpdateInterviewMessage, for_interviewer(messages.interview)),
        _entry(outbox.TellInterviewChange, for_interviewer(messages.tell_interview_change)),
        _entry(outbox.TellPanelNews, for_lead(messages.panel_news)),
        _entry(outbox.MarkNote, for_anybody(evidence.mark)),
        _entry(outbox.SendKit, for_interviewer(interview_kit.kit)),
        _entry(outbox.Remind, for_interviewer(schedule.remind)),
        _entry(outbox.RemindNow, for_interviewer(requests.remind_at_request)),
        _entry(outbox.SettleReminder, for_anybody(schedule.settle)),
        _entry(outbox.TellOverdue, for_lead(overdue.overdue)),
        _entry(outbox.TellLeaderless, for_anybody(leavers.leaderless)),
        _entry(outbox.AskToCalibrate, calibration.ask),
        _entry(outbox.CloseCalibration, calibration.end),
        _entry(outbox.TellStanding, for_anybody(calibration.tell_standing)),
        _entry(outbox.TellCalibration, calibration.tell_result),
        _entry(outbox.RefreshHome, home.refresh),
        _entry(outbox.ExpireDraft, drafts.expire),
        _entry(outbox.PlanWeekly, weekly.plan_digest),
        _entry(outbox.SendWeekly, weekly.send_digest),
        _entry(outbox.SendMirror, mirror.send_monthly),
        _entry(outbox.EraseMessages, erasure.erase),
        _entry(outbox.ForgetTeam, teams.forget),
        _entry(outbox.CheckErasures, erasure.check),
        _entry(outbox.TellErasure, for_anybody(erasure.tell)),
        _entry(outbox.TellWebhook, webhooks.tell),
        _entry(outbox.RemoveFinishedJobs, upkeep.remove_finished_jobs),
        _entry(outbox.StartRetention, rule.start),
        _entry(outbox.ApplyPolicy, rule.apply_policy),
        _entry(outbox.WarnOfErasure, rule.warn),
    )
)
