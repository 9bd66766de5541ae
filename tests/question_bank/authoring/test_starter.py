"""The file to begin a role of one's own with."""

from pathlib import Path

import pytest

from bot.cli.bank_limits import misfits
from question_bank.authoring.starter import NoName, starter
from question_bank.check.check import check
from question_bank.check.findings import Report
from question_bank.load.loader import load
from question_bank.models import Archetype


class TestStarter:
    @pytest.mark.parametrize("name", ["Platform Tools", "qa-engineer", "A1B", "x" * 40])
    def test_passes_the_check_as_it_is(self, tmp_path: Path, name: str) -> None:
        file, text = starter(name, [])
        (tmp_path / file).write_text(text, encoding="utf-8")
        assert check(tmp_path, misfits) == Report(faults=(), warnings=())

    def test_is_called_what_people_will_type(self, tmp_path: Path) -> None:
        file, text = starter("Platform Tools", [])
        assert file == "platform-tools.toml"
        (tmp_path / file).write_text(text, encoding="utf-8")
        role = load(tmp_path).archetype("platform-tools")
        assert role
        assert role.name == "Platform Tools"

    def test_has_every_key_that_a_role_can_have(self) -> None:
        _, text = starter("Platform Tools", [])
        for key in Archetype.model_fields.keys() - {"examples"}:
            assert f"{key} = " in text or f"[{key}]" in text or f"[[{key}]]" in text

    @pytest.mark.parametrize("name", ["", "x", "été", "x" * 41, "../etc", 'a"b', "a\nb = 1"])
    def test_of_a_name_that_makes_no_id_says_why(self, name: str) -> None:
        with pytest.raises(NoName, match="an id has 3 to 40 letters") as error:
            starter(name, [])
        assert name in str(error.value)
