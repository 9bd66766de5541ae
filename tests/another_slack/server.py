"""A Slack that others have written: npm's `emulate`, installed once into pytest's cache, started on loopback."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

SOURCES = Path(__file__).parent
FILES = (".npmrc", "package.json", "package-lock.json", "serve.mjs")
# pip's Node stands beside this Python, a machine's own on its path.
PATHS = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])


def skip_or_fail(what: str) -> str:
    """Skips the test on a machine of somebody's own, and fails it where everything must run."""
    words = f"{what}; it takes Node 20 and npm: pip install -r tests/another_slack/requirements.txt"
    if os.environ.get("CI") == "true":
        pytest.fail(words)
    pytest.skip(words)


def program(name: str) -> str:
    """Where a program of Node's is."""
    return shutil.which(name, path=PATHS) or skip_or_fail(f"there is no {name}")


def install(cache: Path) -> Path:
    """The folder with the packages; several starts at once each make one, and the first to finish is kept."""
    contents = b"".join((SOURCES / name).read_bytes() for name in FILES)
    folder = cache / hashlib.sha256(contents).hexdigest()[:16]
    if not folder.exists():
        npm = program("npm")
        with tempfile.TemporaryDirectory(dir=cache, ignore_cleanup_errors=True) as new_folder:
            for name in FILES:
                shutil.copy(SOURCES / name, new_folder)
            _install(npm, new_folder)
            _keep(Path(new_folder), folder)
    return folder


def _keep(new_folder: Path, folder: Path) -> None:
    try:
        new_folder.rename(folder)
    except OSError:
        if not folder.exists():
            raise


def _install(npm: str, folder: str) -> None:
    environment = os.environ | {"PATH": PATHS}
    result = subprocess.run(
        [npm, "ci", "--loglevel=error"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        skip_or_fail(f"npm cannot install the other Slack ({result.stderr.strip()[-200:]})")


@contextmanager
def serve(folder: Path, team: dict[str, Any]) -> Iterator[str]:
    """The base URL of its Web API, for a team in its own words."""
    command = [program("node"), "serve.mjs", json.dumps({"slack": team})]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=folder, text=True, stdin=pipe, stdout=pipe) as process:
        assert process.stdout is not None
        port = process.stdout.readline().strip() or skip_or_fail("the other Slack does not start")
        yield f"http://127.0.0.1:{port}/api/"
