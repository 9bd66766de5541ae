"""Makes README's pictures from the demo: `python docs/pictures.py`. The words beside them are what a test compares."""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from bot.demo.demo import showing
from bot.demo.scene import ADA
from sandbox.driver.screens import Screens

IMAGES = Path(__file__).parent / "images"
# README shows two pictures side by side: this wide, their words can be read there without opening them.
WIDTH, TALLEST, SHARPNESS = 500, 720, 1.6
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
FLAGS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
MESSAGE, MODAL, HOME = "#stream .message", "#modal[open]", "#home"
# What is typed for each picture, and what of the page it shows.
PICTURES = {
    "kit": ("/interview ml-engineer senior", MESSAGE),
    "scorecard": ("/interview score Pippi Longstocking", MODAL),
    "debrief": ("/interview debrief Sherlock Holmes", MESSAGE),
    "plan": ("/interview plan Robin Hood", MODAL),
    "home": ("", HOME),
}


def words(screens: Screens, shown: str) -> str:
    """What can be read in a picture, from the stand-in and not from the pixels."""
    if shown == MESSAGE:
        return screens.ephemerals(ADA)[-1].text + "\n"
    view = screens.view_of(ADA) if shown == MODAL else screens.home_of(ADA)
    assert view is not None
    return view.text + "\n"


@contextmanager
def _browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - a test needs only `words`

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield browser
        browser.close()


def main() -> None:
    """Writes each picture and its words, each from a demo that has just begun."""
    IMAGES.mkdir(exist_ok=True)
    with _browser() as browser:
        for picture, (typed, shown) in PICTURES.items():
            with (
                tempfile.TemporaryDirectory() as folder,
                showing(3100, None, Path(folder) / "demo.db") as page,
            ):
                _take(browser, page.url, picture, typed, shown)
                (IMAGES / f"{picture}.txt").write_text(words(Screens(page.workspace), shown))


def _take(browser: Any, url: str, picture: str, typed: str, shown: str) -> None:
    # A form fits itself into the window; the rest must not be scrolled away.
    size = {"width": WIDTH, "height": TALLEST if shown == MODAL else 6000}
    tab = browser.new_page(viewport=size, color_scheme="light", device_scale_factor=SHARPNESS)
    tab.goto(url)
    tab.locator("#composer").wait_for()
    tab.wait_for_timeout(1500)  # until the digest of the first day has come
    if typed:
        tab.locator("#composer").fill(typed)
        tab.locator("#composer").press("Enter")
    else:
        tab.get_by_role("button", name="Home").click()
    tab.wait_for_timeout(1500)  # until nothing moves any more
    FILLED.get(picture, lambda _: None)(tab)
    clip = tab.locator(shown).last.evaluate(_CLIP, TALLEST)
    tab.screenshot(path=IMAGES / f"{picture}.png", clip=clip)
    tab.close()


def _rated(tab: Any) -> None:
    """A scorecard with its first skill rated, and evidence for it."""
    tab.get_by_role("button", name="Rating: ").first.click()
    tab.locator("li[role=option]", has_text="2 · junior answer").click()
    tab.locator(MODAL).locator("textarea").first.fill(
        "Added the endpoint with a login in the room, and said where Django checks it."
    )
    tab.locator(MODAL).locator(".modal-blocks").evaluate("node => node.scrollTo(0, 0)")
    tab.evaluate("document.activeElement.blur()")


def _divided(tab: Any) -> None:
    """A plan, at the place that says who looks at what."""
    tab.get_by_text("Who looks at what").evaluate("node => node.scrollIntoView()")
    tab.locator(MODAL).locator(".modal-blocks").evaluate("node => node.scrollBy(0, -280)")
    tab.evaluate("document.activeElement.blur()")


FILLED: dict[str, Callable[[Any], None]] = {"scorecard": _rated, "plan": _divided}

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
