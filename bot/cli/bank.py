"""`bank …` and `kit` on the command line: check, begin, count and compare a question bank, and print a kit."""

from collections.abc import Iterable
from pathlib import Path
from textwrap import indent, shorten, wrap

import click

from bot.cli.bank_use import use_json, use_table
from bot.cli.counts import quantity
from bot.cli.paths import FILE, FILE_OR_FOLDER, FOLDER
from bot.server.preflight import require_current_database
from bot.settings import program_name, read
from interviews.question_use import use_everywhere
from question_bank.authoring.diff import Difference, difference
from question_bank.authoring.kit_page import kit_page
from question_bank.authoring.starter import starter
from question_bank.authoring.stats import Coverage, coverage
from question_bank.bank import Bank
from question_bank.kit import LEAST_MINUTES, MOST_MINUTES, UnknownFocus, pick
from question_bank.load.loader import load
from question_bank.load.loader import read as read_bank
from question_bank.load.names import find_role
from question_bank.lookup import closest, find_archetype, words
from question_bank.models import Archetype, Level


@click.group()
def bank() -> None:
    """Check, begin, count or compare a question bank."""


@bank.command()
@click.argument("directory", type=FOLDER, required=False)
def check(directory: Path | None) -> None:
    """Say what is wrong with the files in DIRECTORY.

    Where none is named, that is QUESTION_BANK_DIR, else the built-in bank.

    Faults must be mended, and end with 1. Warnings deserve a look, and end with 0. Drafts, which
    lack guides or anchors, are in no kit and no fault.
    """
    # Only this command shows a whole bank to itself; a server has none of it in its memory.
    from bot.cli.bank_limits import misfits  # noqa: PLC0415
    from question_bank.check.check import check as check_bank  # noqa: PLC0415

    report = check_bank(directory or read().question_bank_dir, misfits)
    for place in report.faults:
        click.echo(f"fault: {place}")
    for place in report.warnings:
        click.echo(f"warning: {place}")
    for place in report.drafts:
        click.echo(f"draft: {place}")
    if report.faults:
        raise click.ClickException(f"{quantity(len(report.faults), 'fault')} to mend.")
    click.echo(f"No faults, {quantity(len(report.warnings), 'warning')}.")


@bank.command()
@click.argument("name")
@click.option(
    "--dir", "directory", type=FOLDER, default=".", help="Where to write it. [default: this folder]"
)
def new(name: str, directory: Path) -> None:
    """Begin a role of your own, in NAME.toml, with every key explained."""
    file, text = starter(name, read_bank(directory).roles)
    path = _write(directory / file, text)
    click.echo(f"Written to {path}. Check it with: {program_name()} bank check {path.parent}")


def _write(path: Path, text: str) -> Path:
    try:
        with path.open("x", encoding="utf-8") as new_file:
            new_file.write(text)
    except FileExistsError as error:
        raise click.ClickException(f"{path} is there already, and stays as it is.") from error
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}.") from error
    return path


@bank.command("import")
@click.argument("file", type=FILE)
@click.option("--name", help="What the new role is called. [default: the title of the list]")
@click.option("--extends", help="A role that gets the questions, in place of a new one.")
@click.option(
    "--dir", "directory", type=FOLDER, default=".", help="Where to write it. [default: this folder]"
)
def import_list(file: Path, name: str | None, extends: str | None, directory: Path) -> None:
    """Make drafts of FILE, a list of questions in Markdown or JSON.

    Each question becomes a draft in a file of a new role, or of one that there is. Drafts are in no
    kit until somebody has written their guides.
    """
    # Comparing questions takes compiled code of 3 MB, which no server needs.
    from question_bank.authoring.lists.draft_file import additions_file, role_file  # noqa: PLC0415
    from question_bank.authoring.lists.question_list import read_list  # noqa: PLC0415

    if name and extends:
        raise click.ClickException(
            "A list goes into a new role (--name) or into one that there is (--extends)."
        )
    sources = read_bank(directory)
    known = [question.ask for role in sources.roles for question in role.questions]
    questions = read_list(file, known)
    if extends:
        role = find_role(sources.roles, extends)
        if role is None:
            raise click.ClickException(f"No role is called {extends}.")
        target, text = additions_file(questions, role, file.stem)
    else:
        target, text = role_file(questions, name, sources.roles)
    path = _write(directory / target, text)
    click.echo(
        f"{quantity(len(questions.questions), 'question')} of {file.name}, as drafts: {path}"
    )
    for reason, left_out in questions.left_out.items():
        first = ", ".join(f'"{shorten(words, 60, placeholder=" …")}"' for words in left_out[:3])
        click.echo(
            f"  passed over: {len(left_out)} that {reason}: {first}{' …' if left_out[3:] else ''}"
        )
    click.echo(
        "Take out what you do not mean to ask, then write the guides of a question and the anchors of its "
        f"skill: it is in kits from then on.\nWhat is still missing: {program_name()} bank check {directory}"
    )


