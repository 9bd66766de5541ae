"""`./interview`: one command on a bare machine, quick the second time, and safe when it is disturbed."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.paths import ROOT, python

pytestmark = pytest.mark.once

# Stands in for pytest: says where it runs, with what, and which packages there are.
PYTEST = """
import os, sys
import colour
print("args", sys.argv[1:], "cwd", os.getcwd(), "colour", colour.NAME, "venv", sys.prefix)
"""


def wheel(folder: Path, name: str, version: str, source: str) -> str:
    """Makes a wheel with one module in it; gives back the line that requires exactly that wheel."""
    files = {
        f"{name}.py": source,
        f"{name}-{version}.dist-info/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{name}-{version}.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    lines = []
    for inner, text in files.items():
        digest = urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
        lines.append(f"{inner},sha256={digest},{len(text.encode())}")
    files[f"{name}-{version}.dist-info/RECORD"] = "\n".join(
        [*lines, f"{name}-{version}.dist-info/RECORD,,\n"]
    )
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for inner, text in files.items():
            archive.writestr(inner, text)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return f"{name}=={version} \\\n    --hash=sha256:{digest}\n"


class Project:
    """A folder with the script, a package called bot, and requirements that need no network."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.wheels = folder / "wheels"
        self.wheels.mkdir(parents=True)
        shutil.copy(ROOT / "interview", folder / "interview")
        (folder / "bot").mkdir()
        (folder / "bot" / "__main__.py").write_text(
            'import os, sys\nprint("bot", sys.argv[1:], os.getcwd(), os.path.exists(sys.prefix + "/unfinished"))\n'
            'print(os.environ["INTERVIEW_TYPED_AS"], os.environ["INTERVIEW_TYPED_IN"], file=open("typed", "w"))\n'
            "sys.exit(3)\n"
        )
        self.require("blue")

    def require(self, colour: str, version: str = "1.0") -> None:
        """What all three files ask for from now on."""
        head = f"--no-index\n--find-links {(self.wheels).as_uri()}\n"
        runtime = head + wheel(self.wheels, "colour", version, f"NAME = {colour!r}\n")
        (self.folder / "requirements.txt").write_text(runtime)
        page = wheel(self.wheels, "page", "1.0", "")
        (self.folder / "requirements-demo.txt").write_text(runtime + page)
        tests = wheel(self.wheels, "pytest", "1.0", PYTEST)
        (self.folder / "requirements-dev.txt").write_text(runtime + page + tests)

    def run(self, *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        """The script, with an environment that holds next to nothing."""
        script, folder = str(self.folder / "interview"), cwd or self.folder
        return python(script, *arguments, cwd=folder, env=self.environment, timeout=120)

    @property
    def environment(self) -> dict[str, str]:
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        return {"PATH": os.environ["PATH"], "HOME": str(home)}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project, with a blank in its path, that has been set up once."""
    project = Project(tmp_path_factory.mktemp("with blank") / "a project")
    first = project.run("test")
    assert first.returncode == 0, first.stderr
    return project


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Project]:
    """A project that nothing has been done to."""
    yield Project(tmp_path / "project")
    shutil.rmtree(tmp_path, ignore_errors=True)


class TestSecondStart:
    """Everything is there already."""

    def test_hands_the_arguments_on_and_says_nothing_itself(self, made: Project) -> None:
        ended = made.run("test", "-q", "a b")
        assert ended.returncode == 0
        assert ended.stdout.startswith(f"args ['-q', 'a b'] cwd {made.folder} colour blue")
        assert f"venv {made.folder}/.venv" in ended.stdout
        assert ended.stderr == ""

    def test_works_from_anywhere_and_ends_as_the_command_does(
        self, made: Project, tmp_path: Path
    ) -> None:
        ended = made.run("doctor", "--x", cwd=tmp_path)
        assert ended.stdout == f"bot ['doctor', '--x'] {made.folder} False\n"
        assert ended.returncode == 3

    def test_finds_everything_for_the_bot_too(self, made: Project) -> None:
        assert made.run("run").stderr == ""

    def test_finds_everything_for_the_demo_too(self, made: Project) -> None:
        assert made.run("demo").stderr == ""

    def test_works_through_a_link(self, made: Project, tmp_path: Path) -> None:
        link = tmp_path / "interview"
        link.symlink_to(made.folder / "interview")
        ended = subprocess.run(
            [str(link), "run"], env=made.environment, capture_output=True, text=True, check=False
        )
        assert ended.stdout == f"bot ['run'] {made.folder} False\n"

    def test_without_a_command_explains_itself(self, made: Project) -> None:
        ended = made.run()
        assert ended.returncode == 0
        assert "Usage: ./interview COMMAND" in ended.stdout

    def test_tells_the_bot_what_was_typed_and_where(self, made: Project, tmp_path: Path) -> None:
        made.run("doctor", cwd=tmp_path)
        assert (made.folder / "typed").read_text() == f"./interview {tmp_path}\n"

    def test_works_in_a_folder_that_is_gone(self, made: Project, tmp_path: Path) -> None:
        gone = tmp_path / "gone"
        gone.mkdir()
        line = f"rmdir '{gone}'; '{sys.executable}' '{made.folder}/interview' doctor"
        subprocess.run(line, shell=True, cwd=gone, env=made.environment, check=False)  # noqa: S602
        assert (made.folder / "typed").read_text() == "./interview \n"

    def test_asks_the_bot_for_help(self, made: Project) -> None:
        assert made.run("help").stdout.startswith("bot ['--help']")


class TestFirstStart:
    """Nothing is there yet."""

    def test_says_in_plain_words_what_it_does(self, fresh: Project) -> None:
        ended = fresh.run("run")
        assert ended.stderr.splitlines()[0].startswith("Setting up")
        assert "Installing 1 packages from requirements.txt" in ended.stderr
        assert ended.stdout.startswith("bot ")

    def test_of_the_demo_adds_what_only_the_demo_needs(self, fresh: Project) -> None:
        fresh.run("run")
        assert not list(fresh.folder.glob(".venv/lib/*/site-packages/page.py"))
        ended = fresh.run("demo")
        assert "Installing 2 packages from requirements-demo.txt" in ended.stderr
        assert "Setting up" not in ended.stderr
        assert list(fresh.folder.glob(".venv/lib/*/site-packages/page.py"))
        assert fresh.run("demo").stderr == ""
        assert fresh.run("run").stderr == ""

    def test_two_at_once_install_once(self, fresh: Project) -> None:
        with ThreadPoolExecutor(2) as threads:
            both = list(threads.map(lambda _: fresh.run("test"), range(2)))
        assert [ended.returncode for ended in both] == [0, 0]
        assert sum("Installing" in ended.stderr for ended in both) == 1
        assert all("colour blue" in ended.stdout for ended in both)

    def test_goes_on_after_it_was_killed_in_the_middle(self, fresh: Project) -> None:
        with subprocess.Popen(
            [sys.executable, str(fresh.folder / "interview"), "test"],
            env=fresh.environment, stderr=subprocess.DEVNULL, start_new_session=True,
        ) as started:  # fmt: skip
            while not (fresh.folder / ".venv" / "made-for").exists():
                time.sleep(0.01)
                assert started.poll() is None
            os.killpg(started.pid, signal.SIGKILL)
        assert (fresh.folder / ".venv" / "unfinished").exists()
        assert "colour blue" in fresh.run("test").stdout

    def test_a_changed_file_is_refused_with_one_line(self, fresh: Project) -> None:
        (found,) = fresh.wheels.glob("colour-*.whl")
        found.write_bytes(found.read_bytes() + b"tampered with")
        ended = fresh.run("run")
        assert ended.returncode == 1
        assert ended.stderr.splitlines()[-1].startswith("interview: Setting up did not work")
        assert "Traceback" not in ended.stderr
        assert not (fresh.folder / ".venv" / "requirements.txt.installed").exists()

    def test_a_foreign_environment_is_left_alone(self, fresh: Project) -> None:
        own = fresh.folder / ".venv" / "pyvenv.cfg"
        own.parent.mkdir()
        own.write_text("mine")
        ended = fresh.run("run")
        assert ended.returncode == 1
        assert "move it away" in ended.stderr
        assert own.read_text() == "mine"

    def test_a_python_that_is_too_old_gets_a_sentence(self, fresh: Project) -> None:
        code = (
            "import runpy, sys; sys.version_info = (3, 8, 1); sys.argv = ['interview', 'run'];"
            f"runpy.run_path({str(fresh.folder / 'interview')!r}, run_name='__main__')"
        )
        ended = python("-c", code, env={"PATH": ""})
        assert ended.returncode == 1
        assert ended.stderr.startswith("interview: Python 3.11 or newer is needed; this is 3.8.")


class TestChange:
    """What is required has changed since."""

    def test_of_a_version_is_installed_into_the_same_environment(self, made: Project) -> None:
        made.require("green", "2.0")
        ended = made.run("test")
        assert "colour green" in ended.stdout
        assert "Setting up" not in ended.stderr
        assert made.run("test").stderr == ""
