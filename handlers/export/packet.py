"""`/interview export <candidate> for-them`: all that is held about one person, to be handed to them."""

from functools import partial

from handlers.candidates import lookup
from handlers.context import Context, Payload
from handlers.export.content import say_why_not, share_files
from handlers.slack.files import Upload
from handlers.slack.notices import notice
from handlers.slack.posts import deliver
from interviews.errors import InterviewError
from interviews.export.packet import packet_for, require_packet
from interviews.outbox import SendPacket, enqueue
from templates.macros.escaping import one_line
from templates.plain import render_text
from templates.render import render

COMMAND = "export for-them"
COMMENT = "All that is held: in plain words, and as JSON for programs."
CANDIDATES = (("My candidates", "candidates"),)


def answer_about(ctx: Context, name: str) -> Payload:
    """Says that the packet is on its way, or why it is not."""
    if not name:
        return notice(
            "Whom? Type /interview export, the candidate's name, and for-them.", CANDIDATES
        )
    return lookup.answer_about(ctx, name, COMMAND, partial(_candidate, ctx), _unknown_name)


def _unknown_name(name: str) -> Payload:
    return notice(f"You have no candidate “{name}”.", CANDIDATES)


def _candidate(ctx: Context, candidate_id: str) -> Payload:
    newest = require_packet(ctx.store, ctx.person, candidate_id)
    enqueue(ctx.store, SendPacket(user_id=ctx.person.user_id, **newest.ids), ctx.now())
    return notice(
        f"All that is held about {one_line(newest.name)} is on its way to our direct messages."
    )


def send_packet(ctx: Context, job: SendPacket) -> None:
    """The packet as two files, or a sentence that says why it does not come."""
    about = f"packet:{job.candidate_id}:{job.request_id}:"
    try:
        packet = packet_for(ctx.store, ctx.person, job.candidate_id, ctx.now())
    except InterviewError as error:
        say_why_not(ctx, about, str(error))
        return
    name = f"packet-{job.candidate_id}"
    text = render_text("export/packet", packet=packet)
    uploads = (
        Upload(f"{name}.txt", text.encode()),
        Upload(f"{name}.json", packet.model_dump_json(indent=1).encode()),
    )
    ids = [each.id for each in packet.rounds]
    has_files = share_files(ctx, ids, about, uploads, COMMENT)
    newest = packet.rounds[-1]
    message = render(
        "export/packet", candidate=newest, role=ctx.role_name(newest), has_files=has_files
    )
    deliver(ctx, job.candidate_id, about, [message])
