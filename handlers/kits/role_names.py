"""The role that a candidate is interviewed for, as people read it."""

from handlers.context import Desk
from interviews.models import Candidate


def role_name(desk: Desk, candidate: Candidate) -> str:
    """The role's name; its id where the bank no longer has it."""
    archetype = desk.bank.archetype(candidate.archetype_id)
    return archetype.name if archetype else candidate.archetype_id
