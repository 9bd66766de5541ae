"""A small company with a running bot: people act in Slack, and a test reads what they then see."""

import json
import re
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from socketserver import ThreadingMixIn
from threading import Event
from typing import Any
from urllib.parse import urlencode
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import urllib3
from slack_bolt import BoltRequest, BoltResponse

from bot.composition import Application
from bot.server.socket import SlackSocket
from bot.settings import Settings
from handlers.slack.block_ids import declared_id, values_in
from interviews.loop import Loop
from interviews.models import Candidate, Status
from question_bank.bank import Bank
from sandbox.client.snapshots import Answer, MessageSnapshot, ViewSnapshot
from sandbox.delivery.http import signed_headers
from sandbox.driver.driver import StandIn
from sandbox.world.records import User
from tests.threads import serving

FORM = {"content-type": "application/x-www-form-urlencoded"}
Ratings = Mapping[str, int | tuple[int, str]]


class AfterAnswers(Executor):
    """Work that goes on after an answer, done in order when the test asks for it."""

    def __init__(self) -> None:
        self._waiting: deque[Callable[[], object]] = deque()
        self.forgives: type[Exception] | tuple[()] = ()
        """What may go wrong with such work, which nobody waits for; nothing, unless a test says so."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self._waiting.append(partial(fn, *args, **kwargs))
        return Future()

    def run(self) -> None:
        """Does all that waits; a failure is the test's, unless it is forgiven."""
        while self._waiting:
            with suppress(self.forgives):
                self._waiting.popleft()()


