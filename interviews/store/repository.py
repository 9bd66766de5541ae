"""The store as the rest of the product sees it: takes models, gives models, over one engine."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from interviews.errors import StoreBusy, StoreTooNew, StoreUnavailable
from interviews.loop import LaterRound, Loop
from interviews.models import Candidate, Interview, InterviewState, Model, Scorecard
from interviews.store.address import SQLITE
from interviews.store.audit_log import Audit
from interviews.store.calibration import Calibration
from interviews.store.candidates import Candidates, Decisions
from interviews.store.chain import Chain
from interviews.store.drafts import Drafts, Notes
from interviews.store.engines.engine import Engine
from interviews.store.interviews import Interviews
from interviews.store.jobs import Jobs, Unfinished
from interviews.store.lists import Lists
from interviews.store.messages import Messages
from interviews.store.migrations import is_current, migrate, write_and_take_back
from interviews.store.nameless import Nameless
from interviews.store.names import Names
from interviews.store.opening_lists import OpeningLists
from interviews.store.openings import Openings
from interviews.store.people import AllPreferences, Homes, Notices
from interviews.store.processes import Processes
from interviews.store.retention import Ages, ErasedRounds, ErasureNotices, LegalHolds, Policies
from interviews.store.reveals import History, Reveals
from interviews.store.rows import batches
from interviews.store.scorecards import Scorecards, Texts
from interviews.store.teams import Teams
from interviews.store.traces import Traces

WRITE_EVERY = timedelta(seconds=1)


class Size(Model):
    """How many candidates there are, however many rounds they have, and scorecards, however often they were amended."""

    candidates: int
    scorecards: int


class Store:
    """Everything that is kept. Several calls inside one `transaction()` hold all or not at all."""

    def __init__(
        self,
        engine: Engine,
        clock: Callable[[], datetime],
        *,
        has_webhook: bool = False,
        coordinators: Iterable[str] = (),
    ) -> None:
        self._engine, self._clock = engine, clock
        self.coordinators = tuple(coordinators)
        """Who coordinates every candidate, as the settings say; those of one alone stand in the candidate."""
        self.has_webhook = has_webhook
        """Whether another system hears of events: only then are there jobs that tell it."""
        self._written_at: datetime | None = None
        self.candidates = Candidates(engine)
        self.names = Names(engine)
        self.lists = Lists(engine)
        self.interviews = Interviews(engine)
        self.preferences = AllPreferences(engine)
        self.homes = Homes(engine)
        self.notices = Notices(engine)
        self.scorecards = Scorecards(engine)
        self.jobs = Jobs(engine)
        self.unfinished = Unfinished(engine)
        self.messages = Messages(engine)
        self.audit = Audit(engine)
        self.chain = Chain(engine)
        self.reveals = Reveals(engine)
        self.decisions = Decisions(engine)
        self.openings = Openings(engine)
        self.opening_lists = OpeningLists(engine)
        self.processes = Processes(engine)
        self.calibration = Calibration(engine)
        self.legal_holds = LegalHolds(engine)
        self.policies = Policies(engine)
        self.ages = Ages(engine)
        self.erased_rounds = ErasedRounds(engine)
        self.erasure_notices = ErasureNotices(engine)
        self.drafts = Drafts(engine)
        self.notes = Notes(engine)
        self.texts = Texts(engine)
        self.traces = Traces(engine)
        self.nameless = Nameless(engine)
        self.teams = Teams(engine, self.audit)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Writes inside are on the disk when the block ends, or none of them is."""
        with self._engine.transaction(), self.audit.transaction():
            yield

    def read_session(self) -> AbstractContextManager[None]:
        """What many queries make together is read faster inside, where nothing may be changed."""
        return self._engine.read_session()

    def planners(self, candidate: Candidate) -> tuple[str, ...]:
        """Everybody who plans the candidate's panel and chases scorecards: the leads, then who coordinates."""
        everybody = (*candidate.leads, *candidate.coordinators, *self.coordinators)
        return tuple(dict.fromkeys(everybody))

    def loop(self, team_id: str, candidate_id: str) -> Loop | None:
        """All there is about one candidate, or None where the team has no such candidate."""
        return next(iter(self.loops(team_id, (candidate_id,))), None)

    def loops(
        self, team_id: str, candidate_ids: Sequence[str], *, contents: bool = True
    ) -> tuple[Loop, ...]:
        """The same of each of these that the team has, in this order.

        Without `contents` the cards have no ratings, skills and questions: what lists do with it is in who sent when.
        """
        return tuple(
            loop for ids in batches(candidate_ids) for loop in self._loops(team_id, ids, contents)
        )

    def _loops(self, team_id: str, ids: tuple[str, ...], contents: bool) -> Iterator[Loop]:
        candidates = {each.id: each for each in self.candidates.list_of(team_id, ids)}
        if not candidates:
            return
        # Cards before the panel: whoever joins between the two counts as missing, and the seal holds.
        cards = self.scorecards.of_candidates(team_id, ids, contents=contents)
        interviews = self.interviews.of_candidates(team_id, ids)
        histories = self.reveals.of_candidates(team_id, ids)
        later = self.candidates.later_rounds(candidates.values())
        for each in filter(None, map(candidates.get, ids)):
            history = histories.get(each.id, History())
            revisions, every = cards.get(each.id, ()), interviews.get(each.id, ())
            yield _loop(each, revisions, every, history, later[each.id])

    def connect(self) -> None:
        """Raises `StoreUnavailable`, with the database's own reason, where it cannot be opened."""
        self._engine.connect()

    def migrate(self) -> tuple[str, ...]:
        """Brings the schema up to date and returns the names of the steps applied."""
        return migrate(self._engine, self._clock)

    def is_migrated(self) -> bool:
        """Whether every migration has been applied; raises what keeps the database from saying so."""
        return is_current(self._engine)

    def problem(self) -> str:
        """Why nothing can be kept, in a sentence; empty where the database is up to date and takes what is written."""
        try:
            if not self.is_migrated():
                return "The database is not up to date."
            self._require_writing()
        except StoreBusy:
            pass
        except StoreUnavailable as error:
            return error.what
        except StoreTooNew as error:
            return str(error)
        return ""

    def _require_writing(self) -> None:
        """Everybody may ask for the page that shows this, and each writing keeps people's own waiting."""
        now = self._clock()
        if not self._written_at or abs(now - self._written_at) >= WRITE_EVERY:
            write_and_take_back(self._engine)
            self._written_at = now

    def is_ready(self) -> bool:
        """Whether there is no problem."""
        return not self.problem()

    def size(self) -> Size:
        """How much is kept, of every team and every release."""
        [found] = self._engine.query(
            "SELECT (SELECT COUNT(*) FROM candidates WHERE first_id = '') AS candidates,"
            " (SELECT COUNT(*) FROM scorecards WHERE revision = 1) AS scorecards"
        )
        return Size(**found)

    def leave_no_bytes(self) -> None:
        """Makes sure that nothing erased can be read out of the database's files."""
        self._engine.leave_no_bytes()

    def close(self) -> None:
        """Gives back every connection."""
        self._engine.close()


