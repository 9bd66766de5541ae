"""Makes README's pictures from the demo: `python docs/pictures.py`. The words beside them are what a test compares."""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from bot.demo import showing
from bot.demo_scene import ADA
from sandbox.looking import Looking

TALLEST = 1150  # pixels; the rest is told by the words
IMAGES = Path(__file__).parent / "images"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
FLAGS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
COMMANDS = {
    "kit": "/interview ml-engineer senior",
    "debrief": "/interview debrief Sherlock Holmes",
    "scorecard": "/interview score Pippi Longstocking",
}


def words(looking: Looking, picture: str) -> str:
    """What can be read in a picture, from the stand-in and not from the pixels."""
    if picture == "scorecard":
        view = looking.view_of(ADA)
        assert view is not None
        return view.text + "\n"
    return looking.ephemerals(ADA)[-1].text + "\n"


@contextmanager
def _browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - a test needs only `words`

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield browser
        browser.close()


def main() -> None:
    """Writes a picture and its words for each command."""
    IMAGES.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        showing(3100, None, Path(folder) / "demo.db") as page,
        _browser() as browser,
    ):
        looking = Looking(page.workspace)
        for picture, command in COMMANDS.items():
            _take(browser, page.url, picture, command, lambda name: words(looking, name))


def _take(browser: Any, url: str, picture: str, command: str, said: Callable[[str], str]) -> None:
    # Tall enough for all of them, so that nothing has to be scrolled into the picture.
    tab = browser.new_page(viewport={"width": 980, "height": 6000}, color_scheme="light")
    tab.goto(url)
    composer = tab.locator("#composer")
    composer.wait_for()
    composer.fill(command)
    composer.press("Enter")
    shown = "#modal[open]" if picture == "scorecard" else "#stream .message"
    tab.locator(shown).last.wait_for()
    tab.wait_for_timeout(1500)  # until nothing moves any more
    box = tab.locator(shown).last.bounding_box()
    clip = box | {"height": min(box["height"], TALLEST)}
    tab.screenshot(path=IMAGES / f"{picture}.png", clip=clip)
    (IMAGES / f"{picture}.txt").write_text(said(picture))
    tab.close()


if __name__ == "__main__":
    main()
