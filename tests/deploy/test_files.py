"""The files with which others start the bot: what they name is there, and they are what their readers take."""

import json
import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.cli.main import main
from bot.settings import Settings
from bot.version import VERSION
from tests.paths import ROOT

pytestmark = pytest.mark.once

SETTINGS = {name.upper() for name in Settings.model_fields}
PROCESSES = dict(
    line.split(": ", 1) for line in (ROOT / "Procfile").read_text().splitlines() if line
)

SCRIPTS = [
    step["run"]
    for workflow in sorted((ROOT / ".github/workflows").iterdir())
    for job in yaml.safe_load(workflow.read_text())["jobs"].values()
    for step in job.get("steps", ())
    if "run" in step
]
"""Every piece of shell in the workflows."""


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]
    return found


class TestCompose:
    """compose.yaml."""

    @pytest.mark.parametrize("name", ["bot", "replica"])
    def test_shuts_the_bot_in(self, services: dict[str, Any], name: str) -> None:
        bot = services[name]
        assert bot["read_only"]
        assert bot["cap_drop"] == ["ALL"]
        assert bot["security_opt"] == ["no-new-privileges:true"]
        assert bot["stop_grace_period"] == "30s"
        assert set(bot["environment"]) <= SETTINGS

    def test_keeps_sqlite_in_a_volume(self, services: dict[str, Any]) -> None:
        assert services["bot"]["volumes"] == ["data:/data"]
        assert services["bot"]["environment"]["DATABASE_URL"].startswith("sqlite:////data/")
        assert "VOLUME /data\n" in (ROOT / "Dockerfile").read_text()

    def test_has_two_on_postgresql_and_starts_one_database_at_a_time(
        self, services: dict[str, Any]
    ) -> None:
        assert services["replica"]["deploy"]["replicas"] == 2
        address = services["replica"]["environment"]["DATABASE_URL"]
        assert address == "postgresql://interview:${POSTGRES_PASSWORD:-}@postgres/interview"
        profiles = {name: service["profiles"] for name, service in services.items()}
        assert profiles.pop("bot") == ["sqlite"]
        assert set(map(tuple, profiles.values())) == {("postgres",)}

    def test_has_whole_requests_come_through_nginx_only(self, services: dict[str, Any]) -> None:
        (mounted,) = services["nginx"]["volumes"]
        nginx = (ROOT / mounted.partition(":")[0]).read_text()
        assert "http://replica:3000" in nginx
        assert "location = /slack/events" in nginx
        assert "ports" not in services["replica"]


class TestUnit:
    """deploy/interview.service."""

    def test_is_what_systemd_takes(self, tmp_path: Path) -> None:
        if not shutil.which("systemd-analyze") and not os.environ.get("CI"):
            pytest.skip("needs systemd-analyze")
        unit = (ROOT / "deploy/interview.service").read_text()
        there = tmp_path / "interview.service"
        there.write_text(re.sub(r"(?m)^ExecStart=\S+", "ExecStart=/bin/true", unit))
        command = ["systemd-analyze", "verify", str(there)]
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (ended.returncode, ended.stderr) == (0, "")

    def test_starts_the_command_that_pip_installs(self) -> None:
        unit = (ROOT / "deploy/interview.service").read_text()
        assert "\nExecStart=/opt/interview/bin/interview-assistant run\n" in unit


class TestPlatform:
    """Procfile and app.json."""

    @pytest.mark.parametrize("name", PROCESSES)
    def test_every_process_is_a_command(self, name: str) -> None:
        start, _, command = PROCESSES[name].rpartition(" ")
        assert start == "python -m bot"
        assert command in main.commands

    def test_app_json_asks_for_settings_and_processes_that_there_are(self) -> None:
        app = json.loads((ROOT / "app.json").read_text())
        assert set(app["env"]) <= SETTINGS
        assert set(app["formation"]) <= set(PROCESSES)
        assert app["addons"] == ["heroku-postgresql"]


def test_the_container_of_developers_has_what_ci_installs() -> None:
    container = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text())
    (wanted,) = re.findall(
        r"apt-get install .*--no-install-recommends ([a-z ]+) >", (ROOT / ".ci/run").read_text()
    )
    assert f"--no-install-recommends {wanted} && ./interview" in container["postCreateCommand"]


class TestWorkflows:
    """.github/workflows, which run on GitHub only; `./interview lint` has them read by zizmor."""

    def test_run_the_tests_on_every_python_that_is_promised(self) -> None:
        jobs = yaml.safe_load((ROOT / ".github/workflows/test.yml").read_text())["jobs"]
        project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
        promised = re.findall(r"Python :: (3\.\d+)", "\n".join(project["classifiers"]))
        assert jobs["test"]["strategy"]["matrix"]["python"] == promised

    @pytest.mark.parametrize("script", SCRIPTS)
    def test_have_scripts_that_bash_can_read(self, script: str) -> None:
        command = ["bash", "-n", "-c", re.sub(r"\$\{\{.*?\}\}", "value", script)]
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (ended.returncode, ended.stderr) == (0, "")

    def test_find_what_the_changelog_says_of_this_release(self, tmp_path: Path) -> None:
        """The step that holds tag, wheel and changelog together, with the tag of this version."""
        (script,) = [script for script in SCRIPTS if "notes.md" in script and "awk" in script]
        (tmp_path / "dist").mkdir()
        (tmp_path / f"dist/interview_assistant-{VERSION}-py3-none-any.whl").touch()
        shutil.copy(ROOT / "CHANGELOG.md", tmp_path)
        environment = {"PATH": os.environ["PATH"], "GITHUB_REF_NAME": f"v{VERSION}"}
        command = ["bash", "-e", "-c", script]
        subprocess.run(command, cwd=tmp_path, env=environment, check=True)
        notes = (tmp_path / "notes.md").read_text()
        assert notes.strip().startswith("### Added")
        changelog = (ROOT / "CHANGELOG.md").read_text()
        assert re.search(rf"(?m)^## {re.escape(VERSION)} - \d{{4}}-\d\d-\d\d$", changelog)
