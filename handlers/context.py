"""The one object that a handler works with, in place of a parameter for each collaborator."""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from handlers.slack.turns import Turns
from interviews.models import Candidate, Interview
from interviews.permissions import Person
from interviews.store import Store
from question_bank.bank import Bank

Payload = dict[str, Any]


class Slack(Protocol):
    """The calls to Slack that handlers make; each raises one of `handlers.slack.errors`."""

    def views_open(self, trigger_id: str, view: Payload) -> Payload: ...
    def views_push(self, trigger_id: str, view: Payload) -> Payload: ...
    def views_update(self, view_id: str, view: Payload, *, hash: str | None = None) -> Payload: ...
    def views_publish(self, user_id: str, view: Payload) -> Payload: ...
    def post(self, channel: str, **message: Any) -> Payload: ...
    def update(self, channel: str, ts: str, **message: Any) -> Payload: ...
    def delete(self, channel: str, ts: str) -> Payload: ...
    def upload(self, address: str, content: bytes) -> None: ...
    def open_dm(self, user_id: str) -> str: ...
    def recent_dm(self, user_id: str) -> str | None: ...
    def users_info(self, user_id: str) -> Payload: ...
    def recent_profile(self, user_id: str) -> Payload | None: ...
    def call(self, method: str, **params: Any) -> Payload: ...
    def respond(self, response_url: str, message: Payload) -> None: ...


class Receiver(Protocol):
    """Another system, which hears of events."""

    def send(self, event: Payload, now: datetime) -> None:
        """Returns once it has been told; raises `ReceiverFailed` otherwise."""


@dataclass(frozen=True, slots=True)
class Context:
    """The bank, the store, Slack, and the person whose request or job this is."""

    bank: Bank
    store: Store
    slack: Slack
    person: Person
    clock: Callable[[], datetime]
    executor: Executor
    """Does what need not be done before the answer; see `after_answer`."""
    request_id: str = ""
    """What a person can quote of a request that failed."""
    admins: frozenset[str] = frozenset()
    """The user ids of the workspace's admins, from the settings."""
    turns: Turns = field(default_factory=Turns)
    """What was pressed last in each modal; the same for all requests of a process."""
    receiver: Receiver | None = None
    """The system that hears of events, where the settings name one."""
    extend_lease: Callable[[], None] = lambda: None
    """Called before each call to Slack of a delivery that makes many, so that no other process takes its job.

    A request from Slack has no lease.
    """

    def now(self) -> datetime:
        """The present time, aware, in UTC."""
        return self.clock()

    def after_answer(self, work: Callable[[], object]) -> None:
        """Does this work without keeping Slack waiting; it is lost if the process ends first.

        Slack gives an answer three seconds, so at most one call to Slack comes before it. What must
        not be lost is a job of the outbox.
        """
        self.executor.submit(work)

    def role_name(self, candidate: Candidate) -> str:
        """The name of the role a candidate is interviewed for; its id where the bank no longer has it."""
        archetype = self.bank.archetype(candidate.archetype_id)
        return archetype.name if archetype else candidate.archetype_id

    def skill_names(self, candidate: Candidate, interview: Interview) -> list[str]:
        """The names of the skills that the interviewer looks at, as far as the bank has them; none where it is all."""
        archetype = self.bank.archetype(candidate.archetype_id)
        skills = [archetype.skill(skill_id) for skill_id in interview.focus] if archetype else []
        return [skill.name for skill in skills if skill]
