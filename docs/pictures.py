"""Makes README's pictures from the demo, in a real browser: `python docs/pictures.py`. A test checks their words."""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from bot.demo.demo import open_page
from tests.browser import FLAGS, NAMES

IMAGES = Path(__file__).parent / "images"
# README shows two pictures side by side: this wide, their words can be read there without opening them.
WIDTH, TALLEST, SHARPNESS = 500, 720, 1.6
MESSAGE, MODAL, HOME = "#stream .message", "#modal[open]", "#home"
# What is typed for each picture, and what of the page it shows.
PICTURES = {
    "kit": ("/interview ml-engineer senior", MESSAGE),
    "scorecard": ("/interview score Pippi Longstocking", MODAL),
    "debrief": ("/interview debrief Sherlock Holmes", MESSAGE),
    "plan": ("/interview plan Robin Hood", MODAL),
    "opening": ("/interview opening Backend, Stockholm", MESSAGE),
    "comparison": ("/interview compare Backend, Stockholm", MESSAGE),
    "home": ("", HOME),
}


@contextmanager
def _browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - a test needs only `PICTURES`

    with sync_playwright() as driver:
        path = next((found for name in NAMES if (found := shutil.which(name))), None)
        browser = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def main() -> None:
    """Writes each picture, from a demo of its own."""
    IMAGES.mkdir(exist_ok=True)
    with _browser() as browser:
        for picture, (command, part) in PICTURES.items():
            with (
                tempfile.TemporaryDirectory() as folder,
                open_page(3100, None, Path(folder) / "demo.db") as page,
            ):
                _take(browser, page.url, picture, command, part)


def _take(browser: Any, url: str, picture: str, command: str, part: str) -> None:
    # A form fits itself into the window; the rest must not be scrolled away.
    size = {"width": WIDTH, "height": TALLEST if part == MODAL else 6000}
    tab = browser.new_page(viewport=size, color_scheme="light", device_scale_factor=SHARPNESS)
    tab.goto(url)
    tab.locator("#composer").wait_for()
    tab.wait_for_timeout(1500)  # until the digest of the first day has come
    if command:
        tab.locator("#composer").fill(command)
        tab.locator("#composer").press("Enter")
    else:
        tab.get_by_role("button", name="Home").click()
    tab.wait_for_timeout(1500)  # until nothing moves any more
    FILLED.get(picture, lambda _: None)(tab)
    clip = tab.locator(part).last.evaluate(_CLIP, TALLEST)
    tab.screenshot(path=IMAGES / f"{picture}.png", clip=clip)
    tab.close()


def _rate_first_skill(tab: Any) -> None:
    """A scorecard with its first skill rated, and evidence for it."""
    tab.get_by_role("button", name="must-have").first.click()
    tab.locator("li[role=option]", has_text="2 · junior answer").click()
    tab.locator(MODAL).locator("textarea").first.fill(
        "Added the endpoint with a login in the room, and said where Django checks it."
    )
    tab.locator(MODAL).locator(".modal-blocks").evaluate("node => node.scrollTo(0, 0)")
    tab.evaluate("document.activeElement.blur()")


FILLED: dict[str, Callable[[Any], None]] = {"scorecard": _rate_first_skill}

# What is longer than a picture fades away at its end, so that no line is cut through.
_CLIP = """(node, tallest) => {
  const { x, y, width } = node.getBoundingClientRect();
  const end = [...node.querySelectorAll('.block')].at(-1).getBoundingClientRect().bottom + 12 - y;
  const height = node.matches('dialog') ? node.offsetHeight : Math.min(end, tallest);
  if (height === tallest) {
    const { backgroundColor } = getComputedStyle(node.id === 'home' ? node.closest('main') : node);
    const background = `linear-gradient(transparent, ${backgroundColor})`;
    const size = { left: `${x}px`, top: `${y + height - 90}px`, width: `${width}px`, height: '90px' };
    Object.assign(document.body.appendChild(document.createElement('div')).style,
      { ...size, background, position: 'fixed', zIndex: 99 });
  }
  return { x, y, width, height };
}"""


if __name__ == "__main__":
    main()
