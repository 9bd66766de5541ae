"""Where the bot's own messages stand in Slack."""

from interviews.store import Store
from interviews.store.messages import Posted
from tests.interviews.people import MARGARET, TEAM, at


def posted(about: str, ts: str = "1.0") -> Posted:
    return Posted(team_id=TEAM, about=about, candidate_id=MARGARET, channel="D0ADA", ts=ts)


class TestMessages:
    def test_are_found_by_what_they_say_to_whom(self, store: Store) -> None:
        store.messages.remember(posted("digest:c1:U0ADA:000"), at(0))
        assert store.messages.find(TEAM, "digest:c1:U0ADA:000") == posted("digest:c1:U0ADA:000")
        assert store.messages.find(TEAM, "digest:c1:U0ADA:001") is None

    def test_are_where_they_were_put_last(self, store: Store) -> None:
        store.messages.remember(posted("digest", "1.0"), at(0))
        store.messages.remember(posted("digest", "2.0"), at(1))
        assert store.messages.find(TEAM, "digest") == posted("digest", "2.0")

    def test_are_found_by_how_they_start_in_order(self, store: Store) -> None:
        for about in (
            "digest:a:002",
            "digest:a:000",
            "digest:ab:000",
            "Digest:a:000",
            "digest:a:001",
        ):
            store.messages.remember(posted(about), at(0))
        found = [mark.about for mark in store.messages.list_by_prefix(TEAM, MARGARET, "digest:a:")]
        assert found == ["digest:a:000", "digest:a:001", "digest:a:002"]

    def test_of_another_candidate_are_not_found(self, store: Store) -> None:
        store.messages.remember(posted("digest:1"), at(0))
        assert store.messages.list_by_prefix(TEAM, "candidate-dorothy", "digest:") == ()

    def test_take_signs_of_patterns_for_what_they_are(self, store: Store) -> None:
        store.messages.remember(posted("digest:x"), at(0))
        for prefix in ("%", "_igest", "digest:%"):
            assert store.messages.list_by_prefix(TEAM, MARGARET, prefix) == ()

    def test_are_forgotten_one_by_one(self, store: Store) -> None:
        store.messages.remember(posted("digest:1"), at(0))
        store.messages.remember(posted("digest:2"), at(0))
        store.messages.forget(TEAM, "digest:1")
        assert [
            mark.about for mark in store.messages.list_by_prefix(TEAM, MARGARET, "digest:")
        ] == ["digest:2"]