class Clock:
    """A clock that stands still until a test moves it on."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, **by: float) -> None:
        """Moves the time on by hours, minutes or days."""
        self.moment += timedelta(**by)


@dataclass
class Company:
    """Who works there, their Slack, and the bot they use."""

    slack: StandIn
    bot: Application
    settings: Settings
    url: str
    clock: Clock
    ada: User
    grace: User
    alan: User
    hedy: User
    admin: User
    later: AfterAnswers
    closing: ExitStack
    """What has to be given back when the test is over."""
    over_http: bool = True
    """Whether Slack reaches the bot at its address; else over a socket."""

    def types(self, who: User, text: str) -> Answer:
        """Somebody types a command in the general channel."""
        return self.slack.command("/interview", text, user=who)

    def answer(self, who: User, text: str) -> MessageSnapshot:
        """The answer to a command, which only that person sees."""
        before = len(self.slack.ephemerals(who))
        answer = self.types(who, text)
        newest = self.slack.ephemerals(who)[before:]
        assert len(newest) == 1, f"{text!r} was not answered: {answer.failure}"
        return newest[0]

    def modal(self, who: User) -> ViewSnapshot:
        """The modal on top of somebody's screen."""
        view = self.slack.view_of(who)
        assert view is not None, "no modal is open"
        return view

    def opens(self, who: User, text: str) -> ViewSnapshot:
        """Somebody types a command that brings up a modal."""
        self.types(who, text)
        return self.modal(who)

    def chooses(self, who: User, field: str, value: Any) -> Answer:
        """Somebody chooses something in their modal."""
        return self.slack.choose(self.modal(who), field, value)

    def writes(self, who: User, field: str, text: str) -> Answer:
        """Somebody types into a field of their modal."""
        return self.slack.type(self.modal(who), field, text)

    def submits(self, who: User) -> Answer:
        """Somebody sends their modal."""
        return self.slack.submit(self.modal(who))

    def errors(self, who: User) -> dict[str, str]:
        """Somebody sends their modal, which is refused: the sentence at each field."""
        answer = self.submits(who)
        assert answer.errors, "the form was not refused"
        return {declared_id(block_id): words for block_id, words in answer.errors.items()}

    def values(self, who: User) -> dict[str, Any]:
        """What the fields of somebody's modal hold, by the ids that they are declared by."""
        return values_in({"state": {"values": self.modal(who).values}})

    def presses(
        self, who: User, shown: MessageSnapshot | ViewSnapshot, action: str, value: Any = None
    ) -> Answer:
        """Somebody presses a button of a message or view; `value` tells buttons of one id apart."""
        return self.slack.press(shown, action, user=who, value=value)

    def decides(
        self,
        who: User,
        message: MessageSnapshot | ViewSnapshot,
        outcome: str = "hire",
        reason: str = "Calm and exact.",
    ) -> Answer:
        """Somebody decides on the candidate whom a message or Home tab is about."""
        self.presses(who, message, "decision.open")
        self.chooses(who, "outcome", outcome)
        self.writes(who, "reason", reason)
        return self.submits(who)

    def becomes_known(self) -> None:
        """The ten minutes are over in which a decision can be undone, and the bot has done what is due."""
        self.clock.forward(minutes=11)
        self.deliver()

    def erases(self, who: User, name: str, typed: str | None = None) -> Answer:
        """Somebody asks to erase a candidate, and types the name once more to be sure."""
        answer = self.types(who, f"forget {name}")
        assert answer.message is None, answer.message and answer.message.text
        self.writes(who, "name", name if typed is None else typed)
        if "cause" in self.values(who):
            self.chooses(who, "cause", "asked")
        return self.submits(who)

    def sets(self, who: User, **chosen: str) -> Answer:
        """Somebody changes their settings."""
        self.types(who, "settings")
        for field, value in chosen.items():
            self.chooses(who, field, value)
        return self.submits(who)

    def opens_card(self, who: User, role: str = "ml-engineer") -> ViewSnapshot:
        """Somebody presses "Score a candidate" on a kit, and goes on to somebody new."""
        asked = self.asks(who, self.answer(who, role), "score.open")
        if asked:  # for one of those who wait for a scorecard, or for somebody else?
            self.presses_last(who, asked)
        elif "name" not in self.values(who):
            self.chooses(who, "candidate", "new")
        return self.modal(who)

    def asks(
        self, who: User, shown: MessageSnapshot | ViewSnapshot, action: str
    ) -> MessageSnapshot | None:
        """Somebody presses a button: what they then read below, or None."""
        before = len(self.slack.ephemerals(who))
        self.presses(who, shown, action)
        return next(iter(self.slack.ephemerals(who)[before:]), None)

    def presses_last(self, who: User, shown: MessageSnapshot | ViewSnapshot) -> Answer:
        """Somebody presses the last button of a question."""
        return self.presses(who, shown, shown.actions[-1])

    def adds_skill(self, view: ViewSnapshot, skill: str) -> ViewSnapshot:
        """The scorecard with fields for this skill: whoever has it open adds it where it is not there."""
        if f"rating.{skill}" not in values_in({"state": {"values": view.values}}):
            self.slack.choose(view, "skill_added", skill)
        shown = self.slack.view_of(view.user)
        assert shown is not None
        return shown

    def fills(
        self,
        view: ViewSnapshot,
        *,
        name: str | None = None,
        level: str | None = "senior",
        panel: tuple[User, ...] = (),
        ratings: Ratings | None = None,
        vote: str | None = "yes",
        note: str = "",
        reason: str = "",
        asked: Sequence[str] = (),
    ) -> None:
        """Types and chooses in a scorecard; a rating of 1 or 5 gets evidence unless the test says otherwise."""
        people = [person.id for person in panel]
        if name is not None:
            self.slack.type(view, "name", name)
            self._chooses_all(view, level=level, panel=people)
        for skill in ratings or {}:
            view = self.adds_skill(view, skill)
        for skill, given in (ratings or {}).items():
            rating, evidence = given if isinstance(given, tuple) else (given, "")
            self.slack.choose(view, f"rating.{skill}", str(rating))
            if evidence or (rating in (1, 5) and not isinstance(given, tuple)):
                self.slack.type(view, f"evidence.{skill}", evidence or "Said so in as many words.")
        self._chooses_all(view, recommendation=vote, asked=list(asked))
        for field, text in {"note": note, "reason": reason}.items():
            if text:
                self.slack.type(view, field, text)

    def _chooses_all(self, view: ViewSnapshot, **chosen: str | list[str] | None) -> None:
        for field, value in chosen.items():
            if value:
                self.slack.choose(view, field, value)

    def adds(self, who: User, name: str, role: str = "ml-engineer", **filled: Any) -> Answer:
        """Somebody scores a candidate who is new, and so becomes the hiring lead."""
        self.fills(self.opens_card(who, role), name=name, **filled)
        return self.slack.submit(self.modal(who))

    def scores(self, who: User, name: str, **filled: Any) -> Answer:
        """Somebody on the panel scores a candidate by name."""
        answer = self.types(who, f"score {name}")
        assert answer.message is None, answer.message and answer.message.text
        self.fills(self.modal(who), **filled)
        return self.slack.submit(self.modal(who))

    def forge(self, answer: Answer, **changes: Any) -> tuple[int, Any]:
        """Sends a signed request as it was sent before, with other values for some keys: what no client would do.

        A changed `user` is an id; the bot's status and the body it answered with come back.
        """
        payload = answer.payload | changes
        if "user" in changes:
            payload["user"] = answer.payload["user"] | {"id": changes["user"]}
        body = urlencode({"payload": json.dumps(payload)})
        headers = signed_headers(self.slack.settings.signing_secret, body, int(time.time()))
        sent = urllib3.request(
            "POST", f"{self.url}/slack/events", body=body, headers=headers | FORM
        )
        self.later.run()
        return sent.status, json.loads(sent.data) if sent.data else None

    def crashes(self) -> None:
        """The bot is lost without a goodbye, and another begins with what is on the disk."""
        self.bot = Application(
            self.settings, bank=self.bot.bank, clock=self.clock, executor=self.later
        )
        self.closing.callback(self.bot.close)
        self.url = self.closing.enter_context(wsgi_server(self.bot.wsgi))
        if self.over_http:
            self.slack.deliver_to(f"{self.url}/slack/events")

    @contextmanager
    def using(self, bank: Bank) -> Iterator[None]:
        """The bot is started anew with another bank, on the same data."""
        newer = Application(self.settings, bank=bank, clock=self.clock, executor=self.later)
        with wsgi_server(newer.wsgi) as url:
            self.slack.deliver_to(f"{url}/slack/events")
            yield
        self.slack.deliver_to(f"{self.url}/slack/events")
        newer.close()

    def has_saved(self, who: User) -> bool:
        """Whether this person's modal says that the card is saved."""
        return self.modal(who).title == "Saved"

    def candidate(self, name: str) -> Candidate:
        """The open candidate of this name, straight from the store."""
        return self.candidate_named(name, "open")

    def candidate_named(self, name: str, status: str) -> Candidate:
        """The candidate of this name and status, straight from the store; of a decision, be it known or not."""
        team = self.slack.workspace.identity.team_id
        statuses = {Status(status), *((Status.CLOSING,) if status == "decided" else ())}
        everybody = self.bot.store.candidates.all_of(team, *statuses)
        [found] = [candidate for candidate in everybody if candidate.name == name]
        return found

    def add_lead(self, name: str, who: User) -> None:
        """Makes somebody a second lead of the candidate."""
        found = self.candidate(name)
        self.changes(
            "INSERT INTO candidate_leads VALUES (:team, :candidate, :lead)",
            team=found.team_id,
            candidate=found.id,
            lead=who.id,
        )

    def changes(self, sql: str, **values: str) -> None:
        """Something happens to the data that no command does."""
        self.bot.store._engine.execute(sql, values)

    @property
    def file(self) -> Path:
        """The file of a bot that keeps its data in SQLite."""
        return Path(self.settings.database_url.get_secret_value().removeprefix("sqlite:///"))

    def loop(self, name: str) -> Loop:
        """All there is about the candidate of this name, straight from the store."""
        found = self.candidate(name)
        loop = self.bot.store.loop(found.team_id, found.id)
        assert loop is not None
        return loop

    def deliver(self) -> int:
        """Lets the bot do everything that is due; how many jobs that were."""
        count = 0
        while self.bot.worker.work_once():
            count += 1
        return count

    def home(self, who: User) -> ViewSnapshot:
        """Somebody opens their Home tab, and sees it once the bot has done what is due."""
        self.slack.open_home(who)
        self.deliver()
        return self.home_tab(who)

    def home_tab(self, who: User) -> ViewSnapshot:
        """Somebody's Home tab as it stands, without anybody opening it."""
        home = self.slack.home_of(who)
        assert home is not None, "nothing was ever published there"
        return home

    def inbox(
        self, who: User, text: str = "", *, words: str | None = None
    ) -> list[MessageSnapshot]:
        """What the bot has sent somebody by direct message, without the threads.

        Only what can be read to contain `text`, and only what is announced with `words` first, a pattern.
        """
        return [
            message
            for message in self.slack.messages(who)
            if message.thread_ts in (None, message.ts)
            and text in message.text
            and (words is None or re.match(words, message.words))
        ]

    def message(self, who: User, text: str = "", *, words: str | None = None) -> MessageSnapshot:
        """The only such message in somebody's inbox."""
        [message] = self.inbox(who, text, words=words)
        return message

    def notice(self, who: User) -> str:
        """What the newest message says that only this person sees."""
        return self.slack.ephemerals(who)[-1].text


