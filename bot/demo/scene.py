"""The small company of the demo, written down in scene.toml, and the ids by which its story names people."""

import tomllib
from pathlib import Path

from sandbox.page.scene import Scene

ADA, GRACE, ALAN, HEDY, EDSGER, CHARLES = (
    "U0ADA", "U0GRACE", "U0ALAN", "U0HEDY", "U0EDSGER", "U0CHARLES",
)  # fmt: skip
BANK_ROOM = "question-bank"


def scene() -> Scene:
    """Who works there, what the bot offers them, and the guided minute."""
    text = Path(__file__).with_name("scene.toml").read_text(encoding="utf-8")
    return Scene.model_validate(tomllib.loads(text))
