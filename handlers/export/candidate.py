"""The export of one candidate comes: as files, or as text where the bot may send none."""

from collections.abc import Sequence

from handlers.context import Context, Payload
from handlers.export.content import Content, hand_over, say_why_not, write
from handlers.slack.posts import deliver
from interviews.errors import InterviewError
from interviews.export.candidate import rounds_to_export
from interviews.models import Candidate
from interviews.outbox import SendExport
from templates.render import render

PART = 8_000  # characters of one message
MOST_PARTS = 5


def send_export(ctx: Context, job: SendExport) -> None:
    """Every round that the person leads, or a sentence that says why it does not come."""
    about = f"export:{job.candidate_id}:{job.request_id}:"
    try:
        rounds = rounds_to_export(ctx.store, ctx.person, job.candidate_id)
    except InterviewError as error:
        say_why_not(ctx, about, str(error))
        return
    opening = ctx.store.openings.get(job.team_id, rounds[-1].opening_id)
    content = write(ctx, f"candidate-{job.candidate_id}", rounds, [opening] if opening else [])
    has_files = hand_over(ctx, about, content)
    texts = [] if has_files else _parts(content.as_csv.content.decode())
    messages = _messages(ctx, rounds[-1], content, texts, has_files=has_files)
    deliver(ctx, job.candidate_id, about, messages)


def _messages(
    ctx: Context, newest: Candidate, content: Content, texts: Sequence[str], *, has_files: bool
) -> list[Payload]:
    """What is said of the files; without files the text itself comes after it, where it is short."""
    parts = texts if len(texts) <= MOST_PARTS else ()
    first = render(
        "export/candidate", candidate=newest, rounds=content.rounds, role=ctx.role_name(newest),
        has_files=has_files, has_text=bool(parts),
    )  # fmt: skip
    rest = (
        render("export/part", candidate=newest, text=text, number=number, total=len(parts))
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
