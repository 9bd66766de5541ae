"""The named errors of an interview loop; str() of each is the sentence the person reads."""

from interviews.retention.models import LegalHold


class InterviewError(Exception):
    """An expected failure: its message says what happened and what to do next."""


class NotAllowed(InterviewError):
    """The person may not do this."""


class UnknownCandidate(InterviewError):
    """No candidate of this person answers to the name, or the candidate was erased meanwhile."""


class LoopClosed(InterviewError):
    """The candidate is decided, so no scorecard can be added."""


class NameTaken(InterviewError):
    """The person already has an open candidate of this name for this role."""


class AlreadyScored(InterviewError):
    """The person has sent a newer card than the one this form was filled on."""

    def __init__(self, message: str, revision: int) -> None:
        self.revision = revision
        super().__init__(message)


class ReasonMissing(InterviewError):
    """The card is a second rating, sent without saying what changed its author's mind."""


class AlreadyDecided(InterviewError):
    """Another decision on this candidate stands."""


class DecisionUndone(InterviewError):
    """The decision is sent once more after it was undone."""


class TooLateToUndo(InterviewError):
    """The decision is older than the time in which it can be undone."""


class StoreUnavailable(InterviewError):
    """The database cannot take or give anything right now; nothing of this request was saved."""

    def __init__(self, what: str, advice: str = "", reason: str = "") -> None:
        """The message is for people in Slack; the reason, in the database's own words, for whoever runs the bot."""
        self.what, self._reason = what, reason
        super().__init__(f"{what} {advice}".rstrip())

    @property
    def for_operators(self) -> str:
        """What happened and why, in a sentence."""
        return (
            f"{self.what.rstrip('.')}: {self._reason.rstrip('.')}." if self._reason else self.what
        )


class StoreBusy(StoreUnavailable):
    """Somebody else holds what this request needs; the next one may get it."""


class StoreTooNew(InterviewError):
    """A newer release has migrated the database, so this one must not touch it."""

    def __init__(self, step: str) -> None:
        self.step = step
        super().__init__(
            f"The database was migrated by a newer release (step {step}). "
            "Install that release or a later one, or go back to a backup."
        )


class CannotCopy(InterviewError):
    """A database was not copied, or a backup not restored; whatever was there before is as it was."""


class PlaceTaken(CannotCopy):
    """Something is in the database in whose place another was to be put."""


class InterviewOver(InterviewError):
    """The interview was cancelled, handed over or scored meanwhile, so it cannot be changed."""


class CardIsIn(InterviewError):
    """The interviewer has sent a scorecard, so the interview took place and stays."""


class PlanChanged(InterviewError):
    """Somebody else changed the plan between this lead's opening it and sending it."""


class RoundPlanned(InterviewError):
    """The next round is planned, so that nothing about the decision before it can change."""


class UnknownOpening(InterviewError):
    """No opening of this person answers to the name."""


class TitleTaken(InterviewError):
    """Another open opening has this title."""


class StageInUse(InterviewError):
    """Something of an opening cannot change, since candidates are in it."""


class OpeningChanged(InterviewError):
    """Somebody else changed the opening between its opening in a form and its sending."""


class OnPanelAlready(InterviewError):
    """The person has an interview with this candidate already."""


class UnknownRound(InterviewError):
    """The person does not rate in this calibration round, or there is none of this id."""


class RoundClosed(InterviewError):
    """The calibration round is over, so nothing can be rated in it any more."""


class LogBroken(InterviewError):
    """The log of a team is not what was written there."""

    def __init__(self, team_id: str, what: str) -> None:
        super().__init__(f"The log of {team_id} is broken: {what}.")


class HeldAlready(InterviewError):
    """Another legal hold stands on the candidate or the opening."""


class OnLegalHold(InterviewError):
    """The candidate is on hold for legal reasons, so that nothing about them is erased."""

    def __init__(self, message: str, holds: tuple[LegalHold, ...]) -> None:
        self.holds = holds
        super().__init__(message)


class PolicyChanged(InterviewError):
    """Another admin changed the policy between its opening in a form and its sending."""


class TooEarlyToForget(InterviewError):
    """The team keeps records longer than this before a hiring lead can erase them."""


class CauseMissing(InterviewError):
    """An admin erases somebody without saying why."""


class StillNeeded(InterviewError):
    """Somebody cannot be made nameless while others wait for them; the message says for what, and who can take over."""
