"""What somebody who starts the page can write down."""

import tomllib
from pathlib import Path

import pytest
from pydantic import ValidationError

from sandbox.page.scene import Scene, Step, Until, set_up
from sandbox.world.workspace import Settings, Workspace

SCENE = """
team = "Hiring"
events = ["app_home_opened", "message.im"]

[[people]]
id = "U1"
name = "Katherine Johnson"
tz = "America/New_York"

[[rooms]]
name = "panel"
members = ["U1"]
private = true
with_bot = true

[[commands]]
command = "/interview"
description = "Prepares an interview"

[[guide]]
title = "Ask for help"
until = { command = "/interview help" }
"""


class TestScene:
    def test_is_read_from_toml_and_seated(self) -> None:
        workspace = Workspace(Settings())
        set_up(Scene.model_validate(tomllib.loads(SCENE)), workspace)
        panel = workspace.directory.channel("C0PANEL")
        assert (panel.kind, panel.members) == ("private", ("U1", "U0BOT"))
        assert workspace.directory.user("U1").tz == "America/New_York"
        assert "U0BOT" in workspace.directory.channel("C0GENERAL").members

    @pytest.mark.parametrize(
        "content",
        [
            {"peple": []},
            {"people": []},
            {"people": [{"id": "ada", "name": "Ada"}]},
            {"commands": [{"command": "interview"}]},
            {"guide": [{"title": "x", "until": {}}]},
            {"guide": [{"title": "x", "until": {"opened": "a", "user": "U1"}}]},
            {"guide": [{"title": "x", "until": {"command": "("}}]},
        ],
    )
    def test_says_what_is_wrong_with_it(self, content: dict[str, object]) -> None:
        with pytest.raises((ValidationError, ValueError)):
            Scene.model_validate(content)


class TestUntil:
    def test_names_one_condition(self) -> None:
        assert Step(title="x", until=Until(user="U1")).until == Until(user="U1")


class TestTheReadme:
    def test_shows_a_scene_that_can_be_read(self) -> None:
        readme = Path("sandbox/page/README.md").read_text()
        example = readme.partition("```toml\n")[2].partition("```")[0]
        assert Scene.model_validate(tomllib.loads(example)).guide[0].fill == "/hello"
