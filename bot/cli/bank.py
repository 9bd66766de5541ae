"""`bank …` and `kit` on the command line: check, begin, count and compare a question bank, and print a kit."""

from pathlib import Path
from textwrap import indent, wrap

import click

from bot.cli.counts import counted
from bot.settings import read
from bot.settings_faults import SettingsFaults
from question_bank.authoring.diff import Difference, difference
from question_bank.authoring.kit_page import kit_page
from question_bank.authoring.starter import NoName, starter
from question_bank.authoring.stats import Coverage, coverage
from question_bank.bank import Bank
from question_bank.kit import LEAST_MINUTES, MOST_MINUTES, Kit, UnknownFocus, pick
from question_bank.load.faults import BankFaults
from question_bank.load.loader import load
from question_bank.lookup import closest, find_archetype, words
from question_bank.models import Level

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_PATH = click.Path(exists=True, path_type=Path)


@click.group()
def bank() -> None:
    """Check, begin, count or compare a question bank."""


@bank.command()
@click.argument("directory", type=_FOLDER, required=False)
def check(directory: Path | None) -> None:
    """Say what is wrong with the files in DIRECTORY (QUESTION_BANK_DIR if none is named, else the built-in bank).

    Faults must be mended, and end with 1. Warnings deserve a look, and end with 0.
    """
    # Only this command shows a whole bank to itself; a server has none of it in its memory.
    from bot.cli.bank_limits import misfits  # noqa: PLC0415
    from question_bank.check.check import check as check_bank  # noqa: PLC0415

    report = check_bank(directory or _own_directory(), misfits)
    for place in report.faults:
        click.echo(f"fault: {place}")
    for place in report.warnings:
        click.echo(f"warning: {place}")
    if report.faults:
        raise click.ClickException(f"{counted(len(report.faults), 'fault')} to mend.")
    click.echo(f"No faults, {counted(len(report.warnings), 'warning')}.")


@bank.command()
@click.argument("name")
@click.option("--dir", "directory", type=_FOLDER, help="Where to write it. [default: this folder]")
def new(name: str, directory: Path | None) -> None:
    """Begin a role of your own: write NAME.toml, with every key explained."""
    try:
        file, text = starter(name, load(None).names)
    except NoName as error:
        raise click.ClickException(str(error)) from error
    path = (directory or Path()) / file
    try:
        with path.open("x", encoding="utf-8") as opened:
            opened.write(text)
    except FileExistsError as error:
        raise click.ClickException(f"{path} is there already, and stays as it is.") from error
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}.") from error
    click.echo(f"Written to {path}. Check it with: ./interview bank check {path.parent}")


@bank.command()
@click.argument("directory", type=_FOLDER, required=False)
def stats(directory: Path | None) -> None:
    """Count questions, minutes and tags by role and skill."""
    for role in coverage(_bank(directory)):
        click.echo(_table(role))


@bank.command()
@click.argument("old", type=_PATH)
@click.argument("new", type=_PATH)
def diff(old: Path, new: Path) -> None:
    """Say what differs between two directories or two files: questions, anchors and all other texts."""
    try:
        found = difference(old, new)
    except BankFaults as faults:
        raise click.ClickException(str(faults)) from faults
    for one in found:
        click.echo(_said(one))
    kinds = [one.kind for one in found]
    click.echo(", ".join(f"{kinds.count(kind)} {kind}" for kind in ("changed", "added", "gone")))


@click.command()
@click.argument("role", nargs=-1, required=True)
@click.option(
    "--level", type=click.Choice([level.value for level in Level]), help="The target level."
)
@click.option(
    "--minutes", type=click.IntRange(LEAST_MINUTES, MOST_MINUTES), help="How long the interview is."
)
@click.option("--focus", help="A skill or a tag, in place of the core questions.")
@click.option(
    "--bank", "directory", type=_FOLDER, help="Your own files. [default: QUESTION_BANK_DIR]"
)
def kit(
    role: tuple[str, ...], level: str | None, minutes: int | None, focus: str | None,
    directory: Path | None,
) -> None:  # fmt: skip
    """Write the interview kit of ROLE as Markdown: questions, both guides, room for notes, the ladder."""
    wish = Level(level) if level else None
    click.echo(kit_page(_picked(_bank(directory), role, wish, focus, minutes)), nl=False)


def _picked(
    whole: Bank, typed: tuple[str, ...], level: Level | None, focus: str | None, minutes: int | None
) -> Kit:
    archetype, rest = find_archetype(whole, words(" ".join(typed)))
    if archetype is None or rest:
        near = closest("-".join(words(" ".join(typed))), whole.names)
        ids = dict.fromkeys(whole.names[name] for name in near)
        meant = f" Did you mean {' or '.join(ids)}?" if ids else ""
        raise click.ClickException(f"No role is called {' '.join(typed)}.{meant}")
    try:
        return pick(archetype, level, "-".join(words(focus or "")) or None, minutes)
    except UnknownFocus as error:
        meant = f" Did you mean {' or '.join(error.suggestions)}?" if error.suggestions else ""
        raise click.ClickException(
            f"{error.word} is no skill or tag of {archetype.name}.{meant}"
        ) from error


def _bank(directory: Path | None) -> Bank:
    try:
        return load(directory or _own_directory())
    except BankFaults as faults:
        raise click.ClickException(str(faults)) from faults


def _own_directory() -> Path | None:
    try:
        return read().question_bank_dir
    except SettingsFaults as faults:
        raise click.ClickException(str(faults)) from faults


def _table(role: Coverage) -> str:
    tags = ", ".join(f"{tag} {count}" for tag, count in role.tags)
    questions = counted(len(role.role.questions), "question")
    lines = [
        f"{role.role.id}: {questions}, {role.core} core in {role.core_minutes} minutes",
        f"  {'skill':<48} {'core':>5} {'more':>5} {'core min':>9} {'all min':>8}",
        *(
            f"  {one.skill.name + (' (must-have)' if one.skill.must_have else ''):<48} "
            f"{one.core:>5} {one.alternates:>5} {one.core_minutes:>9} {one.minutes:>8}"
            for one in role.skills
        ),
        indent("\n".join(wrap(f"tags: {tags}", 100, break_on_hyphens=False)), "  "),
    ]
    return "\n".join(lines) + "\n"


def _said(one: Difference) -> str:
    lines = [f"{one.kind}: {one.entry}"]
    for change in one.changes:
        lines.append(f"  {change.field}")
        lines += [f"    - {words}" for words in change.old]
        lines += [f"    + {words}" for words in change.new]
    return "\n".join(lines)
