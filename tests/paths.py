"""Where the project stands, for tests that read or start parts of it."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
