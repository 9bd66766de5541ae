"""What a person does at the page, in their own words."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PATIENCE = 15  # seconds, for a machine that is busy with other tests


class PageUser:
    """One tab of the browser. `troubles` are errors on its console, `requested` all addresses."""

    def __init__(self, tab: Any, folder: Path) -> None:
        self.tab = tab
        self.folder = folder
        self.errors: list[str] = []
        self.urls: list[str] = []
        tab.set_default_timeout(15_000)
        tab.on(
            "console", lambda message: message.type == "error" and self.errors.append(message.text)
        )
        tab.on("pageerror", lambda error: self.errors.append(str(error)))
        tab.on("request", lambda request: self.urls.append(request.url))

    @classmethod
    @contextmanager
    def open(
        cls, browser: Any, url: str, folder: Path, width: int = 1280, scheme: str = "light"
    ) -> Iterator["PageUser"]:
        """A tab with the page in it, once one can type."""
        size = {"width": width, "height": 800}
        window = browser.new_context(viewport=size, color_scheme=scheme)
        user = cls(window.new_page(), folder)
        try:
            user.tab.goto(url)
            user.composer.wait_for()
            yield user
        finally:
            window.close()

    @property
    def composer(self) -> Any:
        return self.tab.locator("#composer")

    @property
    def modal(self) -> Any:
        return self.tab.locator("#modal[open]")

    @property
    def messages(self) -> Any:
        return self.tab.locator("#stream .message")

    def sends(self, text: str) -> None:
        self.composer.fill(text)
        self.composer.press("Enter")

    def opens_form(self) -> None:
        self.sends("/show form")
        self.modal.wait_for()

    def presses(self, *keys: str) -> None:
        for key in keys:
            self.tab.keyboard.press(key)

    def focused(self) -> str:
        """The accessible name, or else the id, of what has the focus."""
        return str(
            self.tab.evaluate(
                "(document.activeElement.labels?.[0] ?? document.activeElement).innerText"
                " || document.activeElement.getAttribute('aria-label') || document.activeElement.id"
            )
        )

    def becomes(self, user_id: str) -> None:
        self.tab.get_by_label("I am").select_option(user_id)

    def sees(self, text: str) -> None:
        """Waits until the text can be read somewhere."""
        self.tab.get_by_text(text).last.wait_for()

    def until(self, condition: str) -> None:
        """Waits until this is true in the page."""
        end = time.monotonic() + 15
        while not self.tab.evaluate(condition):  # the page's own policy forbids to wait inside it
            assert time.monotonic() < end, condition
            self.tab.wait_for_timeout(20)

    def option(self, words: str) -> Any:
        """One entry of the list that is open at a menu or above the composer."""
        return self.tab.locator("li[role=option]", has_text=words).first

    def photo(self, name: str) -> None:
        self.tab.screenshot(path=self.folder / f"{name}.png")

    def is_wider_than_the_window(self) -> bool:
        return bool(self.tab.evaluate("document.documentElement.scrollWidth > window.innerWidth"))
