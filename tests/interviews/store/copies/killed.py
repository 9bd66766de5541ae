"""Restores a backup again and again, killed before one more of its steps with files each time; says what is there then.

Run by the tests, with the backup and the database as arguments.
"""

import os
import shutil
import signal
import sys
from contextlib import closing
from pathlib import Path

from interviews.store import open_store
from interviews.store.copies import restoration
from tests.interviews.people import NOON, TEAM

STEPS = {
    "open",
    "os.chmod",
    "os.chown",
    "os.link",
    "os.remove",
    "os.rename",
    "shutil.copyfile",
    "sqlite3.connect",
}


def kill_before(number: int) -> None:
    """This process ends before its step of this number."""
    left = number

    def count(event: str, _: object) -> None:
        nonlocal left
        if event in STEPS:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)


def restores(backup: Path, target: Path) -> None:
    with restoration(backup, f"sqlite:///{target}", lambda: NOON) as found:
        found.put_in_place(lambda *_: None, replace=True)


def name_in(target: Path) -> str:
    """The name of the one candidate that is there when a bot starts."""
    with closing(open_store(f"sqlite:///{target}", lambda: NOON)) as store:
        store.migrate()
        assert store.is_ready()
        assert store._engine.query("PRAGMA integrity_check") == [{"integrity_check": "ok"}]
        [found] = store.candidates.all_of(TEAM)
        return found.name


def main(backup: Path, target: Path) -> None:
    as_it_was = target.parent.with_name("as-it-was")
    shutil.copytree(target.parent, as_it_was)
    number, ended = 0, -1
    while ended != 0:
        number += 1
        shutil.rmtree(target.parent)
        shutil.copytree(as_it_was, target.parent)
        child = os.fork()
        if not child:
            kill_before(number)
            restores(backup, target)
            os._exit(0)
        ended = os.waitpid(child, 0)[1]
        assert ended in {0, signal.SIGKILL}
        print(name_in(target), flush=True)  # noqa: T201 - the test reads it


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