def _loop(
    candidate: Candidate,
    revisions: tuple[Scorecard, ...],
    every: tuple[Interview, ...],
    history: History,
    later: tuple[LaterRound, ...],
) -> Loop:
    interviews = _in_state(InterviewState.PLANNED, every)
    shadows = _in_state(InterviewState.SHADOWED, every)
    newest = {card.interview_id: card for card in revisions}
    cards = _of(interviews, newest)
    return Loop(
        candidate=candidate,
        interviews=interviews,
        cards=cards,
        earlier=_earlier_revisions(revisions, cards),
        first_sent=_submission_times(revisions, interviews),
        early_openings=history.early_openings,
        departures=history.departures,
        reveals=history.reveals,
        shadows=shadows,
        shadow_cards=_of(shadows, newest),
        later=later,
    )


def _in_state(state: InterviewState, interviews: tuple[Interview, ...]) -> tuple[Interview, ...]:
    return tuple(interview for interview in interviews if interview.state is state)


def _of(interviews: tuple[Interview, ...], newest: dict[str, Scorecard]) -> tuple[Scorecard, ...]:
    return tuple(newest[interview.id] for interview in interviews if interview.id in newest)


def _earlier_revisions(
    revisions: tuple[Scorecard, ...], cards: tuple[Scorecard, ...]
) -> tuple[Scorecard, ...]:
    if all(card.revision == 1 for card in cards):
        return ()
    newest = {card.interview_id: card.revision for card in cards}
    return tuple(card for card in revisions if card.revision < newest.get(card.interview_id, 0))


def _submission_times(
    revisions: tuple[Scorecard, ...], panel: tuple[Interview, ...]
) -> dict[str, datetime]:
    counted = {interview.id for interview in panel}
    return {
        card.interviewer_id: card.submitted_at
        for card in revisions
        if card.revision == 1 and card.interview_id in counted
    }


def open_store(
    database_url: str,
    clock: Callable[[], datetime],
    *,
    has_webhook: bool = False,
    coordinators: Iterable[str] = (),
) -> Store:
    """The store at this address: `sqlite:///relative/path.db`, `sqlite:////absolute.db`, `postgresql://…`."""
    if database_url.startswith(SQLITE):
        from interviews.store.engines.sqlite import SQLiteEngine

        file = Path(database_url.removeprefix(SQLITE))
        engine: Engine = SQLiteEngine(file)
        return Store(engine, clock, has_webhook=has_webhook, coordinators=coordinators)
    from interviews.store.engines.postgres import PostgresEngine

    engine = PostgresEngine(database_url)
    return Store(engine, clock, has_webhook=has_webhook, coordinators=coordinators)


def is_there(database_url: str) -> bool:
    """Whether there is a database of this product to open, without making one; a server is asked when it is opened."""
    if not database_url.startswith(SQLITE):
        return True
    from interviews.store.engines.sqlite import has_interviews

    return has_interviews(Path(database_url.removeprefix(SQLITE)))
