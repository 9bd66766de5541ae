"""`jobs` on the command line: what waits, what was set aside and why, and another chance for it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import click

from bot.cli.counts import quantity
from bot.clock import now
from bot.server.preflight import require_current_database
from bot.settings import program_name, read
from handlers.slack.errors import kind_of
from interviews.store.jobs import UnfinishedJob


@click.group(invoke_without_command=True)
@click.pass_context
def jobs(context: click.Context) -> None:
    """List the jobs that wait or were set aside, by kind.

    Of one that failed the last error is shown. Jobs are what the bot does by itself: reminders,
    digests, messages. One that fails is tried again; one that cannot work, such as a message to
    somebody who has left, is set aside.
    """
    if context.invoked_subcommand is None:
        with require_current_database(read()) as store:
            unfinished = store.unfinished.all()
        for line in _lines(unfinished, now()):
            click.echo(line)


@jobs.command()
@click.argument("job_id", metavar="ID")
def retry(job_id: str) -> None:
    """Give the job ID, which was set aside, another chance.

    The running bot does it at once.
    """
    with require_current_database(read()) as store:
        if not store.unfinished.retry(job_id, now()):
            raise click.ClickException(
                f"No job {job_id} was set aside. List them with: {program_name()} jobs"
            )
    click.echo(f"{job_id} is due now.")


def _lines(unfinished: tuple[UnfinishedJob, ...], at: datetime) -> Iterator[str]:
    """Each kind with its counts, and below it the jobs that failed: those that are well need no line."""
    if not unfinished:
        yield "No job waits, and none was set aside."
    for kind in dict.fromkeys(job.kind for job in unfinished):
        jobs_of_kind = [job for job in unfinished if job.kind == kind]
        parked = sum(job.parked_at is not None for job in jobs_of_kind)
        yield f"{kind}: {len(jobs_of_kind) - parked} waiting, {parked} set aside"
        yield from (_line(job, at) for job in jobs_of_kind if job.parked_at or job.last_error)


def _line(job: UnfinishedJob, at: datetime) -> str:
    if job.parked_at:
        state = f"set aside {_duration(at - job.parked_at)} ago"
    else:
        state = f"waiting, next try in {_duration(job.due_at - at)}"
    reason = ". ".join(filter(None, (job.last_error, _advice(job.last_error))))
    return f"  {job.id}  {state}, after {quantity(job.attempts, 'attempt')}: {reason}"


def _advice(last_error: str) -> str:
    """What an operator can do about a refusal; empty for another error."""
    if last_error.startswith("ReceiverFailed"):
        return f"{program_name()} doctor tries WEBHOOK_URL."
    _, refused, word = last_error.partition("SlackRefused ")
    return kind_of(word).operator if refused else ""


def _duration(time: timedelta) -> str:
    """Minutes up to two hours, hours up to two days, then days; never less than nothing."""
    minutes = max(int(time.total_seconds() // 60), 0)
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // (24 * 60)} days"
