"""Starting and stopping a stand-in with its page."""

import ast
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path

from sandbox.page.scene import Scene
from sandbox.page.start import PORT, Page, running_page
from tests.paths import ROOT, python
from tests.sandbox.page.streams import open_stream


class TestRunningPage:
    def test_leaves_nothing_behind_even_with_a_page_open(self) -> None:
        before = threading.active_count()
        with running_page(Scene()) as page:
            port = port_of(page)
            stack = ExitStack()
            stream = stack.enter_context(open_stream(page.url, "U0ADA"))
            assert b"Ada Lovelace" in next(stream.stream())
            start = time.monotonic()
        assert time.monotonic() - start < 2
        stack.close()
        assert threading.active_count() == before
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))

    def test_names_the_bot_as_the_scene_does(self) -> None:
        with running_page(Scene(bot="Helper", team="Us")) as page:
            assert page.workspace.identity.bot_name == "Helper"
            assert next(user.real_name for user in page.workspace.directory.users) == "Helper"


def port_of(page: Page) -> int:
    return int(page.url.rsplit(":", 1)[1].strip("/"))


class TestPorts:
    def test_a_taken_one_gives_way_to_the_next(self) -> None:
        with socket.socket() as holder:
            holder.bind(("127.0.0.1", 0))
            holder.listen()
            port = int(holder.getsockname()[1])
            with running_page(Scene(), port=port) as page:
                assert port < port_of(page) < port + 50

    def test_are_never_shared_by_pages_that_start_at_the_same_moment(self) -> None:
        """Each had looked for a free port first, and taken it later."""
        at_once = threading.Barrier(8)
        with running_page(Scene()) as page:
            wanted = port_of(page)

        def port_of_its_own(_: int) -> int:
            at_once.wait()
            with running_page(Scene(), port=wanted) as page:
                at_once.wait()
                return port_of(page)

        with ThreadPoolExecutor(8) as pool:
            assert len(set(pool.map(port_of_its_own, range(8)))) == 8


class TestTheCommandLine:
    def test_takes_the_next_port_says_so_and_stops_at_once(self) -> None:
        with socket.socket() as holder:
            holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with suppress(OSError):  # somebody on this machine may have it already
                holder.bind(("127.0.0.1", PORT))
                holder.listen()
            command = [sys.executable, "-m", "sandbox", "--socket", "--command", "/go", "Goes"]
            with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
                assert process.stdout is not None
                lines = list(iter(process.stdout.readline, "Stop it with Ctrl+C.\n"))
                url = next(line.strip() for line in lines if line.startswith("  http://"))
                with open_stream(url, "U0ADA") as stream:
                    assert b'"/go"' in next(stream.stream())
                    process.send_signal(signal.SIGINT)
                    assert process.wait(5) == 0
        assert lines[0].startswith(f"Port {PORT} is taken; this is port ")

    def test_says_what_is_wrong_with_a_scene(self, tmp_path: Path) -> None:
        scene = tmp_path / "scene.toml"
        scene.write_text('tem = "x"')
        result = python("-m", "sandbox", "--socket", "--scene", str(scene))
        assert (result.returncode, "tem" in result.stderr) == (1, True)


class TestIndependence:
    def test_of_everything_but_the_sandbox(self) -> None:
        rooms = {path.name for path in ROOT.iterdir() if (path / "__init__.py").exists()}
        for module in (ROOT / "sandbox" / "page").glob("*.py"):
            for node in ast.walk(ast.parse(module.read_text())):
                if isinstance(node, ast.ImportFrom):
                    assert (node.module or "").partition(".")[0] not in rooms - {"sandbox"}