class Line:
    """A socket to Slack; the bot of the company that is set answers what comes over it."""

    def __init__(self, slack: StandIn) -> None:
        self.company: Company
        settings = Settings(
            slack_bot_token=slack.settings.bot_token,
            slack_app_token=slack.settings.app_token,
            slack_api_url=slack.api_url,
            _env_file=None,
        )
        self._socket = SlackSocket(self._dispatch, settings)
        self._socket.open(Event())
        self.wait_until_idle, self.close = self._socket.wait_until_idle, self._socket.close

    def _dispatch(self, request: BoltRequest) -> BoltResponse:
        return self.company.bot.dispatch(request)


class _Threads(ThreadingMixIn, WSGIServer):
    """Its threads stay until it is closed, as a real server's do: each new one would open the database anew."""

    def __init__(self, *of_base: Any, **named: Any) -> None:
        super().__init__(*of_base, **named)
        self._pool = ThreadPoolExecutor()

    def process_request(self, request: Any, client_address: Any) -> None:
        self._pool.submit(self.process_request_thread, request, client_address)

    def server_close(self) -> None:
        super().server_close()
        self._pool.shutdown(wait=False)


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        """The tests' own output is enough."""


@contextmanager
def wsgi_server(wsgi: Any) -> Iterator[str]:
    """The address of the app, listening on a free port of this machine."""
    with serving(make_server("127.0.0.1", 0, wsgi, _Threads, _Quiet)) as url:
        yield url
