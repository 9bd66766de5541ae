"""The Dockerfile's own lines, without a container engine, and the bot that comes of them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox.driver.driver import StandIn
from tests.bot_process import PATIENCE, environment, free_port
from tests.deploy.dockerfile import Build, Stage, context, instructions
from tests.paths import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text()
WHO = "10001"

can_mount = pytest.mark.skipif(
    not (sys.platform == "linux" and os.geteuid() == 0),
    reason="folders become roots by root on Linux only; elsewhere a container engine builds the image",
)
pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """What the Dockerfile builds here, with the package index of this machine."""
    folder = tmp_path_factory.mktemp("image")
    folder.chmod(0o755)
    folder.parent.chmod(0o755)
    leading = ("PIP_", "HTTP", "http", "SSL_")
    variables = {name: value for name, value in os.environ.items() if name.startswith(leading)}
    return Build(DOCKERFILE, folder, variables).stage


@pytest.fixture
def running(image: Stage, slack: StandIn) -> Iterator[subprocess.Popen[str]]:
    """The image's command, with a root that cannot be written."""
    settings = environment(slack, image.environment["DATABASE_URL"])
    port = str(free_port())
    command = image.inside(*image.entrypoint, *image.command, read_only=True, PORT=port, **settings)
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            end = time.monotonic() + PATIENCE
            while not is_healthy(image, port):
                assert process.poll() is None, process.communicate()[0]
                assert time.monotonic() < end
                time.sleep(0.2)
            yield process
        finally:
            process.kill()


def is_healthy(image: Stage, port: str) -> bool:
    """What the image's own health check says."""
    command = image.inside(*image.health, PORT=port)
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@can_mount
class TestImage:
    """Built from the Dockerfile's lines."""

    def test_runs_as_nobody_in_particular_with_nothing_to_write_to_but_its_volume(
        self, image: Stage, running: subprocess.Popen[str]
    ) -> None:
        status = Path(f"/proc/{running.pid}/status").read_text()
        assert f"Uid:\t{WHO}" in status
        assert "NoNewPrivs:\t1" in status
        written = {path.name for path in (image.root / "data").iterdir()}
        assert "interviews.db" in written
        tried = image.inside("touch", "/opt/interview/x", "/data/x", read_only=True)
        refused = subprocess.run(tried, capture_output=True, text=True, check=False).stderr
        assert "/opt/interview/x" in refused
        assert "/data/x" not in refused

    def test_ends_well_when_it_is_told_to(self, running: subprocess.Popen[str]) -> None:
        running.send_signal(signal.SIGTERM)
        assert running.wait(PATIENCE) == 0

    def test_has_the_driver_and_no_demo(self, image: Stage) -> None:
        (packages,) = (image.root / "opt/interview/lib").glob("python*/site-packages")
        there = {path.name for path in packages.iterdir()}
        assert {"bot", "templates", "psycopg", "granian"} <= there
        assert not there & {"sandbox", "aiohttp", "tests"}
        assert not (packages / "bot/demo").exists()


class TestDockerfile:
    """What can be said of it wherever the tests run."""

    def test_installs_no_compiler_and_nothing_without_its_hash(self) -> None:
        runs = [rest for name, rest in instructions(DOCKERFILE) if name == "RUN"]
        assert not [line for line in runs if "apt" in line]
        (packages,) = [line for line in runs if "-r requirements.txt" in line]
        assert "--require-hashes" in packages
        assert "--only-binary :all:" in packages

    def test_sees_neither_secrets_nor_data_nor_tests(self) -> None:
        places = {path.parts[0] for path in context()}
        assert places == {
            "LICENSE", "README.md", "manifest.yaml", "pyproject.toml", "requirements.txt",
            "bot", "handlers", "interviews", "question_bank", "slack_limits", "templates",
        }  # fmt: skip
