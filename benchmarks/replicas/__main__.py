"""The command line: breaks what can break, one thing after the other, and prints what it came to."""

import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

from benchmarks.replicas.run import Options, Outcome
from benchmarks.replicas.scenarios import SCENARIOS, NotHere


@click.command()
@click.option(
    "--seconds", default=600.0, show_default=True, help="How long people work, or Slack is gone."
)
@click.option("--rate", default=100.0, show_default=True, help="Requests a second.")
@click.option("--seed", default=1, show_default=True, help="What chance draws from.")
@click.option(
    "--only",
    type=click.Choice(list(SCENARIOS)),
    multiple=True,
    help="One scenario; can be repeated.",
)
def main(seconds: float, rate: float, seed: int, only: tuple[str, ...]) -> None:
    """Break the bot while people work with it, and say what was lost and how long it took to recover.

    Ends with 1 where something was lost that was acknowledged, or is there twice without having been cut off.
    Uses the loopback network only.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that nothing is left running
    chosen = only or tuple(SCENARIOS)
    held = [_holds(name, seconds, rate, seed) for name in chosen]
    sys.exit(not all(held))


def _holds(name: str, seconds: float, rate: float, seed: int) -> bool:
    """Breaks one thing and prints what came of it; the logs are kept where that was not as it should be."""
    click.echo(f"{name} …", err=True)
    folder = Path(tempfile.mkdtemp(prefix=f"replicas-{name}-"))
    folder.chmod(0o755)  # PostgreSQL is run by somebody else
    held = True
    try:
        for outcome in SCENARIOS[name](Options(seconds, rate, seed, folder)):
            click.echo("\n".join(lines(outcome)))
            held = held and outcome.holds
    except NotHere as lacking:
        click.echo(f"{name}: left out; it needs {lacking}")
    if held:
        shutil.rmtree(folder)
    else:
        click.echo(f"  the logs are in {folder}")
    return held


def lines(outcome: Outcome) -> Iterator[str]:
    """What came of one scenario."""
    ledger = outcome.ledger
    saved = f"{len(ledger.cards)} cards, {len(ledger.plans)} plans, {len(ledger.drafts)} drafts"
    yield f"{outcome.name}: {ledger.requests:,} requests, acknowledged {saved}"
    yield f"  p50 {ledger.milliseconds(0.5):.0f} ms, p99 {ledger.milliseconds(0.99):.0f} ms"
    yield f"  failed: {dict(ledger.failed) or 'nothing'}"
    yield (
        f"  kills {outcome.kills}, lost {len(outcome.lost)}, kept twice {len(outcome.twice_kept)},"
        f" sent twice {len(outcome.twice_sent)} of at most {outcome.cuts}, unforeseen {outcome.unexpected}"
    )
    for recovery in outcome.recoveries:
        yield (
            f"  {recovery.fault}: saved again after {_seconds(ledger.first_saved_after(recovery.since))},"
            f" backlog done after {_seconds(recovery.backlog)} ({recovery.note})"
        )
    for words in (*outcome.remarks, *outcome.lost[:10], *outcome.twice_kept[:10]):
        yield f"  {words}"
    for channel, text in outcome.twice_sent[:10]:
        yield f"  twice to {channel}: {text[:80]}"


def _seconds(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f} s"


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.replicas")
