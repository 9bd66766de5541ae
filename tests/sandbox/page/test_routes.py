"""What the page's address answers, and whom it does not answer."""

import json
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import urllib3

from sandbox.page.start import Page
from tests.sandbox.page.conftest import Ask

STATIC = Path("sandbox/page/static")


class TestFiles:
    def test_come_with_a_policy_that_lets_nothing_in(self, page: Page) -> None:
        answer = urllib3.request("GET", page.url)
        policy, text = answer.headers["Content-Security-Policy"], answer.data.decode()
        assert policy.startswith("default-src 'self';")
        assert "unsafe" not in policy
        assert not re.search(r"<script(?![^>]*\ssrc=)|\son\w+=|<style|\sstyle=", text)

    def test_are_all_there(self, ask: Ask) -> None:
        for file in STATIC.iterdir():
            assert ask(f"page/{file.name}")[0] == 200
            for name in re.findall(r'(?:from "\./|"/page/)([\w.]+)"', file.read_text()):
                assert (STATIC / name).is_file(), (file.name, name)

    def test_never_turn_text_into_markup_and_load_nothing_from_elsewhere(self) -> None:
        markup = re.compile(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|DOMParser")
        foreign = re.compile(r"""(?:src|href|url|import|from|fetch)\W{1,3}https?://""")
        for file in STATIC.iterdir():
            assert not markup.search(file.read_text()), file.name
            assert not foreign.search(file.read_text()), file.name

    @pytest.mark.parametrize(
        "path", ["page/..%2Froutes.py", "page/nothing.js", "page/%2e%2e%2froutes.py"]
    )
    def test_outside_of_the_folder_are_not_served(self, ask: Ask, path: str) -> None:
        assert ask(path)[0] == 404


class TestUploads:
    def test_are_given_as_they_came_and_are_gone_once_deleted(self, page: Page, ask: Ask) -> None:
        files = page.workspace.files
        file = files.announce("card.csv", 5)
        files.receive(file.ticket, b"a,b\r\n")
        answer = urllib3.request("GET", f"{page.url}sandbox/files/{file.id}")
        assert (answer.status, answer.data) == (200, b"a,b\r\n")
        assert answer.headers["Content-Disposition"] == 'attachment; filename="card.csv"'
        files.delete(file)
        assert ask(f"sandbox/files/{file.id}")[0] == 409


class TestStrangers:
    def test_from_another_host_are_refused(self, ask: Ask) -> None:
        assert ask("", Host="evil.example")[0] == 403

    def test_cannot_post_a_form(self, ask: Ask) -> None:
        act = {"do": "become", "user": "U0ADA"}
        assert ask("sandbox/do", act, Content_Type="text/plain")[0] == 415


class TestActs:
    @pytest.mark.parametrize(
        ("act", "status", "error"),
        [
            ({"do": "fly", "user": "U0ADA"}, 400, "do"),
            ({"do": "become", "user": "U0NOBODY"}, 409, "nobody in this team"),
            ({"do": "submit", "user": "U0ADA", "view_id": "V1"}, 409, "not_found"),
            ({"do": "say", "user": "U0GRACE", "channel": "C0SECRET", "text": "x"}, 409, "not in"),
        ],
    )
    def test_that_cannot_be_are_refused_in_words(
        self, ask: Ask, act: dict[str, str], status: int, error: str
    ) -> None:
        answer = ask("sandbox/do", act)
        assert (answer[0], error in json.loads(answer[1])["error"]) == (status, True)


class TestTheClock:
    def test_is_told_and_only_moved_on(self, ask: Ask) -> None:
        assert ask("sandbox/set", {"set": "clock", "seconds": -60})[0] == 400
        assert ask("sandbox/set", {"set": "clock", "seconds": 86_400})[0] == 200
        bodies = json.loads(ask("sandbox/clock")[1])
        assert bodies["offset"] == 86_400
        assert bodies["time"] == pytest.approx(time.time() + 86_400, abs=5)


class TestTheStream:
    def test_shows_nobody_what_is_not_theirs(self, page: Page, look: Callable[[str], str]) -> None:
        bot = page.workspace.identity.bot_user_id
        page.workspace.messages.post("C0SECRET", bot, "among us")
        page.workspace.messages.post("C0GENERAL", bot, "to all")
        page.workspace.messages.post("C0GENERAL", bot, "for Ada", only_for="U0ADA")
        words = ("among us", "to all", "for Ada")
        assert [word in look("U0ADA") for word in words] == [True, True, True]
        assert [word in look("U0GRACE") for word in words] == [False, True, False]

    def test_says_that_words_were_changed_and_not_that_blocks_were(
        self, page: Page, look: Callable[[str], str]
    ) -> None:
        messages, bot = page.workspace.messages, page.workspace.identity.bot_user_id
        post = messages.post("C0GENERAL", bot, "to all")
        messages.edit(post, "to everybody", None)
        assert '"edited": true' in look("U0ADA")
        messages.edit(post, None, [{"type": "divider", "block_id": "line"}])
        assert '"edited": true' not in look("U0ADA")

    def test_of_nobody_is_refused(self, ask: Ask) -> None:
        assert ask("sandbox/live?user=U0NOBODY")[0] == 409
