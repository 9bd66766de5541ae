"""PostgreSQL's own backups: made by its pg_dump, and read through its pg_restore, which need not reach a server."""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from interviews.errors import CannotCopy
from interviews.store.copies.contents import Columns
from interviews.store.copies.rows import Values

_LOCK = 60_000  # milliseconds
_HEADER = re.compile(r"COPY \S+ \((.*)\) FROM stdin;")
_ESCAPED = re.compile(r"\\(.)")
_MEANS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_END = "\\."
_NOTHING = "\\N"


def write_archive(
    part: Path, server: int, options: Iterable[str], environment: Mapping[str, str]
) -> None:
    """Has pg_dump write what these options name, from a server of this release of PostgreSQL.

    Raises `CannotCopy` where it is not there, older than the server, or does not come to an end.
    """
    always = (
        "--format=custom",
        "--no-owner",
        "--no-privileges",
        "--no-password",
        "--encoding=UTF8",
    )
    done = subprocess.run(
        [_require_pg_dump(server), *always, f"--lock-wait-timeout={_LOCK}", f"--file={part}", *options],
        env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise CannotCopy(f"pg_dump did not work: {_last_line(done.stderr)}. No backup was made.")


def _require_pg_dump(server: int) -> str:
    program = _program("pg_dump")
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    found = re.search(r"\d+", said.stdout)
    if not found or int(found[0]) < server:
        version = found[0] if found else "an unknown release"
        raise CannotCopy(
            f"pg_dump is of PostgreSQL {version}, and the server of {server}, which it cannot back up: install the "
            f"client tools of PostgreSQL {server}, or copy everything to a SQLite file, which needs none: {_OTHER_WAY}"
        )
    return program


_OTHER_WAY = "db copy --to sqlite:///FILE"


def _program(name: str) -> str:
    found = shutil.which(name)
    if not found:
        raise CannotCopy(
            f"{name} is not on this machine: install PostgreSQL's client tools (on Debian postgresql-client), or copy "
            f"everything to a SQLite file, which needs none: {_OTHER_WAY}"
        )
    return found


class ArchiveRows:
    """The rows in a file that pg_dump wrote."""

    def __init__(self, file: Path, name: str) -> None:
        self._file, self.name = file, name
        self._program = _program("pg_restore")

    def rows(self, table: str, columns: Columns) -> Iterator[Values]:
        """Every row of a table; raises `CannotCopy` where the file is damaged, too."""
        command = [self._program, "--data-only", f"--table={table}", "--file=-", str(self._file)]
        with (
            TemporaryFile("w+") as complaints,
            subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=complaints
            ) as process,
        ):
            assert process.stdout is not None
            found = False
            for header in process.stdout:
                if given := _HEADER.match(header.decode()):
                    self._require(not found, f"holds the table {table} twice")
                    found = True
                    yield from self._block(process.stdout, table, given[1], columns)
            if process.wait():
                complaints.seek(0)
                self._require(False, f"cannot be read ({_last_line(complaints.read())})")  # noqa: FBT003
            self._require(found, f"is no backup of this bot: it has no table {table}")

    def _block(
        self, lines: Iterable[bytes], table: str, header: str, columns: Columns
    ) -> Iterator[Values]:
        """The rows of one COPY, in the order of `columns`."""
        given = [name.strip('"') for name in header.split(", ")]
        missing = [name for name in columns if name not in given]
        self._require(not missing, f"is no backup of this bot: {table} has no {missing[:1]}")
        places = [(given.index(name), kind) for name, kind in columns.items()]
        for line in lines:
            fields = line.decode().removesuffix("\n").split("\t")
            if fields == [_END]:
                return
            yield tuple(_value(fields[place], kind) for place, kind in places)

    def _require(self, fulfilled: bool, what: str) -> None:
        if not fulfilled:
            raise CannotCopy(f"{self.name} {what}. Nothing was changed.")


def _value(field: str, kind: Callable[[str], Any]) -> Any:
    if field == _NOTHING:
        return None
    return kind(_ESCAPED.sub(_unescaped, field) if "\\" in field else field)


def _unescaped(found: re.Match[str]) -> str:
    return _MEANS.get(found[1], found[1])


def _last_line(said: str) -> str:
    """What a program complained of in the end, without its name."""
    lines = said.strip().splitlines() or ["it did not say why"]
    return re.sub(r"^pg_\w+: (error: |detail: )?", "", lines[-1]).rstrip(".")
