"""The import contract: which room imports which, who reads the environment, and that imports have no effect."""

import ast
import inspect
import sys
from collections.abc import Iterator
from concurrent.futures import Executor
from pathlib import Path

import pytest
from slack_bolt import App
from slack_bolt.listener.custom_listener import CustomListener

from bot.bolt_app import OURS, bolt_app
from bot.slack.workspace import Workspace
from handlers.registration import register
from tests.paths import ROOT, python

# What each room may import from the project: whole rooms, or single modules of them.
MAY_IMPORT = {
    "bot": {"bot", "handlers", "interviews", "question_bank", "slack_limits.check", "templates"},
    "handlers": {"handlers", "interviews", "question_bank", "slack_limits.check", "templates"},
    "interviews": {"interviews", "question_bank.models"},
    "question_bank": {"question_bank"},
    "sandbox": {"sandbox", "slack_limits.check"},
    "slack_limits": {"slack_limits"},
    "templates": {"templates", "slack_limits.check", "slack_limits.numbers"},
}
# Only the demo runs the bot and the stand-in together.
DEMO = "bot/demo/"
# What only the demo needs is not installed with a bot on Slack.
OF_THE_DEMO = {"aiohttp", "sandbox"}
DATABASES = {"sqlite3", "sqlite_utils", "psycopg", "psycopg_pool"}
# The search index lies in memory, never on a disk; it is the bank's own affair.
MAY_KNOW_A_DATABASE = ("interviews/store/", "question_bank/search.py")
SETTINGS = "bot/settings.py"

# What Bolt itself can give a listener, less the slow clients of the SDK and a logger that withholds texts.
BOLTS = {
    "ack", "action", "body", "command", "context", "error", "event", "message", "next", "options",
    "payload", "req", "request", "resp", "response", "shortcut", "view",
}  # fmt: skip


def modules() -> list[Path]:
    """Every module of every room."""
    return sorted(path for room in MAY_IMPORT for path in (ROOT / room).rglob("*.py"))


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imported(path: Path) -> Iterator[str]:
    """The modules that a module imports, wherever in it; a name from a package may be a module too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{short(path)} imports relatively"
            assert node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(name: str, allowed: set[str]) -> bool:
    return any(name == room or name.startswith(f"{room}.") for room in allowed)


@pytest.mark.parametrize("path", modules(), ids=short)
class TestModule:
    """What holds for every single module."""

    def test_imports_along_the_arrows_only(self, path: Path) -> None:
        room = path.relative_to(ROOT).parts[0]
        ours = {name for name in imported(path) if name.partition(".")[0] in MAY_IMPORT}
        allowed = MAY_IMPORT[room] | ({"sandbox"} if short(path).startswith(DEMO) else set())
        assert not {name for name in ours if not within(name, allowed)}

    def test_does_without_what_only_the_demo_needs(self, path: Path) -> None:
        if short(path).startswith(("sandbox/", DEMO)):
            return
        assert not {name for name in imported(path) if within(name, OF_THE_DEMO)}

    def test_leaves_databases_to_the_store(self, path: Path) -> None:
        if short(path).startswith(MAY_KNOW_A_DATABASE):
            return
        assert not {name for name in imported(path) if name.partition(".")[0] in DATABASES}

    def test_leaves_the_environment_to_the_settings(self, path: Path) -> None:
        if short(path) == SETTINGS:
            return
        of_os = {
            node.attr
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "os"
        }
        assert not of_os & {"environ", "environb", "getenv", "putenv"}
        assert not {
            name for name in imported(path) if name in {"os.environ", "os.getenv", "dotenv"}
        }

    def test_opens_with_a_sentence(self, path: Path) -> None:
        text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
        assert text
        assert text.splitlines()[0].endswith((".", ":", "?"))


WATCH = """
import sys
from pathlib import Path

root, name = Path(sys.argv[1]), sys.argv[2]
effects = []

def record(event, arguments):
    if event in {"socket.connect", "socket.bind", "subprocess.Popen", "os.fork", "os.mkdir",
                 "sqlite3.connect", "_thread.start_new_thread"}:
        effects.append((event, str(arguments[:2])))
    elif event == "open" and isinstance(arguments[0], str):
        path, mode = arguments[0], arguments[1] or "r"
        writes = any(letter in mode for letter in "wax+")
        if writes or (path.startswith(str(root)) and not path.endswith((".py", ".pyc"))):
            effects.append((event, path))

# Once without the hook: what other people's packages do when they are imported is not our concern.
names = name.split(",")
for name in names:
    __import__(name)
rooms = sys.argv[3].split(",")
for module in [module for module in sys.modules if module.partition(".")[0] in rooms]:
    del sys.modules[module]
sys.addaudithook(record)
for name in names:
    __import__(name)
    if effects:
        sys.exit(f"importing {name}: {effects}")
"""


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_importing_a_room_opens_nothing_and_starts_nothing(room: str) -> None:
    names = [
        short(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for path in modules()
        if short(path).startswith(f"{room}/")
    ]
    result = python("-B", "-c", WATCH, str(ROOT), ",".join(names), ",".join(MAY_IMPORT))
    assert result.returncode == 0, result.stderr


def test_the_limits_import_the_standard_library_only() -> None:
    for path in modules():
        if short(path).startswith("slack_limits/"):
            roots = {name.partition(".")[0] for name in imported(path)}
            assert roots <= sys.stdlib_module_names | {"slack_limits"}, short(path)


def test_only_the_demo_loads_the_stand_in() -> None:
    """A production image has neither the stand-in nor its server, aiohttp."""
    names = [
        short(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for path in modules()
        if not short(path).startswith((DEMO, "sandbox/"))
    ]
    lines = [*(f"import {name}" for name in names if not name.endswith("__main__")), "import sys"]
    lines.append(f"print({OF_THE_DEMO} & {{*sys.modules}})")
    result = python("-B", "-c", "\n".join(lines))
    assert (result.stdout, result.returncode) == ("set()\n", 0), result.stderr


@pytest.fixture
def app() -> App:
    """Bolt with the handlers' listeners on it."""
    bare = App(token="xoxb-test", signing_secret="s", token_verification_enabled=False)
    register(bare)
    return bare


class TestListeners:
    """Bolt gives None, in silence, for a name it does not know, and never sees a keyword-only parameter."""

    def test_ask_only_for_names_that_are_known(self, app: App) -> None:
        for listener in app._listeners:
            assert isinstance(listener, CustomListener)
            spec = inspect.getfullargspec(listener.ack_function)
            unknown = set(spec.args) - BOLTS - OURS
            assert not unknown, f"{listener.ack_function.__qualname__} asks for {unknown}"

    def test_are_plain_functions_with_plain_parameters(self, app: App) -> None:
        for listener in app._listeners:
            function = listener.ack_function
            assert inspect.isfunction(function), f"{function} is no plain function"
            spec = inspect.getfullargspec(function)
            assert [spec.kwonlyargs, spec.varargs, spec.varkw] == [[], None, None], function

    def test_none_is_lazy(self, app: App) -> None:
        assert not [listener for listener in app._listeners if listener.lazy_functions]

    def test_those_of_the_composition_root_hold_to_it_too(self, app: App) -> None:
        whole = bolt_app(Workspace(None, ""), lambda *_: None, Executor())  # type: ignore[arg-type, return-value]
        assert len(whole._listeners) > len(app._listeners)
        for listener in whole._listeners:
            assert set(inspect.getfullargspec(listener.ack_function).args) <= BOLTS | OURS
