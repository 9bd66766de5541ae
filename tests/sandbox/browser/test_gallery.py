"""The gallery, with which the page is tested, holds everything that the templates are made of."""

import json
import re

from tests.paths import ROOT
from tests.sandbox.browser.gallery import FIELDS, MESSAGES

TEMPLATES = ROOT / "templates"
# Surfaces, which are no pieces of any.
SURFACES = {"home", "modal"}


def pieces_of_the_templates() -> set[str]:
    """The type of every block, element and piece of text that a template can print."""
    files = [path for path in TEMPLATES.rglob("*") if path.suffix in {".jinja", ".py"}]
    choices = {kind for path in files for kind in re.findall(r'"type": "(\w+)"', path.read_text())}
    return choices - SURFACES


class TestTheGallery:
    def test_holds_every_piece_that_the_bot_shows(self) -> None:
        message = set(re.findall(r'"type": "(\w+)"', json.dumps([MESSAGES, FIELDS])))
        assert len(pieces_of_the_templates()) > 20
        assert pieces_of_the_templates() - message == set()
