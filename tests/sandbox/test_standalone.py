"""The stand-in runs on its own, and knows nothing of the bot."""

import ast
import re
import signal
import socket
import subprocess
import sys
import urllib.request

from sandbox.web_api.methods import METHODS
from tests.paths import ROOT, python


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class TestTheCommandLine:
    def test_prints_the_settings_for_a_bot_and_answers(self) -> None:
        port = free_port()
        command = [sys.executable, "-m", "sandbox", "--port", str(port)]
        command += ["--deliver", "http://127.0.0.1:3000/slack/events"]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            lines = list(iter(process.stdout.readline, "Stop it with Ctrl+C.\n"))
            request = f"http://127.0.0.1:{port}/api/auth.test?token=xoxb-sandbox"
            with urllib.request.urlopen(request) as response:
                assert b'"ok": true' in response.read()
            process.send_signal(signal.SIGINT)
            assert process.wait(5) == 0
        text = "".join(lines)
        assert f"SLACK_API_URL=http://127.0.0.1:{port}/api/" in text
        for name in ("SLACK_BOT_TOKEN=", "SLACK_APP_TOKEN=", "SLACK_SIGNING_SECRET="):
            assert name in text
        assert "Ada Lovelace (U0ADA)" in text
        assert "delivers to http://127.0.0.1:3000/slack/events" in text

    def test_explains_itself(self) -> None:
        result = python("-m", "sandbox", "--help")
        assert (result.returncode, "--deliver URL" in result.stdout) == (0, True)
        wrong = python("-m", "sandbox")
        assert wrong.returncode != 0
        assert "say either --deliver URL or --socket" in wrong.stderr

    def test_says_when_the_port_is_taken(self) -> None:
        with socket.socket() as holder:
            holder.bind(("127.0.0.1", 0))
            holder.listen()
            port = str(holder.getsockname()[1])
            result = python("-m", "sandbox", "--port", port, "--socket")
        assert result.returncode == 1
        assert f"port {port} cannot be used" in result.stderr


class TestTheGuide:
    def test_lists_every_method_there_is(self) -> None:
        text = (ROOT / "sandbox/page/README.md").read_text(encoding="utf-8")
        methods = re.findall(r"`([a-z]+\.[A-Za-z.]+)`", text.partition("A bot can call")[2])
        assert sorted(name for name in methods if "py" not in name) == sorted(METHODS)


class TestIndependence:
    def test_of_the_bot_but_for_the_table_of_limits(self) -> None:
        rooms = {path.name for path in ROOT.iterdir() if (path / "__init__.py").exists()}
        modules = set()
        for module in (ROOT / "sandbox").rglob("*.py"):
            for node in ast.walk(ast.parse(module.read_text())):
                if isinstance(node, ast.ImportFrom) and node.module:
                    modules.add(node.module)
                elif isinstance(node, ast.Import):
                    modules.update(alias.name for alias in node.names)
        ours = {name for name in modules if name.partition(".")[0] in rooms - {"sandbox"}}
        assert ours == {"slack_limits.check"}
