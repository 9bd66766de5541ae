"""manifest.yaml: pasted as it is, Slack takes it, and it asks for no more than the bot needs."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from click.testing import CliRunner

from bot.cli.doctor.slack import OPTIONAL_SCOPES, SCOPES
from bot.cli.main import main
from bot.demo.scene import scene
from bot.settings_faults import app_link
from handlers.teams import UNINSTALLED
from templates.ids import Shortcut
from tests.paths import ROOT

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    text = (ROOT / "manifest.yaml").read_text(encoding="utf-8")
    read: dict[str, Any] = yaml.safe_load(text)
    return read


class TestLink:
    """Slack fills in a manifest that comes with the address."""

    def test_carries_the_whole_manifest(self, manifest: dict[str, Any]) -> None:
        query = parse_qs(urlsplit(app_link()).query)
        assert yaml.safe_load(query["manifest_yaml"][0]) == manifest
        assert query["new_app"] == ["1"]
        assert len(app_link()) < 4_000  # what every browser and terminal takes

    def test_stands_in_readme(self) -> None:
        assert f"[create]: {app_link()}\n" in (ROOT / "README.md").read_text(encoding="utf-8")

    def test_is_shown_where_settings_are_missing(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.chdir(tmp_path)
        for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"):
            monkeypatch.delenv(name, raising=False)
        for command in ("run", "doctor"):
            missing, _, after = CliRunner().invoke(main, [command]).output.partition(app_link())
            assert "SLACK_BOT_TOKEN" in missing
            assert len(after) < 80, "the link fills a screen: nothing but the count stands below it"


class TestLimits:
    """Slack's own limits for a manifest."""

    @pytest.mark.parametrize(
        ("path", "least", "most"),
        [
            (("display_information", "name"), 1, 35),
            (("display_information", "description"), 1, 140),
            (("display_information", "long_description"), 175, 4000),
            (("display_information", "background_color"), 4, 7),
            (("features", "bot_user", "display_name"), 1, 80),
            (("features", "slash_commands", 0, "command"), 2, 32),
            (("features", "slash_commands", 0, "description"), 1, 2000),
            (("features", "slash_commands", 0, "usage_hint"), 1, 1000),
            (("features", "slash_commands", 0, "url"), 1, 3000),
        ],
    )
    def test_every_text_fits(
        self, manifest: dict[str, Any], path: tuple[str | int, ...], least: int, most: int
    ) -> None:
        found: Any = manifest
        for step in path:
            found = found[step]
        assert least <= len(found) <= most

    def test_every_shortcut_fits(self, manifest: dict[str, Any]) -> None:
        for shortcut in manifest["features"]["shortcuts"]:
            assert 1 <= len(shortcut["name"]) <= 24
            assert 1 <= len(shortcut["description"]) <= 150
            assert len(shortcut["callback_id"]) <= 255

    def test_the_long_description_is_one_paragraph(self, manifest: dict[str, Any]) -> None:
        assert "\n" not in manifest["display_information"]["long_description"]


class TestContents:
    """What the bot relies on."""

    def test_the_scopes_are_those_the_doctor_looks_for(self, manifest: dict[str, Any]) -> None:
        assert set(manifest["oauth_config"]["scopes"]["bot"]) == SCOPES
        assert set(manifest["oauth_config"]["scopes"]["bot_optional"]) == OPTIONAL_SCOPES
        assert set(manifest["oauth_config"]["scopes"]) == {"bot", "bot_optional"}

    def test_names_in_commands_arrive_as_ids(self, manifest: dict[str, Any]) -> None:
        (command,) = manifest["features"]["slash_commands"]
        assert command["command"] == "/interview"
        assert command["should_escape"] is True

    def test_the_home_tab_is_on_and_heard_of(self, manifest: dict[str, Any]) -> None:
        assert manifest["features"]["app_home"]["home_tab_enabled"] is True
        events = manifest["settings"]["event_subscriptions"]["bot_events"]
        assert events == ["app_home_opened", *UNINSTALLED]

    def test_buttons_and_modals_are_on(self, manifest: dict[str, Any]) -> None:
        assert manifest["settings"]["interactivity"]["is_enabled"] is True

    def test_the_shortcuts_are_those_that_are_heard_and_those_of_the_demo(
        self, manifest: dict[str, Any]
    ) -> None:
        shortcuts = manifest["features"]["shortcuts"]
        assert {shortcut["callback_id"] for shortcut in shortcuts} == set(Shortcut)
        shown = {
            (shortcut.callback_id, shortcut.name, shortcut.on_messages)
            for shortcut in scene().shortcuts
        }
        assert shown == {
            (shortcut["callback_id"], shortcut["name"], shortcut["type"] == "message")
            for shortcut in shortcuts
        }

    def test_every_address_is_the_same_placeholder(self, manifest: dict[str, Any]) -> None:
        (command,) = manifest["features"]["slash_commands"]
        settings = manifest["settings"]
        addresses = {
            command["url"],
            settings["event_subscriptions"]["request_url"],
            settings["interactivity"]["request_url"],
        }
        assert addresses == {"https://YOUR-HOST/slack/events"}
