"""What an export holds, written as files; they are shared, and logged, where Slack takes files from the bot."""

import io
import logging
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from handlers.context import Context
from handlers.slack.errors import Retry, SlackRefused
from handlers.slack.files import Upload, share
from handlers.slack.posts import deliver
from interviews.export.candidate import export_for
from interviews.export.formats import write_csv, write_json
from interviews.export.models import ExportedCandidate
from interviews.models import Candidate
from interviews.openings.models import Opening
from interviews.store.audit import Exported
from interviews.store.candidates import CandidateKey
from templates.render import render

log = logging.getLogger("interview.export")

COMMENT = "The files of your export: JSON has everything, CSV a row for each rating."
STEP = 100
"""After how many rounds it is said how far a long export is."""


class ExportedRound(NamedTuple):
    """A round that is in an export."""

    ids: dict[str, str]
    person_id: str
    number: int
    cards: int
    withheld: bool


class _Text:
    """Text that is kept as bytes while it is written: an opening's export is of many megabytes."""

    def __init__(self) -> None:
        self._bytes = io.BytesIO()
        self.out = io.TextIOWrapper(self._bytes, encoding="utf-8", newline="")

    def content(self) -> bytes:
        """All that was written."""
        self.out.flush()
        return self._bytes.getvalue()


class Content(NamedTuple):
    """An export as JSON and as CSV, and which rounds are in it."""

    as_json: Upload
    as_csv: Upload
    rounds: tuple[ExportedRound, ...]

    @property
    def people(self) -> int:
        """How many candidates are in it."""
        return len({each.person_id for each in self.rounds})


def write(
    ctx: Context,
    name: str,
    rounds: Sequence[Candidate],
    openings: Sequence[Opening],
    tell: Callable[[int], object] | None = None,
) -> Content:
    """The export of these rounds as far as the person may read them; `tell` hears how many are read, now and then."""
    keys = [CandidateKey(each.team_id, each.id) for each in rounds]
    found: list[ExportedRound] = []

    def read(tell: Callable[[int], object] | None) -> Iterator[ExportedCandidate]:
        for number, each in enumerate(export_for(ctx.store, ctx.person, keys), start=1):
            if number % STEP == 0:
                ctx.extend_lease()
                if tell:
                    tell(number)
            yield each

    as_json, as_csv = _Text(), _Text()
    counted = (_noted(each, found) for each in read(tell))
    write_json(as_json.out, counted, ctx.now(), with_sealed=False, openings=tuple(openings))
    write_csv(as_csv.out, read(None))
    return Content(
        Upload(f"{name}.json", as_json.content()),
        Upload(f"{name}.csv", as_csv.content()),
        tuple(found),
    )


def _noted(candidate: ExportedCandidate, found: list[ExportedRound]) -> ExportedCandidate:
    """The same candidate, whose round stands in the list now: they are too large to be kept."""
    cards = sum(card.newest for card in candidate.scorecards)
    found.append(
        ExportedRound(
            candidate.ids, candidate.person_id, candidate.round, cards, candidate.withheld
        )
    )
    return candidate


def hand_over(ctx: Context, about: str, content: Content, opening_id: str = "") -> bool:
    """Logs who is given what, and shares the files; False where Slack takes none from the bot."""
    how = {
        "at": ctx.now(), "actor_id": ctx.person.user_id, "opening_id": opening_id,
        "people": content.people,
    }  # fmt: skip
    with ctx.store.transaction():
        for each in content.rounds:
            ctx.store.audit.add(Exported(**each.ids, **how))
    candidate_ids = [each.ids["candidate_id"] for each in content.rounds]
    return share_files(ctx, candidate_ids, about, (content.as_json, content.as_csv), COMMENT)


def share_files(
    ctx: Context, candidate_ids: Sequence[str], about: str, uploads: Sequence[Upload], comment: str
) -> bool:
    """Shares the files; False where Slack takes none from the bot."""
    try:
        share(ctx, candidate_ids, about, uploads, comment)
    except SlackRefused as refused:
        if refused.kind.retry is Retry.UNTIL_IT_WORKS:
            raise
        log.warning("no file can be sent", extra={"slack_error": str(refused)})
        return False
    return True


def say_why_not(ctx: Context, about: str, why: str) -> None:
    """The person reads why what they asked for does not come."""
    text = f"Your export cannot be made any more. {why}"
    deliver(ctx, "", about, [render("notice", text=text, title="", commands=())])
