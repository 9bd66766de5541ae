"""The same bot, from plan to decision: every call that it makes is answered by both Slacks, and alike."""

from tests.another_slack.known_differences import OPEN_ALREADY, known_differences
from tests.another_slack.mirror import Mirror
from tests.company import Company
from tests.test_the_whole_loop import play


def unknown_differences(mirror: Mirror) -> set[str]:
    """What differed and is not known to."""
    return (
        mirror.differences
        - OPEN_ALREADY
        - {difference for method in mirror.methods for difference in known_differences(method)}
    )


def test_from_plan_to_decision(company: Company, mirror: Mirror) -> None:
    play(company)
    assert unknown_differences(mirror) == set()
    assert set(mirror.methods) == {
        "auth.test",
        "chat.delete",
        "chat.postMessage",
        "chat.update",
        "conversations.open",
        "users.info",
        "views.open",
        "views.publish",
        "views.update",
    }


def test_a_long_debrief_has_a_thread_that_follows_it(company: Company, mirror: Mirror) -> None:
    skills = ("ml-ops", "ml-data", "ml-compute", "ml-evaluation", "ml-framework")
    long = dict.fromkeys(skills, (5, "x" * 2900))
    company.adds(company.ada, "Mary Jackson", ratings=long)
    company.deliver()
    digest = company.message(company.ada)
    assert "part 1 of 2" in digest.text
    assert len(company.slack.thread(digest)) == 1
    company.scores(company.ada, "Mary Jackson", ratings=dict.fromkeys(skills, (5, "Short.")))
    company.deliver()
    [reply] = company.slack.thread(digest)
    assert reply.words.startswith("The debrief of Mary Jackson has changed: ")
    assert {"chat.update", "chat.delete"} < set(mirror.methods)
    assert unknown_differences(mirror) == set()
