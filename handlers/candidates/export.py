"""`/interview export`: a lead has what they may read of a candidate, as files, or as text where there can be none."""

import io
import logging
from collections.abc import Sequence
from functools import partial

from handlers.candidates.lookup import answer_about
from handlers.context import Context, Payload
from handlers.slack.errors import Retry, SlackRefused
from handlers.slack.files import Upload, share
from handlers.slack.notices import notice
from handlers.slack.posts import deliver
from handlers.slack.request import Request
from interviews.errors import InterviewError
from interviews.export.candidate import export_for, rounds_to_export
from interviews.export.formats import write_csv, write_json
from interviews.export.models import ExportedCandidate
from interviews.outbox import SendExport, enqueue
from interviews.store.audit import Exported
from interviews.store.candidates import CandidateKey
from templates.render import render

log = logging.getLogger("interview.export")

COMMENT = "The files of your export: JSON has everything, CSV a row for each rating."
PART = 8_000  # characters of one message
MOST_PARTS = 5


def from_command(ctx: Context, request: Request) -> Payload:
    """Says that the export of the candidate who was named is on its way."""
    if not request.text:
        return notice(
            "Whom? Type /interview export and the candidate's name.",
            (("My candidates", "candidates"),),
        )
    return answer_about(ctx, request.text, "export", partial(_plan, ctx), _unknown_name)


def _unknown_name(name: str) -> Payload:
    return notice(
        f"You have no candidate “{name}”. Hiring leads can export their own candidates.",
        (("My candidates", "candidates"),),
    )


def _plan(ctx: Context, candidate_id: str) -> Payload:
    newest = rounds_to_export(ctx.store, ctx.person, candidate_id)[-1]
    enqueue(ctx.store, SendExport(user_id=ctx.person.user_id, **newest.ids), ctx.now())
    return notice(f"Your export of {newest.name} is on its way to our direct messages.")


def send_export(ctx: Context, job: SendExport) -> None:
    """The export comes by direct message, or a sentence that says why it does not."""
    about = f"export:{job.candidate_id}:{job.request_id}:"
    try:
        rounds = rounds_to_export(ctx.store, ctx.person, job.candidate_id)
    except InterviewError as error:
        text = f"Your export cannot be made any more. {error}"
        deliver(ctx, "", about, [render("notice", text=text, title="", commands=())])
        return
    keys = [CandidateKey(each.team_id, each.id) for each in rounds]
    found = tuple(export_for(ctx.store, ctx.person, keys))
    _record(ctx, found)
    files = _files(ctx, f"candidate-{job.candidate_id}", found)
    shared = _are_shared(ctx, job, about, files)
    texts = [] if shared else _parts(files[-1].content.decode())
    deliver(ctx, job.candidate_id, about, _messages(ctx, found, texts, has_files=shared))


def _record(ctx: Context, found: Sequence[ExportedCandidate]) -> None:
    """The log says who is given what is exported of whom, before it leaves."""
    with ctx.store.transaction():
        for each in found:
            entry = Exported(**each.ids, at=ctx.now(), actor_id=ctx.person.user_id)
            ctx.store.audit.add(entry)


def _files(ctx: Context, name: str, found: Sequence[ExportedCandidate]) -> list[Upload]:
    """JSON with everything, then CSV with the ratings."""
    as_json, as_csv = io.StringIO(), io.StringIO()
    openings = {each.opening_id: each.team_id for each in found if each.opening_id}
    known = (
        ctx.store.openings.get(team_id, opening_id) for opening_id, team_id in openings.items()
    )
    write_json(as_json, found, ctx.now(), with_sealed=False, openings=tuple(filter(None, known)))
    write_csv(as_csv, found)
    texts = {"json": as_json, "csv": as_csv}
    return [Upload(f"{name}.{ending}", text.getvalue().encode()) for ending, text in texts.items()]


def _are_shared(ctx: Context, job: SendExport, about: str, files: Sequence[Upload]) -> bool:
    """Whether the files are there; False where Slack takes none from the bot."""
    try:
        share(ctx, [job.candidate_id], about, files, COMMENT)
    except SlackRefused as refused:
        if refused.kind.retry is Retry.UNTIL_IT_WORKS:
            raise
        log.warning("no file can be sent", extra={"slack_error": str(refused)})
        return False
    return True


def _messages(
    ctx: Context, found: Sequence[ExportedCandidate], texts: Sequence[str], *, has_files: bool
) -> list[Payload]:
    """What is said of the files; without files the text itself comes after it, where it is short."""
    newest, parts = found[-1], texts if len(texts) <= MOST_PARTS else ()
    first = render(
        "candidates/export", candidate=newest, rounds=found, role=ctx.role_name(newest),
        has_files=has_files, has_text=bool(parts),
    )  # fmt: skip
    rest = (
        render(
            "candidates/export_part", candidate=newest, text=text, number=number, total=len(parts)
        )
        for number, text in enumerate(parts, start=1)
    )
    return [first, *rest]


def _parts(text: str) -> list[str]:
    """The text in pieces that one message has room for, cut between lines where a line is not too long itself."""
    parts = [""]
    for line in text.splitlines(keepends=True):
        for start in range(0, len(line), PART):
            piece = line[start : start + PART]
            if len(parts[-1]) + len(piece) > PART:
                parts.append("")
            parts[-1] += piece
    return parts