@bank.command()
@click.argument("directory", type=FOLDER, required=False)
@click.option("--asked", is_flag=True, help="What became of the questions in interviews.")
@click.option("--json", "as_json", is_flag=True, help="The same as JSON, with --asked.")
def stats(directory: Path | None, *, asked: bool, as_json: bool) -> None:
    """Count questions, minutes and tags by role and skill.

    With --asked, say instead how often each question was ticked as asked in scorecards, which ratings of
    its skill followed, and how well these go with the rest of the card. Too few to say are fewer than ten
    cards, or fewer than five interviewers or candidates.
    """
    if as_json and not asked:
        raise click.ClickException("--json goes with --asked.")
    whole_bank = load(directory or read().question_bank_dir)
    if not asked:
        for role in coverage(whole_bank):
            click.echo(_table(role))
        return
    with require_current_database(read()) as store:
        used = [use_everywhere(store, role) for role in whole_bank.archetypes]
    if as_json:
        click.echo(use_json(used))
        return
    for use in used:
        click.echo(use_table(use))


@bank.command()
@click.argument("old", type=FILE_OR_FOLDER)
@click.argument("new", type=FILE_OR_FOLDER)
def diff(old: Path, new: Path) -> None:
    """Say what differs between two directories or two files.

    That is every text: questions, anchors and all others.
    """
    entries = difference(old, new)
    for entry in entries:
        click.echo(_changes(entry))
    kinds = [entry.kind for entry in entries]
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
    "--bank", "directory", type=FOLDER, help="Your own files. [default: QUESTION_BANK_DIR]"
)
def kit(
    role: tuple[str, ...], level: str | None, minutes: int | None, focus: str | None,
    directory: Path | None,
) -> None:  # fmt: skip
    """Write the interview kit of ROLE as Markdown.

    It has the questions with both guides, room for notes, and the ladder.
    """
    archetype = _archetype(load(directory or read().question_bank_dir), " ".join(role))
    target_level = Level(level) if level else None
    try:
        chosen = pick(archetype, target_level, "-".join(words(focus or "")) or None, minutes)
    except UnknownFocus as error:
        problem = f"{error.word} is no skill or tag of {archetype.name}."
        raise click.ClickException(problem + _did_you_mean(error.suggestions)) from error
    click.echo(kit_page(chosen), nl=False)


def _archetype(whole_bank: Bank, name: str) -> Archetype:
    archetype, rest = find_archetype(whole_bank, words(name))
    if archetype is None or rest:
        near = closest("-".join(words(name)), whole_bank.names)
        ids = dict.fromkeys(whole_bank.names[near_name] for near_name in near)
        raise click.ClickException(f"No role is called {name}.{_did_you_mean(ids)}")
    return archetype


def _did_you_mean(suggestions: Iterable[str]) -> str:
    names = " or ".join(suggestions)
    return f" Did you mean {names}?" if names else ""


def _table(role: Coverage) -> str:
    tags = ", ".join(f"{tag} {count}" for tag, count in role.tags)
    questions = quantity(len(role.role.questions), "question")
    lines = [
        f"{role.role.id}: {questions}, {role.core} core in {role.core_minutes} minutes",
        f"  {'skill':<48} {'core':>5} {'more':>5} {'core min':>9} {'all min':>8}",
        *(
            f"  {row.skill.name + (' (must-have)' if row.skill.must_have else ''):<48} "
            f"{row.core:>5} {row.alternates:>5} {row.core_minutes:>9} {row.minutes:>8}"
            for row in role.skills
        ),
        indent("\n".join(wrap(f"tags: {tags}", 100, break_on_hyphens=False)), "  "),
    ]
    return "\n".join(lines) + "\n"


def _changes(entry: Difference) -> str:
    lines = [f"{entry.kind}: {entry.entry}"]
    for change in entry.changes:
        lines.append(f"  {change.field}")
        lines += [f"    - {words}" for words in change.old]
        lines += [f"    + {words}" for words in change.new]
    return "\n".join(lines)
