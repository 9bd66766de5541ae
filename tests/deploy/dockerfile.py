"""The lines of the Dockerfile, carried out without a container engine: each stage in a folder of its own.

The base image is this machine's system, read-only, with the Python that runs the tests in /usr/local. What a line
copies or makes lies in the stage's folder; a RUN line is run by `sh` with that folder as its root.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from shlex import quote

from tests.paths import ROOT

_SYSTEM = ("/usr", "/etc")
# Not everybody's PATH has what is for administrators.
_CHROOT = shutil.which("chroot") or "/usr/sbin/chroot"
_LINKS = ("bin", "sbin", "lib", "lib32", "lib64")


def instructions(text: str) -> Iterator[tuple[str, str]]:
    """Every instruction of a Dockerfile with its arguments, comments left out and continued lines joined."""
    joined = re.sub(r"\s*\\\n\s*", " ", re.sub(r"(?m)^#.*\n", "", text))
    for line in filter(None, joined.splitlines()):
        name, _, rest = line.partition(" ")
        yield name, rest


@dataclass
class Stage:
    """A root folder as far as it is built, and how its command is started."""

    root: Path
    environment: dict[str, str] = field(default_factory=lambda: {"PATH": "/usr/local/bin:/usr/bin"})
    folder: str = "/"
    user: str = "0:0"
    volumes: list[str] = field(default_factory=list)
    health: list[str] = field(default_factory=list)
    entrypoint: list[str] = field(default_factory=list)
    command: list[str] = field(default_factory=list)

    def make_base(self) -> None:
        """What every stage begins with."""
        for name in ("proc", "dev", "tmp", *(path.strip("/") for path in _SYSTEM)):
            (self.root / name).mkdir(parents=True)
        for name in _LINKS:
            if Path("/", name).is_symlink():
                (self.root / name).symlink_to(f"usr/{name}")

    def inside(self, *command: str, read_only: bool = False, **variables: str) -> list[str]:
        """The command that runs this one in the stage: as its user, in its folder, with its variables only."""
        uid, gid = self.user.split(":")
        root = quote(str(self.root))
        mounts = [
            *(f"mount --rbind {path} {root}{path}" for path in (*_SYSTEM, "/proc", "/dev")),
            f"mount --bind {quote(sys.base_prefix)} {root}/usr/local",
        ]
        if read_only:
            mounts = [
                f"mount --bind {root} {root}",
                *(f"mount --bind {root}{path} {root}{path}" for path in self.volumes),
                *mounts,
                f"mount -o remount,bind,ro {root}",
            ]
        mounts += [f"mount -o remount,bind,ro {root}{path}" for path in (*_SYSTEM, "/usr/local")]
        known = {**self.environment, "LD_LIBRARY_PATH": "/usr/local/lib", **variables}
        words = [
            *(_CHROOT, str(self.root), "/usr/bin/setpriv", "--no-new-privs"),
            *("--reuid", uid, "--regid", gid, "--clear-groups", "/usr/bin/env", "-i"),
            *(f"{name}={value}" for name, value in known.items()),
            *("sh", "-c", 'cd "$1" && shift && exec "$@"', "sh", self.folder, *command),
        ]
        script = " && ".join([*mounts, "exec " + " ".join(map(quote, words))])
        return ["unshare", "--mount", "--propagation", "private", "sh", "-c", script]


class Build:
    """All stages of a Dockerfile; `stage` is the last, which becomes the image."""

    def __init__(self, text: str, folder: Path, variables: Mapping[str, str]) -> None:
        """With variables for what is run, such as those that lead to a package index."""
        self._folder, self._variables = folder, dict(variables)
        self._stages: dict[str, Stage] = {}
        self.stage = Stage(folder)
        for name, rest in instructions(text):
            getattr(self, f"_{name.lower()}")(rest)

    def _from(self, rest: str) -> None:
        image, _, name = rest.partition(" AS ")
        assert image.startswith("python:"), "another base needs more than this machine's Python"
        self.stage = Stage(self._folder / f"stage-{len(self._stages)}")
        self.stage.make_base()
        self._stages[name or "image"] = self.stage

    def _workdir(self, rest: str) -> None:
        self.stage.folder = rest
        self._path(rest).mkdir(parents=True, exist_ok=True)

    def _copy(self, rest: str) -> None:
        *options, source, target = rest.split()
        place = self._path(target)
        if options:
            (option,) = options
            origin = self._stages[option.removeprefix("--from=")].root / source.strip("/")
            shutil.copytree(origin, place, symlinks=True)
        elif source == ".":
            for path in context():
                (place / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / path, place / path)
        else:
            assert Path(source) in {*context()}, f".dockerignore keeps {source} out"
            shutil.copy(ROOT / source, place / source)

    def _run(self, rest: str) -> None:
        command = self.stage.inside("sh", "-c", rest, **self._variables)
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
        assert ended.returncode == 0, f"RUN {rest}\n{ended.stderr}"

    def _env(self, rest: str) -> None:
        name, _, value = rest.partition("=")
        known = self.stage.environment
        known[name] = re.sub(r"\$(\w+)", lambda found: known[found[1]], value)

    def _volume(self, rest: str) -> None:
        self.stage.volumes.append(rest)

    def _user(self, rest: str) -> None:
        self.stage.user = rest

    def _expose(self, rest: str) -> None:
        assert rest == "3000"

    def _healthcheck(self, rest: str) -> None:
        self.stage.health = json.loads(rest.partition(" CMD ")[2])

    def _entrypoint(self, rest: str) -> None:
        self.stage.entrypoint = json.loads(rest)

    def _cmd(self, rest: str) -> None:
        self.stage.command = json.loads(rest)

    def _path(self, path: str) -> Path:
        return (
            self.stage.root / self.stage.folder.strip("/") / path.removeprefix("/")
            if not path.startswith("/")
            else self.stage.root / path.strip("/")
        )


def context() -> Iterator[Path]:
    """Every file that .dockerignore lets through: of the lines that fit a file, the last decides."""
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    patterns = [line for line in lines if line and not line.startswith("#")]
    for folder, names, files in os.walk(ROOT):
        names[:] = [name for name in names if not name.startswith(".")]
        for name in files:
            path = (Path(folder) / name).relative_to(ROOT)
            if not _is_left_out(path, patterns):
                yield path


def _is_left_out(path: Path, patterns: list[str]) -> bool:
    left_out = False
    for pattern in patterns:
        bare = pattern.removeprefix("!")
        places = [str(path), *map(str, path.parents)]
        if any(
            fnmatch(place, bare.removeprefix("**/")) or fnmatch(place, bare) for place in places
        ):
            left_out = not pattern.startswith("!")
    return left_out
