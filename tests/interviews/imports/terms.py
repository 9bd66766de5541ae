"""What the lists of the tests may refer to: one role, and everybody but Alan."""

from interviews.imports.importing import Importer
from interviews.imports.lists import Terms
from interviews.store import Store
from question_bank.models import Archetype, Level
from tests.interviews.people import TEAM

ALAN = "U0ALAN"
"""Somebody who has left."""


def terms(role: Archetype) -> Terms:
    def left(user_id: str) -> str:
        return "has left this workspace." if user_id == ALAN else ""

    return Terms(
        clean=lambda text: " ".join(text.replace("\u202e", "").split()),
        find_role=lambda name: role if name in (role.id, role.name) else None,
        near_roles=lambda _: [role.id],
        find_level=lambda word: Level(word) if word in list(Level) else None,
        bank_version="bank-1",
        lead_fault=left,
        interviewer_fault=left,
    )


def importer(store: Store, role: Archetype, team: str = "") -> Importer:
    return Importer(store, terms(role), team, lambda: TEAM)
