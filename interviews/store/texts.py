"""The words a card was filled on, kept once for all the cards that share them."""

import hashlib
from functools import lru_cache

from pydantic import TypeAdapter

from interviews.models import AnchoredSkill
from interviews.store.engines.engine import Engine

Skills = tuple[AnchoredSkill, ...]
_TEXTS = TypeAdapter(Skills)


class Texts:
    """Keeps and finds the skills, anchors and questions of one team's cards, by a digest of their content."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._known: dict[str, Skills] = {}

    def keep(self, team_id: str, skills: Skills) -> str:
        """The digest of these texts, which `get` finds from now on."""
        digest, content = _digested(skills)
        if self.get(team_id, digest) is None:
            self._engine.execute(
                "INSERT INTO bank_texts (team_id, digest, content)"
                " VALUES (:team_id, :digest, :content) ON CONFLICT (team_id, digest) DO NOTHING",
                {"team_id": team_id, "digest": digest, "content": content},
            )
        return digest

    def of_card(self, team_id: str, digest: str) -> Skills:
        """The texts that a card of this team names; a digest stands for the same texts for ever."""
        if digest not in self._known:
            found = self.get(team_id, digest)
            if found is None:
                return ()
            self._known[digest] = found
        return self._known[digest]

    def get(self, team_id: str, digest: str) -> Skills | None:
        """The texts of this digest, or None where this team has none such."""
        found = self._engine.query(
            "SELECT content FROM bank_texts WHERE team_id = :team_id AND digest = :digest",
            {"team_id": team_id, "digest": digest},
        )
        return read_texts(found[0]["content"]) if found else None


@lru_cache(maxsize=256)
def _digested(skills: Skills) -> tuple[str, str]:
    content = _TEXTS.dump_json(skills).decode()
    return hashlib.sha256(content.encode()).hexdigest()[:32], content


@lru_cache(maxsize=256)
def read_texts(content: str) -> Skills:
    """Frozen and the same for thousands of cards, so they are parsed once."""
    return _TEXTS.validate_json(content)
